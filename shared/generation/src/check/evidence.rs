//! What the sources say, made ready to be asked.

use domain::FileId;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    addresses,
    folded::Folded,
    links::Links,
    mentions::Mentions,
    named::Named,
    place::Place,
    speech::Speech,
    tables::{self, Cell},
};
use crate::{
    Brief, Source, sentence,
    words::{Language, lower},
};

#[derive(Debug)]
pub(crate) struct Evidence {
    texts: Vec<Folded>,
    pub(crate) files: Vec<FileId>,
    pub(crate) sentences: Vec<Sentence>,
    /// By the number of a passage its sentence.
    by_passage: HashMap<u32, usize>,
    /// Stem to its id.
    terms: HashMap<String, u32>,
    /// By a stem's id: a form of it occurs in small letters, so that it is no name.
    small: Vec<bool>,
    pub(crate) mentions: Mentions,
    pub(crate) speech: Speech,
    pub(crate) links: Links,
    addresses: HashSet<String>,
    pub(crate) named: Named,
    /// Said by whoever asked, and so no invention.
    request: Folded,
    pub(crate) language: Language,
}

#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) place: Place,
    /// Of its source.
    pub(crate) bytes: Range<usize>,
    /// The meaningful stems, sorted, each once.
    pub(crate) terms: Vec<u32>,
}

/// Places that are looked at for each byte of a text.
const HITS: usize = 16;
/// Bytes of what is looked for together with others; what is longer is looked for alone, of which a text has few.
const PATTERN: usize = 1_000;

impl Evidence {
    pub(crate) fn of(brief: &Brief) -> Self {
        let sample: String = brief
            .sources
            .iter()
            .flat_map(|source| source.text.chars().take(4_000))
            .collect();
        let request = [
            Some(&brief.title),
            brief.topic.as_ref(),
            brief.audience.as_ref(),
            brief.subject_line.as_ref(),
            brief.preview_text.as_ref(),
            brief.prompt_overrides.as_ref(),
        ];
        let asked = request.into_iter().flatten().chain(&brief.vocabulary);
        let asked: Vec<&str> = asked.map(String::as_str).collect();
        let asked = asked.join("\n");
        let templates = brief.templates.iter().map(|(_, prompt)| prompt.as_str());
        let request: Vec<&str> = [asked.as_str()].into_iter().chain(templates).collect();
        let request = request.join("\n");
        let mut evidence = Self {
            texts: Vec::new(),
            files: Vec::new(),
            sentences: Vec::new(),
            by_passage: HashMap::new(),
            terms: HashMap::new(),
            small: Vec::new(),
            mentions: Mentions::default(),
            speech: Speech::default(),
            links: Links::default(),
            addresses: HashSet::new(),
            named: Named::default(),
            request: Folded::of(&request),
            language: Language::of(&sample),
        };
        for source in &brief.sources {
            evidence.read(source);
        }
        evidence.note(&request);
        evidence.named.read_folded(&evidence.request.text);
        // The figures of a template are mostly of the text's form: `800 words`, `5 sections`.
        evidence.mentions.give(&asked, Language::of(&asked));
        evidence.mentions.finish();
        evidence.speech.finish();
        for word in request.unicode_words() {
            evidence.term(word);
        }
        evidence
    }

