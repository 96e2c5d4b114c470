//! What programs that send newsletters write around a text and between its lines, in their plain text: where else to read it,
//! addresses behind what leads there, signs around headings, whom it was sent to.

use crate::{Role, block::Block, lines};

/// How a line begins or what it has that stands above such a text; an address is beside it.
const HEADS: [&str; 13] = [
    "view this email",
    "view this e-mail",
    "view this post on the web",
    "view this newsletter",
    "view in browser",
    "view in your browser",
    "view online",
    "read online",
    "open in browser",
    "im browser ansehen",
    "im browser öffnen",
    "voir dans votre navigateur",
    "ver en el navegador",
];
/// What says that it was one, below it.
const LEAVES: [&str; 16] = [
    "unsubscribe",
    "manage preferences",
    "update your preferences",
    "abbestellen",
    "abmelden",
    "austragen",
    "désabonner",
    "désinscrire",
    "darse de baja",
    "cancelar la suscripción",
    "cancelar inscrição",
    "disiscriv",
    "uitschrijven",
    "afmelden",
    "отписаться",
    "退订",
];
/// With what its foot begins.
const FEET: [&str; 30] = [
    "copyright",
    "©",
    "(c) 20",
    "you are receiving",
    "you're receiving",
    "you’re receiving",
    "you received this",
    "this email was sent",
    "this e-mail was sent",
    "this message was sent",
    "our mailing address",
    "unsubscribe",
    "manage preferences",
    "update your preferences",
    "want to change how",
    "was this email forwarded",
    "forwarded this email",
    "follow us",
    "thanks for reading",
    "thank you for reading",
    "sie erhalten diese",
    "du erhältst diese",
    "diese e-mail wurde",
    "newsletter abbestellen",
    "abmelden",
    "vous recevez",
    "recibes este",
    "recibiste este",
    "ricevi questa",
    "je ontvangt",
];
/// Words of what leads elsewhere, and of a line that says whom a text went to.
const LINK: usize = 9;
const SAYS: usize = 40;
/// Signs around a heading.
const SIGNS: [&str; 7] = ["***", "+++", "**", "###", "===", "---", ">>"];

pub(super) fn remove(blocks: &mut Vec<Block>) {
    if !is_one(blocks) {
        return;
    }
    cut(blocks);
    for block in &mut *blocks {
        let mut kept: Vec<String> = Vec::new();
        let mut has_sign = false;
        for line in block.text.lines() {
            let bare = without_addresses(line);
            if is_lead(line, &bare) || is_above(line) || bare.is_empty() {
                continue;
            }
            let (heading, line) = unsigned(&bare);
            has_sign |= heading;
            kept.push(line.to_owned());
        }
        if has_sign && kept.len() == 1 && block.role == Role::Paragraph {
            block.role = Role::Heading;
        }
        block.text = kept.join("\n");
    }
    blocks.retain(|block| !block.text.is_empty());
}

/// By a line that says how to get no more of them, or where else it can be read, with an address beside it.
fn is_one(blocks: &[Block]) -> bool {
    let mut lines = blocks
        .iter()
        .flat_map(|block| block.text.lines())
        .peekable();
    while let Some(line) = lines.next() {
        let has_address = line.contains("://") || lines.peek().is_some_and(|next| is_address(next));
        let lower = line.to_lowercase();
        let says = || LEAVES.iter().any(|leaves| lower.contains(leaves)) || is_above(line);
        if has_address && line.split_whitespace().count() <= SAYS && says() {
            return true;
        }
    }
    false
}

/// Where else it can be read.
fn is_above(line: &str) -> bool {
    let lower = line.to_lowercase();
    HEADS.iter().any(|head| lower.starts_with(head)) || lower.contains("nicht korrekt angezeigt")
}

/// From its foot on: the first line of one below which nothing is told.
fn cut(blocks: &mut Vec<Block>) {
    let is_foot = |line: &str| {
        let lower = line.trim_start_matches(['*', '-', '>', ' ']).to_lowercase();
        line.split_whitespace().count() <= SAYS && FEET.iter().any(|foot| lower.starts_with(foot))
    };
    let half = blocks.iter().map(|block| block.text.len()).sum::<usize>() / 2;
    let mut before = 0;
    let place = blocks.iter().position(|block| {
        before += block.text.len();
        before > half && block.text.lines().any(is_foot)
    });
    let Some(place) = place else { return };
    let kept: Vec<&str> = blocks[place]
        .text
        .lines()
        .take_while(|line| !is_foot(line))
        .collect();
    blocks[place].text = kept.join("\n");
    blocks.truncate(place + 1);
    // Links to what else there is, and who signs, stand above it.
    while blocks
        .last()
        .is_some_and(|last| last.text.lines().all(leads_alone))
    {
        blocks.pop();
    }
}

fn leads_alone(line: &str) -> bool {
    is_lead(line, &without_addresses(line))
}

/// A line that leads elsewhere; `bare` is what it says beside addresses.
fn is_lead(line: &str, bare: &str) -> bool {
    bare.len() < line.len() && leads(bare) || is_address(line)
}

/// `Read the full story`, and no sentence.
fn leads(text: &str) -> bool {
    text.split_whitespace().count() <= LINK
        && (!lines::is_ended(text) || text.ends_with([':', '!', '?']))
}

fn is_address(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| "<>()[]* ".contains(c));
    (bare.starts_with("http://") || bare.starts_with("https://")) && !bare.contains(' ')
}

/// Without `(https://…)`, `[ https://… ]`, `<https://…>` behind words, and an address at the end.
fn without_addresses(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("http") {
        let address = &rest[at..];
        let is_one = address.starts_with("http://") || address.starts_with("https://");
        let end = address
            .find(|c: char| c.is_whitespace() || ")]>".contains(c))
            .unwrap_or(address.len());
        let before = rest[..at].trim_end();
        let open = before.chars().next_back().filter(|c| "([<".contains(*c));
        let after = address[end..].trim_start();
        let close = after.chars().next().filter(|c| ")]>".contains(*c));
        if !is_one {
            kept.push_str(&rest[..at + "http".len()]);
            rest = &rest[at + "http".len()..];
        } else if let (Some(open), Some(close)) = (open, close) {
            kept.push_str(before[..before.len() - open.len_utf8()].trim_end());
            rest = &after[close.len_utf8()..];
        } else if address[end..].trim().is_empty() {
            kept.push_str(before);
            rest = "";
        } else {
            kept.push_str(&rest[..at + end]);
            rest = &address[end..];
        }
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

/// `Winter` of `*** Winter ***` and `** Winter`: whether signs were around it or before it.
fn unsigned(line: &str) -> (bool, &str) {
    let Some(sign) = SIGNS.iter().find(|sign| line.starts_with(**sign)) else {
        return (false, line);
    };
    let Some(rest) = line[sign.len()..].strip_prefix(' ') else {
        return (false, line);
    };
    let inside = rest.strip_suffix(sign).map(str::trim_end);
    (inside.is_some(), inside.unwrap_or(rest).trim())
}
