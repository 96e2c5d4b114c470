//! One attempt at a job: whose it is, how long it has, and the requests to a provider that it makes. Each is in the ledger
//! before it is sent, so that one whose worker is lost meanwhile is there.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use domain::{Failure, Progress};
use models::{
    DbError, ServiceDb,
    ingestion::{Imported, store_import},
    jobs::Claim,
    ledger,
};
use serde::Serialize;

use super::{AttemptError, lines::Lines, outage::Outage, progress::Reporter, retry_write};

pub struct Attempt {
    db: &'static ServiceDb,
    pub claim: Claim,
    /// When the worker has to be done.
    pub until: Instant,
    calls: Calls,
    outage: &'static Outage,
    lines: Lines,
    progress: Reporter,
}

/// The requests of an attempt, also for whoever has broken it off.
#[derive(Clone, Default)]
pub(super) struct Calls(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    calls: Vec<(Instant, ledger::ProviderCall)>,
    /// How many of them are final, since something was kept with them.
    settled: usize,
    kept: bool,
}

impl Attempt {
    pub(super) fn new(
        db: &'static ServiceDb,
        outage: &'static Outage,
        claim: Claim,
        lines: Lines,
        progress: Reporter,
        until: Instant,
    ) -> Self {
        Self {
            db,
            claim,
            until,
            calls: Calls::default(),
            outage,
            lines,
            progress,
        }
    }

    /// How far it is. It costs nothing: what is newest is written down now and then.
    pub fn tell(&self, progress: Progress) {
        self.progress.tell(progress);
    }

    /// Before anything is read for a request to the provider: not while it is away for all.
    pub fn may_ask(&self) -> Result<(), AttemptError> {
        self.outage.check(Instant::now())
    }

    pub(super) fn calls(&self) -> Calls {
        self.calls.clone()
    }

    /// Enters a request that is to be sent, and what came of the one before it. Where that can't be written down, nobody is
    /// to be asked.
    pub async fn enter(&mut self, provider: &str, model: &str) -> Result<(), DbError> {
        let mut entries = self.calls.open();
        let number = self.calls.count() + 1;
        let next = ledger::ProviderCall::unanswered(number, provider, model);
        // Those before the last are there as they are.
        entries.drain(..entries.len().saturating_sub(1));
        entries.push(next.clone());
        ledger::record(self.db, &self.claim, &entries).await?;
        self.calls
            .with(|state| state.calls.push((Instant::now(), next)));
        Ok(())
    }

    /// Says what came of the last request.
    pub fn answered(&mut self, say: impl FnOnce(&mut ledger::ProviderCall)) {
        self.calls.with(|state| {
            if let Some((started, call)) = state.calls.last_mut() {
                call.duration_ms = milliseconds(*started);
                say(call);
            }
        });
    }

    /// Writes what was found at a file's address, and stored.
    pub async fn store_import(
        &self,
        found: &Imported<'_>,
        quotas: bool,
    ) -> Result<(), AttemptError> {
        let store = async || store_import(self.db, &self.claim, found, quotas).await;
        match retry_write(store).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(AttemptError::Superseded),
            Err(DbError::Quota(_)) => Err(AttemptError::Fail(Failure::permanent(
                "quota_exceeded",
                "The plan has no room for a file of this size. Delete what is not needed, or take a larger plan.",
            ))),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps what is done, the part after `before` others, with the requests that it took: it is paid for.
    pub async fn keep(&mut self, before: usize, part: &impl Serialize) -> Result<(), AttemptError> {
        let calls = self.calls.open();
        let keep = async || ledger::keep(self.db, &self.claim, before, part, &calls).await;
        let kept = retry_write(keep).await?;
        self.lines.emit(&self.calls.settle(), None);
        if !kept {
            return Err(AttemptError::Superseded);
        }
        self.calls.with(|state| state.kept = true);
        Ok(())
    }
}

impl Calls {
    /// Those that are not final yet; one that is unanswered has taken until now.
    pub(super) fn open(&self) -> Vec<ledger::ProviderCall> {
        self.with(|state| {
            let open = state.calls.iter().skip(state.settled);
            open.map(|(started, call)| {
                let mut call = call.clone();
                if call.outcome == ledger::UNANSWERED {
                    call.duration_ms = milliseconds(*started);
                }
                call
            })
            .collect()
        })
    }

    /// Takes those that are final since the last time, to tell of them.
    pub(super) fn settle(&self) -> Vec<ledger::ProviderCall> {
        let open = self.open();
        self.with(|state| state.settled = state.calls.len());
        open
    }

    /// Something was kept in this attempt: the next ones begin anew.
    pub(super) fn kept(&self) -> bool {
        self.with(|state| state.kept)
    }

    pub(super) fn count(&self) -> i32 {
        self.with(|state| i32::try_from(state.calls.len()).unwrap_or(i32::MAX))
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn milliseconds(since: Instant) -> i64 {
    i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX)
}
