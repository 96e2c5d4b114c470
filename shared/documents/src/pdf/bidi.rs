//! Arabic and Hebrew as they are read, from where their letters stand.
//!
//! Some producers draw a line from the right, others from the left; the places tell, the order of drawing doesn't.

use unicode_normalization::UnicodeNormalization;

pub(super) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && !is_figure(c)
}

fn is_figure(c: char) -> bool {
    matches!(c, '\u{0660}'..='\u{066C}' | '\u{06F0}'..='\u{06F9}') || c.is_ascii_digit()
}

fn is_ltr(c: char) -> bool {
    is_figure(c) || (c.is_alphabetic() && !is_rtl(c))
}

/// The pieces of a line from left to right, in the order of reading.
pub(super) fn logical(pieces: &[&str]) -> String {
    let letters = |is: fn(char) -> bool| {
        pieces
            .iter()
            .flat_map(|piece| piece.chars())
            .filter(|c| is(*c))
            .count()
    };
    let rtl_line = letters(is_rtl) >= letters(|c| c.is_alphabetic() && !is_rtl(c));
    let mut runs: Vec<(bool, Vec<&str>)> = Vec::new();
    for piece in pieces {
        let rtl = piece.chars().any(is_rtl);
        let ltr = piece.chars().any(is_ltr);
        // What has no direction goes with the line, or, between two pieces of one, with those.
        let direction = if rtl {
            Some(true)
        } else if ltr {
            Some(false)
        } else {
            None
        };
        match (runs.last_mut(), direction) {
            (Some((last, run)), Some(direction)) if *last == direction => run.push(piece),
            (Some((_, run)), None) => run.push(piece),
            (_, direction) => runs.push((direction.unwrap_or(rtl_line), vec![piece])),
        }
    }
    // The signs at the end of a run that is against the line belong to the line.
    let mut settled: Vec<(bool, Vec<&str>)> = Vec::new();
    for (direction, mut run) in runs {
        let mut tail = Vec::new();
        while direction != rtl_line
            && run
                .last()
                .is_some_and(|piece| !piece.chars().any(|c| is_ltr(c) || is_rtl(c) || c == '%'))
        {
            tail.extend(run.pop());
        }
        if !run.is_empty() {
            settled.push((direction, run));
        }
        if !tail.is_empty() {
            tail.reverse();
            settled.push((rtl_line, tail));
        }
    }
    if rtl_line {
        settled.reverse();
    }
    let mut text = String::new();
    for (direction, mut run) in settled {
        if direction {
            run.reverse();
        }
        text.extend(run);
    }
    mirrored(&text.nfkc().collect::<String>())
}

/// Brackets open before they close; where a producer has kept their shapes, they were turned with the line.
fn mirrored(text: &str) -> String {
    let opens = text.find(['(', '[', '«']);
    let closes = text.find([')', ']', '»']);
    let turned = match (opens, closes) {
        (Some(opens), Some(closes)) => closes < opens,
        _ => false,
    };
    if !turned {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            '«' => '»',
            '»' => '«',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::logical;

    fn read(visual: &str) -> String {
        let pieces: Vec<String> = visual.chars().map(String::from).collect();
        logical(&pieces.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn letters_stand_as_they_are_read() {
        for (visual, written) in [
            (".םלוע םולש", "שלום עולם."),
            (".רטמב 25.5% םילעמ 2019 תנשב", "בשנת 2019 מעלים 25.5% במטר."),
            (
                "הנושארה Night Harbour תינכות",
                "תוכנית Night Harbour הראשונה",
            ),
            (")ליצרב( סרטימ", "מיטרס (ברציל)"),
        ] {
            assert_eq!(read(visual), written);
        }
    }
}
