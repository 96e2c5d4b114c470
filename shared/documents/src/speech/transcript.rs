//! A transcript in a text, a page or a Word document: who spoke when stands in lines of its own, or before what is said.
//!
//! Programs write name and time in either order, with brackets, dashes, colons or none, in one line or in two; so a line is
//! read by its parts, not by a program's form. Whether the file is a transcript is decided by all of it: times that go on,
//! names that come back, and most of the words below them.

use super::{
    Said, Talk, alone, chats, clock,
    head::Head,
    line::{Line, TIMES},
    names,
    programs::{self, is_furniture},
    times,
    voices::{self, Times, Voices},
    wide,
};
use crate::{Role, block::Block, divided::Words, lines};

/// Before what is heard in a script.
const CUES: [&str; 10] = [
    "FX", "SFX", "F/X", "MUSIC", "SOUND", "SOUNDS", "GRAMS", "ATMOS", "MUSIK", "ATMO",
];
/// Bytes of a line that may be broken off.
const BROKEN: usize = 40;

/// `None` where the file is none.
pub(crate) fn recognise(blocks: &[Block]) -> Option<Talk> {
    let mut lines = lines_of(blocks);
    programs::cut(&mut lines);
    leave_numerals(&mut lines);
    times::close(&mut lines);
    let dated = lines.iter().filter(|line| line.head.is_dated).count();
    let is_dated = dated >= TIMES;
    times::leave(&mut lines, is_dated);
    let whole = voices::of(&lines, is_dated).map(|voices| (0, voices));
    // What a program has noted of a meeting may stand above it, and be longer.
    let below = programs::transcript_at(&lines)
        .and_then(|from| Some((from, voices::of(&lines[from..], is_dated)?)));
    // So may a list of its chapters, whose times are those of the talk once more.
    let is_again = below.as_ref().is_some_and(|(from, _)| {
        let (above, below) = lines.split_at(*from);
        let time = |line: &Line<'_>| line.head.time;
        let times = (
            above.iter().rev().find_map(time),
            below.iter().find_map(time),
        );
        matches!(times, (Some(last), Some(first)) if last > first)
    });
    let (from, voices) = if is_again { below } else { whole.or(below) }?;
    let talk = talk(&lines, from, &voices);
    (!talk.said.is_empty()).then_some(talk)
}

fn lines_of(blocks: &[Block]) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for block in blocks {
        let mut begins = true;
        for text in block
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let (text, closes) =
                clock::closing(text).map_or((text, None), |(said, time)| (said, Some(time)));
            let head = Head::of(text);
            // Said twice, for the eye and for who doesn't see: `0:04`, `4 seconds`.
            let is_again = head.is_time()
                && lines.last().is_some_and(|last: &Line<'_>| {
                    last.head.is_time() && last.head.second() == head.second()
                });
            if !is_again {
                lines.push(Line {
                    text,
                    role: block.role,
                    begins,
                    closes,
                    head,
                });
            }
            begins = false;
        }
    }
    lines
}

/// `I:`, `II:` count what somebody says, where an `I:` alone may be who asks.
fn leave_numerals(lines: &mut [Line<'_>]) {
    let is_numeral = |name: &str| name.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let counts =
        |line: &Line<'_>| line.head.time.is_none() && line.head.name.is_some_and(is_numeral);
    if !lines
        .iter()
        .any(|line| counts(line) && line.head.name == Some("II"))
    {
        return;
    }
    for line in lines.iter_mut().filter(|line| counts(line)) {
        line.head = Head {
            rest: line.text,
            ..Head::default()
        };
    }
}

/// A line from the words on that stand before its colon, and are no speaker's name.
fn from_name<'a>(line: &Line<'a>) -> &'a str {
    let at = line.text.len() - line.head.rest.len();
    let name = line.head.name.unwrap_or_default();
    &line.text[line.text[..at].find(name).unwrap_or(at)..]
}

