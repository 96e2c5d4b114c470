//! Sources that are longer than a model's context: the model condenses them first, part by part, in steps.
//!
//! Once for all texts of an attempt. What a part was condensed to is kept, where the ledger keeps it: the next attempt asks
//! for the rest alone. What is written is checked against the sources, not against what they were condensed to, and that is held
//! against the sources, too, before anything is written from it.

mod faithful;

use std::{
    borrow::Cow,
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use domain::{Progress, Stage};
use faithful::faithful;

use crate::{
    Brief, KeptAnswer, Ledger, Usage,
    chat::Fault,
    check::Evidence,
    finding::{Code, Finding},
    limits,
    metered::MeteredModel,
    prompt::{self, Prompt, harmless, shorten},
    split,
    tokens::{Context, Counter},
};

/// What a model writes from.
pub(crate) struct CondensedBrief<'a> {
    pub(crate) brief: Cow<'a, Brief>,
    /// What the prompts with it have room for.
    pub(crate) context: Context,
    /// What was done to the sources.
    pub(crate) findings: Vec<Finding>,
    /// Of the requests of earlier attempts, whose answers were kept.
    pub(crate) usage: Usage,
}

impl<'a> CondensedBrief<'a> {
    pub(crate) fn whole(brief: &'a Brief, context: Context) -> Self {
        Self {
            brief: Cow::Borrowed(brief),
            context,
            findings: Vec::new(),
            usage: Usage::default(),
        }
    }
}

/// What condensing will take, rather too much than too little.
pub(crate) struct CondensingEstimate {
    pub(crate) prompt_tokens: u64,
    pub(crate) completion_tokens: u64,
    pub(crate) findings: Vec<Finding>,
}

/// The brief with sources that fit into `context`, in `time` at most. A fault of the provider fails the attempt, as in any request. Where
/// most of the time is gone and another attempt can go on, this one ends: the writing needs time, too.
pub(crate) async fn condense<'a>(
    model: &MeteredModel,
    brief: &'a Brief,
    evidence: &Evidence,
    context: Context,
    time: Duration,
    ledger: &mut impl Ledger,
) -> Result<CondensedBrief<'a>, Fault> {
    let Some(budget) = TokenBudget::of(model, brief, context) else {
        return Ok(CondensedBrief::whole(brief, context));
    };
    let (mut texts, mut findings) = budget.within_reach(brief);
    let mut condenser = Condenser {
        model,
        brief,
        evidence,
        budget,
        kept: by_prompt(ledger.kept()),
        ledger,
        until: Instant::now() + time,
        // The writing needs some of it.
        last_start: Instant::now() + time / limits::WRITING_TIME * (limits::WRITING_TIME - 1),
        asked: vec![0; texts.len()],
        unused: vec![0; texts.len()],
        parts: (0, 0),
        usage: Usage::default(),
        goes_on: false,
        longest: Duration::ZERO,
    };
    for _ in 0..limits::CONDENSING_STEPS {
        if condenser.is_spent() || condenser.is_late()? {
            break;
        }
        let Some(step) = condenser.budget.step(&condenser.budget.sizes(&texts)) else {
            break;
        };
        let parted = condenser.parted(&texts, &step);
        let mut shorter = Vec::new();
        for (number, parts) in parted {
            let text = condenser.condensed(number, &parts, &step).await?;
            shorter.push((number, text));
        }
        for (number, text) in shorter {
            texts[number] = text;
        }
    }
    condenser.is_late()?;
    findings.extend(condensed(brief, &condenser.asked));
    findings.extend(unfaithful(brief, &condenser.unused));
    let mut brief = brief.clone();
    for (source, text) in brief.sources.iter_mut().zip(texts) {
        source.text = text;
        source.parts = Vec::new();
    }
    Ok(CondensedBrief {
        brief: Cow::Owned(brief),
        context,
        findings,
        usage: condenser.usage,
    })
}

/// The same without asking and without cutting; `None` where all fits as it is.
pub(crate) fn estimate(
    model: &MeteredModel,
    brief: &Brief,
    context: Context,
) -> Option<CondensingEstimate> {
    let budget = TokenBudget::of(model, brief, context)?;
    let (texts, mut findings) = budget.within_reach(brief);
    let mut sizes = budget.sizes(&texts);
    let mut asked = vec![0; texts.len()];
    let (mut prompt_tokens, mut completion_tokens) = (0, 0);
    for _ in 0..limits::CONDENSING_STEPS {
        let Some(step) = budget.step(&sizes) else {
            break;
        };
        for (number, size) in sizes.iter_mut().enumerate() {
            if step.is_long[number] {
                // Parts end with sentences: they are not full.
                let parts = (*size * 4).div_ceil(budget.part * 3);
                let left = limits::CONDENSING_CALLS.saturating_sub(asked.iter().sum());
                let parts = parts.min(left);
                asked[number] += parts;
                prompt_tokens += *size + parts * budget.frame;
                *size = step.share(*size).min(parts * budget.answer);
                completion_tokens += *size;
            }
        }
    }
    findings.extend(condensed(brief, &asked));
    Some(CondensingEstimate {
        prompt_tokens,
        completion_tokens,
        findings,
    })
}

