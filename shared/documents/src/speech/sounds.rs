//! What is heard and not said: `[door slams]`, `(laughs)`, `♪ … ♪`; and who speaks, where brackets say that.

use std::collections::{HashMap, HashSet};

use super::{Said, clock, names};
use crate::{clean, join};

const PAIRS: [(char, char); 7] = [
    ('[', ']'),
    ('(', ')'),
    ('（', '）'),
    ('【', '】'),
    ('［', '］'),
    ('〔', '〕'),
    ('{', '}'),
];
const NOTES: [char; 5] = ['♪', '♫', '♬', '♩', '🎵'];
/// Words of a cue.
const WORDS: usize = 7;

/// Stems of what cues say, in the languages that captions are most often in.
const SOUNDS: &str = "music, applau, laugh, chuckl, giggl, sigh, gasp, cough, crosstalk, cross talk, inaudible, \
    indistinct, unintelligible, silence, pause, noise, cheer, clap, sneez, sniff, sob, cry, scream, \
    shout, whisper, groan, grunt, moan, bell, ring, knock, door, footstep, engine, beep, buzz, \
    thunder, birds, barking, explosion, gunshot, static, foreign, speaking, speaks, blank_audio, \
    overlapping, audio, sound, song, singing, theme, exhal, inhal, throat, mumbl, murmur, chatter, \
    crowd, audience, phone, rustl, bleep, hum, whistl, upbeat, instrumental, background, redacted, \
    blank, unv, zustimm, beifall, heiterkeit, zuruf, zwischenruf, gegenruf, générique, jingle, musik, applaus, gelächter, lacht, lachen, seufz, stille, unverständlich, musique, \
    applaud, rire, rit, soupir, música, aplauso, risa, ríe, suspir, silencio, risos, palmas, musica, \
    risat, ride, sospir, музык, аплодисм, смех, смеёт, вздых, тишин, неразборч, музика, muzyk, \
    oklask, śmiech, muziek, gelach, müzik, alkış, gülü, kahkaha, 音楽, 拍手, 笑, 音乐, 音樂, 掌声, 掌聲, 沈黙, 음악, \
    박수, 웃음, 웃, موسيق, تصفيق, ضحك, संगीत, ताल, हंस, हँस, μουσικ, χειροκρ, γέλι, מוזיקה, מחיאות, צחוק, \
    叹, 嘆, 铃, 鈴, 哭, 尖叫, 敲门, 脚步, 息, 声, 聲, 音, 한숨, 울음, 소리, เพลง, ดนตรี, ปรบมือ, หัวเราะ, nhạc, vỗ tay, cười";

fn sounds() -> impl Iterator<Item = &'static str> {
    SOUNDS.split(", ")
}

/// Without cues, and with the speakers that stand in brackets or before a colon.
pub(super) fn without(said: Vec<Said>) -> Vec<Said> {
    let labels = Labels::of(&said);
    let mut kept: Vec<Said> = Vec::with_capacity(said.len());
    let mut carried: Option<String> = None;
    for said in said {
        let heard = strip(&said.text);
        let mut voices: Vec<(Option<String>, bool, String)> = Vec::new();
        let is_named = |line: &str| dash(line).is_some_and(|rest| bracketed(rest).is_some());
        let dialogue = heard.lines().filter(|line| dash(line).is_some()).count() > 1
            || heard.lines().next().is_some_and(is_named);
        for line in heard.lines() {
            let (line, turn) = match dash(line) {
                Some(rest) if dialogue => (rest, true),
                _ => (line.trim(), false),
            };
            let (turn, line) = match line.strip_prefix(">>") {
                Some(rest) => (true, rest.trim_start_matches('>').trim_start()),
                None => (turn, line.strip_prefix("> ").unwrap_or(line)),
            };
            let (speaker, line) = match labels.speaker(line) {
                Some((speaker, rest)) if said.speaker.is_none() => (Some(speaker), rest),
                _ => (None, line),
            };
            match voices.last_mut() {
                Some((_, _, text)) if speaker.is_none() && !turn => {
                    text.push('\n');
                    text.push_str(line);
                }
                _ => voices.push((speaker.map(str::to_owned), turn, line.to_owned())),
            }
        }
        for (speaker, turn, text) in voices {
            let text = clean::line(&join::lines(&text));
            if !is_said(&text) {
                // A name alone is that of whoever speaks next.
                if speaker.is_some() {
                    carried = speaker.filter(|_| labels.carry);
                }
                continue;
            }
            let named = said.speaker.clone().or(speaker);
            if named.is_some() || turn {
                carried.clone_from(&named);
            }
            let speaker = named.or_else(|| carried.clone().filter(|_| labels.carry));
            let speaker = speaker.map(|name| names::without_how(&name).to_owned());
            kept.push(Said {
                text,
                speaker,
                turn: said.turn || turn,
                ..said
            });
        }
    }
    kept
}

