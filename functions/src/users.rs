//! Users: what the sign-in service says of them.

mod event;
mod signature;

pub use event::Event;
pub use signature::Secrets;
