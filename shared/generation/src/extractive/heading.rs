//! Titles and headings: the source's own, or the phrases that a part has and the others have less.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{
    corpus::Corpus,
    headline::{self, headline},
};
use crate::{
    Brief,
    words::{
        Language, is_small,
        phrases::{Phrase, is_telling, phrases, ratio},
    },
};

/// Characters of a heading.
const LONGEST: usize = 70;
/// Words of a section that reads better without a heading than under a detail.
const SHORT: usize = 150;
/// Of a section's words at least this part stands under its heading, one in so many.
const SHARE: usize = 3;

/// Words that a project is called by whose name nobody gave.
const NAMELESS: &str = "untitled test new my project draft unnamed demo sample neu unbenannt";

/// Participles that don't end in "ed".
const PARTICIPLES: &str = "written made given taken known seen done built held kept lost sent spent shown drawn chosen \
broken spoken thrown grown brought thought taught bought caught sold told paid laid said met led";

pub(super) struct Headings<'a> {
    corpus: &'a Corpus,
    /// Of the whole, by key.
    whole: HashMap<String, Phrase>,
    used: HashSet<String>,
    /// How often the source uses each term.
    counts: Vec<usize>,
}

impl<'a> Headings<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        let texts = corpus
            .sentences
            .iter()
            .map(|sentence| sentence.text.as_str());
        let whole = phrases(texts, corpus.language)
            .into_iter()
            .map(|phrase| (phrase.key.clone(), phrase))
            .collect();
        Self {
            corpus,
            whole,
            used: HashSet::new(),
            counts: corpus.counts(),
        }
    }

    /// The topic, else the project's title, else the source's own, else a sentence or what the whole is about.
    pub(super) fn title(&mut self, brief: &Brief) -> String {
        let given = brief
            .topic
            .as_deref()
            .map(one_line)
            .filter(|topic| !topic.is_empty() && topic.chars().count() <= LONGEST);
        let project = one_line(&brief.title);
        let named = project.to_lowercase().split_whitespace().any(|word| {
            !NAMELESS.split(' ').any(|none| none == word) && word.chars().any(char::is_alphabetic)
        });
        let title = given
            .or_else(|| named.then_some(project))
            .or_else(|| self.corpus.title.clone());
        let title = title.unwrap_or_else(|| {
            let all = 0..self.corpus.sentences.len();
            self.sentence(all.clone())
                .or_else(|| headline::opening(self.corpus))
                .or_else(|| self.any_sentence(all.clone()))
                .or_else(|| headline::first(self.corpus))
                .unwrap_or_else(|| self.phrases(&all.collect::<Vec<_>>()))
        });
        self.used.insert(title.to_lowercase());
        capitalised(&title)
    }

    /// The heading of a section with these sentences; no two are the same. `told` is what the whole text says.
    /// `None` where nothing that was said can stand over it: two words of it would say nothing.
    pub(super) fn of(&mut self, sentences: &[usize], told: &HashSet<usize>) -> Option<String> {
        if let Some(own) = self.own(sentences) {
            return Some(own);
        }
        let span = sentences.first().zip(sentences.last());
        let untold = span
            .into_iter()
            .flat_map(|(first, last)| *first..=*last)
            .filter(|index| !told.contains(index));
        let words: usize = sentences
            .iter()
            .map(|index| self.corpus.sentences[*index].words)
            .sum();
        // Where all is told there is none: then one of the section's own.
        let own = sentences.iter().skip(1).copied();
        self.sentence(self.about(sentences, untold.clone()).into_iter())
            .or_else(|| self.sentence(self.about(sentences, own.clone()).into_iter()))
            .or_else(|| self.sentence(untold))
            .or_else(|| self.sentence(own.clone()))
            .or_else(|| (words > SHORT).then(|| self.any_sentence(own))?)
            .or_else(|| (words > SHORT).then(|| self.topic(sentences))?)
    }

    /// What these sentences are about, in more than one word: better than no heading in all of a text.
    fn topic(&mut self, sentences: &[usize]) -> Option<String> {
        let phrase = self.phrases(sentences);
        phrase.contains(' ').then_some(phrase)
    }

    /// Those of which the other sentences of a section speak, too.
    fn about(&self, sentences: &[usize], among: impl Iterator<Item = usize>) -> Vec<usize> {
        /// Words that they share.
        const SHARED: usize = 2;
        let vocabulary = |index: usize| self.corpus.sentences[index].vocabulary.iter();
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for term in sentences.iter().flat_map(|index| vocabulary(*index)) {
            *counts.entry(*term).or_default() += 1;
        }
        let is_one = |index: &usize| {
            let own = usize::from(sentences.contains(index));
            let shared = vocabulary(*index)
                .filter(|term| counts.get(term).is_some_and(|count| *count > own));
            shared.count() >= SHARED
        };
        among.filter(is_one).collect()
    }

    /// The source's: that of the first of them, where enough of them stand under it, else the one with the most words.
    fn own(&mut self, sentences: &[usize]) -> Option<String> {
        let mut words: BTreeMap<usize, usize> = BTreeMap::new();
        let mut all = 0;
        for sentence in sentences.iter().map(|index| &self.corpus.sentences[*index]) {
            all += sentence.words;
            if let Some(heading) = sentence.heading {
                *words.entry(heading).or_default() += sentence.words;
            }
        }
        let first = sentences
            .first()
            .and_then(|first| self.corpus.sentences[*first].heading);
        let mut most: Vec<(usize, usize)> = words.into_iter().collect();
        most.sort_by_key(|(heading, words)| (Some(*heading) != first, Reverse(*words), *heading));
        let enough = most.into_iter().filter(|(_, words)| words * SHARE >= all);
        let mut texts = enough.map(|(heading, _)| self.corpus.headings[heading].clone());
        texts.find(|own| self.used.insert(own.to_lowercase()))
    }

    fn sentence(&mut self, among: impl Iterator<Item = usize>) -> Option<String> {
        let (_, text) = headline(self.corpus, &self.counts, among)?;
        self.used.insert(text.to_lowercase()).then_some(text)
    }

    /// One that speaks of what the text speaks of, be it of other things too.
    fn any_sentence(&mut self, among: impl Iterator<Item = usize>) -> Option<String> {
        let text = headline::nearest(self.corpus, &self.counts, among)?;
        self.used.insert(text.to_lowercase()).then_some(text)
    }

    /// A phrase that these sentences have and the others have less: of two nouns that are joined nobody learns more.
    fn phrases(&mut self, sentences: &[usize]) -> String {
        let Some((_, phrase)) = self.ranked(sentences).into_iter().next() else {
            return self.fallback(sentences);
        };
        self.used.insert(phrase.key);
        capitalised(&phrase.text)
    }

    /// The phrases that these sentences have, the most telling first; where none tells, the words used as nouns.
    fn ranked(&self, sentences: &[usize]) -> Vec<(f64, Phrase)> {
        let texts = sentences
            .iter()
            .map(|index| self.corpus.sentences[*index].text.as_str());
        let found: Vec<Phrase> = phrases(texts, self.corpus.language)
            .into_iter()
            .filter(|phrase| {
                !self.used.contains(&phrase.key)
                    && phrase.text.chars().count() <= LONGEST / 2
                    && !is_someones(&phrase.text)
                    && !phrase
                        .text
                        .split(' ')
                        .any(|word| self.corpus.is_speaker(word))
            })
            .collect();
        let worth = |phrase: Phrase, telling: bool| {
            let whole = self.whole.get(&phrase.key)?;
            let fits = if telling {
                is_telling(whole)
            } else {
                whole.words == 1 && whole.noun >= 0.5 && whole.text.chars().count() > 4
            };
            if !fits || !is_noun(&whole.text, self.corpus.language) {
                return None;
            }
            let length = [0.7, 1.5, 1.2][phrase.words.clamp(1, 3) - 1];
            let own = 0.5 + ratio(phrase.count, whole.count);
            let worth = length * ratio(phrase.count, 1).sqrt() * own * whole.noun;
            Some((
                worth,
                Phrase {
                    text: whole.text.clone(),
                    ..phrase
                },
            ))
        };
        let mut ranked: Vec<_> = found
            .iter()
            .cloned()
            .filter_map(|phrase| worth(phrase, true))
            .collect();
        if ranked.is_empty() {
            ranked = found
                .into_iter()
                .filter_map(|phrase| worth(phrase, false))
                .collect();
        }
        ranked.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.key.cmp(&other.key)));
        ranked
    }

    /// The start of the first sentence, up to where it pauses.
    fn fallback(&mut self, sentences: &[usize]) -> String {
        let text = sentences
            .first()
            .map_or("", |first| self.corpus.sentences[*first].text.as_str());
        let clause: String = text
            .split(|c: char| ",;:.!?，、。；：！？…".contains(c))
            .next()
            .unwrap_or_default()
            .to_owned();
        let mut heading: String = String::new();
        for word in clause.split_inclusive(' ') {
            if heading.chars().count() + word.chars().count() > LONGEST / 2 && !heading.is_empty() {
                break;
            }
            heading.push_str(word);
        }
        let heading: String = heading.trim().chars().take(LONGEST / 2).collect();
        let number = self.used.len() + 1;
        if heading.is_empty() || !self.used.insert(heading.to_lowercase()) {
            format!("{number}")
        } else {
            capitalised(&heading)
        }
    }
}

/// Nouns are written with a capital in German; in English these endings and words are seldom theirs.
pub(super) fn is_noun(phrase: &str, language: Language) -> bool {
    let last = phrase.rsplit(' ').next().unwrap_or_default();
    match language {
        Language::German => last.starts_with(char::is_uppercase),
        Language::English => {
            let small = last.starts_with(char::is_lowercase);
            let verb = ["ly", "ed"].iter().any(|end| last.ends_with(end));
            !small || !verb && !PARTICIPLES.split(' ').any(|known| known == last)
        }
        _ => true,
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        if is_small(first) {
            first.to_uppercase().chain(chars).collect()
        } else {
            text.to_owned()
        }
    })
}

/// `aunt's machine`, of which `my` was cut off; `Clerk's events` says whose.
fn is_someones(phrase: &str) -> bool {
    let mut words = phrase.split(' ');
    words.any(|word| {
        word.starts_with(char::is_lowercase) && (word.ends_with("'s") || word.ends_with("’s"))
    })
}
