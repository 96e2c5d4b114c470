//! Draws a PDF's pages, and takes down the characters instead of painting them.

use std::{cell::RefCell, collections::HashMap};

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt,
    font::{Glyph as Shape, GlyphRun, OutlineGlyph, PositionedGlyph},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{
        DecryptionError, LoadPdfError, Pdf,
        content::{TypedIter, ops::TypedInstruction},
        object::{Dict, Object},
        page::{Page, Resources},
    },
    interpret, interpret_page,
    kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2},
};

use super::{
    clusters::Shaped,
    fields::{self, Field, Shown},
    glyphs::{Drawn, Place},
    letters::Letters,
    marked::{Marked, Said},
    signs,
};
use crate::{DocumentError, limits};

/// Bytes of a string that show one character, at most (ISO 32000-2, 9.7.6.2).
const CODE: usize = 4;
/// Parts of a glyph's own measure that make its font's size.
const EM: f64 = 1000.0;
/// Of those: what usual figures are high, how far from the line others begin, and how small those count as.
const FIGURE: f64 = 560.0;
const RAISED: f64 = 180.0;
const LOWERED: f64 = -60.0;
const SMALL: f64 = 0.65;
/// By how much the glyphs of a font that stands for another are drawn out differently.
const STRETCHED: f64 = 0.01;

/// Points from a line of a field to the next that nothing draws, and how much of them its letters take.
const WRITTEN: f64 = 14.0;
const BASE: f64 = 0.8;

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
    letters: RefCell<Letters<'a>>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            letters: RefCell::new(Letters::new(pdf)),
        }
    }

    /// Each page whose text alone is too much is refused before it is drawn: nothing stops the drawing once it began.
    pub(super) fn page(&self, page: &Page<'a>) -> Drawn {
        if shows_too_much(page.page_stream().unwrap_or_default()) {
            return Drawn::full();
        }
        let mut pen = Pen {
            drawn: Drawn::default(),
            places: Places::default(),
            letters: &self.letters,
            figures: HashMap::new(),
            unseen: Vec::new(),
            marked: Marked::default(),
            running: Vec::new(),
        };
        self.draw(page, &mut pen);
        // A scan with its recognised text behind it has no other; what is hidden beside text is none.
        let unseen = std::mem::take(&mut pen.unseen);
        if pen.drawn.glyphs.is_empty() {
            pen.drawn.add_all(&unseen);
        }
        if pen.drawn.glyphs.is_empty() && !pen.drawn.has_picture {
            pen.drawn.add_all(&std::mem::take(&mut pen.running));
        }
        let start = pen.drawn.glyphs.len();
        let mut fields = Vec::new();
        for field in fields::of(page) {
            pen.marked = Marked::default();
            let before = pen.drawn.glyphs.len();
            self.write(page, &field, &mut pen);
            fields.push(pen.drawn.glyphs.len() - before);
        }
        fields::behind_labels(&mut pen.drawn, start, &fields);
        pen.drawn
    }

    fn write(&self, page: &Page<'a>, field: &Field<'a>, pen: &mut Pen<'_, 'a>) {
        match &field.shown {
            Shown::Drawing(drawing) => {
                let Ok(content) = drawing.content.decoded_data() else {
                    return;
                };
                let resources = drawing.content.dict().get("Resources").map(Resources::new);
                interpret(
                    TypedIter::new(&content),
                    resources.as_ref().unwrap_or(page.resources()),
                    &mut self.context(page, drawing.place),
                    pen,
                );
            }
            Shown::Text(text) => {
                pen.write(text, field.rect, page.initial_transform(false).to_kurbo());
            }
        }
    }

    /// The same glyphs, whatever they say.
    pub(super) fn shapes(&self, page: &Page<'a>) -> Vec<Shaped> {
        let mut shapes = Shapes::default();
        self.draw(page, &mut shapes);
        shapes.found
    }

    fn draw(&self, page: &Page<'a>, device: &mut impl Device<'a>) {
        interpret_page(page, &mut self.context(page, Affine::IDENTITY), device);
    }

    fn context(&self, page: &Page<'a>, place: Affine) -> Context<'a> {
        let settings = InterpreterSettings {
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        let transform = page.initial_transform(false).to_kurbo() * place;
        let (width, height) = page.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        Context::new(transform, sheet, &self.cache, self.pdf.xref(), settings)
    }
}

/// Its strings are longer than those of as many characters as are taken down. What is no longer is not looked at.
fn shows_too_much(content: &[u8]) -> bool {
    let most = limits::GLYPHS * CODE;
    if content.len() <= most {
        return false;
    }
    let (mut shown, mut instructions) = (0, TypedIter::new(content));
    while let Some(instruction) = instructions.next() {
        shown += match instruction {
            TypedInstruction::ShowText(show) => show.0.as_bytes().len(),
            TypedInstruction::NextLineAndShowText(show) => show.0.as_bytes().len(),
            TypedInstruction::ShowTextWithParameters(show) => show.2.as_bytes().len(),
            TypedInstruction::ShowTexts(show) => show
                .0
                .iter::<Object<'_>>()
                .map(|part| match part {
                    Object::String(text) => text.as_bytes().len(),
                    _ => 0,
                })
                .sum(),
            _ => 0,
        };
        if shown > most {
            return true;
        }
    }
    false
}

/// Where a sign is seen, which has no width of its own: over a letter.
fn ink(place: &Place, outline: &OutlineGlyph) -> Place {
    let shape = outline.outline().bounding_box();
    let (sin, cos) = place.angle.sin_cos();
    let along = |step: f64| {
        let step = step / EM * place.size;
        (place.start.0 + cos * step, place.start.1 + sin * step)
    };
    Place {
        start: along(shape.x0),
        end: along(shape.x1),
        ..*place
    }
}

fn is_figure(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_digit())
}

