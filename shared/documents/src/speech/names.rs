//! Names of speakers, as they stand before what they say.

/// Words of a name, with what a person is.
const WORDS: usize = 5;
const BYTES: usize = 60;
/// Words of an office.
const OFFICE: usize = 8;

/// Before a colon, and nobody's name.
const NO_NAMES: &[&str] = &[
    "note",
    "notes",
    "warning",
    "disclaimer",
    "hinweis",
    "update",
    "example",
    "tip",
    "fact",
    "result",
    "results",
    "ps",
    "source",
    "sources",
    "photo",
    "image",
    "figure",
    "fig",
    "table",
    "chapter",
    "part",
    "step",
    "title",
    "date",
    "start",
    "language",
    "time",
    "subject",
    "from",
    "to",
    "cc",
    "re",
    "location",
    "duration",
    "recorded",
    "attendees",
    "participants",
    "witnesses",
    "members present",
    "transcript",
    "summary",
    "keywords",
    "episode",
    "important",
    "caution",
    "hint",
    "http",
    "https",
    "ingredients",
    "method",
    "conclusion",
    "introduction",
    "abstract",
    "remember",
    "todo",
    "author",
    "published",
    "tags",
    "category",
    "price",
    "address",
    "phone",
    "email",
    "website",
    "also",
    "first",
    "second",
    "third",
    "finally",
    "however",
    "but",
    "and",
    "so",
    "then",
    "because",
    "why",
    "how",
    "what",
    "pros",
    "cons",
    "day",
    "week",
    "section",
    "rule",
    "lesson",
    "reason",
    "option",
    "problem",
    "solution",
    "the result",
    "verdict",
    "bottom line",
    "key takeaway",
    "takeaway",
    "takeaways",
    "meeting title",
    "meeting participants",
    "myth",
    "answer",
    "for example",
    "in short",
    "spoiler",
    "reminder",
    "bcc",
    "sent",
    "reply-to",
    "guild",
    "channel",
    "von",
    "gesendet",
    "an",
    "betreff",
    "datum",
    "de",
    "envoyé",
    "à",
    "objet",
    "para",
    "enviado",
    "asunto",
    "assunto",
    "fecha",
    "data",
    "da",
    "inviato",
    "oggetto",
    "van",
    "verzonden",
    "aan",
    "onderwerp",
    "от",
    "отправлено",
    "кому",
    "тема",
    "дата",
];

/// `Maya Torres`, `Speaker 1`, `SPEAKER_00`, `Torres, Maya`, `Dr. J. Weber (host)`; scripts without capitals have short ones.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    // `My Lords—` was interrupted.
    if text.ends_with(['—', '–']) {
        return false;
    }
    if is_numbered(text) {
        return true;
    }
    let bare = match text.split_once(" (") {
        Some((bare, role)) if role.ends_with(')') => bare,
        _ => text,
    };
    let words: Vec<&str> = bare.split_whitespace().collect();
    let begins = |word: &str| {
        let mut letters = word.chars();
        let starts = |c: char| {
            c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()) || c.is_numeric()
        };
        // `Maya's iPad` is called so by who owns it.
        letters.next().is_some_and(starts) || letters.next().is_some_and(char::is_uppercase)
    };
    let particle = |word: &str| {
        matches!(
            word,
            "de" | "da"
                | "di"
                | "del"
                | "der"
                | "den"
                | "la"
                | "le"
                | "van"
                | "von"
                | "of"
                | "the"
                | "al"
                | "el"
                | "bin"
                | "ibn"
                | "y"
                | "e"
                | "and"
                | "&"
                | "#"
                | "dos"
                | "du"
                | "ter"
                | "zu"
        )
    };
    let first = words.first().is_some_and(|word| {
        word.starts_with(|c: char| c.is_alphabetic())
            && (begins(word) || word.starts_with("spk_") || word.starts_with("speaker"))
    });
    let dots = bare
        .split_whitespace()
        .all(|word| !word.ends_with('.') || word.chars().count() <= 5);
    first
        && words.len() <= WORDS
        && bare.len() <= BYTES
        && dots
        && words.iter().skip(1).all(|word| begins(word) || particle(word))
        && !bare.contains(['?', '!', ':', ';', '"', '“', '”', '«', '»', '。', '，', '、', '？', '！', '[', ']', '(', ')', '=', '/', '…'])
        && bare.matches(',').count() <= 1
        && !bare.ends_with(',')
        // A Chinese name has four characters at most, a Japanese one some more; a sentence has no spaces either.
        && !words.iter().any(|word| word.chars().filter(|c| crate::join::is_wide(*c)).count() > 8)
}

