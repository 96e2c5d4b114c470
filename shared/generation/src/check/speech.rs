//! Who says what in the sources.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    folded::is_unspaced,
    lexicon::{
        calendar::{MONTHS, WEEKDAYS},
        speech::{NOBODY, SAYING, SAYING_UNSPACED},
    },
    place::Place,
};
use crate::words::lower;

/// Words of a label before its colon.
const LABEL: usize = 3;
/// Words between a name and its verb.
const NEAR: usize = 4;
/// Characters between a quotation and who says it.
const REACH: usize = 300;
/// Names of one speaker, and those that stand next to a name.
const NAMES: usize = 24;
/// Characters of a quotation, beyond which it is somebody's.
const QUOTED: usize = 12;
/// Sentences back in which it is looked for who `she` is.
const BACK: usize = 4;
/// Speakers before and after a quotation that are looked at.
const LOOKED_AT: usize = 8;

/// Somebody speaks here.
#[derive(Debug)]
struct Speaker {
    source: usize,
    /// Characters of what they say, or of the sentence that names them.
    at: Range<usize>,
    told_by: ToldBy,
    names: Vec<String>,
}

/// How it is known who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ToldBy {
    /// The name that the line begins with.
    Line,
    /// The source's reader.
    Turn,
    /// A verb of saying.
    Sentence,
}

#[derive(Debug, Default)]
pub(crate) struct Speech {
    speakers: Vec<Speaker>,
    /// All who speak, in small letters.
    names: HashSet<String>,
    /// Names that stand next to each other are one person's.
    same: HashMap<String, HashSet<String>>,
    /// What stands before each: a name behind several of them is a family's.
    before: HashMap<String, HashSet<String>>,
    /// The last names of a source that was read, and the sentences since.
    last: (Vec<String>, usize),
}

impl Speech {
    /// Reads a line of a source, from this character on.
    pub(crate) fn read_line(&mut self, source: usize, line: &str, at: usize) {
        let length = line.chars().count();
        self.join(line);
        if let Some(names) = label(line) {
            self.names.extend(names.iter().cloned());
            self.speakers.push(Speaker {
                source,
                at: at..at + length,
                told_by: ToldBy::Line,
                names,
            });
        }
    }

    /// Reads what somebody says by what the source's reader knows, not by its text.
    pub(crate) fn read_turn(&mut self, source: usize, speaker: &str, at: Range<usize>) {
        self.join(speaker);
        let names = label_names(speaker).unwrap_or_else(|| capitals(speaker));
        self.names.extend(names.iter().cloned());
        self.speakers.push(Speaker {
            source,
            at,
            told_by: ToldBy::Turn,
            names,
        });
    }

    /// Reads a sentence of a source.
    pub(crate) fn read_sentence(&mut self, source: usize, sentence: &str, at: Range<usize>) {
        let own = without_quotes(sentence);
        let NearVerb { mut names, beside } = NearVerb::of(&own);
        let has_quote = sentence.chars().count() > own.chars().count() + QUOTED;
        let (first, persons) = persons(&own);
        if names.is_empty() && has_quote {
            names.extend(persons.iter().chain(&first).cloned());
        }
        // `she said`: whoever was named last.
        let has_case = own.chars().any(char::is_lowercase);
        let is_nobody = names.is_empty() && (has_case || beside.is_empty());
        if is_nobody && (has_quote || says(&own)) && self.last.1 < BACK {
            names.extend(self.last.0.iter().cloned());
        }
        names.extend(beside);
        if persons.is_empty() {
            self.last.1 += 1;
            self.last.0.extend(first);
            self.last.0.truncate(NAMES);
        } else {
            self.last = (persons, 0);
        }
        if !names.is_empty() {
            self.names.extend(names.iter().cloned());
            self.speakers.push(Speaker {
                source,
                at,
                told_by: ToldBy::Sentence,
                names,
            });
        }
    }

    fn join(&mut self, line: &str) {
        let mut before: Option<(String, usize)> = None;
        for (at, word) in line.unicode_word_indices() {
            if !word.starts_with(char::is_uppercase) || word.chars().count() < 2 {
                before = None;
                continue;
            }
            let word_lower = bare(word);
            if let Some((last, end)) = &before
                && &line[*end..at] == " "
            {
                let add = |names: &mut HashMap<String, HashSet<String>>, one: &str, other: &str| {
                    let others = names.entry(one.to_owned()).or_default();
                    if others.len() < NAMES {
                        others.insert(other.to_owned());
                    }
                };
                add(&mut self.before, &word_lower, last);
                add(&mut self.same, last, &word_lower);
                add(&mut self.same, &word_lower, last);
            }
            before = Some((word_lower, at + word.len()));
        }
    }

