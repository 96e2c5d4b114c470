//! Pages whose letters have no meaning for the first reader, read by another, which forgives what its fonts say wrongly.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use super::{
    glyphs::{Drawn, Place},
    mend,
};

pub(super) struct Extractor(Pdf);

impl Extractor {
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        calmly(|| {
            let mut pdf = Pdf::load_mem(bytes).ok()?;
            if pdf.is_encrypted() {
                pdf.decrypt("").ok()?;
            }
            mend::without_pictures(&mut pdf);
            mend::widths(&mut pdf);
            Some(Self(pdf))
        })
    }

    /// Counted from 1: what is drawn, and what each glyph says.
    pub(super) fn page(&self, number: u32) -> Option<(Drawn, Vec<String>)> {
        calmly(|| {
            let mut pen = Pen::default();
            output_doc_page(&self.0, &mut pen, number).ok()?;
            Some((pen.drawn, pen.texts))
        })
    }
}

/// It panics at what it doesn't expect, such as a font that isn't there. That is one page's loss, which the first reader has
/// read as well as it could.
fn calmly<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

#[derive(Default)]
struct Pen {
    drawn: Drawn,
    texts: Vec<String>,
}

impl OutputDev for Pen {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        drawn: &str,
    ) -> Result<(), OutputError> {
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let size = scale * font_size.abs();
        let angle = place.m12.atan2(place.m11);
        let (x, y) = (place.m31, place.m32);
        let place = Place {
            start: (x, y),
            end: (
                x + width * size * angle.cos(),
                y + width * size * angle.sin(),
            ),
            size,
            angle,
        };
        self.drawn.add(drawn, &place);
        if !self.drawn.is_full {
            self.texts.push(drawn.to_owned());
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
