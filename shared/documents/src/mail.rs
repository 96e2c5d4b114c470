//! An e-mail that somebody has pasted or saved: its text alone. What it answers, whom it went to and who sent it are no text,
//! and what another person wrote below it is not the author's to publish.

mod message;
mod printed;

use crate::{Role, block::Block};
pub(crate) use message::{Message, message};

/// Before a colon at the head of an e-mail.
const SENDER: &[&str] = &[
    "from",
    "von",
    "de",
    "da",
    "van",
    "från",
    "fra",
    "od",
    "от",
    "kimden",
    "差出人",
    "发件人",
];
const SUBJECT: &[&str] = &[
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "ämne",
    "emne",
    "temat",
    "тема",
    "konu",
    "件名",
    "主题",
];
const OTHER: &[&str] = &[
    "to",
    "cc",
    "bcc",
    "date",
    "sent",
    "reply-to",
    "message-id",
    "mime-version",
    "return-path",
    "received",
    "delivered-to",
    "in-reply-to",
    "references",
    "importance",
    "attachments",
    "priority",
    "wichtigkeit",
    "priorität",
    "anlagen",
    "anhänge",
    "importance haute",
    "pièces jointes",
    "datos adjuntos",
    "importancia",
    "allegati",
    "bijlagen",
    "an",
    "gesendet",
    "datum",
    "antwort an",
    "à",
    "envoyé",
    "para",
    "enviado",
    "enviado el",
    "fecha",
    "data",
    "a",
    "inviato",
    "aan",
    "verzonden",
    "till",
    "skickat",
    "til",
    "sendt",
    "do",
    "wysłano",
    "кому",
    "отправлено",
    "дата",
    "kime",
    "tarih",
    "宛先",
    "日時",
    "收件人",
    "发送时间",
];
/// Between a letter and the one that it answers or passes on.
const ORIGINAL: &[&str] = &[
    "original message",
    "forwarded message",
    "begin forwarded message",
    "ursprüngliche nachricht",
    "weitergeleitete nachricht",
    "message d'origine",
    "message d’origine",
    "message transféré",
    "mensaje original",
    "mensaje reenviado",
    "mensagem original",
    "mensagem encaminhada",
    "messaggio originale",
    "messaggio inoltrato",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "исходное сообщение",
    "пересылаемое сообщение",
];
/// `On Tue, 11 Mar 2025 at 10:02, Tom Reed <tom@example.org> wrote:`
const WROTE: &[(&str, &str)] = &[
    ("on ", "wrote"),
    ("am ", "schrieb"),
    ("le ", "a écrit"),
    ("el ", "escribió"),
    ("em ", "escreveu"),
    ("il ", "ha scritto"),
    ("op ", "schreef"),
    ("den ", "skrev"),
    ("", "написал"),
    ("", "пишет"),
    ("w dniu ", "napisał"),
];
const DEVICE: &[&str] = &[
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "get outlook for",
    "sent via ",
    "von meinem ",
    "gesendet von ",
    "gesendet mit ",
    "envoyé de mon ",
    "envoyé depuis ",
    "enviado desde ",
    "enviado do meu ",
    "inviato da ",
    "verzonden vanaf ",
];
const DISCLAIMERS: &[&str] = &[
    "this email and any",
    "this e-mail and any",
    "this message and any",
    "this email is intended",
    "this e-mail is intended",
    "this message is intended",
    "this email may contain",
    "this e-mail may contain",
    "this message may contain",
    "confidentiality notice",
    "disclaimer:",
    "please consider the environment",
    "diese e-mail enthält",
    "diese nachricht enthält",
    "ce message et toutes",
    "este mensaje y sus",
    "este correo electrónico",
    "questo messaggio",
    "esta mensagem",
];
/// Words above a letter that is passed on: `FYI, see below.`
const NOTE: usize = 12;
/// Lines of a signature.
const SIGNATURE: usize = 8;

/// The subject is the title, where there is no other.
pub(crate) fn remove(blocks: &mut Vec<Block>) {
    let lines: Vec<Line<'_>> = blocks
        .iter()
        .enumerate()
        .flat_map(|(place, block)| {
            let lines = block.text.lines().filter(|line| !line.trim().is_empty());
            lines.map(move |text| Line {
                place,
                text: text.trim(),
                role: block.role,
            })
        })
        .collect();
    let Some(letter) = Letter::of(&lines) else {
        return;
    };
    let mut texts = vec![String::new(); blocks.len()];
    for line in &lines[letter.from..letter.to] {
        if line.is_added() {
            continue;
        }
        let text = &mut texts[line.place];
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.text);
    }
    for (block, text) in blocks.iter_mut().zip(texts) {
        block.text = text;
    }
    blocks.retain(|block| !block.text.is_empty());
    let has_title = blocks.iter().any(|block| block.role == Role::Title);
    if let Some(subject) = letter.subject.filter(|_| !has_title) {
        blocks.insert(0, Block::new(Role::Title, subject));
    }
}

struct Line<'a> {
    place: usize,
    text: &'a str,
    role: Role,
}

/// From which line to which one its text goes.
struct Letter {
    from: usize,
    to: usize,
    subject: Option<String>,
}

