//! What a provider would be asked, and what that may cost.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Brief, Check, Message, Provider, ProviderError, SourceUsed, Usage,
    chat::Fault,
    condense::{self, CondensingEstimate},
    finding::{Code, Finding},
    form,
    metered::MeteredModel,
    prompt::{self, Prompt},
};

/// What would be asked, and what the answer may cost.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DryRun {
    /// Empty for a provider that is no model. Of sources that would be condensed first, it has the beginnings.
    pub prompt: Vec<Message>,
    pub sources: Vec<SourceUsed>,
    /// Rather too much than too little.
    pub estimate: Usage,
    /// What is known beforehand: `source_condensed`, `source_shortened`, `no_source`.
    pub checks: Vec<Check>,
}

impl Provider {
    /// Sends nothing and spends nothing.
    pub fn dry_run(&self, brief: &Brief) -> Result<DryRun, ProviderError> {
        match self {
            Self::Extractive => Ok(DryRun {
                prompt: Vec::new(),
                sources: brief.sources_used(),
                estimate: Usage::default(),
                checks: Vec::new(),
            }),
            Self::Chat(model) => of_chat(model, brief).map_err(Fault::error),
        }
    }
}

fn of_chat(model: &MeteredModel, brief: &Brief) -> Result<DryRun, Fault> {
    let context = model.context(brief);
    let Prompt {
        request,
        mut findings,
        ..
    } = prompt::prompt(brief, context)?;
    // Two tokens for a word, which is enough for most languages.
    let answer = (form::words(brief) * 2).min(model.answer_limit());
    let mut estimate = model.usage(request.tokens, answer);
    if let Some(CondensingEstimate {
        prompt_tokens,
        completion_tokens,
        findings: condensed,
    }) = condense::estimate(model, brief, context)
    {
        estimate = estimate.plus(model.usage(prompt_tokens, completion_tokens));
        findings.retain(|finding| finding.code != Code::SourceShortened);
        findings.extend(condensed);
    }
    let check = |finding: &Finding| finding.to_check("", 0, finding.code.remedy().action());
    Ok(DryRun {
        prompt: request.messages,
        sources: brief.sources_used(),
        estimate,
        checks: findings.iter().map(check).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::{Config, brief::brief};

    fn provider() -> Provider {
        Provider::new(Config {
            provider: "openai".to_owned(),
            base_url: Some("https://example.com/v1/".to_owned()),
            api_key: Some("sk-secret".to_owned()),
            model: Some("a-model".to_owned()),
            context_tokens: 8_192,
            max_tokens: 1_024,
            temperature: 0.7,
            price_input: 0.15,
            price_output: 0.6,
        })
        .unwrap()
    }

    #[test]
    fn a_dry_run_says_what_would_be_sent_and_what_it_costs() {
        let run = provider()
            .dry_run(&brief(OutputKind::Blog, "A source."))
            .unwrap();
        assert_eq!(
            run.prompt
                .iter()
                .map(|message| message.role)
                .collect::<Vec<_>>(),
            ["system", "user"]
        );
        assert_eq!(run.sources.len(), 1);
        let Usage {
            prompt_tokens,
            completion_tokens,
            cost_micros,
        } = run.estimate;
        assert!((200..1_500).contains(&prompt_tokens), "{prompt_tokens}");
        assert_eq!(
            completion_tokens, 1_024,
            "800 words may take more than the 1,024 tokens that are allowed"
        );
        assert_eq!(
            cost_micros,
            (prompt_tokens * 15 + completion_tokens * 60).div_ceil(100)
        );
    }
}
