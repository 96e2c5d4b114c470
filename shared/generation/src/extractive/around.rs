//! What stands around a text and is none of it: how a letter begins and ends, who sent it, whom to ask.

use super::{
    layout::{Block, Line, PROSE, is_prose, is_short},
    opening,
};
use crate::{
    sentence,
    words::{bare, count, is_in, lower},
};
use domain::Role;

const SALUTATIONS: &[&str] = &[
    "dear",
    "hi",
    "hello",
    "hey",
    "liebe",
    "lieber",
    "hallo",
    "sehr geehrte",
    "sehr geehrter",
    "guten tag",
    "cher",
    "chère",
    "chers",
    "chères",
    "bonjour",
    "madame",
    "monsieur",
    "estimado",
    "estimada",
    "estimados",
    "querido",
    "querida",
    "queridos",
    "hola",
    "caro",
    "cara",
    "cari",
    "gentile",
    "gentili",
    "ciao",
    "prezado",
    "prezada",
    "prezados",
    "olá",
    "beste",
    "geachte",
    "kära",
    "hej",
    "kære",
    "уважаемые",
    "уважаемый",
    "уважаемая",
    "дорогие",
    "szanowni państwo",
    "drodzy",
];
const CLOSINGS: &[&str] = &[
    "best regards",
    "kind regards",
    "warm regards",
    "warmest regards",
    "regards",
    "best wishes",
    "with best wishes",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "sincerely",
    "sincerely yours",
    "cheers",
    "all the best",
    "many thanks",
    "with thanks",
    "warmly",
    "love",
    "mit freundlichen grüßen",
    "freundliche grüße",
    "mit freundlichem gruß",
    "herzliche grüße",
    "viele grüße",
    "liebe grüße",
    "beste grüße",
    "cordialement",
    "bien cordialement",
    "bien à vous",
    "amicalement",
    "sincères salutations",
    "atentamente",
    "un saludo",
    "saludos",
    "saludos cordiales",
    "cordiali saluti",
    "distinti saluti",
    "un caro saluto",
    "atenciosamente",
    "com os melhores cumprimentos",
    "abraços",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "med vänliga hälsningar",
    "vänliga hälsningar",
    "med venlig hilsen",
    "с уважением",
    "z poważaniem",
    "pozdrawiam",
];

/// How a line begins that says when a press release may be printed, or whom to ask.
const RELEASE: [&str; 25] = [
    "for immediate release",
    "for release on",
    "embargoed until",
    "under embargo",
    "press release",
    "news release",
    "notes to editors",
    "contact information",
    "media contact",
    "press contact",
    "contacts",
    "zur sofortigen veröffentlichung",
    "pressemitteilung",
    "pressekontakt",
    "medienkontakt",
    "sperrfrist",
    "communiqué de presse",
    "pour diffusion immédiate",
    "contact presse",
    "nota de prensa",
    "comunicado de prensa",
    "para publicación inmediata",
    "contacto de prensa",
    "comunicato stampa",
    "persbericht",
];

/// Words of a line of an address.
const ADDRESS: usize = 8;

/// Behind the name of who wrote an article, and what they are.
const IS: &str = "is ist est es è é är covers writes schreibt écrit escribe";
const WRITERS: &str = "reporter writer author journalist columnist editor correspondent contributor blogger freelance freelancer covers \
covering redakteur redakteurin autor autorin journalistin journaliste rédacteur rédactrice auteur autrice chroniqueur periodista \
redactor redactora autora columnista giornalista redattore redattrice autore jornalista colunista redacteur";

/// Marks as furniture what is none of the text.
pub(super) fn leave_out(blocks: &[Block], lines: &mut [Line]) {
    letter(blocks, lines);
    agency(blocks, lines);
    release(blocks, lines);
    strays(blocks, lines);
    labels(blocks, lines);
    headings(blocks, lines);
    author(blocks, lines);
}

/// No heading is the name of a picture's file, or a number; one in whole sentences is text.
fn headings(blocks: &[Block], lines: &mut [Line]) {
    const WORDS: usize = 12;
    for (block, line) in blocks.iter().zip(lines) {
        if *line != Line::Heading {
            continue;
        }
        let text = block.text.as_str();
        let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_file = !text.contains(' ')
            && (2..=4).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric());
        // What a program shows until somebody writes a heading.
        let is_empty = text
            .to_lowercase()
            .strip_prefix("heading ")
            .is_some_and(|number| {
                number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
            });
        if is_file || is_empty || !text.chars().any(char::is_alphabetic) {
            *line = Line::Furniture;
        } else if sentence::is_ended(text) && !text.ends_with('?') && count(text) > WORDS {
            *line = Line::Text;
        }
    }
}

