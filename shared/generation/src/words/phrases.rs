//! Key phrases: runs of meaningful words between stop words and punctuation (RAKE, Rose et al. 2010), kept where the
//! text uses them as it uses nouns.

use std::{
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

use super::{Language, is_letter, is_unspaced, lower, names};

/// A phrase as the text writes it, with how much it says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    /// Its words' stems, parted by a space: what makes two phrases the same.
    pub(crate) key: String,
    /// Its place among the phrases in the order of their first use.
    pub(crate) place: usize,
    pub(crate) count: usize,
    pub(crate) words: usize,
    /// Of its uses, those as a noun, 0 to 1.
    pub(crate) noun: f64,
}

type Words = LazyLock<HashSet<&'static str>>;

/// They count what a phrase names.
static NUMBERS: Words = LazyLock::new(|| {
    "one two three four five six seven eight nine ten eleven twelve fifteen sixteen seventeen eighteen twenty thirty \
forty fifty sixty seventy eighty ninety hundred thousand million billion sundry zwei drei vier fünf sechs sieben acht neun zehn \
deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille \
dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta cien mil \
due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento \
dois duas três quatro sete oito dez doze vinte trinta cem twee drie vijf zes zeven acht negen tien elf twaalf twintig dertig".split_whitespace().collect()
});

/// Words of a phrase.
const LONGEST: usize = 3;

/// What stands before a noun phrase.
static BEFORE: Words = LazyLock::new(|| {
    "the a an of our their his her its your my in on for with by from these this those as into between \
upon against through about and or no any some each every all \
der die das den dem des ein eine einen einem einer eines im am zum zur vom von für mit bei und oder unsere unser ihre seine keine \
le la les l un une des du de au aux et sur dans pour par avec notre leur ses \
el los las una unos unas del en y con por para su sus nuestra nuestro \
il lo gli i uno dei della delle dello di nel nella e per sua suo \
o os as um uma do da dos das no na nos nas com".split_whitespace().collect()
});

/// Alone they name nothing; as stems.
static VAGUE: Words = LazyLock::new(|| {
    "second third fourth hundred thousand million billion dollar euro percent year day week month hour minute \
time today yesterday tomorrow morning evening people person man woman number case fact reason question answer subject \
attention regard lot bit kind sort way idea everybody somebody nobody anybody everyone jahr tag woche monat stunde uhr mensch prozent million milliar grad an année \
jour mois heure temps año día mes hora tiempo anno giorno mese ano dia tempo".split_whitespace().collect()
});

struct Run<'a> {
    words: Vec<&'a str>,
    noun: bool,
}

/// Of a phrase that never stands by itself nobody knows whether it is a noun.
pub(crate) const UNKNOWN: f64 = 0.5;

/// How a phrase is used.
#[derive(Default)]
struct Uses {
    text: String,
    place: usize,
    count: usize,
    /// Between stop words and punctuation, with nothing else; and of these, those as a noun.
    whole: usize,
    noun: usize,
}

/// All phrases of the sentences, those that are used the most first.
pub(crate) fn phrases<'a>(
    sentences: impl IntoIterator<Item = &'a str>,
    language: Language,
) -> Vec<Phrase> {
    let sentences: Vec<&str> = sentences.into_iter().collect();
    let mut found: BTreeMap<Vec<String>, Uses> = BTreeMap::new();
    for run in sentences
        .iter()
        .flat_map(|sentence| runs(sentence, language))
    {
        if NUMBERS.contains(lower(run.words[0]).as_str()) {
            continue;
        }
        let stems: Vec<String> = run.words.iter().map(|word| language.stem(word)).collect();
        // A noun phrase ends where its run does.
        for start in stems.len().saturating_sub(LONGEST)..stems.len() {
            let place = found.len();
            let uses = found
                .entry(stems[start..].to_vec())
                .or_insert_with(|| Uses {
                    place,
                    ..Uses::default()
                });
            uses.count += 1;
            uses.whole += usize::from(start == 0);
            uses.noun += usize::from(start == 0 && run.noun);
            // Within a sentence a word has the case that is its own.
            let small = run.words[start].starts_with(char::is_lowercase);
            if uses.text.is_empty() || small && language != Language::German {
                uses.text = run.words[start..].join(" ");
            }
        }
    }
    let mut all: Vec<Phrase> = found
        .into_iter()
        .filter(|(stems, _)| !stems.iter().all(|stem| VAGUE.contains(stem.as_str())))
        .map(|(stems, uses)| Phrase {
            text: uses.text,
            place: uses.place,
            key: stems.join(" "),
            count: uses.count,
            words: stems.len(),
            noun: if uses.whole == 0 || matches!(language, Language::Listed(_)) {
                UNKNOWN
            } else {
                ratio(uses.noun, uses.whole)
            },
        })
        .collect();
    let text = sentences.join("\n");
    let places = all.len()..;
    all.extend(
        names(&text)
            .into_iter()
            .zip(places)
            .map(|((name, count), place)| Phrase {
                text: name.to_owned(),
                key: name.to_owned(),
                place,
                count,
                words: 1,
                noun: 1.0,
            }),
    );
    let weight = |phrase: &Phrase| phrase.count * phrase.words;
    all.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.key.cmp(&b.key)));
    all
}

/// Whether the text uses it as a name of something, and more than once: of what occurs once nobody can say whether it is
/// one ("owner turns", "lost money").
pub(crate) fn is_telling(phrase: &Phrase) -> bool {
    phrase.noun >= UNKNOWN && phrase.count > 1
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn runs(sentence: &str, language: Language) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut words = Vec::new();
    let (mut noun, mut single) = (false, false);
    let mut before = String::new();
    for (place, token) in sentence.split_whitespace().enumerate() {
        let word = token.trim_matches(|c: char| !(c.is_numeric() || is_letter(c)));
        let small = lower(word);
        // German writes its nouns with a capital, and every sentence's first word.
        let named =
            language != Language::German || place > 0 && word.starts_with(char::is_uppercase);
        let meaning = named && carries_meaning(word, &small, language);
        if !words.is_empty()
            && (!meaning || !token.starts_with(|c: char| c.is_numeric() || is_letter(c)))
        {
            runs.push(Run {
                words: std::mem::take(&mut words),
                noun,
            });
        }
        if meaning {
            if words.is_empty() {
                single = ["a", "an", "every", "each"].contains(&before.as_str());
                // What stands before nouns is known of a few languages alone.
                noun = matches!(language, Language::German | Language::Listed(_))
                    || BEFORE.contains(before.as_str());
            }
            words.push(word);
            // "a partition costs": the last is a verb.
            noun &= !(single && words.len() > 1 && small.ends_with('s') && !small.ends_with("ss"));
            if !token.ends_with(|c: char| c.is_numeric() || is_letter(c)) {
                runs.push(Run {
                    words: std::mem::take(&mut words),
                    noun,
                });
            }
        }
        before = small;
    }
    if !words.is_empty() {
        runs.push(Run { words, noun });
    }
    runs
}

fn carries_meaning(word: &str, small: &str, language: Language) -> bool {
    (word.chars().count() > 2 || is_acronym(word))
        && word.chars().all(|c| is_letter(c) || "'’-".contains(c))
        && !word.contains(is_unspaced)
        && !language.is_stop_word(small)
}

/// `AI`, `EU`.
pub(crate) fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}
