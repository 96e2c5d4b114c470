//! Requests to a provider, each a row of the ledger.

use std::time::{Duration, Instant};

use crate::{ProviderError, Usage};

/// One request, from when it is sent: whoever breaks the writing off still knows that it was.
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

/// Where requests are entered before they are sent, so that none is lost with whoever sends it.
pub trait Ledger {
    /// Enters one more, and what has become of those before it.
    fn enter(&mut self) -> impl Future<Output = Result<(), NotEntered>>;

    /// What was sent so far, in its order.
    fn requests(&mut self) -> &mut Vec<ProviderRequest>;
}

/// A request that nobody could count is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the request can't be entered in the ledger")]
pub struct NotEntered;

/// Where nobody wants to know more than the caller.
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

/// What they cost together.
pub(crate) fn spent(calls: &[ProviderRequest]) -> Usage {
    calls
        .iter()
        .fold(Usage::default(), |sum, call| sum.plus(call.usage))
}

impl From<NotEntered> for ProviderError {
    fn from(NotEntered: NotEntered) -> Self {
        Self {
            code: "ledger_unavailable",
            detail: "The text provider was not asked, since what it costs can't be entered at the moment.".to_owned(),
            retryable: true,
            repair_exhausted: false,
            retry_after: None,
        }
    }
}
