//! Requests to a provider, each a row of the ledger.

use std::time::{Duration, Instant};

use domain::Progress;
use serde::{Deserialize, Serialize};

use crate::{Usage, chat::Fault};

/// One request, from when it is sent: whoever stops waiting for it still knows that it was sent.
#[derive(Debug, Clone)]
pub struct ProviderRequest {
    started: Instant,
    took: Option<Duration>,
    pub usage: Usage,
    /// `completed`, or the code of what was wrong with it.
    pub outcome: &'static str,
}

impl ProviderRequest {
    pub(crate) fn begin() -> Self {
        Self {
            started: Instant::now(),
            took: None,
            usage: Usage::default(),
            outcome: "unanswered",
        }
    }

    pub(crate) fn end(&mut self, usage: Usage, outcome: &'static str) {
        self.took = Some(self.started.elapsed());
        self.usage = usage;
        self.outcome = outcome;
    }

    /// Until now, where no answer has come.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.took.unwrap_or_else(|| self.started.elapsed())
    }
}

/// An answer that was paid for and that later attempts at the same text need, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// Of the request that it answers.
    pub prompt_sha256: String,
    pub text: String,
    pub usage: Usage,
}

/// Where requests are entered before they are sent, so that a worker that dies loses none; and who is told how far the
/// writing is.
pub trait Ledger {
    /// Enters the next request, and the outcomes of those before it.
    fn enter(&mut self) -> impl Future<Output = Result<(), NotEntered>>;

    /// Those sent so far, in order.
    fn requests(&mut self) -> &mut Vec<ProviderRequest>;

    /// What earlier attempts have kept, in order.
    fn kept(&self) -> &[KeptAnswer] {
        &[]
    }

    /// Keeps the last request's answer for later attempts. `false`: there is no later attempt.
    fn keep(&mut self, _answer: KeptAnswer) -> impl Future<Output = Result<bool, NotEntered>> {
        async { Ok(false) }
    }

    /// How far the writing is. Told often: it must cost nothing.
    fn tell(&mut self, _progress: Progress) {}
}

/// A request that can't be entered is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request can't be entered in the ledger")]
pub struct NotEntered;

/// In memory alone.
impl Ledger for Vec<ProviderRequest> {
    async fn enter(&mut self) -> Result<(), NotEntered> {
        Ok(())
    }

    fn requests(&mut self) -> &mut Vec<ProviderRequest> {
        self
    }
}

/// Enters a request; then it is to be sent.
pub(crate) async fn begin(ledger: &mut impl Ledger) -> Result<(), NotEntered> {
    ledger.enter().await?;
    ledger.requests().push(ProviderRequest::begin());
    Ok(())
}

/// The sum of the requests' usage.
pub(crate) fn total_usage(requests: &[ProviderRequest]) -> Usage {
    requests
        .iter()
        .fold(Usage::default(), |sum, request| sum.plus(request.usage))
}

impl From<NotEntered> for Fault {
    fn from(NotEntered: NotEntered) -> Self {
        Self::LedgerUnavailable
    }
}
