//! Requests to a provider, each a row of the ledger.

use std::time::{Duration, Instant};

use crate::Usage;

/// One request, from when it is sent: whoever breaks the writing off still knows that it was.
#[derive(Debug, Clone)]
pub struct Call {
    started: Instant,
    took: Option<Duration>,
    pub usage: Usage,
    /// `completed`, or the code of what was wrong with it.
    pub outcome: &'static str,
}

impl Call {
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

/// What they cost together.
pub(crate) fn spent(calls: &[Call]) -> Usage {
    calls
        .iter()
        .fold(Usage::default(), |sum, call| sum.plus(call.usage))
}
