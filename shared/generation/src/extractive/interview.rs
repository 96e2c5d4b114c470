//! Who asks in an interview, and who tells.

use std::collections::HashMap;

use super::{opening, sentence::Sentence};
use crate::words::{Language, bare, is_in};

/// Words of a reply that says nothing by itself.
const REPLY: usize = 5;

const HANGING: &str = "did didn't didn’t do don't don’t does doesn't doesn’t was wasn't wasn’t were weren't weren’t will won't won’t would \
wouldn't wouldn’t could couldn't couldn’t can can't can’t have haven't haven’t has hasn't hasn’t had hadn't hadn’t is isn't isn’t are \
aren't aren’t not so nicht doch schon auch pas non oui no sí não sim niet wel inte nej";

/// What may still come after it.
const WHEN: &str = "now then today yet still too either again really heute jetzt inzwischen auch wieder aujourd'hui maintenant ahora hoy";

/// Of an interview the answers are what is told, and a question only where its answer needs it.
pub(super) fn leave_out_questions(sentences: &mut Vec<Sentence>, language: Language) {
    let mut speakers: HashMap<&str, (usize, usize)> = HashMap::new();
    for sentence in &*sentences {
        if let Some(speaker) = &sentence.speaker {
            let (questions, all) = speakers.entry(speaker).or_default();
            *questions += usize::from(sentence.question);
            *all += 1;
        }
    }
    if speakers.len() < 2 {
        return;
    }
    let asks = |speaker: &str| {
        let (questions, all) = speakers.get(speaker).copied().unwrap_or_default();
        questions * 3 > all
    };
    let is_told = speakers.keys().any(|speaker| !asks(speaker));
    let kept: Vec<Option<usize>> = sentences
        .iter()
        .enumerate()
        .map(|(place, sentence)| {
            let own = Some(sentence.paragraph);
            let Some(speaker) = &sentence.speaker else {
                return own;
            };
            let next = sentences.get(place + 1);
            let answer = next.filter(|next| next.speaker.as_ref() != Some(speaker));
            let is_asked = sentence.question && answer.is_some();
            let needs =
                |answer: &Sentence| opening::needs_question(&answer.text, language, answer.words);
            if is_asked && answer.is_some_and(needs) {
                return answer.map(|answer| answer.paragraph);
            }
            let is_out = is_asked || is_told && asks(speaker);
            own.filter(|_| !is_out)
        })
        .collect();
    let kept: Vec<Option<usize>> = kept
        .iter()
        .enumerate()
        .map(|(place, own)| own.filter(|_| !is_reply(sentences, &kept, place)))
        .collect();
    let mut kept = kept.into_iter();
    // Of whom something is left out, and in which paragraph.
    let mut left_out = None;
    sentences.retain_mut(|sentence| {
        let own = sentence.paragraph;
        let Some(paragraph) = kept.next().flatten() else {
            left_out = Some(own);
            return false;
        };
        sentence.after_gap |= left_out.take() == Some(own);
        sentence.paragraph = paragraph;
        true
    });
}

/// `We nearly didn't.` after a question that is gone, where the same answer goes on.
fn is_reply(sentences: &[Sentence], kept: &[Option<usize>], place: usize) -> bool {
    let sentence = &sentences[place];
    let Some((before, after)) = place.checked_sub(1).zip(sentences.get(place + 1)) else {
        return false;
    };
    let goes_on = after.speaker == sentence.speaker && after.paragraph == sentence.paragraph;
    let answers = sentences[before].speaker != sentence.speaker && kept[before].is_none();
    sentence.speaker.is_some()
        && sentence.words < REPLY
        && answers
        && goes_on
        && hangs(&sentence.text)
}

/// Its last word stands for what was asked: `We nearly didn't.`, `We can now.`, `Beinahe gar nicht.`
fn hangs(reply: &str) -> bool {
    let mut words = reply.split_whitespace().rev().map(bare);
    let last = words.find(|word| !is_in(WHEN, word)).unwrap_or_default();
    is_in(HANGING, &last)
}
