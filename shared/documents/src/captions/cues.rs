//! The cues of a file: times, speakers, and text without tags.

use crate::{DocumentError, clean, limits};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cue {
    /// Seconds.
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) text: String,
    pub(super) speaker: Option<String>,
    /// Marked as another speaker's, without a name (`>>`).
    pub(super) turn: bool,
}

/// Whatever stands before the first times, and in blocks without them (NOTE, STYLE, REGION), is no cue; SubRip has no such
/// blocks, and there an empty line doesn't end a cue.
pub(super) fn cues(captions: &str, webvtt: bool) -> Result<Vec<Cue>, DocumentError> {
    let captions = captions.replace("\r\n", "\n").replace('\r', "\n");
    let mut cues = Vec::new();
    let mut times: Option<(f64, f64)> = None;
    let mut said: Vec<&str> = Vec::new();
    // Where in `said` a block of lines began, after an empty one.
    let mut block = Some(0);
    for line in captions.lines() {
        if let Some(next) = line.split_once("-->").and_then(span) {
            // The line before is the cue's name, when it is a number or all of its block.
            let named = block.is_some_and(|block| said.len() == block + 1)
                || said.last().is_some_and(|line| is_number(line));
            if named {
                said.pop();
            }
            add(&mut cues, times, &said)?;
            times = Some(next);
            said.clear();
            block = None;
        } else if line.is_empty() || (!webvtt && line.trim().is_empty()) {
            if webvtt {
                add(&mut cues, times.take(), &said)?;
                said.clear();
            }
            block = Some(said.len());
        } else {
            said.push(line);
        }
    }
    add(&mut cues, times, &said)?;
    Ok(cues)
}

/// The lines of one cue, as many times as there are voices in it.
fn add(
    cues: &mut Vec<Cue>,
    times: Option<(f64, f64)>,
    lines: &[&str],
) -> Result<(), DocumentError> {
    let Some((start, end)) = times else {
        return Ok(());
    };
    for (speaker, text) in voices(&lines.join("\n")) {
        let text = clean::line(&text);
        let said = text.trim_start_matches('>').trim_start();
        if said.is_empty() {
            continue;
        }
        if cues.len() == limits::CUES {
            return Err(DocumentError::TooLarge(format!("{} cues", limits::CUES)));
        }
        cues.push(Cue {
            start,
            end,
            text: said.to_owned(),
            speaker,
            turn: text.starts_with(">>"),
        });
    }
    Ok(())
}

/// The text of a cue by its voices: tags go, `<v Name>` says who speaks until `</v>`, `{\an8}` places a line of SubRip.
fn voices(cue: &str) -> Vec<(Option<String>, String)> {
    let mut voices = vec![(None, String::new())];
    let mut rest = cue;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        push(&mut voices, before);
        let Some((inside, after)) = tag_of(tag) else {
            push(&mut voices, &tag[..1]);
            rest = &tag[1..];
            continue;
        };
        rest = after;
        if inside == "/v" {
            voices.push((None, String::new()));
        } else if let Some(name) = voice(inside) {
            voices.push((Some(name), String::new()));
        }
    }
    push(&mut voices, rest);
    voices
}

fn push(voices: &mut [(Option<String>, String)], piece: &str) {
    if let Some((_, text)) = voices.last_mut() {
        text.push_str(&unescape(piece));
    }
}

/// What is between the brackets that this begins with, and what comes after: `None` where a bracket is just written.
fn tag_of(text: &str) -> Option<(&str, &str)> {
    let (close, begins): (char, fn(char) -> bool) = if text.starts_with('<') {
        ('>', |c| c.is_ascii_alphanumeric() || c == '/')
    } else {
        ('}', |c| c == '\\')
    };
    let inside = &text[1..];
    if !inside.starts_with(begins) {
        return None;
    }
    // A tag that is never closed would be looked for again from each bracket.
    let window = &inside[..inside.floor_char_boundary(1_000)];
    let end = window.find(close)?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// `v Name`, or with classes `v.loud Name`.
fn voice(tag: &str) -> Option<String> {
    let (kind, name) = tag.split_once([' ', '\t', '\n'])?;
    let name = clean::line(&unescape(name));
    ((kind == "v" || kind.starts_with("v.")) && !name.is_empty()).then_some(name)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "")
        .replace("&rlm;", "")
        .replace("&amp;", "&")
}

/// `00:01.000 --> 00:02.500 align:start`, split at its arrow.
fn span((start, end): (&str, &str)) -> Option<(f64, f64)> {
    let start = seconds(start.trim())?;
    let end = seconds(end.split_whitespace().next()?)?;
    Some((start, end.max(start)))
}

/// `[hours:]minutes:seconds`, and their fraction after a dot or a comma.
fn seconds(time: &str) -> Option<f64> {
    let (whole, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    if !is_number(fraction) || fraction.len() > 9 {
        return None;
    }
    let mut parts = whole.split(':');
    let mut total = 0_u32;
    let mut count = 0;
    for part in &mut parts {
        if !is_number(part) || part.len() > 4 || count == 3 {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(part.parse().ok()?)?;
        count += 1;
    }
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    (count >= 2).then_some(f64::from(total) + fraction)
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
