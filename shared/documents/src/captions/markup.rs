//! What stands in a cue beside its words: tags, styles, characters that are written by their names.

use html5ever::data::NAMED_ENTITIES;

use crate::{clean, speech::bare_name};

/// Bytes in which a tag ends: one that is never closed would be looked for again from each bracket.
const TAG: usize = 1_000;
/// Bytes of a character's name.
const NAME: usize = 32;

/// The text of a cue by its voices: tags go, `<v Name>` says who speaks until `</v>`, `{\an8}` and `{y:i}` are styles of
/// other formats that players know in SubRip, too.
pub(super) fn voices(cue: &str) -> Vec<(Option<String>, String)> {
    let mut voices = vec![(None, String::new())];
    let mut rest = cue;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        push(&mut voices, before);
        let Some((inside, after)) = tag_of(tag) else {
            push(&mut voices, &tag[..1]);
            rest = &tag[1..];
            continue;
        };
        rest = after;
        if inside == "/v" {
            voices.push((None, String::new()));
        } else if let Some(name) = voice(inside) {
            voices.push((Some(name), String::new()));
        } else if inside.eq_ignore_ascii_case("br")
            || inside.starts_with("br/")
            || inside.starts_with("br ")
        {
            push(&mut voices, "\n");
        }
    }
    push(&mut voices, rest);
    voices
}

fn push(voices: &mut [(Option<String>, String)], piece: &str) {
    if let Some((_, text)) = voices.last_mut() {
        // Line ends and a hard space of SubStation Alpha.
        let piece = piece
            .replace("\\N", "\n")
            .replace("\\n", "\n")
            .replace("\\h", " ");
        text.push_str(&unescape(&piece));
    }
}

/// What is between the brackets that this begins with, and what comes after: `None` where a bracket is just written.
fn tag_of(text: &str) -> Option<(&str, &str)> {
    let inside = &text[1..];
    let window = &inside[..inside.floor_char_boundary(TAG)];
    if text.starts_with('<') {
        if !inside.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/') {
            return None;
        }
        let end = window.find('>')?;
        return Some((&inside[..end], &inside[end + 1..]));
    }
    let end = window.find('}')?;
    let style = &inside[..end];
    let known = style.starts_with('\\')
        || matches!(style.trim_start_matches('/'), "b" | "i" | "u" | "s")
        || style.split_once(':').is_some_and(|(name, _)| {
            matches!(
                name.to_ascii_lowercase().as_str(),
                "y" | "c" | "f" | "s" | "p" | "o" | "h"
            )
        });
    known.then(|| (style, &inside[end + 1..]))
}

/// `v Name`, or with classes `v.loud Name`.
fn voice(tag: &str) -> Option<String> {
    let (kind, name) = tag.split_once([' ', '\t', '\n'])?;
    let name = clean::line(&unescape(name));
    let name = bare_name(&name).to_owned();
    ((kind == "v" || kind.starts_with("v.")) && !name.is_empty()).then_some(name)
}

/// Characters for their names and numbers, once: `&amp;lt;` is `&lt;`.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let window = &rest[..rest.floor_char_boundary(NAME)];
        match window
            .find(';')
            .and_then(|end| Some((character(&window[..end])?, end)))
        {
            Some((characters, end)) => {
                plain.extend(characters.into_iter().flatten());
                rest = &rest[end + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<[Option<char>; 2]> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let character = char::from_u32(number).filter(|c| *c != '\0')?;
        return Some([Some(character), None]);
    }
    let (first, second) = NAMED_ENTITIES.get(format!("{name};").as_str())?;
    let of = |number: u32| char::from_u32(number).filter(|c| *c != '\0');
    Some([of(*first), of(*second)])
}
