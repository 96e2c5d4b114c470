//! What is drawn by itself beside what it belongs to: a vowel's sign over its letter, a bullet before its item.

use unicode_normalization::char::is_combining_mark;

use super::{glyphs::Glyph, lines::Line};
use crate::lines;

/// Characters of a line among which a sign's letter is looked for, to each side.
const NEAR: usize = 3;
/// Of a font's size: how far a bullet stands before its item.
const BEFORE: f64 = 4.0;
/// Of a font's size: how far their lines differ.
const LEVEL: f64 = 0.5;
/// Bullets of a page that are looked at.
const BULLETS: usize = 500;

pub(super) fn is_sign(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_combining_mark)
}

/// Signs of a line that is read from the right, sorted by their places, come behind the letters that they are drawn over.
pub(super) fn join_signs(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at < glyphs.len() {
        if !is_sign(&glyphs[at].text) {
            at += 1;
            continue;
        }
        let sign = glyphs.remove(at);
        let middle = f64::midpoint(sign.x, sign.end);
        let from = |glyph: &Glyph| (glyph.x - middle).max(middle - glyph.end).max(0.0);
        let letter = (at.saturating_sub(NEAR)..(at + NEAR).min(glyphs.len()))
            .filter(|place| glyphs[*place].text.chars().any(char::is_alphabetic))
            .min_by(|one, other| from(&glyphs[*one]).total_cmp(&from(&glyphs[*other])));
        if let Some(letter) = letter {
            glyphs[letter].text.push_str(&sign.text);
        }
    }
}

/// Bullets and numbers of items that are lines of their own begin the lines that they stand before.
pub(super) fn join_bullets(lines: &mut Vec<Line>) {
    let is_alone = |line: &Line| {
        let mark = line.text.trim();
        mark.chars().count() <= 3 && lines::is_marked(&format!("{mark} x"))
    };
    let marks: Vec<usize> = (0..lines.len())
        .filter(|place| is_alone(&lines[*place]))
        .take(BULLETS)
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

#[cfg(test)]
mod tests {
    use super::{super::glyphs::Glyph, join_signs};

    /// Shadda over beh, drawn before it and a little to its left, over the end of the alef.
    #[test]
    fn a_sign_belongs_to_the_letter_that_it_is_over() {
        let glyph = |text: &str, x: f64, end: f64| Glyph {
            text: text.to_owned(),
            x,
            y: 0.0,
            end,
            size: 24.0,
            angle: 0,
        };
        let mut line = vec![
            glyph("ر", 484.0, 498.0),
            glyph("ا", 498.0, 507.0),
            glyph("\u{651}", 508.0, 513.0),
            glyph("ب", 507.0, 517.0),
        ];
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        join_signs(&mut line);
        let texts: Vec<&str> = line.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(texts, ["ر", "ا", "ب\u{651}"]);
    }
}
