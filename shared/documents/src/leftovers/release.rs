//! What a press release has around what it tells: whom to ask, who has sent it, where it was sent from.

use crate::{
    Role,
    block::{self, Block},
    lines,
};

/// A line that says what it is,
const SAYS: [&str; 14] = [
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "news provided by",
    "pressemitteilung",
    "medienmitteilung",
    "communiqué de presse",
    "pour diffusion immédiate",
    "nota de prensa",
    "comunicado de prensa",
    "comunicato stampa",
    "comunicado de imprensa",
    "persbericht",
];
/// and with which what is below it begins.
const BELOW: [&str; 27] = [
    "media contact",
    "press contact",
    "press enquir",
    "media enquir",
    "media inquir",
    "contact:",
    "contacts:",
    "contact information",
    "notes to editors",
    "note to editors",
    "notes for editors",
    "editor's note",
    "forward-looking statement",
    "forward looking statement",
    "cautionary ",
    "safe harbor",
    "###",
    "# # #",
    "source: ",
    "pressekontakt",
    "medienkontakt",
    "ansprechpartner",
    "contact presse",
    "contacts presse",
    "contacto de prensa",
    "contatti stampa",
    "perscontact",
];
/// Before the name of who sends it, in a line of its own.
const ABOUT: [&str; 8] = [
    "about ",
    "über ",
    "à propos d",
    "acerca de ",
    "sobre ",
    "informazioni su ",
    "chi è ",
    "over ",
];
const NAME: usize = 8;
/// Words of where and when it was sent, and lines of a head.
const PLACE: usize = 14;
const HEAD: usize = 12;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let says = |line: &str| {
        let lower = line.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        SAYS.iter().any(|says| bare.starts_with(says)) && line.split_whitespace().count() <= NAME
    };
    let is_sent = lines.iter().any(|(_, line)| wire(line).is_some());
    if !is_sent && !lines.iter().take(HEAD).any(|(_, line)| says(line)) {
        return;
    }
    let mut is_left: Vec<bool> = lines
        .iter()
        .take(HEAD)
        .map(|(_, line)| says(line))
        .collect();
    is_left.resize(lines.len(), false);
    // Whom to ask, above the title.
    let is_title = |place: usize| blocks[lines[place].0].role == Role::Title;
    let mut is_contact = false;
    for place in 0..lines.len().min(HEAD) {
        let line = lines[place].1;
        let lower = line.to_lowercase();
        let digits = line.chars().filter(char::is_ascii_digit).count();
        is_contact = !is_title(place)
            && (lower.starts_with("contact")
                || lower.starts_with("media contact")
                || lower.starts_with("kontakt:")
                || is_contact
                    && (line.contains('@')
                        || digits >= 7
                        || lower.starts_with("http")
                        || lower.starts_with("www.")));
        is_left[place] |= is_contact;
    }
    // Behind its first sentence.
    let told = lines
        .iter()
        .position(|(_, line)| lines::is_ended(line) && line.split_whitespace().count() > NAME);
    let below =
        told.and_then(|told| (told + 1..lines.len()).find(|place| is_below(lines[*place].1)));
    if let Some(below) = below {
        is_left[below..].fill(true);
    }
    block::without_lines(blocks, &is_left);
    for block in blocks.iter_mut() {
        if let Some(told) = wire(&block.text) {
            block.text = told.to_owned();
        }
    }
}

fn is_below(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_about = || {
        let name = ABOUT.iter().find_map(|about| lower.strip_prefix(about));
        let mut words = line.split_whitespace().skip(1);
        let is_named = words.any(|word| word.starts_with(|c: char| !c.is_lowercase()));
        name.is_some()
            && is_named
            && line.split_whitespace().count() <= NAME
            && !lines::is_ended(line)
    };
    let bare = lower.trim_start_matches(['-', '–', '—', '*', ' ']);
    BELOW.iter().any(|below| bare.starts_with(below)) || is_about()
}

/// What comes after `HARWICK, May 12, 2026 (NORDWIRE) --`, `OSLO, May 12, 2026 /PRNewswire/ --`.
fn wire(text: &str) -> Option<&str> {
    if !text.contains([')', '/']) {
        return None;
    }
    let (place, told) = [" -- ", " — ", " – ", " - "].iter().find_map(|dash| {
        let (place, told) = text.split_once(*dash)?;
        (place.ends_with([')', '/'])).then_some((place, told))
    })?;
    let lower = place.to_lowercase();
    let sender = lower.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let is_wire = sender.contains("wire") || lower.ends_with("/ots/") || lower.ends_with("(ots)");
    (is_wire && place.split_whitespace().count() <= PLACE).then(|| told.trim_start())
}
