//! How an output is written, whoever writes: asked for, checked, repaired once at most, and checked again.

mod attempt;

use std::time::{Duration, Instant};

use crate::{
    Brief, Check, Draft, Ledger, Metadata, Provider, ProviderError, ProviderRequest, Usage,
    Variant,
    chat::Fault,
    check::{self, Evidence},
    condense::{CondensedBrief, condense},
    derive, extractive,
    finding::{Code, Finding},
    form, hash, ledger, limits,
    metered::MeteredModel,
    prompt::{self, FollowUp},
    written::Written,
};
use domain::{Progress, Stage};
use tokio::task::yield_now;

use attempt::{Attempt, CheckedDraft, finished, unreadable, unusable};

/// Less is left for no repair and no further variant: it would be broken off.
const MIN_TIME_LEFT: Duration = Duration::from_secs(5);
/// Characters of an earlier variant by which another knows it.
const OPENING: usize = 160;

impl Provider {
    /// The draft with its variants, in `deadline` at most for all requests together. Each request to the provider is in
    /// `ledger` before it is sent, so that it is there however the writing ends.
    pub async fn write(
        &self,
        brief: &Brief,
        deadline: Duration,
        ledger: &mut impl Ledger,
    ) -> Result<Draft, ProviderError> {
        let until = Instant::now() + deadline;
        let evidence = Evidence::of(brief);
        // Between what computes for long, for who no longer wants it to be done.
        yield_now().await;
        let composer = |writer| Composer {
            provider: self,
            writer,
            brief,
            evidence: &evidence,
            until,
        };
        let Self::Chat(model) = self else {
            let composer = composer(Writer::Extractive);
            return composer.draft_with_variants(ledger).await;
        };
        let mut context = model.context(brief);
        let mut narrowings = 0;
        loop {
            let time = until.saturating_duration_since(Instant::now());
            let condensed = condense(model, brief, &evidence, context, time, ledger).await;
            let written = match condensed.map_err(Fault::error) {
                Ok(condensed) => {
                    let composer = composer(Writer::Chat { model, condensed });
                    composer.draft_with_variants(ledger).await
                }
                Err(error) => Err(error),
            };
            let is_refused = written
                .as_ref()
                .is_err_and(ProviderError::is_context_too_long);
            if !is_refused || narrowings == limits::CONTEXT_NARROWINGS {
                return written;
            }
            // The model's context is smaller than is said, or its tokens are more than was counted.
            narrowings += 1;
            let sent = prompt::prompt(brief, context).map_or(0, |prompt| prompt.request.tokens);
            context = context.narrowed(sent);
        }
    }
}

/// Who writes, with what it writes from.
#[expect(clippy::large_enum_variant, reason = "there is one for each job")]
enum Writer<'a> {
    /// From the brief as it is.
    Extractive,
    Chat {
        model: &'a MeteredModel,
        /// For all texts the same.
        condensed: CondensedBrief<'a>,
    },
}

struct Composer<'a> {
    provider: &'a Provider,
    writer: Writer<'a>,
    /// What is checked against.
    brief: &'a Brief,
    evidence: &'a Evidence,
    until: Instant,
}

