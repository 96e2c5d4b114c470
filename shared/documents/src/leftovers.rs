//! What programs and machines leave in a text that is none of it: an assistant's marks and courtesies, marks of notes.

mod calls;
mod contents;
mod copied;
mod elsewhere;
mod fields;
mod kicker;
mod minutes;
mod newsletter;
mod paper;
mod protocol;
mod quoted;
mod release;
mod slides;
mod status;

use crate::{
    Role,
    block::{self, Block},
    boilerplate::{is_boilerplate, is_notice},
    lines, speech,
};

/// Opens or closes what an assistant answers, before or after the text that was asked for.
const OPENINGS: &[&str] = &[
    "sure!",
    "sure,",
    "sure thing",
    "certainly!",
    "certainly,",
    "of course!",
    "of course,",
    "absolutely!",
    "absolutely,",
    "here's the",
    "here is the",
    "here's a",
    "here is a",
    "here's your",
    "here is your",
    "great question",
    "okay, here",
    "ok, here",
    "alright, here",
    "below is",
    "here are",
    "got it!",
    "happy to help",
    "i'd be happy",
    "i’d be happy",
    "gladly!",
    "natürlich!",
    "gerne!",
    "klar!",
    "hier ist",
    "bien sûr",
    "voici",
    "¡claro",
    "claro,",
    "claro!",
    "aquí tienes",
    "por supuesto",
    "certo!",
    "ecco",
];
const CLOSINGS: &[&str] = &[
    "let me know if",
    "would you like me to",
    "feel free to",
    "if you'd like, i can",
    "if you’d like, i can",
    "if you want, i can",
    "want me to",
    "do you want me to",
    "i hope this helps",
    "hope this helps",
    "shall i turn",
    "should i turn",
    "shall i adjust",
    "should i adjust",
    "is there anything else",
    "just let me know",
    "just say the word",
    "sag mir bescheid",
    "lass mich wissen",
    "möchten sie, dass ich",
    "möchtest du, dass ich",
    "n'hésitez pas",
    "n’hésitez pas",
    "souhaitez-vous que",
    "avísame si",
    "¿quieres que",
    "¿te gustaría que",
    "fammi sapere",
    "word count:",
    "(word count",
    "wordcount:",
    "wortzahl:",
    "nombre de mots",
];
/// Bytes of a citation, and of a note's mark with its bracket.
const CITATION: usize = 200;
const MARK: usize = 36;
/// What encyclopedias ask of their writers, behind a word, and what is clicked behind a heading.
const NOTED: [&str; 34] = [
    "citation needed",
    "clarification needed",
    "verification needed",
    "failed verification",
    "better source needed",
    "non-primary source needed",
    "full citation needed",
    "page needed",
    "needs update",
    "original research?",
    "dubious",
    "dubious – discuss",
    "according to whom?",
    "by whom?",
    "who?",
    "when?",
    "where?",
    "which?",
    "why?",
    "how?",
    "note 1",
    "note 2",
    "edit",
    "edit source",
    "Bearbeiten",
    "Bearbeiten | Quelltext bearbeiten",
    "réf. nécessaire",
    "réf. souhaitée",
    "modifier",
    "modifier | modifier le code",
    "cita requerida",
    "editar",
    "senza fonte",
    "modifica",
];
const EDITS: [&str; 8] = [
    "edit",
    "edit source",
    "Bearbeiten",
    "Bearbeiten | Quelltext bearbeiten",
    "modifier",
    "modifier | modifier le code",
    "editar",
    "modifica",
];
/// Marks of notes in a text from which on they are that.
const MARKS: usize = 2;

pub(crate) fn remove(blocks: &mut Vec<Block>) {
    let marked: usize = blocks.iter().map(|block| marks(&block.text).len()).sum();
    for block in &mut *blocks {
        block.text = without_citations(&block.text);
        if marked >= MARKS {
            block.text = without(&block.text, &marks(&block.text));
        }
    }
    minutes::remove(blocks);
    blocks.retain(|block| !block.text.trim().is_empty());
    courtesies(blocks);
    addresses(blocks);
    elsewhere::remove_links(blocks);
    blocks.retain(|block| !is_left(&block.text));
}

