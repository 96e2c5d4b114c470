//! The characters of a page, as they are drawn, to lines.

use unicode_normalization::UnicodeNormalization;

use super::{
    bidi,
    glyphs::{Drawn, Glyph},
    plausible,
};
use crate::{join, raised};

/// Of a font's size: a step to the right after which a word begins, and one up or down after which a line does.
const WORD: f64 = 0.1;
const LINE: f64 = 0.5;
const SPACED: f64 = 0.18;
/// In Arabic, whose letters stand apart within a word too, where the line draws its spaces itself.
const WORD_BESIDE_SPACES: f64 = 0.3;
/// Between characters that are as wide as high, and whose scripts know no spaces.
const WIDE: f64 = 0.8;
/// How far a space reaches into a letter that covers it, and how near the next letter is.
const COVERED: f64 = 0.1;
const TOUCHING: f64 = 0.05;
/// From where on a step parts cells of a row, and the sign of that in a line's text.
const CELL: f64 = 1.5;
pub(super) const CELLS: char = '\t';
/// Of a line's size: what is smaller and stands higher is raised.
const SMALL: f64 = 0.85;
const HIGHER: f64 = 0.12;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins, from the left, and its base, from the bottom of the page, in points.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    /// Of its font, in points.
    pub(super) size: f64,
    /// How it is turned, in degrees.
    pub(super) angle: i32,
    /// Begins with a raised mark, as a note does.
    pub(super) is_note: bool,
    /// Is read from the right.
    pub(super) is_rtl: bool,
}

impl Line {
    /// How far further in than another it begins, in points.
    pub(super) fn indent(&self, other: &Line) -> f64 {
        if self.is_rtl && other.is_rtl {
            (other.x + other.width) - (self.x + self.width)
        } else {
            self.x - other.x
        }
    }
}

#[derive(Debug)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    /// In the order in which they are drawn, which is mostly that of reading, also in columns.
    pub(super) lines: Vec<Line>,
}

/// Most lines of a page are turned one way; the others come after those.
pub(super) fn of(drawn: Drawn) -> Vec<Line> {
    let texts = drawn.glyphs.iter().map(|glyph| glyph.text.as_str());
    let rtl_page = bidi::is_mostly_rtl(texts);
    let mut open: Vec<Open> = Vec::new();
    for glyph in drawn.glyphs {
        match open.last_mut() {
            Some(line) if !line.is_left_by(&glyph) => line.push(glyph),
            _ => open.push(Open::new(glyph)),
        }
    }
    let mut lines: Vec<Line> = open
        .into_iter()
        .filter_map(|line| line.close(rtl_page))
        .collect();
    let length = |angle: i32| -> usize {
        lines
            .iter()
            .filter(|line| line.angle == angle)
            .map(|line| line.text.len())
            .sum()
    };
    let usual = lines
        .iter()
        .map(|line| line.angle)
        .max_by_key(|angle| length(*angle));
    lines.sort_by_key(|line| Some(line.angle) != usual);
    lines
}

struct Open {
    glyphs: Vec<Glyph>,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    is_rtl: bool,
}

impl Open {
    fn new(glyph: Glyph) -> Self {
        Self {
            left: glyph.x,
            right: glyph.end,
            y: glyph.y,
            size: glyph.size,
            is_rtl: glyph.text.chars().any(bidi::is_rtl),
            glyphs: vec![glyph],
        }
    }

    /// Whether a character begins another line: a raised number doesn't, nor one that is drawn to the left of what is read
    /// from the right.
    fn is_left_by(&self, glyph: &Glyph) -> bool {
        let higher = glyph.size.max(self.size);
        let last = self.glyphs.last().map_or(0, |glyph| glyph.angle);
        if glyph.angle != last || (glyph.y - self.y).abs() > higher * LINE {
            return true;
        }
        let rtl = self.is_rtl || glyph.text.chars().any(bidi::is_rtl);
        let beside = self.left - glyph.end < higher * 1.5;
        glyph.x < self.left - higher * if rtl { 0.0 } else { 1.0 } && !(rtl && beside)
    }

