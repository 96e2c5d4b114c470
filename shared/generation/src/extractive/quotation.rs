//! What somebody else says: whole and with who says it, or not at all.
//!
//! A sentence out of the middle of a quotation has no marks around it, and reads as the author's own.

use std::{collections::HashMap, ops::Range};

use crate::words::{is_small, lower};

/// Marks that open a quotation, with those that may close it. What is both is told apart by what is beside it.
const MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”', '"']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('‹', &['›']),
    ('›', &['‹']),
    ('「', &['」']),
    ('『', &['』']),
    ('﹁', &['﹂']),
    ('〝', &['〟', '〞']),
    ('＂', &['＂']),
    ('"', &['"']),
    ('‘', &['’']),
    ('‚', &['‘', '’']),
    ('\'', &['\'']),
];
/// Beginnings of words that say that somebody says something.
const SAYS: &str = "said say tell told add explain ask repl wrot writ note recall warn argu answer insist remark \
sag frag antwort erklär mein berichte fügt dit dire expliqu ajout répond raconte affirm demand \
dijo dice afirm explic añad cont señal pregunt respond dic dett disse spiega aggiun racconta afferm chied rispo \
diss diz explicou acrescent respondeu cont zei zegt vertel vroeg antwoord legt \
сказа говор отмет добав объясн спрос ответ пояснил заяв каже розпов powiedzia mówi doda wyjaśni twierdzi zapyta řekl říká dodal \
sade säger siger sagde sier sa tillade dedi diyor söyledi ekledi anlatt sanoi sanoo kertoo \
είπε λέει πρόσθεσε εξήγησε قال قالت يقول تقول أضاف أوضح گفت می‌گوید کہا אמר אמרה אומר אומרת कहा कहते कहती बताया बोले বলেন বললেন \
ասաց ասում ამბობს თქვა";
const SAYS_UNSPACED: &[&str] = &[
    "说",
    "說",
    "表示",
    "道",
    "称",
    "稱",
    "指出",
    "写道",
    "言っ",
    "言い",
    "と話",
    "述べ",
    "語っ",
    "答え",
    "説明し",
    "กล่าว",
    "บอก",
];
/// Words that name who speaks beside one that says so, in a sentence of their own.
const CREDIT: usize = 9;

/// Characters within which a quotation is closed.
const LONGEST: usize = 4_000;

/// Sentences, or more of them that belong together.
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// Somebody's words alone, and nobody says whose.
    pub(super) is_bare: bool,
}

/// The sentences of a paragraph, slices of it in its order, those of a quotation together.
pub(super) fn units<'a>(paragraph: &'a str, sentences: &[&'a str]) -> Vec<Unit<'a>> {
    let base = paragraph.as_ptr().addr();
    let place = |text: &str| {
        let start = text.as_ptr().addr() - base;
        start..start + text.len()
    };
    let quotations = quotations(paragraph);
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut next = 0;
    while let Some(first) = sentences.get(next) {
        let mut range = place(first);
        next += 1;
        // A quotation that goes on beyond the sentence takes those that it goes on in.
        while let Some(last) = last_before(&quotations, range.end)
            .map(|quotation| quotation.end)
            .filter(|end| *end > range.end)
        {
            let Some(more) = sentences.get(next) else {
                range.end = range.end.max(last.min(paragraph.len()));
                break;
            };
            range.end = place(more).end;
            next += 1;
        }
        if is_all_quoted(paragraph, &range, &quotations) {
            let credit = sentences.get(next).map(|after| place(after));
            if let Some(after) = credit.filter(|after| names_speaker(&paragraph[after.clone()])) {
                range.end = after.end;
                next += 1;
            }
        }
        units.push(Unit {
            text: &paragraph[range.clone()],
            is_bare: is_all_quoted(paragraph, &range, &quotations),
        });
    }
    units
}

/// The last quotation that begins before this byte; they come in order, and none in another.
fn last_before(quotations: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let begun = quotations.partition_point(|quotation| quotation.start < at);
    quotations[..begun].last()
}

/// Whether outside of quotation marks there is hardly a word.
fn is_all_quoted(paragraph: &str, range: &Range<usize>, quotations: &[Range<usize>]) -> bool {
    let (mut quoted, mut outside) = (0, 0);
    for (at, c) in paragraph[range.clone()].char_indices() {
        if c.is_alphanumeric() {
            let at = range.start + at;
            if last_before(quotations, at + 1).is_some_and(|quotation| quotation.end > at) {
                quoted += 1;
            } else {
                outside += 1;
            }
        }
    }
    quoted > 0 && outside < 2
}

/// `said Torres.`, `Torres added.`, `一位店主说。`
fn names_speaker(sentence: &str) -> bool {
    let begins = sentence.chars().find(|c| c.is_alphanumeric());
    let is_short = crate::words::count(sentence) <= CREDIT;
    let says = || {
        let mut words = sentence
            .split_whitespace()
            .map(|word| lower(word.trim_matches(|c: char| !c.is_alphanumeric())));
        words.any(|word| {
            SAYS.split_whitespace()
                .any(|says| word.starts_with(says) && word.len() < says.len() + 8)
        }) || SAYS_UNSPACED.iter().any(|says| sentence.contains(says))
    };
    begins.is_some_and(is_small) || sentence.starts_with(['と', '고', '라']) || is_short && says()
}

/// The bytes of each quotation, marks included; one that is never closed goes to the end, if its mark means nothing else.
fn quotations(paragraph: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = paragraph.char_indices().collect();
    let at = |place: usize| chars.get(place).map(|(_, c)| *c);
    let before = |place: usize| place.checked_sub(1).and_then(at);
    let mut found = Vec::new();
    // Of each mark, up to where nothing closes it: what was looked through once is not looked through again.
    let mut unclosed: HashMap<char, usize> = HashMap::new();
    let mut place = 0;
    while let Some(&(start, mark)) = chars.get(place) {
        let closers = MARKS
            .iter()
            .find(|(open, _)| *open == mark)
            .filter(|_| opens(mark, before(place), at(place + 1)))
            .map(|(_, close)| *close);
        let Some(closers) = closers else {
            place += 1;
            continue;
        };
        let mut depth = 0_usize;
        let from = unclosed.get(&mark).copied().unwrap_or_default();
        let until = chars.len().min(place + LONGEST);
        let close = (from.max(place + 1)..until).find(|next| {
            let c = chars[*next].1;
            if c == mark && !closers.contains(&c) {
                depth += 1;
                return false;
            }
            let is_close = closers.contains(&c) && closes(c, before(*next), at(*next + 1));
            if is_close && depth > 0 {
                depth -= 1;
                return false;
            }
            is_close
        });
        if let Some(close) = close {
            let (end, c) = chars[close];
            found.push(start..end + c.len_utf8());
            place = close + 1;
        } else {
            unclosed.insert(mark, until);
            // A mark that is an apostrophe or inches, too, is none that was left open.
            if !matches!(mark, '\'' | '"' | '‘' | '’' | '”' | '»' | '›')
                || place == 0 && mark != '\''
            {
                found.push(start..paragraph.len());
                break;
            }
            place += 1;
        }
    }
    found
}

fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let is_certain = matches!(
        mark,
        '“' | '„' | '«' | '‹' | '「' | '『' | '﹁' | '〝' | '‚'
    );
    let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-:：¿¡،，。".contains(c));
    let meets = after.is_some_and(|c| !c.is_whitespace() && !".,;:!?)]".contains(c));
    // French parts its marks from the words by a space.
    is_certain || free && (meets || mark == '»')
}

