//! What holds for every text.

mod length;
mod reading;

use std::time::Duration;

use domain::{OutputKind, Platform, limits};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, TagEnd};

use crate::{
    Brief, Draft, PostLength, Provider, ProviderError, brief::brief, derive, words::KNOWN,
};

/// As it is stored: laid out and checked.
fn write(brief: &Brief) -> Result<Draft, ProviderError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let mut calls = Vec::new();
    let draft = runtime.unwrap().block_on(Provider::Extractive.write(
        brief,
        Duration::from_mins(4),
        &mut calls,
    ));
    assert_eq!(calls.len(), 1);
    draft
}

fn lincoln() -> String {
    include_str!("../../../../dev/samples/lincoln-1863.txt").to_owned()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body's blocks as a reader sees them, without headings.
fn prose(body: &str) -> Vec<String> {
    let (mut blocks, mut text) = (Vec::new(), String::new());
    for event in Parser::new(body) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::SoftBreak => text.push(' '),
            Event::End(TagEnd::Heading(_)) => text.clear(),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => blocks.push(std::mem::take(&mut text)),
            Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(pulldown_cmark::Tag::Link { .. }) => panic!("markup: {body}"),
            _ => {}
        }
    }
    blocks
}

/// Each paragraph is made of sentences that the source has, and none comes twice.
fn is_verbatim(paragraphs: &[String], source: &str) {
    let source = folded(source);
    let mut seen: Vec<&str> = Vec::new();
    for paragraph in paragraphs {
        let mut rest = paragraph.as_str();
        while !rest.is_empty() {
            let ends = rest
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .filter(|end| source.contains(&rest[..*end]));
            let end = ends
                .max()
                .unwrap_or_else(|| panic!("not in the source: {rest}"));
            assert!(
                rest[..end].chars().count() < 12 || !seen.contains(&&rest[..end]),
                "twice: {}",
                &rest[..end]
            );
            seen.push(&rest[..end]);
            rest = rest[end..].trim_start();
        }
    }
}

fn holds(draft: &Draft, kind: OutputKind, source: &str) {
    assert_eq!(
        derive(kind, &draft.body).as_ref(),
        Ok(&draft.metadata.derived)
    );
    match kind {
        OutputKind::Blog => is_verbatim(&prose(&draft.body), source),
        OutputKind::Email => {
            let mut letter = prose(&draft.body);
            let closings = KNOWN.map(|(language, _)| super::email::closing(language));
            if letter
                .last()
                .is_some_and(|last| closings.contains(&Some(last.as_str())))
            {
                letter.pop();
            }
            is_verbatim(&letter, source);
            assert!(
                draft
                    .metadata
                    .subject
                    .as_ref()
                    .is_some_and(|subject| subject.chars().count() <= limits::INBOX_SUBJECT)
            );
            assert!(
                draft
                    .metadata
                    .preview_text
                    .as_ref()
                    .is_some_and(|text| text.chars().count() <= limits::INBOX_PREVIEW)
            );
        }
        OutputKind::Social => {
            for post in draft.metadata.derived.posts.iter().flatten() {
                let bare = |part: &String| {
                    part.split("\n\n")
                        .filter(|block| !block.starts_with('#'))
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                };
                is_verbatim(
                    &post.parts.iter().flat_map(bare).collect::<Vec<_>>(),
                    source,
                );
                assert!(post.characters.iter().all(|length| *length <= post.limit));
                assert!(post.hashtags.len() <= limits::INSTAGRAM_HASHTAGS);
            }
        }
    }
}

