//! Names: words with a capital where none belongs, and names that are known as such wherever they stand.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    evidence::Evidence,
    folded::Folded,
    lexicon::{
        names::{ALIASES, KNOWN, PLACES, WORDS},
        reader::CALLS,
        speech::SAYING,
    },
    markdown,
    named::{WITHIN, beginnings, is_acronym, is_cyrillic},
    unspaced,
};
use crate::{
    finding::{Code, Finding},
    words::{Language, lower},
};

/// Capitalised by custom, and nobody's name; in small letters.
const CUSTOM: &str = "i i'm i've i'll i'd dear hi hello hey reader readers friend friends team best kind warm regards sincerely cheers \
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
const FORMS: usize = 4;
/// Articles before an apostrophe.
const ELIDED: [&str; 14] = [
    "l", "d", "qu", "n", "s", "j", "m", "t", "c", "dell", "all", "nell", "un", "dall",
];
/// Endings of words that are no names.
const ENDINGS: [&str; 34] = [
    "ly", "ing", "ed", "tion", "tions", "sion", "ness", "ment", "ments", "ity", "ities", "ful",
    "less", "able", "ible", "ive", "ous", "ism", "ist", "ists", "ers", "ors", "ies", "ance",
    "ence", "ship", "ships", "hood", "wards", "wise", "est", "ual", "ical", "ary",
];
/// Of German nouns.
const GERMAN_ENDINGS: [&str; 16] = [
    "ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "tät", "nis", "chen", "ling",
    "ismus", "innen", "gänge", "kosten", "zeit",
];

/// Verbs that stand behind a subject.
const VERBS: [&str; 36] = [
    "es", "era", "fue", "será", "ha", "había", "tiene", "tenía", "está", "quiso", "quiere",
    "puede", "dijo", "dice", "hizo", "dio", "est", "était", "fut", "sera", "avait", "veut",
    "voulait", "peut", "pouvait", "doit", "devait", "fait", "fit", "dit", "va", "alla", "vient",
    "vint", "tient", "prend",
];
const DETERMINERS: [&str; 19] = [
    "el", "la", "los", "las", "un", "una", "le", "les", "l", "une", "des", "su", "sus", "son",
    "sa", "ses", "leur", "leurs", "d",
];
/// Endings of other words that begin a French or a Spanish sentence: infinitives, participles, adverbs, plurals.
const NO_NAMES: [&str; 28] = [
    "ar", "er", "ir", "re", "ando", "iendo", "ado", "ido", "ada", "ida", "mente", "ment", "ant",
    "é", "ée", "és", "ées", "aux", "ción", "sión", "tion", "dad", "té", "os", "as", "es", "s",
    "emos",
];
const NO_SUBJECTS: [&str; 20] = [
    "mañana", "ayer", "hoy", "luego", "pronto", "además", "incluso", "quizá", "quizás", "demain",
    "hier", "bientôt", "ensuite", "enfin", "peut", "gracias", "merci", "gente", "nada", "rien",
];
/// Of surnames and towns.
const RUSSIAN_NAMES: [&str; 12] = [
    "ск",
    "град",
    "город",
    "бург",
    "ополь",
    "ов",
    "ев",
    "ский",
    "цкий",
    "ова",
    "ева",
    "ская",
];
/// Of so many there are.
const QUANTITIES: [&str; 10] = [
    "стало",
    "было",
    "будет",
    "нет",
    "не",
    "больше",
    "меньше",
    "много",
    "мало",
    "хватает",
];

