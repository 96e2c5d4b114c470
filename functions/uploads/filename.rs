//! The name that somebody gave a file: shown, never a path.

use models::{limits, media};

/// A name without what could mislead whoever reads it, and the accepted kind that its extension says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub filename: String,
    /// One of [`media::ACCEPTED`].
    pub extension: &'static str,
    pub media_type: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Nothing is left of it.
    Empty,
    /// Its extension is none that is accepted.
    Unknown,
}

impl Name {
    pub fn read(given: &str) -> Result<Self, NameError> {
        let filename = clean(given);
        if filename.is_empty() {
            return Err(NameError::Empty);
        }
        let (extension, media_type) = media::of_filename(&filename).ok_or(NameError::Unknown)?;
        Ok(Self {
            filename,
            extension,
            media_type,
        })
    }
}

impl NameError {
    /// A sentence for the person whose file it is.
    #[must_use]
    pub fn detail(self) -> String {
        match self {
            Self::Empty => "Give the file a name.".to_owned(),
            Self::Unknown => {
                let known: Vec<_> = media::ACCEPTED
                    .iter()
                    .map(|(extension, _)| *extension)
                    .collect();
                format!("The file's extension must be one of {}.", known.join(", "))
            }
        }
    }
}

/// The last segment of what may be a path, without control and direction marks.
fn clean(filename: &str) -> String {
    let last = filename.rsplit(['/', '\\']).next().unwrap_or_default();
    let misleading = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = last.chars().filter(|c| !misleading(c)).collect();
    let name = name.trim();
    // What is too long is cut before its extension.
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let room = limits::FILENAME.saturating_sub(extension.chars().count() + 1);
    if name.chars().count() <= limits::FILENAME {
        name.to_owned()
    } else {
        format!(
            "{}.{extension}",
            stem.chars().take(room).collect::<String>()
        )
    }
}
