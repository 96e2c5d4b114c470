mod injected;

use uuid::Uuid;

use super::{template::NAMES, *};
use domain::OutputKind;

use crate::{Source, brief::brief};

const ROOM: u64 = 28_672;

fn context(tokens: u64) -> Context {
    Context {
        tokens,
        counter: Counter::new("a-model", []),
    }
}

fn user(brief: &Brief) -> String {
    prompt(brief, context(ROOM)).unwrap().request.messages[1]
        .content
        .clone()
}

/// What stands between the marks, and what stands outside of them.
fn split(prompt: &Prompt) -> (String, String) {
    let (system, user) = (
        &prompt.request.messages[0].content,
        &prompt.request.messages[1].content,
    );
    let (_, after) = system.split_once("`<<<SOURCE ").unwrap();
    let nonce = &after[..32];
    let (open, close) = (
        format!("<<<SOURCE {nonce}\n"),
        format!("\n{nonce} SOURCE>>>\n"),
    );
    let (mut inside, mut outside) = (String::new(), system.clone());
    let mut rest = user.as_str();
    while let Some((before, after)) = rest.split_once(&open) {
        let (source, after) = after.split_once(&close).unwrap();
        outside.push_str(before);
        inside.push_str(source);
        rest = after;
    }
    outside.push_str(rest);
    assert_eq!(
        outside.matches(nonce).count(),
        2,
        "the marks are named in the rules and nowhere else"
    );
    assert!(!inside.contains(nonce));
    (inside, outside)
}

#[test]
fn each_prompt_has_marks_of_its_own() {
    let brief = brief(OutputKind::Blog, "A source.");
    assert_ne!(user(&brief), user(&brief));
    // What is asked is the same all the same.
    let hash = |brief: &Brief| prompt(brief, context(ROOM)).unwrap().sha256;
    assert_eq!(hash(&brief), hash(&brief));
    let mut other = brief.clone();
    other.sources[0].text.push('!');
    assert_ne!(hash(&brief), hash(&other));
}

#[test]
fn a_template_is_filled_in_one_pass() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    brief.title = "{audience}".to_owned();
    brief.topic = Some("{title} {{x}}".to_owned());
    brief.target_length = Some(500);
    brief.templates = vec![(
        "blog".to_owned(),
        "{topic}|{title}|{{topic}}|{{{target_length}}}|{unknown}|{ topic }|}|{|{{|{topic"
            .to_owned(),
    )];
    let filled = "{title} {{x}}|{audience}|{topic}|{500}|{unknown}|{ topic }|}|{|{|{topic";
    assert!(user(&brief).starts_with(filled), "{}", user(&brief));
}

/// Whatever is filled in is what was checked: a prompt without faults leaves no placeholder unfilled.
#[test]
fn what_is_wrong_with_a_template_is_told_whole() {
    let of = TemplateFaults::of;
    let fine = NAMES.map(|name| format!("{{{name}}}")).concat();
    for fine in ["", "plain", "{{ }} {{{topic}}}", fine.as_str()] {
        assert_eq!(of(fine), TemplateFaults::default(), "{fine}");
    }
    let faults = of("{a}{topic}{b}\n{a}{ topic }{}\n}{topic\n}{{c}");
    assert_eq!(faults.unknown, ["a", "b", " topic ", ""]);
    assert_eq!(faults.lone_braces, [3, 4]);
}

#[test]
fn what_was_not_said_reads_as_a_sentence() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    brief.templates = vec![(
        "blog".to_owned(),
        "About {topic} for {audience}, in {language}.".to_owned(),
    )];
    assert!(user(&brief).starts_with("About the main subject of the source for a general audience, in the language of the source."));
    brief.sources.clear();
    assert!(
        user(&brief)
            .starts_with("About A project for a general audience, in the language of the topic.")
    );
}

#[test]
fn a_set_names_its_platforms_and_what_the_user_adds_comes_last() {
    let mut brief = brief(OutputKind::Social, "A source.");
    brief.templates = vec![
        ("twitter".to_owned(), "Be short.".to_owned()),
        ("linkedin".to_owned(), "Be long.".to_owned()),
    ];
    brief.prompt_overrides = Some("No {topic}, please.".to_owned());
    let user = user(&brief);
    let places: Vec<usize> = [
        "For X (platform `twitter`):\n\nBe short.",
        "For LinkedIn (platform `linkedin`):\n\nBe long.",
        "No {topic}, please.",
        "A source.",
    ]
    .iter()
    .map(|text| user.find(text).unwrap())
    .collect();
    assert!(places.is_sorted());
}

#[test]
fn a_brief_without_a_source_is_marked() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    assert_eq!(prompt(&brief, context(ROOM)).unwrap().findings, []);
    brief.sources.clear();
    let prompt = prompt(&brief, context(ROOM)).unwrap();
    assert_eq!(prompt.findings[0].code, Code::NoSource);
    assert!(!prompt.request.messages[0].content.contains("<<<"));
}

#[test]
fn long_sources_fit_and_the_check_says_so() {
    for text in [
        "A sentence of the source, with 7 words. ".repeat(2_000),
        "字".repeat(50_000),
        "x".repeat(100_000),
    ] {
        let mut brief = brief(OutputKind::Blog, &text);
        brief.sources.push(Source {
            file_id: domain::FileId(Uuid::nil()),
            filename: "short.txt".to_owned(),
            text: "Short.".to_owned(),
            parts: Vec::new(),
            sha256: None,
            text_version: None,
        });
        let budget = 4_000;
        let prompt = prompt(&brief, context(budget)).unwrap();
        assert!(
            prompt.request.tokens <= budget && prompt.request.tokens > budget - 100,
            "{}",
            prompt.request.tokens
        );
        let codes: Vec<_> = prompt.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::SourceShortened]);
        assert!(prompt.request.messages[1].content.contains("Short."));
    }
}

#[test]
fn instructions_that_leave_no_room_are_an_error() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    brief.prompt_overrides = Some("More. ".repeat(700));
    assert_eq!(
        prompt(&brief, context(1_500)).unwrap_err(),
        PromptError::TooLong
    );
    brief.sources.clear();
    assert_eq!(
        prompt(&brief, context(1_500)).unwrap_err(),
        PromptError::TooLong
    );
}
