//! How an output is written, whoever writes: asked for, checked, mended once at most, and checked again.

use std::time::{Duration, Instant};

use crate::{
    Brief, Check, Draft, Ledger, Metadata, Provider, ProviderError, ProviderRequest,
    check::{self, Code, Evidence, Finding, Remedy, Trigrams},
    condense::{CondensedBrief, condense},
    derive,
    draft::{Provenance, Variant, Written},
    extractive, hash, ledger,
    openai::{Note, OpenAi},
    provider::sources_used,
};

/// Less is left for no repair and no further variant: it would be broken off.
const LEAST: Duration = Duration::from_secs(5);
/// Characters of an earlier variant by which another knows it.
const OPENING: usize = 160;

/// The draft with its variants, in `deadline` at most for all calls together.
pub(crate) async fn write(
    provider: &Provider,
    brief: &Brief,
    deadline: Duration,
    ledger: &mut impl Ledger,
) -> Result<Draft, ProviderError> {
    let until = Instant::now() + deadline;
    let condensed = match provider {
        Provider::Extractive => CondensedBrief::whole(brief),
        Provider::OpenAi(openai) => condense(openai, brief, deadline, ledger).await?,
    };
    let composer = Composer {
        provider,
        brief,
        condensed,
        evidence: Evidence::of(brief),
        until,
    };
    let mut texts: Vec<CheckedDraft> = vec![composer.compose(&[], ledger).await?];
    let mut dropped = Vec::new();
    for _ in 1..brief.variants {
        let written = if composer.left() < LEAST {
            Err("there was no time left".to_owned())
        } else {
            composer
                .compose(&texts, ledger)
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
    composer.draft(texts, dropped, ledger::spent(ledger.requests()))
}

struct Composer<'a> {
    provider: &'a Provider,
    /// What is checked against.
    brief: &'a Brief,
    /// What is written from, by a model: for all texts the same.
    condensed: CondensedBrief<'a>,
    evidence: Evidence,
    until: Instant,
}

/// A text that is as good as it will be.
struct CheckedDraft {
    written: Written,
    /// What was found and is no more, too.
    checks: Vec<(Finding, &'static str)>,
    provenance: Vec<Provenance>,
    prompt_sha256: Option<String>,
    trigrams: Trigrams,
}

impl CheckedDraft {
    fn nearly_equals(&self, other: &Self) -> bool {
        self.trigrams.nearly_equal(&other.trigrams)
    }

    fn to_check(&self, variant: usize) -> Vec<Check> {
        let told = |(finding, action): &(Finding, &'static str)| {
            finding.to_check(&self.written.body, variant, action)
        };
        self.checks.iter().map(told).collect()
    }
}

/// What came of asking once.
struct Attempt {
    /// In the model's own words; `None` where there are none to go on with.
    said: Option<String>,
    /// `None` where it has no form.
    written: Option<Written>,
    findings: Vec<Finding>,
    provenance: Vec<Provenance>,
    prompt_sha256: Option<String>,
}

impl Attempt {
    fn asks_for_repair(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.code.remedy().asks_for_repair())
    }

    fn failure(&self) -> Option<&Finding> {
        let mut findings = self.findings.iter();
        findings.find(|finding| finding.code.remedy() == Remedy::RepairElseFail)
    }

    /// The less of it the better.
    fn severity(&self) -> (bool, usize) {
        (self.failure().is_some(), self.asks_for_repair().count())
    }

    /// For the ledger: why its text isn't used.
    fn reject(&self, call: Option<&mut ProviderRequest>) {
        let code = self.failure().or_else(|| self.asks_for_repair().next());
        if let (Some(finding), Some(call)) = (code, call) {
            call.outcome = finding.code.name();
        }
    }
}

impl Composer<'_> {
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    /// One variant, other than those before it.
    async fn compose(
        &self,
        before: &[CheckedDraft],
        ledger: &mut impl Ledger,
    ) -> Result<CheckedDraft, ProviderError> {
        let Provider::OpenAi(openai) = self.provider else {
            return self.compose_extractive(before, ledger.requests());
        };
        let openings: Vec<String> = before
            .iter()
            .map(|text| text.written.body.chars().take(OPENING).collect())
            .collect();
        let note = (!openings.is_empty()).then_some(Note::Another(openings));
        let first = self.attempt(openai, note.as_ref(), ledger).await?;
        let asks: Vec<Finding> = first.asks_for_repair().cloned().collect();
        if asks.is_empty() || self.left() < LEAST {
            if first.failure().is_some() {
                first.reject(ledger.requests().last_mut());
            }
            return finished(first, &[]);
        }
        first.reject(ledger.requests().last_mut());
        let note = Note::Repair {
            said: first.said.clone(),
            findings: first.findings.clone(),
        };
        // Where that fails, all is as if it had changed nothing.
        let Ok(second) = self.attempt(openai, Some(&note), ledger).await else {
            return finished(first, &[]);
        };
        if second.severity() > first.severity() {
            second.reject(ledger.requests().last_mut());
            return finished(first, &[]);
        }
        if second.failure().is_some() {
            second.reject(ledger.requests().last_mut());
        }
        finished(second, &asks)
    }

    async fn attempt(
        &self,
        openai: &OpenAi,
        note: Option<&Note>,
        ledger: &mut impl Ledger,
    ) -> Result<Attempt, ProviderError> {
        let prompt = openai.prompt(&self.condensed.brief, note)?;
        let said = openai.ask(&prompt, self.left(), ledger).await?;
        let prompt_sha256 = Some(prompt.sha256);
        let read = said
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|said| openai.read(self.brief, said));
        Ok(match read {
            Ok(mut written) => {
                let known = self.condensed.findings.iter().cloned();
                written.findings.extend(known.chain(prompt.findings));
                Attempt {
                    said: said.ok(),
                    prompt_sha256,
                    ..self.checked(written, true)
                }
            }
            Err(finding) => Attempt {
                said: said.ok(),
                written: None,
                findings: vec![finding],
                provenance: Vec::new(),
                prompt_sha256,
            },
        })
    }

    fn checked(&self, mut written: Written, by_model: bool) -> Attempt {
        check::fit(&mut written);
        let checked = check::check(self.brief, &self.evidence, &written, by_model);
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
        before: &[CheckedDraft],
        calls: &mut Vec<ProviderRequest>,
    ) -> Result<CheckedDraft, ProviderError> {
        let mut call = ProviderRequest::begin();
        let before: Vec<&str> = before
            .iter()
            .map(|text| text.written.body.as_str())
            .collect();
        let written = extractive::write(self.brief, &before);
        let outcome = written
            .as_ref()
            .map_or_else(|error| error.code, |_| "completed");
        call.end(crate::Usage::default(), outcome);
        calls.push(call);
        finished(self.checked(written?, false), &[])
    }

    fn draft(
        &self,
        texts: Vec<CheckedDraft>,
        dropped: Vec<Check>,
        usage: crate::Usage,
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
                sources: sources_used(self.brief),
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

/// With what was done about each finding; those of `before` that are no more are repaired.
fn finished(attempt: Attempt, before: &[Finding]) -> Result<CheckedDraft, ProviderError> {
    if let Some(failure) = attempt.failure() {
        return Err(ProviderError {
            code: failure.code.name(),
            detail: sentence(failure.code).to_owned(),
            retryable: true,
            repair_exhausted: true,
            retry_after: None,
        });
    }
    let written = attempt.written.ok_or_else(unreadable)?;
    let is_gone = |finding: &&Finding| {
        let same = |other: &Finding| other.code == finding.code && other.text == finding.text;
        !attempt.findings.iter().any(same)
    };
    let repaired: Vec<Finding> = before
        .iter()
        .filter(is_gone)
        .map(|finding| Finding::new(finding.code, finding.text.clone()))
        .collect();
    let left = attempt.findings.into_iter().map(|finding| {
        let action = finding.code.remedy().action();
        (finding, action)
    });
    let repaired = repaired.into_iter().map(|finding| (finding, "repaired"));
    Ok(CheckedDraft {
        trigrams: Trigrams::of(&written.body),
        checks: left.chain(repaired).collect(),
        written,
        provenance: attempt.provenance,
        prompt_sha256: attempt.prompt_sha256,
    })
}

/// What is told a person: nothing of what the model wrote.
fn sentence(code: Code) -> &'static str {
    match code {
        Code::Empty => "The model wrote nothing. Generate again.",
        Code::Truncated => {
            "The model's text broke off, also when asked again. Ask for a shorter one, or raise GENERATION_MAX_TOKENS."
        }
        Code::Looping => "The model's text repeats itself, also when asked again. Generate again.",
        Code::ModelArtifact => {
            "The model's text has a placeholder or a remark of the model in it, also when asked again. Generate again."
        }
        Code::WrongLanguage => {
            "The model's text is in another language than was asked for, also when asked again. Generate again."
        }
        _ => {
            "The model's text doesn't have the form of its kind, also when asked again. Generate again."
        }
    }
}

fn unreadable() -> ProviderError {
    ProviderError {
        code: "invalid_output",
        detail: "The text doesn't have the form of its kind.".to_owned(),
        retryable: false,
        repair_exhausted: false,
        retry_after: None,
    }
}
