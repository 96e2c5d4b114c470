//! Names: words with a capital where none belongs, and names that are known as such wherever they stand.

mod form;
mod shape;
mod subject;

use std::ops::Range;

use domain::Platform;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::Folded,
    lexeme::Kind,
    lexemes,
    lexicon::{
        names::{KNOWN, WORDS},
        numbers::ROUNDED,
        speech::{SAYING, is_office},
    },
    markdown,
    named::{is_acronym, is_cyrillic},
    unspaced,
};
use crate::{
    finding::{Code, Finding},
    words::{Language, lower},
};
use form::{FORMS, forms, is_form, is_known, without_possessive};
use shape::{is_known_name, is_listed, is_probably_name, is_shaped};
use subject::{is_subject, is_told};

/// Capitalised by custom, and nobody's name; in small letters.
const CUSTOM: &str = "i i'm i've i'll i'd dear hi hello hey reader readers friend friends team best kind warm regards sincerely cheers \
phd bsc msc mba liebe lieber liebes hallo guten freunde freundinnen leser leserinnen grüße grüßen \
thanks thank yours ps p.s ok okay yes no mr mrs ms dr prof monday tuesday wednesday thursday friday saturday sunday january february march \
april may june july august september october november december sir madam captain professor doctor president king queen frau herr \
m mm mlle sra dra dña hr fr st \
état états gobierno estado señora señor don doña madame monsieur mme signora signor";
/// In capitals, and nobody's.
const GENERIC: &str = "ok tv pc faq diy pdf url api cta asap fyi vip gps usb led hr pr it id ps am pm ad bc ce bce q&a tl dr tldr new all \
cfo cto coo faqs roi b2b sme kmu pme ong ngo pib gdp bip not no yes and or the key top best why how what ii iii iv vi vii viii ix xi xii xx xix xxi";
/// Of a heading's words, in tenths, from which on its capitals say nothing.
const TITLE_CASE: usize = 5;
/// The same of a line that is no heading, and the words that it has at least.
const MOST: usize = 8;
const HEADLINE: usize = 6;
/// Articles before an apostrophe.
const ELIDED: [&str; 14] = [
    "l", "d", "qu", "n", "s", "j", "m", "t", "c", "dell", "all", "nell", "un", "dall",
];
/// Of German nouns.
const GERMAN_ENDINGS: [&str; 16] = [
    "ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "tät", "nis", "chen", "ling",
    "ismus", "innen", "gänge", "kosten", "zeit",
];

/// Before a German name.
const GERMAN_TITLES: [&str; 6] = ["Dr.", "Prof.", "Frau", "Herr", "Herrn", "Familie"];
/// Of German words before a noun.
const ADJECTIVES: [&str; 5] = ["e", "er", "es", "en", "em"];

/// Those in a text that are free to be looked at.
pub(crate) fn check(
    text: &str,
    language: Language,
    free: impl Fn(&Range<usize>) -> bool,
    evidence: &Evidence,
) -> Vec<Finding> {
    // A text may have both: `Toyota開発`.
    let unknown = unspaced::unknown(text, evidence).into_iter().filter(&free);
    let mut findings: Vec<Finding> = unknown
        .map(|at| Finding::at(Code::NameNotInSource, text, at))
        .collect();
    if !has_capitals(text) {
        let said = "Names: this script has no capitals.";
        findings.push(Finding::new(Code::NotChecked, said));
        return findings;
    }
    let found: Vec<Range<usize>> = markdown::lines(text)
        .flat_map(|line| of_line(text, line, language, evidence))
        .filter(&free)
        .collect();
    let needles: Vec<String> = found
        .iter()
        .flat_map(|at| forms(&text[at.clone()]))
        .collect();
    let said = evidence.says(&needles);
    let capitals = found
        .into_iter()
        .zip(said.chunks(FORMS))
        .filter(|(at, said)| {
            let name = &text[at.clone()];
            let said = said.contains(&true) && !is_acronym(name);
            !said && (is_mixed(name, evidence) || !is_form(name, language, evidence))
        })
        .map(|(at, _)| Finding::at(Code::NameNotInSource, text, at));
    findings.extend(capitals);
    findings
}