    fn read(&mut self, source: &Source) {
        let number = self.texts.len();
        self.texts.push(Folded::of(&source.text));
        self.files.push(source.file_id);
        self.note(&source.text);
        self.named.read_folded(&self.texts[number].text);
        self.speech.begin_source();
        let tables = tables::of(source);
        let mut mentions = std::mem::take(&mut self.mentions);
        mentions.begin_source();
        let (mut bytes, mut chars) = (0, 0);
        for sentence in sentence::sentences(&source.text) {
            let start = sentence.as_ptr().addr() - source.text.as_ptr().addr();
            chars += source.text[bytes..start].chars().count();
            let length = sentence.chars().count();
            let mut terms: Vec<u32> = Vec::new();
            // `kermadec@…` doesn't make Kermadec a common word.
            let addresses = if sentence.contains('@') {
                addresses::of(sentence)
            } else {
                Vec::new()
            };
            for (at, word) in sentence.unicode_word_indices() {
                let next = addresses.partition_point(|address| address.end <= at);
                let is_address = addresses
                    .get(next)
                    .is_some_and(|address| address.start <= at);
                let small = |evidence: &Self, term: u32| evidence.small.get(term as usize).copied();
                let before = self.known(word).and_then(|term| small(self, term));
                let term = self.term(word);
                if is_address && let Some(small) = self.small.get_mut(term as usize) {
                    *small = before.unwrap_or_default();
                }
                if !self.language.is_stop_word(&lower(word)) {
                    terms.push(term);
                }
            }
            terms.sort_unstable();
            terms.dedup();
            self.speech
                .read_sentence(number, sentence, chars..chars + length);
            // What a table says is said by its cells.
            let next = tables.partition_point(|table| table.at.end <= start);
            if tables.get(next).is_none_or(|table| start < table.at.start) {
                let passage = mentions.read(sentence, terms.clone(), self.language, |word| {
                    self.meaningful(word)
                });
                self.by_passage.insert(passage, self.sentences.len());
            }
            self.sentences.push(Sentence {
                place: Place {
                    source: number,
                    at: chars..chars + length,
                },
                bytes: start..start + sentence.len(),
                terms,
            });
            chars += length;
            bytes = start + sentence.len();
        }
        for table in &tables {
            for Cell { row, said } in &table.cells {
                mentions.read_cell(row, said, self.language, |word| self.meaningful(word));
            }
            mentions.end_table();
        }
        self.mentions = mentions;
        let mut at = 0;
        for line in source.text.split_inclusive('\n') {
            self.speech.read_line(number, line.trim_end(), at);
            self.speech.read_marks(number, line, at);
            at += line.chars().count();
        }
        self.read_speakers(number, source);
    }

    /// Who speaks stands beside the text, and is known all the same.
    fn read_speakers(&mut self, number: usize, source: &Source) {
        let mut at = 0;
        let mut known = HashSet::new();
        for paragraph in source.paragraphs() {
            let length = paragraph.text.chars().count();
            if let Some(speaker) = paragraph.speaker {
                self.speech.read_turn(number, speaker, at..at + length);
                if known.insert(speaker) {
                    self.named.read(speaker);
                    self.named.read_folded(&Folded::of(speaker).text);
                    for word in speaker.unicode_words() {
                        self.term(word);
                    }
                }
            }
            at += length + "\n\n".len();
        }
    }

    /// The links, addresses and names of a text.
    fn note(&mut self, text: &str) {
        self.links.read(text);
        let addresses = addresses::of(text).into_iter();
        self.addresses
            .extend(addresses.map(|at| text[at].to_lowercase()));
        self.named.read(text);
    }

    pub(crate) fn has_address(&self, address: &str) -> bool {
        self.addresses.contains(&address.to_lowercase())
    }

    /// What a source has between two places in it, folded; and a piece of it before and after them.
    pub(crate) fn between(&self, one: &Place, other: &Place) -> &str {
        let folded = &self.texts[one.source];
        let (from, to) = (folded.byte(one.at.end), folded.byte(other.at.start));
        folded.text.get(from..to.max(from)).unwrap_or_default()
    }

    /// The folded text of a source, and a place's bytes in it.
    pub(crate) fn around(&self, place: &Place) -> (&str, Range<usize>) {
        let folded = &self.texts[place.source];
        (
            &folded.text,
            folded.byte(place.at.start)..folded.byte(place.at.end),
        )
    }

    /// The id of a word that says something.
    pub(crate) fn meaningful(&self, word: &str) -> Option<u32> {
        let says = !self.language.is_stop_word(word) && !super::mentions::is_rounding(word);
        says.then(|| self.known(word))?
    }

