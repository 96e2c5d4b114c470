//! Whether a text puts into another's mouth what the sources have from somebody.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::is_unspaced,
    lexicon::{names::SURNAMES, speech::is_office},
    place::Place,
    speech::{Speech, bare, beside_verbs, capitals, label_names, near_verb},
};
use crate::{sentence::is_title, words::Language};

/// Bytes around a quotation in a text in which is said who said it.
const AROUND: usize = 120;
/// Words behind it of which one may be the speaker.
const BESIDE: usize = 4;
/// Words of a name before a colon.
const LABEL: usize = 3;
/// What ends the sentence or the quotation before.
const ENDS: [char; 9] = ['\n', '.', '!', '?', '”', '»', '。', '」', '।'];

/// Quotations that the sources have from somebody else, each with the name that it is given here.
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
        let known = speech.who(place);
        let (mut said, around) = named_by(text, at, speech);
        if said.is_empty() {
            let label = text[around.start..at.start.max(around.start)].trim();
            said = silent(&text[around.clone()], label, evidence);
        }
        // A family's name tells nobody apart where there is another one.
        if said.iter().any(|name| !speech.is_family(name)) {
            said.retain(|name| !speech.is_family(name));
        }
        let is_another = |name: &String| match known {
            Some(known) => {
                let mut known = known
                    .iter()
                    .filter(|known| *known == name || !speech.is_family(known));
                !known.any(|known| speech.are_same(name, known))
            }
            // The author's own words, in the mouth of somebody whom the author quotes.
            None => speech.is_only_quoted(name),
        };
        let other = !said.is_empty() && said.iter().all(is_another);
        if other {
            found.push(with_name(text, at, &said, around));
        }
    }
    found
}

/// Somebody right beside a verb of saying, or on a label, whom the sources name and who says nothing there: a first name and a last one, or
/// outside of German, where nouns have capitals, one of them.
fn silent(around: &str, label: &str, evidence: &Evidence) -> Vec<String> {
    let speech = &evidence.speech;
    let name = |words: &[String]| match words {
        // `Bürgermeisterin Stallmoser`
        [office, last] if is_office(office) => speech.names_in_passing(last),
        [first, last, ..] => speech.are_same(first, last),
        [one] => evidence.language != Language::German && speech.names_in_passing(one),
        [] => false,
    };
    if around.contains(is_unspaced) {
        return silent_unspaced(label, evidence);
    }
    // `In the words of the new manager, Yuki Harmon:`
    let label = label.strip_suffix(':').map(|label| {
        label_names(label).unwrap_or_else(|| {
            let words: Vec<&str> = label.unicode_words().collect();
            let names = words
                .iter()
                .rev()
                .take_while(|word| word.starts_with(char::is_uppercase));
            let mut names: Vec<String> = names.take(LABEL).map(|word| bare(word)).collect();
            names.reverse();
            names
        })
    });
    let runs = label.into_iter().chain(beside_verbs(around));
    runs.filter(|run| name(run) && run.iter().all(|word| !evidence.is_common(word)))
        .flatten()
        .collect()
}

/// `周启明说：`, where the sources name him and have it from another: by the surname, the longest of what may be the name.
fn silent_unspaced(before: &str, evidence: &Evidence) -> Vec<String> {
    let is_name = |name: &String| {
        let mut signs = name.chars();
        let surname = signs.next().map(String::from);
        surname.is_some_and(|surname| SURNAMES.contains(surname.as_str()))
            && (1..=2).contains(&signs.count())
    };
    let names: Vec<String> = near_verb(before).into_iter().filter(is_name).collect();
    let said = evidence.says(&names);
    let known = names.into_iter().zip(said).filter(|(_, said)| *said);
    let longest = known.max_by_key(|(name, _)| name.chars().count());
    longest.into_iter().map(|(name, _)| name).collect()
}

/// The quotation and the nearest of the names around it.
fn with_name(text: &str, at: &Range<usize>, said: &[String], around: Range<usize>) -> Range<usize> {
    let named = text[around.clone()]
        .unicode_word_indices()
        .filter(|(_, word)| said.contains(&bare(word)))
        .map(|(place, word)| around.start + place..around.start + place + word.len());
    let distance =
        |name: &Range<usize>| at.start.saturating_sub(name.end) + name.start.saturating_sub(at.end);
    let name = named
        .filter(|name| name.end <= at.start || name.start >= at.end)
        .min_by_key(distance);
    name.map_or_else(
        || at.clone(),
        |name| at.start.min(name.start)..at.end.max(name.end),
    )
}

/// Whom a text names as the speaker of what stands there, and where it does; those only whom the sources know as speakers.
fn named_by(text: &str, at: &Range<usize>, speech: &Speech) -> (Vec<String>, Range<usize>) {
    let start = text.floor_char_boundary(at.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary(text.len().min(at.end + AROUND));
    let before = text[start..at.start]
        .rsplit(ENDS)
        .next()
        .unwrap_or_default();
    let around = at.start - before.len()..end;
    (
        names_around(text, at, before, &text[at.end..end], speech),
        around,
    )
}

/// A text up to the end of its sentence, which the point of `Dr.` is none of.
fn until_end(text: &str) -> &str {
    let ends = text.match_indices(['\n', '.', '!', '?', ';', '。', '“', '«', '「']);
    let end = ends.map(|(at, _)| at).find(|at| {
        let title = text[..*at].unicode_words().next_back();
        !text[*at..].starts_with('.') || !title.is_some_and(is_title)
    });
    &text[..end.unwrap_or(text.len())]
}

fn names_around(
    text: &str,
    at: &Range<usize>,
    before: &str,
    after: &str,
    speech: &Speech,
) -> Vec<String> {
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
        let names = known(capitals(signed));
        if !names.is_empty() {
            return names;
        }
    }
    // `Anna: …`
    let trimmed = before.trim_end();
    if let Some(label) = trimmed.strip_suffix([':', '：']) {
        let label = label.trim_matches(['*', '_', ' ', '>', '-']);
        let names = known(label_names(label).unwrap_or_default());
        if !names.is_empty() {
            return names;
        }
    }
    let leads = trimmed.ends_with([':', '：', ',']);
    let names = known(near_verb(before));
    if leads && !names.is_empty() {
        return names;
    }
    let tail = until_end(after);
    let names = known(near_verb(tail));
    if !names.is_empty() {
        return names;
    }
    let names = known(near_verb(&format!("{before}{tail}")));
    if !names.is_empty() {
        return names;
    }
    // With a verb that we don't know: `…”, VERB Anna`, `Anna VERB: “…`.
    let closed = inside.trim_end_matches(['”', '"', '“', '»', ' ', '\u{A0}', '\u{202F}']);
    let is_speech = closed.ends_with([',', '.', '!', '?', '…']) || tail.starts_with(',');
    let behind = tail
        .unicode_words()
        .take(BESIDE)
        .collect::<Vec<_>>()
        .join(" ");
    let names = known(capitals(&behind));
    if is_speech && !names.is_empty() {
        return names;
    }
    if leads {
        known(capitals(trimmed))
    } else {
        Vec::new()
    }
}
