//! A message as it was sent (RFC 5322), with the head of its way and the parts that it is wrapped in.

use mail_parser::MessageParser;

use super::bare;
use crate::{Role, block::Block, html, plain};

/// Fields that only a program writes above a letter.
const WAY: [&str; 5] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "message-id",
    "received",
];

/// Its subject and its text, without what is attached; `None` of any other text.
pub(crate) fn blocks(text: &str) -> Option<Vec<Block>> {
    if !is_message(text) {
        return None;
    }
    let message = MessageParser::default().parse(text)?;
    let subject = message.subject().map(bare);
    let title = subject.filter(|subject| !subject.is_empty());
    let is_html = message.text_body.first() == message.html_body.first()
        && message
            .html_part(0)
            .is_some_and(mail_parser::MessagePart::is_text_html);
    let body = if is_html {
        html::fragment(&message.body_html(0)?)
    } else {
        plain(&message.body_text(0).unwrap_or_default())
    };
    let title = title.map(|title| Block::new(Role::Title, title));
    Some(title.into_iter().chain(body).collect())
}

/// Lines with a name before a colon up to the first empty one, among them the sender and what only a program writes.
fn is_message(text: &str) -> bool {
    let head = text.lines().take_while(|line| !line.trim().is_empty());
    let mut names: Vec<String> = Vec::new();
    for line in head {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let name = line.split_once(':').map(|(name, _)| name);
        let Some(name) = name.filter(|name| is_field(name)) else {
            return false;
        };
        names.push(name.to_ascii_lowercase());
    }
    names.iter().any(|name| name == "from") && names.iter().any(|name| WAY.contains(&name.as_str()))
}

fn is_field(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
