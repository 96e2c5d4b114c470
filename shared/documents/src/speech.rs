//! What people said: captions and transcripts, whatever wrote them, to segments with speaker and time.

mod alone;
mod bold;
mod chats;
mod clock;
mod head;
mod line;
mod messengers;
mod names;
mod programs;
mod sounds;
mod table;
mod times;
mod transcript;
mod voices;
mod wide;

pub(crate) use bold::with_colons;
pub(crate) use clock::{is_day, is_month, seconds, span};
pub(crate) use messengers::as_others;
pub(crate) use names::bare as bare_name;
pub(crate) use programs::{GEMINI, heads_transcript};
pub(crate) use table::rows;
pub(crate) use transcript::recognise as transcript;
pub(crate) use wide::interview;

use crate::{Document, DocumentError, Position, Role, Segment, block::Block, join, limits, lines};

/// Something said at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Said {
    /// Seconds; `None` where the file has no times.
    pub(crate) start: Option<f64>,
    /// `None` where the file says only when it began.
    pub(crate) end: Option<f64>,
    pub(crate) text: String,
    pub(crate) speaker: Option<String>,
    /// Another's than what is before it, or a paragraph of its own.
    pub(crate) turn: bool,
}

/// A whole talk, and what stands above it.
#[derive(Debug, Default)]
pub(crate) struct Talk {
    pub(crate) above: Vec<Block>,
    pub(crate) said: Vec<Said>,
}

/// Words of a minute, where nothing says when the last one was said.
const WORDS_A_SECOND: f64 = 2.5;
/// Bytes after which a paragraph of speech ends with its sentence.
const PARAGRAPH: usize = 600;

/// A segment for each thing said. A new paragraph begins with another speaker, after a silence, and where one gets long.
pub(crate) fn document(talk: Talk) -> Result<Document, DocumentError> {
    let mut said = sounds::without(talk.said);
    let spoken = said
        .iter()
        .filter(|said| !programs::is_credit(&said.text))
        .count();
    if spoken > 0 {
        said.retain(|said| !programs::is_credit(&said.text));
    }
    close_sentences(&mut said);
    let numbers = 1..;
    let mut segments: Vec<Segment> = lines::units(&talk.above)
        .into_iter()
        .filter(|block| block.role.is_text())
        .zip(numbers)
        .map(|(block, number)| Segment {
            position: Position::Paragraph(number),
            text: block.text,
            speaker: None,
            role: block.role,
            continues: false,
        })
        .collect();
    let nexts = next_starts(&said);
    let mut last: Option<(Option<String>, f64)> = None;
    let mut open = 0;
    let mut is_ended = false;
    for (said, next) in said.into_iter().zip(nexts) {
        let number = u32::try_from(segments.len() + 1).unwrap_or(u32::MAX);
        let position = said.position(next, number);
        let (start, end) = match position {
            Position::Time { start, end } => (start, end),
            _ => (0.0, 0.0),
        };
        let continues = !said.turn
            && last.as_ref().is_some_and(|(speaker, ended)| {
                *speaker == said.speaker && start - ended < limits::PAUSE
            })
            && !(is_ended && open > PARAGRAPH);
        open = if continues {
            open + said.text.len()
        } else {
            said.text.len()
        };
        is_ended = lines::is_ended(&said.text);
        last = Some((said.speaker.clone(), end));
        segments.push(Segment {
            position,
            text: said.text,
            speaker: said.speaker,
            role: Role::Turn,
            continues,
        });
    }
    Document::of(segments)
}

/// Of each, the first later time of those behind it.
fn next_starts(said: &[Said]) -> Vec<Option<f64>> {
    let mut nexts = vec![None; said.len()];
    let mut later: Vec<f64> = Vec::new();
    for (said, next) in said.iter().zip(&mut nexts).rev() {
        let Some(start) = said.start else {
            continue;
        };
        while later.last().is_some_and(|last| *last <= start) {
            later.pop();
        }
        *next = later.last().copied();
        later.push(start);
    }
    nexts
}

impl Said {
    fn position(&self, next: Option<f64>, number: u32) -> Position {
        let Some(start) = self.start else {
            return Position::Paragraph(number);
        };
        #[expect(clippy::cast_precision_loss, reason = "a text has fewer words")]
        let lasts = words(&self.text) as f64 / WORDS_A_SECOND;
        // To the millisecond, as captions have it.
        let guessed = ((start + lasts) * 1_000.0).round() / 1_000.0;
        let end = self.end.or(next).unwrap_or(guessed);
        Position::Time {
            start,
            end: end.max(start),
        }
    }
}

/// Of Chinese and Japanese two characters.
fn words(text: &str) -> usize {
    let wide = text.chars().filter(|c| join::is_wide(*c)).count();
    text.split_whitespace().count().max(wide / 2)
}

/// `that...` and `...the`, `pay--` and `--was`: marks of captions that a sentence goes on, and none of the sentence's own.
fn close_sentences(said: &mut [Said]) {
    const MARKS: [&str; 6] = ["...", "…", "--", "—", "‐‐", "––"];
    let is_mark = |text: &str, at_end: bool| {
        MARKS.iter().copied().find(|mark| {
            if at_end {
                text.ends_with(mark)
            } else {
                text.starts_with(mark)
            }
        })
    };
    for place in 1..said.len() {
        let (before, after) = said.split_at_mut(place);
        let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        if before.speaker != after.speaker || after.turn {
            continue;
        }
        // A single hyphen begins a turn, too: only before a small letter does the word go on.
        let goes_on = before.text.ends_with('-')
            && after
                .text
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let marks = match (is_mark(&before.text, true), is_mark(&after.text, false)) {
            (Some(end), Some(start)) => Some((end, start)),
            _ => goes_on.then_some(("-", "-")),
        };
        if let Some((end, start)) = marks {
            let kept = before.text[..before.text.len() - end.len()]
                .trim_end()
                .to_owned();
            let rest = after.text[start.len()..].trim_start().to_owned();
            if !kept.is_empty() && !rest.is_empty() {
                (before.text, after.text) = (kept, rest);
            }
        }
    }
}