    /// Whether it is the name of somebody who speaks in a source.
    pub(crate) fn is_speaker(&self, label: &str) -> bool {
        if label.chars().any(is_unspaced) {
            return self.names.contains(label);
        }
        label_names(label).is_some_and(|names| names.iter().any(|name| self.knows(name)))
    }

    /// Whether somebody of this name speaks, or of a name that stands next to it.
    pub(super) fn knows(&self, name: &str) -> bool {
        let mut joined = self.same.get(name).into_iter().flatten();
        self.names.contains(name) || joined.any(|name| self.names.contains(name))
    }

    /// Who says what stands there, as far as it is said.
    pub(super) fn who(&self, place: &Place) -> Option<&[String]> {
        let key = (place.source, place.at.start);
        let next = self
            .speakers
            .partition_point(|speaker| (speaker.source, speaker.at.start) <= key);
        let around = &self.speakers
            [next.saturating_sub(LOOKED_AT)..self.speakers.len().min(next + LOOKED_AT)];
        let holds = |speaker: &&Speaker| {
            speaker.at.start <= place.at.start && place.at.end <= speaker.at.end
        };
        let of_source = |speaker: &&Speaker| speaker.source == place.source;
        let held_by = |told_by: ToldBy| {
            let mut by = around.iter().filter(of_source);
            by.find(|speaker| speaker.told_by == told_by && holds(speaker))
        };
        let distance = |speaker: &&Speaker| {
            if holds(speaker) {
                0
            } else if speaker.at.end <= place.at.start {
                // Who spoke before may speak on; who speaks next says something else.
                place.at.start - speaker.at.end + 1
            } else {
                2 * speaker.at.start.saturating_sub(place.at.end) + 2
            }
        };
        let nearest = around
            .iter()
            .filter(of_source)
            .filter(|speaker| speaker.told_by == ToldBy::Sentence)
            .min_by_key(distance);
        // Within a turn, a sentence that says who said it is about another's words.
        held_by(ToldBy::Line)
            .or_else(|| held_by(ToldBy::Sentence))
            .or_else(|| held_by(ToldBy::Turn))
            .or_else(|| nearest.filter(|nearest| distance(nearest) <= REACH))
            .map(|speaker| speaker.names.as_slice())
    }

    /// What comes next is of another source.
    pub(crate) fn begin_source(&mut self) {
        self.last = (Vec::new(), BACK);
    }

    pub(crate) fn finish(&mut self) {
        self.speakers
            .sort_by_key(|speaker| (speaker.source, speaker.at.start));
    }

    pub(super) fn is_family(&self, name: &str) -> bool {
        self.before.get(name).is_some_and(|before| before.len() > 1)
    }

    pub(super) fn are_same(&self, one: &str, other: &str) -> bool {
        one == other
            || self
                .same
                .get(one)
                .is_some_and(|names| names.contains(other))
    }
}

/// The names of a line that begins with its speaker's.
fn label(line: &str) -> Option<Vec<String>> {
    let line = line.trim_start_matches(['*', '_', '>', '-', ' ']);
    let (label, rest) = line.split_once([':', '：'])?;
    let says = rest.unicode_words().nth(1).is_some();
    if says {
        label_names(label.trim_matches(['*', '_', ' ']))
    } else {
        None
    }
}

pub(super) fn label_names(label: &str) -> Option<Vec<String>> {
    if label.chars().any(is_unspaced) {
        return (label.chars().count() <= 4).then(|| vec![label.to_owned()]);
    }
    let words: Vec<&str> = label.unicode_words().collect();
    let is_name = (1..=LABEL).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase));
    is_name.then(|| words.into_iter().map(bare).collect())
}

pub(super) fn capitals(text: &str) -> Vec<String> {
    text.unicode_words()
        .filter(|word| word.starts_with(char::is_uppercase) || word.chars().all(is_unspaced))
        .map(bare)
        .collect()
}

/// Whether there is a verb of saying.
fn says(sentence: &str) -> bool {
    sentence
        .unicode_words()
        .any(|word| SAYING.contains(lower(word).as_str()))
        || SAYING_UNSPACED.iter().any(|verb| sentence.contains(verb))
}

/// Whom a sentence may be about: its first word, which may be any, and others with a capital but those of the calendar.
fn persons(sentence: &str) -> (Option<String>, Vec<String>) {
    let words: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) && word.len() > 1;
    let (mut first, mut names) = (None, Vec::new());
    for (place, (_, word)) in words.iter().enumerate() {
        let small = lower(word);
        let next = words
            .get(place + 1)
            .is_some_and(|(_, next)| is_capital(next) && !is_of_calendar(next));
        let nobody = NOBODY.contains(small.as_str()) || is_of_calendar(word);
        if is_capital(word) && !nobody {
            if place > 0 || next {
                names.push(bare(word));
            } else {
                first = Some(bare(word));
            }
        }
    }
    if names.is_empty() {
        names = unspaced_names(sentence);
    }
    names.truncate(NAMES);
    (first, names)
}

