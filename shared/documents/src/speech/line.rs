//! A line of a transcript, and what stands before its words.

use super::head::Head;
use crate::Role;

/// Lines with a time from which on a file can be a transcript.
pub(super) const TIMES: usize = 3;

pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) role: Role,
    /// A block begins with it.
    pub(super) begins: bool,
    /// When it was over that was said.
    pub(super) closes: Option<f64>,
    pub(super) head: Head<'a>,
}
