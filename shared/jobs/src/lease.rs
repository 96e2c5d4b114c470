//! Work under a lease that is kept alive.

use models::{
    ServiceDb,
    jobs::{self, Claim},
};
use tokio::time::{MissedTickBehavior, interval};

use crate::{HEARTBEAT, LEASE};

/// How work under a lease ended.
#[derive(Debug)]
pub enum Held<T> {
    Finished(T),
    /// The lease is lost, or the user wants no result any more: the work was broken off.
    Ended,
}

/// Runs `work`, renewing the claim's lease all the while; it ends as soon as the lease does.
///
/// A heartbeat that the database doesn't answer is not the end: the next may come through, and if none does, the
/// lease token keeps the late result out.
pub async fn hold<T>(db: &ServiceDb, claim: &Claim, work: impl Future<Output = T>) -> Held<T> {
    let heartbeats = async {
        let mut beat = interval(HEARTBEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        loop {
            beat.tick().await;
            match jobs::renew(db, claim, LEASE).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(output_id = %claim.output_id, %error, "a heartbeat got lost");
                }
            }
        }
    };
    tokio::select! {
        done = work => Held::Finished(done),
        () = heartbeats => Held::Ended,
    }
}
