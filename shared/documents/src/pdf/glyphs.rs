//! What is drawn on a page: each character, where it stands and how it is turned.

use std::collections::HashMap;

use crate::limits;

/// Of a font's size: how near to itself a character is drawn again, to look bold or to have an outline.
const AGAIN: f64 = 0.15;
/// Degrees by which lines of one direction differ.
const STRAIGHT: f64 = 3.0;

#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Empty where nothing says what it is.
    pub(super) text: String,
    /// Along its line and up from it, in points, as if the line lay flat; and where it ends.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) end: f64,
    /// Of its font, in points.
    pub(super) size: f64,
    /// How its line is turned, in whole degrees.
    pub(super) angle: i32,
}

#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) has_picture: bool,
    /// There are more than can be taken down.
    pub(super) is_full: bool,
    /// Places of characters so far.
    seen: HashMap<(char, i64, i64, i32), f64>,
}

/// Where a character stands on its page, before it is laid flat.
pub(super) struct Place {
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    pub(super) size: f64,
    /// Radians, counterclockwise.
    pub(super) angle: f64,
}

impl Drawn {
    pub(super) fn add(&mut self, text: &str, place: &Place) {
        if self.glyphs.len() >= limits::GLYPHS {
            self.is_full = true;
            return;
        }
        if !(place.size.is_finite()
            && place.size > 0.1
            && place.start.0.is_finite()
            && place.start.1.is_finite())
        {
            return;
        }
        let degrees = place.angle.to_degrees();
        let quarter = (degrees / 90.0).round() * 90.0;
        let degrees = if (degrees - quarter).abs() < STRAIGHT {
            quarter
        } else {
            degrees.round()
        };
        let (sin, cos) = degrees.to_radians().sin_cos();
        let along = |(x, y): (f64, f64)| x * cos + y * sin;
        let up = |(x, y): (f64, f64)| y * cos - x * sin;
        let (x, y) = (along(place.start), up(place.start));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "degrees of a circle, and steps on a page"
        )]
        let (angle, column, row) = {
            let step = place.size * AGAIN * 2.0;
            (
                degrees.rem_euclid(360.0) as i32,
                (x / step).round() as i64,
                (y / step).round() as i64,
            )
        };
        let first = text.chars().next().filter(|first| !first.is_whitespace());
        if first.is_some_and(|first| self.is_again(first, (column, row), angle, x, place.size)) {
            return;
        }
        self.glyphs.push(Glyph {
            text: text.to_owned(),
            x,
            y,
            end: along(place.end).max(x),
            size: place.size,
            angle,
        });
    }

    fn is_again(
        &mut self,
        first: char,
        (column, row): (i64, i64),
        angle: i32,
        x: f64,
        size: f64,
    ) -> bool {
        for column in column - 1..=column + 1 {
            for row in row - 1..=row + 1 {
                let near = self.seen.get(&(first, column, row, angle));
                if near.is_some_and(|near| (near - x).abs() < size * AGAIN) {
                    return true;
                }
            }
        }
        self.seen.insert((first, column, row, angle), x);
        false
    }
}
