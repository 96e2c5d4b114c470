//! Whether a text puts into another's mouth what the sources have from somebody.

use std::ops::Range;

use super::{
    evidence::Evidence,
    place::Place,
    speech::{Speech, capitals, label_names, near_verb},
};

/// Bytes around a quotation in a text in which is said who said it.
const AROUND: usize = 120;

/// Quotations that the sources have from somebody else.
pub(crate) fn of_another<'a>(
    text: &str,
    quotes: impl Iterator<Item = &'a (Range<usize>, Vec<Place>)>,
    evidence: &Evidence,
) -> Vec<Range<usize>> {
    let speech = &evidence.speech;
    let mut found = Vec::new();
    for (at, places) in quotes {
        let Some(place) = places.first() else {
            continue;
        };
        let Some(known) = speech.who(place) else {
            continue;
        };
        let mut said = named_by(text, at, speech);
        // A family's name tells nobody apart where there is another one.
        if said.iter().any(|name| !speech.is_family(name)) {
            said.retain(|name| !speech.is_family(name));
        }
        let other = !said.is_empty()
            && said.iter().all(|name| {
                let mut known = known
                    .iter()
                    .filter(|known| *known == name || !speech.is_family(known));
                !known.any(|known| speech.are_same(name, known))
            });
        if other {
            found.push(at.clone());
        }
    }
    found
}

/// Whom a text names as the speaker of what stands there; those only whom the sources know as speakers.
fn named_by(text: &str, at: &Range<usize>, speech: &Speech) -> Vec<String> {
    let start = text.floor_char_boundary(at.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary(text.len().min(at.end + AROUND));
    let before = text[start..at.start]
        .rsplit(['\n', '.', '!', '?', '”', '»'])
        .next()
        .unwrap_or_default();
    let after = &text[at.end..end];
    // Who is named below a block quotation.
    let signed = after
        .split_once(['—', '–'])
        .filter(|(between, _)| between.chars().all(|c| c.is_whitespace() || c == '>'))
        .map(|(_, name)| name.lines().next().unwrap_or_default());
    let inside = &text[at.clone()];
    let signed = signed.or_else(|| {
        let last = inside.lines().next_back()?.trim_start_matches(['>', ' ']);
        last.strip_prefix(['—', '–'])
            .filter(|_| inside.starts_with('>'))
    });
    let known = |names: Vec<String>| -> Vec<String> {
        names
            .into_iter()
            .filter(|name| speech.knows(name))
            .collect()
    };
    if let Some(signed) = signed {
        return known(capitals(signed));
    }
    // `Anna: …`
    let trimmed = before.trim_end();
    if let Some(label) = trimmed.strip_suffix([':', '：'])
        && let Some(names) = label_names(label.trim_matches(['*', '_', ' ', '>', '-']))
    {
        let names = known(names);
        if !names.is_empty() {
            return names;
        }
    }
    let tail = after
        .split(['\n', '.', '!', '?', ';', '“', '«'])
        .next()
        .unwrap_or_default();
    let names = known(near_verb(tail));
    if names.is_empty() {
        known(near_verb(before))
    } else {
        names
    }
}
