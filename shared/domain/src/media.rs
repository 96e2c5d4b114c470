//! The kinds of file that are accepted.

/// Extension in lower case, and its media type (IANA's registry).
pub const ACCEPTED: &[(&str, &str)] = &[
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("ogg", "audio/ogg"),
    ("flac", "audio/flac"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("mkv", "video/matroska"),
    ("avi", "video/vnd.avi"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("html", "text/html"),
    ("srt", "application/x-subrip"),
    ("vtt", "text/vtt"),
    ("pdf", "application/pdf"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
];

/// Extensions that mean the same as one of [`ACCEPTED`].
pub const ALIASES: &[(&str, &str)] = &[
    ("htm", "html"),
    ("markdown", "md"),
    ("text", "txt"),
    // YouTube's: the same cues with other times, which the reader of SubRip knows.
    ("sbv", "srt"),
];

/// What else browsers and systems call the kinds of [`ACCEPTED`], by extension.
const ALSO_CALLED: &[(&str, &[&str])] = &[
    ("mp3", &["audio/mp3", "audio/x-mp3", "audio/mpeg3"]),
    ("wav", &["audio/x-wav", "audio/wave", "audio/vnd.wave"]),
    ("m4a", &["audio/m4a", "audio/x-m4a", "video/mp4"]),
    ("aac", &["audio/x-aac", "audio/aacp", "audio/vnd.dlna.adts"]),
    ("ogg", &["application/ogg", "video/ogg", "audio/opus"]),
    ("flac", &["audio/x-flac"]),
    ("mp4", &["audio/mp4", "video/x-m4v"]),
    ("webm", &["audio/webm"]),
    (
        "mkv",
        &["video/x-matroska", "audio/x-matroska", "audio/matroska"],
    ),
    ("avi", &["video/avi", "video/x-msvideo", "video/msvideo"]),
    ("md", &["text/x-markdown", "text/plain"]),
    ("html", &["application/xhtml+xml"]),
    ("srt", &["text/srt", "text/plain", "application/srt"]),
    ("vtt", &["text/plain"]),
    ("pdf", &["application/x-pdf"]),
];

/// Whether a media type that somebody gave can be that of a file with this extension. None, and the one that says
/// nothing, can be any's.
#[must_use]
pub fn agrees(extension: &str, given: &str) -> bool {
    let essence = given
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let of = |name: &str| name == essence;
    essence.is_empty()
        || essence == "application/octet-stream"
        || ACCEPTED
            .iter()
            .any(|(known, name)| *known == extension && of(name))
        || ALSO_CALLED
            .iter()
            .any(|(known, names)| *known == extension && names.iter().any(|name| of(name)))
}

/// The type that the object of a file with this extension is stored and served with. A page must not run where the
/// storage is, so of one a browser shows the text.
#[must_use]
pub fn served(extension: &str) -> &'static str {
    match of_extension(extension) {
        Some((_, "text/html")) => "text/plain",
        Some((_, media_type)) => media_type,
        None => "application/octet-stream",
    }
}

/// The entry of [`ACCEPTED`] for a file's name, of an alias that of what it means.
#[must_use]
pub fn of_filename(filename: &str) -> Option<(&'static str, &'static str)> {
    of_extension(filename.rsplit_once('.')?.1)
}

fn of_extension(extension: &str) -> Option<(&'static str, &'static str)> {
    let given = extension.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == given);
    let extension = alias.map_or(given.as_str(), |(_, meant)| meant);
    ACCEPTED
        .iter()
        .copied()
        .find(|(known, _)| *known == extension)
}