/// Tokens that a request has room for.
struct TokenBudget {
    /// For all sources in the prompt that writes.
    sources: u64,
    /// For a part of one in a request.
    part: u64,
    /// For what is around that.
    frame: u64,
    answer: u64,
    counter: Counter,
}

impl TokenBudget {
    /// `None` where everything fits as it is, or so little that condensing helps nothing.
    fn of(model: &MeteredModel, brief: &Brief, context: Context) -> Option<Self> {
        let counter = context.counter;
        let whole = prompt::room(brief, context);
        let frames = brief.sources.iter();
        let frame = frames
            .map(|source| prompt::frame(&source.filename, &counter))
            .max()?;
        let budget = Self {
            // What is added to a prompt for another variant has its place beside them.
            sources: whole / 8 * 7,
            part: context.tokens.saturating_sub(frame),
            frame,
            answer: model.answer_limit(),
            counter,
        };
        let needed: u64 = brief
            .sources
            .iter()
            .map(|source| counter.of(&harmless(&source.marked())))
            .sum();
        let helps = whole >= prompt::LEAST_SOURCE && budget.part >= limits::CONDENSED_PART;
        (needed > whole && helps).then_some(budget)
    }

    /// As much of the sources, from their beginnings, as the requests that are allowed can condense.
    fn within_reach(&self, brief: &Brief) -> (Vec<String>, Vec<Finding>) {
        let whole = brief
            .sources
            .iter()
            .map(|source| harmless(&source.marked()));
        let whole: Vec<String> = whole.collect();
        // The steps after the first take a third of its requests.
        let first = limits::CONDENSING_CALLS * (limits::CONDENSED_TO - 1) / limits::CONDENSED_TO;
        let texts = shorten::to_fit(&whole, first * self.part, &self.counter);
        let mut findings = Vec::new();
        for ((source, text), whole) in brief.sources.iter().zip(&texts).zip(&whole) {
            if text.len() < whole.len() {
                findings.push(Finding::new(
                    Code::SourceShortened,
                    format!(
                        "Of {} only the first {} % are used: to condense more would take too many requests.",
                        prompt::name(&source.filename),
                        text.len() * 100 / whole.len().max(1)
                    ),
                ));
            }
        }
        (texts, findings)
    }

    fn sizes(&self, texts: &[String]) -> Vec<u64> {
        texts.iter().map(|text| self.counter.of(text)).collect()
    }

    /// What is to be done with sources of these sizes; `None` where they fit. Who needs less than an equal share stays as
    /// it is, and the others share the rest in proportion.
    fn step(&self, sizes: &[u64]) -> Option<Step> {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|number| sizes[*number]);
        let mut is_long = vec![true; sizes.len()];
        let mut left = self.sources;
        for (place, number) in order.iter().enumerate() {
            if sizes[*number] > left / (order.len() - place) as u64 {
                break;
            }
            is_long[*number] = false;
            left -= sizes[*number];
        }
        let long = sizes.iter().zip(&is_long).filter(|(_, is_long)| **is_long);
        let from: u64 = long.map(|(size, _)| size).sum();
        (from > 0).then(|| Step {
            is_long,
            from,
            to: left.max(from / limits::CONDENSED_TO),
        })
    }
}

/// From so many tokens of the long sources to so many.
struct Step {
    is_long: Vec<bool>,
    from: u64,
    to: u64,
}

impl Step {
    fn share(&self, size: u64) -> u64 {
        let share = u128::from(size) * u128::from(self.to) / u128::from(self.from.max(1));
        u64::try_from(share).unwrap_or(size)
    }
}

struct Condenser<'a, L> {
    model: &'a MeteredModel,
    brief: &'a Brief,
    evidence: &'a Evidence,
    budget: TokenBudget,
    /// Of earlier attempts, by the request that each answers.
    kept: HashMap<String, VecDeque<KeptAnswer>>,
    ledger: &'a mut L,
    until: Instant,
    /// When the last request may begin.
    last_start: Instant,
    /// Requests for each source, those of earlier attempts too.
    asked: Vec<u64>,
    /// Answers for each that say something else than the sources.
    unused: Vec<u64>,
    /// Those that are done, and all of the steps until now.
    parts: (usize, usize),
    /// Of the kept answers that were used.
    usage: Usage,
    /// Something was kept in this attempt, so that another has less to do.
    goes_on: bool,
    /// Of this attempt's requests.
    longest: Duration,
}

