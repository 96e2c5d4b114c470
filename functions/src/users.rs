//! Users: what the sign-in service says of them.

mod event;
pub mod problems;
mod signature;

pub use event::Event;
pub(crate) use event::read_time;
pub use signature::Secrets;