impl Letter {
    /// `None` where nothing says that it is one.
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let mut letter = Self {
            from: 0,
            to: lines.len(),
            subject: None,
        };
        let first = usize::from(lines.first().is_some_and(Line::is_border));
        let mut is_one = letter.enter(lines, first);
        if let Some((from, to, subject)) = printed::letter(lines).filter(|_| !is_one) {
            (letter.from, letter.to, letter.subject, is_one) = (from, to, Some(subject), true);
        }
        if let Some(end) = (letter.from..letter.to).find(|at| ends(lines, *at)) {
            let words: usize = lines[letter.from..end]
                .iter()
                .map(|line| line.text.split_whitespace().count())
                .sum();
            let below = end + usize::from(lines[end].is_border());
            let is_passed_on = words < NOTE && letter.enter(lines, below);
            if !is_passed_on {
                letter.to = end;
            }
            is_one = true;
        }
        let signed = lines[letter.from..letter.to]
            .iter()
            .rposition(|line| line.text == "--");
        if let Some(at) = signed
            .map(|at| letter.from + at)
            .filter(|at| letter.to - at <= SIGNATURE + 1)
        {
            letter.to = at;
            is_one = true;
        }
        (is_one && letter.from < letter.to).then_some(letter)
    }

    /// Goes behind the head that begins there; whether there is one.
    fn enter(&mut self, lines: &[Line<'_>], at: usize) -> bool {
        let Some((end, subject)) = head(lines, at) else {
            return false;
        };
        self.from = end;
        self.subject = subject.or(self.subject.take());
        true
    }
}

/// What a telephone or a program writes below what somebody has written: `Sent from my iPhone`.
pub(crate) fn is_device(line: &str) -> bool {
    let lower = line.to_lowercase();
    DEVICE.iter().any(|start| lower.starts_with(start)) && lower.split_whitespace().count() <= 8
}

impl Line<'_> {
    /// Another's words, and what programs put below a letter.
    fn is_added(&self) -> bool {
        let lower = self.text.to_lowercase();
        let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
        self.text.starts_with('>') || begins(DISCLAIMERS) || is_device(self.text)
    }

    fn is_border(&self) -> bool {
        let bare = self
            .text
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let is_marked = self.text.starts_with("--") || self.text.ends_with(':');
        is_marked && ORIGINAL.contains(&bare.as_str())
    }

    /// What comes before the colon of a head's line, in small letters, and what comes after it.
    fn field(&self) -> Option<(String, &str)> {
        let (name, value) = self.text.split_once([':', '：'])?;
        let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
        let is_known = [SENDER, SUBJECT, OTHER]
            .iter()
            .any(|names| names.contains(&name.as_str()))
            || [
                "x-",
                "content-",
                "dkim-",
                "arc-",
                "list-",
                "authentication-",
                "thread-",
            ]
            .iter()
            .any(|start| name.starts_with(start))
                && !name.contains(' ');
        is_known.then(|| (name, value.trim_matches(['*', ' ', ','])))
    }
}

/// Where a head ends that begins there, and its subject: lines with a sender, and two more.
fn head(lines: &[Line<'_>], at: usize) -> Option<(usize, Option<String>)> {
    let fields: Vec<(String, &str)> = lines.get(at..)?.iter().map_while(Line::field).collect();
    let is = |names: &[&str]| {
        fields
            .iter()
            .any(|(name, _)| names.contains(&name.as_str()))
    };
    if fields.len() < 3 || !is(SENDER) || !is(SUBJECT) {
        return None;
    }
    let subject = fields
        .iter()
        .find(|(name, _)| SUBJECT.contains(&name.as_str()));
    let subject = subject.map(|(_, subject)| bare(subject).to_owned());
    Some((
        at + fields.len(),
        subject.filter(|subject| !subject.is_empty()),
    ))
}

/// Without `Re:`, `Fwd:`, `AW:`.
fn bare(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.to_lowercase();
        if !matches!(
            mark.as_str(),
            "re" | "aw" | "antw" | "sv" | "rv" | "tr" | "fw" | "fwd" | "wg" | "enc" | "i" | "r"
        ) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// Whether another's letter begins there.
fn ends(lines: &[Line<'_>], at: usize) -> bool {
    let line = &lines[at];
    if line.is_border() || head(lines, at).is_some() {
        return true;
    }
    // A program breaks it off, too: `On …, Tom Reed <` / `tom@example.org> wrote:`.
    (1..=2).any(|count| {
        let Some(last) = lines.get(at + count - 1) else {
            return false;
        };
        let said: Vec<&str> = lines[at..at + count].iter().map(|line| line.text).collect();
        let said = said.join(" ").to_lowercase();
        let next = lines.get(at + count);
        let is_quoted =
            next.is_some_and(|next| next.text.starts_with('>') || next.role == Role::Quotation);
        last.text.ends_with([':', '：'])
            && said.contains(|c: char| c.is_ascii_digit())
            && (is_quoted || said.contains('@'))
            && WROTE
                .iter()
                .any(|(start, verb)| said.starts_with(start) && said.contains(verb))
    })
}
