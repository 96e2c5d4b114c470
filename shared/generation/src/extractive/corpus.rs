//! The sources as sentences, each with what ranking and layout want to know of it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use domain::Role;

use super::{
    around, interview,
    layout::{self, Block, Line},
    opening, pleasantry, quotation,
    sentence::Sentence,
};
use crate::{
    Source, sentence,
    words::{Language, is_letter, lower},
};

/// Words beyond which a "sentence" is speech that nobody punctuated.
const UNPUNCTUATED: usize = 90;
/// Words that are said in one breath, and what follows it.
const BREATH: usize = 20;
const CONJUNCTIONS: [&str; 10] = [
    "and", "but", "so", "because", "und", "aber", "et", "mais", "pero", "ma",
];
/// Words of an answer that needs its question.
const ANSWER: usize = 12;
/// Times that a text uses what it is about.
const OFTEN: usize = 3;
/// Words from which on what has no full stop is speech, and no item of a list.
pub(super) const ITEM: usize = 18;
/// How speakers are called whom nobody names.
const CALLED: [&str; 14] = [
    "speaker",
    "host",
    "guest",
    "interviewer",
    "interviewee",
    "moderator",
    "question",
    "answer",
    "narrator",
    "unknown",
    "sprecher",
    "the",
    "and",
    "audience",
];
/// Characters and words of a title.
const TITLE: usize = 100;
const TITLE_WORDS: usize = 3;

/// Where a sentence stands.
struct Place {
    paragraph: usize,
    heading: Option<usize>,
    /// Of a list.
    item: bool,
    /// Something that its block says is left out before it.
    after_gap: bool,
}

#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) sentences: Vec<Sentence>,
    pub(super) headings: Vec<String>,
    /// The source's own, where it has one.
    pub(super) title: Option<String>,
    pub(super) language: Language,
    /// Words of the speakers' names.
    names: HashSet<String>,
    /// Stem to its id.
    pub(super) terms: HashMap<String, usize>,
    pub(super) words: usize,
}

impl Corpus {
    pub(super) fn read(sources: &[Source]) -> Self {
        let corpus = Self::told(sources, false);
        if corpus.sentences.is_empty() {
            // All of it is said by somebody whom nobody names.
            return Self::told(sources, true);
        }
        corpus
    }

    fn told(sources: &[Source], is_quoted: bool) -> Self {
        let language = sources.first().map_or(Language::Other, |_| {
            let sample: String = sources
                .iter()
                .flat_map(|source| source.text.chars().take(4_000))
                .collect();
            Language::of(&sample)
        });
        let mut corpus = Self {
            sentences: Vec::new(),
            headings: Vec::new(),
            title: None,
            language,
            names: HashSet::new(),
            terms: HashMap::new(),
            words: 0,
        };
        let blocks = layout::sampled(sources);
        let names = blocks.iter().filter_map(|block| block.speaker.as_deref());
        corpus.names = names.flat_map(name_words).collect();
        let speakers = layout::speakers(&blocks);
        let mut lines = layout::lines(&blocks, language);
        around::leave_out(&blocks, &mut lines);
        let mut seen = HashSet::new();
        let (mut heading, mut turn, mut speaker) = (None, 0, None::<String>);
        for (number, block) in blocks.iter().enumerate() {
            let bare = opening::without_dateline(opening::without_mark(&block.text, language));
            match lines[number] {
                Line::Furniture | Line::Title => continue,
                Line::Heading => {
                    let bare = opening::without_number(bare);
                    corpus.headings.push(bare.to_owned());
                    heading = Some(corpus.headings.len() - 1);
                    speaker = None;
                    continue;
                }
                Line::Text => {}
            }
            if block.role == Role::Turn {
                speaker.clone_from(&block.speaker);
            }
            // What is told in whole sentences is prose, also in a list.
            let is_alone = !is_listed(&blocks, number) && sentence::is_ended(&block.text);
            let is_item = block.role == Role::Item
                && !is_alone
                && (crate::words::count(&block.text) < ITEM || !sentence::is_ended(&block.text));
            let found = if is_item {
                vec![block.text.as_str()]
            } else {
                let sentences = sentence::sentences_in(bare, language);
                let units = quotation::units(bare, &sentences).into_iter();
                let told = units.filter(|unit| is_quoted || !unit.is_bare);
                let mut told: Vec<&str> = told.flat_map(|unit| spoken(unit.text)).collect();
                // `From the proposal:` above words of somebody else, a table, a picture: none of these is told.
                let is_left_out = lines.get(number + 1).is_none_or(|next| *next != Line::Text);
                if is_left_out && bare.ends_with([':', '：']) {
                    told.pop();
                }
                told
            };
            // How far the block is read, and told.
            let (mut read_to, mut told_to) = (0, 0);
            for found in found {
                let from = bare
                    .get(read_to..)
                    .and_then(|rest| Some(read_to + rest.find(found)?));
                read_to = from.map_or(read_to, |from| from + found.len());
                let is_gap = from.is_some_and(|from| says(bare.get(told_to..from)));
                let label = opening::label(found).filter(|name| speakers.contains(*name));
                if let Some(name) = label.filter(|_| block.is_guessed()) {
                    turn += 1;
                    speaker = Some(name.to_owned());
                }
                let said = if block.is_guessed() {
                    opening::without_label(found, &speakers)
                } else {
                    found
                };
                let text = opening::without_mark(said, language);
                if seen.insert(fingerprint(text)) {
                    let at = Place {
                        paragraph: number + turn,
                        heading,
                        item: is_item || bare.len() < block.text.len() || text.len() < said.len(),
                        after_gap: is_gap && told_to > 0,
                    };
                    let is_told = corpus.add(text, &at, speaker.as_deref());
                    if is_told {
                        told_to = read_to;
                    }
                }
            }
        }
        interview::leave_out_questions(&mut corpus.sentences, language);
        let is_title = |text: &str| text.chars().count() <= 2 * TITLE;
        let stated = blocks
            .iter()
            .find(|block| block.role == Role::Title && is_title(&block.text));
        corpus.title = stated
            .map(|title| title.text.clone())
            .or_else(|| corpus.own_title(&blocks, &lines));
        corpus.words = corpus.sentences.iter().map(|sentence| sentence.words).sum();
        corpus
    }

