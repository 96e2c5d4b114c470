//! How a job gets to its worker and stays with it: messages, queues, leases, pauses, batch responses.
//!
//! What may live here: how work is handed over and kept safe. What may not: what the work is.
//!
//! The database is the truth. A message is a wake-up call with an id in it: losing, repeating or reordering messages
//! changes when something happens, never what.

mod backoff;
mod batch;
mod connector;
mod lease;
mod message;
mod queue;

use std::time::Duration;

pub use backoff::{backoff, jitter};
pub use batch::{Handled, process_batch, receives};
pub use lease::{LeaseOutcome, called_off, with_heartbeat};
pub use message::{Message, Undecodable};
pub use queue::{Queue, QueueError, Queues};

/// How long a claim lasts without a sign of life. A killed worker's job is taken up again after it.
pub const LEASE: Duration = Duration::from_secs(75);
/// Between two signs of life; three may get lost before the lease does.
pub const HEARTBEAT: Duration = Duration::from_secs(20);
/// Between two looks whether the job was called off.
pub const LOOK: Duration = Duration::from_secs(2);
/// All calls of a provider for one attempt: a repair and variants share it. The worker's own time-out is 30 s more at
/// least.
pub const PROVIDER_TIMEOUT: Duration = Duration::from_mins(4);
