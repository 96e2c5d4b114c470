//! Whatever bytes come back: no panic, nothing that breaks a limit, and no invented quotation unmarked.

use std::{cell::Cell, iter, sync::mpsc};

use domain::limits;
use generation::PostLength;
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any},
    prop_oneof,
    sample::{Index, select},
    test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner},
};

use super::*;

/// Of what answers are made, and of what parsers stumble over.
const PIECES: [&str; 45] = [
    "“our fathers brought forth” ",
    "“",
    "”",
    "„",
    "‘",
    "’s ",
    "dogs’ ",
    "girls' ",
    "> ",
    "# ",
    "## ",
    "## X\n",
    "## LinkedIn\n",
    "## Instagram\n",
    "\n",
    "\n\n",
    "---",
    "\n---\n",
    "***",
    "Title",
    "A sentence. ",
    "word ",
    "Longword",
    "#tag ",
    "https://example.com/a?b=c ",
    "1/3 ",
    " 2/2",
    "👩‍👩‍👧",
    "e\u{301}",
    "字",
    "\u{0}",
    "\u{7}",
    "\r\n",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "```",
    "```json\n",
    "Subject: ",
];

/// The last has more apostrophes in it than anybody would look at one by one, and is no loop.
fn invented() -> impl Strategy<Value = String> {
    let owners: Vec<String> = (0..80).map(|number| format!("owner{number}'")).collect();
    let owners = owners.join(" ");
    prop_oneof![
        2 => Just("“our mothers brought forth” ".to_owned()),
        2 => Just("‘our mothers brought forth’ ".to_owned()),
        1 => Just(format!("‘our mothers and {owners} brought forth’ ")),
    ]
}

/// A piece, a few times or a great many.
fn text() -> impl Strategy<Value = String> {
    // A loop is refused, so most have none.
    let times = prop_oneof![40 => 1..4_usize, 1 => 100..3_000_usize];
    let piece = (0..PIECES.len(), times).prop_map(|(piece, times)| PIECES[piece].repeat(times));
    // What makes an answer unusable is rare, or nothing else would be tried.
    let spoilt = prop_oneof![Just("{topic}"), Just("[Your Name]"), Just("<think>")];
    let piece = prop_oneof![
        40 => piece,
        4 => any::<String>(),
        2 => invented(),
        1 => spoilt.prop_map(str::to_owned),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// What a model may say: nearly what it was asked for, or anything.
fn content(kind: OutputKind) -> impl Strategy<Value = String> {
    let set = (text(), text(), vec(text(), 1..13)).prop_map(|(linkedin, instagram, thread)| {
        json!({"posts": [
            {"platform": "twitter", "parts": thread},
            {"platform": "linkedin", "parts": [linkedin]},
            {"platform": "instagram", "parts": [instagram]},
        ]})
        .to_string()
    });
    let letter = (text(), text(), text()).prop_map(|(subject, preview, body)| {
        json!({"subject": subject, "preview_text": preview, "body": body}).to_string()
    });
    let blog = (text(), text()).prop_map(|(title, rest)| format!("# {title}\n\n{rest}"));
    let asked = match kind {
        OutputKind::Blog => blog.boxed(),
        OutputKind::Social => set.boxed(),
        OutputKind::Email => letter.boxed(),
    };
    prop_oneof![8 => asked, 1 => text()]
}

fn body(dialect: &'static Dialect, kind: OutputKind) -> impl Strategy<Value = Vec<u8>> {
    let good = content(kind)
        .prop_map(|content| (dialect.completion)(&content).to_string().into_bytes())
        .boxed();
    let damaged = (good.clone(), any::<u8>(), any::<Index>(), any::<bool>()).prop_map(
        |(mut bytes, byte, at, cut)| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cut {
                bytes.truncate(at);
            }
            bytes
        },
    );
    prop_oneof![16 => good, 2 => damaged, 1 => vec(any::<u8>(), 0..500)]
}

fn answer(dialect: &'static Dialect, kind: OutputKind) -> impl Strategy<Value = Answer> {
    let status = prop_oneof![16 => Just(200_u16), 1 => 200..600_u16];
    let kept = prop_oneof![16 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (status, body(dialect, kind), kept).prop_map(|(status, body, kept)| {
        let answer = Answer::new(status, &[("content-type", "application/json")], &body);
        match kept {
            Some(kept) => answer.cut_after(kept.index(body.len() + 40)),
            None => answer,
        }
    })
}

#[test]
fn whatever_comes_back_meets_the_limits() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    // More is asked than was said only where the provider asks again: that gets no answer.
    let (say, script) = mpsc::channel();
    let server = runtime.block_on(Scripted::start(iter::from_fn(move || {
        script.try_recv().ok()
    })));
    let providers = DIALECTS.map(|dialect| dialect.provider(&server.url));
    let (written, invented) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new_with_rng(
        Runs {
            cases: 480,
            failure_persistence: None,
            ..Runs::default()
        },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let asked = select(OutputKind::ALL.as_slice())
        .prop_flat_map(|kind| (Just(kind), 0..DIALECTS.len()))
        .prop_flat_map(|(kind, number)| {
            let answer = answer(DIALECTS[number], kind);
            (Just(kind), Just(number), any::<bool>(), answer)
        });
    runner
        .run(&asked, |(kind, number, thread, answer)| {
            say.send(answer).unwrap();
            let brief = Brief {
                thread,
                ..brief(kind)
            };
            let mut calls = Vec::new();
            let writing = providers[number].write(&brief, DEADLINE, &mut calls);
            if let Ok(draft) = runtime.block_on(writing) {
                meets_the_limits(&brief, &draft);
                has_no_unmarked_quotation(&draft);
                invented.set(invented.get() + usize::from(draft.body.contains("our mothers ")));
                written.set(written.get() + 1);
            }
            Ok(())
        })
        .unwrap();
    assert!(
        written.get() > 80,
        "only {} of the answers were good for anything",
        written.get()
    );
    assert!(
        invented.get() > 10,
        "{} had invented quotations",
        invented.get()
    );
}

/// Each pair of marks with nothing in it that could be read otherwise: in the source, or marked.
fn has_no_unmarked_quotation(draft: &Draft) {
    let body: Vec<char> = draft.body.chars().collect();
    let folded = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join(" ")
    };
    let source = folded(SOURCE);
    // In code and in a link's address they quote nothing.
    if draft.body.contains('`') || draft.body.contains("](") {
        return;
    }
    for (start, open) in body.iter().enumerate() {
        let close = match open {
            '“' => '”',
            '‘' => '’',
            _ => continue,
        };
        let inside: String = body[start + 1..]
            .iter()
            .take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | '\''))
            .collect();
        let end = start + 1 + inside.chars().count();
        let words = inside.split_whitespace().count();
        if body.get(end) != Some(&close) || words < 3 || source.contains(&folded(&inside)) {
            continue;
        }
        // A single mark opens a word and closes one.
        let around = [start.checked_sub(1), Some(end + 1)];
        let around = around.map(|at| at.and_then(|at| body.get(at)));
        let is_alone = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let opens = inside.starts_with(char::is_alphabetic) && !inside.ends_with(' ');
        if *open == '‘' && !(opens && around.into_iter().all(is_alone)) {
            continue;
        }
        // Another quotation in single marks may have its end in this one.
        let (first, last) = if *open == '“' {
            (start, end)
        } else {
            (end, start)
        };
        let marked = |check: &generation::Check| {
            check.code == "quote_not_in_source"
                && check.action == "marked"
                && check.start.is_some_and(|from| from <= first)
                && check.end.is_some_and(|to| to > last)
        };
        let marked = draft.metadata.checks.iter().any(marked);
        assert!(
            marked,
            "{inside}: {:?} {:?}",
            draft.body, draft.metadata.checks
        );
    }
}

