use std::time::Duration;

use proptest::prelude::*;
use rustix::time::{ClockId, clock_gettime};

use super::*;
use domain::OutputKind;

use crate::brief::brief;

/// Of what bodies are made, and of what reading them may stumble over.
const PIECES: [&str; 30] = [
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "```",
    "`",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "„",
    "«",
    "»",
    "「",
    "」",
    "…",
    "[",
    "]",
    "](",
    "19 November 1863 ",
    "1,000.5 ",
    "Abraham Lincoln ",
    "can’t ",
    "@me ",
    "a.b/c ",
    "字é\u{301}👩‍👩‍👧",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => (0..PIECES.len()).prop_map(|piece| PIECES[piece].to_owned()),
        3 => Just("some words of it ".to_owned()),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn checked(body: &str, source: &str) -> Checked {
    let brief = brief(OutputKind::Email, source);
    let written = Written {
        body: body.to_owned(),
        subject: Some("A subject".to_owned()),
        ..Written::default()
    };
    check(&brief, &Evidence::of(&brief), &written, true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived_and_places_are_places(body in text(), source in text()) {
        let Checked { findings, provenance } = checked(&body, &source);
        let characters = body.chars().count();
        for finding in &findings {
            let told = finding.to_check(&body, 0, "marked");
            if let Some(at) = &finding.at {
                prop_assert!(body.get(at.clone()).is_some());
                prop_assert!(told.start < told.end && told.end <= Some(characters));
            }
        }
        let source = source.chars().count();
        for passage in provenance.iter().flat_map(|entry| &entry.sources) {
            prop_assert!(passage.start < passage.end && passage.end <= source);
        }
    }

    #[test]
    fn what_is_the_source_is_no_invention(source in text()) {
        let findings = checked(&source, &source).findings;
        let invented = findings.iter().find(|finding| finding.code == Code::QuoteNotInSource);
        prop_assert_eq!(invented, None, "{:?}", source);
    }
}

/// The Kelvin sign has three bytes, its small letter one; `İ` has two, and three.
#[test]
fn a_letter_of_other_length_than_its_small_one_is_survived() {
    for text in [
        "Il y a d'K 1987.",
        "d’K et 3 % d'İstanbul, l'ẞ",
        "qu'\u{212A}\u{212A}",
    ] {
        let Checked { findings, .. } = checked(text, text);
        let quotes = findings
            .iter()
            .find(|finding| finding.code == Code::QuoteNotInSource);
        assert_eq!(quotes, None, "{text}");
    }
}

#[test]
fn brackets_and_sigmas_of_the_source_are_no_invention() {
    for source in [
        "“ప[Σ]",
        "“Ο ΔΡΌΜΟΣ ήταν μακρύς”, είπε η Άννα.",
        "“Ο δρόμος[Σ] ήταν μακρύς”",
    ] {
        let findings = checked(source, source).findings;
        let invented = findings
            .iter()
            .find(|finding| finding.code == Code::QuoteNotInSource);
        assert_eq!(invented, None, "{source}");
    }
}

#[test]
fn beyond_the_first_of_a_kind_one_finding_marks_the_rest() {
    let quotes = "“Nobody ever said this at all.” ".repeat(MAX_PER_CODE * 3);
    let findings = checked(&quotes, "A source.").findings;
    let quotes: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code == Code::QuoteNotInSource)
        .collect();
    assert_eq!(quotes.len(), MAX_PER_CODE);
    let last = quotes[MAX_PER_CODE - 1].at.clone().unwrap();
    assert_eq!(
        last.end,
        "“Nobody ever said this at all.” ".len() * MAX_PER_CODE * 3 - 1
    );
}

/// Made to be slow: what takes the square of a length takes minutes.
#[test]
fn a_hostile_text_takes_no_time() {
    let source = include_str!("../../../../dev/samples/lincoln-1863.txt").to_owned();
    for piece in [
        "“", "'a ", "\"a ", "‘a ", "[", "[a", "](", "> “a\n", "1,", "@a.", "A. ", "A b ", "… ",
        "May 1 ", "a ", "> ",
    ] {
        let body = piece.repeat(100_000 / piece.len());
        // The thread's own: others on the machine change little of it.
        let before = clock_gettime(ClockId::ThreadCPUTime);
        checked(&body, &source);
        let took = clock_gettime(ClockId::ThreadCPUTime) - before;
        let took = Duration::try_from(took).unwrap();
        assert!(took < Duration::from_secs(30), "{piece:?}: {took:?}");
    }
}

/// The codes of what is marked, but what is mere information.
fn marked(body: &str, source: &str) -> Vec<&'static str> {
    let findings = checked(body, source).findings;
    let codes = findings.iter().map(|finding| finding.code);
    let codes = codes.filter(|code| code.severity() != "info");
    codes.map(Code::name).collect()
}

#[test]
fn another_s_words_and_figures_are_found() {
    const BANK: &str = "تقول هناء الخطيب: «لا نسأل أحدا عن سبب جوعه».\n\nويقول الطاهي بلال عيسى: «أسوأ مكون في المطبخ هو الاستعجال».";
    const MUSEUM: &str = "展览的设计由周启明负责。韦秀英说：“针走得慢，心才走得远。”";
    const WASHERS: &str =
        "La Norvia gasta 42 litros de agua por lavado. La Tersa necesita 58 litros.";
    let of_another = "quote_attributed_to_another";
    for (source, text, code) in [
        (
            BANK,
            "تقول هناء الخطيب: «أسوأ مكون في المطبخ هو الاستعجال».",
            Some(of_another),
        ),
        (
            BANK,
            "يقول بلال عيسى: «أسوأ مكون في المطبخ هو الاستعجال».",
            None,
        ),
        (
            MUSEUM,
            "周启明说：“针走得慢，心才走得远。”",
            Some(of_another),
        ),
        (MUSEUM, "韦秀英说：“针走得慢，心才走得远。”", None),
        (
            WASHERS,
            "La Tersa gasta 42 litros por lavado.",
            Some("figure_out_of_context"),
        ),
        (WASHERS, "La Norvia gasta 42 litros por lavado.", None),
    ] {
        let found = marked(text, source);
        assert_eq!(found.first().copied(), code, "{text}");
    }
}

#[test]
fn what_says_nothing_of_its_own_is_no_finding() {
    for (source, text) in [
        (
            "Zur Pause führten die Gäste mit vier Toren. Tore fielen spät.",
            "Vier Tore Rückstand zur Pause.",
        ),
        (
            "It was windy.",
            "## Three Things We'd Do Now\n\nIt was windy.",
        ),
        (
            "يوزع البنك الطعام كل يوم على الأسر.",
            "- سجل اسمك\n- احضر التدريب\n- اختر فترتك",
        ),
    ] {
        assert_eq!(marked(text, source), [""; 0], "{text}");
    }
}
