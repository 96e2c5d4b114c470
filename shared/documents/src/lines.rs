//! An author's line end, or a wrap: decided by the file.
//!
//! Word and Google Docs write a paragraph or an item in one line; mail programs, typewriters and Project Gutenberg break each
//! line near a margin. A margin that most lines end at, in the middle of sentences, is a wrap; all else is meant.

use crate::{Role, block::Block, divided::Words, join};

/// Line ends that tell of a margin; fewer are decided each for itself.
const ENOUGH: usize = 3;
/// The margins that somebody wraps at, in columns.
const NARROWEST: usize = 30;
const WIDEST: usize = 160;
/// Columns by which a line may miss the margin, beside the word that had no room.
const SLACK: usize = 4;
/// Characters of a line that heads others or is an item.
const BULLETS: &[char] = &[
    '•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '➢', '➤', '►', '✓', '✔', '✗', '☐', '☑', '⁃', '∙',
    '·', '☒', '▢', '✅', '❌', '➡', '➜', '➔', '▶', '👉', '📌', '🔹', '🔸', '🔷', '🔶', '\u{F0B7}',
    '\u{F0A7}', '\u{F0D8}',
];

/// Before the name of who said what stands above.
const DASHES: [char; 3] = ['—', '―', '–'];

/// Bullets as Word and OneNote write them into a text, letters of a font of signs before a tab, as what they look like.
pub(crate) fn with_bullets(text: &str) -> String {
    const SIGNS: [&str; 5] = ["o\t", "§\t", "Ø\t", "ü\t", "·\t"];
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return text.to_owned();
    }
    let line = |line: &str| {
        let bare = line.trim_start();
        match SIGNS.iter().find_map(|sign| bare.strip_prefix(sign)) {
            Some(rest) => format!("• {rest}"),
            None => line.to_owned(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Each block in as many as it has units; items without their marks.
pub(crate) fn units(blocks: &[Block]) -> Vec<Block> {
    let margin = Margin::of(blocks);
    let words = Words::of(blocks.iter().flat_map(|block| block.text.lines()));
    let mut units = Vec::with_capacity(blocks.len());
    for Block { role, text, .. } in blocks {
        for (place, unit) in margin.parts(text, &words).into_iter().enumerate() {
            // What follows a title in its own block is none.
            let role = match role {
                Role::Title if place > 0 => Role::Paragraph,
                role => *role,
            };
            units.push(Block::new(role, unit));
        }
    }
    marks(&mut units);
    units.retain(|unit| !unit.text.is_empty());
    units
}

/// Where the lines of a file end that are wrapped.
#[derive(Debug, Clone, Copy)]
struct Margin {
    /// `None` where the file has none.
    columns: Option<usize>,
    /// Of the lines whose end has another after it.
    widest: usize,
    breaks: usize,
}

/// A line and the next one of its block.
struct Break<'a> {
    line: &'a str,
    next: &'a str,
    width: usize,
    /// With the next line's first word.
    overflow: usize,
}

impl<'a> Break<'a> {
    fn of(line: &'a str, next: &'a str) -> Self {
        let width = width(line);
        let word = next.split_whitespace().next().unwrap_or_default();
        // Where no spaces stand, a wrap is between any two characters.
        let word = match word.chars().next() {
            Some(first) if join::is_wide(first) => 2,
            _ => width_of(word),
        };
        Self {
            line,
            next,
            width,
            overflow: width + 1 + word,
        }
    }

    fn is_inside_a_sentence(&self) -> bool {
        !is_ended(self.line)
            && !is_marked(self.next)
            && (self.next.starts_with(join::is_small)
                || (self.next.starts_with(is_caseless)
                    && self
                        .line
                        .ends_with(|c| is_caseless(c) || "，、；،".contains(c)))
                || self.is_beside_wide())
    }
}

impl Break<'_> {
    /// `min-` / `istry`, `12-` / `15 million`: the line ends within a word.
    fn is_divided(&self) -> bool {
        let before = self.line.strip_suffix('-').unwrap_or_default();
        let (last, first) = (before.chars().next_back(), self.next.chars().next());
        let is = |c: Option<char>, of: fn(char) -> bool| c.is_some_and(of);
        is(last, char::is_alphabetic) && is(first, join::is_small)
            || is(last, char::is_numeric) && is(first, char::is_numeric)
    }

    /// `…每天早上用 Excel` / `列出…`, and the other way round: a Latin word or a figure at a wrap of Chinese or Japanese.
    fn is_beside_wide(&self) -> bool {
        let is_long = self.width >= NARROWEST / 2 && self.line.contains(join::is_wide);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let letter = |c: Option<char>| c.is_some_and(|c| join::is_wide(c) && c.is_alphabetic());
        let (last, first) = (self.line.chars().next_back(), self.next.chars().next());
        is_long && (latin(last) && letter(first) || letter(last) && latin(first))
    }
}

fn breaks(text: &str) -> impl Iterator<Item = Break<'_>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .clone()
        .zip(lines.skip(1))
        .map(|(line, next)| Break::of(line, next))
}

