//! What a correction makes of a transcription.

use std::{
    collections::HashSet,
    mem::{discriminant, take},
};

use documents::join;
use domain::{Segment, limits};
use models::transcriptions::{LockedTranscription, Transcription, TranscriptionText};
use web::{FieldError, InvalidValue, Problem, pointer};

use super::{Correction, Merge, Split};
use crate::files::{problems, word_count};

impl Correction {
    /// What it makes of the transcription; `None` where that is what it is already.
    pub fn of(&self, locked: LockedTranscription) -> Result<Option<TranscriptionText>, Problem> {
        let LockedTranscription {
            transcription,
            earlier,
            ..
        } = locked;
        let Some(version) = self.restore else {
            let text = self.corrected(&transcription)?;
            return Ok(text.filter(|text| text.segments != transcription.segments));
        };
        if !self.is_empty() {
            return Err(problems::bad_correction(vec![
                problems::restores_and_corrects(),
            ]));
        }
        if version.is_of(&transcription) {
            return Ok(None);
        }
        let not_kept = || problems::bad_correction(vec![problems::not_kept().at("#/restore")]);
        earlier.map(Some).ok_or_else(not_kept)
    }

    fn is_empty(&self) -> bool {
        self.segments.is_empty()
            && self.speakers.is_empty()
            && self.split.is_empty()
            && self.merge.is_empty()
    }

    fn corrected(&self, current: &Transcription) -> Result<Option<TranscriptionText>, Problem> {
        if self.is_empty() {
            return Ok(None);
        }
        let mut text = Text::of(current);
        text.edit(self);
        text.rename(self);
        for (number, split) in self.split.iter().enumerate() {
            text.split(split, &format!("#/split/{number}"));
        }
        for (number, merge) in self.merge.iter().enumerate() {
            text.merge(merge, &format!("#/merge/{number}"));
        }
        text.finish().map(Some)
    }
}

/// What stands between two segments in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    Space,
    Paragraph,
}

impl Gap {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Space => " ",
            Self::Paragraph => "\n\n",
        }
    }

    fn of(space: &str) -> Self {
        match space {
            "" => Self::Nothing,
            space if space.contains('\n') => Self::Paragraph,
            _ => Self::Space,
        }
    }
}

/// A segment, and what stands before it.
struct Piece {
    gap: Gap,
    segment: Segment,
}

/// A text while it is corrected.
struct Text<'a> {
    before: &'a [Segment],
    /// What has become of each segment: nothing, itself, or two.
    pieces: Vec<Vec<Piece>>,
    /// What stood before a segment that was taken out.
    left: Vec<Gap>,
    /// Those that got a speaker of their own.
    spoken: HashSet<usize>,
    errors: Vec<FieldError>,
}

impl<'a> Text<'a> {
    fn of(current: &'a Transcription) -> Self {
        let segments = &current.segments;
        let pieces = gaps(&current.text, segments)
            .into_iter()
            .zip(segments)
            .map(|(gap, segment)| {
                vec![Piece {
                    gap,
                    segment: segment.clone(),
                }]
            })
            .collect();
        Self {
            before: segments,
            pieces,
            left: vec![Gap::Nothing; segments.len()],
            spoken: HashSet::new(),
            errors: Vec::new(),
        }
    }

    fn wrong(&mut self, invalid: InvalidValue, at: &str) {
        self.errors.push(invalid.at(at));
    }

    /// Whether there is such a segment.
    fn has(&mut self, segment: usize, at: &str) -> bool {
        let there = segment < self.before.len();
        if !there {
            self.wrong(problems::no_such_segment(self.before.len()), at);
        }
        there
    }

