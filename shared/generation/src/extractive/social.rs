//! A social set: one post for each platform, each of which stands on its own.

use std::collections::HashSet;

use super::{
    corpus::Corpus,
    hashtag::hashtags,
    markup::between,
    rank::{self, overlap},
};
use domain::{Platform, limits};

use crate::{
    Brief,
    finding::{Code, Finding},
    post_length::PostLength,
    written::Written,
};

/// From here on a sentence says what another said.
const DUPLICATE_OVERLAP: f64 = 0.7;
/// Points of reading ease off the source's at which a sentence counts for a third. A post is short, and has little choice.
const TOLERANCE: f64 = 60.0;
/// Hashtags of the platform that takes the most: it allows thirty, and more than ten read as an advertisement.
const TAGS: usize = 10;
/// Words of a sentence that is read on a phone.
const LONG: usize = 45;
/// Words of a sentence that stands by itself between others.
const FEW: usize = 6;
/// Sentences that are tried for a post.
const TRIES: usize = 40;
/// What a sentence loses that has all its words in common with another.
const REPEATED: f64 = 0.6;
/// Bytes from which on a paragraph takes no further sentence.
const PARAGRAPH: usize = 200;

/// Characters and sentences of a post that is read to its end.
struct Shape {
    most: usize,
    enough: usize,
    sentences: usize,
    tags: usize,
}

fn shape(platform: Platform) -> Shape {
    match platform {
        Platform::Twitter => Shape {
            most: 280,
            enough: 200,
            sentences: 3,
            tags: 2,
        },
        Platform::Linkedin => Shape {
            most: 1_500,
            enough: 1_050,
            sentences: 12,
            tags: 5,
        },
        Platform::Instagram => Shape {
            most: 900,
            enough: 500,
            sentences: 7,
            tags: TAGS,
        },
    }
}

pub(super) fn write(brief: &Brief, corpus: &Corpus, scores: &[f64]) -> Written {
    let mut composer = PostComposer {
        corpus,
        scores: &rank::as_the_source_reads(corpus, scores, TOLERANCE),
        leads: &rank::leads(corpus),
        used: HashSet::new(),
        findings: Vec::new(),
    };
    let most = if brief.include_hashtags { TAGS } else { 0 };
    let tags = hashtags(corpus, most);
    let mut sections = Vec::new();
    for platform in Platform::ALL
        .into_iter()
        .filter(|platform| brief.platforms.contains(platform))
    {
        let tags: Vec<String> = tags.iter().take(shape(platform).tags).cloned().collect();
        let text = if platform == Platform::Twitter && brief.thread {
            composer.thread(&tags)
        } else {
            composer.post(platform, tags)
        };
        sections.push(format!("## {}\n\n{text}", platform.heading()));
    }
    Written {
        body: sections.join("\n\n"),
        findings: composer.findings,
        ..Written::default()
    }
}

struct PostComposer<'a> {
    corpus: &'a Corpus,
    scores: &'a [f64],
    /// How much each sentence tells what the whole is about.
    leads: &'a [f64],
    /// Sentences of the posts before: another platform's should say more than the same.
    used: HashSet<usize>,
    findings: Vec<Finding>,
}

