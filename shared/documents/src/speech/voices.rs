//! Whose lines are whose in a transcript, decided by all of the file.

use std::collections::{HashMap, HashSet};

use super::{
    alone,
    line::{Line, TIMES},
    names,
    programs::is_furniture,
};
use crate::{join, lines};

/// Labelled lines from which on a file without times can be one.
const LABELS: usize = 4;
/// Words of lines that are an agenda's and not what was said.
const AGENDA: usize = 5;
/// Bytes of `L. M.`, which is no sentence.
const INITIALS: usize = 8;

/// What times a file has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    None,
    /// Of a recording.
    Recorded,
    /// Of days, as messengers write them.
    Dated,
}

/// Whose lines are whose.
pub(super) struct Voices<'a> {
    pub(super) names: HashSet<&'a str>,
    /// After `0:12 `, a name and not what is said.
    pub(super) rest_is_name: bool,
    pub(super) times: Times,
    /// Below a time, what is said is one line: a second one names what comes next.
    pub(super) one_line: bool,
    /// Names stand in lines of their own.
    pub(super) are_alone: bool,
}

/// `None` where the file is no transcript.
pub(super) fn of<'a>(lines: &[Line<'a>], is_dated: bool) -> Option<Voices<'a>> {
    let timed = lines.iter().filter(|line| line.head.time.is_some()).count();
    let has_times = timed >= TIMES || (timed == 2 && lines.len() < 12);
    has_times
        .then(|| timed_voices(lines, is_dated))
        .flatten()
        .or_else(|| labelled_voices(lines))
        .or_else(|| {
            Some(Voices {
                names: alone::names(lines)?,
                rest_is_name: false,
                times: Times::None,
                one_line: false,
                are_alone: true,
            })
        })
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
    let words =
        |lines: &[Line<'_>]| -> usize { lines.iter().map(|line| join::words(line.text)).sum() };
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
    let begun = (0..lines.len()).filter(|place| is_named(place) && lines[*place].begins);
    let are_named = bare_times >= TIMES
        && ((0..lines.len()).filter(is_named).count() * 5 >= bare_times * 4
            || begun.count() * 5 >= bare_times * 3);
    // So it is where nearly each line has one before a colon.
    let labelled = lines.iter().filter(|line| line.head.is_label).count();
    let are_labelled = labelled * 4 >= lines.len() * 3;
    // Or where below nearly each time a line begins with one.
    let below_times: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair[0].head.is_time() && pair[1].head.is_label)
        .filter_map(|pair| pair[1].head.name)
        .collect();
    let are_below = bare_times >= TIMES && below_times.len() * 5 >= bare_times * 4;
    let noted = noted(&lines[..first], &counts);
    let names: HashSet<&str> = counts
        .iter()
        .filter(|(name, count)| {
            **count > 1
                || beside_times.contains(**name)
                || are_named
                || are_below && below_times.contains(name)
                || are_labelled && !noted.contains(**name)
        })
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
        are_alone: false,
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

pub(super) fn beside_a_time(lines: &[Line<'_>], place: usize) -> bool {
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
    let noted = noted(lines, &counts);
    let coming_back = counts.values().filter(|count| **count > 1).count();
    // Of a script, whose speakers are in capitals, some speak but once.
    let shouted: usize = counts
        .iter()
        .filter(|(name, _)| names::is_shouted(name) && !noted.contains(**name))
        .map(|(_, count)| *count)
        .sum();
    let is_script =
        coming_back > 0 && shouted >= LABELS && shouted * 5 >= (labelled - noted.len()) * 4;
    let names: HashSet<&str> = counts
        .iter()
        .filter(|(name, count)| {
            **count > 1 || coming_back > 0 && names::is_name(name) && !noted.contains(**name)
        })
        .map(|(name, _)| *name)
        .collect();
    let known: usize = if is_script {
        labelled
    } else {
        counts.values().filter(|count| **count > 1).sum()
    };
    // Lines that are broken off inside of sentences are one.
    let begins = |place: &usize| {
        let line = &lines[*place];
        let above = place.checked_sub(1).map(|above| &lines[above]);
        // What stands below a name in a line of its own is said by whom it names, what is in brackets by nobody.
        let is_named = above.is_some_and(|above| above.head.is_label && above.head.rest.is_empty());
        let is_noted = line.text.starts_with('(') && line.text.ends_with(')');
        let is_other = line.begins || above.is_some_and(|above| lines::is_ended(above.text));
        line.head.is_label || is_other && !is_named && !is_noted
    };
    // What stands above the first of them is a title page's, if that isn't most of the file.
    let is_known = |line: &Line<'_>| {
        let name = line.head.name.filter(|_| line.head.is_label);
        name.is_some_and(|name| counts.get(name).is_some_and(|count| *count > 1))
    };
    let first = lines.iter().position(is_known).unwrap_or_default();
    let above: usize = lines[..first].iter().map(|line| line.text.len()).sum();
    let all: usize = lines.iter().map(|line| line.text.len()).sum();
    let from = if above * 4 <= all { first } else { 0 };
    let begun = (from..lines.len()).filter(begins).count();
    // Of an article with a few labels, most lines have none; of a list, each has another.
    let enough = labelled >= LABELS && (coming_back > 1 || is_script)
        || labelled >= 3 && coming_back == 1 && counts.len() == 2;
    (enough && labelled * 5 >= begun * 2 && known * 5 >= labelled * 3).then_some(Voices {
        names,
        rest_is_name: false,
        times: Times::None,
        one_line: false,
        are_alone: false,
    })
}

/// Labels above the first that comes back, with no sentence behind them: `Location: Library`.
fn noted<'a>(lines: &[Line<'a>], counts: &HashMap<&str, usize>) -> HashSet<&'a str> {
    let is_speaker = |line: &Line<'_>| {
        let name = line.head.name.filter(|_| line.head.is_label);
        name.is_some_and(|name| counts.get(name).is_some_and(|count| *count > 1))
    };
    let is_noted = |line: &&Line<'_>| {
        let said = line.head.rest;
        line.head.is_label && !said.is_empty() && (!lines::is_ended(said) || said.len() < INITIALS)
    };
    lines
        .iter()
        .take_while(|line| !is_speaker(line))
        .filter(is_noted)
        .filter_map(|line| line.head.name)
        .collect()
}

impl<'a> Voices<'a> {
    /// Whom a line of its own names.
    pub(super) fn alone(&self, line: &Line<'a>) -> Option<&'a str> {
        let name = alone::name(line).filter(|_| self.are_alone)?;
        self.names.contains(name).then_some(name)
    }

    /// `Mr Haddad` for `Mr Haddad (Portree)`, where he is called so, too.
    pub(super) fn called(&self, name: &'a str) -> &'a str {
        let bare = name.split_once(" (").map_or(name, |(bare, _)| bare);
        if self.names.contains(bare) {
            bare
        } else {
            name
        }
    }
}
