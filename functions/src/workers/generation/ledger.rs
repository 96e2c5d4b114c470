//! Generation's requests, as those of an attempt.

use generation::{Ledger, NotEntered, Provider, ProviderRequest};

use crate::workers::Attempt;

pub(super) struct Calls<'a> {
    attempt: &'a mut Attempt,
    provider: &'a Provider,
    made: Vec<ProviderRequest>,
}

impl<'a> Calls<'a> {
    pub(super) fn of(attempt: &'a mut Attempt, provider: &'a Provider) -> Self {
        Self {
            attempt,
            provider,
            made: Vec::new(),
        }
    }

    /// Says what came of the last request.
    fn answered(&mut self) {
        let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        if let Some(made) = self.made.last() {
            self.attempt.answered(|call| {
                call.prompt_tokens = signed(made.usage.prompt_tokens);
                call.completion_tokens = signed(made.usage.completion_tokens);
                call.cost_micros = signed(made.usage.cost_micros);
                call.duration_ms = i64::try_from(made.duration().as_millis()).unwrap_or(i64::MAX);
                made.outcome.clone_into(&mut call.outcome);
            });
        }
    }
}

impl Ledger for Calls<'_> {
    async fn enter(&mut self) -> Result<(), NotEntered> {
        self.answered();
        let (name, model) = (self.provider.name(), self.provider.model());
        // Boxed, since whatever asks holds its future.
        let entered = Box::pin(self.attempt.enter(name, model)).await;
        entered.map_err(|error| {
            tracing::warn!(%error, "the provider is not asked");
            NotEntered
        })
    }

    fn requests(&mut self) -> &mut Vec<ProviderRequest> {
        &mut self.made
    }
}

/// However the writing ends, also where it is broken off.
impl Drop for Calls<'_> {
    fn drop(&mut self) {
        self.answered();
    }
}
