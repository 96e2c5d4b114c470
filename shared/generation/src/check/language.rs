//! Whether a text is in the language that it should be in.

use whatlang::{Lang, detect};

use crate::{
    Brief,
    finding::{Code, Finding},
};

/// Letters of a text that says enough for a guess.
const ENOUGH: usize = 200;
/// Characters of a source that are looked at.
const SAMPLE: usize = 4_000;
/// What is taken for each other now and then.
const NEAR: [&[Lang]; 7] = [
    &[Lang::Nob, Lang::Dan, Lang::Swe],
    &[Lang::Hrv, Lang::Srp, Lang::Slv],
    &[Lang::Ces, Lang::Slk],
    &[
        Lang::Rus,
        Lang::Ukr,
        Lang::Bel,
        Lang::Bul,
        Lang::Mkd,
        Lang::Srp,
    ],
    &[Lang::Spa, Lang::Por, Lang::Cat],
    &[Lang::Ind, Lang::Jav],
    &[Lang::Nld, Lang::Afr],
];
/// Two letters of BCP 47, and the name in English and its own.
const NAMES: [(Lang, &str); 34] = [
    (Lang::Eng, "en english englisch"),
    (Lang::Deu, "de german deutsch"),
    (Lang::Fra, "fr french français francais"),
    (Lang::Spa, "es spanish español espanol castellano"),
    (Lang::Ita, "it italian italiano"),
    (Lang::Por, "pt portuguese português portugues"),
    (Lang::Nld, "nl dutch nederlands"),
    (Lang::Dan, "da danish dansk"),
    (Lang::Swe, "sv swedish svenska"),
    (Lang::Nob, "no nb norwegian norsk"),
    (Lang::Fin, "fi finnish suomi"),
    (Lang::Pol, "pl polish polski"),
    (Lang::Ces, "cs czech čeština"),
    (Lang::Slk, "sk slovak slovenčina"),
    (Lang::Hun, "hu hungarian magyar"),
    (Lang::Ron, "ro romanian română"),
    (Lang::Bul, "bg bulgarian български"),
    (Lang::Hrv, "hr croatian hrvatski"),
    (Lang::Srp, "sr serbian srpski српски"),
    (Lang::Slv, "sl slovene slovenian slovenščina"),
    (Lang::Ell, "el greek ελληνικά"),
    (Lang::Tur, "tr turkish türkçe"),
    (Lang::Rus, "ru russian русский"),
    (Lang::Ukr, "uk ukrainian українська"),
    (Lang::Ara, "ar arabic العربية"),
    (Lang::Heb, "he hebrew עברית"),
    (Lang::Pes, "fa persian farsi فارسی"),
    (Lang::Hin, "hi hindi हिन्दी"),
    (Lang::Jpn, "ja japanese 日本語"),
    (Lang::Kor, "ko korean 한국어"),
    (Lang::Cmn, "zh chinese mandarin 中文"),
    (Lang::Tha, "th thai ไทย"),
    (Lang::Vie, "vi vietnamese"),
    (Lang::Ind, "id indonesian"),
];

/// The language asked for, else the sources' own, where it can be told.
pub(crate) fn expected(brief: &Brief) -> Option<Lang> {
    if let Some(asked) = brief.language.as_deref() {
        return named(asked);
    }
    of_sources(brief)
}

fn of_sources(brief: &Brief) -> Option<Lang> {
    let samples = brief.sources.iter();
    let samples: Vec<String> = samples
        .map(|source| source.text.chars().take(SAMPLE).collect())
        .collect();
    sure(&samples.join("\n"))
}

/// Whether a text is in another language than what it was written from: in the one asked for, or in the one it was written
/// in all the same. Where the sources' language can't be told, one that was asked for is another.
pub(crate) fn is_translation(text: &str, brief: &Brief) -> bool {
    let sources = of_sources(brief);
    let other = |found: Lang| sources.is_none_or(|sources| differ(found, sources));
    match brief.language.as_deref().map(named) {
        Some(asked) => asked.is_none_or(other),
        None => sources.is_some() && sure(text).is_some_and(other),
    }
}

/// Whether it is in another language than the sources, where both can be told.
pub(crate) fn is_another(text: &str, brief: &Brief) -> bool {
    of_sources(brief)
        .zip(sure(text))
        .is_some_and(|(sources, found)| differ(found, sources))
}

fn differ(one: Lang, other: Lang) -> bool {
    let near = |pair: &[Lang]| pair.contains(&one) && pair.contains(&other);
    one != other && !NEAR.iter().any(|pair| near(pair))
}

/// Only where both are sure.
pub(crate) fn check(text: &str, brief: &Brief) -> Option<Finding> {
    let expected = expected(brief)?;
    let found = sure(text)?;
    differ(found, expected).then(|| {
        let said = format!(
            "It is in {}, and {} was asked for.",
            found.eng_name(),
            expected.eng_name()
        );
        Finding::new(Code::WrongLanguage, said)
    })
}

fn sure(text: &str) -> Option<Lang> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let unspaced = text
        .chars()
        .filter(|c| super::folded::is_unspaced(*c))
        .count();
    if letters + 3 * unspaced < ENOUGH {
        return None;
    }
    let start: String = text.chars().take(SAMPLE).collect();
    detect(&start)
        .filter(whatlang::Info::is_reliable)
        .map(|info| info.lang())
}

/// `de`, `de-AT`, `German`.
fn named(asked: &str) -> Option<Lang> {
    let asked = asked.trim().to_lowercase();
    let tag = asked.split(['-', '_', ' ', '(']).next().unwrap_or_default();
    NAMES
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == tag))
        .map(|(lang, _)| *lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::brief::brief;

    const ENGLISH: &str = "Four score and seven years ago our fathers brought forth on this continent a new nation, conceived in \
        liberty, and dedicated to the proposition that all men are created equal. Now we are engaged in a great civil war, testing \
        whether that nation, or any nation so conceived and so dedicated, can long endure.";
    const GERMAN: &str = "Vor siebenundachtzig Jahren gründeten unsere Väter auf diesem Kontinent eine neue Nation, in Freiheit gezeugt \
        und dem Grundsatz geweiht, dass alle Menschen gleich geschaffen sind. Nun stehen wir in einem großen Bürgerkrieg, der eine Probe \
        dafür ist, ob diese Nation lange bestehen kann.";

    #[test]
    fn a_text_in_another_language_is_found() {
        let mut brief = brief(OutputKind::Blog, ENGLISH);
        assert_eq!(check(ENGLISH, &brief), None);
        let finding = check(GERMAN, &brief).unwrap();
        assert_eq!(finding.text, "It is in German, and English was asked for.");
        for (asked, wrong) in [
            ("de-AT", false),
            ("Deutsch", false),
            ("French", true),
            ("Klingon", false),
        ] {
            brief.language = Some(asked.to_owned());
            assert_eq!(check(GERMAN, &brief).is_some(), wrong, "{asked}");
        }
    }

    #[test]
    fn a_short_text_says_too_little() {
        assert_eq!(
            check(
                "Das ist kurz, und es ist nicht genug.",
                &brief(OutputKind::Blog, ENGLISH)
            ),
            None
        );
    }
}