impl Pen<'_, '_> {
    /// The lines of a field that nothing draws, from its upper edge down.
    fn write(&mut self, text: &str, rect: Rect, page: Affine) {
        let lines: Vec<&str> = text.split(['\n', '\r']).collect();
        #[expect(clippy::cast_precision_loss, reason = "lines of a field")]
        let step = (rect.height() / lines.len() as f64).min(WRITTEN);
        let angle = (page * Vec2::new(1.0, 0.0).to_point() - page * Point::ZERO).atan2();
        let mut y = rect.y1 - step * BASE;
        for line in lines {
            self.drawn.add(
                line,
                &Place {
                    start: (page * Point::new(rect.x0, y)).into(),
                    end: (page * Point::new(rect.x1, y)).into(),
                    size: step * BASE,
                    angle,
                },
            );
            y -= step;
        }
    }

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

/// Where glyphs stand on their page.
#[derive(Default)]
struct Places {
    /// Their font stands for another, whose widths its glyphs are drawn out to.
    is_stretched: bool,
    /// How far the last glyph of the last run is drawn out.
    last: f64,
}

impl Places {
    /// Looks at a run: what is drawn out differs from glyph to glyph, as a line that is drawn out whole does not.
    fn enter(&mut self, run: &GlyphRun<'_, '_>) {
        let ratios: Vec<f64> = run
            .glyphs()
            .iter()
            .map(|glyph| {
                let [a, b, c, d, ..] = glyph.transform().as_coeffs();
                a.hypot(b) / c.hypot(d)
            })
            .collect();
        let differ = |one: f64, other: f64| (one - other).abs() > STRETCHED;
        if let [alone] = ratios[..] {
            // Some programs draw each letter by itself.
            self.is_stretched |= differ(alone, self.last);
        } else {
            self.is_stretched = ratios.windows(2).any(|pair| differ(pair[0], pair[1]));
        }
        self.last = ratios.last().copied().unwrap_or(self.last);
    }

    fn of(
        &self,
        run: &GlyphRun<'_, '_>,
        glyph: &PositionedGlyph<'_>,
        props: &DrawProps<'_>,
    ) -> Place {
        let transform = props.transform * glyph.transform();
        let [a, b, c, d, ..] = transform.as_coeffs();
        let advance = match &**glyph {
            Shape::Outline(glyph) => glyph.advance_width(),
            Shape::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or_default());
        let is_vertical = run.writing_mode() == WritingMode::Vertical;
        let size = c.hypot(d) * EM;
        let angle = if is_vertical {
            (-d).atan2(-c)
        } else {
            b.atan2(a)
        };
        let start = transform * Point::ZERO;
        let end = if is_vertical {
            transform * Point::new(0.0, -EM)
        } else if self.is_stretched {
            start + Vec2::from_angle(angle) * advance * c.hypot(d)
        } else {
            transform * Point::new(advance, 0.0)
        };
        Place {
            start: (start.x, start.y),
            end: (end.x, end.y),
            size,
            angle,
        }
    }
}

struct Pen<'p, 'a> {
    drawn: Drawn,
    places: Places,
    letters: &'p RefCell<Letters<'a>>,
    /// From where to where figures reach, by their shapes.
    figures: HashMap<u128, (f64, f64)>,
    /// Characters that are not painted.
    unseen: Vec<(String, Place)>,
    marked: Marked,
    /// Heads and feet that the PDF calls so.
    running: Vec<(String, Place)>,
}

impl Device<'_> for Pen<'_, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let aside = self.unseen.len() + self.running.len();
        self.drawn.is_full |= aside > limits::GLYPHS;
        // The page is refused.
        if self.drawn.is_full {
            return;
        }
        self.places.enter(run);
        for glyph in run.glyphs() {
            let place = self.places.of(run, glyph, &props);
            let text = match (glyph.as_unicode(), &**glyph) {
                (Some(BfString::Char(character)), _) => character.to_string(),
                (Some(BfString::String(text)), _) => text,
                (None, Shape::Outline(outline)) => self.letters.borrow_mut().of(outline),
                (None, Shape::Type3(_)) => String::new(),
            };
            let place = match &**glyph {
                Shape::Outline(outline) if is_figure(&text) => self.raised(place, outline),
                Shape::Outline(outline) if signs::is_sign(&text) => ink(&place, outline),
                _ => place,
            };
            let text = match self.marked.say() {
                Said::Itself => text,
                Said::Instead(text) => text,
                Said::Before => {
                    self.drawn.lengthen(&place);
                    continue;
                }
                Said::Running => {
                    self.running.push((text, place));
                    continue;
                }
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

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.marked.begin(tag, properties);
    }

    fn end_marked_content(&mut self) {
        self.marked.end();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Takes down what a page's glyphs look like.
#[derive(Default)]
struct Shapes {
    found: Vec<Shaped>,
    places: Places,
    heights: HashMap<u128, f64>,
}

impl Device<'_> for Shapes {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.places.enter(run);
        for glyph in run.glyphs() {
            let (key, height) = match &**glyph {
                Shape::Outline(outline) => {
                    let key = outline.identifier().cache_key();
                    let height = *self
                        .heights
                        .entry(key)
                        .or_insert_with(|| outline.outline().bounding_box().y1);
                    (key, height)
                }
                Shape::Type3(_) => (0, 0.0),
            };
            self.found.push(Shaped {
                glyph: key,
                height,
                place: self.places.of(run, glyph, &props),
            });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
