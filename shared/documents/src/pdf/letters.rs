//! What glyphs mean of which the PDF says nothing: its font is numbered by a known collection, or has a table of its own, from
//! characters to glyphs.

use std::{cell::OnceCell, collections::HashMap};

use hayro_interpret::{font::OutlineGlyph, hayro_syntax::Pdf};
use skrifa::{FontRef, MetadataProvider as _};

use super::collections::Collections;

/// What is known of a PDF's fonts beside what they say of each glyph.
pub(super) struct Letters<'a> {
    pdf: &'a Pdf,
    /// From glyphs to characters, by the font's bytes.
    tables: HashMap<u128, HashMap<u32, char>>,
    collections: OnceCell<Collections>,
}

impl<'a> Letters<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            tables: HashMap::new(),
            collections: OnceCell::new(),
        }
    }

    /// Nothing where the font doesn't know it either.
    pub(super) fn of(&mut self, glyph: &OutlineGlyph) -> String {
        let Some(font) = glyph.font_data() else {
            return String::new();
        };
        let collections = self.collections.get_or_init(|| Collections::of(self.pdf));
        let name = font.postscript_name.as_deref().unwrap_or_default();
        if let Some(letters) = collections.letters(name, glyph.char_code()) {
            return letters;
        }
        let table = self
            .tables
            .entry(font.cache_key)
            .or_insert_with(|| by_glyph((*font.data).as_ref()));
        let letter = table.get(&glyph.glyph_id().to_u32());
        letter.map(char::to_string).unwrap_or_default()
    }
}

/// Of several characters that one glyph is drawn for, the first: `-` of a hyphen and a minus.
fn by_glyph(font: &[u8]) -> HashMap<u32, char> {
    let mut letters = HashMap::new();
    if let Ok(font) = FontRef::new(font) {
        for (character, glyph) in font.charmap().mappings() {
            if let Some(character) = char::from_u32(character) {
                letters.entry(glyph.to_u32()).or_insert(character);
            }
        }
    }
    letters
}