/// Whether a hashtag, without its sign, has a name that no source has.
pub(crate) fn is_unknown_tag(tag: &str, evidence: &Evidence) -> bool {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in tag.chars() {
        let begins = parts.is_empty()
            || c == '_'
            || c.is_uppercase() && !before.is_uppercase()
            || c.is_numeric() != before.is_numeric();
        if begins {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| c != '_') {
            part.push(c);
        }
        before = c;
    }
    let is_altered = |part: &String| evidence.named.has_altered(part);
    if parts
        .iter()
        .any(|part| is_altered(part) && !is_form(part, evidence.language, evidence))
    {
        return true;
    }
    parts.push(tag.to_owned());
    // Of a script without spaces the tag may be part of a name: `高知` of `高知県`.
    if !has_capitals(tag) && evidence.says(&[Folded::of(tag).text])[0] {
        return false;
    }
    parts
        .iter()
        .any(|part| is_listed(part) && !is_form(part, evidence.language, evidence))
}

/// Most letters come in two sizes.
fn has_capitals(text: &str) -> bool {
    let (mut cased, mut letters) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        cased += usize::from(c.is_uppercase() || c.is_lowercase());
    }
    cased * 2 >= letters
}

/// Of two words, each of them another's.
fn is_mixed(name: &str, evidence: &Evidence) -> bool {
    let words: Vec<&str> = name.unicode_words().collect();
    matches!(words[..], [first, last] if !is_office(first) && evidence.named.is_mixed(first, last))
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "what is known of a word, each by itself"
)]
struct Word {
    at: Range<usize>,
    capital: bool,
    /// Where any word would have a capital.
    first: bool,
    common: bool,
    /// Nothing but a space or a hyphen parts it from the one before.
    joined: bool,
    acronym: bool,
}

fn of_line(
    text: &str,
    line: Range<usize>,
    language: Language,
    evidence: &Evidence,
) -> Vec<Range<usize>> {
    let whole = &text[line.clone()];
    let heading = markdown::is_heading(whole) || markdown::is_bold(whole);
    let platform =
        |platform: &Platform| whole[markdown::mark(whole)..].trim() == platform.heading();
    if heading && Platform::ALL.iter().any(platform) {
        return Vec::new();
    }
    let start = line.start + markdown::mark(whole);
    let words = words(text, start..line.end, evidence);
    let telling = words.iter().filter(|word| word.at.len() > 3);
    let (capitals, all) = telling.fold((0, 0), |(capitals, all), word| {
        (capitals + usize::from(word.capital), all + 1)
    });
    // In a heading, or where most words have one, a capital says nothing.
    let title = if heading {
        capitals * 10 > all * TITLE_CASE
    } else {
        all >= HEADLINE && capitals * 10 > all * MOST
    };
    let shouted =
        words.iter().filter(|word| word.acronym).count() * 2 > words.len() && words.len() > 2;
    if title && language != Language::German {
        let named = words.iter().filter(|word| {
            let said = &text[word.at.clone()];
            word.capital
                && !word.common
                && (is_probably_name(said, language, evidence) || word.acronym && !shouted)
        });
        return named.map(|word| word.at.clone()).collect();
    }
    let mut names = Vec::new();
    let mut run: Vec<&Word> = Vec::new();
    for word in &words {
        let part = word.capital && !word.common;
        if !part || !word.joined || word.acronym && !shouted {
            names.extend(name(text, &run, language, evidence));
            run.clear();
        }
        if word.acronym && part && !shouted {
            names.push(word.at.clone());
        } else if part {
            run.push(word);
        }
    }
    names.extend(name(text, &run, language, evidence));
    names
}

