//! A file that is fetched from an address instead of being uploaded: the request, and what it is called.

use domain::{limits, media};
use imports::{Reach, Url, is_video_platform, limits::ADDRESS};
use models::schema::TRIMMED;
use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde_json::Value;
use web::{Fields, InvalidValue, text};

use super::NewUpload;
use crate::{
    files::{filename::is_hidden, problems},
    vocabulary,
};

/// The request of `file-create`.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum NewFile {
    Upload(NewUpload),
    Import(NewImport),
}

/// A file that is to be fetched.
#[derive(Debug, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    description = "A file that is to be fetched from a public address."
)]
pub struct NewImport {
    /// Of a page, a document, a recording or a podcast's feed. It begins with https:// or http://.
    #[schemars(with = "String", url, length(max = ADDRESS))]
    pub url: Url,
    /// Of a feed: the id of the episode; by default the newest.
    #[schemars(length(min = 1, max = ADDRESS))]
    pub episode: Option<String>,
    /// Names and terms that are said in it, in the spelling that is right, beside the profile's.
    #[schemars(length(max = limits::VOCABULARY), inner(length(min = 1, max = limits::VOCABULARY_TERM), regex(pattern = TRIMMED)))]
    pub vocabulary: Option<Vec<String>>,
}

impl NewFile {
    pub fn read(body: &mut Fields, reach: Reach) -> Option<Self> {
        if body.has("url") {
            NewImport::read(body, reach).map(Self::Import)
        } else {
            NewUpload::read(body).map(Self::Upload)
        }
    }
}

impl NewImport {
    fn read(body: &mut Fields, reach: Reach) -> Option<Self> {
        let url = body.required("url", |value| address(value, reach));
        let episode = body.optional("episode", text(1..=ADDRESS));
        let vocabulary = body.optional("vocabulary", vocabulary());
        Some(Self {
            url: url?,
            episode: episode?,
            vocabulary: vocabulary?,
        })
    }
}

/// An address that can be asked.
pub fn address(value: &Value, reach: Reach) -> Result<Url, InvalidValue> {
    let given = text(1..=ADDRESS)(value)?;
    let url = imports::address(&given, reach).map_err(problems::invalid_address)?;
    if is_video_platform(&url) {
        return Err(problems::video_platform());
    }
    Ok(url)
}

/// What a file from this address is called: by the site, else by the address's last part, else by its host.
#[must_use]
pub fn name_of(url: &Url, said: Option<&str>) -> String {
    let last = || {
        let mut segments = url.path_segments()?;
        segments.rfind(|segment| !segment.is_empty())
    };
    let name = match said {
        Some(said) => said.to_owned(),
        None => match last() {
            Some(last) => percent_decode_str(last).decode_utf8_lossy().into_owned(),
            None => url.host_str().unwrap_or_default().to_owned(),
        },
    };
    let seen = name
        .chars()
        .filter(|c| !is_hidden(*c) && !matches!(c, '/' | '\\'));
    let name: String = seen.take(limits::FILENAME).collect();
    match name.trim() {
        "" | "." | ".." => "import".to_owned(),
        name => name.to_owned(),
    }
}

/// The same with this extension at its end.
#[must_use]
pub fn with_extension(name: &str, extension: &str) -> String {
    if media::of_filename(name).is_some_and(|(known, _)| known == extension) {
        return name.to_owned();
    }
    let room = limits::FILENAME - extension.len() - 1;
    let kept: String = name.chars().take(room).collect();
    format!("{kept}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::{name_of, with_extension};

    #[test]
    fn a_file_is_called_by_its_site_or_its_address() {
        for (url, said, expected) in [
            ("https://example.com/a/b.pdf?x=1", None, "b.pdf"),
            ("https://example.com/a/b/", None, "b"),
            ("https://example.com/", None, "example.com"),
            ("https://example.com/a%20b%2Fc", None, "a bc"),
            ("https://example.com/%E5%86%AC.html", None, "冬.html"),
            ("https://example.com/%00%e2%80%ae..", None, "import"),
            ("https://example.com/a", Some("talk.mp3"), "talk.mp3"),
        ] {
            assert_eq!(name_of(&url.parse().unwrap(), said), expected, "{url}");
        }
        assert!(
            name_of(
                &format!("https://example.com/{}", "a".repeat(999))
                    .parse()
                    .unwrap(),
                None
            )
            .len()
                <= 255
        );
    }

    #[test]
    fn a_name_ends_as_its_kind_does() {
        assert_eq!(with_extension("talk.MP3", "mp3"), "talk.MP3");
        assert_eq!(with_extension("page", "html"), "page.html");
        assert_eq!(with_extension("page.php", "html"), "page.php.html");
        assert_eq!(with_extension(&"a".repeat(255), "html").len(), 255);
    }
}
