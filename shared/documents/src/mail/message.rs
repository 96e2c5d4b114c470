//! A message as it was sent (RFC 5322), with the head of its way and the parts that it is wrapped in.

use mail_parser::{MessageParser, MessagePart};

use super::bare;

/// Fields that only a program writes above a letter.
const WAY: [&str; 5] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "message-id",
    "received",
];

/// A message's subject and text, without what is attached.
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) is_html: bool,
}

/// `None` of any other text.
pub(crate) fn message(text: &str) -> Option<Message> {
    if !is_message(text) {
        return None;
    }
    let message = MessageParser::default().parse(text)?;
    let is_html = message.text_body.first() == message.html_body.first()
        && message.html_part(0).is_some_and(MessagePart::is_text_html);
    let body = if is_html {
        message.body_html(0)
    } else {
        message.body_text(0)
    };
    Some(Message {
        subject: bare(message.subject().unwrap_or_default()).to_owned(),
        text: body.unwrap_or_default().into_owned(),
        is_html,
    })
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