    fn push(&mut self, glyph: Glyph) {
        self.left = self.left.min(glyph.x);
        self.right = self.right.max(glyph.end);
        self.is_rtl |= glyph.text.chars().any(bidi::is_rtl);
        // The base is that of the largest.
        if glyph.size * SMALL > self.size {
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.glyphs.push(glyph);
    }

    fn close(self, rtl_page: bool) -> Option<Line> {
        let Self {
            mut glyphs,
            left,
            right,
            y,
            size,
            is_rtl,
            ..
        } = self;
        let angle = glyphs.first()?.angle;
        drop_covered_spaces(&mut glyphs);
        // What nothing is known of keeps its place: no space stands there.
        for glyph in &mut glyphs {
            if plausible::is_unknown(&glyph.text) {
                glyph.text.clear();
            }
        }
        let first = glyphs.iter().find(|glyph| !glyph.text.trim().is_empty())?;
        let is_note = is_raised(first, y, size);
        let is_rtl = is_rtl
            || rtl_page && {
                let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
                bidi::ends_at_left(&text)
            };
        let text = if is_rtl {
            glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
            let pieces = spaced(&glyphs);
            bidi::logical(&pieces)
        } else {
            ltr(&glyphs, y, size)
        };
        (!text.trim().is_empty()).then_some(Line {
            text,
            x: left,
            y,
            width: right - left,
            size,
            angle,
            is_note,
            is_rtl,
        })
    }
}

/// A space that is drawn within a ligature before it parts nothing.
fn drop_covered_spaces(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at + 2 < glyphs.len() {
        let [last, space, next] = [&glyphs[at], &glyphs[at + 1], &glyphs[at + 2]];
        let is_covered = space.text == " "
            && last.text.nfkc().count() > 1
            && space.x < last.end - last.size * COVERED
            && next.x < last.end + last.size * TOUCHING
            && next.x > last.x;
        if is_covered {
            glyphs.remove(at + 1);
        }
        at += 1;
    }
}

fn is_raised(glyph: &Glyph, y: f64, size: f64) -> bool {
    glyph.size < size * SMALL && glyph.y - y > size * HIGHER
}

fn is_lowered(glyph: &Glyph, y: f64, size: f64) -> bool {
    glyph.size < size * SMALL && y - glyph.y > size * HIGHER / 2.0
}

/// Whether a space stands between two characters that were drawn one behind the other.
fn is_parted(last: &Glyph, next: &Glyph, step: f64) -> bool {
    let wide = |glyph: &Glyph| glyph.text.chars().any(join::is_wide);
    let step = if wide(last) && wide(next) { WIDE } else { step };
    is_apart(last, next, step) || is_back(last, next)
}

/// A cell of a table that is drawn before those on its left.
fn is_back(last: &Glyph, next: &Glyph) -> bool {
    next.x < last.x - last.size.max(next.size)
}

fn is_apart(last: &Glyph, next: &Glyph, step: f64) -> bool {
    next.x > last.end + last.size.max(next.size) * step
        && !last.text.ends_with(' ')
        && !next.text.starts_with(' ')
}

/// Between words, or between the cells of a row.
fn gap(last: &Glyph, next: &Glyph) -> char {
    if next.x > last.end + last.size.max(next.size) * CELL || is_back(last, next) {
        CELLS
    } else {
        ' '
    }
}

/// The glyphs of a line that is read from the right.
fn spaced(glyphs: &[Glyph]) -> Vec<&str> {
    let mut pieces = Vec::with_capacity(glyphs.len());
    let step = if glyphs.iter().any(|glyph| glyph.text == " ") {
        WORD_BESIDE_SPACES
    } else {
        WORD
    };
    for (place, glyph) in glyphs.iter().enumerate() {
        if place > 0 && is_apart(&glyphs[place - 1], glyph, step) {
            pieces.push(" ");
        }
        pieces.push(glyph.text.as_str());
    }
    pieces
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Height {
    Line,
    Raised,
    Lowered,
}

/// The distance from which on a word ends where letters are drawn apart, `F E R R Y`, all as far; `None` where they are not.
fn spread(glyphs: &[Glyph]) -> Option<f64> {
    const LETTERS: usize = 6;
    const LEAST: f64 = 0.03;
    let is_letter =
        |glyph: &Glyph| glyph.text.chars().all(char::is_alphabetic) && !glyph.text.is_empty();
    let pairs = glyphs
        .windows(2)
        .filter(|pair| is_letter(&pair[0]) && is_letter(&pair[1]));
    let mut gaps: Vec<f64> = pairs.map(|pair| pair[1].x - pair[0].end).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = *gaps.get(gaps.len() / 2).filter(|_| gaps.len() >= LETTERS)?;
    let size = glyphs.first()?.size;
    let near = gaps
        .iter()
        .filter(|gap| (*gap - usual).abs() < usual * 0.3)
        .count();
    let is_spread = usual > size * LEAST && usual < size && near * 10 >= gaps.len() * 7;
    is_spread.then_some((usual * 1.6).max(usual + size * WORD))
}

/// From left to right; what is raised or lowered is what it means.
fn ltr(glyphs: &[Glyph], y: f64, size: f64) -> String {
    let height = |glyph: &Glyph| {
        if is_raised(glyph, y, size) {
            Height::Raised
        } else if is_lowered(glyph, y, size) {
            Height::Lowered
        } else {
            Height::Line
        }
    };
    let spaces = if glyphs.iter().any(|glyph| glyph.text == " ") {
        SPACED
    } else {
        WORD
    };
    let spread = spread(glyphs);
    let mut runs: Vec<(Height, String, f64, f64)> = Vec::new();
    for (place, glyph) in glyphs.iter().enumerate() {
        let own = if glyph.text.trim().is_empty() {
            Height::Line
        } else {
            height(glyph)
        };
        let space = place > 0
            && match spread {
                Some(step) => {
                    glyph.x > glyphs[place - 1].end + step || is_back(&glyphs[place - 1], glyph)
                }
                None => is_parted(&glyphs[place - 1], glyph, spaces),
            };
        match runs.last_mut() {
            Some((last, run, _, end)) if *last == own => {
                if space {
                    run.push(gap(&glyphs[place - 1], glyph));
                }
                push(run, &glyph.text);
                *end = glyph.end;
            }
            _ => {
                // A space before a raised mark is but its distance.
                let mut run = String::new();
                if space && own == Height::Line {
                    run.push(gap(&glyphs[place - 1], glyph));
                }
                push(&mut run, &glyph.text);
                runs.push((own, run, glyph.x, glyph.end));
            }
        }
    }
    let mut text = String::new();
    let mut place = 0;
    while let Some((height, run, x, end)) = runs.get(place) {
        let next = runs.get(place + 1);
        match (height, next) {
            (Height::Line, _) => text.push_str(run),
            // One number above another.
            (Height::Raised, Some((Height::Lowered, below, from, _)))
                if *from < (x + end) / 2.0 =>
            {
                raised::push_fraction(&mut text, run, below);
                place += 1;
            }
            (Height::Raised, next) => {
                raised::push(&mut text, run, next.map_or("", |(_, next, ..)| next));
            }
            (Height::Lowered, _) => raised::push_lowered(&mut text, run),
        }
        place += 1;
    }
    text
}

fn push(text: &mut String, drawn: &str) {
    for character in drawn.chars() {
        if matches!(character, '\u{FB00}'..='\u{FB06}') {
            text.extend(character.nfkc());
        } else {
            text.push(character);
        }
    }
}
