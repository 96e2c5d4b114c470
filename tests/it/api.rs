//! The API over HTTP, as its users have it.

mod bad_input;
mod conventions;
mod database_restart;
mod files;
mod isolation;
mod outputs;
mod pages;
mod plans;
mod profile;
mod projects;
mod round_trips;
mod templates;
mod tokens;
