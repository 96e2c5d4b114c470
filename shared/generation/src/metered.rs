//! A chat model whose every request is in the ledger, with what it cost.

use std::time::{Duration, Instant};

use crate::{
    Brief, Ledger, Prices, Usage,
    chat::{ChatModel, ChatRequest, Completion, Fault},
    ledger,
    tokens::{Context, Counter},
};

/// How often a client may adapt one request to refusals.
const MAX_ADAPTATIONS: u32 = 4;

/// One part in so many of a context stays free.
const FREE: u64 = 20;

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

    /// What a prompt from these sources has room for: not all, since tokens are estimated.
    pub(crate) fn context(&self, brief: &Brief) -> Context {
        let texts = brief.sources.iter().map(|source| source.text.as_str());
        Context {
            tokens: self.model.context_budget() / FREE * (FREE - 1),
            counter: Counter::new(self.model(), texts),
        }
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
