//! Which times of a text's lines are those of a talk, and what they say.

use super::{
    head::Head,
    line::{Line, TIMES},
};

/// Where the times stand behind what is said, each line begins where the one before it ends.
pub(super) fn close(lines: &mut [Line<'_>]) {
    let closed = lines.iter().filter(|line| line.closes.is_some()).count();
    if closed < TIMES || lines.iter().any(|line| line.head.time.is_some()) {
        return;
    }
    let (mut start, mut from) = (0.0, 0);
    for place in 0..lines.len() {
        let Some(end) = lines[place].closes else {
            continue;
        };
        // What is said may be broken off into lines, the first of which has the name.
        let named = lines[from..place]
            .iter()
            .position(|line| line.head.is_label);
        let head = &mut lines[named.map_or(place, |named| from + named)].head;
        *head = Head {
            time: Some(start),
            end: Some(end),
            is_marked: true,
            ..head.clone()
        };
        (start, from) = (end, place + 1);
    }
}

/// Times that are none of the talk's are words: of a day, where the others are of none; how long it was, which stands above it.
pub(super) fn leave(lines: &mut [Line<'_>], is_dated: bool) {
    let mut plain: Vec<usize> = Vec::new();
    let mut times: Vec<(usize, f64)> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        match line.head.time {
            Some(time) if line.head.is_dated == is_dated => times.push((place, time)),
            Some(_) => plain.push(place),
            None => {}
        }
    }
    // No talk begins by going back.
    let back = times
        .windows(2)
        .take_while(|pair| !is_dated && pair[0].1 > pair[1].1)
        .count();
    if times.len() >= back + TIMES {
        plain.extend(times[..back].iter().map(|(place, _)| *place));
    }
    for place in plain {
        lines[place].head = Head {
            rest: lines[place].text,
            ..Head::default()
        };
    }
}