impl Margin {
    fn of(blocks: &[Block]) -> Self {
        let all: Vec<Break<'_>> = blocks
            .iter()
            .flat_map(|block| breaks(&block.text))
            .filter(|pair| !is_marked(pair.next))
            .collect();
        let inside = all
            .iter()
            .filter(|pair| pair.is_inside_a_sentence())
            .count();
        let columns = stabbed(&all)
            .filter(|(columns, held)| {
                let beyond = all
                    .iter()
                    .filter(|pair| pair.width > columns + SLACK)
                    .count();
                all.len() >= ENOUGH
                    && held * 2 > all.len()
                    && inside * 3 > all.len()
                    && beyond * 5 < all.len()
            })
            .map(|(columns, _)| columns);
        Self {
            columns,
            widest: all.iter().map(|pair| pair.width).max().unwrap_or_default(),
            breaks: all.len(),
        }
    }

    fn parts(&self, text: &str, words: &Words<'_>) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut last: Option<&str> = None;
        for line in text.lines() {
            let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if folded.is_empty() {
                continue;
            }
            match (last, parts.last_mut()) {
                (Some(before), Some(open))
                    if self.is_wrap(&Break::of(before.trim(), line.trim())) =>
                {
                    words.append(open, &folded);
                }
                _ => parts.push(folded),
            }
            last = Some(line);
        }
        parts
    }

    fn is_wrap(&self, pair: &Break<'_>) -> bool {
        if is_marked(pair.next) {
            return false;
        }
        if pair.is_divided() {
            return true;
        }
        match self.columns {
            Some(columns) => {
                pair.overflow + SLACK > columns
                    || (pair.is_inside_a_sentence() && pair.width * 2 > columns)
            }
            // Of many lines that keep no margin, one that goes on is long; a list in small letters is short.
            None if self.breaks >= ENOUGH => {
                pair.is_inside_a_sentence() && pair.width * 2 > self.widest && !is_listed(pair)
            }
            None => pair.is_inside_a_sentence(),
        }
    }
}

/// A few words, not more in the next line, and no sentence in sight.
fn is_listed(pair: &Break<'_>) -> bool {
    const WORDS: usize = 4;
    let few = |line: &str| line.split_whitespace().count() <= WORDS && !is_ended(line);
    few(pair.line) && few(pair.next) && !pair.line.ends_with([',', ';'])
}

/// The margin that explains most line ends, and how many: the line has room in it, and with the next word it has none.
fn stabbed(breaks: &[Break<'_>]) -> Option<(usize, usize)> {
    let mut steps = [0_isize; WIDEST + 2];
    for pair in breaks.iter().filter(|pair| pair.width <= WIDEST) {
        steps[pair.width] += 1;
        steps[(pair.overflow + SLACK).min(WIDEST + 1)] -= 1;
    }
    let mut held = 0;
    steps
        .iter()
        .enumerate()
        .map(|(columns, step)| {
            held += step;
            (columns, held.unsigned_abs())
        })
        .filter(|(columns, _)| *columns >= NARROWEST)
        .max_by_key(|(columns, held)| (*held, std::cmp::Reverse(*columns)))
        .filter(|(_, held)| *held > 0)
}

fn width(line: &str) -> usize {
    width_of(line.trim_end())
}

fn width_of(text: &str) -> usize {
    text.chars()
        .map(|c| if join::is_wide(c) { 2 } else { 1 })
        .sum()
}

fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !join::is_small(c) && !c.is_uppercase()
}

