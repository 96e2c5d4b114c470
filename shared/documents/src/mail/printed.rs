//! A conversation as Gmail prints it: its subject, how many messages it has, and each below who sent it, when and to whom.

use super::Line;
use crate::speech;

/// What it counts, below the subject.
const MESSAGES: [&str; 18] = [
    "message",
    "messages",
    "nachricht",
    "nachrichten",
    "mensaje",
    "mensajes",
    "mensagem",
    "mensagens",
    "messaggio",
    "messaggi",
    "bericht",
    "berichten",
    "meddelande",
    "meddelanden",
    "wiadomość",
    "сообщение",
    "сообщения",
    "сообщений",
];
/// Lines above that: whose mail it is.
const ABOVE: usize = 8;
/// What it writes below what somebody has written.
const BELOW: [&str; 8] = [
    "[quoted text hidden]",
    "[message clipped]",
    "[zitierter text ausgeblendet]",
    "[texte des messages précédents masqué]",
    "[el texto citado está oculto]",
    "[texto das mensagens anteriores oculto]",
    "[testo tra virgolette nascosto]",
    "[tekst uit oorspronkelijke bericht is verborgen]",
];
const ATTACHED: [&str; 12] = [
    "attachment",
    "attachments",
    "anhang",
    "anhänge",
    "pièce jointe",
    "pièces jointes",
    "archivo adjunto",
    "archivos adjuntos",
    "anexo",
    "anexos",
    "allegato",
    "allegati",
];
/// Words of a line with who sent it and when.
const SENDER: usize = 18;

/// From which line to which one the first message goes, and the subject.
pub(super) fn letter(lines: &[Line<'_>]) -> Option<(usize, usize, String)> {
    let count = lines
        .iter()
        .take(ABOVE)
        .position(|line| counts(line.text, &MESSAGES))
        .filter(|at| *at > 0)?;
    let head = &lines[count + 1..];
    let from = head.iter().take_while(|line| is_head(line)).count();
    if from == 0 || !head[..from].iter().any(|line| has_address(line.text)) {
        return None;
    }
    let body = count + 1 + from;
    let is_over = |line: &Line<'_>| {
        let lower = line.text.to_lowercase();
        BELOW.contains(&lower.as_str()) || counts(&lower, &ATTACHED) || is_sender(line.text)
    };
    let length = lines[body..]
        .iter()
        .take_while(|line| !is_over(line))
        .count();
    let subject = lines[count - 1].text;
    let subject = subject.strip_prefix("Gmail - ").unwrap_or(subject);
    Some((body, body + length, super::bare(subject).to_owned()))
}

/// `2 messages`
fn counts(line: &str, what: &[&str]) -> bool {
    let lower = line.to_lowercase();
    let named = lower.split_once(' ').filter(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    named.is_some_and(|(_, name)| what.contains(&name.trim()))
}

/// Who sent it, when, to whom.
fn is_head(line: &Line<'_>) -> bool {
    is_sender(line.text) || has_day(line.text) || line.field().is_some()
}

fn is_sender(line: &str) -> bool {
    let named = line.split_once('<').is_some_and(|(name, rest)| {
        name.starts_with(|c: char| c.is_alphanumeric() || c == '"') && rest.contains('>')
    });
    named && has_address(line) && line.split_whitespace().count() <= SENDER && !line.contains(": ")
}

fn has_address(line: &str) -> bool {
    line.split_whitespace().any(|word| {
        word.split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    })
}

/// `Tue, May 12, 2026 at 10:15 AM`
fn has_day(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let words = line.split([' ', ',', '.', '\u{a0}', '\u{202f}']);
    digits >= 6
        && line.split_whitespace().count() <= SENDER / 2 + 1
        && (line.contains(':') && words.clone().any(speech::is_month) || speech::is_day(line))
}
