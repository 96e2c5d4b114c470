//! The API over HTTP, as its users have it.

mod admin;
mod bad_input;
mod cancel;
mod conventions;
mod database_restart;
mod dry_run;
mod edits;
mod errors;
mod examples;
mod exports;
mod files;
mod isolation;
mod not_now;
mod outputs;
mod pages;
mod plans;
mod profile;
mod projects;
mod rates;
mod regenerate;
mod round_trips;
mod tags;
mod templates;
mod tokens;
mod uploads;
mod waits;
