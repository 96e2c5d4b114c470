//! The numbers of lines in a margin, as courts print them.

use super::lines::Line;

/// Lines from which on their numbers are some.
const LEAST: usize = 10;
/// Points by which their edges differ.
const EDGE: f64 = 3.0;

/// Leaves out numbers that count lines from 1 on, below each other: alone, or before what each line says.
pub(super) fn without(lines: &mut Vec<Line>) {
    let mut counted: Vec<usize> = Vec::new();
    for at in 0..lines.len() {
        let last = counted.last().copied();
        let next = counted.len() + 1;
        let is_next = number(&lines[at]) == Some(next)
            && last.is_none_or(|last| is_below(&lines[last], &lines[at]));
        if is_next {
            counted.push(at);
        } else if number(&lines[at]) == Some(1) && counted.len() < LEAST {
            counted = vec![at];
        }
    }
    if counted.len() < LEAST {
        return;
    }
    for at in &counted {
        let line = &mut lines[*at];
        let rest = line.text.trim_start();
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        line.text = rest.trim_start().to_owned();
    }
    lines.retain(|line| !line.text.is_empty());
}

fn number(line: &Line) -> Option<usize> {
    let word = line.text.split_whitespace().next()?;
    word.parse().ok()
}

fn is_below(last: &Line, line: &Line) -> bool {
    let right = |line: &Line| line.x + line.width;
    let is_level =
        (last.x - line.x).abs() < EDGE.max(line.size) || (right(last) - right(line)).abs() < EDGE;
    is_level && line.y < last.y && last.angle == line.angle
}