/// One word at a sentence's beginning may be any word, and in German anywhere.
fn name(
    text: &str,
    run: &[&Word],
    language: Language,
    evidence: &Evidence,
) -> Option<Range<usize>> {
    let (first, last) = (run.first()?, run.last()?);
    let said = |word: &Word| text[word.at.clone()].to_owned();
    let known = |word: &&&Word| {
        is_known_name(&said(word)) && !is_known(without_possessive(&said(word)), evidence)
    };
    if language == Language::German {
        // A known name among nouns, or several words that no source has; `Knapp 150 Gäste` names nobody.
        let rounds = |word: &Word| word.first && ROUNDED.contains_key(lower(&said(word)).as_str());
        if let Some(known) = run.iter().filter(|word| !rounds(word)).find(known) {
            return Some(known.at.clone());
        }
        let noun = |word: &Word| GERMAN_ENDINGS.iter().any(|end| said(word).ends_with(end));
        if let [first, last] = run
            && last.joined
            && !is_office(&said(first))
            && evidence.named.is_mixed(&said(first), &said(last))
        {
            return Some(first.at.start..last.at.end);
        }
        // `Vier Tore Rückstand`
        let counts = || {
            let before = text[..first.at.start].lines().next_back();
            let before = before.and_then(|line| line.unicode_words().next_back());
            before.is_some_and(|word| {
                let read = lexemes::of(word, language);
                let is_number = |kind: &Kind| matches!(kind, Kind::Digits(..) | Kind::Number(..));
                read.first().is_some_and(|lexeme| is_number(&lexeme.kind))
            })
        };
        // `Dr. Seidler`
        let before = text[..first.at.start].trim_end();
        let is_titled = GERMAN_TITLES.iter().any(|title| before.ends_with(title));
        if is_titled && run.iter().all(|word| !is_known(&said(word), evidence)) {
            return Some(first.at.start..last.at.end);
        }
        // `Schlechte Nachricht`
        let adjective = first.first && {
            let small = lower(&said(first));
            ADJECTIVES.iter().any(|end| small.ends_with(end))
        };
        let unknown = run.len() > 1 + usize::from(adjective)
            && !counts()
            && run
                .iter()
                .all(|word| !noun(word) && !is_known(&said(word), evidence));
        return unknown.then_some(first.at.start..last.at.end);
    }
    if run.len() == 1 && first.first {
        let named = is_known_name(&said(first)) || !is_told(text, &first.at);
        let probably = named && is_probably_name(&said(first), language, evidence)
            || is_subject(text, &first.at, language, evidence);
        return probably.then_some(first.at.clone());
    }
    // A sentence's first word before a name is none of it: `Visiting Boston`.
    let plain = |word: &Word| {
        WORDS.contains(lower(&said(word)).as_str()) && !KNOWN.contains(lower(&said(word)).as_str())
    };
    if run.len() == 2 && first.first && plain(first) && is_known(&said(last), evidence) {
        return None;
    }
    // `Baker Moira Devlin`
    if let [first, second, last] = run
        && first.first
        && !is_known_name(&said(first))
        && evidence.named.stand_together(&said(second), &said(last))
    {
        return None;
    }
    Some(first.at.start..last.at.end)
}

/// `We'd`
fn is_contraction(small: &str) -> bool {
    let ends = ["d", "ll", "re", "ve", "s", "m"];
    let parts = small.split_once(['\'', '’']);
    parts.is_some_and(|(word, end)| ends.contains(&end) && Language::English.is_stop_word(word))
}

fn words(text: &str, line: Range<usize>, evidence: &Evidence) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, word) in text[line.clone()].unicode_word_indices() {
        // `L'UNESCO`
        let elided = word.split_once(['\'', '’']).filter(|(article, rest)| {
            ELIDED.contains(&lower(article).as_str()) && rest.chars().nth(1).is_some()
        });
        let (at, word) =
            elided.map_or((at, word), |(_, rest)| (at + word.len() - rest.len(), rest));
        let at = line.start + at..line.start + at + word.len();
        let between = &text[words.last().map_or(line.start, |word| word.at.end)..at.start];
        let initial = words.last().is_some_and(|word| word.at.len() == 1);
        let joined = [" ", "-", "‑"].contains(&between) || initial && between == ". ";
        // `Die Firma «Fabergé»` has a name between its marks, not a sentence.
        let quoted = between.contains(['“', '„', '"', '«', '‘'])
            && (between.contains(',') || !between.starts_with(' ') || words.is_empty());
        let ends = between.contains([
            '.', '!', '?', ':', '…', '»', '(', '|', '•', '—', '–', '¿', '¡',
        ]);
        let begins = (ends || quoted) && !(initial && joined);
        let small = lower(word);
        let acronym = is_acronym(word);
        let custom = CUSTOM.split_whitespace().any(|known| known == small);
        let generic = || GENERIC.split_whitespace().any(|known| known == small);
        let common = if between.ends_with('°') {
            true
        } else if acronym {
            generic()
        } else {
            // Lists of stop words have towns in them.
            let named = KNOWN.contains(small.as_str()) && !WORDS.contains(small.as_str());
            custom
                || evidence.is_common(word) && (!named || evidence.is_small(word))
                || Language::English.is_stop_word(&small)
                || is_contraction(&small)
                || SAYING.contains(small.as_str())
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.chars().count() == 1 && word.chars().all(is_cyrillic)
        };
        words.push(Word {
            first: (words.is_empty() || begins) && !is_shaped(word),
            capital: word.starts_with(char::is_uppercase),
            common,
            joined: joined && !words.is_empty(),
            acronym,
            at,
        });
    }
    words
}
