//! Users: what the sign-in service says of them.

mod event;
pub mod problems;
mod signature;

pub use event::Event;
pub use signature::Secrets;
