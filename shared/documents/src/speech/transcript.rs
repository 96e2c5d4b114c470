//! A transcript in a text, a page or a Word document: who spoke when stands in lines of its own, or before what is said.
//!
//! Programs write name and time in either order, with brackets, dashes, colons or none, in one line or in two; so a line is
//! read by its parts, not by a program's form. Whether the file is a transcript is decided by all of it: times that go on,
//! names that come back, and most of the words below them.

use std::collections::{HashMap, HashSet};

use super::{
    Said, Talk, chats, clock,
    head::Head,
    line::{Line, TIMES},
    names,
    programs::{self, is_furniture},
    times,
};
use crate::{block::Block, join, lines};

/// Labelled lines from which on a file without times can be one.
const LABELS: usize = 4;
/// Words of lines that are an agenda's and not what was said.
const AGENDA: usize = 5;

/// `None` where the file is none.
pub(crate) fn recognise(blocks: &[Block]) -> Option<Talk> {
    let mut lines = lines_of(blocks);
    times::close(&mut lines);
    let dated = lines.iter().filter(|line| line.head.is_dated).count();
    let is_dated = dated >= TIMES;
    times::leave(&mut lines, is_dated);
    let timed = lines.iter().filter(|line| line.head.time.is_some()).count();
    let voices = if timed >= TIMES || (timed == 2 && lines.len() < 12) {
        timed_voices(&lines, is_dated)?
    } else {
        labelled_voices(&lines)?
    };
    let talk = talk(&lines, &voices);
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

/// Whose lines are whose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    None,
    /// Of a recording.
    Recorded,
    /// Of days, as messengers write them.
    Dated,
}

struct Voices<'a> {
    names: HashSet<&'a str>,
    /// After `0:12 `, a name and not what is said.
    rest_is_name: bool,
    times: Times,
    /// Below a time, what is said is one line: a second one names what comes next.
    one_line: bool,
}

fn timed_voices<'a>(lines: &[Line<'a>], is_dated: bool) -> Option<Voices<'a>> {
    let times: Vec<f64> = lines.iter().filter_map(|line| line.head.time).collect();
    let back = times.windows(2).filter(|pair| pair[1] < pair[0]).count();
    // Of a table of times many stand below each other, and nothing is said in them.
    let is_bare = |pair: &[Line<'_>]| pair.iter().all(|line| line.head.is_time());
    let bare = lines.windows(2).filter(|pair| is_bare(pair)).count();
    if !is_dated && back * 10 > times.len() || bare * 2 > times.len() {
        return None;
    }
    let words = |lines: &[Line<'_>]| -> usize {
        lines
            .iter()
            .map(|line| {
                line.text
                    .split_whitespace()
                    .count()
                    .max(line.text.chars().filter(|c| join::is_wide(*c)).count() / 2)
            })
            .sum()
    };
    let first = lines.iter().position(|line| line.head.time.is_some())?;
    let (above, all) = (words(&lines[..first]), words(lines));
    // Below a text stands a list of its chapters, in a text an agenda: neither holds most of its words.
    if above * 5 > all * 2 || times.len() * 10 < lines.len() {
        return None;
    }
    let rest_is_name = rest_is_name(lines);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        let head = &line.head;
        let name = head.name.or_else(|| {
            (rest_is_name && head.time.is_some())
                .then_some(head.rest)
                .filter(|rest| names::is_name(rest) || is_dated && names::is_handle(rest))
        });
        if let Some(name) = name {
            *counts.entry(name).or_default() += 1;
        } else if head.time.is_none() && names::is_name(line.text) && beside_a_time(lines, place) {
            *counts.entry(line.text).or_default() += 1;
        }
    }
    let beside_times: HashSet<&str> = lines
        .iter()
        .filter(|line| line.head.time.is_some())
        .filter_map(|line| line.head.name)
        .collect();
    // Where nearly each time has a name beside it, so has one that comes but once.
    let bare_times = lines.iter().filter(|line| line.head.is_time()).count();
    let is_named = |place: &usize| {
        lines[*place].head.time.is_none()
            && names::is_name(lines[*place].text)
            && beside_a_time(lines, *place)
    };
    let are_named =
        bare_times >= TIMES && (0..lines.len()).filter(is_named).count() * 5 >= bare_times * 4;
    let names: HashSet<&str> = counts
        .iter()
        .filter(|(name, count)| **count > 1 || beside_times.contains(**name) || are_named)
        .map(|(name, _)| *name)
        .collect();
    let short = lines
        .iter()
        .filter(|line| line.head.time.is_some() && !line.head.rest.is_empty())
        .map(|line| line.head.rest.split_whitespace().count());
    let (said, total) = short.fold((0, 0), |(count, total), words| (count + 1, total + words));
    let unmarked = lines
        .iter()
        .filter(|line| line.head.time.is_some())
        .all(|line| !line.head.is_marked);
    let is_agenda = names.is_empty()
        && said * 2 > times.len()
        && (total < said * AGENDA)
        && (unmarked || said < 12);
    (!is_agenda).then_some(Voices {
        one_line: names.is_empty() && has_one_line(lines),
        names,
        rest_is_name,
        times: if is_dated {
            Times::Dated
        } else {
            Times::Recorded
        },
    })
}

