//! Speech without quotation marks: after a speaker's name or a verb of saying, between dashes, in italics.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    check::{
        evidence::Evidence,
        folded::is_unspaced,
        lexicon::speech::{FIRST_PERSON, SAYING},
        markdown,
    },
    sentence,
    words::lower,
};

/// Words of which speech has at least so many.
const LEAST: usize = 2;
/// Bytes of a name.
const NAME: usize = 60;
const MARKS: [char; 17] = [
    '"', '“', '”', '„', '«', '»', '‹', '›', '「', '『', '‘', '‚', '\'', '*', '_', '`', '<',
];
const WORDS: [&str; 10] = [
    "words",
    "word",
    "worten",
    "mots",
    "palabras",
    "parole",
    "palavras",
    "motto",
    "quote",
    "словами",
];

/// What is speech on the line, in bytes of the text.
pub(super) fn of_line(text: &str, line: Range<usize>, evidence: &Evidence) -> Vec<Range<usize>> {
    let whole = &text[line.clone()];
    let start = line.start + markdown::mark(whole);
    let inside = &text[start..line.end];
    let mut found = Vec::new();
    if let Some(dialogue) = dialogue(whole) {
        found.extend(
            dialogue
                .into_iter()
                .map(|at| line.start + at.start..line.start + at.end),
        );
    } else if let Some(said) = labelled(inside, evidence) {
        found.push(start + said.start..start + said.end);
    } else {
        for said in in_italics(inside) {
            found.push(start + said.start..start + said.end);
        }
        for sentence in sentence::sentences(inside) {
            let from = sentence.as_ptr().addr() - text.as_ptr().addr();
            let said = after_colon(sentence, evidence).or_else(|| first_person(sentence));
            found.extend(said.map(|said| from + said.start..from + said.end));
        }
    }
    found.retain(|at| is_speech(&text[at.clone()]));
    found
}

fn is_speech(said: &str) -> bool {
    let unspaced = said.chars().filter(|c| is_unspaced(*c)).count();
    said.unicode_words().count() > LEAST || unspaced > 3
}

fn is_marked(said: &str) -> bool {
    said.trim_start_matches(['*', '_', ' ']).starts_with(MARKS)
        || said.contains(['“', '”', '„', '«', '「', '"'])
}

/// `Anna: …`, where the sources know Anna as somebody who speaks.
fn labelled(line: &str, evidence: &Evidence) -> Option<Range<usize>> {
    let bound = line.floor_char_boundary(NAME);
    let colon = line[..bound].find([':', '：'])?;
    let label = line[..colon].trim_matches(['*', '_', ' ']);
    let after = colon + line[colon..].chars().next()?.len_utf8();
    let rest = line[after..].trim_start_matches(['*', '_']);
    let from = line.len() - rest.trim_start().len();
    let named = !label.is_empty()
        && (evidence.speech.is_speaker(label)
            || evidence.speech.names_person(label) && line[from..].unicode_words().any(speaks));
    // `Norvane: revenue up by a fifth`
    let is_noted = line[from..].starts_with(|c: char| c.is_lowercase() || c.is_numeric())
        && !line[from..].unicode_words().any(speaks);
    (named && !is_noted && !is_marked(&line[from..])).then(|| from..line.trim_end().len())
}

/// `— … — said Anna.`, `—… —dijo Ana—. …`
fn dialogue(line: &str) -> Option<Vec<Range<usize>>> {
    let bare = line.trim_start();
    let from = line.len() - bare.len();
    let dash = bare.chars().next().filter(|c| "—―–".contains(*c))?;
    if is_marked(bare) {
        return None;
    }
    let body = &bare[dash.len_utf8()..];
    let parts: Vec<&str> = body.split(['—', '―', '–']).collect();
    let narrated = |part: &str| {
        part.unicode_words()
            .take(4)
            .any(|word| SAYING.contains(lower(word).as_str()))
    };
    // Without who says it, only a dash without a space, as in Spanish, or a whole sentence.
    let ends = body.trim_end().ends_with(['.', '!', '?', '…']);
    let verb = parts.iter().skip(1).any(|part| narrated(part))
        || parts.len() == 1 && body.split(',').skip(1).any(narrated);
    let tight = body.starts_with(|c: char| c.is_alphabetic() || "¿¡".contains(c));
    if !verb && !(ends && (tight || dash == '—')) || body.unicode_words().count() <= LEAST + 1 {
        return None;
    }
    let mut said = Vec::new();
    let mut at = from + dash.len_utf8();
    for part in parts {
        let speech = if narrated(part) { None } else { Some(part) };
        // `…, said Anna.`
        let speech = speech.map(|part| match part.rsplit_once(',') {
            Some((before, after)) if narrated(after) => before,
            _ => part,
        });
        if let Some(speech) = speech {
            let skipped = speech.len() - speech.trim_start().len();
            said.push(at + skipped..at + speech.trim_end().len());
        }
        at += part.len() + '—'.len_utf8();
        // `–` and `―` have three bytes, too.
    }
    Some(said)
}