    fn edit(&mut self, correction: &Correction) {
        let mut seen = HashSet::new();
        for (number, edit) in correction.segments.iter().enumerate() {
            let at = format!("#/segments/{number}/segment");
            if !self.has(edit.segment, &at) {
                continue;
            }
            if !seen.insert(edit.segment) {
                self.wrong(problems::segment_twice(), &at);
                continue;
            }
            let pieces = &mut self.pieces[edit.segment];
            if let Some(text) = &edit.text {
                if let Some(text) = text {
                    for piece in pieces.iter_mut() {
                        *piece.segment.text_mut() = one_line(text);
                    }
                } else {
                    self.left[edit.segment] =
                        pieces.first().map_or(Gap::Nothing, |piece| piece.gap);
                    pieces.clear();
                }
            }
            if let Some(speaker) = &edit.speaker {
                self.spoken.insert(edit.segment);
                for piece in pieces {
                    *piece.segment.speaker_mut() = speaker.as_deref().map(one_line);
                }
            }
        }
    }

    fn rename(&mut self, correction: &Correction) {
        let known: HashSet<&str> = self.before.iter().filter_map(Segment::speaker).collect();
        for (name, other) in &correction.speakers {
            if !known.contains(name.as_str()) {
                self.wrong(problems::no_such_speaker(), &pointer("#/speakers", name));
                continue;
            }
            for (number, before) in self.before.iter().enumerate() {
                if before.speaker() == Some(name) && !self.spoken.contains(&number) {
                    for piece in &mut self.pieces[number] {
                        *piece.segment.speaker_mut() = other.as_deref().map(one_line);
                    }
                }
            }
        }
    }

    fn split(&mut self, split: &Split, at: &str) {
        let segment_at = format!("{at}/segment");
        if !self.has(split.segment, &segment_at) {
            return;
        }
        let [piece] = self.pieces[split.segment].as_slice() else {
            // Split already, or taken out.
            self.wrong(problems::segment_twice(), &segment_at);
            return;
        };
        match halves(&piece.segment, split) {
            Ok((first, gap, second)) => {
                let first = Piece {
                    gap: piece.gap,
                    segment: first,
                };
                let second = Piece {
                    gap,
                    segment: second,
                };
                self.pieces[split.segment] = vec![first, second];
            }
            Err((field, invalid)) => self.wrong(invalid, &format!("{at}/{field}")),
        }
    }

    fn merge(&mut self, merge: &Merge, at: &str) {
        let last_at = format!("{at}/last");
        if !self.has(merge.last, &last_at) {
            return;
        }
        if merge.first >= merge.last {
            self.wrong(problems::not_in_order(), &last_at);
            return;
        }
        let parts = &mut self.pieces[merge.first..=merge.last];
        if let Some(invalid) = not_one(parts) {
            self.wrong(invalid, at);
            return;
        }
        let mut parts: Vec<Piece> = parts.iter_mut().flat_map(take).collect();
        let rest = parts.split_off(1);
        if let [whole] = parts.as_mut_slice() {
            for part in rest {
                append(&mut whole.segment, part);
            }
        }
        self.pieces[merge.first] = parts;
    }

    fn finish(mut self) -> Result<TranscriptionText, Problem> {
        if self.errors.is_empty() && self.pieces.iter().all(Vec::is_empty) {
            self.wrong(problems::nothing_left(), "#/segments");
        }
        let mut text = String::new();
        let mut segments: Vec<Segment> = Vec::new();
        let mut left = Gap::Nothing;
        for (pieces, gap) in self.pieces.into_iter().zip(self.left) {
            left = left.max(gap);
            for Piece { gap, segment } in pieces {
                if let Some(before) = segments.last() {
                    let gap = if is_one(before, &segment) {
                        gap.max(left)
                    } else {
                        Gap::Paragraph
                    };
                    text.push_str(gap.as_str());
                }
                left = Gap::Nothing;
                text.push_str(segment.text());
                segments.push(segment);
            }
        }
        if text.len() > limits::SOURCE {
            let invalid = problems::too_much_text();
            self.errors.push(invalid.at("#/segments"));
        }
        if !self.errors.is_empty() {
            return Err(problems::bad_correction(self.errors));
        }
        Ok(TranscriptionText {
            word_count: word_count(&text),
            text,
            segments,
        })
    }
}