impl<L: Ledger> Condenser<'_, L> {
    /// No further request is allowed.
    fn is_spent(&self) -> bool {
        self.asked.iter().sum::<u64>() >= limits::CONDENSING_CALLS
    }

    /// Whether there is no time for a further request; where another attempt has it, this one is over. A request that would be
    /// broken off is paid for nothing.
    fn is_late(&self) -> Result<bool, Fault> {
        let now = Instant::now();
        let is_late = now >= self.last_start;
        let left = self.until.saturating_duration_since(now);
        if self.goes_on && (is_late || left < self.longest + self.longest / 4) {
            return Err(Fault::OutOfTime);
        }
        Ok(is_late)
    }

    /// The parts of each long source, which are to be condensed now.
    fn parted<'text>(
        &mut self,
        texts: &'text [String],
        step: &Step,
    ) -> Vec<(usize, Vec<&'text str>)> {
        let long = texts
            .iter()
            .enumerate()
            .filter(|(number, _)| step.is_long[*number]);
        let parted: Vec<_> = long
            .map(|(number, text)| {
                (
                    number,
                    split::parts(text, self.budget.part, &self.budget.counter),
                )
            })
            .collect();
        self.parts.1 += parted.iter().map(|(_, parts)| parts.len()).sum::<usize>();
        parted
    }

    /// Its parts, each in its share, whatever the model returns: where that is of no use, the part's own beginning. Without
    /// requests or time left a part stays as it is, and the prompt has no room for what is at the end.
    async fn condensed(
        &mut self,
        number: usize,
        parts: &[&str],
        step: &Step,
    ) -> Result<String, Fault> {
        let filename = &self.brief.sources[number].filename;
        let mut condensed: Vec<String> = Vec::new();
        for part in parts {
            let (done, all) = self.parts;
            self.ledger.tell(Progress::of(Stage::Condensing, done, all));
            let answer = if self.is_spent() {
                None
            } else {
                // The line between two parts is a token's worth.
                let share = step.share(self.budget.counter.of(part)).saturating_sub(1);
                let share = share.clamp(1, self.budget.answer);
                let prompt =
                    prompt::condensing(filename, part, words(share), &self.budget.counter)?;
                self.answer(&prompt, share).await?.map(|said| {
                    self.asked[number] += 1;
                    faithful(&said, self.brief, self.evidence).unwrap_or_else(|| {
                        self.unused[number] += 1;
                        shorten::beginning(part, share, &self.budget.counter).to_owned()
                    })
                })
            };
            condensed.push(answer.unwrap_or_else(|| (*part).to_owned()));
            self.parts.0 += 1;
        }
        Ok(condensed.join("\n\n"))
    }

    /// What an earlier attempt was answered, else what the model answers now; `None` where there is no time to ask it.
    async fn answer(&mut self, prompt: &Prompt, share: u64) -> Result<Option<String>, Fault> {
        let kept = self.kept.get_mut(&prompt.sha256);
        if let Some(kept) = kept.and_then(VecDeque::pop_front) {
            self.usage = self.usage.plus(kept.usage);
            return Ok(Some(kept.text));
        }
        if self.is_late()? {
            return Ok(None);
        }
        let started = Instant::now();
        let left = self.until.saturating_duration_since(started);
        let said = self.model.ask(&prompt.request, left, self.ledger).await?;
        self.longest = self.longest.max(started.elapsed());
        let text = shorten::beginning(&harmless(&said), share, &self.budget.counter).to_owned();
        let usage = self.ledger.requests().last().map(|request| request.usage);
        let answer = KeptAnswer {
            prompt_sha256: prompt.sha256.clone(),
            text: text.clone(),
            usage: usage.unwrap_or_default(),
        };
        self.goes_on |= self.ledger.keep(answer).await?;
        Ok(Some(text))
    }
}

/// Parts that are the same have an answer each, in their order.
fn by_prompt(kept: &[KeptAnswer]) -> HashMap<String, VecDeque<KeptAnswer>> {
    let mut by_prompt: HashMap<String, VecDeque<KeptAnswer>> = HashMap::new();
    for answer in kept {
        let of_prompt = by_prompt.entry(answer.prompt_sha256.clone()).or_default();
        of_prompt.push_back(answer.clone());
    }
    by_prompt
}

/// Two tokens for a word, and a fifth less: models write a little more than they are asked for.
fn words(share: u64) -> u64 {
    (share * 2 / 5).max(1)
}

fn condensed(brief: &Brief, asked: &[u64]) -> Vec<Finding> {
    of_each(brief, asked, Code::SourceCondensed, |name, asked| {
        format!(
            "{name} is longer than the model's context. It is condensed first, in {asked} requests; what is written is checked against the whole of it."
        )
    })
}

fn unfaithful(brief: &Brief, unused: &[u64]) -> Vec<Finding> {
    of_each(brief, unused, Code::SourceShortened, |name, unused| {
        format!(
            "Of {name}, {unused} parts were condensed to what no source says: of these the beginnings are used."
        )
    })
}

/// A finding for each source of which something counted.
fn of_each(
    brief: &Brief,
    counts: &[u64],
    code: Code,
    say: impl Fn(&str, u64) -> String,
) -> Vec<Finding> {
    let sources = brief.sources.iter().zip(counts);
    sources
        .filter(|(_, count)| **count > 0)
        .map(|(source, count)| Finding::new(code, say(&prompt::name(&source.filename), *count)))
        .collect()
}

#[cfg(test)]
mod tests;