fn is_of_calendar(word: &str) -> bool {
    let small = lower(word);
    MONTHS.contains_key(small.as_str()) || WEEKDAYS.contains_key(small.as_str())
}

/// Of the scripts in which names are written where no space parts words.
fn is_of_name(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{30A0}'..='\u{30FF}' | '々')
}

/// `高橋さんは`, `駅長の佐藤は`: what stands before a title or the mark of who is spoken of.
fn unspaced_names(sentence: &str) -> Vec<String> {
    const TITLES: [&str; 8] = ["さん", "氏", "様", "くん", "先生", "社長", "は", "が"];
    let mut names: Vec<String> = Vec::new();
    for title in TITLES {
        for (at, _) in sentence.match_indices(title) {
            let before: Vec<char> = sentence[..at]
                .chars()
                .rev()
                .take_while(|c| is_of_name(*c))
                .collect();
            if (1..=6).contains(&before.len()) {
                names.push(before.iter().rev().collect());
            }
        }
    }
    names
}

/// The names near a verb of saying; what is quoted itself is left out.
pub(super) fn near_verb(sentence: &str) -> Vec<String> {
    let NearVerb { mut names, beside } = NearVerb::of(&without_quotes(sentence));
    names.extend(beside);
    names
}

/// What stands near a verb of saying: words with a capital, and others right beside it.
struct NearVerb {
    names: Vec<String>,
    beside: Vec<String>,
}

impl NearVerb {
    /// Of a sentence without its quotations.
    fn of(bare_sentence: &str) -> Self {
        let (mut names, mut all_beside) = (Vec::new(), Vec::new());
        for verb in SAYING_UNSPACED {
            for (at, _) in bare_sentence.match_indices(verb) {
                let before: Vec<char> = bare_sentence[..at]
                    .chars()
                    .rev()
                    .skip_while(|c| *c == 'と' || c.is_whitespace())
                    .take_while(|c| is_of_name(*c))
                    .take(3)
                    .collect();
                for length in 2..=before.len() {
                    names.push(before[..length].iter().rev().collect());
                }
                // `厂长李梅说` names her in the last two.
                names.extend(unspaced_names(&bare_sentence[..at]));
                names.truncate(NAMES);
            }
        }
        let words: Vec<&str> = bare_sentence.unicode_words().collect();
        for (place, word) in words.iter().enumerate() {
            if !SAYING.contains(lower(word).as_str()) {
                continue;
            }
            let near = place.saturating_sub(NEAR)..words.len().min(place + NEAR + 1);
            let found = words[near].iter().filter(|word| {
                let is_capital = word.starts_with(char::is_uppercase);
                is_capital && word.chars().count() > 1 && !is_of_calendar(word)
            });
            names.extend(found.map(|word| bare(word)).filter(is_somebody));
            // `the host explained`; Arabic and Hindi have no capitals.
            let has_case = word.chars().any(char::is_lowercase);
            let behind = if has_case { 1 } else { 3 };
            let beside = place
                .checked_sub(1)
                .into_iter()
                .chain(place + 1..=place + behind);
            let beside = beside.filter_map(|at| words.get(at));
            all_beside.extend(beside.map(|word| bare(word)).filter(is_somebody));
        }
        names.truncate(NAMES);
        all_beside.truncate(NAMES);
        Self {
            names,
            beside: all_beside,
        }
    }
}

#[expect(clippy::ptr_arg, reason = "what `filter` gives")]
fn is_somebody(word: &String) -> bool {
    !NOBODY.contains(word.as_str()) && !SAYING.contains(word.as_str())
}

/// A sentence without what stands in it between marks.
fn without_quotes(sentence: &str) -> String {
    let mut bare = String::with_capacity(sentence.len());
    let mut close = None;
    for c in sentence.chars() {
        match (close, c) {
            (Some(end), c) if c == end => close = None,
            (Some(_), _) => {}
            (None, '“') => close = Some('”'),
            (None, '„') => close = Some('“'),
            (None, '«') => close = Some('»'),
            (None, '「') => close = Some('」'),
            (None, '"') => close = Some('"'),
            (None, c) => bare.push(c),
        }
    }
    bare
}

/// In small letters, without the ending of a possessive.
pub(super) fn bare(word: &str) -> String {
    let word = lower(word);
    word.strip_suffix("'s")
        .map_or_else(|| word.clone(), str::to_owned)
}
