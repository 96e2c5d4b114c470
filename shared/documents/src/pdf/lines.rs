//! The characters of a page, as they are drawn, to lines.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use unicode_normalization::UnicodeNormalization;

use crate::limits;

/// Of a font's size: a step to the right after which a word begins, and one up or down after which a line does.
const WORD: f64 = 0.12;
const LINE: f64 = 0.5;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins, from the left, and its base, from the bottom of the page, in points.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Of its font, in points.
    pub(super) size: f64,
    /// Where its last character ends.
    end: f64,
}

#[derive(Debug)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    /// In the order in which they are drawn, which is mostly that of reading, also in columns.
    pub(super) lines: Vec<Line>,
}

#[derive(Default)]
pub(super) struct Lines {
    pub(super) pages: Vec<Page>,
    characters: usize,
    /// Of them without a meaning, since the font doesn't say what they are.
    unknown: usize,
    bytes: usize,
    in_word: bool,
}

impl Lines {
    pub(super) fn is_full(&self) -> bool {
        self.bytes > limits::TEXT_OUT
    }

    /// Whether a third of the characters or more have shapes alone.
    pub(super) fn are_unreadable(&self) -> bool {
        self.unknown > 0 && self.unknown * 3 >= self.characters
    }

    fn count(&mut self, character: char) {
        self.characters += 1;
        self.unknown += usize::from(matches!(character, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
        self.bytes += character.len_utf8();
    }
}

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        number: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages.push(Page {
            number,
            lines: Vec::new(),
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        drawn: &str,
    ) -> Result<(), OutputError> {
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let (x, y, size) = (place.m31, place.m32, scale * font_size.abs());
        let end = x + width * size;
        drawn.chars().for_each(|character| self.count(character));
        if self.is_full() {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let first = !std::mem::replace(&mut self.in_word, true);
        let Some(page) = self.pages.last_mut() else {
            return Ok(());
        };
        let line = match page.lines.last_mut() {
            Some(line) if !begins(line, x, y, size) => line,
            _ => {
                page.lines.push(Line {
                    text: String::new(),
                    x,
                    y,
                    size,
                    end: x,
                });
                match page.lines.last_mut() {
                    Some(line) => line,
                    None => return Ok(()),
                }
            }
        };
        if first && x > line.end + size * WORD {
            line.text.push(' ');
        }
        for character in drawn.chars() {
            if matches!(character, '\u{FB00}'..='\u{FB06}') {
                line.text.extend(character.nfkc());
            } else {
                line.text.push(character);
            }
        }
        line.end = end;
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.in_word = false;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Whether a character there begins a line: a raised number doesn't, nor what is drawn twice to look bold.
fn begins(line: &Line, x: f64, y: f64, size: f64) -> bool {
    let higher = size.max(line.size);
    (y - line.y).abs() > higher * LINE || x < line.x - higher
}
