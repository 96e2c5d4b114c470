//! `The cheapest`, where the sources have it that it is the dearest.

use super::{Clause, Evidence, Near, Sentence, clause::Word};
use crate::{
    check::lexicon::comparison::{ADJECTIVES, COMPARATIVES, LESS, MORE, SUPERLATIVE},
    words::Language,
};

/// Whether a clause has the most of something of which a sentence near it has the least, with all its other words.
pub(super) fn is_reversed(
    sentence: &Sentence,
    clause: &Clause,
    near: &[Near],
    evidence: &Evidence,
) -> bool {
    let language = evidence.language;
    let [(at, end, row, sign)] = all(&clause.words, language)[..] else {
        return false;
    };
    let rest = |(place, word): (usize, &'_ Word)| word.says && !(at..end).contains(&place);
    let places = clause.words.iter().enumerate();
    let said: Vec<&Word> = places
        .filter(|one| rest(*one))
        .map(|(_, word)| word)
        .collect();
    if said.is_empty() || sentence.is_negated() {
        return false;
    }
    let mut found = false;
    for near in near {
        let clauses = near.own.clauses.iter();
        let known: Vec<_> = clauses
            .flat_map(|clause| all(&clause.words, language))
            .filter(|(_, _, of, _)| *of == row)
            .collect();
        let has_all = said.iter().all(|word| near.own.has(word)) && !near.own.is_negated();
        match known[..] {
            [(.., other)] if has_all && other != sign => found = true,
            [] => {}
            _ if known.iter().any(|(.., other)| *other == sign) => return false,
            _ => {}
        }
    }
    found
}

/// Where superlatives stand, of what, and which way.
fn all(words: &[Word], language: Language) -> Vec<(usize, usize, usize, i8)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let stem = match language {
            Language::English => word.said.strip_suffix("est"),
            // `Kleinste`, `größte`
            Language::German => ["e", "en", "er", "es", "em"].iter().find_map(|end| {
                let stem = word.said.strip_suffix(end)?.strip_suffix('t')?;
                stem.strip_suffix('s')
                    .or(Some(stem).filter(|stem| stem.ends_with('ß')))
            }),
            _ => None,
        };
        let compared = stem.and_then(|stem| {
            let comparative = format!("{}er", stem.strip_suffix('e').unwrap_or(stem));
            COMPARATIVES.get(comparative.as_str())
        });
        if let Some((row, sign)) = compared {
            found.push((at, at + 1, *row, *sign));
            continue;
        }
        // `La más barata`, `самый старый`
        let before = at.checked_sub(1).map(|before| &words[before]);
        let article = before.is_some_and(|before| before.is_in(&SUPERLATIVE));
        let sign = if article && word.is_in(&MORE) || word.said.starts_with("сам") {
            1
        } else if article && word.is_in(&LESS) {
            -1
        } else {
            continue;
        };
        let adjective = words.get(at + 1);
        if let Some((row, of)) = adjective.and_then(|next| ADJECTIVES.get(next.said.as_str())) {
            found.push((at, at + 2, *row, sign * of));
        }
    }
    found
}
