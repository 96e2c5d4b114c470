//! Texts in a PDF's own strings.

/// ISO 32000-2, table D.2: the letters of PDFDocEncoding from 0x80 on that are not those of Latin-1.
const FROM: u8 = 0x80;
const LETTERS: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";

/// In UTF-16 or UTF-8 where it begins so, else in PDFDocEncoding.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

fn letter(byte: u8) -> char {
    let own = byte.checked_sub(FROM);
    let own = own.and_then(|place| LETTERS.chars().nth(usize::from(place)));
    own.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_string_is_read_in_each_of_its_encodings() {
        assert_eq!(text(b"caf\xE9 \x84 \xA0 5"), "café — € 5");
        assert_eq!(text(b"\xFE\xFF\x06\x44\x06\x27"), "لا");
        assert_eq!(text("\u{FEFF}naïve".as_bytes()), "naïve");
    }
}
