//! A file that is another kind than its name says.

/// Why the bytes are not what the name says: a sentence for the person whose file it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Mismatch(pub String);

impl Mismatch {
    pub(crate) fn new(detail: impl Into<String>) -> Self {
        Self(detail.into())
    }

    /// `found`: what it looks like, in brackets; or nothing.
    pub(crate) fn other(extension: &str, found: &str) -> Self {
        Self(format!(
            "The content is not that of a .{extension} file{found}."
        ))
    }
}