fn talk<'a>(lines: &[Line<'a>], from: usize, voices: &Voices<'a>) -> Talk {
    let is_dated = voices.times == Times::Dated;
    let mut talk = Talk::default();
    let is_head = |line: &Line<'_>| {
        line.head.time.is_some()
            || wide::question(line.text).is_some()
            || line
                .head
                .name
                .is_some_and(|name| voices.names.contains(name))
            || voices.alone(line).is_some()
    };
    let first = from + lines[from..].iter().position(is_head).unwrap_or_default();
    let has_scenes = voices.are_alone && lines.iter().any(|line| alone::is_direction(line.text));
    // A name in a line of its own may stand above the first time.
    let first = if first > 0 && voices.names.contains(lines[first - 1].text) {
        first - 1
    } else {
        first
    };
    let foot = programs::foot(&lines[first..], is_head);
    let lines = foot.map_or(lines, |foot| &lines[..first + foot]);
    talk.above = programs::above(&lines[..first], &voices.names);
    if has_scenes {
        talk.above.retain(|block| block.role == Role::Title);
    }
    let (mut start, mut end, mut speaker) = (None, None, None::<&str>);
    // A name stands above what comes next; so does a time.
    let (mut opens, mut is_new) = (true, true);
    let mut has_spoken = false;
    let is_left_out = left_out(lines, first, voices);
    let words = Words::of(lines.iter().map(|line| line.text));
    for (place, line) in lines.iter().enumerate().skip(first) {
        let head = &line.head;
        if is_left_out[place] {
            continue;
        }
        if let Some(name) = voices.alone(line) {
            (speaker, opens, has_spoken) = (Some(name), true, false);
            continue;
        }
        // Below what somebody says stands what they do, which nobody says.
        if has_scenes && (alone::is_direction(line.text) || line.begins && has_spoken) {
            speaker = None;
        }
        if has_scenes && speaker.is_none() {
            continue;
        }
        let label = head.name.filter(|name| voices.names.contains(name));
        let mut rest = if head.time.is_some() {
            head.rest
        } else {
            line.text
        };
        if let Some(time) = head.time {
            // What somebody says in a time of its own goes on; a name begins anew.
            (start, end, is_new) = (Some(time).filter(|_| !is_dated), head.end, true);
        }
        if let Some(name) = label {
            (speaker, opens, rest) = (Some(voices.called(name)), true, head.rest);
        } else if head.name.is_some() && head.time.is_some() {
            rest = from_name(line);
        } else if head.time.is_some()
            && voices.rest_is_name
            && (names::is_name(head.rest) || voices.names.contains(head.rest))
        {
            (speaker, opens, rest) = (Some(names::without_firm(head.rest)), true, "");
        } else if head.time.is_none()
            && voices.names.contains(line.text)
            && voices::beside_a_time(lines, place)
        {
            (speaker, opens) = (Some(line.text), true);
            continue;
        }
        if let Some(asked) = wide::question(rest) {
            (speaker, opens, rest) = (None, true, asked);
        }
        rest = chats::without_edits(rest);
        if rest.is_empty() || is_dated && chats::is_left_out(rest) {
            continue;
        }
        let shown = chats::without_emojis(rest);
        rest = shown.as_deref().unwrap_or(rest);
        let timeless = !is_new && label.is_none();
        // Words of the same turn: a new paragraph of it, or one that goes on.
        let is_inside = rest.starts_with(char::is_lowercase)
            && talk
                .said
                .last()
                .is_some_and(|last| !lines::is_ended(&last.text));
        let turn = opens || (timeless && line.begins && !talk.said.is_empty() && !is_inside);
        match talk.said.last_mut() {
            Some(last) if timeless && !turn => words.append(&mut last.text, rest),
            _ => talk.said.push(Said {
                start,
                end,
                text: rest.to_owned(),
                speaker: speaker.map(str::to_owned),
                turn: turn
                    && (speaker.is_some() || voices.times == Times::None || talk.said.is_empty()),
            }),
        }
        has_spoken = true;
        (opens, is_new) = (false, false);
    }
    talk
}

/// Which lines nobody says: what programs add, in one line or more, reactions, hours of a parliament's report.
fn left_out(lines: &[Line<'_>], first: usize, voices: &Voices<'_>) -> Vec<bool> {
    let is_dated = voices.times == Times::Dated;
    let is_chat = lines
        .iter()
        .any(|line| chats::is_thread(line.text) || chats::is_emoji(line.text));
    let mut is_left_out = vec![false; lines.len()];
    let (mut is_program, mut is_broken) = (false, false);
    for (place, line) in lines.iter().enumerate().skip(first) {
        let head = &line.head;
        // Who came, who left.
        is_program = is_dated
            && head.name.is_none()
            && (is_program || head.is_dated)
            && !voices.rest_is_name;
        let goes_on = is_broken && !line.begins && head.time.is_none() && head.name.is_none();
        let is_added =
            goes_on || is_furniture(line.text) || head.time.is_some() && is_furniture(head.rest);
        is_broken = is_added && !lines::is_ended(line.text) && line.text.len() >= BROKEN;
        // `(without looking up)`: how somebody says what comes next.
        let is_aside = line.text.starts_with('(') && line.text.ends_with(')');
        let is_second = place > 1
            && head.time.is_none()
            && lines[place - 1].head.time.is_none()
            && lines[place - 2].head.is_time();
        // What heads a part is said by nobody.
        let is_speaker = |name: &&str| voices.names.contains(*name);
        let heads = matches!(line.role, Role::Heading | Role::Title)
            && head.time.is_none()
            && !head.name.as_ref().is_some_and(is_speaker)
            && !is_speaker(&line.text)
            && voices.alone(line).is_none();
        let is_cue = head.is_label && head.name.is_some_and(|name| CUES.contains(&name));
        is_left_out[place] = is_program
            || is_cue
            || heads
            || is_added
            || is_reaction(lines, place)
            || is_dated && chats::is_furniture(line.text)
            || is_chat && (chats::is_thread(line.text) || chats::is_beside(line.text))
            || voices.are_alone && (is_aside || alone::is_hour(line.text))
            || voices.one_line && is_second && line.text.starts_with(char::is_uppercase);
    }
    is_left_out
}

/// `:+1:` and how many it was that sent it.
fn is_reaction(lines: &[Line<'_>], place: usize) -> bool {
    let is_count = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    chats::is_emoji(lines[place].text)
        || place > 0 && is_count(lines[place].text) && chats::is_emoji(lines[place - 1].text)
}