impl Composer<'_> {
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    async fn draft_with_variants(&self, ledger: &mut impl Ledger) -> Result<Draft, ProviderError> {
        let mut texts: Vec<CheckedDraft> = vec![self.compose(0, &[], ledger).await?];
        let mut dropped = Vec::new();
        for number in 1..self.brief.variants {
            yield_now().await;
            let written = if self.left() < MIN_TIME_LEFT {
                Err("there was no time left".to_owned())
            } else {
                self.compose(number, &texts, ledger)
                    .await
                    .map_err(|error| error.code.to_owned())
            };
            let finding = match written {
                Ok(text) if texts.iter().all(|other| !text.nearly_equals(other)) => {
                    texts.push(text);
                    continue;
                }
                Ok(_) => Finding::new(
                    Code::TooSimilar,
                    "It says nearly what another variant says.",
                ),
                Err(why) => Finding::new(Code::NotWritten, format!("It was not written: {why}.")),
            };
            dropped.push(finding);
        }
        // They have the numbers after those that are there.
        let dropped = (texts.len()..).zip(dropped);
        let dropped = dropped
            .map(|(number, finding)| finding.to_check("", number, finding.code.remedy().action()))
            .collect();
        let earlier = match &self.writer {
            Writer::Extractive => Usage::default(),
            Writer::Chat { condensed, .. } => condensed.usage,
        };
        let usage = ledger::total_usage(ledger.requests()).plus(earlier);
        self.draft(texts, dropped, usage)
    }

    /// One variant, other than those before it.
    async fn compose(
        &self,
        number: u32,
        before: &[CheckedDraft],
        ledger: &mut impl Ledger,
    ) -> Result<CheckedDraft, ProviderError> {
        ledger.tell(self.progress(Stage::Writing, number));
        match &self.writer {
            Writer::Extractive => self.compose_extractive(number, before, ledger),
            Writer::Chat { model, condensed } => {
                self.compose_by_model(model, condensed, number, before, ledger)
                    .await
            }
        }
    }

    /// Of the variants, so many are done.
    fn progress(&self, stage: Stage, done: u32) -> Progress {
        Progress {
            stage,
            done,
            total: self.brief.variants.max(1),
        }
    }

    async fn compose_by_model(
        &self,
        model: &MeteredModel,
        condensed: &CondensedBrief<'_>,
        number: u32,
        before: &[CheckedDraft],
        ledger: &mut impl Ledger,
    ) -> Result<CheckedDraft, ProviderError> {
        let openings: Vec<String> = before
            .iter()
            .map(|text| text.written.body.chars().take(OPENING).collect())
            .collect();
        let another = (!openings.is_empty()).then_some(FollowUp::Another(openings));
        let first = self
            .attempt(model, condensed, number, another.as_ref(), ledger)
            .await
            .map_err(Fault::error)?;
        let to_repair: Vec<Finding> = first.asks_for_repair().cloned().collect();
        if to_repair.is_empty() || self.left() < MIN_TIME_LEFT {
            if first.failure().is_some() {
                first.reject(ledger.requests().last_mut());
            }
            return finished(first, &[]);
        }
        first.reject(ledger.requests().last_mut());
        let repair = FollowUp::Repair {
            said: first.said.clone(),
            findings: first.findings.clone(),
        };
        ledger.tell(self.progress(Stage::Repairing, number));
        // Where that fails, all is as if it had changed nothing.
        let repaired = self
            .attempt(model, condensed, number, Some(&repair), ledger)
            .await;
        let Ok(second) = repaired else {
            return finished(first, &[]);
        };
        if second.severity() > first.severity() {
            second.reject(ledger.requests().last_mut());
            return finished(first, &[]);
        }
        if second.failure().is_some() {
            second.reject(ledger.requests().last_mut());
        }
        finished(second, &to_repair)
    }

    async fn attempt(
        &self,
        model: &MeteredModel,
        condensed: &CondensedBrief<'_>,
        number: u32,
        follow_up: Option<&FollowUp>,
        ledger: &mut impl Ledger,
    ) -> Result<Attempt, Fault> {
        let prompt = prompt::followed_up(&condensed.brief, condensed.context, follow_up)?;
        let said = match model.ask(&prompt.request, self.left(), ledger).await {
            Ok(said) => said,
            Err(fault) => {
                let finding = unusable(&fault).ok_or(fault)?;
                return Ok(Attempt::without_text(None, finding, prompt.sha256));
            }
        };
        ledger.tell(self.progress(Stage::Checking, number));
        Ok(match form::read(self.brief, &said) {
            Ok(mut written) => {
                let known = condensed.findings.iter().cloned();
                written.findings.extend(known.chain(prompt.findings));
                Attempt {
                    said: Some(said),
                    prompt_sha256: Some(prompt.sha256),
                    ..self.checked(written, true)
                }
            }
            Err(finding) => Attempt::without_text(Some(said), finding, prompt.sha256),
        })
    }

    fn checked(&self, mut written: Written, by_model: bool) -> Attempt {
        check::fit(&mut written);
        let checked = check::check(self.brief, self.evidence, &written, by_model);
        let mut findings = std::mem::take(&mut written.findings);
        findings.extend(checked.findings);
        Attempt {
            said: None,
            written: Some(written),
            findings,
            provenance: checked.provenance,
            prompt_sha256: None,
        }
    }

    /// The built-in provider's: it costs nothing, and to be asked again would change nothing.
    fn compose_extractive(
        &self,
        number: u32,
        before: &[CheckedDraft],
        ledger: &mut impl Ledger,
    ) -> Result<CheckedDraft, ProviderError> {
        let mut request = ProviderRequest::begin();
        let before: Vec<&str> = before
            .iter()
            .map(|text| text.written.body.as_str())
            .collect();
        let written = extractive::write(self.brief, &before);
        let outcome = written
            .as_ref()
            .map_or_else(|error| error.code, |_| "completed");
        request.end(Usage::default(), outcome);
        ledger.requests().push(request);
        ledger.tell(self.progress(Stage::Checking, number));
        finished(self.checked(written?, false), &[])
    }

    fn draft(
        &self,
        texts: Vec<CheckedDraft>,
        dropped: Vec<Check>,
        usage: Usage,
    ) -> Result<Draft, ProviderError> {
        let mut checks: Vec<Check> = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            checks.extend(text.to_check(number));
        }
        checks.extend(dropped);
        let variants: Vec<Variant> = texts
            .iter()
            .enumerate()
            .skip(1)
            .map(|(number, text)| self.variant(text, text.to_check(number)))
            .collect::<Result<_, _>>()?;
        let first = texts.into_iter().next().ok_or_else(unreadable)?;
        let templates: Vec<&str> = self
            .brief
            .templates
            .iter()
            .map(|(_, prompt)| prompt.as_str())
            .collect();
        let Written {
            body,
            subject,
            preview_text,
            ..
        } = first.written;
        Ok(Draft {
            metadata: Metadata {
                derived: derive(self.brief.kind, &body).map_err(|_| unreadable())?,
                subject,
                preview_text,
                variants,
                edited: false,
                provider: self.provider.name().to_owned(),
                model: self.provider.model().to_owned(),
                template_sha256: (!templates.is_empty())
                    .then(|| hash::sha256(&templates.join("\n"))),
                prompt_sha256: first.prompt_sha256,
                sources: self.brief.sources_used(),
                checks,
                provenance: first.provenance,
                usage,
            },
            body,
        })
    }

    fn variant(&self, text: &CheckedDraft, checks: Vec<Check>) -> Result<Variant, ProviderError> {
        let Written {
            body,
            subject,
            preview_text,
            ..
        } = text.written.clone();
        let derived = derive(self.brief.kind, &body).map_err(|_| unreadable())?;
        Ok(Variant {
            body,
            title: derived.title,
            subject,
            preview_text,
            posts: derived.posts,
            checks,
        })
    }
}
