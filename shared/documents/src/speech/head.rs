//! What a line of a transcript begins with: a time, a name, both in either order, or neither.

use super::{chats, clock, names};

/// Words in front of a time that are looked at, as bytes.
const HEAD: usize = 90;

/// What a line begins with.
#[derive(Debug, Default, Clone)]
pub(super) struct Head<'a> {
    pub(super) time: Option<f64>,
    pub(super) end: Option<f64>,
    pub(super) name: Option<&'a str>,
    /// What comes after time and name.
    pub(super) rest: &'a str,
    /// The time has brackets, an end, or something between it and the rest: it is no part of a sentence.
    pub(super) is_marked: bool,
    /// The name stands before a colon.
    pub(super) is_label: bool,
    /// The time is that of a day: somebody wrote then, and nothing was recorded.
    pub(super) is_dated: bool,
}

impl<'a> Head<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let bare = unadorned(line);
        let head = Self::of_bare(bare);
        // What stands before it is a part of the words, where nothing else follows.
        if head.time.is_some() || head.is_label || bare.len() == line.len() {
            head
        } else {
            Self::of_bare(line)
        }
    }

    fn of_bare(line: &'a str) -> Self {
        let line = line.trim_start_matches(['-', '–', '—', '•', '*', '>', '#', '@', ' ']);
        if let Some(rest) = unnumbered(line) {
            // Somebody has numbered what was said.
            let head = Self::time_first(rest).filter(|head| head.is_marked && !head.is_dated);
            if let Some(head) = head {
                return head;
            }
        }
        if let Some(time) = clock::spoken(line) {
            return Self {
                time: Some(time),
                is_marked: true,
                ..Self::default()
            };
        }
        Self::time_first(line)
            .or_else(|| Self::name_first(line))
            .unwrap_or_else(|| Self::labelled(line))
    }

    /// A time and nothing else.
    pub(super) const fn is_time(&self) -> bool {
        self.time.is_some() && self.name.is_none() && self.rest.is_empty()
    }

    pub(super) fn second(&self) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "a time has some digits")]
        self.time.map(|time| time.floor() as i64)
    }

    fn time_first(line: &'a str) -> Option<Self> {
        if let Some((time, rest)) = day(line) {
            let rest = rest.trim_start_matches([':', '-', '–', ' ']);
            let named = names::writer(rest);
            let (name, rest) = named.map_or((None, rest), |(name, rest)| (Some(name), rest));
            return Some(Self {
                time: Some(time),
                name,
                rest,
                is_marked: true,
                is_label: name.is_some(),
                is_dated: true,
                ..Self::default()
            });
        }
        let (time, end, rest, has_bracket) = time(line)?;
        let after = rest;
        let (rest, has_mark) = after_marks(rest);
        let mut head = Self {
            time: Some(time),
            end,
            rest,
            is_marked: has_bracket || has_mark || end.is_some() || rest.is_empty(),
            ..Self::default()
        };
        let label = if has_bracket {
            names::label_of_time
        } else {
            names::label
        };
        let named = in_brackets(rest)
            .or_else(|| label(rest))
            .or_else(|| in_column(after, rest))
            .or_else(|| before_angle(rest));
        if let Some((name, rest)) = named {
            (head.name, head.rest, head.is_label) = (Some(name), rest, true);
        }
        Some(head)
    }

    /// `Maya Torres  0:00`, `Maya Torres (00:00:00):`, `Maya: [0:12] text`, `Maya - 00:03`.
    fn name_first(line: &'a str) -> Option<Self> {
        let window = &line[..line.floor_char_boundary(HEAD)];
        if let Some(head) = Self::name_and_day(line, window) {
            return Some(head);
        }
        let mut place = 0;
        while let Some(found) =
            window[place..].find(|c: char| c.is_ascii_digit() || "([{（".contains(c))
        {
            let at = place + found;
            place = line.ceil_char_boundary(at + 1);
            // `Maya Torres:0:12`
            let before = window[..at]
                .strip_suffix(':')
                .filter(|before| before.ends_with(char::is_alphabetic))
                .unwrap_or(&window[..at]);
            // `王敏(00:00:01)`: Chinese and Japanese part no words.
            // `Maya Torres(00:00:01)`: a page parts them by its looks alone.
            let is_attached =
                line[at..].starts_with(['(', '[', '（']) && before.ends_with(char::is_alphabetic);
            let is_start = before.len() < at
                || is_attached
                || !before.ends_with(|c: char| c.is_alphanumeric() || c == ':' || c == '.');
            let Some((time, end, rest, has_bracket)) =
                is_start.then(|| time(&line[at..])).flatten()
            else {
                continue;
            };
            let before = line[..at].trim_end();
            let name = before.trim_end_matches([
                ':', '-', '–', '—', '|', '/', '→', '•', '·', ',', ' ', '@', '\u{a0}',
            ]);
            // `[Maya Torres | 0:12]`
            let inside = name
                .strip_prefix('[')
                .filter(|name| !name.contains(']'))
                .zip(rest.trim_start().strip_prefix(']'));
            let (name, rest) = inside.unwrap_or((name, rest));
            let after = rest;
            let (rest, has_mark) = after_marks(rest);
            let is_label = before.ends_with([':', '：']);
            let name = names::bare(name);
            // `Maya Torres – Bakers' Union (0:12)`, `Maya Torres at 0:12`
            let name = if rest.is_empty() {
                names::without_house(name.strip_suffix(" at").unwrap_or(name))
            } else {
                name
            };
            let is_parted = rest.is_empty()
                || has_bracket
                || has_mark
                || is_label
                || after.starts_with('\t')
                || names::is_machine(name);
            if !names::is_name(name) || names::is_no_name(name) || !is_parted {
                return None;
            }
            return Some(Self {
                time: Some(time),
                end,
                name: Some(name),
                rest,
                is_marked: true,
                is_label: true,
                is_dated: false,
            });
        }
        None
    }

    /// `Ana Duarte, [12.03.2025 09:15]`, `ana_d — Today at 9:15 AM`: with nothing behind it.
    fn name_and_day(line: &'a str, window: &str) -> Option<Self> {
        let starts = window.char_indices().skip(1).filter(|(at, _)| {
            window[..*at].ends_with([' ', '\u{a0}']) && !window[*at..].starts_with([' ', '\u{a0}'])
        });
        for (at, _) in starts {
            let Some((time, rest)) = day(&line[at..]) else {
                continue;
            };
            let name = line[..at]
                .trim_end_matches([':', '-', '–', '—', '|', '•', '·', ',', ' ', '@', '\u{a0}']);
            let is_alone = rest.trim_matches([':', ' ', 'Z']).is_empty();
            let name = names::without_id(name);
            return (is_alone && (names::is_name(name) || names::is_handle(name))).then_some(
                Self {
                    time: Some(time),
                    name: Some(name),
                    rest: "",
                    is_marked: true,
                    is_label: true,
                    is_dated: true,
                    ..Self::default()
                },
            );
        }
        None
    }

    fn labelled(line: &'a str) -> Self {
        let line = unasked(line);
        let bracketed =
            in_brackets(line).filter(|(name, rest)| !rest.is_empty() && !names::is_no_name(name));
        let named = bracketed.or_else(|| names::label(line));
        match named
            .or_else(|| examined(line))
            .or_else(|| names::with_title(line))
        {
            Some((name, rest)) => Self {
                name: Some(name),
                rest,
                is_label: true,
                ..Self::default()
            },
            None => Self {
                rest: line,
                ..Self::default()
            },
        }
    }
}