/// Which names before a colon or in brackets are speakers'.
struct Labels {
    counts: HashMap<String, usize>,
    /// Lines that begin as `王芳：` does.
    wide: usize,
    /// Names in lines of their own.
    alone: HashSet<String>,
    /// Whether what has no label is said by whom the last one names: where two speakers come back, each change has one.
    carry: bool,
}

impl Labels {
    fn of(said: &[Said]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut wide = 0;
        for said in said {
            let heard = strip(&said.text);
            for line in heard.lines() {
                let line = line.trim_start_matches(['>', '-', '–', ' ']);
                wide += usize::from(is_wide_label(line));
                if let Some((name, _)) = bracketed(line)
                    .or_else(|| full_name(line))
                    .or_else(|| shouted(line))
                    .or_else(|| names::label(line))
                {
                    *counts.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
        let alone = alone(said);
        let carry = counts.values().filter(|count| **count > 1).count() > 1 || !alone.is_empty();
        Self {
            counts,
            wide,
            alone,
            carry,
        }
    }

    fn speaker<'a>(&self, line: &'a str) -> Option<(&'a str, &'a str)> {
        if self.alone.contains(line) {
            return Some((line, ""));
        }
        let returning = || {
            let (name, rest) = full_name(line).or_else(|| shouted(line))?;
            let known = self.counts.get(name).is_some_and(|count| *count > 1);
            known.then_some((name, rest))
        };
        bracketed(line).or_else(returning).or_else(|| {
            let (name, rest) = names::label(line)?;
            let known = self.counts.get(name).is_some_and(|count| *count > 1);
            let is_shouted = names::is_shouted(names::without_how(name));
            (known || is_shouted || self.wide > 1 && is_wide_label(line)).then_some((name, rest))
        })
    }
}

/// Names that stand alone above what is said, in a cue of their own or in the first line of one: two or more that come back, and
/// of nearly each of their lines something stands below.
fn alone(said: &[Said]) -> HashSet<String> {
    const NAMES: usize = 4;
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (place, cue) in said.iter().enumerate() {
        let lines: Vec<&str> = cue.text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            let is_one = (line.contains(' ') || names::is_machine(line) || names::is_shouted(line))
                && names::is_name(line)
                && !names::is_no_name(line)
                && !is_sound(line);
            if !is_one {
                continue;
            }
            let is_below = lines.len() > at + 1 || at == 0 && place + 1 < said.len();
            let (all, above) = counts.entry(line).or_default();
            *all += 1;
            *above += usize::from(is_below && at == 0);
        }
    }
    counts.retain(|_, (all, above)| *all > 1 && *above * 5 >= *all * 4);
    let known: usize = counts.values().map(|(all, _)| all).sum();
    if counts.len() < 2 || known < NAMES {
        return HashSet::new();
    }
    counts.into_keys().map(str::to_owned).collect()
}

/// A name of four characters at most, and a colon as wide as they are.
fn is_wide_label(line: &str) -> bool {
    line.split_once('：').is_some_and(|(name, _)| {
        (1..=4).contains(&name.chars().count())
            && name.chars().all(|c| join::is_wide(c) && c.is_alphabetic())
    })
}

/// `[MAYA] text`, `[Maya Torres] text`, `(MAYA): text`: a name in brackets that is left after the cues have gone.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let (open, close) = *PAIRS[..6]
        .iter()
        .find(|(open, _)| line.starts_with(*open))?;
    let (name, rest) = line[open.len_utf8()..].split_once(close)?;
    let rest = rest
        .trim_start()
        .trim_start_matches([':', '：'])
        .trim_start();
    let said = open != '(' || names::is_shouted(name);
    let is_name = names::is_name(name) || open == '[' && names::is_part(name);
    (said && !rest.is_empty() && is_name && !is_sound(name)).then_some((name.trim(), rest))
}