/// Text that reads like text, with what breaks readers of text in it.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zA-Zäéß]{1,9}",
        1 => prop::sample::select(vec!["the", "and", "Mr.", "U.S.", "3.5", "No.", "#", "---", "##", "X", "*a*", "_b_", "`c`", "<b>", "&amp;", "[d](e)", "1.", "-", "👨‍👩‍👧", "你好。", "\"", "(", ")", "http://example.com/a", "A:", "|", "\\", "…", "..."]).prop_map(str::to_owned),
        1 => "\\PC{1,4}",
    ];
    let end = prop::sample::select(vec![
        " ", " ", " ", " ", " ", ", ", ". ", "? ", "! ", "\n", "\n\n", ": ",
    ]);
    prop::collection::vec((word, end), 0..200)
        .prop_map(|words| words.into_iter().map(|(word, end)| word + end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_draft_or_says_why_not(text in text(), thread: bool, length in prop::option::of(1_u32..400)) {
        for kind in OutputKind::ALL {
            let brief = Brief { thread, target_length: length, ..brief(kind, &text) };
            match write(&brief) {
                Ok(draft) => {
                    prop_assert_eq!(&draft.body, &write(&brief).unwrap().body);
                    if !thread {
                        holds(&draft, kind, &text);
                    }
                }
                Err(error) => prop_assert_eq!(error.code, "no_usable_source"),
            }
        }
    }

    #[test]
    fn any_bytes_are_survived(text in "(?s).{0,300}") {
        for kind in OutputKind::ALL {
            if let Ok(draft) = write(&brief(kind, &text)) {
                prop_assert!(derive(kind, &draft.body).is_ok());
            }
        }
    }
}

#[test]
fn a_source_of_one_long_fragment_gives_a_draft() {
    for kind in OutputKind::ALL {
        let brief = Brief {
            target_length: Some(1),
            ..brief(kind, "ß ä a F b B ")
        };
        assert!(write(&brief).unwrap().body.contains("ß ä a F b B"));
    }
}

#[test]
fn a_blog_has_the_length_asked_for_and_its_sections() {
    for words in [300, 800, 1_500] {
        let draft = write(&Brief {
            target_length: Some(words),
            ..brief(OutputKind::Blog, &lincoln())
        })
        .unwrap();
        holds(&draft, OutputKind::Blog, &lincoln());
        let (words, count) = (words as usize, draft.metadata.derived.word_count);
        assert!(
            count * 10 >= words * 8 && count * 10 <= words * 12,
            "{count} of {words}"
        );
        let sections: Vec<usize> = draft
            .body
            .split("\n## ")
            .skip(1)
            .map(|section| section.split_whitespace().count())
            .collect();
        assert!(!sections.is_empty());
        assert!(
            words < 800 || sections.iter().all(|section| (230..=430).contains(section)),
            "{sections:?}"
        );
        let mut headings: Vec<&str> = draft
            .body
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        headings.sort_unstable();
        let all = headings.len();
        headings.dedup();
        assert_eq!(headings.len(), all);
        assert_eq!(draft.metadata.checks, []);
    }
}

#[test]
fn posts_stand_on_their_own() {
    let draft = write(&brief(OutputKind::Social, &lincoln())).unwrap();
    holds(&draft, OutputKind::Social, &lincoln());
    let posts = draft.metadata.derived.posts.unwrap();
    assert_eq!(
        posts.iter().map(|post| post.platform).collect::<Vec<_>>(),
        Platform::ALL
    );
    for post in &posts {
        let first = post.parts[0].split_whitespace().next().unwrap();
        assert!(
            ![
                "This", "These", "It", "He", "They", "But", "However", "And", "Such", "That"
            ]
            .contains(&first),
            "{first}"
        );
        assert!(!post.hashtags.is_empty());
    }
    assert!(
        (900..=1_500).contains(&posts[1].characters[0]),
        "{:?}",
        posts[1].characters
    );
    assert!(
        (300..=900).contains(&posts[2].characters[0]),
        "{:?}",
        posts[2].characters
    );
}

#[test]
fn a_thread_is_numbered_and_fits() {
    let draft = write(&Brief {
        thread: true,
        platforms: vec![Platform::Twitter],
        ..brief(OutputKind::Social, &lincoln())
    })
    .unwrap();
    let posts = draft.metadata.derived.posts.unwrap();
    let parts = &posts[0].parts;
    assert!((2..=limits::THREAD_POSTS).contains(&parts.len()));
    for (place, part) in parts.iter().enumerate() {
        assert!(
            part.starts_with(&format!("{}/{} ", place + 1, parts.len())),
            "{part}"
        );
        assert!(Platform::Twitter.fits(part));
    }
}

#[test]
fn a_sentence_too_long_for_x_is_cut_where_it_pauses() {
    let text = format!(
        "Winter came early, {} and nobody spoke.",
        "and the long road was white and empty, ".repeat(20)
    );
    let draft = write(&Brief {
        platforms: vec![Platform::Twitter],
        ..brief(OutputKind::Social, &text)
    })
    .unwrap();
    assert_eq!(
        draft
            .metadata
            .checks
            .iter()
            .map(|check| check.code)
            .collect::<Vec<_>>(),
        ["post_too_long"]
    );
    assert!(draft.body.ends_with("white and empty"), "{}", draft.body);
}

#[test]
fn what_cannot_be_done_is_said() {
    let error = write(&brief(OutputKind::Blog, " \n\n --- ")).unwrap_err();
    assert_eq!((error.code, error.retryable), ("no_usable_source", false));
    let short = write(&brief(OutputKind::Blog, "Hello.")).unwrap_err();
    assert_eq!(short.code, "no_usable_source");
    assert!(short.detail.contains("too short"), "{}", short.detail);
    let nothing = write(&brief(OutputKind::Blog, " ")).unwrap_err();
    assert!(!nothing.detail.contains("too short"), "{}", nothing.detail);
    let asked = Brief {
        tone_of_voice: Some("witty".to_owned()),
        ..brief(
            OutputKind::Blog,
            "The mill stands by the river. It grinds no more.",
        )
    };
    let codes: Vec<&str> = write(&asked)
        .unwrap()
        .metadata
        .checks
        .iter()
        .map(|check| check.code)
        .collect();
    assert_eq!(codes, ["shorter_than_asked", "tone_not_applied"]);
}

#[test]
fn a_topic_decides_what_is_told() {
    let about = |topic: &str| {
        write(&Brief {
            topic: Some(topic.to_owned()),
            target_length: Some(150),
            ..brief(OutputKind::Email, &lincoln())
        })
        .unwrap()
        .body
    };
    assert!(about("telegraph across the Atlantic").contains("telegraph"));
    assert!(about("Indian tribes").contains("Indian"));
}

#[test]
fn an_interview_is_told_by_who_answers() {
    let text = "Host: Welcome to the show. Host: How did it begin? Ana: We began in a small garage with two old presses. Host: Who \
        bought the first ones? Ana: The first buyers were neighbours who wanted posters for the fair, and the neighbours paid in bread. Host: And today? Ana: Today forty \
        schools print their own books with our machines.";
    let draft = write(&brief(OutputKind::Blog, text)).unwrap();
    assert!(
        !draft.body.contains("Host") && !draft.body.contains("Ana:") && !draft.body.contains('?'),
        "{}",
        draft.body
    );
    assert!(
        draft
            .body
            .contains("We began in a small garage with two old presses.")
    );
    let social = write(&brief(OutputKind::Social, text)).unwrap();
    assert!(social.body.contains("\n\n#"), "{}", social.body);
}

#[test]
fn markup_in_a_source_is_text() {
    let source = "## X\n\nThe shell knows `ls` and *glob* stars, <b>bold</b> and [a](b) links.\n\n--- Nobody escapes it.\n\n\
        # A title of its own with a full stop.\n\n> A reader sees &amp; and \\ as they were typed.";
    for kind in OutputKind::ALL {
        let draft = write(&brief(kind, source)).unwrap();
        holds(&draft, kind, source);
        assert!(draft.body.contains("glob"), "{}", draft.body);
    }
}

#[test]
fn what_is_said_twice_is_told_once() {
    let text = "The mill stands by the quiet river. The old bridge was built of oak. The mill stands by the quiet river!\n\n\
        The mill, the bridge and the river were sold. Indeed the mill stands by the quiet river.";
    for kind in OutputKind::ALL {
        let body = write(&Brief {
            platforms: vec![Platform::Linkedin],
            ..brief(kind, text)
        })
        .unwrap()
        .body;
        assert_eq!(
            body.to_lowercase().matches("by the quiet river").count(),
            1,
            "{body}"
        );
    }
}