/// `(Applause.)`, as whoever publishes a speech notes what its listeners did.
fn without_reactions(text: &str) -> String {
    const REACTIONS: &str = "applause|laughter|laughs|cheers|cheering|music|laughter and applause|applause and laughter|cheers and applause|\
        laughter, applause|applause, cheers|beifall|heiterkeit|gelächter|applaus|lachen|heiterkeit und beifall|applaudissements|rires|aplausos|\
        risas|applausi|risate|risos|applaus en gelach|аплодисменты|смех|拍手|笑|笑い|掌声|笑声|박수|웃음";
    let mut text = text.to_owned();
    for (open, close) in [("(", ')'), ("[", ']'), ("（", '）')] {
        let noted = |rest: &str| {
            let window = &rest[..rest.floor_char_boundary(MARK)];
            let (inside, _) = window[open.len()..].split_once(close)?;
            let lower = inside.to_lowercase();
            let bare = lower.trim_end_matches(['.', '!', ' ']);
            // Behind a sentence, and no word that somebody writes about.
            let before = text[..text.len() - rest.len()].trim_end();
            let is_one = (before.is_empty() || lines::is_ended(before))
                && REACTIONS.split('|').any(|reaction| reaction == bare);
            is_one.then(|| open.len() + inside.len() + close.len_utf8())
        };
        text = without_each(&text, open, noted);
    }
    text.trim().to_owned()
}

/// What stands around a text that nobody speaks: of somebody's talk, a line is what is said.
pub(crate) fn remove_around(blocks: &mut Vec<Block>) {
    let has_bracket =
        |block: &&mut Block| block.role != Role::Title && block.text.contains(['(', '[', '（']);
    for block in blocks.iter_mut().filter(has_bracket) {
        block.text = without_reactions(&block.text);
    }
    blocks.retain(|block| !block.text.is_empty());
    copied::remove(blocks);
    newsletter::remove(blocks);
    sponsored(blocks);
    release::remove(blocks);
    status::remove(blocks);
    slides::remove(blocks);
    kicker::remove(blocks);
    contents::remove(blocks);
    protocol::remove(blocks);
    paper::remove(blocks);
    quoted::remove(blocks);
    fields::remove(blocks);
    pages(blocks);
    references(blocks);
    elsewhere::remove(blocks);
    calls::remove(blocks);
    unfilled(blocks);
}

/// What a newsletter's sponsor says, below a heading that names it.
fn sponsored(blocks: &mut Vec<Block>) {
    const HEADS: [&str; 10] = [
        "a message from",
        "a word from our",
        "today's sponsor",
        "today’s sponsor",
        "our sponsor",
        "sponsored by",
        "presented by",
        "brought to you by",
        "in partnership with",
        "anzeige",
    ];
    const WORDS: usize = 8;
    const BELOW: usize = 4;
    let mut open = 0;
    let is_left: Vec<bool> = blocks
        .iter()
        .map(|block| {
            let lower = block.text.to_lowercase();
            let is_head = block.role == Role::Heading
                && lower.split_whitespace().count() <= WORDS
                && HEADS.iter().any(|head| lower.starts_with(head));
            open = match block.role {
                _ if is_head => BELOW + 1,
                Role::Heading | Role::Title => 0,
                _ => usize::saturating_sub(open, 1),
            };
            open > 0
        })
        .collect();
    block::without(blocks, &is_left);
}

/// Headings below all else, with nothing below them: what stood there has gone, or was never a text.
fn unfilled(blocks: &mut Vec<Block>) {
    let is_told =
        |block: &Block| block.role.is_text() && !matches!(block.role, Role::Heading | Role::Note);
    let Some(last) = blocks.iter().rposition(is_told) else {
        return;
    };
    let mut place = 0..;
    blocks.retain(|block| {
        place.next().is_none_or(|place| place <= last) || block.role != Role::Heading
    });
}