/// Those in a text that are free to be looked at.
pub(crate) fn check(
    text: &str,
    language: Language,
    free: impl Fn(&Range<usize>) -> bool,
    evidence: &Evidence,
) -> Vec<Finding> {
    if !has_capitals(text) {
        let said = "Names: this script has no capitals.";
        let unknown = unspaced::unknown(text, evidence).into_iter().filter(free);
        let unknown = unknown.map(|at| Finding::at(Code::NameNotInSource, text, at));
        return unknown
            .chain([Finding::new(Code::NotChecked, said)])
            .collect();
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
    found
        .into_iter()
        .zip(said.chunks(FORMS))
        .filter(|(at, said)| {
            let name = &text[at.clone()];
            let said = said.contains(&true) && !is_acronym(name);
            !said && (is_mixed(name, evidence) || !is_form(name, language, evidence))
        })
        .map(|(at, _)| Finding::at(Code::NameNotInSource, text, at))
        .collect()
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
    parts.push(tag.to_owned());
    parts
        .iter()
        .any(|part| is_known_name(part) && !is_form(part, evidence.language, evidence))
}

/// As it is, and with and without the ending of a possessive.
fn forms(name: &str) -> [String; FORMS] {
    let bare = without_possessive(name);
    let genitive = bare
        .strip_suffix('s')
        .filter(|bare| bare.chars().count() > 2)
        .unwrap_or(bare);
    [
        name.to_owned(),
        bare.to_owned(),
        format!("{bare}'s"),
        genitive.to_owned(),
    ]
    .map(|form| Folded::of(&form).text)
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

/// In another form, as `Americans`, `Annas`, `Ольги`, or `BBC` for what it stands for.
fn is_form(name: &str, language: Language, evidence: &Evidence) -> bool {
    let words: Vec<&str> = name.unicode_words().collect();
    if has_alias(name, evidence) {
        return true;
    }
    if let [word] = words[..] {
        let word = without_possessive(word);
        if is_acronym(word) {
            return evidence.named.acronyms.contains(word)
                || evidence.named.initials.contains(word);
        }
        return is_known(word, evidence);
    }
    // What a source has as an acronym.
    let initials: String = words
        .iter()
        .filter(|word| !WITHIN.contains(word))
        .filter_map(|word| word.chars().next())
        .collect();
    if words.len() > 1 && evidence.named.acronyms.contains(&initials) {
        return true;
    }
    let inflected = name.chars().any(is_cyrillic);
    // German puts nouns side by side; what is a name is one by itself there.
    (inflected || language == Language::German) && words.iter().all(|word| is_known(word, evidence))
}

fn is_known(word: &str, evidence: &Evidence) -> bool {
    let genitive = word
        .strip_suffix('s')
        .filter(|bare| bare.chars().count() > 2);
    evidence.known(word).is_some()
        || genitive.is_some_and(|word| evidence.known(word).is_some())
        || word.starts_with(is_cyrillic)
            && beginnings(word)
                .iter()
                .any(|start| evidence.named.beginnings.contains(start))
}

/// Whether a source has another name of the same.
fn has_alias(name: &str, evidence: &Evidence) -> bool {
    let name = without_possessive(name);
    let mut rows = ALIASES.iter().enumerate();
    let row = rows.find(|(_, row)| row.split('|').any(|alias| alias == name));
    row.is_some_and(|(number, _)| evidence.named.aliases.contains(&number))
}

fn without_possessive(name: &str) -> &str {
    ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name)
}

/// A name wherever it stands.
fn is_known_name(word: &str) -> bool {
    let word = lower(without_possessive(word));
    let genitive = word
        .strip_suffix('s')
        .filter(|bare| bare.len() > 3 && !WORDS.contains(word.as_str()));
    let known = |word: &str| KNOWN.contains(word) && !WORDS.contains(word);
    known(&word)
        || genitive.is_some_and(known)
        || PLACES.contains(word.as_str())
        || word.starts_with(is_cyrillic) && is_declined(&word)
}

/// `Москве`: a known Russian name in a case.
fn is_declined(word: &str) -> bool {
    const CASES: [&str; 10] = ["ой", "ей", "ом", "ем", "у", "ю", "е", "и", "ы", "а"];
    let stems = CASES.iter().filter_map(|case| word.strip_suffix(case));
    let mut stems = stems.filter(|stem| stem.chars().count() > 3);
    stems.any(|stem| {
        ["", "а", "я", "ь"]
            .iter()
            .any(|end| KNOWN.contains(format!("{stem}{end}").as_str()))
    })
}

/// Whether an English word with a capital where any would have one is a name all the same.
fn is_probably_name(word: &str, language: Language, evidence: &Evidence) -> bool {
    if is_known_name(word) {
        return true;
    }
    let small = lower(without_possessive(word));
    if CALLS.contains(small.as_str()) {
        return false;
    }
    let plain = |word: &str| WORDS.contains(word) || Language::English.is_stop_word(word);
    let single = small.strip_suffix('s').unwrap_or(&small);
    language == Language::English
        && small.is_ascii()
        && small.len() > 3
        && !plain(&small)
        && !plain(single)
        && evidence.known(&small).is_none()
        && !ENDINGS
            .iter()
            .any(|end| small.ends_with(end) && small.len() > end.len() + 2)
        && ![
            "un", "re", "non", "over", "under", "out", "pre", "inter", "self", "co",
        ]
        .iter()
        .any(|start| small.strip_prefix(start).is_some_and(plain))
        && !(3..small.len().saturating_sub(2)).any(|at| plain(&small[..at]) && plain(&small[at..]))
}

/// Of two words, each of them another's.
fn is_mixed(name: &str, evidence: &Evidence) -> bool {
    let words: Vec<&str> = name.unicode_words().collect();
    matches!(words[..], [first, last] if evidence.named.is_mixed(first, last))
}

/// Whether a sentence's first word, which no source has, is a name: in French and Spanish a subject without an article, in
/// Russian by its ending.
fn is_subject(text: &str, at: &Range<usize>, language: Language, evidence: &Evidence) -> bool {
    let word = &text[at.clone()];
    let small = lower(word);
    if small.chars().count() < 4
        || is_known(word, evidence)
        || language.is_stop_word(&small)
        || CALLS.contains(small.as_str())
        || NO_SUBJECTS.contains(&small.as_str())
    {
        return false;
    }
    let line = text[at.end..].lines().next().unwrap_or_default();
    let sentence = line
        .split(['.', ',', ':', '!', '?', '('])
        .next()
        .unwrap_or_default();
    let mut next = sentence.unicode_words();
    let Some(verb) = next
        .next()
        .filter(|verb| verb.starts_with(char::is_lowercase))
    else {
        return false;
    };
    let ends = |endings: &[&str]| endings.iter().any(|end| small.ends_with(end));
    match language {
        Language::French | Language::Spanish if ends(&NO_NAMES) => false,
        Language::French if verb == "a" => true,
        Language::French | Language::Spanish if VERBS.contains(&verb) => true,
        Language::French | Language::Spanish => {
            let leads = |word: &str| {
                DETERMINERS.contains(&word.split(['\'', '’']).next().unwrap_or_default())
            };
            !language.is_stop_word(verb) && next.next().is_some_and(leads)
        }
        _ => word.starts_with(is_cyrillic) && ends(&RUSSIAN_NAMES) && !QUANTITIES.contains(&verb),
    }
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
    let heading = markdown::is_heading(whole);
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
        // A known name among nouns, or several words that no source has.
        if let Some(known) = run.iter().find(known) {
            return Some(known.at.clone());
        }
        let noun = |word: &Word| GERMAN_ENDINGS.iter().any(|end| said(word).ends_with(end));
        if let [first, last] = run
            && last.joined
            && evidence.named.is_mixed(&said(first), &said(last))
        {
            return Some(first.at.start..last.at.end);
        }
        let unknown = run.len() > 1
            && run
                .iter()
                .all(|word| !noun(word) && !is_known(&said(word), evidence));
        return unknown.then_some(first.at.start..last.at.end);
    }
    if run.len() == 1 && first.first {
        let probably = is_probably_name(&said(first), language, evidence)
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
    Some(first.at.start..last.at.end)
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
        let begins = between.contains([
            '.', '!', '?', ':', '…', '“', '„', '"', '«', '»', '‘', '(', '|', '•', '—', '–', '¿',
            '¡',
        ]) && !(initial && joined);
        let small = lower(word);
        let acronym = is_acronym(word);
        let custom = CUSTOM.split_whitespace().any(|known| known == small);
        let generic = || GENERIC.split_whitespace().any(|known| known == small);
        let common = if between.ends_with('°') {
            true
        } else if acronym {
            generic()
        } else {
            custom
                || evidence.is_common(word)
                || Language::English.is_stop_word(&small)
                || SAYING.contains(small.as_str())
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.chars().count() == 1 && word.chars().all(is_cyrillic)
        };
        words.push(Word {
            first: words.is_empty() || begins,
            capital: word.starts_with(char::is_uppercase),
            common,
            joined: joined && !words.is_empty(),
            acronym,
            at,
        });
    }
    words
}
