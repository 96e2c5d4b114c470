//! How long the database may take.

use std::time::Duration;

/// Connecting in the init phase of a function: after it, the function starts and answers 503.
pub const CONNECT: Duration = Duration::from_secs(2);
/// The first message on a connection that may have died while the function was frozen.
pub const FIRST_MESSAGE: Duration = Duration::from_secs(5);
/// A statement of a worker.
pub const STATEMENT: Duration = Duration::from_secs(30);
