//! Files: what an upload must be, whether what was uploaded is that, and how one is queued that a worker has to read.

mod look;
pub mod problems;
mod reading;
pub mod uploads;

pub use look::{Look, look};
pub use reading::Reading;
