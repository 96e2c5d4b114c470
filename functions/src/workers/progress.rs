//! How far a job is: the work says so as often as it likes, and the newest of it is written down every two seconds at most.

use std::{convert::Infallible, time::Duration};

use domain::{Progress, Stage};
use models::{ServiceDb, jobs::Claim, progress};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// Between two writes. A job that is over sooner costs none.
const PAUSE: Duration = Duration::from_secs(2);

/// Of an attempt, for whoever works on it.
#[derive(Clone)]
pub(super) struct Reporter(watch::Sender<Progress>);

impl Reporter {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(Progress::begin(Stage::Waiting)))
    }

    /// Never back: what is not further than before is not heard.
    pub(super) fn tell(&self, progress: Progress) {
        self.0.send_if_modified(|newest| {
            let is_news = progress.is_beyond(*newest);
            if is_news {
                *newest = progress;
            }
            is_news
        });
    }

    /// Writes down what is newest, as long as it is polled.
    pub(super) async fn write(&self, db: &ServiceDb, claim: &Claim) -> Infallible {
        let mut news = self.0.subscribe();
        let (mut number, mut next) = (0, Instant::now() + PAUSE);
        loop {
            sleep_until(next).await;
            // An error would say that there is no sender, and it is this one's own.
            let _ = news.wait_for(|newest| newest.stage != Stage::Waiting).await;
            let newest = *news.borrow_and_update();
            number += 1;
            let written = progress::write(db, claim, number, newest).await;
            next = Instant::now() + PAUSE;
            match written {
                Ok(true) => _ = news.changed().await,
                // It is said once more when its time has come.
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "how far the job is was not written down"),
            }
        }
    }
}