/// `[narrator]`: who speaks in captions for the deaf, where that has no name.
pub(super) fn is_part(name: &str) -> bool {
    const PARTS: &str = "narrator man woman boy girl reporter announcer voice narratrice narrateur homme femme garçon fille journaliste erzähler \
        erzählerin sprecher sprecherin mann frau junge mädchen reporterin narrador narradora hombre mujer niño niña locutor locutora reportero \
        narratore narratrice uomo donna ragazzo ragazza voce homem mulher verteller man vrouw рассказчик мужчина женщина";
    PARTS.split_whitespace().any(|part| part == name.trim())
}

/// `Maya Torres` of `Maya Torres – Bakers' Union`.
pub(super) fn without_house(name: &str) -> &str {
    [" -- ", " – ", " — ", " - ", " | ", " · "]
        .iter()
        .find_map(|dash| name.split_once(dash))
        .filter(|(bare, house)| is_name(bare) && house.split_whitespace().count() <= WORDS)
        .map_or(name, |(bare, _)| bare.trim())
}

/// `Maya Torres` of `Maya Torres (Northwind Labs)`, as Fathom writes it behind a time.
pub(super) fn without_firm(name: &str) -> &str {
    name.split_once(" (")
        .filter(|(bare, _)| bare.contains(' ') && is_name(bare))
        .map_or(name, |(bare, _)| bare)
}

/// How Teams marks those of other firms.
const GUESTS: [&str; 8] = [
    " [External]",
    " (External)",
    " (Guest)",
    " (Unverified)",
    " (Gast)",
    " (Extern)",
    " (Invité)",
    " (Invitado)",
];

/// `Maya Torres` of `[Maya Torres]`, `"Maya Torres"` and `Maya Torres (she/her)`.
pub(crate) fn bare(name: &str) -> &str {
    let inside = [('[', ']'), ('<', '>'), ('"', '"'), ('“', '”')]
        .iter()
        .find_map(|(open, close)| name.strip_prefix(*open)?.strip_suffix(*close));
    let name = inside.unwrap_or(name);
    if let Some(name) = GUESTS.iter().find_map(|guest| name.strip_suffix(guest)) {
        return name;
    }
    name.rsplit_once(" (")
        .filter(|(_, inside)| {
            (inside.contains('/') || inside.starts_with("spoke in ")) && inside.ends_with(')')
        })
        .map_or(name, |(bare, _)| bare)
}

/// `Maya Torres` of `Maya Torres [U024BE7LH]`, as a chat numbers its people.
pub(super) fn without_id(name: &str) -> &str {
    let is_id = |id: &str| {
        id.len() > 6
            && id.contains(|c: char| c.is_ascii_digit())
            && id
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    name.strip_suffix(']')
        .and_then(|name| name.rsplit_once(" ["))
        .filter(|(_, id)| is_id(id))
        .map_or(name, |(name, _)| name.trim_end())
}

/// `Ms. Torres` of `Ms. Torres. Thank you.`, `The Chairman` of `The Chairman. The hearing is over.`, as a congress reports it.
pub(super) fn with_title(line: &str) -> Option<(&str, &str)> {
    const TITLES: [&str; 16] = [
        "Mr. ",
        "Mrs. ",
        "Ms. ",
        "Dr. ",
        "Senator ",
        "Representative ",
        "Chairman ",
        "Chairwoman ",
        "Secretary ",
        "General ",
        "Admiral ",
        "Ambassador ",
        "Commissioner ",
        "Governor ",
        "Judge ",
        "The ",
    ];
    const OFFICES: [&str; 8] = [
        "Chairman",
        "Chairwoman",
        "Chairperson",
        "Chair",
        "Clerk",
        "President",
        "Speaker",
        "Vice Chairman",
    ];
    let title = TITLES.iter().find(|title| line.starts_with(**title))?;
    let (name, rest) = line[title.len()..].split_once(". ")?;
    let words = name.split(' ').count();
    let is_name = match *title {
        "The " => OFFICES.contains(&name),
        _ => {
            words <= 3
                && name
                    .split(' ')
                    .all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','))
        }
    };
    let is_said = rest.starts_with(|c: char| c.is_uppercase() || "\"“‘[(".contains(c));
    (is_name && is_said).then(|| (&line[..title.len() + name.len()], rest))
}