/// `| Maya Torres | text` behind a time: a column of names between two others.
fn in_column<'a>(after: &str, rest: &'a str) -> Option<(&'a str, &'a str)> {
    let sign = after.trim_start_matches(' ').chars().next()?;
    if !matches!(sign, '|' | '\t') {
        return None;
    }
    let (name, rest) = rest.split_once(sign)?;
    names::is_name(name).then(|| (name.trim(), rest.trim()))
}

/// `Maya Torres> text`, `<Maya Torres> text`
fn before_angle(rest: &str) -> Option<(&str, &str)> {
    let (name, rest) = rest.trim_start_matches('<').split_once("> ")?;
    names::is_name(name).then(|| (name.trim(), rest.trim()))
}

/// Without a picture before it: `🎤 Maya Torres (0:12)`. Notes before a song stay.
fn unadorned(line: &str) -> &str {
    let is_picture = |c: char| {
        matches!(c, '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
            && !matches!(c, '♩'..='♬' | '🎵' | '🎶')
    };
    // `:canal: 9:31 AM`
    let coded = line
        .split_once(' ')
        .filter(|(first, _)| chats::is_emoji(first) && first.contains(char::is_alphabetic));
    if let Some((_, rest)) = coded {
        rest.trim_start()
    } else if line.starts_with(is_picture) {
        line.trim_start_matches(|c| is_picture(c) || matches!(c, '\u{fe0f}' | '\u{200d}' | ' '))
    } else {
        line
    }
}

/// `Chair: …` of `Q12 Chair: …`, as a committee counts what it asks.
fn unasked(line: &str) -> &str {
    let number = line
        .strip_prefix('Q')
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = number.filter(|rest| (1..=5).contains(&(line.len() - 1 - rest.len())));
    let rest = rest
        .and_then(|rest| rest.strip_prefix(' '))
        .map(str::trim_start);
    rest.filter(|rest| names::label(rest).is_some())
        .unwrap_or(line)
}

/// What stands behind `12. ` or `12) `.
fn unnumbered(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_number = (1..=4).contains(&(line.len() - rest.len()));
    let rest = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    has_number.then(|| rest.trim_start())
}

/// `Q. When did it begin?`, `A. In 2016.`: a question and what is answered, as a court writes them.
fn examined(line: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 12] = [
        "Q. ",
        "A. ",
        "P. ",
        "R. ",
        "D. ",
        "F. ",
        "Pregunta. ",
        "Respuesta. ",
        "Pergunta. ",
        "Resposta. ",
        "Domanda. ",
        "Risposta. ",
    ];
    // As a briefing has it, and no initial: `Q And the second boat?`
    let asked = || {
        let rest = line.strip_prefix("Q ")?;
        rest.starts_with(char::is_uppercase).then_some(("Q", rest))
    };
    let marked = MARKS.iter().find_map(|mark| {
        let rest = line.strip_prefix(mark)?;
        // Written out the first time, and as a letter from then on.
        Some((&line[..1], rest))
    });
    marked.or_else(asked)
}

