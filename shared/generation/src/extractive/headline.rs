//! A sentence that can stand over a text: short, whole, and about what the text is about.

use super::{corpus::Corpus, opening, sentence::Sentence};
use crate::words::{Language, bare, is_in, lower, phrases::ratio};

/// Words and characters.
const WORDS: std::ops::RangeInclusive<usize> = 4..=12;
const LONGEST: usize = 70;
/// Times that a source uses what it is about; one of fewer words than this, once less.
const OFTEN: usize = 3;
const SHORT: usize = 1_500;
/// Letters of a word in capitals that is no abbreviation.
const SHOUT: usize = 6;
/// Who says "I" or "you" tells of himself; who points, of something else; who says "yeah" talks.
const NEVER: &str = "i i'm i'd i've i'll me my mine you your it its he she him her his this these that those \
there here such also too then now again above below following declined spokesman spokeswoman spokesperson \
what's let's yeah yep nope okay ok um uh hmm wow gonna wanna gotta kinda \
very really obviously maybe might stuff whatever thing things";
/// They join a sentence to the one before it, wherever they stand.
const JOINS: &str = "however though although nevertheless nonetheless therefore instead otherwise meanwhile anyway likewise \
jedoch allerdings dennoch trotzdem deshalb daher dagegen hingegen cependant pourtant toutefois ainsi donc là obstante \
entonces allí ahí además tampoco però tuttavia quindi invece anche porém contudo portanto também echter daarom bovendien \
однако поэтому также впрочем nicméně však proto naopak také jednak dlatego również natomiast tutaj ancak böylece därför";
/// They join a clause that could stand alone, and begin one that can't.
const AND: &str = "and but so because while und aber denn weil während et mais car y pero porque e ma perché mas en maar want";
/// They say more of what the clause has named.
const WHICH: &str = "which who where qui où dove onde waar";
const DEPENDENT: &str = "when if although though because since while as after before until unless once whenever wenn als weil \
obwohl nachdem bevor während falls quand si lorsque puisque cuando si aunque porque mientras quando se mentre sebbene embora \
als toen omdat hoewel";
const SELDOM: &str = "we us our ours";

/// The best of these sentences without its full stop, as `(index, text)`.
pub(super) fn headline(
    corpus: &Corpus,
    counts: &[usize],
    among: impl Iterator<Item = usize>,
) -> Option<(usize, String)> {
    let worth = |index: usize| worth(corpus, counts, &corpus.sentences[index]);
    let best = among
        .filter_map(|index| worth(index).map(|worth| (index, worth)))
        .max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)))?;
    let text = without_end(&corpus.sentences[best.0].text);
    Some((best.0, text.to_owned()))
}

/// The best of these sentences, where none is about what the whole is about again and again: one that shares something with
/// the others, else the first, be it the start of a longer one.
pub(super) fn nearest(
    corpus: &Corpus,
    counts: &[usize],
    among: impl Iterator<Item = usize>,
) -> Option<String> {
    let worth = |sentence: &Sentence| {
        let shared = sentence
            .vocabulary
            .iter()
            .filter(|term| counts[**term] > 1)
            .count();
        can_stand_over(corpus, sentence).then(|| ratio(shared, sentence.vocabulary.len()))
    };
    let mut best: Option<(f64, &Sentence)> = None;
    let mut start = None;
    for sentence in among.map(|index| &corpus.sentences[index]) {
        if let Some(worth) = worth(sentence)
            && best.is_none_or(|(most, _)| worth > most)
        {
            best = Some((worth, sentence));
        }
        start = start.or_else(|| main_clause(corpus, sentence));
    }
    best.map(|(_, sentence)| without_end(&sentence.text).to_owned())
        .or(start)
}

/// How a text begins that nobody speaks, where that can stand over it.
pub(super) fn opening(corpus: &Corpus) -> Option<String> {
    let first = corpus.sentences.first()?;
    let fits = first.speaker.is_none() && can_stand_over(corpus, first);
    fits.then(|| without_end(&first.text).to_owned())
}