/// `(Maya Torres) text`: of two words or more, as one alone says how somebody speaks.
fn full_name(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim_start().strip_prefix('(')?.split_once(") ")?;
    (name.contains(' ') && names::is_name(name) && !is_sound(name)).then(|| (name, rest.trim()))
}

/// `MAYA TORRES - text`
fn shouted(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(" - ")?;
    (names::is_shouted(name) && names::is_name(name)).then(|| (name.trim(), rest.trim()))
}

/// The line after the dash of a dialogue.
fn dash(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.strip_prefix(['-', '–', '‐', '—'])?;
    (!rest.starts_with(['-', '–'])).then(|| rest.trim_start())
}

/// Whether nothing is said in a line.
pub(super) fn is_heard(line: &str) -> bool {
    strip(line).trim().is_empty()
}

fn is_said(text: &str) -> bool {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    !words.is_empty()
        && !matches!(
            words,
            "and" | "und" | "et" | "y" | "e" | "i" | "en" | "og" | "och" | "и" | "و"
        )
        || text.chars().any(|c| !c.is_ascii() && c.is_alphanumeric())
}

/// Without cues; lines stay lines.
fn strip(text: &str) -> String {
    let text = without_songs(&unheard(text));
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c| c == '*' || PAIRS.iter().any(|(open, _)| *open == c)) {
        let (before, bracket) = rest.split_at(at);
        kept.push_str(before);
        let open = bracket.chars().next().unwrap_or_default();
        let after_open = &bracket[open.len_utf8()..];
        let close = PAIRS
            .iter()
            .find(|(o, _)| *o == open)
            .map_or('*', |(_, close)| *close);
        let window = &after_open[..after_open.floor_char_boundary(300)];
        let Some(end) = window.find(close) else {
            kept.push(open);
            rest = after_open;
            continue;
        };
        let (inside, after) = (&after_open[..end], &after_open[end + close.len_utf8()..]);
        if is_cue(open, &kept, inside, after) {
            kept.truncate(kept.trim_end_matches(' ').len());
            let is_closed = after.starts_with([',', '.', '?', '!']);
            if !kept.is_empty() && !kept.ends_with('\n') && !is_closed {
                kept.push(' ');
            }
            // What punctuation was the cue's goes with it.
            rest = after.trim_start_matches(' ');
            if kept.trim().is_empty() {
                rest = rest.trim_start_matches(['.', ',', ';', ' ']);
            }
        } else {
            kept.push_str(&bracket[..bracket.len() - after.len()]);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// Without `unintelligible 00:33:13.27`, `<<inaudible at 0:55>>`: what somebody could not hear, and when, in no brackets of ours.
fn unheard(text: &str) -> String {
    const UNHEARD: [&str; 4] = ["unintelligible ", "inaudible ", "indistinct ", "crosstalk "];
    let found = UNHEARD.iter().flat_map(|word| text.match_indices(*word));
    let mut found: Vec<(usize, &str)> = found.collect();
    found.sort_unstable();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (at, word) in found {
        let rest = &text[at + word.len()..];
        let Some((_, after)) = clock::seconds(rest.strip_prefix("at ").unwrap_or(rest)) else {
            continue;
        };
        let before = &text[from..at];
        // What stands in brackets is a cue as others are.
        if before.ends_with(['[', '(', '{']) {
            continue;
        }
        kept.push_str(before.trim_end_matches(['<', '‹', '«', '*']).trim_end());
        from = text.len() - after.trim_start_matches(['>', '›', '»', '*']).len();
    }
    kept.push_str(&text[from..]);
    kept
}

fn is_cue(open: char, before: &str, inside: &str, after: &str) -> bool {
    // When it was said, behind it.
    if clock::seconds(inside.trim()).is_some_and(|(_, rest)| rest.is_empty()) {
        return true;
    }
    let words = inside.split_whitespace().count();
    let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let wide = inside.chars().any(join::is_wide);
    // `[t]he`, `f(x)`: parts of a word.
    if !wide
        && (letters(before.chars().next_back()) || letters(after.chars().next()))
        && !is_sound(inside)
    {
        return false;
    }
    // A dash there begins what another says.
    let line = before.trim_end_matches([' ', '-', '–', '>']);
    let line_starts = line.is_empty() || line.ends_with('\n');
    let line_ends =
        after.trim_start_matches(' ').is_empty() || after.trim_start_matches(' ').starts_with('\n');
    // `[ph]`: as it was heard, and perhaps not so.
    let heard = inside.trim_end_matches(['?', '.', ' ']).to_lowercase();
    if open == '[' && matches!(heard.as_str(), "ph" | "sp" | "phonetic" | "sic" | "?") {
        return true;
    }
    // `(Beifall bei der SPD sowie bei Abgeordneten der FDP)`, as a parliament's report has it.
    let is_noted = [
        "beifall",
        "zuruf",
        "heiterkeit",
        "lachen",
        "gegenruf",
        "zwischenruf",
        "unruhe",
        "applaudissements",
        "exclamations",
    ];
    let is_behind = line_starts || crate::lines::is_ended(before.trim_end());
    // `(Lebhafter Beifall bei der CDU)`
    let mut first = heard.split_whitespace().take(3);
    if is_behind && first.any(|word| is_noted.iter().any(|noted| word.starts_with(noted))) {
        return true;
    }
    // `(FX: HORN. OUT.)`, as a script has it.
    if is_behind && names::is_shouted(inside) && words > 1 {
        return true;
    }
    if is_sound(inside) {
        // What is in brackets is hardly ever said; what is in parentheses may be, inside of a line.
        let is_bracket = matches!(open, '[' | '【' | '［') || line_starts && line_ends;
        return words <= if is_bracket { WORDS } else { 3 };
    }
    match open {
        '{' => false,
        // `* quiet music *`, as a broadcaster writes it
        '*' => line_starts && line_ends && inside.starts_with(' ') && inside.ends_with(' '),
        '(' | '（' => {
            // A whole line, or what somebody does before they speak.
            let does = words <= 4 && inside.starts_with(char::is_lowercase) && {
                let verb = inside.split_whitespace().next_back().unwrap_or_default();
                let begins = after.trim_start().starts_with(char::is_uppercase);
                verb.ends_with('s') || verb.ends_with("ing") || words == 1 && begins
            };
            line_starts && (line_ends || does || is_how(inside))
        }
        _ => {
            let editorial = inside.chars().all(|c| c.is_numeric() || c.is_whitespace());
            let name =
                line_starts && !line_ends && (names::is_name(inside) || names::is_part(inside));
            // `The owner [of the house] said`: put in by an editor, and read.
            let inserted = before.trim_end().ends_with(char::is_alphanumeric)
                && after.trim_start().starts_with(char::is_lowercase);
            words <= WORDS && !editorial && !name && !inserted
        }
    }
}

/// `in French`, `over phone`, `on TV`: how or through what somebody is heard.
fn is_how(inside: &str) -> bool {
    const THROUGH: [&str; 12] = [
        "phone",
        "telephone",
        "radio",
        "tv",
        "television",
        "intercom",
        "speaker",
        "loudspeaker",
        "video",
        "tape",
        "recording",
        "pa",
    ];
    let words: Vec<&str> = inside.split_whitespace().collect();
    match words.as_slice() {
        ["in", language] => {
            language.starts_with(char::is_uppercase) && language.chars().all(char::is_alphabetic)
        }
        ["on" | "over" | "through" | "via", .., last] => {
            words.len() <= 3 && THROUGH.contains(&last.to_lowercase().as_str())
        }
        [one] => matches!(
            one.to_lowercase().as_str(),
            "v.o." | "o.s." | "offscreen" | "off-screen" | "voiceover" | "voice-over"
        ),
        _ => false,
    }
}

fn is_sound(inside: &str) -> bool {
    let lower = inside.to_lowercase();
    let lower = lower.trim();
    if !lower.is_empty() && lower.chars().all(|c| !c.is_alphanumeric()) {
        return true;
    }
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| {
            sounds().any(|sound| {
                word.starts_with(sound) && (sound.len() > 3 || word.len() <= sound.len() + 3)
            })
        })
        || sounds().any(|sound| !sound.is_ascii() && lower.contains(sound))
}

/// Without what is sung: from a note to the next one, or to the end of the line.
fn without_songs(text: &str) -> String {
    let lyric = text.trim();
    if lyric.len() > 2 && lyric.starts_with("# ") && lyric.ends_with(" #") {
        return String::new();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(NOTES) {
        kept.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches(NOTES);
        rest = match after.find(NOTES) {
            Some(end) => after[end..].trim_start_matches(NOTES),
            None => after.find('\n').map_or("", |end| &after[end..]),
        };
    }
    kept.push_str(rest);
    kept
}