    fn term(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.small.len()).unwrap_or(u32::MAX);
        let term = *self.terms.entry(self.language.stem(word)).or_insert(next);
        if term == next {
            self.small.push(false);
        }
        if word.starts_with(char::is_lowercase)
            && let Some(small) = self.small.get_mut(term as usize)
        {
            *small = true;
        }
        term
    }

    /// The sentence that is the passage with this number; none of a table's cell.
    pub(crate) fn sentence_of(&self, passage: u32) -> Option<usize> {
        self.by_passage.get(&passage).copied()
    }

    pub(crate) fn has_sources(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The id of a word's stem, where a source or the request has it.
    pub(crate) fn known(&self, word: &str) -> Option<u32> {
        self.terms.get(&self.language.stem(word)).copied()
    }

    /// Whether the word is one that isn't written with a capital because it is a name.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.language.is_stop_word(&lower(word)) || self.is_small(word)
    }

    /// Whether a source or the request has the word in small letters.
    pub(crate) fn is_small(&self, word: &str) -> bool {
        let small = |term: u32| self.small.get(term as usize).is_some_and(|small| *small);
        self.known(word).is_some_and(small)
    }

    /// Where the sources have these words, folded as they are; the first place of each.
    pub(crate) fn places(&self, needles: &[String]) -> Vec<Option<Place>> {
        let mut places = vec![None; needles.len()];
        let texts = self.texts.iter().enumerate();
        search(texts, needles, |needle, source, at| {
            let place = || Place {
                source,
                at: self.texts[source].original(at),
            };
            places[needle].get_or_insert_with(place);
        });
        places
    }

    /// Where a source has all of these words, one after the other, each less than `span` bytes behind the one before.
    /// `steps` are the places of the first of them that may still be tried.
    pub(crate) fn in_order(
        &self,
        pieces: &[String],
        span: usize,
        steps: &mut usize,
    ) -> Option<Vec<Place>> {
        let (first, others) = pieces.split_first()?;
        self.texts.iter().enumerate().find_map(|(source, folded)| {
            let starts = folded.all(first, 0..folded.text.len());
            let starts = starts.map_while(|at| {
                *steps = steps.checked_sub(1)?;
                Some(at)
            });
            starts.into_iter().find_map(|at| {
                let mut found = vec![at];
                for piece in others {
                    let from = found.last()?.end;
                    let until = folded.text.len().min(from + span);
                    found.push(folded.all(piece, from..until).next()?);
                }
                let places = found.into_iter().map(|at| Place {
                    source,
                    at: folded.original(at),
                });
                Some(places.collect())
            })
        })
    }

    /// How often one source has these words, of the sources the one that has them most.
    pub(crate) fn most_often(&self, needles: &[String]) -> Vec<usize> {
        let mut most = vec![0; needles.len()];
        let Ok(automaton) = AhoCorasick::new(needles) else {
            return most;
        };
        for Folded { text, .. } in &self.texts {
            let mut counts = vec![0; needles.len()];
            let hits = automaton.find_overlapping_iter(text);
            for hit in hits.take(HITS * (text.len() + 1)) {
                counts[hit.pattern().as_usize()] += 1;
            }
            for (most, count) in most.iter_mut().zip(counts) {
                *most = (*most).max(count);
            }
        }
        most
    }

    /// Whether the request, a template included, has these words.
    pub(crate) fn is_asked(&self, needles: &[String]) -> Vec<bool> {
        let mut said = vec![false; needles.len()];
        let request = [(0, &self.request)].into_iter();
        search(request, needles, |needle, _, _| said[needle] = true);
        said
    }

    /// Whether a source or the request has these words.
    pub(crate) fn says(&self, needles: &[String]) -> Vec<bool> {
        let mut said = vec![false; needles.len()];
        let texts = self.texts.iter().chain([&self.request]).enumerate();
        search(texts, needles, |needle, _, _| said[needle] = true);
        said
    }
}

/// Tells of each needle where it is found whole.
fn search<'a>(
    texts: impl Iterator<Item = (usize, &'a Folded)>,
    needles: &[String],
    mut found: impl FnMut(usize, usize, Range<usize>),
) {
    // Each once: what is asked for a thousand times would be found a thousand times at each place.
    let mut asked: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (number, needle) in needles
        .iter()
        .enumerate()
        .filter(|(_, needle)| !needle.is_empty())
    {
        let next = asked.len();
        let place = *known.entry(needle).or_insert(next);
        if place == next {
            asked.push((needle, Vec::new()));
        }
        asked[place].1.push(number);
    }
    if asked.is_empty() {
        return;
    }
    let (short, long): (Vec<_>, Vec<_>) = asked
        .into_iter()
        .partition(|(needle, _)| needle.len() <= PATTERN);
    // Too many for it: then nothing is said to be there.
    let Ok(automaton) = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(short.iter().map(|(needle, _)| needle))
    else {
        return;
    };
    let mut missing = vec![true; short.len()];
    for (number, text) in texts {
        // Of words in words in words there are more hits than a text has bytes: then not all are looked at.
        let hits = automaton.find_overlapping_iter(&text.text);
        for hit in hits.take(HITS * (text.text.len() + 1)) {
            let (needle, at) = (hit.pattern().as_usize(), hit.start()..hit.end());
            if missing[needle] && text.is_whole(&at) {
                missing[needle] = false;
                for asker in &short[needle].1 {
                    found(*asker, number, at.clone());
                }
            }
        }
        for (needle, askers) in &long {
            if let Some(at) = text.all(needle, 0..text.text.len()).next() {
                for asker in askers {
                    found(*asker, number, at.clone());
                }
            }
        }
    }
}
