//! Every bound of an export, in one place. They leave room for whatever a person writes and none for what is made to be
//! expensive: a few characters of Markdown can mean a quarter of a million cells of a table.

/// Bytes of Markdown that are read: a body of 100,000 characters, whatever they are.
pub const MARKDOWN: usize = 512 * 1024;
/// Bytes of a file: Lambda answers with at most 6 MB, base64 included.
pub const FILE: usize = 4 * 1024 * 1024;
/// Marks around marks: what is deeper is there without them.
pub const DEPTH: usize = 24;
/// Pieces of text, of marks and of structure.
pub const EVENTS: usize = 60_000;
/// Paragraphs, items and cells.
pub const BLOCKS: usize = 10_000;
/// Bytes of raw HTML, which is parsed as forgivingly as browsers do it, and at a cost that grows with its square.
pub const RAW_HTML: usize = 16 * 1024;
/// Characters that HTML writes as `&…;`, for the same reason.
pub const ESCAPES: usize = 10_000;
