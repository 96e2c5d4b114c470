//! The cues of a file: times, speakers, and text without tags.

use super::markup;
use crate::{
    DocumentError, clean, limits,
    speech::{self, Said},
};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cue {
    /// Seconds.
    pub(super) start: f64,
    pub(super) end: f64,
    /// Its lines.
    pub(super) text: String,
    pub(super) speaker: Option<String>,
}

impl Cue {
    pub(super) fn said(self) -> Said {
        Said {
            start: Some(self.start),
            end: Some(self.end),
            text: self.text,
            speaker: self.speaker,
            turn: false,
        }
    }
}

/// Whatever stands before the first times, and in blocks without them (NOTE, STYLE, REGION), is no cue; SubRip has no such
/// blocks, and there an empty line doesn't end a cue.
pub(super) fn cues(captions: &str, webvtt: bool) -> Result<Vec<Cue>, DocumentError> {
    let captions = captions.replace("\r\n", "\n").replace('\r', "\n");
    let mut cues = Vec::new();
    let mut times: Option<(f64, f64)> = None;
    let mut voice: Option<String> = None;
    let mut said: Vec<&str> = Vec::new();
    // Where in `said` a block of lines began, after an empty one.
    let mut block = Some(0);
    for line in captions.lines() {
        if let Some(next) = times_of(line) {
            // The line before is the cue's name, when it is a number or all of its block.
            let named = block.is_some_and(|block| said.len() == block + 1)
                || said.last().is_some_and(|line| is_number(line));
            let name = said.pop_if(|_| named);
            add(&mut cues, times, voice.as_deref(), &said)?;
            times = Some(next);
            voice = name.and_then(speaker).map(clean::line);
            said.clear();
            block = None;
        } else if line.is_empty() || (!webvtt && line.trim().is_empty()) {
            if webvtt {
                add(&mut cues, times.take(), voice.as_deref(), &said)?;
                said.clear();
            }
            block = Some(said.len());
        } else {
            said.push(line);
        }
    }
    add(&mut cues, times, voice.as_deref(), &said)?;
    Ok(cues)
}

/// The lines of one cue, as many times as there are voices in it.
fn add(
    cues: &mut Vec<Cue>,
    times: Option<(f64, f64)>,
    voice: Option<&str>,
    lines: &[&str],
) -> Result<(), DocumentError> {
    let Some((start, end)) = times else {
        return Ok(());
    };
    for (speaker, text) in markup::voices(&lines.join("\n")) {
        let text = clean::visible_lines(&text);
        if text.is_empty() {
            continue;
        }
        if cues.len() == limits::CUES {
            return Err(DocumentError::TooLarge(format!("{} cues", limits::CUES)));
        }
        cues.push(Cue {
            start,
            end,
            text,
            speaker: speaker.or_else(|| voice.map(str::to_owned)),
        });
    }
    Ok(())
}

/// The times of a line that has some: `00:01.000 --> 00:02.500 align:start`, and `0:00:01.000,0:00:02.500` as YouTube's SBV
/// has them.
fn times_of(line: &str) -> Option<(f64, f64)> {
    let line = line.trim();
    if let Some((start, end, rest)) = speech::span(line) {
        // A dash alone is no arrow: `10:30-11:30 is when we are open`; between two whole times it is one.
        let is_arrow = line.contains("-->")
            || line.contains(['>', '→', '–', '—'])
            || (rest.is_empty() && line.matches(':').count() > 3);
        return (is_arrow && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
            .then_some((start, end));
    }
    let (start, end) = line
        .split_once(',')
        .filter(|(start, _)| start.matches(':').count() == 2)?;
    match (speech::seconds(start)?, speech::seconds(end)?) {
        ((start, ""), (end, "")) => Some((start, end.max(start))),
        _ => None,
    }
}

/// `12 "Maya Torres" (3741568)`, as Webex calls its cues.
fn speaker(cue: &str) -> Option<&str> {
    let (number, rest) = cue.trim().split_once(" \"")?;
    let (name, id) = rest.rsplit_once("\" (")?;
    let is_webex = is_number(number) && id.strip_suffix(')').is_some_and(is_number);
    is_webex.then_some(name)
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