/// The first sentence that says something by itself, if it is not much longer than a title.
pub(super) fn first(corpus: &Corpus) -> Option<String> {
    const LONGER: usize = 100;
    let is_one = |sentence: &&Sentence| {
        sentence.stands_alone
            && sentence.ended
            && !sentence.question
            && !sentence.is_item
            && sentence.words >= *WORDS.start()
            && (corpus.language != Language::English || opening::has_verb(&sentence.text))
            && sentence.text.chars().count() <= LONGER
            // Within a sentence it points to nothing outside: `a filter that costs twelve euros`.
            && is_plain(&sentence.text.replace(" that ", " "))
    };
    let first = corpus.sentences.iter().find(is_one)?;
    Some(without_end(&first.text).to_owned())
}

/// `The harbour froze in December` of `The harbour froze in December, and the boats stayed.`
fn main_clause(corpus: &Corpus, sentence: &Sentence) -> Option<String> {
    let (clause, rest) = sentence.text.split_once(", ")?;
    let next = lower(rest.split(' ').next().unwrap_or_default());
    let joins = [AND, WHICH]
        .iter()
        .any(|list| list.split(' ').any(|known| known == next));
    let first = lower(clause.split(' ').next().unwrap_or_default());
    let depends = DEPENDENT.split(' ').any(|word| word == first);
    let fits = WORDS.contains(&clause.split(' ').count())
        && clause.chars().count() <= LONGEST
        && joins
        && !depends
        && sentence.stands_alone
        && sentence.ended
        && !sentence.question
        && is_plain(clause)
        && corpus.language != Language::Other;
    fits.then(|| clause.to_owned())
}

/// Of its terms the mean of how often the source uses them; `None` where it can stand over nothing.
fn worth(corpus: &Corpus, counts: &[usize], sentence: &Sentence) -> Option<f64> {
    let text = &sentence.text;
    if !can_stand_over(corpus, sentence) {
        return None;
    }
    let many = if corpus.words < SHORT {
        OFTEN - 1
    } else {
        OFTEN
    };
    let often = sentence
        .vocabulary
        .iter()
        .filter(|term| counts[**term] >= many)
        .count();
    let about = often >= 1 && often * 2 >= sentence.vocabulary.len();
    if !about {
        return None;
    }
    let sum: f64 = sentence
        .vocabulary
        .iter()
        .map(|term| ratio(counts[*term], 1).ln_1p())
        .sum();
    let mean = sum / ratio(sentence.vocabulary.len(), 1);
    Some(if has(text, SELDOM) { 0.7 * mean } else { mean })
}

/// Short and whole.
fn can_stand_over(corpus: &Corpus, sentence: &Sentence) -> bool {
    let text = &sentence.text;
    WORDS.contains(&sentence.words)
        && text.chars().count() <= LONGEST
        && sentence.stands_alone
        && !sentence.question
        && sentence.ended
        && !text.ends_with("..")
        && !text.ends_with(['!', '！', '…'])
        && is_plain(text)
        && corpus.language != Language::Other
        && (corpus.language != Language::English || opening::has_verb(text))
        && sentence.vocabulary.len() >= 2
        // `Season eight is another story, season eight`
        && sentence.vocabulary.len() == sentence.terms.len()
}

/// Without marks, and about nobody who isn't named.
fn is_plain(text: &str) -> bool {
    let marks = [
        '"', '“', '”', '„', '«', '»', '「', '(', '（', '[', ':', '：', ';', '|', '_', '*', '`',
        '/', '@',
    ];
    !text.contains(marks)
        && !has(text, NEVER)
        && !has(text, JOINS)
        && !text.contains("sin embargo")
        && !text.contains(" - ")
        && !text.contains(" -- ")
        && !has_shout(text)
}

fn has(text: &str, list: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = bare(word);
        // `it's` is `it`, too.
        let stem = word.split('\'').next().unwrap_or_default();
        is_in(list, &word) || !stem.is_empty() && is_in(list, stem)
    })
}

/// A title has no full stop.
fn without_end(text: &str) -> &str {
    text.trim_end_matches(['.', '。', '।', '۔', '։', '።'])
}

/// Minutes write who speaks in capitals: such a sentence says what somebody said.
fn has_shout(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() >= SHOUT && word.chars().all(char::is_uppercase))
}