/// A bibliography below all else, each entry with its year.
fn references(blocks: &mut Vec<Block>) {
    const HEADS: [&str; 20] = [
        "references",
        "notes and references",
        "einzelnachweise",
        "notes et références",
        "note",
        "referencias y notas",
        "примечания",
        "bibliography",
        "works cited",
        "literature",
        "literatur",
        "literaturverzeichnis",
        "quellenverzeichnis",
        "références",
        "bibliographie",
        "referencias",
        "bibliografía",
        "bibliografia",
        "referências",
        "参考文献",
    ];
    let is_head = |line: &str| {
        let lower = line.to_lowercase();
        HEADS.contains(&lower.trim_matches(|c: char| !c.is_alphabetic()))
    };
    let has_year = |line: &str| {
        let mut words = line.split(|c: char| !c.is_ascii_digit());
        words.any(|word| word.len() == 4 && word.starts_with(['1', '2']))
    };
    let lines = block::lines(blocks);
    let Some(head) = lines.iter().rposition(|(_, line)| is_head(line)) else {
        return;
    };
    // An entry may be wrapped, and is one block.
    let mut dated = vec![false; blocks.len()];
    for (place, line) in &lines[head + 1..] {
        dated[*place] |= has_year(line);
    }
    let first = lines
        .get(head + 1)
        .map_or(blocks.len(), |(place, _)| *place);
    let entries = &dated[first..];
    // An entry that is wrapped may be two blocks.
    let is_dated = entries.iter().filter(|dated| **dated).count() * 2 >= entries.len();
    if head > 0 && !entries.is_empty() && is_dated {
        let mut is_left = vec![false; head];
        is_left.resize(lines.len(), true);
        block::without_lines(blocks, &is_left);
    }
}

/// What Apple's Books and Podcasts write below words that somebody copies: whence they are, and whose.
fn is_excerpt(text: &str) -> bool {
    const WORDS: usize = 60;
    let lower = text.to_lowercase();
    let from = ["from ", "excerpt from"];
    from.iter().any(|from| lower.starts_with(from))
        && lower.contains("this material may be protected by copyright")
        && lower.split_whitespace().count() <= WORDS
}

/// What a page says of itself, where somebody has copied all of it: `Advertisement`, `Log in to comment`.
fn pages(blocks: &mut Vec<Block>) {
    const WORDS: usize = 10;
    let is_page = |line: &str| {
        let is_line = !lines::is_ended(line)
            || line.contains('©')
            || line.to_lowercase().contains("rights reserved");
        is_notice(line)
            || is_line && line.split_whitespace().count() <= WORDS && is_boilerplate(line)
    };
    blocks.retain(|block| !is_excerpt(&block.text));
    for block in blocks
        .iter_mut()
        .filter(|block| block.role == Role::Paragraph)
    {
        // A word alone is such a line only among others.
        let is_all = block.text.lines().all(is_page);
        let kept = block
            .text
            .lines()
            .filter(|line| !is_page(line) || !is_all && !line.contains(' '));
        block.text = kept.collect::<Vec<_>>().join("\n");
    }
    blocks.retain(|block| !block.text.is_empty());
}

/// `[Insert a photo here]`, and what programs write below somebody's notes.
fn is_left(text: &str) -> bool {
    const PLACES: [&str; 8] = [
        "[insert ",
        "[add ",
        "[your ",
        "[link to ",
        "[placeholder",
        "[image:",
        "[file:",
        "[einfügen",
    ];
    const NOTES: [&str; 4] = [
        "created with onenote",
        "this is an automatically generated summary",
        "exported from ",
        "(transcribed by turboscribe",
    ];
    const LINE: usize = 30;
    let lower = text.trim().to_lowercase();
    let is_place = PLACES.iter().any(|start| lower.starts_with(start))
        && lower.ends_with(']')
        && lower.matches('[').count() == 1;
    let is_reference = lower.starts_with("^ ");
    let is_note = is_reference
        || NOTES
            .iter()
            .chain(&speech::GEMINI)
            .any(|start| lower.starts_with(start));
    (is_place || is_note) && lower.split_whitespace().count() <= LINE
}

