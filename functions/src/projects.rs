//! Projects.

pub mod problems;
