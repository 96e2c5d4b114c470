//! Signs that are drawn by themselves over a letter: of Arabic's vowels, and TeX's accents.

use unicode_normalization::char::{compose, is_combining_mark};

use super::glyphs::Glyph;

/// Characters of a line among which a sign's letter is looked for, to each side.
const NEAR: usize = 3;

/// Of a font's size: how far the middle of an accent is from its letter's.
const OVER: f64 = 0.25;
/// Accents that have a place of their own, and the same without one.
const ACCENTS: [(&str, char); 12] = [
    ("`", '\u{300}'),
    ("\u{2CB}", '\u{300}'),
    ("´", '\u{301}'),
    ("ˆ", '\u{302}'),
    ("^", '\u{302}'),
    ("˜", '\u{303}'),
    ("~", '\u{303}'),
    ("¨", '\u{308}'),
    ("˚", '\u{30A}'),
    ("ˇ", '\u{30C}'),
    ("¸", '\u{327}'),
    ("˝", '\u{30B}'),
];

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

/// Accents that are drawn before or behind the letter that they stand over become one with it.
pub(super) fn join_accents(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at + 1 < glyphs.len() {
        if let Some(letter) = accented(&glyphs[at], &glyphs[at + 1]) {
            let accent = glyphs.remove(at + 1);
            let glyph = &mut glyphs[at];
            glyph.text = letter.to_string();
            glyph.y = glyph.y.min(accent.y);
            (glyph.x, glyph.end) = (glyph.x.min(accent.x), glyph.end.max(accent.end));
        }
        at += 1;
    }
}

fn accented(one: &Glyph, other: &Glyph) -> Option<char> {
    let middle = |glyph: &Glyph| f64::midpoint(glyph.x, glyph.end);
    let size = one.size.max(other.size);
    if (middle(one) - middle(other)).abs() > size * OVER || one.end <= other.x {
        return None;
    }
    let accent = |glyph: &Glyph| {
        let known = ACCENTS.iter().find(|(accent, _)| *accent == glyph.text)?;
        Some(known.1)
    };
    let (accent, letter) = match (accent(one), accent(other)) {
        (Some(accent), None) => (accent, other),
        (None, Some(accent)) => (accent, one),
        _ => return None,
    };
    let mut letters = letter.text.chars();
    let letter = match (letters.next()?, letters.next()) {
        ('ı', None) => 'i',
        ('ȷ', None) => 'j',
        (letter, None) => letter,
        _ => return None,
    };
    compose(letter, accent)
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