    /// Whether it is told.
    fn add(&mut self, text: &str, place: &Place, speaker: Option<&str>) -> bool {
        let words = crate::words::count(text);
        if words == 0
            || is_word(text)
            || around::is_closing(text)
            || is_noise(text)
            || opening::is_contact(text, words)
            || pleasantry::is_pleasantry(text, words)
            || pleasantry::is_sponsor(text)
            || speaker.is_some() && name_words(text).any(|word| self.is_speaker(&word))
        {
            return false;
        }
        let language = self.language;
        let mut terms = Vec::new();
        for term in crate::words::terms(text, language) {
            let next = self.terms.len();
            terms.push(*self.terms.entry(term).or_insert(next));
        }
        let bare = text.trim_end_matches(|c: char| "\"'“”‘’»)]」』*_".contains(c));
        let answers = self
            .sentences
            .last()
            .is_some_and(|last| last.question && last.speaker.as_deref() != speaker);
        let mut vocabulary = terms.clone();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        let fragment = answers && words < ANSWER || place.item;
        self.sentences.push(Sentence {
            stands_alone: opening::stands_alone(text, language) && !fragment,
            is_item: place.item,
            ended: sentence::is_ended(bare),
            question: bare.ends_with(['?', '？', '؟', '\u{37E}', '՞', '፧']),
            text: text.to_owned(),
            paragraph: place.paragraph,
            words,
            terms,
            vocabulary,
            after_gap: place.after_gap,
            heading: place.heading,
            speaker: speaker.map(str::to_owned),
        });
        true
    }

    /// The first line above the text that speaks of what the text speaks of again and again; else the very first, where the text
    /// speaks of it at all or nothing else stands there.
    fn own_title(&self, blocks: &[Block], lines: &[Line]) -> Option<String> {
        let counts = self.counts();
        let above = blocks
            .iter()
            .zip(lines)
            .take_while(|(_, line)| **line != Line::Text);
        let titles: Vec<String> = above
            .map(|(block, _)| {
                opening::without_number(opening::without_mark(&block.text, self.language))
                    .to_owned()
            })
            .filter(|text| layout::is_short(text) && text.chars().count() <= TITLE)
            .filter(|text| !around::is_release(text))
            .collect();
        let often = |text: &String, words: usize, least: usize| {
            let ids = self.ids(text);
            crate::words::count(text) >= words && ids.iter().any(|id| counts[*id] >= least)
        };
        let told = titles.iter().find(|text| often(text, TITLE_WORDS, OFTEN));
        // The one of which the text has most words again.
        let most = || {
            let shared = |text: &&String| self.ids(text).len();
            let long = titles
                .iter()
                .filter(|text| crate::words::count(text) > TITLE_WORDS);
            long.rev()
                .max_by_key(shared)
                .filter(|text| shared(text) > 1)
        };
        let first = || {
            titles
                .first()
                .filter(|text| often(text, TITLE_WORDS - 1, 1))
        };
        // One line alone above a text is nothing else.
        let only = || match titles.as_slice() {
            [only] if crate::words::count(only) >= TITLE_WORDS - 1 && !only.contains(':') => {
                Some(only)
            }
            // One word is a title where the text has it again.
            [only] if often(only, 1, 1) && !only.contains(':') => Some(only),
            _ => None,
        };
        told.or_else(most).or_else(first).or_else(only).cloned()
    }