/// `*We never …*, said Anna.`
fn in_italics(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for mark in ['*', '_'] {
        let places: Vec<usize> = line.match_indices(mark).map(|(at, _)| at).collect();
        for pair in places.windows(2) {
            let inside = pair[0] + 1..pair[1];
            let text = &line[inside.clone()];
            let before = line[..pair[0]].chars().next_back();
            let opens = before.is_none_or(|c| !c.is_alphanumeric() && c != mark)
                && text.starts_with(|c: char| c.is_alphabetic());
            let bound = line.floor_char_boundary(line.len().min(pair[1] + 60));
            let after = &line[pair[1] + 1..bound.max(pair[1] + 1)];
            let saying = after.starts_with([',', ' ', '.'])
                && after
                    .unicode_words()
                    .take(3)
                    .any(|word| SAYING.contains(lower(word).as_str()));
            let intro = line[..pair[0]].trim_end().ends_with(':')
                && line[..pair[0]]
                    .unicode_words()
                    .next_back()
                    .is_some_and(|word| SAYING.contains(lower(word).as_str()));
            if opens && (saying || intro) && !text.contains(['"', '“', '«']) {
                found.push(inside);
            }
        }
    }
    found
}

/// `Anna said: We …`
fn after_colon(sentence: &str, evidence: &Evidence) -> Option<Range<usize>> {
    let colon = sentence.find([':', '：'])?;
    let after = colon + sentence[colon..].chars().next()?.len_utf8();
    let rest = &sentence[after..];
    let from = sentence.len() - rest.trim_start().len();
    let before = sentence[..colon].unicode_words().next_back().map(lower)?;
    let in_first_person = || {
        sentence[from..]
            .unicode_words()
            .take(3)
            .any(|word| FIRST_PERSON.contains(lower(word).as_str()))
    };
    let behind_a_name = || {
        let name = sentence[..colon].unicode_words().next_back();
        name.is_some_and(|name| {
            name.starts_with(char::is_uppercase) && evidence.speech.is_speaker(name)
        })
    };
    let named = SAYING.contains(before.as_str())
        || behind_a_name() && in_first_person()
        || WORDS.contains(&before.as_str())
        || sentence[..colon].ends_with(['说', '說', '道'])
        || sentence[..colon]
            .unicode_words()
            .rev()
            .take(3)
            .any(|word| SAYING.contains(lower(word).as_str()))
            && in_first_person();
    (named && !is_marked(&sentence[from..])).then(|| from..sentence.trim_end().len())
}

/// `We lost one, said Anna.`
fn first_person(sentence: &str) -> Option<Range<usize>> {
    if is_marked(sentence) {
        return None;
    }
    let (at, _) = sentence.match_indices(", ").find(|(at, _)| {
        let after = &sentence[at + 2..];
        after
            .unicode_words()
            .next()
            .is_some_and(|word| SAYING.contains(lower(word).as_str()))
    })?;
    // `verschwenden wir`
    sentence[..at].unicode_words().any(speaks).then_some(0..at)
}

/// Whether a word is of the first person.
fn speaks(word: &str) -> bool {
    let word = lower(word);
    let plural = ["amos", "emos", "imos"]
        .iter()
        .any(|end| word.ends_with(end));
    FIRST_PERSON.contains(word.as_str()) || plural && word.len() > 5
}
