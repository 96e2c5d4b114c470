//! A bullet that is drawn by itself, before its item.

use super::lines::Line;
use crate::lines;

/// Of a font's size: how far a bullet stands before its item, and how far their lines differ.
const BEFORE: f64 = 4.0;
const LEVEL: f64 = 0.5;
/// Bullets of a page that are looked at.
const MOST: usize = 500;

/// Bullets and numbers of items that are lines of their own begin the lines that they stand before.
pub(super) fn join(lines: &mut Vec<Line>) {
    let is_alone = |line: &Line| {
        let mark = line.text.trim();
        mark.chars().count() <= 3 && lines::is_marked(&format!("{mark} x"))
    };
    let marks: Vec<usize> = (0..lines.len())
        .filter(|place| is_alone(&lines[*place]))
        .take(MOST)
        .collect();
    let mut joined = Vec::new();
    for mark in marks {
        let bullet = &lines[mark];
        let before = |line: &Line| {
            if line.is_rtl {
                bullet.x - (line.x + line.width)
            } else {
                line.x - (bullet.x + bullet.width)
            }
        };
        let item = (0..lines.len())
            .filter(|place| {
                let line = &lines[*place];
                line.angle == bullet.angle
                    && (line.y - bullet.y).abs() < bullet.size * LEVEL
                    && (-bullet.size * LEVEL..bullet.size * BEFORE).contains(&before(line))
                    && !is_alone(line)
            })
            .min_by(|one, other| before(&lines[*one]).total_cmp(&before(&lines[*other])));
        let Some(item) = item else { continue };
        let (text, left, right) = (
            bullet.text.trim().to_owned(),
            bullet.x,
            bullet.x + bullet.width,
        );
        let line = &mut lines[item];
        line.text = format!("{text} {}", line.text.trim_start());
        let end = right.max(line.x + line.width);
        line.x = line.x.min(left);
        line.width = end - line.x;
        joined.push(mark);
    }
    let mut at = 0..;
    lines.retain(|_| {
        at.next()
            .is_none_or(|at| joined.binary_search(&at).is_err())
    });
}
