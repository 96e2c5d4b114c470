//! What is drawn on a page: each character, where it stands and how it is turned.

use std::collections::HashMap;

use crate::limits;

/// Of a font's size: how near to itself a character is drawn again, to look bold or to have an outline. Of a narrow character
/// it is half of its width: `ll` are two.
const AGAIN: f64 = 0.15;
const NARROW: f64 = 0.5;
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
    /// Of characters so far by `cell` where in it they stand.
    seen: HashMap<[i64; 4], f64>,
}

/// Where a character stands on its page, before it is laid flat.
pub(super) struct Place {
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    pub(super) size: f64,
    /// Radians, counterclockwise.
    pub(super) angle: f64,
}

/// A place as if its line lay flat.
struct Flat {
    x: f64,
    y: f64,
    end: f64,
    degrees: f64,
}

impl Flat {
    fn of(place: &Place) -> Self {
        let degrees = place.angle.to_degrees();
        let quarter = (degrees / 90.0).round() * 90.0;
        let degrees = if (degrees - quarter).abs() < STRAIGHT {
            quarter
        } else {
            degrees.round()
        };
        let (sin, cos) = degrees.to_radians().sin_cos();
        let along = |(x, y): (f64, f64)| x * cos + y * sin;
        Self {
            x: along(place.start),
            y: place.start.1 * cos - place.start.0 * sin,
            end: along(place.end),
            degrees,
        }
    }
}

impl Drawn {
    pub(super) fn full() -> Self {
        Self {
            is_full: true,
            ..Self::default()
        }
    }

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
        let Flat { x, y, end, degrees } = Flat::of(place);
        let width = end - x;
        let near = if width > 0.0 {
            (width * NARROW).min(place.size * AGAIN)
        } else {
            place.size * AGAIN / 3.0
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "degrees of a circle, and steps on a page"
        )]
        let (angle, column, row) = {
            (
                degrees.rem_euclid(360.0) as i32,
                (x / near).round() as i64,
                (y / near).round() as i64,
            )
        };
        let first = text.chars().next().filter(|first| !first.is_whitespace());
        if first.is_some_and(|first| self.is_again(first, (column, row), angle, x, near)) {
            return;
        }
        self.glyphs.push(Glyph {
            text: text.to_owned(),
            x,
            y,
            end: end.max(x),
            size: place.size,
            angle,
        });
    }

    pub(super) fn add_all(&mut self, characters: &[(String, Place)]) {
        for (text, place) in characters {
            self.add(text, place);
        }
    }

    /// The last character is drawn of one more, beside it.
    pub(super) fn lengthen(&mut self, place: &Place) {
        let Flat { x, y, end, .. } = Flat::of(place);
        if let Some(last) = self.glyphs.last_mut()
            && (last.y - y).abs() < last.size
            && (last.x - last.size..last.end + last.size).contains(&x)
        {
            last.x = last.x.min(x);
            last.end = last.end.max(end);
        }
    }

    fn is_again(
        &mut self,
        first: char,
        (column, row): (i64, i64),
        angle: i32,
        x: f64,
        within: f64,
    ) -> bool {
        for column in column - 1..=column + 1 {
            for row in row - 1..=row + 1 {
                let near = self.seen.get(&cell(first, (column, row), angle));
                if near.is_some_and(|near| (near - x).abs() < within) {
                    return true;
                }
            }
        }
        self.seen.insert(cell(first, (column, row), angle), x);
        false
    }
}

/// A character in a cell of its page: numbers alone, which are hashed in one go.
fn cell(character: char, (column, row): (i64, i64), angle: i32) -> [i64; 4] {
    [
        i64::from(u32::from(character)),
        column,
        row,
        i64::from(angle),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Drawn, Place};

    #[test]
    fn what_is_drawn_twice_is_there_once_and_doubled_letters_are_two() {
        let mut drawn = Drawn::default();
        let mut draw = |text: &str, x: f64| {
            let place = Place {
                start: (x, 100.0),
                end: (x + 1.4, 100.0),
                size: 12.0,
                angle: 0.0,
            };
            drawn.add(text, &place);
        };
        // Narrow letters beside each other, and both again, a little further, to look bold.
        for x in [10.0, 11.4, 10.3, 11.7] {
            draw("l", x);
        }
        assert_eq!(drawn.glyphs.len(), 2);
    }
}
