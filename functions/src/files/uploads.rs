//! What every upload goes through, whichever way it comes: its name, and whether its bytes are what the name says.

mod announced;
mod archive;
mod content;
mod filename;
mod signed;

pub use announced::NewUpload;
pub use archive::Tail;
pub use content::{Mismatch, check, is_archive, is_text};
pub use filename::{Name, NameError};
pub use signed::{FileWithDownload, FileWithUpload, Upload};
