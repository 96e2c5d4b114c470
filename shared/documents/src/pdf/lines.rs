//! The characters of a page, as they are drawn, to lines.

use unicode_normalization::UnicodeNormalization;

use super::{
    bidi,
    glyphs::{Drawn, Glyph},
    plausible, signs,
    spaces::{self, Steps, WIDE, WORD},
};
use crate::{join, raised};

/// Of a font's size: a step up or down after which a line begins.
const LINE: f64 = 0.5;
/// Of wide characters' size: the widest step from one to the next below it.
const DOWN: f64 = 1.3;
/// Of a large first letter's size: the most that its paragraph's are.
const INITIAL: f64 = 0.5;
/// Lines that are drawn last and read first, at most.
const HEADS: usize = 4;
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
    /// Where each of its cells begins, from the left, in points; of what is read from the right none.
    pub(super) cells: Vec<f64>,
    /// Where its second word begins, of what is read from the left.
    pub(super) second: Option<f64>,
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
    let straight = lines.partition_point(|line| Some(line.angle) == usual);
    heads_first(&mut lines[..straight]);
    lines
}

/// Lines that are drawn last and stand above all others of a page that is drawn downwards come first, as a title does.
fn heads_first(lines: &mut [Line]) {
    for count in (1..=HEADS.min(lines.len() / 2)).rev() {
        let (text, heads) = lines.split_at(lines.len() - count);
        let highest = text.iter().map(|line| line.y).fold(f64::MIN, f64::max);
        let down = text.windows(2).filter(|pair| pair[1].y <= pair[0].y);
        if heads.iter().all(|line| line.y > highest) && down.count() * 4 >= (text.len() - 1) * 3 {
            lines.rotate_right(count);
            lines[..count].sort_by(|one, other| other.y.total_cmp(&one.y));
            return;
        }
    }
}

struct Open {
    glyphs: Vec<Glyph>,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    is_rtl: bool,
    /// Is written downwards.
    is_column: bool,
}

impl Open {
    fn new(glyph: Glyph) -> Self {
        Self {
            left: glyph.x,
            right: glyph.end,
            y: glyph.y,
            size: glyph.size,
            is_rtl: glyph.text.chars().any(bidi::is_rtl),
            is_column: false,
            glyphs: vec![glyph],
        }
    }

    /// Whether a character begins another line: a raised number doesn't, nor one that is drawn to the left of what is read
    /// from the right.
    fn is_left_by(&self, glyph: &Glyph) -> bool {
        let higher = glyph.size.max(self.size);
        let Some(last) = self.glyphs.last() else {
            return false;
        };
        if is_below(last, glyph) && (self.is_column || self.glyphs.len() == 1) {
            return false;
        }
        if self.is_initial(glyph)
            || glyph.angle != last.angle
            || (glyph.y - self.y).abs() > higher * LINE
        {
            return true;
        }
        let rtl = self.is_rtl || glyph.text.chars().any(bidi::is_rtl);
        let beside = self.left - glyph.end < higher * 1.5;
        glyph.x < self.left - higher * if rtl { 0.0 } else { 1.0 } && !(rtl && beside)
    }

    /// A large letter alone, beside which the first line of its paragraph begins.
    fn is_initial(&self, next: &Glyph) -> bool {
        let mut letters = self
            .glyphs
            .iter()
            .flat_map(|glyph| glyph.text.trim().chars());
        next.size < self.size * INITIAL
            && next.y - self.y > next.size * LINE
            && next.text.starts_with(char::is_alphabetic)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none()
    }

    fn push(&mut self, glyph: Glyph) {
        if let [first] = &self.glyphs[..] {
            self.is_column = is_below(first, &glyph);
        }
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
        spaces::drop_covered(&mut glyphs);
        signs::join_accents(&mut glyphs);
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
        let second = spaces::second(&glyphs).filter(|_| !is_rtl);
        let cells = if is_rtl {
            Vec::new()
        } else {
            spaces::cells(&glyphs)
        };
        let text = if is_rtl {
            glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
            signs::join(&mut glyphs);
            let pieces = spaces::spaced(&glyphs);
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
            cells,
            second,
        })
    }
}

fn is_raised(glyph: &Glyph, y: f64, size: f64) -> bool {
    glyph.size < size * SMALL && glyph.y - y > size * HIGHER
}

fn is_lowered(glyph: &Glyph, y: f64, size: f64) -> bool {
    glyph.size < size * SMALL && y - glyph.y > size * HIGHER / 2.0
}

/// Some programs write downwards by drawing each character below the last.
fn is_below(last: &Glyph, next: &Glyph) -> bool {
    let wide = |glyph: &Glyph| {
        let mut letters = glyph.text.chars();
        letters.next().is_some_and(join::is_wide) && letters.next().is_none()
    };
    let (step, size) = (last.y - next.y, next.size);
    last.angle == next.angle
        && (last.x - next.x).abs() < size * WORD
        && (size * WIDE..size * DOWN).contains(&step)
        && wide(last)
        && wide(next)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Height {
    Line,
    Raised,
    Lowered,
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
    let steps = Steps::of(glyphs);
    let mut runs: Vec<(Height, String, f64, f64)> = Vec::new();
    for (place, glyph) in glyphs.iter().enumerate() {
        let own = if glyph.text.trim().is_empty() {
            Height::Line
        } else {
            height(glyph)
        };
        let space = place
            .checked_sub(1)
            .and_then(|last| steps.between(&glyphs[last], glyph));
        match runs.last_mut() {
            Some((last, run, _, end)) if *last == own => {
                run.extend(space);
                push(run, &glyph.text);
                *end = glyph.end;
            }
            _ => {
                // A space before a raised mark is but its distance.
                let mut run = String::new();
                run.extend(space.filter(|_| own == Height::Line));
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
