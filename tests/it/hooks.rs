//! Accounts are told of what happens to their outputs and files, at the addresses that they name.
//!
//! Each test has a database and a queue of its own on the stack's servers.

mod attempts;
mod endpoints;
mod fixture;
mod many;
mod told;
