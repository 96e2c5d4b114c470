//! Names in lines of their own, without a time or a colon: as plays, parliaments and typed interviews have them.

use std::collections::{HashMap, HashSet};

use super::{clock, line::Line, names};
use crate::{Role, lines};

/// Lines with a name from which on a file can be a talk; of names of one word that aren't in capitals, more.
const NAMES: usize = 4;
const SINGLE: usize = 6;

/// The speaker whom a line names and says nothing else: `PRIYA (CONT'D)`, `Nora Whitfield (Harwich) (Lab)`, `The Minister for
/// Fisheries (Priya Raman)`.
pub(super) fn name<'a>(line: &Line<'a>) -> Option<&'a str> {
    // A page may have them as headings.
    let is_plain = matches!(line.role, Role::Paragraph | Role::Quotation | Role::Heading);
    if !is_plain || line.head.time.is_some() || line.head.is_label {
        return None;
    }
    let text = uncounted(line.text);
    let (bare, inside) = match text.split_once(" (") {
        Some((bare, rest)) => (bare, Some(rest.strip_suffix(')')?)),
        None => (text, None),
    };
    let inside = inside.filter(|inside| bare.starts_with("The ") && is_person(inside));
    // `Maya Torres -- Chief Executive Officer`
    let name = inside.unwrap_or_else(|| names::without_house(bare));
    (!is_direction(text) && names::is_name(name)).then_some(name)
}

/// `Karin Ekström (S)` of `Anf.  42  Karin Ekström (S)`, as a parliament counts its speeches.
fn uncounted(line: &str) -> &str {
    let counted = line.strip_prefix("Anf.").map(str::trim_start);
    let rest = counted.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.filter(|rest| rest.starts_with(' '))
        .map_or(line, str::trim_start)
}

/// Names that come back, each above what is said in sentences; `None` where they head something else.
pub(super) fn names<'a>(all: &[Line<'a>]) -> Option<HashSet<&'a str>> {
    let words = |lines: &[&Line<'_>]| -> usize {
        let words = |line: &&Line<'_>| line.text.split_whitespace().count();
        lines.iter().map(words).sum()
    };
    let is_noted = |line: &Line<'_>| {
        let is_heard = line.text.starts_with('(') && line.text.ends_with(')');
        is_direction(line.text) || is_hour(line.text) || is_heard
    };
    let lines: Vec<&Line<'a>> = all.iter().filter(|line| !is_noted(line)).collect();
    let all_named = lines
        .iter()
        .enumerate()
        .filter_map(|(place, line)| Some((place, name(line)?)));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name) in all_named.clone() {
        *counts.entry(name).or_default() += 1;
    }
    let returning: HashSet<&str> = counts
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(name, _)| *name)
        .collect();
    // `Baroness Hale of Richmond` may speak once, where others are baronesses, too.
    let first_word = |name: &str| name.split(' ').next().map(str::to_owned);
    let has_title = |name: &str| {
        let title = first_word(name).filter(|title| title != "The");
        let alike = returning.iter().filter(|other| first_word(other) == title);
        title.is_some() && alike.count() > 1
    };
    // A title and who wrote it stand above them.
    let named: Vec<(usize, &str)> = all_named
        .skip_while(|(_, name)| !returning.contains(name) && !has_title(name))
        .collect();
    let known = named
        .iter()
        .filter(|(_, name)| returning.contains(name))
        .count();
    let are_shouted = returning.iter().all(|name| names::is_shouted(name));
    let are_persons = returning.iter().all(|name| is_person(name));
    let least = if are_shouted || are_persons {
        NAMES
    } else {
        SINGLE
    };
    let are_nobodies = returning.iter().any(|name| names::is_no_name(name));
    if returning.len() < 2 || are_nobodies || known < least || known * 5 < named.len() * 3 {
        return None;
    }
    let said = named.iter().zip(named.iter().skip(1));
    let is_said = |((from, _), (to, _)): &(&(usize, &str), &(usize, &str))| {
        let above = lines[to - 1].text;
        // Whoever is interrupted ends with a dash.
        to - from > 1 && (lines::is_ended(above) || above.ends_with(['—', '–']))
    };
    let sentences = said.filter(is_said).count();
    let above = words(&lines[..named.first()?.0]);
    if sentences * 4 < (named.len() - 1) * 3
        || above * 5 > words(&lines) * 2
        || are_headings(&named)
    {
        return None;
    }
    let like_them = |name: &&str| {
        returning.contains(name)
            || if are_shouted {
                names::is_shouted(name)
            } else {
                is_person(name)
            }
    };
    let speakers = named.iter().map(|(_, name)| *name);
    Some(speakers.filter(like_them).collect())
}

/// The same three or more in the same order each time: what is said of each of several things.
fn are_headings(named: &[(usize, &str)]) -> bool {
    let headings: HashSet<&str> = named.iter().map(|(_, name)| *name).collect();
    let period = headings.len();
    period > 2
        && named
            .iter()
            .zip(named.iter().skip(period))
            .all(|((_, first), (_, next))| first == next)
}

/// A name of two words or more, or what somebody does in a talk.
fn is_person(name: &str) -> bool {
    const OFFICES: [&str; 8] = [
        "Operator",
        "Moderator",
        "Interviewer",
        "Interviewee",
        "Narrator",
        "Host",
        "Chair",
        "Unknown",
    ];
    (name.contains(' ') || OFFICES.contains(&name)) && names::is_name(name)
}

/// Where a scene is, and how it goes over into the next one.
pub(super) fn is_direction(line: &str) -> bool {
    const SCENES: [&str; 6] = ["INT. ", "EXT. ", "INT/EXT", "INT./EXT", "EST. ", "I/E. "];
    const CUTS: [&str; 8] = [
        "FADE IN:",
        "FADE IN",
        "FADE OUT.",
        "FADE OUT",
        "FADE TO BLACK.",
        "CONTINUED:",
        "(CONTINUED)",
        "THE END",
    ];
    SCENES.iter().any(|scene| line.starts_with(scene))
        || CUTS.contains(&line)
        || line.ends_with(" TO:") && names::is_shouted(line)
}

/// The time of the day that a parliament's report notes between what is said: `2.30 pm`.
pub(super) fn is_hour(line: &str) -> bool {
    // `16:15:00`
    let is_whole = clock::seconds(line).is_some_and(|(_, rest)| rest.is_empty());
    if is_whole && line.matches(':').count() == 2 {
        return true;
    }
    let lower = line.to_lowercase();
    let hour = ["am", "pm", "a.m.", "p.m.", "noon"]
        .iter()
        .find_map(|half| lower.strip_suffix(half))
        .map(str::trim);
    hour.is_some_and(|hour| {
        (1..=5).contains(&hour.len())
            && hour
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':'))
    })
}