pub(crate) fn is_ended(text: &str) -> bool {
    text.trim_end_matches([
        '"', '\'', ')', ']', '»', '”', '’', '」', '』', '）', '*', '_',
    ])
    .ends_with([
        '.', '!', '?', ':', '…', '。', '！', '？', '：', '।', '॥', '۔', '؟', '։', '።', '។', '။',
    ])
}

/// Whether it begins as an item of a list.
pub(crate) fn is_marked(line: &str) -> bool {
    bullet(line).is_some() || number(line).is_some()
}

/// What comes after a bullet.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line
        .strip_prefix(BULLETS)
        .or_else(|| line.strip_prefix("- "))
        .or_else(|| line.strip_prefix("* "))
        .or_else(|| line.strip_prefix("– "))?;
    let rest = rest.trim_start_matches('\u{FE0F}').trim_start();
    (!rest.is_empty()).then_some(rest)
}

/// `2. Sell it`, `2) Sell it`, `(2) Sell it`: the number, and what comes after it.
fn number(line: &str) -> Option<(u32, &str)> {
    let line = line.trim_start();
    let open = line.strip_prefix('(');
    let digits = open.unwrap_or(line);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &digits[..digits.len() - rest.len()];
    let rest = match open {
        Some(_) => rest.strip_prefix(')'),
        None => rest.strip_prefix(['.', ')', '、', '．']),
    }?;
    let parted = rest.starts_with(char::is_whitespace) || rest.starts_with(join::is_wide);
    if number.len() > 3 || !parted || rest.trim().is_empty() {
        return None;
    }
    Some((number.parse().ok()?, rest.trim_start()))
}

/// What a line names below it that begins with a dash is somebody's, and no item: `— Harbour master`.
fn attributions(units: &mut [Block]) {
    const WORDS: usize = 8;
    const QUOTED: usize = 60;
    let words = |unit: &Block| unit.text.split_whitespace().count();
    let has_dash = |unit: Option<&Block>| unit.is_some_and(|unit| unit.text.starts_with(DASHES));
    for place in 1..units.len() {
        let (quoted, name) = (&units[place - 1], &units[place]);
        let is_name = has_dash(Some(name)) && words(name) <= WORDS && !is_ended(&name.text);
        let is_alone = !has_dash(Some(quoted)) && !has_dash(units.get(place + 1));
        let are_prose = quoted.role == Role::Paragraph && name.role == Role::Paragraph;
        if is_name && is_alone && are_prose && is_ended(&quoted.text) && words(quoted) <= QUOTED {
            units[place - 1].role = Role::Quotation;
            units[place].role = Role::Quotation;
        }
    }
}

/// Items that are marked in the text itself become items. A number is a mark where another is counted beside it.
pub(crate) fn marks(units: &mut [Block]) {
    attributions(units);
    let numbers: Vec<Option<u32>> = units
        .iter()
        .map(|unit| number(&unit.text).map(|(number, _)| number))
        .collect();
    let counted = |place: usize| {
        let own = numbers[place]?;
        let after = numbers.get(place + 1).copied().flatten();
        let before = place.checked_sub(1).and_then(|place| numbers[place]);
        (after == own.checked_add(1) || (before.is_some() && before == own.checked_sub(1)))
            .then_some(())
    };
    let is_counted: Vec<bool> = (0..units.len())
        .map(|place| counted(place).is_some())
        .collect();
    for (unit, is_counted) in units.iter_mut().zip(is_counted) {
        if !matches!(unit.role, Role::Paragraph | Role::Item) {
            continue;
        }
        let rest = bullet(&unit.text).or_else(|| {
            let (_, rest) = number(&unit.text).filter(|_| is_counted)?;
            Some(rest)
        });
        if let Some(rest) = rest {
            (unit.role, unit.text) = (Role::Item, rest.to_owned());
        }
    }
}
