//! The kinds of file that are accepted.

/// Extension in lower case, and the media type that its object is stored with (IANA's registry).
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

/// The entry of [`ACCEPTED`] for a file's name.
#[must_use]
pub fn of_filename(filename: &str) -> Option<(&'static str, &'static str)> {
    let extension = filename.rsplit_once('.')?.1.to_ascii_lowercase();
    ACCEPTED
        .iter()
        .copied()
        .find(|(known, _)| *known == extension)
}
