use super::*;
use domain::OutputKind;

use crate::brief::brief;

fn set(brief: &Brief, text: &str) -> (Result<String, Finding>, Vec<&'static str>) {
    let mut findings = Vec::new();
    let body = body(brief, text, &mut findings);
    let codes = findings.iter().map(|finding| finding.code.name());
    (body, codes.collect())
}

#[test]
fn a_set_is_read_as_models_write_it() {
    let brief = brief(OutputKind::Social, "A source.");
    let expected = "## X\n\nOne #a\n\n## LinkedIn\n\nTwo\n\n## Instagram\n\nThree\nlines\n";
    for text in [
        r#"{"posts":[{"platform":"twitter","parts":["One #a"]},{"platform":"linkedin","parts":["Two"]},{"platform":"instagram","parts":["Three\nlines"]}]}"#,
        r#"Sure! {"posts":[{"platform":"X","parts":"One #a"},{"platform":"Instagram","text":"Three\nlines"},{"platform":"LinkedIn","content":"Two"},{"platform":"facebook","parts":["Four"]}]}"#,
        r#"[{"platform":"twitter","parts":["One #a"]},{"platform":"linkedin","parts":["Two"]},{"platform":"instagram","parts":["Three\nlines"]}]"#,
        r#"{"twitter":["One #a"],"linkedin":{"text":"Two"},"instagram":"Three\nlines"}"#,
        "```json\n{\"posts\": {\"twitter\": \"One #a\", \"linkedin\": \"Two\", \"instagram\": \"Three\nlines\"}}\n```",
        "Here:\n\n## X\n\nOne #a\n\n## LinkedIn\nTwo\n## Instagram\n\nThree\nlines\n",
        "**Posts**\n# Twitter\nOne #a\n### **LinkedIn**\nTwo\n## Instagram:\nThree\nlines",
    ] {
        assert_eq!(
            set(&brief, text),
            (Ok(expected.to_owned()), vec![]),
            "{text}"
        );
    }
}

#[test]
fn a_set_that_is_none_is_no_output() {
    let brief = brief(OutputKind::Social, "A source.");
    for text in [
        "I can't help with that.",
        "{}",
        "{\"posts\": []}",
        "{\"posts\": 7}",
        r#"{"posts":[{"platform":"twitter","parts":["One"]}]}"#,
        r#"{"twitter":"One","linkedin":"Two","instagram":"---"}"#,
        r#"{"twitter":"One","linkedin":"Two","instagram":[]}"#,
        "#x\n#linkedin\n#instagram",
    ] {
        assert!(set(&brief, text).0.is_err(), "{text}");
    }
}

#[test]
fn a_post_over_its_limit_is_cut_at_a_sentence() {
    let mut brief = brief(OutputKind::Social, "A source.");
    brief.platforms = vec![Platform::Twitter];
    let sentence = "This sentence has forty-four characters, ok.";
    let text = format!(r#"{{"twitter": "{}"}}"#, [sentence; 8].join(" "));
    let (body, checks) = set(&brief, &text);
    assert_eq!(body, Ok(format!("## X\n\n{}\n", [sentence; 6].join(" "))));
    assert_eq!(checks, ["post_too_long"]);
}

#[test]
fn what_looks_like_a_border_is_none_inside_of_a_post() {
    let mut brief = brief(OutputKind::Social, "A source.");
    brief.platforms = vec![Platform::Linkedin];
    let (body, checks) = set(
        &brief,
        "{\"linkedin\": \"## X\\nOne\\n---\\n # Two\\n#three\"}",
    );
    assert_eq!(
        body,
        Ok("## LinkedIn\n\nX\nOne\n\nTwo\n#three\n".to_owned())
    );
    assert_eq!(checks, [""; 0]);
}

#[test]
fn a_thread_is_numbered_once_and_the_number_counts() {
    let mut brief = brief(OutputKind::Social, "A source.");
    brief.platforms = vec![Platform::Twitter];
    brief.thread = true;
    let long = "x".repeat(140) + ". " + &"Y".repeat(134) + ".";
    let text = format!(r#"{{"twitter": ["1/3 First", "{long}", "Third (3/3)"]}}"#);
    let (body, checks) = set(&brief, &text);
    let expected = format!(
        "## X\n\nFirst 1/3\n\n---\n\n{}. 2/3\n\n---\n\nThird 3/3\n",
        "x".repeat(140)
    );
    assert_eq!((body, checks), (Ok(expected), vec!["post_too_long"]));

    let (body, _) = set(&brief, r#"{"twitter": "One\n---\nTwo 24/7"}"#);
    assert_eq!(body, Ok("## X\n\nOne 1/2\n\n---\n\nTwo 2/2\n".to_owned()));
    assert_eq!(
        set(&brief, r#"{"twitter": "1/1 Alone"}"#).0,
        Ok("## X\n\nAlone\n".to_owned())
    );

    let posts: Vec<String> = (1..=12).map(|n| format!("Post {n}")).collect();
    let (body, checks) = set(&brief, &serde_json::json!({"twitter": posts}).to_string());
    assert!(body.is_ok_and(|body| body.ends_with("Post 10 10/10\n")));
    assert_eq!(checks, ["thread_too_long"]);
}

#[test]
fn instagram_takes_thirty_hashtags() {
    let mut brief = brief(OutputKind::Social, "A source.");
    brief.platforms = vec![Platform::Instagram];
    let tags: Vec<String> = (1..=33).map(|n| format!("#t{n}")).collect();
    let text = serde_json::json!({"instagram": format!("Look.\n{}", tags.join(" "))}).to_string();
    let (body, checks) = set(&brief, &text);
    assert!(body.is_ok_and(|body| body.ends_with("#t29 #t30\n") && body.contains("Look.\n#t1 ")));
    assert_eq!(checks, ["too_many_hashtags"]);
}
