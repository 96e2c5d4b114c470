//! What a model does when it loses its way: it stops in the middle, or says the same again and again.

use std::{collections::HashMap, ops::Range};

use domain::OutputKind;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    alike::Trigrams,
    evidence::Evidence,
    folded::{Folded, is_unspaced},
    markdown,
};
use crate::{
    Source,
    finding::{Code, Finding},
    sentence,
    words::{Language, lower},
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
/// How often a paragraph is there in a loop, and its words at least.
const PARAGRAPH_TIMES: usize = 3;
const PARAGRAPH_WORDS: usize = 10;
/// Words of a post that says enough to be compared.
const POST: usize = 8;
/// Characters of a last line in a script without spaces that would end with a sign.
const UNSPACED: usize = 24;

/// A text in prose that ends in the middle of a sentence, or in code that isn't closed; of a set, any of its posts.
pub(crate) fn truncated(text: &str, kind: OutputKind, language: Language) -> Option<Finding> {
    let fences = text
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .count();
    let said = "It ends in the middle of";
    if fences % 2 == 1 {
        return Some(Finding::new(Code::Truncated, format!("{said} code.")));
    }
    let ends: Vec<Range<usize>> = if kind == OutputKind::Social {
        posts(text)
            .into_iter()
            .filter_map(|post| last_line(text, post))
            .collect()
    } else {
        last_line(text, 0..text.len()).into_iter().collect()
    };
    ends.into_iter().find_map(|last| {
        if kind != OutputKind::Social && markdown::is_heading(&text[last.clone()]) {
            // A heading with nothing under it, behind others that have something.
            let sections = text
                .lines()
                .filter(|line| markdown::is_heading(line))
                .count();
            let heading = text[last].trim_start_matches(['#', ' ']).to_owned();
            return (sections > 2)
                .then(|| Finding::new(Code::Truncated, format!("{said} a section: “{heading}”")));
        }
        let word = breaks_off(&text[last], language)?;
        Some(Finding::new(
            Code::Truncated,
            format!("{said} a sentence: “… {word}”"),
        ))
    })
}

/// The last line with anything on it.
fn last_line(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let inside = text[within.clone()].trim_end();
    let start = inside.rfind('\n').map_or(0, |at| at + 1);
    (!inside.is_empty()).then(|| within.start + start..within.start + inside.len())
}

/// The text under each heading.
fn posts(text: &str) -> Vec<Range<usize>> {
    let mut posts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.starts_with("## ") {
            posts.push(at..at);
        } else if let Some(last) = posts.last_mut() {
            last.end = at;
        }
    }
    posts
}

/// The word with which a line breaks off.
fn breaks_off(line: &str, language: Language) -> Option<String> {
    let opens = line.matches("**").count() % 2 == 1 && !line.ends_with("**");
    let line = line.trim_end_matches(['*', '_', ' ']);
    let prose = markdown::mark(line) == 0 && !line.starts_with('|');
    let words = line.unicode_words().count();
    let unspaced = line.chars().filter(|c| is_unspaced(*c)).count();
    if unspaced * 2 > line.chars().count() {
        // Chinese and Japanese end with a sign.
        let open = line.ends_with(|c: char| is_unspaced(c) || "，、".contains(c));
        let clauses = line.contains(['，', '、', '。']);
        let last: String = line
            .chars()
            .rev()
            .take(4)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        return (prose && open && clauses && unspaced >= UNSPACED).then_some(last);
    }
    let word = line.split_whitespace().next_back()?;
    let address = word.contains("://") || word.starts_with(['#', '@']) || word.contains('.');
    if !prose || address {
        let bare = line.trim_start();
        let numbered = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = bare.starts_with(['-', '*', '•'])
            || numbered.len() < bare.len() && numbered.starts_with(['.', ')']);
        let item = is_item && !address && words > 2;
        let small = lower(word);
        return (item && dangles(&small, language)).then_some(small);
    }
    // Emphasis that nothing closes.
    if opens && !line.contains('`') {
        return Some(word.to_owned());
    }
    let open = word.ends_with(|c: char| c.is_lowercase() || c == ',' || c == ';');
    let small = lower(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let goes_on = open && words > 4 && dangles(&small, language);
    let bracket = line.rfind('(').is_some_and(|at| !line[at..].contains(')')) && words > 4;
    let broken =
        goes_on || open && (words >= PARAGRAPH || bracket) || word.ends_with(',') && words > 6;
    broken.then(|| word.to_owned())
}

/// A word that nothing ends with.
fn dangles(word: &str, language: Language) -> bool {
    const DANGLING: &str = "the a an and or of with for to from by that which who whose because but their his her its our your my \
these those into as if than at in on der die das dem den des ein eine einen einem und oder mit für von zum zur dass weil welche el la los \
las un una y o con de del que porque su sus le les une et ou avec du des qui dont leur и или с в на для что который il lo gli che per \
they he she we i wir er ils elles nosotros every each very have has had been is are was were will would should could may also more such \
haben hat wird werden wurde ist sind sich sehr auch ont sont est son está han";
    // `Come in`, `look on`: English ends with some of them.
    let ends = language == Language::English && ["in", "on", "by", "her", "die"].contains(&word);
    !ends && DANGLING.split_whitespace().any(|known| known == word)
}

/// The same text for several platforms.
pub(crate) fn posts_alike(text: &str, kind: OutputKind) -> Option<Finding> {
    if kind != OutputKind::Social {
        return None;
    }
    let posts: Vec<Trigrams> = posts(text)
        .into_iter()
        .filter(|post| text[post.clone()].unicode_words().count() >= POST)
        .map(|post| Trigrams::of(&text[post]))
        .collect();
    let first = posts.first()?;
    let alike = posts.len() > 1 && posts[1..].iter().all(|post| first.nearly_equal(post));
    alike.then(|| {
        Finding::new(
            Code::PostsAlike,
            "The posts of all platforms say the same in the same words.",
        )
    })
}

/// A phrase in a row, or a sentence too often; not where a source does it, as a song may.
pub(crate) fn looping(text: &str, sources: &[Source], evidence: &Evidence) -> Option<Finding> {
    let phrase = in_a_row(text)
        .or_else(|| too_often(text, evidence))
        .or_else(|| paragraph_again(text, evidence))?;
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

/// A paragraph that is there three times.
fn paragraph_again(text: &str, evidence: &Evidence) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in markdown::blocks(text) {
        let block = &text[block];
        if block.unicode_words().count() >= PARAGRAPH_WORDS {
            let count = counts.entry(Folded::of(block).text).or_default();
            *count += 1;
        }
    }
    let mut again: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count >= PARAGRAPH_TIMES)
        .map(|(block, _)| block)
        .collect();
    again.sort();
    let sung = evidence.most_often(&again);
    let mut said = again.into_iter().zip(sung);
    said.find(|(_, sung)| *sung < PARAGRAPH_TIMES)
        .map(|(block, _)| block)
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
            let found = truncated(&text, OutputKind::Blog, Language::English);
            assert_eq!(found.is_some(), expected, "{text}");
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
