//! What one answer is worth: what was found in it, and what that leads to.

use crate::{
    Check, Provenance, ProviderError, ProviderRequest,
    chat::Fault,
    check::Trigrams,
    finding::{Code, Finding, Remedy},
    written::Written,
};

/// A text that is as good as it will be.
pub(super) struct CheckedDraft {
    pub(super) written: Written,
    /// What was found and is no more, too.
    pub(super) checks: Vec<(Finding, &'static str)>,
    pub(super) provenance: Vec<Provenance>,
    pub(super) prompt_sha256: Option<String>,
    pub(super) trigrams: Trigrams,
}

impl CheckedDraft {
    pub(super) fn nearly_equals(&self, other: &Self) -> bool {
        self.trigrams.nearly_equal(&other.trigrams)
    }

    pub(super) fn to_check(&self, variant: usize) -> Vec<Check> {
        let told = |(finding, action): &(Finding, &'static str)| {
            finding.to_check(&self.written.body, variant, action)
        };
        self.checks.iter().map(told).collect()
    }
}

/// What came of asking once.
pub(super) struct Attempt {
    /// In the model's own words; `None` where there are none to go on with.
    pub(super) said: Option<String>,
    /// `None` where it has no form.
    pub(super) written: Option<Written>,
    pub(super) findings: Vec<Finding>,
    pub(super) provenance: Vec<Provenance>,
    pub(super) prompt_sha256: Option<String>,
}

impl Attempt {
    pub(super) fn without_text(
        said: Option<String>,
        finding: Finding,
        prompt_sha256: String,
    ) -> Self {
        Self {
            said,
            written: None,
            findings: vec![finding],
            provenance: Vec::new(),
            prompt_sha256: Some(prompt_sha256),
        }
    }

    pub(super) fn asks_for_repair(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.code.remedy().asks_for_repair())
    }

    pub(super) fn failure(&self) -> Option<&Finding> {
        let mut findings = self.findings.iter();
        findings.find(|finding| finding.code.remedy() == Remedy::RepairElseFail)
    }

    /// The less of it the better.
    pub(super) fn severity(&self) -> (bool, usize) {
        (self.failure().is_some(), self.asks_for_repair().count())
    }

    /// For the ledger: why its text isn't used.
    pub(super) fn reject(&self, request: Option<&mut ProviderRequest>) {
        let code = self.failure().or_else(|| self.asks_for_repair().next());
        if let (Some(finding), Some(request)) = (code, request) {
            request.outcome = finding.code.name();
        }
    }
}

/// With what was done about each finding; those of `before` that are no more are repaired.
pub(super) fn finished(
    attempt: Attempt,
    before: &[Finding],
) -> Result<CheckedDraft, ProviderError> {
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

pub(super) fn unreadable() -> ProviderError {
    ProviderError::permanent(
        "invalid_output",
        "The text doesn't have the form of its kind.",
    )
}

/// The finding where the model answered and its text is what is wrong.
pub(super) fn unusable(fault: &Fault) -> Option<Finding> {
    match fault {
        Fault::Truncated => Some(Finding::new(
            Code::Truncated,
            "It broke off, since it was too long.",
        )),
        Fault::Empty => Some(Finding::new(Code::Empty, "It has no text in it.")),
        Fault::RateLimited { .. }
        | Fault::Unavailable { .. }
        | Fault::Timeout
        | Fault::OutOfCredit
        | Fault::RejectedKey
        | Fault::Misconfigured
        | Fault::ContextTooLong
        | Fault::RejectedRequest
        | Fault::Refused
        | Fault::InvalidOutput(_)
        | Fault::LedgerUnavailable
        | Fault::OutOfTime => None,
    }
}
