//! The name that somebody gave a file: shown as it is, and never a path.

use domain::{limits, media};

/// A name, and the accepted kind that its extension says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Without the white space around it.
    pub filename: String,
    /// One of [`media::ACCEPTED`].
    pub extension: &'static str,
    pub media_type: &'static str,
}

/// Why a name is not taken. None is put right silently: who sees the file's name has to know it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    Empty,
    /// So many characters.
    TooLong(usize),
    /// It leads to another folder.
    Path,
    /// Its bytes are no UTF-8.
    Encoding,
    /// It holds what nobody sees, and what can make `exe.txt` of `txt.exe`.
    Hidden,
    /// Its extension is none that is accepted.
    Unknown,
}

/// The same as a pattern, but for the dots of a folder.
pub(crate) const PATTERN: &str = r"^[^\u0000-\u001F\u007F-\u009F/\\\u061C\u202A-\u202E\u2066-\u2069]*\S[^\u0000-\u001F\u007F-\u009F/\\\u061C\u202A-\u202E\u2066-\u2069]*$";

impl Name {
    pub fn read(given: &str) -> Result<Self, NameError> {
        let filename = given.trim();
        let length = given.chars().count();
        if filename.is_empty() {
            return Err(NameError::Empty);
        }
        if length > limits::FILENAME {
            return Err(NameError::TooLong(length));
        }
        if filename.contains(['/', '\\']) || matches!(filename, "." | "..") {
            return Err(NameError::Path);
        }
        if given.chars().any(is_hidden) {
            return Err(NameError::Hidden);
        }
        let (extension, media_type) = media::of_filename(filename).ok_or(NameError::Unknown)?;
        Ok(Self {
            filename: filename.to_owned(),
            extension,
            media_type,
        })
    }
}

/// A control character, or one that changes the direction of text (Unicode's `Bidi_Control`), but for the two marks that macOS
/// puts into names in Arabic and Hebrew and into dates: they turn no letter.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
