//! A vowel's sign that is drawn by itself, over its letter.

use unicode_normalization::char::is_combining_mark;

use super::glyphs::Glyph;

/// Characters of a line among which a sign's letter is looked for, to each side.
const NEAR: usize = 3;

pub(super) fn is_sign(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_combining_mark)
}

/// Signs of a line that is read from the right, sorted by their places, come behind the letters that they are drawn over.
pub(super) fn join(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at < glyphs.len() {
        if !is_sign(&glyphs[at].text) {
            at += 1;
            continue;
        }
        let sign = glyphs.remove(at);
        let middle = f64::midpoint(sign.x, sign.end);
        let from = |glyph: &Glyph| (glyph.x - middle).max(middle - glyph.end).max(0.0);
        let letter = (at.saturating_sub(NEAR)..(at + NEAR).min(glyphs.len()))
            .filter(|place| glyphs[*place].text.chars().any(char::is_alphabetic))
            .min_by(|one, other| from(&glyphs[*one]).total_cmp(&from(&glyphs[*other])));
        if let Some(letter) = letter {
            glyphs[letter].text.push_str(&sign.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::glyphs::Glyph, join};

    /// Shadda over beh, drawn before it and a little to its left, over the end of the alef.
    #[test]
    fn a_sign_belongs_to_the_letter_that_it_is_over() {
        let glyph = |text: &str, x: f64, end: f64| Glyph {
            text: text.to_owned(),
            x,
            y: 0.0,
            end,
            size: 24.0,
            angle: 0,
        };
        let mut line = vec![
            glyph("ر", 484.0, 498.0),
            glyph("ا", 498.0, 507.0),
            glyph("\u{651}", 508.0, 513.0),
            glyph("ب", 507.0, 517.0),
        ];
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        join(&mut line);
        let texts: Vec<&str> = line.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(texts, ["ر", "ا", "ب\u{651}"]);
    }
}
