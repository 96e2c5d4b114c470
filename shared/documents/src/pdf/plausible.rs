//! Whether what was read is a text: fonts may say nothing of their letters, or something else.

use super::glyphs::Drawn;

/// Letters from which on their shares say something.
const LETTERS: usize = 150;

/// A third of the characters or more are shapes alone.
pub(super) fn is_shapes(drawn: &Drawn) -> bool {
    let all = drawn
        .glyphs
        .iter()
        .filter(|glyph| glyph.text != " ")
        .count();
    let unknown = drawn
        .glyphs
        .iter()
        .filter(|glyph| is_unknown(&glyph.text))
        .count();
    unknown > 0 && unknown * 3 >= all
}

pub(super) fn is_unknown(text: &str) -> bool {
    text.is_empty()
        || text.chars().all(|c| {
            matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')
                || (c.is_control() && !c.is_whitespace())
        })
}

/// Letters that no language puts together so: hardly any vowels, capitals inside of words, signs for letters.
pub(super) fn is_garbled(text: &str) -> bool {
    let (mut lower, mut vowels, mut letters, mut signs, mut characters) = (0, 0, 0, 0, 0_usize);
    let (mut words, mut mixed, mut odd, mut torn) = (0_usize, 0_usize, 0_usize, 0_usize);
    for word in text.split_whitespace() {
        let mut before_lower = false;
        let mut is_mixed = false;
        let is_odd = is_odd(word);
        for c in word.chars() {
            characters += 1;
            if c.is_alphanumeric() {
                letters += 1;
            } else if !is_punctuation(c) {
                signs += 1;
            }
            if is_latin(c) && c.is_lowercase() {
                lower += 1;
                vowels += usize::from(is_vowel(c));
            }
            is_mixed |= c.is_uppercase() && before_lower;
            before_lower = c.is_lowercase();
        }
        if word.chars().count() > 3 {
            words += 1;
            mixed += usize::from(is_mixed);
            odd += usize::from(is_odd);
            torn += usize::from(is_mixed || is_odd);
        }
    }
    let few_vowels = lower >= LETTERS && vowels * 100 < lower * 24;
    let many_signs = characters >= LETTERS && signs * 4 > characters;
    let few_letters = characters >= LETTERS && letters * 100 < characters * 25;
    // Names of programs have capitals inside, and no signs; letters of another script, recognised as Latin, have both.
    let is_torn =
        words >= LETTERS / 4 && (mixed * 5 > words * 2 || torn * 3 > words && odd * 10 > words);
    few_vowels || many_signs || is_torn || (few_letters && signs * 10 > characters)
}

/// A figure or a sign stands between two letters, as in `ynna"eHHaH` and `c6opa`.
fn is_odd(word: &str) -> bool {
    let is_letter = |c: char| c.is_lowercase() || c.is_uppercase();
    let mut before = [' '; 2];
    word.chars().any(|c| {
        let [first, sign] = before;
        before = [sign, c];
        let is_odd = sign.is_ascii_digit() || "[]{}<>~\"!|\\^%$#".contains(sign);
        is_odd && is_letter(first) && is_letter(c)
    })
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{DF}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

fn is_vowel(c: char) -> bool {
    !c.is_ascii() || "aeiouy".contains(c)
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '\''
            | '"'
            | '('
            | ')'
            | '-'
            | '–'
            | '—'
            | '/'
            | '%'
            | '&'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '…'
            | '•'
            | '$'
            | '€'
            | '+'
            | '='
            | '*'
            | '_'
            | '['
            | ']'
            | '@'
            | '#'
            | '|'
            | '<'
            | '>'
    ) || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::is_garbled;

    #[test]
    fn a_text_in_any_language_is_one_and_a_cipher_is_none() {
        let english = "The harbour at Kessel froze in December, and the boats could not leave for six weeks. ".repeat(4);
        let shifted: String = english
            .chars()
            .map(|c| match c {
                'a'..='w' => char::from_u32(u32::from(c) + 3).unwrap_or(c),
                c => c,
            })
            .collect();
        assert!(!is_garbled(&english));
        assert!(is_garbled(&shifted), "{shifted}");
        let polish =
            "Małe piekarnie przetrwają, ponieważ ich klienci wracają nawet w deszczu i śniegu. "
                .repeat(4);
        assert!(!is_garbled(&polish));
        let czech =
            "Strč prst skrz krk, řekl zmrzlý vlk, a pak čtvrt hodiny mlčel na mrazu. ".repeat(4);
        assert!(!is_garbled(&czech));
        assert!(!is_garbled(
            &"大城市里的小面包店能够生存，是因为顾客会回来。".repeat(9)
        ));
        assert!(is_garbled(&"!\\\"$~^`{} \\^~`{ }}~ ^^`\\ ".repeat(20)));
        assert!(is_garbled(&"tHe hArBoUr aT kEsSeL fRoZe ".repeat(40)));
        // Cyrillic, recognised as if it were Latin; and the names of a program's parts.
        let recognised =
            "CyMMa aeaHcoeoro nnaTe>Ka no ynna\"'liiBaeMoro c6opa CB~3lil Hanor o6no>KeHlil ";
        assert!(is_garbled(&recognised.repeat(9)));
        let named =
            "The pointEvent of a NetworkLinearElement has a startPosition and an endPosition. ";
        assert!(!is_garbled(&named.repeat(9)));
        // Figures of a table are a text.
        assert!(!is_garbled(&"2023 900 4.10 2024 760 4.60 ".repeat(20)));
    }
}