    /// How often the source uses each term.
    pub(super) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.terms.len()];
        for term in self.sentences.iter().flat_map(|found| &found.terms) {
            counts[*term] += 1;
        }
        counts
    }

    /// Whether the source goes on with it after this paragraph: the next sentence, under the same heading, and said by the same.
    pub(super) fn follows(&self, paragraph: &[usize], index: usize) -> bool {
        let (Some(last), Some(next)) = (paragraph.last(), self.sentences.get(index)) else {
            return false;
        };
        let last_said = &self.sentences[*last];
        let same_section = last_said.heading == next.heading;
        let same_turn = last_said.speaker.is_none() && next.speaker.is_none()
            || last_said.paragraph == next.paragraph;
        last + 1 == index && same_section && same_turn && !next.after_gap
    }

    /// Whether the source says it in one paragraph with what is before it.
    fn is_within(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.sentences.get(before));
        before.is_some_and(|before| before.paragraph == self.sentences[index].paragraph)
    }

    /// Whether a paragraph may begin with it: it needs nothing before it, or nothing of its own stands there.
    pub(super) fn can_begin(&self, index: usize) -> bool {
        self.sentences[index].stands_alone || !self.is_within(index)
    }

    /// Whether a heading may stand between the two: not within a paragraph of the source.
    pub(super) fn can_head(&self, before: &[usize], index: usize) -> bool {
        self.can_begin(index) && !(self.follows(before, index) && self.is_within(index))
    }

    /// Of a list, or what leads to one.
    pub(super) fn is_item(&self, index: usize) -> bool {
        let sentence = &self.sentences[index];
        sentence.is_item
            || !sentence.ended && (sentence.words < ITEM || sentence.text.ends_with([':', '：']))
    }

    /// The list that it is of, with what leads to it.
    pub(super) fn list(&self, index: usize) -> Range<usize> {
        let is_of = |index: usize| index < self.sentences.len() && self.is_item(index);
        let leads = |index: usize| self.sentences[index].text.ends_with([':', '：']);
        let mut start = index;
        while start > 0 && is_of(start - 1) && !leads(start) {
            start -= 1;
        }
        let mut end = index + 1;
        while is_of(end) && !leads(end) {
            end += 1;
        }
        start..end
    }

    /// Somebody who speaks in it.
    pub(super) fn is_speaker(&self, word: &str) -> bool {
        self.names.contains(word)
    }

    /// Ids of the stems in a text of ours.
    pub(super) fn ids(&self, text: &str) -> HashSet<usize> {
        let terms = crate::words::terms(text, self.language).into_iter();
        terms
            .filter_map(|term| self.terms.get(&term).copied())
            .collect()
    }
}

/// Whether it is a sentence that a reader would miss, and no mark or thanks.
fn says(between: Option<&str>) -> bool {
    const WORDS: usize = 4;
    between.is_some_and(|between| crate::words::count(between) >= WORDS)
}

/// What may be a name in a text: words with a capital, and more than an initial.
fn name_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !is_letter(c))
        .filter(|word| word.chars().count() > 2 && word.starts_with(char::is_uppercase))
        .filter(|word| !CALLED.contains(&lower(word).as_str()))
        .map(str::to_owned)
}

/// Whether an item has another beside it.
fn is_listed(blocks: &[Block], number: usize) -> bool {
    let is_item = |number: usize| {
        blocks
            .get(number)
            .is_some_and(|block| block.role == Role::Item)
    };
    number.checked_sub(1).is_some_and(is_item) || is_item(number + 1)
}

/// `None.`, `NARVIK.`: one word with a full stop, and no sentence.
fn is_word(text: &str) -> bool {
    let bare = text.strip_suffix('.').unwrap_or_default();
    !bare.is_empty() && bare.is_ascii() && bare.chars().all(char::is_alphabetic)
}

/// Tables, rules, links, code: hardly a letter in it.
fn is_noise(text: &str) -> bool {
    let (mut letters, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        letters += usize::from(c.is_alphabetic());
        all += 1;
    }
    letters * 10 < all * 6
}

/// Words alone, for what is the same but for its punctuation.
fn fingerprint(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Speech that nobody punctuated, parted where somebody would have drawn breath.
fn spoken(sentence: &str) -> Vec<&str> {
    let all = sentence.split_whitespace().count();
    if all <= UNPUNCTUATED || sentence.matches([',', ';', ':', '—', '–']).count() * 25 > all {
        return vec![sentence];
    }
    let (mut parts, mut start, mut words) = (Vec::new(), 0, 0);
    for (at, _) in sentence.match_indices(' ') {
        words += 1;
        let next = sentence[at + 1..].split(' ').next().unwrap_or_default();
        if words >= BREATH && CONJUNCTIONS.contains(&next) || words >= 2 * BREATH {
            parts.push(&sentence[start..at]);
            (start, words) = (at + 1, 0);
        }
    }
    parts.push(&sentence[start..]);
    parts
}