/// What stands before each segment in the text; of segments that aren't those of the text, paragraphs.
fn gaps(text: &str, segments: &[Segment]) -> Vec<Gap> {
    let mut gaps = Vec::with_capacity(segments.len());
    let mut rest = text;
    for segment in segments {
        let next = rest.trim_start();
        gaps.push(Gap::of(&rest[..rest.len() - next.len()]));
        match next.strip_prefix(segment.text()) {
            Some(after) => rest = after,
            None => return vec![Gap::Paragraph; segments.len()],
        }
    }
    gaps
}

/// Of one speaker and of one kind.
fn is_one(a: &Segment, b: &Segment) -> bool {
    discriminant(a) == discriminant(b) && (a.role(), a.speaker()) == (b.role(), b.speaker())
}

/// Why these can't become one segment.
fn not_one(parts: &[Vec<Piece>]) -> Option<InvalidValue> {
    let alone = |pieces: &Vec<Piece>| pieces.len() == 1;
    if !parts.iter().all(alone) {
        return Some(problems::segment_twice());
    }
    let mut segments = parts.iter().flatten().map(|piece| &piece.segment);
    let first = segments.next()?;
    segments
        .any(|segment| !is_one(first, segment))
        .then(problems::not_of_one_speaker)
}

fn append(whole: &mut Segment, Piece { gap, segment }: Piece) {
    match gap {
        Gap::Nothing => whole.text_mut().push_str(segment.text()),
        Gap::Space => {
            whole.text_mut().push(' ');
            whole.text_mut().push_str(segment.text());
        }
        Gap::Paragraph => join::append(whole.text_mut(), segment.text()),
    }
    if let (Segment::Said { end, .. }, Segment::Said { end: last, .. }) = (whole, segment) {
        *end = end.max(last);
    }
}

/// The two, with what stands between them; or what is wrong, and with which field.
fn halves(
    segment: &Segment,
    split: &Split,
) -> Result<(Segment, Gap, Segment), (&'static str, InvalidValue)> {
    let text = segment.text();
    let no_place = || ("at", problems::no_place_to_split(text.chars().count()));
    let (at, _) = text.char_indices().nth(split.at).ok_or_else(no_place)?;
    let (first, second) = (text[..at].trim_end(), text[at..].trim_start());
    if first.is_empty() || second.is_empty() {
        return Err(no_place());
    }
    let (mut before, mut after) = (segment.clone(), segment.clone());
    first.clone_into(before.text_mut());
    second.clone_into(after.text_mut());
    let gap = match (&mut before, &mut after) {
        (Segment::Said { end, .. }, Segment::Said { start, .. }) => {
            let time = time(*start, *end, split, text.chars().count())
                .ok_or_else(|| ("time", problems::time_outside(*start, *end)))?;
            *end = time;
            *start = time;
            Gap::of(&text[first.len()..text.len() - second.len()])
        }
        _ if split.time.is_some() => return Err(("time", problems::no_time_to_split())),
        _ => Gap::Paragraph,
    };
    Ok((before, gap, after))
}

/// When the second half begins.
#[expect(clippy::cast_precision_loss, reason = "characters of a segment")]
fn time(start: f64, end: f64, split: &Split, characters: usize) -> Option<f64> {
    if let Some(time) = split.time {
        return (start < time && time < end).then_some(time);
    }
    // To the millisecond, as subtitles have it.
    let share = split.at as f64 / characters as f64;
    Some(((start + (end - start) * share) * 1_000.0).round() / 1_000.0)
}

/// As a reader leaves a paragraph: in one line.
fn one_line(text: &str) -> String {
    join::lines(&text.replace('\r', "\n"))
}
