//! The deployment itself.

pub mod cloudformation;
