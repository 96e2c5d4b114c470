//! Arabic letters for which a PDF has no text.
//!
//! Where a letter is drawn of two glyphs, producers that set their text with Pango (WeasyPrint) write the letter to the first
//! of them and nothing to the other, and to each glyph only once. If the first was but a stroke that joins, the letter itself
//! says nothing from then on, wherever it stands alone.

use std::collections::HashMap;

use super::{
    bidi,
    glyphs::{Drawn, Place},
};

/// Of the font's size, in thousandths: a stroke is not higher; what is a letter is higher by so much.
const STROKE: f64 = 200.0;
const LETTER: f64 = 3.0;

/// A glyph by its shape alone.
pub(super) struct Shaped {
    /// The same for the same glyph of the same font.
    pub(super) glyph: u128,
    /// Above its line, in thousandths of the font's size.
    pub(super) height: f64,
    pub(super) place: Place,
}

#[derive(Debug, Clone)]
struct Lead {
    glyph: u128,
    text: String,
    height: f64,
}

#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// The last glyph with a text.
    last: Option<Lead>,
    /// What glyphs without a text stood behind when they came first.
    leads: HashMap<u128, Lead>,
}

impl Clusters {
    /// The shapes of a page with the texts that another reader has of them; `None` where it counts them differently.
    pub(super) fn page(&mut self, shapes: &[Shaped], texts: &[String]) -> Option<Drawn> {
        if shapes.len() != texts.len() {
            return None;
        }
        let mut drawn = Drawn::default();
        for (shape, text) in shapes.iter().zip(texts) {
            drawn.add(&self.text(shape.glyph, text, shape.height), &shape.place);
        }
        Some(drawn)
    }

    /// What a glyph says, of these and this height: its own text, or that of the cluster in which it came first.
    fn text(&mut self, glyph: u128, text: &str, height: f64) -> String {
        if !text.is_empty() {
            self.last = Some(Lead {
                glyph,
                text: text.to_owned(),
                height,
            });
            return text.to_owned();
        }
        let Some(last) = &self.last else {
            return String::new();
        };
        let lead = self.leads.entry(glyph).or_insert_with(|| last.clone());
        let is_letter = lead.text.chars().count() == 1
            && lead.text.contains(bidi::is_rtl)
            && lead.height < STROKE
            && height > lead.height * LETTER;
        if is_letter && last.glyph != lead.glyph {
            lead.text.clone()
        } else {
            String::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clusters;

    /// Lam before kaf is a stroke and the letter; elsewhere it is the letter alone.
    #[test]
    fn a_letter_without_a_text_is_that_of_its_cluster() {
        let (stroke, lam, kaf, sad) = (1, 2, 3, 4);
        let mut clusters = Clusters::default();
        let mut read = |glyph: u128, text: &str, height: f64| clusters.text(glyph, text, height);
        let word = [
            read(kaf, "ك", 800.0),
            read(stroke, "ل", 95.0),
            read(lam, "", 714.0),
        ];
        assert_eq!(word.concat(), "كل");
        assert_eq!(read(sad, "ص", 400.0) + &read(lam, "", 714.0), "صل");
        assert_eq!(read(stroke, "ل", 95.0) + &read(lam, "", 714.0), "ل");
    }

    /// A mark that is part of a letter, and one of a script that goes the other way, stay as they are.
    #[test]
    fn what_belongs_to_a_letter_says_nothing_itself() {
        let mut clusters = Clusters::default();
        for (lead, other) in [("م", "ل"), ("f", "l")] {
            clusters.text(1, lead, 300.0);
            assert_eq!(clusters.text(2, "", 120.0), "");
            clusters.text(3, other, 700.0);
            assert_eq!(clusters.text(2, "", 120.0), "");
        }
    }
}
