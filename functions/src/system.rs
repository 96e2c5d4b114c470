//! The deployment itself.

pub mod cloudformation;
pub mod problems;
