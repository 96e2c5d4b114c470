//! The API over HTTP, as its users have it.

mod round_trips;
