//! What somebody has written into a form's fields: PDFs keep it beside the page, with a drawing of its own or without one.

use hayro_interpret::{
    RectExt,
    hayro_syntax::{
        object::{Array, Dict, Name, Rect, Stream, String as Bytes},
        page::Page,
    },
    kurbo::{Affine, Rect as Box, Shape as _},
};

use super::{
    glyphs::{Drawn, Glyph},
    strings,
};

/// ISO 32000-2, tables 167, 228 and 230.
const HIDDEN: u32 = 1 << 1;
const NO_VIEW: u32 = 1 << 5;
const PASSWORD: u32 = 1 << 13;
/// Fields above a field; a file can make a circle of them.
const DEPTH: usize = 16;
/// Fields of a page that are put behind their labels; what is in further ones comes last.
const PLACED: usize = 500;
/// Of a label's and a field's size: how far their lines differ beside each other, and how far above a label stands.
const BESIDE: f64 = 0.5;
const ABOVE: f64 = 3.0;
/// Of a font's size: how far letters of a line are apart at most.
const APART: f64 = 1.5;

/// Of text, or of a choice: what is ticked or pressed says nothing in words, and a signature is no part of a text.
pub(super) struct Field<'a> {
    pub(super) rect: Box,
    pub(super) shown: Shown<'a>,
}

pub(super) enum Shown<'a> {
    Drawing(Drawing<'a>),
    /// For a viewer to draw.
    Text(String),
}

pub(super) struct Drawing<'a> {
    pub(super) content: Stream<'a>,
    /// From its own measures to the page's.
    pub(super) place: Affine,
}

pub(super) fn of<'a>(page: &Page<'a>) -> Vec<Field<'a>> {
    let Some(notes) = page.raw().get::<Array<'a>>("Annots") else {
        return Vec::new();
    };
    notes
        .iter::<Dict<'a>>()
        .filter_map(|note| field(&note))
        .collect()
}

fn field<'a>(note: &Dict<'a>) -> Option<Field<'a>> {
    let is_field = note.get::<Name<'_>>("Subtype")?.as_ref() == b"Widget";
    let flags = note.get::<u32>("F").unwrap_or(0);
    if !is_field || flags & (HIDDEN | NO_VIEW) != 0 {
        return None;
    }
    let kind = saying(note, "FT")?.get::<Name<'_>>("FT")?;
    let kinds = saying(note, "Ff").and_then(|field| field.get::<u32>("Ff"));
    let is_secret = kinds.unwrap_or(0) & PASSWORD != 0;
    if !matches!(kind.as_ref(), b"Tx" | b"Ch") || is_secret {
        return None;
    }
    let rect = note.get::<Rect>("Rect")?.to_kurbo();
    let drawings = note.get::<Dict<'a>>("AP");
    let shown = match drawings.and_then(|drawings| drawings.get::<Stream<'a>>("N")) {
        Some(content) => Shown::Drawing(drawing(content, rect)?),
        None => Shown::Text(strings::text(&saying(note, "V")?.get::<Bytes<'_>>("V")?)),
    };
    Some(Field { rect, shown })
}

/// The field itself, or the one above it, that says this.
fn saying<'a>(field: &Dict<'a>, key: &str) -> Option<Dict<'a>> {
    let mut field = field.clone();
    for _ in 0..DEPTH {
        if field.contains_key(key) {
            return Some(field);
        }
        field = field.get::<Dict<'a>>("Parent")?;
    }
    None
}

/// ISO 32000-2, 12.5.5: the drawing's box, as its matrix turns it, fills the field.
fn drawing(content: Stream<'_>, rect: Box) -> Option<Drawing<'_>> {
    let entries = content.dict();
    let matrix = Affine::new(
        entries
            .get::<[f64; 6]>("Matrix")
            .unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
    );
    let own = entries.get::<Rect>("BBox")?.to_kurbo();
    let own = (matrix * own.to_path(0.1)).bounding_box();
    let (across, up) = (rect.width() / own.width(), rect.height() / own.height());
    let fit = Affine::new([
        across,
        0.0,
        0.0,
        up,
        rect.x0 - across * own.x0,
        rect.y0 - up * own.y0,
    ]);
    Some(Drawing {
        place: fit * matrix,
        content,
    })
}

/// What is drawn of each field from `start` on comes behind its label: on its line to the left, or above it.
pub(super) fn behind_labels(drawn: &mut Drawn, start: usize, fields: &[usize]) {
    let mut rest = drawn.glyphs.split_off(start);
    let mut placed: Vec<(usize, Vec<Glyph>)> = Vec::new();
    for count in fields {
        let after = rest.split_off(rest.len().min(*count));
        let field = std::mem::replace(&mut rest, after);
        let place = field
            .iter()
            .find(|glyph| !glyph.text.trim().is_empty())
            .filter(|_| placed.len() < PLACED)
            .and_then(|first| label(&drawn.glyphs, first))
            .unwrap_or(drawn.glyphs.len());
        placed.push((place, field));
    }
    placed.sort_by_key(|(place, _)| *place);
    let mut page = std::mem::take(&mut drawn.glyphs).into_iter();
    let mut taken = 0;
    for (place, field) in placed {
        drawn.glyphs.extend(page.by_ref().take(place - taken));
        taken = place;
        drawn.glyphs.extend(field);
    }
    drawn.glyphs.extend(page);
}

/// The place after the label of what begins with this.
fn label(page: &[Glyph], first: &Glyph) -> Option<usize> {
    let near = |glyph: &Glyph| glyph.size.max(first.size);
    let letters = || {
        page.iter()
            .enumerate()
            .filter(|(_, glyph)| glyph.angle == first.angle && !glyph.text.trim().is_empty())
    };
    let beside = letters()
        .filter(|(_, glyph)| (glyph.y - first.y).abs() < near(glyph) * BESIDE && glyph.x < first.x)
        .max_by(|(_, one), (_, other)| one.x.total_cmp(&other.x));
    let above = || {
        letters()
            .filter(|(_, glyph)| {
                (0.0..near(glyph) * ABOVE).contains(&(glyph.y - first.y))
                    && (glyph.x - first.x).abs() < near(glyph) * ABOVE
            })
            .min_by(|(_, one), (_, other)| one.y.total_cmp(&other.y))
    };
    let (mut place, mut last) = beside.or_else(above)?;
    while let Some(next) = page.get(place + 1) {
        let goes_on = next.angle == last.angle
            && (next.y - last.y).abs() < last.size * BESIDE
            && (last.x..last.end + last.size * APART).contains(&next.x);
        if !goes_on || (next.y - first.y).abs() < near(next) * BESIDE && next.x > first.x {
            break;
        }
        (place, last) = (place + 1, next);
    }
    Some(place + 1)
}