/// The day and time that a line begins with, in brackets or not.
fn day(text: &str) -> Option<(f64, &str)> {
    let Some(inside) = text.strip_prefix('[') else {
        return clock::dated(text);
    };
    let (time, rest) = clock::dated(inside)?;
    Some((time, rest.trim_start().strip_prefix(']')?))
}

/// `[Maya Torres] text`, `[SPEAKER_00]: text`.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix('[')?.split_once(']')?;
    let rest = rest
        .trim_start()
        .trim_start_matches([':', '：'])
        .trim_start();
    names::is_name(name).then_some((name.trim(), rest))
}

/// `#00:00:03-2#`, as MAXQDA has it, of which the first sign is gone.
fn between_crosses(text: &str) -> Option<(f64, &str)> {
    let (start, rest) = clock::seconds(text)?;
    let rest = rest.strip_prefix('-')?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    Some((start, rest.strip_prefix('#')?))
}

/// A time with or without brackets and its end, and what comes after it.
fn time(text: &str) -> Option<(f64, Option<f64>, &str, bool)> {
    if let Some((start, rest)) = between_crosses(text) {
        return Some((start, None, rest, true));
    }
    let open = text.chars().next().filter(|c| "([{<（".contains(*c));
    let inside = open.map_or(text, |open| text[open.len_utf8()..].trim_start());
    let (start, end, rest) = if let Some((start, end, rest)) = clock::span(inside) {
        (start, Some(end), rest)
    } else if let Some((start, rest)) = clock::seconds(inside) {
        (start, None, rest)
    } else {
        // `30s` is a time in brackets only.
        let (start, end, rest) = clock::span_in_units(inside)?;
        let written = &inside[..inside.len() - rest.len()];
        if open.is_none() && !written.contains(['h', 'm', '\'', '’', '′']) {
            return None;
        }
        (start, end, rest)
    };
    match open {
        Some(open) => {
            let close = match open {
                '(' => ')',
                '（' => '）',
                '[' => ']',
                '{' => '}',
                _ => '>',
            };
            let rest = rest.trim_start().strip_prefix(close)?;
            Some((start, end, rest, true))
        }
        None => Some((start, end, rest, false)),
    }
}

/// Without what parts a time from what comes after it, and whether there was any.
fn after_marks(rest: &str) -> (&str, bool) {
    let left = rest.trim_start_matches([':', '|', '•', '·', '–', '—', ' ', '\t', '\u{a0}', '：']);
    let left = left.strip_prefix("- ").unwrap_or(left).trim_start();
    let marks = &rest[..rest.len() - left.len()];
    (left, !marks.trim().is_empty())
}
