//! Where words of a line end: at the spaces that it draws, or after steps to the right.

use unicode_normalization::UnicodeNormalization;

use super::glyphs::Glyph;
use crate::join;

/// Of a font's size: a step to the right after which a word begins.
pub(super) const WORD: f64 = 0.1;
/// Where the line draws its spaces itself.
const WORD_BESIDE_SPACES: f64 = 0.18;
/// The same in Arabic, whose letters stand apart within a word too.
const ARABIC_BESIDE_SPACES: f64 = 0.3;
/// Between characters that are as wide as high, and whose scripts know no spaces.
pub(super) const WIDE: f64 = 0.8;
/// How far a space reaches into a letter that covers it, and how near the next letter is.
const COVERED: f64 = 0.1;
const TOUCHING: f64 = 0.05;
/// From where on a step parts cells of a row, and the sign of that in a line's text.
const CELL: f64 = 1.5;
pub(super) const CELLS: char = '\t';

fn has_spaces(glyphs: &[Glyph]) -> bool {
    glyphs.iter().any(|glyph| glyph.text == " ")
}

/// Where words of a line end that is read from the left.
pub(super) struct Steps {
    word: f64,
    spread: Option<f64>,
}

impl Steps {
    pub(super) fn of(glyphs: &[Glyph]) -> Self {
        Self {
            word: if has_spaces(glyphs) {
                WORD_BESIDE_SPACES
            } else {
                WORD
            },
            spread: spread(glyphs),
        }
    }

    /// What stands between two characters that were drawn one behind the other: between words, or between the cells of a row.
    pub(super) fn between(&self, last: &Glyph, next: &Glyph) -> Option<char> {
        let is_parted = match self.spread {
            Some(step) => next.x > last.end + step || is_back(last, next),
            None => is_parted(last, next, self.word),
        };
        is_parted.then(|| gap(last, next))
    }
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

/// Where the cells of a line begin, from the left.
pub(super) fn cells(glyphs: &[Glyph]) -> Vec<f64> {
    /// Glyphs of a line that may have cells.
    const MOST: usize = 2_000;
    if glyphs.len() > MOST {
        return Vec::new();
    }
    let steps = Steps::of(glyphs);
    let begins = |pair: &[Glyph]| steps.between(&pair[0], &pair[1]) == Some(CELLS);
    let next = glyphs
        .windows(2)
        .filter(|pair| begins(pair))
        .map(|pair| pair[1].x);
    glyphs
        .first()
        .map(|first| first.x)
        .into_iter()
        .chain(next)
        .collect()
}

/// Where the second word of a line begins.
pub(super) fn second(glyphs: &[Glyph]) -> Option<f64> {
    /// Glyphs of the first.
    const WORD: usize = 16;
    let steps = Steps::of(&glyphs[..glyphs.len().min(WORD)]);
    let begins = |pair: &&[Glyph]| {
        let is_space = |glyph: &Glyph| glyph.text.trim().is_empty();
        !is_space(&pair[1]) && (is_space(&pair[0]) || steps.between(&pair[0], &pair[1]).is_some())
    };
    let mut pairs = glyphs.windows(2).take(WORD);
    pairs.find(begins).map(|pair| pair[1].x)
}

/// The glyphs of a line that is read from the right.
pub(super) fn spaced(glyphs: &[Glyph]) -> Vec<&str> {
    let mut pieces = Vec::with_capacity(glyphs.len());
    let step = if has_spaces(glyphs) {
        ARABIC_BESIDE_SPACES
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

/// A space that is drawn within a ligature before it parts nothing.
pub(super) fn drop_covered(glyphs: &mut Vec<Glyph>) {
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
