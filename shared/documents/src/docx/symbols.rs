//! Characters that a document takes from a font of symbols: what they look like, as Unicode has it.

/// Of Adobe's Symbol, from 0x20 on; a space where there is nothing or a piece of a larger sign.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ";
/// From 0xA0 on.
const HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑           〉∫        ";

/// `None` where it is but a shape.
pub(super) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    // Fonts of symbols have theirs in the private area, where the last byte counts.
    let place = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0x20..=0xFF if is_symbolic(font) => code,
        _ => {
            return char::from_u32(code)
                .filter(|c| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}'));
        }
    };
    let place = usize::try_from(place).ok()?;
    if font.eq_ignore_ascii_case("Symbol") {
        let found = match place {
            0x20..=0x7F => SYMBOL.chars().nth(place - 0x20),
            0xA0..=0xFF => HIGH.chars().nth(place - 0xA0),
            _ => None,
        };
        return found.filter(|c| *c != ' ' || place == 0x20);
    }
    match (font.to_ascii_lowercase().as_str(), place) {
        ("wingdings", 0xFC | 0x50) => Some('✓'),
        ("wingdings", 0xFB | 0x4F) => Some('✗'),
        ("wingdings", 0xFE) => Some('☑'),
        ("wingdings", 0xA8 | 0x6F) => Some('☐'),
        ("wingdings", 0xE0 | 0xE8 | 0xF0) => Some('→'),
        ("wingdings", 0xDF | 0xE7 | 0xEF) => Some('←'),
        ("wingdings", 0x4A) => Some('☺'),
        ("wingdings", 0x4C) => Some('☹'),
        ("wingdings", 0x6C | 0x9F | 0xA7 | 0x6E) => Some('•'),
        _ => None,
    }
}

fn is_symbolic(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn symbols_are_what_they_look_like() {
        for (font, code, looks) in [
            ("Symbol", "F02D", Some('−')),
            ("Symbol", "F0B0", Some('°')),
            ("Symbol", "F0B1", Some('±')),
            ("Symbol", "F0B4", Some('×')),
            ("Symbol", "F0A3", Some('≤')),
            ("Symbol", "F0B3", Some('≥')),
            ("Symbol", "F0A0", Some('€')),
            ("Symbol", "F06D", Some('μ')),
            ("Symbol", "F061", Some('α')),
            ("Symbol", "F0E5", Some('∑')),
            ("Symbol", "F0F2", Some('∫')),
            ("Symbol", "F0D6", Some('√')),
            ("Wingdings", "F0FC", Some('✓')),
            ("Wingdings", "F001", None),
            ("Times New Roman", "20AC", Some('€')),
            ("Times New Roman", "110000", None),
        ] {
            assert_eq!(character(font, code), looks, "{font} {code}");
        }
    }
}
