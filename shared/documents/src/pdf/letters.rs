//! What glyphs mean of which the PDF says nothing: an embedded font has a table of its own, from characters to glyphs.

use std::collections::HashMap;

use hayro_interpret::font::OutlineGlyph;
use skrifa::{FontRef, MetadataProvider as _};

/// The tables of a page's fonts, from glyphs to characters, by the font's bytes.
#[derive(Default)]
pub(super) struct Letters(HashMap<u128, HashMap<u32, char>>);

impl Letters {
    /// Nothing where the font doesn't know it either.
    pub(super) fn of(&mut self, glyph: &OutlineGlyph) -> String {
        let Some(font) = glyph.font_data() else {
            return String::new();
        };
        let letters = self
            .0
            .entry(font.cache_key)
            .or_insert_with(|| by_glyph((*font.data).as_ref()));
        let letter = letters.get(&glyph.glyph_id().to_u32());
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