/// `S1`, `Speaker 2`: what a machine calls those whom it tells apart.
pub(super) fn is_machine(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let kind = bare.trim_end_matches([' ', '_']).to_lowercase();
    bare.len() < name.len()
        && matches!(
            kind.as_str(),
            "s" | "spk" | "speaker" | "sprecher" | "voice"
        )
}

/// `+44 20 7946 0000`, of whom nobody has the name.
fn is_number(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.starts_with('+')
        && (7..=15).contains(&digits)
        && name[1..]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b" -()".contains(&byte))
}

/// `ana_duarte`, as chats call people.
pub(super) fn is_handle(name: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || "_.-#".contains(c);
    (2..=32).contains(&name.chars().count()) && name.chars().all(is_sign)
}

/// The name, or what stands for it, of who wrote what comes after the colon: `Ana Duarte`, `+44 20 7946 0000`, `~ Ana`.
pub(super) fn writer(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let name = sender(name.trim().trim_start_matches('~').trim_start());
    let is_short = name.split_whitespace().count() <= WORDS && name.len() <= BYTES;
    let parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_short && parted && !name.is_empty() && !name.contains(['?', '!', '"', '“', '<', '/']))
        .then(|| (name, rest.trim()))
}

/// `Ana Duarte` of `From Ana Duarte to Everyone`.
fn sender(name: &str) -> &str {
    let from = name.strip_prefix("From ").and_then(|rest| {
        let at = rest.find(" to ").or_else(|| rest.find(" To "))?;
        Some(rest[..at].trim())
    });
    from.unwrap_or(name)
}

/// `Speaker:0`, as machines number them.
fn is_numbered(name: &str) -> bool {
    name.split_once(':').is_some_and(|(kind, number)| {
        matches!(kind, "Speaker" | "speaker" | "SPEAKER" | "Channel")
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The name before a colon, and what comes after it.
pub(super) fn label(line: &str) -> Option<(&str, &str)> {
    before_colon(line, false)
}

/// The same where a time has said that a name comes: no space has to follow the colon.
pub(super) fn label_of_time(line: &str) -> Option<(&str, &str)> {
    before_colon(line, true)
}

fn before_colon(line: &str, attached: bool) -> Option<(&str, &str)> {
    let at = line.find([':', '：'])?;
    let (name, rest) = line.split_at(at);
    let wide = rest.starts_with('：');
    let rest = rest.trim_start_matches([':', '：']);
    let name = name
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim();
    let name = sender(name);
    let parted = wide || attached || rest.is_empty() || rest.starts_with(char::is_whitespace);
    // `Maya Torres says:`
    let name = [" says", " asks", " sagt", " fragt", " dit", " dice"]
        .iter()
        .find_map(|verb| name.strip_suffix(verb))
        .unwrap_or_else(|| bare(name));
    // `Maya Torres, Minister for Transport: …`
    let named = name.split_once(", ").filter(|(named, office)| {
        named.contains(' ')
            && office.contains(' ')
            && office.split(' ').count() <= OFFICE
            && is_name(named)
    });
    let name = named.map_or(name, |(named, _)| named);
    let is_speaker = is_name(name) && !is_no_name(name) || is_number(name);
    (parted && is_speaker).then(|| (name, rest.trim()))
}

pub(super) fn is_no_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    NO_NAMES.contains(&lower.as_str())
        || lower.split_once(' ').is_some_and(|(first, rest)| {
            NO_NAMES.contains(&first) && rest.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// `JON` of `JON (V.O.)`, as captions say how somebody is heard.
pub(super) fn without_how(name: &str) -> &str {
    match name.split_once(" (") {
        Some((bare, how)) if how.ends_with(')') && is_shouted(bare) => bare,
        _ => name,
    }
}

/// `NARRATOR`: a speaker wherever it stands, also once.
pub(super) fn is_shouted(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() > 1
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
}
