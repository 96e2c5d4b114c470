//! Draws a PDF's pages, and takes down the characters instead of painting them.

use std::collections::HashMap;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt,
    font::{Glyph as Shape, GlyphRun, OutlineGlyph},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page},
    interpret_page,
    kurbo::{BezPath, Point, Rect, Shape as _},
};

use super::glyphs::{Drawn, Place};
use crate::DocumentError;

/// Parts of a glyph's own measure that make its font's size.
const EM: f64 = 1000.0;
/// Of those: what usual figures are high, how far from the line others begin, and how small those count as.
const FIGURE: f64 = 560.0;
const RAISED: f64 = 180.0;
const LOWERED: f64 = -60.0;
const SMALL: f64 = 0.65;

/// Opened without a password, as those can be that only forbid to print or to copy.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf, DocumentError> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::MissingIDEntry | DecryptionError::InvalidEncryption,
        )
        | LoadPdfError::Invalid => DocumentError::Damaged,
        LoadPdfError::Decryption(_) => DocumentError::Encrypted,
    })
}

/// What is drawn on each page. Notes that somebody has put on a page are none of it.
pub(super) struct Interpreter<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
        }
    }

    pub(super) fn page(&self, page: &Page<'a>) -> Drawn {
        let settings = InterpreterSettings {
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        let transform = page.initial_transform(false).to_kurbo();
        let (width, height) = page.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, sheet, &self.cache, self.pdf.xref(), settings);
        let mut pen = Pen {
            drawn: Drawn::default(),
            figures: HashMap::new(),
            unseen: Vec::new(),
        };
        interpret_page(page, &mut context, &mut pen);
        let mut drawn = pen.drawn;
        // A scan with its recognised text behind it has no other; what is hidden beside text is none.
        if drawn.glyphs.is_empty() {
            for (text, place) in pen.unseen {
                drawn.add(&text, &place);
            }
        }
        drawn
    }
}

fn is_figure(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_digit())
}

impl Pen {
    /// Fonts have raised and lowered figures of their own, which stand in the line and are drawn above or below it.
    fn raised(&mut self, place: Place, outline: &OutlineGlyph) -> Place {
        let key = outline.identifier().cache_key();
        let (low, high) = *self.figures.entry(key).or_insert_with(|| {
            let shape = outline.outline().bounding_box();
            (shape.y0, shape.y1)
        });
        let is_small = high - low < FIGURE;
        if !is_small || (LOWERED..=RAISED).contains(&low) {
            return place;
        }
        let up = low / EM * place.size;
        let (x, y) = (-place.angle.sin() * up, place.angle.cos() * up);
        Place {
            start: (place.start.0 + x, place.start.1 + y),
            end: (place.end.0 + x, place.end.1 + y),
            size: place.size * SMALL,
            angle: place.angle,
        }
    }
}

struct Pen {
    drawn: Drawn,
    /// From where to where figures reach, by their shapes.
    figures: HashMap<u128, (f64, f64)>,
    /// Characters that are not painted.
    unseen: Vec<(String, Place)>,
}

impl Device<'_> for Pen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let [a, b, c, d, ..] = transform.as_coeffs();
            let advance = match &**glyph {
                Shape::Outline(glyph) => glyph.advance_width(),
                Shape::Type3(glyph) => glyph.advance_width(),
            };
            let is_vertical = run.writing_mode() == WritingMode::Vertical;
            let size = c.hypot(d) * EM;
            let start = transform * Point::ZERO;
            let end = if is_vertical {
                transform * Point::new(0.0, -EM)
            } else {
                transform * Point::new(f64::from(advance.unwrap_or_default()), 0.0)
            };
            let angle = if is_vertical {
                (-d).atan2(-c)
            } else {
                b.atan2(a)
            };
            let place = Place {
                start: (start.x, start.y),
                end: (end.x, end.y),
                size,
                angle,
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            let place = match &**glyph {
                Shape::Outline(outline) if is_figure(&text) => self.raised(place, outline),
                _ => place,
            };
            if matches!(mode, DrawMode::Invisible) {
                self.unseen.push((text, place));
            } else {
                self.drawn.add(&text, &place);
            }
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.drawn.has_picture = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
