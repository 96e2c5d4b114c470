//! What a model wrote, brought into the exact form of its kind and read back by the rule that reads every body.

use super::{json, social};
use crate::{
    Brief, ContentError, Kind,
    check::{Code, Finding, shortened},
    derive,
    draft::Written,
    limits, prompt,
};

/// The text in its form, or what is wrong with it.
pub(super) fn read(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let text = clean(text);
    if text.is_empty() {
        return Err(Finding::new(Code::Empty, "It has no text in it."));
    }
    let mut written = match brief.kind {
        Kind::Blog => Written {
            body: blog(&text)?,
            ..Written::default()
        },
        Kind::Social => social::written(brief, &text)?,
        Kind::Email => email(brief, &text)?,
    };
    if written.body.chars().count() > limits::BODY {
        return Err(no_form("It is longer than a text can be."));
    }
    let derived = derive(brief.kind, &written.body).map_err(|error| match error {
        ContentError::Empty => Finding::new(Code::Empty, "It is empty."),
        error => no_form(&format!("It doesn't have its form: {error}.")),
    })?;
    written.findings.extend(length(brief, derived.word_count));
    Ok(written)
}

pub(super) fn no_form(what: &str) -> Finding {
    Finding::new(Code::InvalidForm, what)
}

/// One kind of line break, no control characters: a database takes no NUL.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The text inside of a fence, if all of it is in one.
fn unfenced(text: &str) -> &str {
    let inside = || {
        let (info, inside) = text.strip_prefix("```")?.split_once('\n')?;
        let inside = inside.trim_end().strip_suffix("```")?;
        (["", "markdown", "md", "text"].contains(&info.trim())).then(|| inside.trim())
    };
    inside().unwrap_or(text)
}

/// A first line that is a heading of another level is taken for the title; a remark before the title goes; other titles
/// become sections.
fn blog(text: &str) -> Result<String, Finding> {
    /// Lines of a remark such as 'Here is your post:'.
    const REMARK: usize = 3;
    let lines: Vec<&str> = unfenced(text).lines().collect();
    let remark = lines
        .iter()
        .take(REMARK)
        .position(|line| line.starts_with("# "))
        .unwrap_or_default();
    let mut lines = lines.into_iter().skip(remark);
    let title = lines
        .next()
        .and_then(heading)
        .filter(|title| !title.is_empty());
    let title =
        title.ok_or_else(|| no_form("It has no title: its first line is `# ` and the title."))?;
    let mut body = format!("# {title}\n");
    let mut in_fence = false;
    for line in lines {
        in_fence ^= line.trim_start().starts_with("```");
        if !in_fence && line.starts_with("# ") {
            body.push('#');
        }
        body.push_str(line.trim_end());
        body.push('\n');
    }
    if body
        .lines()
        .skip(1)
        .all(|line| line.trim().is_empty() || heading(line).is_some())
    {
        return Err(no_form("It is a title and nothing else."));
    }
    Ok(format!("{}\n", body.trim_end()))
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(char::is_whitespace))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// What the brief gives wins over what the model made of it.
fn email(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let (subject, preview, letter) =
        match json::values(text).find(|value| value.get("body").is_some()) {
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
    let given = |text: &Option<String>| text.as_deref().map(line).filter(|text| !text.is_empty());
    let subject = given(&brief.subject_line)
        .or_else(|| given(&subject))
        .ok_or_else(|| no_form("It has no subject."))?;
    let preview = given(&brief.preview_text).or_else(|| given(&preview));
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
        preview_text: Some(preview.unwrap_or_else(|| shortened(&first_words(), limits::PREVIEW))),
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
        return Err(no_form("It is no letter with a subject."));
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

/// Whether a length that was asked for was missed by more than a fifth.
fn length(brief: &Brief, words: usize) -> Option<Finding> {
    if brief.kind == Kind::Social {
        return None;
    }
    let target = prompt::target_words(brief) as usize;
    let code = if words * 5 < target * 4 {
        Code::ShorterThanAsked
    } else if words * 5 > target * 6 {
        Code::LongerThanAsked
    } else {
        return None;
    };
    let text = format!("{words} words, and {target} were the aim.");
    Some(Finding::new(code, text))
}

#[cfg(test)]
mod tests;