/// A list of links alone below the text, with what is above it: `Citations:`, `Sources`.
fn addresses(blocks: &mut Vec<Block>) {
    const HEADS: [&str; 12] = [
        "citations",
        "sources",
        "references",
        "links",
        "quellen",
        "sources et liens",
        "fuentes",
        "fonti",
        "fontes",
        "источники",
        "参考资料",
        "参考文献",
    ];
    let is_address = |line: &str| {
        let bare = line.trim_start_matches(|c: char| !c.is_alphabetic());
        (bare.starts_with("http://") || bare.starts_with("https://")) && !bare.contains(' ')
    };
    let is_head =
        |line: &str| HEADS.contains(&line.trim_end_matches([':', '：']).to_lowercase().as_str());
    let lines: Vec<(usize, &str)> = blocks
        .iter()
        .enumerate()
        .flat_map(|(place, block)| block.text.lines().map(move |line| (place, line)))
        .collect();
    let Some(last) = lines.iter().rposition(|(_, line)| !is_address(line)) else {
        return;
    };
    let (place, line) = lines[last];
    if last + 1 == lines.len() || !is_head(line) {
        return;
    }
    let kept: Vec<&str> = blocks[place]
        .text
        .lines()
        .take_while(|own| *own != line)
        .collect();
    let kept = kept.join("\n");
    blocks.truncate(place + 1);
    blocks[place].text = kept;
    blocks.retain(|block| !block.text.is_empty());
}

/// `【4†source】`, `citeturn0search0` and the private characters around it, `:contentReference[oaicite:0]{index=0}`.
fn without_citations(text: &str) -> String {
    const CODES: [&str; 5] = [
        "citeturn",
        "navlistturn",
        "filecite",
        "video_group",
        "image_group",
    ];
    let close = |rest: &str, close: &str| {
        let window = &rest[..rest.floor_char_boundary(CITATION)];
        window.find(close).map(|end| end + close.len())
    };
    let mut text = without_each(text, "【", |rest| {
        close(rest, "】").filter(|end| rest[..*end].contains('†'))
    });
    text = without_each(&text, "[cite", |rest| {
        let inside = close(rest, "]")?;
        let named = &rest["[cite".len()..inside - 1];
        let is_mark = matches!(named, "_start" | "_end")
            || named.starts_with(':')
                && named.bytes().all(|byte| b": ,.0123456789".contains(&byte));
        is_mark.then_some(inside)
    });
    text = without_each(&text, "[^", |rest| {
        let end = rest.find("^]")?;
        let digits = &rest["[^".len()..end];
        let is_mark = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let attached = close(&rest[end + 2..], "]").filter(|_| rest[end + 2..].starts_with('['));
        is_mark.then(|| end + 2 + attached.unwrap_or(0))
    });
    // `(#412)`, where a program's changes are talked about.
    text = without_each(&text, "(#", |rest| {
        let inside = close(rest, ")")?;
        let number = &rest["(#".len()..inside - 1];
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(inside)
    });
    text = without_each(&text, "\u{E200}", |rest| close(rest, "\u{E201}"));
    text = without_each(&text, ":contentReference[oaicite", |rest| close(rest, "}"));
    text = without_each(&text, "[oaicite:", |rest| close(rest, "}"));
    text = without_each(&text, "[oai_citation", |rest| close(rest, ")"));
    for code in CODES {
        text = without_each(&text, code, |rest| {
            rest.find(|c: char| c.is_whitespace() || "。，".contains(c))
                .or(Some(rest.len()))
        });
    }
    without_each(&text, "turn", turn)
}

/// The length of `turn0search3`, as an assistant's places are called.
fn turn(rest: &str) -> Option<usize> {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let first = "turn".len() + digits(&rest["turn".len()..]);
    let kind = ["search", "view", "news", "file", "image", "fetch"]
        .iter()
        .find(|kind| rest[first..].starts_with(**kind))?;
    let second = first + kind.len();
    let number = digits(&rest[second..]);
    (first > "turn".len() && number > 0).then_some(second + number)
}

/// Without what begins with `open` and is as long as `length` says; with the space before it, where a stop comes after.
fn without_each(text: &str, open: &str, length: impl Fn(&str) -> Option<usize>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let found = &rest[start..];
        kept.push_str(&rest[..start]);
        let Some(end) = length(found) else {
            kept.push_str(open);
            rest = &found[open.len()..];
            continue;
        };
        rest = &found[end..];
        if rest.is_empty() || rest.starts_with(['.', ',', ';', '!', '?', ' ']) {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
    }
    kept.push_str(rest);
    kept
}

