//! What a prompt is followed by: that another text is wanted, or that one must be repaired.

use super::fence::harmless;
use crate::{
    chat::Message,
    finding::{Code, Finding},
    tokens::Counter,
};

#[derive(Debug)]
pub(crate) enum FollowUp {
    /// One that differs from those that begin so.
    Another(Vec<String>),
    Repair {
        /// What the model wrote.
        said: Option<String>,
        findings: Vec<Finding>,
    },
}

impl FollowUp {
    /// What it takes of a context.
    pub(crate) fn tokens(&self, counter: &Counter) -> u64 {
        let content = self.messages(&[]);
        counter.of_messages(content.iter().map(|message| message.content.as_str()))
    }

    /// The messages with it: roles take turns, as some models' templates want it.
    pub(crate) fn messages(&self, prompt: &[Message]) -> Vec<Message> {
        let mut messages = prompt.to_vec();
        if let Self::Repair {
            said: Some(said), ..
        } = self
        {
            messages.push(Message {
                role: "assistant",
                content: said.clone(),
            });
        }
        match messages.last_mut() {
            Some(last) if last.role == "user" => {
                last.content.push_str("\n\n");
                last.content.push_str(&self.text());
            }
            _ => messages.push(Message {
                role: "user",
                content: self.text(),
            }),
        }
        messages
    }

    fn text(&self) -> String {
        match self {
            Self::Another(openings) => {
                let mut text = String::from("There are versions already, which begin so:\n");
                for opening in openings {
                    text.push_str("- ");
                    text.push_str(&one_line(opening));
                    text.push('\n');
                }
                text.push_str(
                    "Write another one that differs in substance: another angle, other passages of the source, another structure and another beginning. The rules and the form stay.\n",
                );
                text
            }
            Self::Repair { findings, .. } => {
                let mut text = String::from("Your answer can't be published as it is:\n");
                for finding in findings
                    .iter()
                    .filter(|finding| finding.code != Code::NotChecked)
                {
                    text.push_str("- ");
                    text.push_str(&asked(finding));
                    text.push('\n');
                }
                text.push_str(
                    "Write all of it again, in the form that was asked for, with this mended and the rest as it is. Say nothing else.\n",
                );
                text
            }
        }
    }
}

fn asked(finding: &Finding) -> String {
    let said = one_line(&finding.text);
    match finding.code {
        Code::QuoteNotInSource => format!(
            "{said} stands in quotation marks, and no source has it word for word: quote exactly, or say it in your own words without quotation marks."
        ),
        Code::FigureNotInSource
        | Code::DateNotInSource
        | Code::NameNotInSource
        | Code::AddressNotInSource
        | Code::LinkNotInSource => {
            format!("{said} is in no source: correct it or leave it out.")
        }
        Code::ModelArtifact => format!("{said} must not be in it."),
        Code::Truncated => format!("{said} Write less, to its end."),
        Code::Empty => "It is empty.".to_owned(),
        _ => said,
    }
}

/// What a model wrote may have its own marks in it, taken from a source.
fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
