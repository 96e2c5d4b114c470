//! Who asks in an interview, and who tells.

use std::collections::HashMap;

use super::{opening, sentence::Sentence};
use crate::words::Language;

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
    let mut kept = kept.into_iter();
    sentences.retain_mut(|sentence| {
        let paragraph = kept.next().flatten();
        sentence.paragraph = paragraph.unwrap_or(sentence.paragraph);
        paragraph.is_some()
    });
}