/// The places of `[1]` and `[2][3]` right behind a word or its stop, as encyclopedias note their sources.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find('[') {
        let start = from + found;
        from = start + 1;
        let rest = &text[start + 1..];
        let window = &rest[..rest.floor_char_boundary(MARK)];
        let Some(end) = window.find(']') else {
            continue;
        };
        let inside = &rest[..end];
        let is_mark = !inside.is_empty()
            && inside
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'-' | b' '))
            && inside.starts_with(|c: char| c.is_ascii_digit())
            && inside.len() <= 7
            || NOTED.contains(&inside);
        let below = rest[end + 1..].lines().next().unwrap_or_default();
        let is_edit = EDITS.contains(&inside) && below.trim().is_empty();
        let before = &text[..start];
        let attached = marks.last().is_some_and(|(_, last)| *last == start)
            || before.ends_with(|c: char| !c.is_whitespace() && !"([".contains(c))
            || before.strip_suffix([' ', '\n']).is_some_and(|before| {
                lines::is_ended(before) && !before.ends_with(':')
                    || is_cited(before, &rest[end + 1..])
            });
        let year = inside.len() == 4 && inside.starts_with(['1', '2']);
        if is_mark && (attached || is_edit) && !year {
            let mark = start + end + 2;
            // Where a line ends before it, its comma or full stop goes up.
            let is_closed = text[mark..].starts_with(['.', ',', ';', ')']);
            let from = start - usize::from(is_closed && before.ends_with('\n'));
            marks.push((from, mark + page(&text[mark..])));
        }
    }
    marks
}

/// `… lose pupils [12, 13].`, and not `… as shown in [12].`, which reads on.
fn is_cited(before: &str, after: &str) -> bool {
    const READ: &str = "in by of from to see and or with as ref reference eq equation e.g i.e siehe in bei von nach aus und vgl dans par de voir et en por según ver y";
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    let is_read = READ.split(' ').any(|word| word == last);
    before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '%'))
        && !is_read
        && (after.is_empty() || after.starts_with(['.', ',', ';', ')', '[']))
}

/// The length of `:14` behind a mark, the page of its source.
fn page(rest: &str) -> usize {
    let number = rest.strip_prefix(':').unwrap_or_default();
    let digits = number.len()
        - number
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '–')
            .len();
    if digits > 0 { digits + 1 } else { 0 }
}

fn without(text: &str, places: &[(usize, usize)]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in places {
        kept.push_str(&text[from..*start]);
        from = *end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// An assistant's first and last words, where they stand in a block of their own.
fn courtesies(blocks: &mut Vec<Block>) {
    // What it has done, and what it asks: `I've kept the tone friendly. Would you like me to adjust anything?`
    let asks = |block: &Block| {
        let lower = block.text.trim().to_lowercase();
        let last = lower.rsplit_once(". ").map_or("", |(_, last)| last);
        let is_said = [
            "i've ",
            "i’ve ",
            "i have ",
            "this version ",
            "ich habe ",
            "j'ai ",
            "he ",
        ]
        .iter()
        .any(|start| lower.starts_with(start));
        is_said && CLOSINGS.iter().any(|start| last.starts_with(start))
    };
    let is = |block: &Block, starts: &[&str]| {
        let lower = block.text.trim().to_lowercase();
        block.role == Role::Paragraph && starts.iter().any(|start| lower.starts_with(start))
    };
    if blocks.len() > 2
        && blocks.first().is_some_and(|first| {
            is(first, OPENINGS)
                && first.text.trim_end().ends_with([':', '!', '.'])
                && announces(&first.text)
        })
    {
        blocks.remove(0);
    }
    while blocks.len() > 1
        && blocks.last().is_some_and(|last| {
            asks(last)
                || is(last, CLOSINGS)
                    && last
                        .text
                        .trim_end()
                        .ends_with(|c: char| "!?.)😊🚀".contains(c) || c.is_ascii_digit())
        })
    {
        blocks.pop();
    }
}

/// `Here's the article you asked for:` and no sentence of the text that begins alike.
fn announces(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    text.ends_with(':')
        || text.ends_with('!')
        || [
            "article",
            "draft",
            "version",
            "summary",
            "rewrite",
            "artikel",
            "entwurf",
            "artículo",
            "article",
            "request",
            "asked",
        ]
        .iter()
        .any(|word| lower.contains(word))
            && lower.contains(['!', ':'])
}