/// Whether what stands after a time names who speaks in the lines below it.
fn rest_is_name(lines: &[Line<'_>]) -> bool {
    let (mut names, mut heads) = (0, 0);
    for (place, line) in lines.iter().enumerate() {
        let head = &line.head;
        if head.time.is_none() || head.name.is_some() || head.rest.is_empty() {
            continue;
        }
        heads += 1;
        let said_below = lines
            .get(place + 1)
            .is_some_and(|next| next.head.time.is_none());
        let is_name = names::is_name(head.rest) || head.is_dated && names::is_handle(head.rest);
        names += usize::from(said_below && is_name);
    }
    heads > 0 && names * 5 >= heads * 4
}

/// Whether times stand alone, and below nearly each of them one line of speech without a full stop, as a recogniser writes it.
fn has_one_line(lines: &[Line<'_>]) -> bool {
    let (mut ones, mut all) = (0, 0);
    for (place, line) in lines.iter().enumerate() {
        if !line.head.is_time() {
            continue;
        }
        let below = &lines[place + 1..];
        let said = below
            .iter()
            .take_while(|line| line.head.time.is_none())
            .filter(|line| !is_furniture(line.text))
            .count();
        let goes_on = below
            .first()
            .is_some_and(|line| !lines::is_ended(line.text));
        all += 1;
        ones += usize::from(said == 1 && goes_on);
    }
    all >= TIMES && ones * 2 >= all
}

fn beside_a_time(lines: &[Line<'_>], place: usize) -> bool {
    let is_time = |place: usize| lines.get(place).is_some_and(|line| line.head.is_time());
    let is_text = |place: usize| {
        lines
            .get(place)
            .is_some_and(|line| line.head.time.is_none())
    };
    (place > 0 && is_time(place - 1) && is_text(place + 1))
        || (is_time(place + 1) && is_text(place + 2))
}

/// Of a file without times: names before a colon that come back, before most of what is written.
fn labelled_voices<'a>(lines: &[Line<'a>]) -> Option<Voices<'a>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut labelled = 0;
    for head in lines
        .iter()
        .map(|line| &line.head)
        .filter(|head| head.is_label)
    {
        if let Some(name) = head.name {
            *counts.entry(name).or_default() += 1;
            labelled += 1;
        }
    }
    let coming_back = counts.values().filter(|count| **count > 1).count();
    let names: HashSet<&str> = counts
        .iter()
        .filter(|(name, count)| **count > 1 || (coming_back > 0 && names::is_name(name)))
        .map(|(name, _)| *name)
        .collect();
    let known: usize = counts.values().filter(|count| **count > 1).sum();
    // Of an article with a few labels, most lines have none; of a list, each has another.
    let enough = labelled >= LABELS && coming_back > 1
        || labelled >= 3 && coming_back == 1 && counts.len() == 2;
    (enough && labelled * 5 >= lines.len() * 2 && known * 5 >= labelled * 3).then_some(Voices {
        names,
        rest_is_name: false,
        times: Times::None,
        one_line: false,
    })
}

fn talk<'a>(lines: &[Line<'a>], voices: &Voices<'a>) -> Talk {
    let is_dated = voices.times == Times::Dated;
    let mut talk = Talk::default();
    let is_head = |line: &Line<'_>| {
        line.head.time.is_some()
            || line
                .head
                .name
                .is_some_and(|name| voices.names.contains(name))
    };
    let first = lines.iter().position(is_head).unwrap_or_default();
    // A name in a line of its own may stand above the first time.
    let first = if first > 0 && voices.names.contains(lines[first - 1].text) {
        first - 1
    } else {
        first
    };
    talk.above = programs::above(&lines[..first]);
    let (mut start, mut end, mut speaker) = (None, None, None::<&str>);
    // A name stands above what comes next; so does a time.
    let (mut opens, mut is_new) = (true, true);
    for (place, line) in lines.iter().enumerate().skip(first) {
        if is_furniture(line.text)
            || is_reaction(lines, place)
            || is_dated && chats::is_furniture(line.text)
        {
            continue;
        }
        let is_second = place > 1
            && line.head.time.is_none()
            && lines[place - 1].head.time.is_none()
            && lines[place - 2].head.is_time();
        if voices.one_line && is_second && line.text.starts_with(char::is_uppercase) {
            continue;
        }
        let head = &line.head;
        // What the program says: who came, who left.
        if is_dated && head.is_dated && head.name.is_none() && !voices.rest_is_name {
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
            (speaker, opens, rest) = (Some(name), true, head.rest);
        } else if head.name.is_some() && head.time.is_some() {
            // Before a colon, and no speaker's name.
            let at = line.text.len() - head.rest.len();
            let from = line.text[..at]
                .find(head.name.unwrap_or_default())
                .unwrap_or(at);
            rest = &line.text[from..];
        } else if head.time.is_some()
            && voices.rest_is_name
            && (names::is_name(head.rest) || voices.names.contains(head.rest))
        {
            (speaker, opens, rest) = (Some(head.rest), true, "");
        } else if head.time.is_none()
            && voices.names.contains(line.text)
            && beside_a_time(lines, place)
        {
            (speaker, opens) = (Some(line.text), true);
            continue;
        }
        rest = chats::without_edits(rest);
        if rest.is_empty() || is_dated && chats::is_left_out(rest) {
            continue;
        }
        let timeless = !is_new && label.is_none();
        // Words of the same turn: a new paragraph of it, or one that goes on.
        let turn = opens || (timeless && line.begins && !talk.said.is_empty());
        match talk.said.last_mut() {
            Some(last) if timeless && !turn => join::append(&mut last.text, rest),
            _ => talk.said.push(Said {
                start,
                end,
                text: rest.to_owned(),
                speaker: speaker.map(str::to_owned),
                turn: turn
                    && (speaker.is_some() || voices.times == Times::None || talk.said.is_empty()),
            }),
        }
        (opens, is_new) = (false, false);
    }
    talk
}

/// `:+1:` and how many it was that sent it.
fn is_reaction(lines: &[Line<'_>], place: usize) -> bool {
    let is_count = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    chats::is_emoji(lines[place].text)
        || place > 0 && is_count(lines[place].text) && chats::is_emoji(lines[place - 1].text)
}
