//! How a sentence begins: what marks it in its source, and whether it points to something before it.

use std::collections::HashSet;

use crate::words::{Language, lower};

/// At the start of a sentence they point back.
const POINTING: &str = "this that these those he she it they him his her hers its their theirs them but and or nor so \
however therefore thus hence such then also yet moreover furthermore nevertheless nonetheless besides meanwhile \
otherwise instead still consequently accordingly similarly likewise finally second secondly third thirdly another \
other others both neither either which who whom whose because yes no well right sure exactly okay ok yeah um uh too \
again later afterwards afterward first firstly same latter former there here thereby therefor i'd like thank thanks";
const POINTING_GERMAN: &str = "dies diese dieser dieses diesem diesen er sie es ihr ihre ihm ihn ihnen sein seine aber und oder denn \
jedoch deshalb daher darum deswegen somit also dann danach außerdem zudem ferner dennoch trotzdem dabei dafür dagegen \
damit daran darauf daraus darin darüber davon dazu dadurch dort hier so solche auch schließlich zweitens drittens ja \
nein nun sondern doch jener jene jenes letztere erstere derselbe dieselbe das";
const POINTING_OTHERS: &str = "cela ceci ce cet cette ces il elle ils elles leur leurs son sa ses mais et ou donc or car \
ainsi alors puis ensuite enfin cependant pourtant toutefois aussi celui celle ceux celles c'est oui non \
esto eso este esta estos estas ese esa esos esas él ella ellos ellas su sus pero y o así entonces luego además sin \
también aquello aquel aquella sí \
questo questa questi queste quello quella quelli quelle egli esso essa essi lui lei loro suo sua ma e così quindi \
allora poi inoltre però anche dunque \
isso isto esse essa esses essas ele ela eles elas seu sua seus suas mas então assim também porém além";
/// Among the first words they point back too: "For these", "In such a case".
const NEAR: &str = "this these those such same latter former said aforesaid he she they him them his their it its \
diesem dieser diesen dieses solche solchen cette ces celui celle este esta estos estas ese esa questo questa esse essa";
/// What is said and tells nothing.
const PLEASANTRIES: [&str; 12] = [
    "thank", "thanks", "welcome", "hello", "hi", "great", "cool", "sure", "danke", "hallo",
    "merci", "gracias",
];
/// Before `that` they make it point: "for that purpose".
const PREPOSITIONS: &str =
    "for of to in on at by with from upon until after before during under about";
/// Anywhere in a sentence: "on this subject"; not so "this country", "this year".
const POINTERS: [&str; 4] = ["this", "these", "such", "that"];
const POINTED: &str = "subject source question matter point reason object proposition case cases purpose problem issue approach \
method result results measure measures difficulty difficulties document communication report treaty view abuse end effect";
const SPEAKER_WORDS: usize = 3;

/// Whether a reader understands it who has read nothing before.
pub(super) fn stands_alone(sentence: &str, language: Language) -> bool {
    let mut words = sentence
        .split_whitespace()
        .map(|word| lower(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let first = words.next().unwrap_or_default();
    let begins = sentence.chars().find(|c| c.is_alphanumeric());
    if begins.is_none_or(char::is_lowercase)
        || sentence.starts_with([')', ']', '(', '[', '…', '.', ',', ';', '-', '–', '—'])
    {
        return false;
    }
    let pointing: &[&str] = match language {
        Language::English => &[POINTING],
        Language::German => &[POINTING_GERMAN],
        Language::Other => &[POINTING, POINTING_GERMAN, POINTING_OTHERS],
        _ => &[POINTING_OTHERS],
    };
    let stem = first.split('\'').next().unwrap_or_default();
    let points = |word: &str| {
        pointing
            .iter()
            .any(|list| list.split(' ').any(|known| known == word))
    };
    if points(&first)
        || points(stem)
        || sentence.starts_with("One,")
        || !is_balanced(sentence)
        || sentence.ends_with([':', ',', ';'])
    {
        return false;
    }
    let mut before = first;
    for (place, word) in words.enumerate() {
        let that =
            place < 5 && word == "that" && PREPOSITIONS.split(' ').any(|known| known == before);
        let these =
            POINTERS.contains(&before.as_str()) && POINTED.split(' ').any(|known| known == word);
        if that || these {
            return false;
        }
        before = word;
    }
    let mut near = sentence
        .split_whitespace()
        .skip(1)
        .take(3)
        .map(|word| lower(word.trim_matches(|c: char| !c.is_alphanumeric())));
    !near.any(|word| NEAR.split(' ').any(|pointing| pointing == word))
}

/// A greeting, thanks, praise.
pub(super) fn is_pleasantry(sentence: &str, words: usize) -> bool {
    let first = lower(
        sentence
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default(),
    );
    let praise = lower(sentence).starts_with("that sounds");
    words < 12 && (PLEASANTRIES.contains(&first.as_str()) || praise)
}

/// Quotation marks and brackets open and close.
pub(super) fn is_balanced(sentence: &str) -> bool {
    let count = |c: char| sentence.matches(c).count();
    count('"') % 2 == 0
        && count('(') == count(')')
        && count('[') == count(']')
        && (count('“') == count('”') || count('„') == count('“'))
}

/// Without what marks a list's item, a heading or a quotation, nor what stands before each line of a transcript.
pub(super) fn without_mark(paragraph: &str, language: Language) -> &str {
    let mut text = paragraph.trim();
    loop {
        let before = text.len();
        let bare = text.trim_start_matches(|c: char| "#>*-+=~|•·–—_`".contains(c));
        if bare.is_empty() || bare.starts_with(char::is_whitespace) {
            text = bare.trim_start();
        }
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let ordinal = language != Language::German && (1..4).contains(&digits);
        if ordinal && (text[digits..].starts_with(". ") || text[digits..].starts_with(") ")) {
            text = text[digits + 1..].trim_start();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// Without the time and the speaker before it.
pub(super) fn without_label<'a>(sentence: &'a str, speakers: &HashSet<String>) -> &'a str {
    let text = without_time(sentence);
    match label(sentence) {
        Some(name) if speakers.contains(name) => without_time(text[name.len() + 1..].trim_start()),
        _ => text,
    }
}

/// `Anna`, `Speaker 1`, `INTERVIEWER` of `Anna: …`.
pub(super) fn label(sentence: &str) -> Option<&str> {
    let (name, rest) = without_time(sentence).split_once(':')?;
    let words = name.split(' ').count();
    let named = name
        .split(' ')
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    (rest.starts_with(' ') && words <= SPEAKER_WORDS && named && name.len() < 40).then_some(name)
}

/// `[00:12:33]`, `(1:05)`, `00:12`.
fn without_time(text: &str) -> &str {
    let open = text.trim_start_matches(['[', '(']);
    let digits = open.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let time = &open[..open.len() - digits.len()];
    let closed = if open.len() < text.len() {
        digits.strip_prefix([']', ')'])
    } else {
        digits.strip_prefix(' ')
    };
    match closed {
        Some(rest) if time.contains(':') => {
            rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '–')
        }
        _ => text,
    }
}
