//! The table of contents of the tests: each entry says what a user would lose if it failed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

/// A retried request is executed twice, or a user's rate limit doesn't hold.
mod admission;
/// The API does not do over HTTP what its contract says.
mod api;
/// A key of a program opens what it may not, or outlives whoever made it.
mod api_keys;
/// Somebody pays and has nothing, or has a plan and pays nothing.
mod billing;
/// A read takes the longer, the more its user or others have stored.
mod buffers;
/// An invention of a model is stored and nothing marks it, or a true text is marked all over.
mod claims;
/// Functions, template, routes and openapi.json disagree: a route is missing, or a function holds a right too many.
mod contract;
/// A row that a user wrote past the API empties a quota, or takes a page down for everybody.
mod data_api;
/// A large project can't be deleted, or is still seen when it was.
mod deletion;
/// A deployment hangs, or starts before the schema that it needs.
mod deployment;
/// An accepted output has no job, or two.
mod enqueue;
/// Data of a deleted user is kept, or a deleted user comes back.
mod erasure;
/// Whoever waits to be told is told nothing, or something that they can't trust; or what they name is reached from inside.
mod hooks;
/// Users see or change what belongs to others.
mod isolation;
/// An assistant can't do with its key what its user can, or can do more.
mod mcp;
/// An operator doesn't see that jobs fail or wait.
mod metrics;
/// An update of the schema fails, or loses rows.
mod migrations;
/// An accepted output is never written, or written twice.
mod nothing_lost;
mod operations;
/// Nothing works behind Supabase's connection pooler.
mod pooler;
/// A provider's fault becomes a user's: a wrong text is stored, money is spent twice, a key gets into a log.
mod providers;
/// A plan gives less than it says, or more.
mod quotas;
/// A topic is heard by whoever it isn't for, or a broadcast breaks what it tells of.
mod realtime;
/// The schema lacks what the schema reference promises, or leaves open what it closes.
mod schema;
/// A text looks current though its sources have changed.
mod stale;
/// A team's things are seen or changed by whoever isn't in it, or may only read.
mod teams;
/// Somebody gets in with a forged token, or nobody gets in while the key server is in trouble.
mod tokens;
/// A recording or a document can't be read, or its text and times are wrong.
mod transcription;
/// A deployment loses jobs, or does one twice, while the version before still runs.
mod upgrade;
/// Changes and deletions of users at the sign-in service are not taken over, or anybody can fake them.
mod webhook;

use support::{app, catalog, database, http1, postgres, proxy, runtime, scripted, signer, skewed};
