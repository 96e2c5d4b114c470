//! Captions that roll, as YouTube's automatic ones do: each cue shows the line before again, above the new one.

use super::cues::Cue;
use crate::limits;

/// Between words, and between lines.
const SPACE: [char; 2] = [' ', '\n'];
/// Shown for less than this, a cue is a step of the rolling, in seconds.
const STEP: f64 = 0.1;

/// Each line once, at the time when it was new. Captions that don't roll stay: people do say a thing twice.
pub(super) fn once(cues: Vec<Cue>) -> Vec<Cue> {
    if !roll(&cues) {
        return cues;
    }
    let mut kept: Vec<Cue> = Vec::new();
    let mut shown = String::new();
    for mut cue in cues {
        let again = repeated(&shown, &cue.text);
        shown.clone_from(&cue.text);
        let new: Vec<&str> = cue.text.split(SPACE).skip(again).collect();
        if new.is_empty() {
            if let Some(last) = kept.last_mut() {
                last.end = last.end.max(cue.end);
            }
        } else {
            cue.text = new.join(" ");
            kept.push(cue);
        }
    }
    kept
}

/// Whether at least a third of the cues repeat the one before them as only rolling ones do: with something new after it, or
/// for a moment.
fn roll(cues: &[Cue]) -> bool {
    let rolling = cues
        .windows(2)
        .filter(|pair| {
            let again = repeated(&pair[0].text, &pair[1].text);
            let more = pair[1].text.split(SPACE).count() > again;
            let moment = pair[1].end - pair[1].start < STEP;
            // One word that ends a cue and begins the next is a coincidence.
            again > 0 && (moment || (more && again > 1))
        })
        .count();
    rolling >= 2 && rolling * 3 >= cues.len() - 1
}

/// How many words `next` begins with that `last` ended with; bounded, since two lines have few.
fn repeated(last: &str, next: &str) -> usize {
    let last: Vec<&str> = last.rsplit(SPACE).take(limits::SHOWN_WORDS).collect();
    let next: Vec<&str> = next.split(SPACE).take(limits::SHOWN_WORDS).collect();
    (1..=last.len().min(next.len()))
        .rev()
        .find(|count| last[..*count].iter().rev().eq(&next[..*count]))
        .unwrap_or(0)
}
