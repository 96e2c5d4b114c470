//! Who says what in the sources.

mod named;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use unicode_segmentation::UnicodeSegmentation;

use super::{folded::is_unspaced, lexicon::speech::THIRD_PERSON, place::Place};
use crate::words::lower;
use named::{NearVerb, label, persons, says, without_quotes};
pub(super) use named::{bare, beside_verbs, capitals, label_names, near_verb};

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
    /// A verb of saying beside a quotation.
    Sentence,
    /// A verb of saying by itself: `as the unions predicted`.
    Passing,
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
    /// All who are named within a sentence, in small letters.
    named: HashSet<String>,
    /// What stands between marks of quotation, in characters.
    marked: Vec<(usize, Range<usize>)>,
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
        self.named.extend(persons.iter().cloned());
        if names.is_empty() && has_quote {
            names.extend(persons.iter().chain(&first).cloned());
        }
        // `she said`: whoever was named last.
        let has_case = own.chars().any(char::is_lowercase);
        let is_nobody = names.is_empty() && (has_case || beside.is_empty());
        // `52 people never answered` is said by nobody.
        let is_told = || {
            says(&own)
                && (!has_case
                    || own
                        .unicode_words()
                        .any(|word| THIRD_PERSON.contains(lower(word).as_str())))
        };
        if is_nobody && (has_quote || is_told()) && self.last.1 < BACK {
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
                told_by: if has_quote {
                    ToldBy::Sentence
                } else {
                    ToldBy::Passing
                },
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

    /// Who says what stands there, as far as it is said. What isn't between marks in the source is its author's.
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
            .filter(|speaker| matches!(speaker.told_by, ToldBy::Sentence | ToldBy::Passing))
            .min_by_key(distance);
        // Within a turn, a sentence that says who said it is about another's words.
        held_by(ToldBy::Line)
            .or_else(|| held_by(ToldBy::Sentence))
            .or_else(|| held_by(ToldBy::Turn))
            .or_else(|| held_by(ToldBy::Passing))
            .or_else(|| {
                nearest.filter(|nearest| self.is_marked(place) && distance(nearest) <= REACH)
            })
            .map(|speaker| speaker.names.as_slice())
    }

    /// Reads where quotations stand in a line of a source, from this character on; one that begins with a dash is one.
    pub(crate) fn read_marks(&mut self, source: usize, line: &str, at: usize) {
        if line.trim_start().starts_with(['—', '–', '―', '>']) {
            self.marked.push((source, at..at + line.chars().count()));
            return;
        }
        let mut open = None;
        for (place, c) in line.chars().enumerate() {
            let closes = matches!(c, '”' | '»' | '」' | '』') || c == '"' || c == '“';
            match open {
                Some(from) if closes => {
                    self.marked.push((source, from..at + place));
                    open = None;
                }
                None if matches!(c, '"' | '“' | '„' | '«' | '「' | '『') => {
                    open = Some(at + place);
                }
                _ => {}
            }
        }
        // A quotation of several paragraphs closes the last of them alone.
        if let Some(from) = open {
            self.marked.push((source, from..at + line.chars().count()));
        }
    }

    fn is_marked(&self, place: &Place) -> bool {
        let key = (place.source, place.at.start);
        let next = self
            .marked
            .partition_point(|(source, at)| (*source, at.start) <= key);
        let before = next.checked_sub(1).and_then(|at| self.marked.get(at));
        // The first mark may be a part of the quotation.
        let mut near = before.into_iter().chain(self.marked.get(next));
        near.any(|(source, at)| {
            *source == place.source && at.start < place.at.end && place.at.start < at.end
        })
    }

    /// Whether somebody of this name speaks in quotations, and nowhere by themselves.
    pub(super) fn is_only_quoted(&self, name: &str) -> bool {
        let speaks = |speaker: &&Speaker| speaker.names.iter().any(|one| self.are_same(one, name));
        let mut speakers = self.speakers.iter().filter(speaks).peekable();
        speakers.peek().is_some() && speakers.all(|speaker| speaker.told_by == ToldBy::Sentence)
    }

    /// What comes next is of another source.
    pub(crate) fn begin_source(&mut self) {
        self.last = (Vec::new(), BACK);
    }

    pub(crate) fn finish(&mut self) {
        self.speakers
            .sort_by_key(|speaker| (speaker.source, speaker.at.start));
    }

    pub(super) fn names_in_passing(&self, name: &str) -> bool {
        self.named.contains(name)
    }

    /// Whether a label names somebody whom the sources name, who may be silent there.
    pub(super) fn names_person(&self, label: &str) -> bool {
        let known = |names: Vec<String>| names.iter().all(|name| self.names_in_passing(name));
        label_names(label).is_some_and(known)
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
