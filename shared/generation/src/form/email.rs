//! An email: a subject, a preview and a letter, as JSON.

use serde_json::json;

use super::{
    json_in_text,
    plain::{clean, heading, invalid_form, unfenced},
    spec::{FormSpec, object},
};
use domain::limits;

use crate::{
    Brief,
    cut::shortened,
    finding::{Code, Finding},
    written::Written,
};

pub(super) const FORM: FormSpec = FormSpec {
    instructions,
    schema: |_| {
        let text = || json!({"type": "string"});
        object(&json!({"subject": text(), "preview_text": text(), "body": text()}))
    },
    read,
    texts: |_| 1,
    has_target_length: true,
};

fn instructions(brief: &Brief) -> String {
    format!(
        "Answer with one JSON object and nothing else:\n{{\"subject\": \"…\", \"preview_text\": \"…\", \"body\": \"…\"}}\n`subject`: at most {} characters.{} `preview_text`: at most {} characters.{} `body`: the letter in Markdown, without the subject; line breaks as \\n.\n",
        limits::INBOX_SUBJECT,
        given(brief.subject_line.as_deref()),
        limits::INBOX_PREVIEW,
        given(brief.preview_text.as_deref()),
    )
}

fn given(text: Option<&str>) -> String {
    text.map(|text| format!(" It is given: {text}"))
        .unwrap_or_default()
}

/// What the brief gives wins over what the model made of it.
fn read(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let (subject, preview, letter) =
        match json_in_text::values(text).find(|value| value.get("body").is_some()) {
            Some(value) => {
                let field = |names: &[&str]| {
                    names
                        .iter()
                        .find_map(|name| value.get(*name)?.as_str().map(str::to_owned))
                };
                let letter = field(&["body"]).or_else(|| {
                    let paragraphs: Vec<&str> = value
                        .get("body")?
                        .as_array()?
                        .iter()
                        .filter_map(|p| p.as_str())
                        .collect();
                    Some(paragraphs.join("\n\n"))
                });
                (
                    field(&["subject", "subject_line"]),
                    field(&["preview_text", "preview", "preheader"]),
                    letter.unwrap_or_default(),
                )
            }
            None => headed(unfenced(text))?,
        };
    let letter = clean(unfenced(letter.trim()));
    if letter.is_empty() {
        return Err(Finding::new(Code::Empty, "There is no letter in it."));
    }
    let said = |text: &Option<String>| text.as_deref().map(line).filter(|text| !text.is_empty());
    let subject = said(&brief.subject_line)
        .or_else(|| said(&subject))
        .ok_or_else(|| invalid_form("It has no subject."))?;
    let preview = said(&brief.preview_text).or_else(|| said(&preview));
    let first_words = || {
        line(
            letter
                .lines()
                .find(|line| !line.trim().is_empty() && heading(line).is_none())
                .unwrap_or(&letter),
        )
    };
    Ok(Written {
        subject: Some(subject),
        // Our own words are no finding.
        preview_text: Some(
            preview.unwrap_or_else(|| shortened(&first_words(), limits::INBOX_PREVIEW)),
        ),
        body: format!("{letter}\n"),
        findings: Vec::new(),
    })
}

/// A letter that begins with `Subject: …`, as mail does.
fn headed(text: &str) -> Result<(Option<String>, Option<String>, String), Finding> {
    let (mut subject, mut preview) = (None, None);
    let mut rest = text;
    loop {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some((name, value)) = first.split_once(':') else {
            break;
        };
        let value = value.trim_matches(['*', ' ']).to_owned();
        match name.trim_matches(['*', ' ', '#']).to_lowercase().as_str() {
            "subject" | "subject line" => subject = Some(value),
            "preview" | "preview text" | "preheader" => preview = Some(value),
            _ => break,
        }
        rest = after.trim_start();
    }
    // It may be anything: a refusal, half an object.
    if subject.is_none() {
        return Err(invalid_form("It is no letter with a subject."));
    }
    Ok((subject, preview, rest.to_owned()))
}

/// In one line, without the quotation marks around all of it.
fn line(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'));
    inner.unwrap_or(&text).trim().to_owned()
}
