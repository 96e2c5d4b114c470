//! A chat model whose every request is in the ledger, with what it cost.

use std::time::{Duration, Instant};

use crate::{
    Ledger, Prices, Usage,
    chat::{ChatModel, ChatRequest, Completion, Fault},
    ledger,
};

/// How often a client may adapt one request to refusals.
const MAX_ADAPTATIONS: u32 = 4;

#[derive(Debug)]
pub struct MeteredModel {
    model: Box<dyn ChatModel>,
    prices: Prices,
}

impl MeteredModel {
    pub(crate) fn new(model: Box<dyn ChatModel>, prices: Prices) -> Self {
        Self { model, prices }
    }

    pub(crate) fn provider(&self) -> &'static str {
        self.model.provider()
    }

    pub(crate) fn model(&self) -> &str {
        self.model.model()
    }

    pub(crate) fn context_budget(&self) -> u64 {
        self.model.context_budget()
    }

    pub(crate) fn answer_limit(&self) -> u64 {
        self.model.answer_limit()
    }

    pub(crate) fn usage(&self, prompt_tokens: u64, completion_tokens: u64) -> Usage {
        self.prices.usage(prompt_tokens, completion_tokens)
    }

    /// What the model writes, in `deadline` at most. Asks again as often as the client has adapted its request to a
    /// refusal; the last request in the ledger is the one that is answered here.
    pub(crate) async fn ask(
        &self,
        request: &ChatRequest,
        deadline: Duration,
        ledger: &mut impl Ledger,
    ) -> Result<String, Fault> {
        let until = Instant::now() + deadline;
        let mut adaptations = 0;
        loop {
            ledger::begin(ledger).await?;
            let left = until.saturating_duration_since(Instant::now());
            let answered = tokio::time::timeout(left, self.model.complete(request, left)).await;
            let Completion {
                text,
                prompt_tokens,
                completion_tokens,
                retry_adapted,
            } = answered.unwrap_or_else(|_| Fault::Timeout.into());
            if let Some(sent) = ledger.requests().last_mut() {
                let outcome = text.as_ref().map_or_else(Fault::code, |_| "completed");
                sent.end(self.usage(prompt_tokens, completion_tokens), outcome);
            }
            if text.is_ok() || !retry_adapted || adaptations == MAX_ADAPTATIONS {
                return text;
            }
            adaptations += 1;
        }
    }
}
