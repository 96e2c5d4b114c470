//! Work under a lease that is kept alive.

use std::fmt::Display;

use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::{HEARTBEAT, LOOK};

/// How work under a lease ended.
#[derive(Debug)]
pub enum LeaseOutcome<T> {
    Finished(T),
    /// The lease is lost, or the user wants no result any more: the work was broken off.
    Ended,
}

/// Runs `work`, renewing its lease all the while; it ends as soon as the lease does, which is when `renew` says `false`.
///
/// A heartbeat that isn't answered is not the end: the next may come through, and if none does, the lease token keeps the
/// late result out.
pub async fn with_heartbeat<T, E: Display>(
    renew: impl AsyncFn() -> Result<bool, E>,
    work: impl Future<Output = T>,
) -> LeaseOutcome<T> {
    let heartbeats = async {
        let mut beat = interval(HEARTBEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        loop {
            beat.tick().await;
            match renew().await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a heartbeat got lost"),
            }
        }
    };
    tokio::select! {
        done = work => LeaseOutcome::Finished(done),
        () = heartbeats => LeaseOutcome::Ended,
    }
}

/// Ends when `is_wanted` says `false`: whoever called the work off is told sooner than by the next heartbeat, and a look
/// writes nothing.
pub async fn called_off<E: Display>(is_wanted: impl AsyncFn() -> Result<bool, E>) {
    loop {
        sleep(LOOK).await;
        match is_wanted().await {
            Ok(true) => {}
            Ok(false) => return,
            // The heartbeat warns of a database that is away.
            Err(error) => tracing::debug!(%error, "whether the job is wanted is not known"),
        }
    }
}