/// Not an apostrophe within a word or behind one: `it's`, `owners' rents`.
fn closes(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '\'' | '’' => {
            after.is_none_or(|c| !c.is_alphanumeric())
                && before.is_some_and(|c| ".,!?…;:。，！？।".contains(c))
        }
        '"' => before.is_some_and(|c| !c.is_whitespace()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sentence::sentences_in, words::Language};

    /// Each case: a paragraph's units, parted by `|`; what is bare is in double brackets.
    #[test]
    fn a_quotation_is_whole_with_who_said_it() {
        for (language, case) in [
            (
                Language::English,
                "Bread rises. |“Keep it warm. Orders help. Cafes pay,” said Maya Torres. |Rents rose.",
            ),
            (
                Language::English,
                "'A lease is a risk. The street can be closed for months,' said Jon Weber. |The owners' rents rose.",
            ),
            (
                Language::English,
                "\"It sells for years. People talk,\" Torres added. |Owners agree.",
            ),
            (
                Language::English,
                "He shrugged. |[[“Never. Not once.”]] |The town slept.",
            ),
            (
                Language::English,
                "“Never. Not once.” Torres told us. |The town slept.",
            ),
            (
                Language::English,
                "The \"old\" oven works. |It's the bakers' own.",
            ),
            (
                Language::German,
                "„Der Ofen bleibt warm. Gaststätten zahlen“, sagte Torres. |Die Miete stieg.",
            ),
            (
                Language::German,
                "»Der Ofen bleibt warm. Gaststätten zahlen«, sagte Torres. |Die Miete stieg.",
            ),
            (
                Language::French,
                "« Le four reste chaud. Les cafés paient », dit Torres. |Il pleut.",
            ),
            (
                Language::Spanish,
                "«El horno sigue caliente. Los cafés pagan», dijo Torres. |Llueve.",
            ),
            (
                Language::Listed("ru"),
                "«Печь не остывает. Кафе платят», — сказал Вебер. |Аренда выросла.",
            ),
            (
                Language::Listed("pl"),
                "„Piec musi być ciepły. Kawiarnie płacą” – powiedziała Torres. |Czynsz wzrósł.",
            ),
            (
                Language::Listed("sv"),
                "”Ugnen är varm. Kaféer betalar”, säger Torres. |Hyran steg.",
            ),
        ] {
            let paragraph = case.replace(['|'], "").replace("[[", "").replace("]]", "");
            let sentences = sentences_in(&paragraph, language);
            let found: Vec<String> = units(&paragraph, &sentences)
                .into_iter()
                .map(|unit| {
                    if unit.is_bare {
                        format!("[[{}]]", unit.text)
                    } else {
                        unit.text.to_owned()
                    }
                })
                .collect();
            assert_eq!(found.join(" |"), case);
        }
        for case in [
            "我们在卖面包。|“我们卖的是面包。不是面粉。”一位店主说。|租金上涨。",
            "雨だった。|「すぐ行く。待って。」と彼女は言った。|店は開いた。",
        ] {
            let paragraph = case.replace('|', "");
            let sentences = sentences_in(&paragraph, Language::at_a_glance(&paragraph));
            let found: Vec<&str> = units(&paragraph, &sentences)
                .iter()
                .map(|unit| unit.text)
                .collect();
            assert_eq!(found.join("|"), case);
        }
    }
}
