//! Every bound of reading a document, in one place.

use std::time::Duration;

/// Bytes of a file that is text: txt, md, srt, vtt, html. Shakespeare's collected works have five and a half million.
pub const TEXT_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of a pdf or docx: as many as may be uploaded.
pub const PACKED_BYTES: usize = 50 * 1024 * 1024;
/// Bytes of what is unpacked from a docx, all parts that are read together.
pub const UNPACKED_BYTES: usize = 64 * 1024 * 1024;
/// Bytes of the text that comes out: one generation reads no more.
pub const TEXT_OUT: usize = 8 * 1024 * 1024;
/// Elements inside of each other, in a web page or a Word document. Real ones have some dozens.
pub const NESTING: usize = 512;
/// Pages of a PDF.
pub const PAGES: usize = 2_000;
/// Characters of a page of a PDF: a newspaper's has some fifty thousand.
pub const GLYPHS: usize = 1_000_000;
/// Cues of captions: four days of speech, at one in three seconds.
pub const CUES: usize = 120_000;

/// Children of one process at a time. With the files that they read and what they answer they have room in the function's
/// memory.
pub const CHILDREN: usize = 3;
/// Seconds of the processor that a child has for one document, all its threads together.
pub const CPU_SECONDS: u64 = 15;
/// How long is waited for a child. A function that is given less of a processor needs longer for the same work.
pub const WAIT: Duration = Duration::from_mins(1);
/// Bytes of a child's address space: its program, the file, and all that is made of it.
pub const MEMORY: u64 = 512 * 1024 * 1024;
/// Bytes of a child's answer: the text twice, once as a whole and once in segments, escaped as JSON.
pub const ANSWER: usize = 4 * TEXT_OUT;
/// Bytes of what a child says when it breaks.
pub const LAST_WORDS: usize = 16 * 1024;
/// Bytes of the stack on which a child reads.
pub const STACK: usize = 32 * 1024 * 1024;

/// A silence between two cues after which a new paragraph begins, in seconds.
pub const PAUSE: f64 = 2.0;
/// Words of captions that are compared with those shown before: two lines have some twenty.
pub const SHOWN_WORDS: usize = 100;
