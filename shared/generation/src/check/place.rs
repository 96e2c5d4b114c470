//! Where something stands in the sources.

use std::ops::Range;

/// A passage of a source, in characters of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) source: usize,
    pub(crate) at: Range<usize>,
}
