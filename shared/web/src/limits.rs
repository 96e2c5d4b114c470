//! Every bound on requests and responses, in one place.

use std::time::Duration;

/// Bytes of a JSON body.
pub const JSON_BODY: usize = 1024 * 1024;
/// Levels of arrays and objects inside of a field.
pub const JSON_DEPTH: usize = 64;
/// Entries of `errors`: Lambda answers with at most 6 MB.
pub const ERRORS: usize = 100;
/// Characters of an `Idempotency-Key`.
pub const IDEMPOTENCY_KEY: usize = 255;
/// Bytes of a `svix-id`.
pub const WEBHOOK_ID: usize = 255;
/// Bytes of a file's name without its extension: file systems take 255 of all of it.
pub const FILENAME_BYTES: usize = 200;
/// A whole request. API Gateway gives up after 30 s, the functions' own time-out is 29 s.
pub const REQUEST: Duration = Duration::from_secs(27);
/// Seconds after which to ask again when something that we need is away.
pub const RETRY_AFTER: u64 = 5;