impl PostComposer<'_> {
    fn text(&self, index: usize) -> &str {
        &self.corpus.sentences[index].text
    }

    /// The sentences that a post may begin a paragraph with, the best first.
    fn openers(&self) -> Vec<usize> {
        let sentences = &self.corpus.sentences;
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let alone = |index: usize| {
            let sentence = &sentences[index];
            sentence.stands_alone
                && sentence.ended
                && !sentence.is_item
                && !sentence.question
                && sentence.words <= LONG
        };
        if order.iter().any(|index| alone(*index)) {
            order.retain(|index| alone(*index));
        }
        order.sort_by(|a, b| self.worth(*b).total_cmp(&self.worth(*a)).then(a.cmp(b)));
        order
    }

    /// The same, those first that tell what the whole is about.
    fn hooks(&self, openers: &[usize]) -> Vec<usize> {
        let mut hooks = openers.to_vec();
        let worth = |index: usize| self.worth(index) * self.leads[index];
        hooks.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
        hooks
    }

    /// What another post has is worth less.
    fn worth(&self, index: usize) -> f64 {
        self.scores[index] * if self.used.contains(&index) { 0.5 } else { 1.0 }
    }

    /// The best of the rest, which it is taken from: the more words it shares with a chosen one, the less it is worth.
    fn next(&self, platform: Platform, rest: &mut Vec<usize>, chosen: &[usize]) -> Option<usize> {
        let sentence = |index: usize| &self.corpus.sentences[index];
        let worth = |index: usize| {
            let alike = |other: &usize| overlap(sentence(index), sentence(*other));
            let most = chosen.iter().map(alike).fold(0.0, f64::max);
            // A post of two sentences tells one thing.
            let lead = if platform == Platform::Twitter {
                self.leads[index]
            } else {
                1.0
            };
            self.worth(index) * lead * (1.0 - REPEATED * most)
        };
        let best = (0..rest.len())
            .filter(|place| sentence(rest[*place]).words >= FEW)
            .max_by(|a, b| worth(rest[*a]).total_cmp(&worth(rest[*b])).then(b.cmp(a)))?;
        Some(rest.remove(best))
    }

    fn is_new(&self, index: usize, chosen: &[usize]) -> bool {
        let sentence = &self.corpus.sentences[index];
        chosen.iter().all(|other| {
            *other != index && overlap(sentence, &self.corpus.sentences[*other]) < DUPLICATE_OVERLAP
        })
    }

    fn post(&mut self, platform: Platform, mut tags: Vec<String>) -> String {
        let shape = shape(platform);
        let openers = self.openers();
        let fits = |text: &str| platform.count(text) <= shape.most;
        let hooks = self.hooks(&openers);
        let first = |fits: &dyn Fn(usize) -> bool| hooks.iter().copied().find(|index| fits(*index));
        let hook = first(&|index| fits(&with_tags(self.text(index), &tags)));
        let hook = hook.or_else(|| {
            tags.clear();
            first(&|index| fits(self.text(index)))
        });
        let Some(hook) = hook else {
            return self.cut(platform, &openers);
        };
        let mut chosen = vec![hook];
        let more = [hook, hook + 1];
        if self.reads_on(hook + 1)
            && self.is_new(hook + 1, &chosen)
            && fits(&with_tags(&self.layout(hook, &more), &tags))
        {
            chosen = more.to_vec();
        }
        let mut rest = openers;
        for _ in 0..TRIES {
            let Some(index) = self.next(platform, &mut rest, &chosen) else {
                break;
            };
            if platform.count(&self.layout(hook, &chosen)) >= shape.enough
                || chosen.len() >= shape.sentences
            {
                break;
            }
            for next in [index, index + 1] {
                let reads_on = next == index || chosen.contains(&index) && self.reads_on(next);
                if reads_on && self.is_new(next, &chosen) {
                    let more: Vec<usize> = chosen.iter().copied().chain([next]).collect();
                    if fits(&with_tags(&self.layout(hook, &more), &tags))
                        && chosen.len() < shape.sentences
                    {
                        chosen = more;
                    }
                }
            }
        }
        self.used.extend(&chosen);
        with_tags(&self.layout(hook, &chosen), &tags)
    }

    /// Whether it follows the sentence before it in the same paragraph.
    fn reads_on(&self, index: usize) -> bool {
        let Some(sentence) = self.corpus.sentences.get(index) else {
            return false;
        };
        sentence.ended
            && sentence.words <= LONG
            && !sentence.question
            && !sentence.is_item
            // An aside is for who reads the whole.
            && !sentence.text.starts_with('(')
            && !sentence.after_gap
            && sentence.paragraph == self.corpus.sentences[index - 1].paragraph
    }

    /// The hook with what stands beside it, then the rest in the source's order, neighbours in one paragraph.
    fn layout(&self, hook: usize, chosen: &[usize]) -> String {
        let mut order: Vec<usize> = chosen.to_vec();
        let mut first = hook;
        while chosen.contains(&(first.wrapping_sub(1))) && self.corpus.follows(&[first - 1], first)
        {
            first -= 1;
        }
        order.sort_by_key(|index| (!(first..=hook + 1).contains(index), *index));
        let mut text = String::new();
        let mut before: Option<usize> = None;
        for index in order {
            if let Some(before) = before {
                let short = text.len() - text.rfind('\n').map_or(0, |at| at + 1) < PARAGRAPH;
                let hangs = !self.corpus.sentences[index].stands_alone;
                text.push_str(
                    if (short || hangs) && self.corpus.follows(&[before], index) {
                        between(&text)
                    } else {
                        "\n\n"
                    },
                );
            }
            text.push_str(self.text(index));
            before = Some(index);
        }
        text
    }

    /// Up to ten posts of a sentence or two, numbered.
    fn thread(&mut self, tags: &[String]) -> String {
        let openers = self.openers();
        let room = |text: &str| Platform::Twitter.fits(&format!("10/10 {}", with_tags(text, tags)));
        let hooks = self.hooks(&openers);
        let hook = hooks.iter().find(|index| room(self.text(**index)));
        let mut chosen: Vec<usize> = hook.into_iter().copied().collect();
        for index in openers.iter().filter(|index| room(self.text(**index))) {
            if chosen.len() < limits::THREAD_POSTS - 3 && self.is_new(*index, &chosen) {
                chosen.push(*index);
            }
        }
        let Some(hook) = chosen.first().copied() else {
            return self.cut(Platform::Twitter, &openers);
        };
        chosen.sort_by_key(|index| (*index != hook, *index));
        let all = chosen.len();
        let mut parts = Vec::new();
        for (place, index) in chosen.iter().enumerate() {
            let mut text = self.text(*index).to_owned();
            let next = index + 1;
            if self.reads_on(next) && self.is_new(next, &chosen) {
                let longer = format!("{text}{}{}", between(&text), self.text(next));
                if room(&longer) {
                    text = longer;
                }
            }
            let text = if place + 1 == all {
                with_tags(&text, tags)
            } else {
                text
            };
            parts.push(format!("{}/{all} {text}", place + 1));
        }
        self.used.extend(&chosen);
        parts.join("\n\n---\n\n")
    }

    /// No sentence is short enough: the longest start of one that ends at a pause.
    fn cut(&mut self, platform: Platform, openers: &[usize]) -> String {
        let most = shape(platform).most;
        let starts = |text: &str| {
            let pauses = text
                .match_indices([';', ',', ':', '—', '–', '，', '；', '、'])
                .map(|(at, _)| at);
            let words = text.match_indices(' ').map(|(at, _)| at);
            let fitting = |ends: &mut dyn Iterator<Item = usize>| {
                ends.take_while(|at| platform.count(&text[..*at]) <= most)
                    .last()
                    .filter(|at| *at > 0)
                    .map(|at| text[..at].trim_end().to_owned())
            };
            fitting(&mut { pauses })
                .or_else(|| fitting(&mut { words }))
                .or_else(|| fitting(&mut text.char_indices().map(|(at, _)| at)))
        };
        let post = openers
            .first()
            .and_then(|index| starts(self.text(*index)))
            .unwrap_or_default();
        let text = format!(
            "{}: no sentence of the source fits into {most} characters",
            platform.heading()
        );
        self.findings.push(Finding::new(Code::PostTooLong, text));
        post
    }
}

fn with_tags(text: &str, tags: &[String]) -> String {
    if tags.is_empty() {
        text.to_owned()
    } else {
        format!("{text}\n\n{}", tags.join(" "))
    }
}