/// Below an article, who wrote it: `Ada Byron is a reporter in Harbour.`
fn author(blocks: &[Block], lines: &mut [Line]) {
    /// Blocks at the end, and words of a name with what says what they are.
    const LAST: usize = 3;
    const WORDS: usize = 9;
    let paragraphs = blocks.iter().filter(|block| is_prose(&block.text)).count();
    for place in blocks.len().saturating_sub(LAST)..blocks.len() {
        let words: Vec<&str> = blocks[place].text.split_whitespace().collect();
        let capital = |word: &&&str| word.starts_with(char::is_uppercase);
        let named = words.iter().take_while(capital).count();
        let mut said = words.iter().skip(named).take(WORDS).map(|word| bare(word));
        let is_somebody = (2..=4).contains(&named)
            && said.next().is_some_and(|word| is_in(IS, &word))
            && said.any(|word| is_in(WRITERS, &word));
        if is_somebody && lines[place] == Line::Text && paragraphs > LAST {
            lines[place] = Line::Furniture;
        }
    }
}

/// How a letter begins, and how it ends with who has signed it: none of it is told.
fn letter(blocks: &[Block], lines: &mut [Line]) {
    /// Words of how a letter begins or ends, and of a line of who signs.
    const FORMULA: usize = 7;
    const SIGNED: usize = 6;
    /// Lines of its head: from whom, to whom, where and when.
    const HEAD: usize = 24;
    let is = |block: &Block, starts: &[&str]| {
        let small = lower(&block.text);
        let begins = |start: &&str| {
            small
                .strip_prefix(*start)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        block.is_guessed() && count(&block.text) <= FORMULA && starts.iter().any(begins)
    };
    let text = |block: &Block| block.is_guessed() || block.role == Role::Item;
    let is_salutation = |block: &Block| {
        text(block) && is(block, SALUTATIONS) && block.text.ends_with([',', ':', '!', '，', '：'])
    };
    let greeting = blocks.iter().take(HEAD).position(is_salutation);
    // Sentences above it are a text's that quotes a letter.
    let is_head = |block: &Block| !is_prose(&block.text) || !sentence::is_ended(&block.text);
    if let Some(greeting) = greeting.filter(|greeting| blocks[..*greeting].iter().all(is_head)) {
        for place in (0..=greeting).filter(|place| text(&blocks[*place])) {
            lines[place] = Line::Furniture;
        }
    }
    let Some(closing) = blocks.iter().rposition(|block| is(block, CLOSINGS)) else {
        return;
    };
    let is_signed = |block: &Block| {
        let is_short = count(&block.text) <= SIGNED && !sentence::is_ended(&block.text);
        is_short || is_contact(&block.text)
    };
    let formula = &blocks[closing].text;
    let is_whole = CLOSINGS.contains(&lower(formula.trim_end_matches(['.', '!'])).as_str());
    if sentence::is_ended(formula) && !is_whole || !blocks[closing + 1..].iter().all(is_signed) {
        return;
    }
    for line in &mut lines[closing..] {
        *line = Line::Furniture;
    }
}

/// Where somebody is reached: `Head of Projects | Tern Lighting`, `T +44 1632 960 417`, `www.tern.example`.
fn is_contact(line: &str) -> bool {
    const WORDS: usize = 16;
    let has_number = line
        .split_whitespace()
        .any(|word| word.starts_with('+') && word.len() > 1);
    count(line) <= WORDS
        && (has_number
            || ["@", "www.", "http", " | "]
                .iter()
                .any(|sign| line.contains(sign)))
}

/// `KB/dpa` below an article: one line of a word or two.
fn agency(blocks: &[Block], lines: &mut [Line]) {
    const WORDS: usize = 2;
    let [.., before, last] = blocks else { return };
    let is_alone =
        last.is_guessed() && sentence::is_ended(&before.text) && count(&before.text) >= PROSE;
    if is_alone && count(&last.text) <= WORDS && !sentence::is_ended(&last.text) {
        lines[blocks.len() - 1] = Line::Furniture;
    }
}

/// A few short lines below a text, or one behind it: who has written it, where it goes on, what a page had at its edge.
fn strays(blocks: &[Block], lines: &mut [Line]) {
    /// Lines that are fewer than a list.
    const FEW: usize = 2;
    let is_stray = |block: &Block| {
        block.is_guessed() && count(&block.text) <= ADDRESS && !sentence::is_ended(&block.text)
    };
    let told: Vec<usize> = (0..blocks.len())
        .filter(|place| lines[*place] != Line::Furniture)
        .collect();
    let below = told
        .iter()
        .rev()
        .take_while(|place| is_stray(&blocks[**place]));
    let below: Vec<usize> = below.copied().collect();
    let above = told.len() - below.len();
    for (block, line) in blocks.iter().zip(lines.iter_mut()) {
        // `(English version below)`
        let is_aside = block.text.starts_with('(') && block.text.ends_with(')') && is_stray(block);
        if is_aside && block.text.matches('(').count() == 1 {
            *line = Line::Furniture;
        }
    }
    let is_told = above > 1
        && told[..above]
            .last()
            .is_some_and(|last| is_prose(&blocks[*last].text));
    if is_told && below.len() <= FEW {
        for place in below {
            lines[place] = Line::Furniture;
        }
    }
}

/// How a line begins that says when a press release may be printed, or whom to ask, and says no more.
pub(super) fn is_release(text: &str) -> bool {
    /// Words of such a formula.
    const FORMULA: usize = 7;
    let small = lower(text);
    RELEASE.iter().any(|formula| small.starts_with(formula)) && count(text) <= FORMULA
}

/// What stands around a press release: when it may be printed, and whom to ask.
fn release(blocks: &[Block], lines: &mut [Line]) {
    /// Lines of an address.
    const LINES: usize = 3;
    for (block, line) in blocks.iter().zip(lines.iter_mut()) {
        if is_release(&block.text) {
            *line = Line::Furniture;
        }
    }
    about(blocks, lines);
    let is_line = |block: &Block| {
        let is_text = block.is_guessed() || block.role == Role::Item;
        is_text && count(&block.text) <= ADDRESS && !sentence::is_ended(&block.text)
    };
    let mut start = 0;
    for run in blocks.chunk_by(|a, b| is_line(a) == is_line(b)) {
        let end = start + run.len();
        let is_address = run.len() >= LINES
            && is_line(&run[0])
            && run
                .iter()
                .any(|block| opening::reaches_somebody(&block.text));
        if is_address {
            lines[start..end].fill(Line::Furniture);
        }
        start = end;
    }
}

/// Below a press release, who has sent it, and what nobody is to rely on.
fn about(blocks: &[Block], lines: &mut [Line]) {
    const ABOUT: [&str; 9] = [
        "about ",
        "über ",
        "à propos de ",
        "acerca de ",
        "sobre ",
        "informazioni su ",
        "over ",
        "forward-looking statements",
        "safe harbor",
    ];
    const WORDS: usize = 7;
    if !blocks.iter().any(|block| is_release(&block.text)) {
        return;
    }
    let half = blocks.len() / 2;
    let begins = |block: &Block| {
        let small = lower(&block.text);
        let is_short = count(&block.text) <= WORDS && !sentence::is_ended(&block.text);
        ABOUT.iter().any(|about| small.starts_with(about))
            && (is_short || small.starts_with("forward-looking"))
    };
    if let Some(place) = blocks[half..].iter().position(begins) {
        for line in &mut lines[half + place..] {
            *line = Line::Furniture;
        }
    }
}

/// `Best wishes, Maya`, where lines of a letter were joined.
pub(super) fn is_closing(text: &str) -> bool {
    const WORDS: usize = 6;
    let small = lower(text);
    let is_one = |closing: &&str| {
        small
            .strip_prefix(*closing)
            .is_some_and(|rest| rest.starts_with(','))
    };
    count(text) <= WORDS && !sentence::is_ended(text) && CLOSINGS.iter().any(is_one)
}

/// `About us` in bold above a paragraph, where the source has headings of its own: neither one of them nor a sentence.
fn labels(blocks: &[Block], lines: &mut [Line]) {
    const WORDS: usize = 4;
    for place in 0..blocks.len().saturating_sub(1) {
        let block = &blocks[place];
        let is_label = lines[place] == Line::Text
            && block.is_guessed()
            && block.states_headings
            && count(&block.text) <= WORDS
            && is_short(&block.text);
        let after = &blocks[place + 1];
        let before = place.checked_sub(1).map(|before| &blocks[before]);
        let is_between = after.is_guessed()
            && is_prose(&after.text)
            && before.is_none_or(|before| !before.is_guessed() || is_prose(&before.text));
        if is_label && is_between {
            lines[place] = Line::Furniture;
        }
    }
}
