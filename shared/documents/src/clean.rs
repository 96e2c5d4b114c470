//! Text as a reader sees it: without characters that have no shape, in paragraphs.

use unicode_properties::UnicodeEmoji;

/// The lines that stand together, between empty ones.
pub(crate) fn groups(text: &str) -> Vec<String> {
    let lines = visible_lines_with_empty(text);
    lines
        .split("\n\n")
        .map(|group| group.trim_matches('\n').to_owned())
        .filter(|group| !group.is_empty())
        .collect()
}

/// Lines of visible characters, one space between words; lines stay lines, empty ones go.
pub(crate) fn visible_lines(text: &str) -> String {
    visible_lines_with_empty(text)
        .split('\n')
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn visible_lines_with_empty(text: &str) -> String {
    let text = visible(text).replace("\r\n", "\n").replace(LINE_ENDS, "\n");
    let mut lines = String::with_capacity(text.len());
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            lines.push('\n');
        }
        let before = lines.len();
        for word in words(line) {
            if lines.len() > before {
                lines.push(' ');
            }
            lines.push_str(word);
        }
    }
    lines
}

/// One line of visible characters, one space between words.
pub(crate) fn line(text: &str) -> String {
    words(&visible(text)).collect::<Vec<_>>().join(" ")
}

/// Of other systems, and of Unicode.
const LINE_ENDS: [char; 6] = ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
}

/// England, Scotland and Wales: a black flag and letters that are not shown. Other such letters are a hiding place.
pub(crate) const FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Without zero-width, bidirectional and other characters that nobody sees: they are no content, and a text may say one
/// thing to a person and, through them, another to a model. Joiners stay where they shape what is written: in emoji, and in
/// scripts whose orthography has them.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(flag) = FLAGS.iter().find(|flag| rest.starts_with(**flag)) {
            shown.push_str(flag);
            rest = &rest[flag.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let last = shown.chars().next_back();
        let keep = match c {
            '\u{200C}' | '\u{200D}' => joins(c, last, rest.chars().next()),
            '\u{FE0E}' | '\u{FE0F}' => last.is_some_and(UnicodeEmoji::is_emoji_char),
            _ => !is_invisible(c),
        };
        if keep {
            shown.push(c);
        }
    }
    shown
}

fn joins(joiner: char, last: Option<char>, next: Option<char>) -> bool {
    let (Some(last), Some(next)) = (last, next) else {
        return false;
    };
    let emoji = joiner == '\u{200D}'
        && (last == '\u{FE0F}' || (last.is_emoji_char() && !last.is_ascii()))
        && next.is_emoji_char()
        && !next.is_ascii();
    // From Arabic to Sinhala; Myanmar, Khmer, Mongolian.
    let written = |c: char| matches!(c, '\u{0600}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}');
    emoji || (written(last) && written(next))
}

/// Unicode's default ignorable characters, and those that annotate or stand for an object.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
