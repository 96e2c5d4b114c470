//! What a model does when it loses its way: it stops in the middle, or says the same again and again.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::{evidence::Evidence, folded::Folded, markdown};
use crate::{
    Source,
    finding::{Code, Finding},
    sentence,
    words::lower,
};

/// Words of a last paragraph that would end as a sentence does.
const PARAGRAPH: usize = 12;
/// The longest phrase that is looked for over and over, in words.
const PHRASE: usize = 40;
/// How often in a row it is said in a loop, and how many words that is at least.
const TIMES: usize = 4;
const WORDS: usize = 16;
/// How often a whole sentence is said in a loop, in a row or not, and its words at least.
const SENTENCE_TIMES: usize = 4;
const SENTENCE_WORDS: usize = 5;

/// A text in prose that ends in the middle of a sentence, or in code that isn't closed.
pub(crate) fn truncated(text: &str) -> Option<Finding> {
    let fences = text
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .count();
    let said = "It ends in the middle of";
    if fences % 2 == 1 {
        return Some(Finding::new(Code::Truncated, format!("{said} code.")));
    }
    let last = markdown::lines(text).last()?;
    let line = text[last].trim_end_matches(['*', '_', ' ']);
    let prose = markdown::mark(line) == 0 && !line.starts_with('|');
    let long = line.unicode_words().count() >= PARAGRAPH;
    let word = line.split_whitespace().next_back()?;
    let address = word.contains("://") || word.starts_with(['#', '@']) || word.contains('.');
    let open = word.ends_with(|c: char| c.is_lowercase() || c == ',' || c == ';');
    (prose && long && open && !address)
        .then(|| Finding::new(Code::Truncated, format!("{said} a sentence: “… {word}”")))
}

/// A phrase in a row, or a sentence too often; not where a source does it, as a song may.
pub(crate) fn looping(text: &str, sources: &[Source], evidence: &Evidence) -> Option<Finding> {
    let phrase = in_a_row(text).or_else(|| too_often(text, evidence))?;
    let sung = sources
        .iter()
        .any(|source| in_a_row(&source.text).is_some_and(|sung| sung == phrase));
    let start: String = phrase.chars().take(80).collect();
    (!sung).then(|| Finding::new(Code::Looping, format!("It repeats itself: “{start}”")))
}

/// The first phrase that is said over and over.
fn in_a_row(text: &str) -> Option<String> {
    let words: Vec<String> = text.unicode_words().map(lower).collect();
    for length in 1..=PHRASE.min(words.len() / TIMES) {
        let needed = (length * (TIMES - 1)).max(WORDS - length.min(WORDS));
        let mut same = 0;
        for place in length..words.len() {
            same = if words[place] == words[place - length] {
                same + 1
            } else {
                0
            };
            if same >= needed {
                return Some(words[place + 1 - length..=place].join(" "));
            }
        }
    }
    None
}

fn too_often(text: &str, evidence: &Evidence) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for sentence in sentence::sentences(text) {
        if sentence.unicode_words().count() >= SENTENCE_WORDS {
            *counts.entry(Folded::of(sentence).text).or_default() += 1;
        }
    }
    let mut often: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count >= SENTENCE_TIMES)
        .map(|(sentence, _)| sentence)
        .collect();
    often.sort();
    let sung = evidence.most_often(&often);
    let mut said = often.into_iter().zip(sung);
    said.find(|(_, sung)| *sung < SENTENCE_TIMES)
        .map(|(sentence, _)| sentence)
}

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use super::*;
    use crate::{Brief, brief::brief};

    #[test]
    fn a_text_that_stops_in_the_middle_is_truncated() {
        let long = "It was the year in which all of them had gone to the town";
        for (text, expected) in [
            (format!("# T\n\n{long}."), false),
            (format!("# T\n\n{long}"), true),
            (format!("# T\n\n{long} and,"), true),
            (format!("# T\n\n{long}:\n\n- one\n- two"), false),
            (format!("# T\n\n{long}!**"), false),
            (format!("{long} #tag"), false),
            (format!("{long} at https://example.com/a"), false),
            ("Best regards,\nThe team".to_owned(), false),
            (format!("{long}.\n\n```sh\nls"), true),
            ("今天的天气很好，我们都去公园散步了。".to_owned(), false),
        ] {
            assert_eq!(truncated(&text).is_some(), expected, "{text}");
        }
    }

    #[test]
    fn a_loop_is_found_and_a_refrain_is_none() {
        let sentence = "It goes on and on like this. ";
        let paragraph =
            "One thing is said here, in some more words. Then there is another thing to it. ";
        for (text, expected) in [
            ("word ".repeat(30), true),
            (sentence.repeat(6), true),
            (paragraph.repeat(4), true),
            (
                format!("{sentence}A. {sentence}B c. {sentence}D. {sentence}E."),
                true,
            ),
            (paragraph.repeat(2), false),
            (
                "Location, location, location, and very, very good.".to_owned(),
                false,
            ),
            (
                "a b c d e f g h i j k l m n o p q r s t u v w x y z".to_owned(),
                false,
            ),
        ] {
            let nothing = Evidence::of(&Brief {
                sources: Vec::new(),
                ..brief(OutputKind::Blog, "")
            });
            assert_eq!(looping(&text, &[], &nothing).is_some(), expected, "{text}");
        }
        let brief = brief(OutputKind::Blog, &sentence.repeat(6));
        let sung = looping(&sentence.repeat(6), &brief.sources, &Evidence::of(&brief));
        assert_eq!(sung, None);
        // A refrain between other lines is one too, in the source as in the text.
        let poem = format!("{sentence}A. {sentence}B c. {sentence}D. {sentence}E.");
        let brief = Brief {
            sources: vec![Source {
                text: poem.clone(),
                parts: Vec::new(),
                ..brief.sources[0].clone()
            }],
            ..brief
        };
        assert_eq!(looping(&poem, &brief.sources, &Evidence::of(&brief)), None);
    }
}
