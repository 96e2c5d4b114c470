//! What every upload goes through, whichever way it comes: its name, and whether its bytes are what the name says.

mod announced;
mod archive;
mod content;
mod import;
mod signed;

pub use announced::NewUpload;
pub use archive::Tail;
pub(crate) use content::is_made_of_text;
pub use content::{check, is_archive, is_text};
pub use import::{NewFile, NewImport, address, name_of, with_extension};
pub use signed::{FileWithDownload, FileWithUpload, Upload};
