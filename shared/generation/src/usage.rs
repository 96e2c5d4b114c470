//! What requests to a provider cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ProviderUsage")]
pub struct Usage {
    pub prompt_tokens: u64,
    pub completion_tokens: u64,
    /// Millionths of a US dollar.
    pub cost_micros: u64,
}

impl Usage {
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            prompt_tokens: self.prompt_tokens + other.prompt_tokens,
            completion_tokens: self.completion_tokens + other.completion_tokens,
            cost_micros: self.cost_micros + other.cost_micros,
        }
    }
}

/// US dollars for a million tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Prices {
    pub input: f64,
    pub output: f64,
}

impl Prices {
    /// Dollars for a million tokens are micro-dollars for one.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "money that is estimated from tokens; `as` saturates"
    )]
    pub(crate) fn usage(self, prompt_tokens: u64, completion_tokens: u64) -> Usage {
        let cost = prompt_tokens as f64 * self.input + completion_tokens as f64 * self.output;
        Usage {
            prompt_tokens,
            completion_tokens,
            cost_micros: cost.ceil() as u64,
        }
    }
}
