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

/// Whether most letters are read from the right.
pub(super) fn is_mostly_rtl<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut rtl, mut ltr) = (0, 0);
    for c in texts.flat_map(str::chars) {
        rtl += usize::from(is_rtl(c));
        ltr += usize::from(c.is_alphabetic() && !is_rtl(c));
    }
    rtl > ltr
}

/// Whether Latin words end a sentence that is read from the right: its full stop stands to their left.
pub(super) fn ends_at_left(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['.', ',', ':', ';', '!', '?']) && line.ends_with(char::is_alphanumeric)
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
    let rtl_line = letters(is_rtl) >= letters(|c| c.is_alphabetic() && !is_rtl(c))
        || letters(is_rtl) == 0 && ends_at_left(&pieces.concat());
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
    let letters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied();
    let says = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let turned = (0..letters.len()).any(|place| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        match letters[place] {
            ')' | ']' | '»' => before.is_none_or(char::is_whitespace) && says(after),
            '(' | '[' | '«' => says(before) && !says(after),
            _ => false,
        }
    });
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
            // A bracket that is closed in the next line, and one that was opened in the last, with their shapes kept.
            ("25000 ךרעב) שדח גג", "גג חדש (בערך 25000"),
            (".ןכל (וריא", "אירו) לכן."),
            (".Harbour", "Harbour."),
        ] {
            assert_eq!(read(visual), written);
        }
    }
}
