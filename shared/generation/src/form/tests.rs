use std::time::{Duration, Instant};

use serde_json::json;

use super::*;
use crate::{brief::brief, check::fit};

/// As it is kept: within its limits.
fn written(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let mut written = read(brief, text)?;
    fit(&mut written);
    Ok(written)
}

fn codes(written: &Written) -> Vec<&str> {
    let findings = written.findings.iter();
    findings.map(|finding| finding.code.name()).collect()
}

#[test]
fn a_blog_post_is_read_as_models_write_it() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    brief.target_length = Some(10);
    let expected = "# A title\n\nThe lead of the post.\n\n## A part\n\nIts text.\n";
    for text in [
        expected,
        "```markdown\n# A title\n\nThe lead of the post.\n\n## A part\n\nIts text.\n```",
        "Here is your post:\n\n# A title\n\nThe lead of the post.\n\n# A part\n\nIts text.",
        "\u{feff}## A title ##\r\n\r\nThe lead of the post.\r\n\r\n## A part\r\n\r\nIts\0 text.",
    ] {
        let draft = written(&brief, text.trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(draft.body, expected, "{text}");
        assert_eq!(codes(&draft), [""; 0]);
    }
}

#[test]
fn code_in_a_blog_post_stays_code() {
    let text = "# A title\n\nLead.\n\n```sh\n# a comment\n```\n";
    assert_eq!(
        written(&brief(OutputKind::Blog, "A source."), text)
            .unwrap()
            .body,
        text
    );
}

#[test]
fn a_blog_post_that_is_none_is_no_output() {
    let brief = brief(OutputKind::Blog, "A source.");
    for text in [
        "",
        " \n\t",
        "I'm sorry, but I can't help with that.",
        "No title.\n\n## But a section\n\nAnd text.",
        "# ",
        "# A title",
        "# A title\n\n## A section",
    ] {
        assert!(written(&brief, text).is_err(), "{text}");
    }
    let endless = format!("# A title\n\n{}", "word ".repeat(30_000));
    assert!(written(&brief, &endless).is_err());
}

#[test]
fn a_length_that_was_missed_is_said() {
    let mut brief = brief(OutputKind::Blog, "A source.");
    for (words, expected) in [
        (78, "shorter_than_asked"),
        (80, ""),
        (100, ""),
        (120, ""),
        (122, "longer_than_asked"),
    ] {
        brief.target_length = Some(100);
        let text = format!("# Title here\n\n{}", "word ".repeat(words - 2));
        assert_eq!(
            codes(&written(&brief, &text).unwrap()).join(","),
            expected,
            "{words}"
        );
    }
}

#[test]
fn an_email_is_read_as_models_write_it() {
    let mut brief = brief(OutputKind::Email, "A source.");
    brief.target_length = Some(3);
    for text in [
        r#"{"subject": "\"A subject\"", "preview_text": "A preview", "body": "Dear all,\n\nhello."}"#,
        "```json\n{\"subject\": \"A subject\", \"preview\": \"A preview\", \"body\": \"Dear all,\n\nhello.\"}\n```",
        r#"{"subject": "A subject", "preview_text": "A preview", "body": ["Dear all,", "hello."]}"#,
        "Subject: A subject\nPreview text: A preview\n\nDear all,\n\nhello.",
        "**Subject:** A subject\n\n**Preview:** A preview\n\nDear all,\n\nhello.",
    ] {
        let draft = written(&brief, text).unwrap();
        assert_eq!(draft.body, "Dear all,\n\nhello.\n", "{text}");
        assert_eq!(draft.subject.as_deref(), Some("A subject"));
        assert_eq!(draft.preview_text.as_deref(), Some("A preview"));
        assert_eq!(codes(&draft), [""; 0]);
    }
    for text in [
        "I can't.",
        "{}",
        r#"{"subject": "A subject", "body": ""}"#,
        r#"{"subject": "A subject", "body": 7}"#,
        r#"{"subject": "", "body": "Text."}"#,
        r#"{"subject": "A subject", "body": "Dear all,"#,
        "Subject: A subject",
    ] {
        assert!(written(&brief, text).is_err(), "{text}");
    }
}

#[test]
fn what_the_brief_gives_wins_and_stays_in_its_bounds() {
    let mut brief = brief(OutputKind::Email, "A source.");
    brief.target_length = Some(3);
    let text = r#"{"subject": "Theirs", "preview_text": "Theirs", "body": "Dear all, hello."}"#;
    brief.subject_line = Some("Ours".to_owned());
    brief.preview_text = Some("Ours too".to_owned());
    let draft = written(&brief, text).unwrap();
    assert_eq!(draft.subject.as_deref(), Some("Ours"));
    assert_eq!(draft.preview_text.as_deref(), Some("Ours too"));

    brief.subject_line = Some("Ours is long ".repeat(10));
    let draft = written(&brief, text).unwrap();
    let subject = draft.subject.as_deref().unwrap();
    assert!(
        subject.chars().count() <= limits::INBOX_SUBJECT && subject.ends_with("Ours is…"),
        "{subject}"
    );
    assert_eq!(codes(&draft), ["subject_too_long"]);
}

#[test]
fn without_a_preview_the_letters_first_words_are_one() {
    let brief = brief(OutputKind::Email, "A source.");
    let text = serde_json::json!({"subject": "A subject", "body": format!("# Head\n\n{}", "Words of a letter. ".repeat(20))});
    let draft = written(&brief, &text.to_string()).unwrap();
    let preview = draft.preview_text.unwrap();
    assert!(
        preview.starts_with("Words of a letter.")
            && preview.chars().count() <= limits::INBOX_PREVIEW,
        "{preview}"
    );
}

/// Made to be slow: a worker has other jobs, and leases to renew. What takes the square of a length takes minutes.
#[test]
fn a_hostile_answer_takes_no_time() {
    let size = crate::limits::ANSWER / 8;
    let mut brief = brief(OutputKind::Blog, "A source.");
    brief.thread = true;
    let evidence = crate::check::Evidence::of(&brief);
    for piece in [
        "{",
        "[Your",
        "## X\n",
        "\n---\n",
        "Subject: a\n",
        "e\u{301}",
        "a.b/",
    ] {
        let text = piece.repeat(size / piece.len());
        let parts = vec![piece; size / (piece.len() + 6)];
        let set = json!({"twitter": parts, "linkedin": parts, "instagram": text}).to_string();
        let letter = json!({"subject": text, "body": parts}).to_string();
        let blog = format!("# T\n\n{text}");
        for (kind, text) in [
            (OutputKind::Blog, blog),
            (OutputKind::Social, set),
            (OutputKind::Email, letter),
            (OutputKind::Email, text),
        ] {
            brief.kind = kind;
            let started = Instant::now();
            if let Ok(mut written) = read(&brief, &text) {
                fit(&mut written);
                crate::check::check(&brief, &evidence, &written, true);
            }
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(30),
                "{piece:?} {kind:?}: {took:?}"
            );
        }
    }
}