fn meets_the_limits(brief: &Brief, draft: &Draft) {
    let Draft { body, metadata, .. } = draft;
    assert!(body.chars().count() <= limits::OUTPUT_BODY && !body.contains('\0'));
    assert_eq!(
        generation::derive(brief.kind, body).as_ref(),
        Ok(&metadata.derived)
    );
    let checked = json!(metadata).to_string();
    assert!(!checked.contains("\\u0000"), "{checked}");
    match brief.kind {
        OutputKind::Blog => assert!(
            metadata
                .derived
                .title
                .as_ref()
                .is_some_and(|title| !title.is_empty())
        ),
        OutputKind::Social => {
            let posts = metadata.derived.posts.as_ref().unwrap();
            let platforms: Vec<Platform> = posts.iter().map(|post| post.platform).collect();
            assert_eq!(platforms, brief.platforms);
            for post in posts {
                let most = if brief.thread && post.platform == Platform::Twitter {
                    limits::THREAD_POSTS
                } else {
                    1
                };
                assert!((1..=most).contains(&post.parts.len()), "{post:?}");
                assert!(
                    post.parts.iter().all(|part| post.platform.fits(part)),
                    "{post:?}"
                );
                assert!(
                    post.platform != Platform::Instagram
                        || post.hashtags.len() <= limits::INSTAGRAM_HASHTAGS,
                    "{post:?}"
                );
            }
        }
        OutputKind::Email => {
            let length =
                |text: &Option<String>| text.as_ref().map(|text| text.chars().count()).unwrap();
            assert!((1..=limits::INBOX_SUBJECT).contains(&length(&metadata.subject)));
            assert!(length(&metadata.preview_text) <= limits::INBOX_PREVIEW);
        }
    }
}
