//! The marks around a source.

use ring::rand::{SecureRandom, SystemRandom};

use crate::{Brief, tokens::Counter};

/// A word that no source contains, drawn anew for each prompt: who writes a source can't know it.
pub(super) struct Marks {
    word: String,
}

/// What chat templates read as the border of a turn, and some servers even inside of a text.
const TURNS: [&str; 10] = [
    "<|",
    "|>",
    "<s>",
    "</s>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<</SYS>>",
    "<start_of_turn>",
    "<end_of_turn>",
];

/// Characters of a file's name that a prompt shows.
const NAME: usize = 100;

impl Marks {
    /// For a prompt of these texts; `None` where the system has no random bytes.
    pub(super) fn new(texts: &[&str]) -> Option<Self> {
        loop {
            let mut bytes = [0; 16];
            SystemRandom::new().fill(&mut bytes).ok()?;
            let word = format!("{:032x}", u128::from_be_bytes(bytes));
            if !texts.iter().any(|text| text.contains(&word)) {
                return Some(Self { word });
            }
        }
    }

    /// As many tokens as any can have: letters and digits in turns. Not for a prompt.
    pub(super) fn widest() -> Self {
        Self {
            word: "a0".repeat(16),
        }
    }

    pub(super) fn open(&self) -> String {
        format!("<<<SOURCE {}", self.word)
    }

    pub(super) fn close(&self) -> String {
        format!("{} SOURCE>>>", self.word)
    }

    /// The file's name is as little to be trusted as its text, and stands inside too.
    pub(super) fn enclose(&self, prompt: &mut String, filename: &str, text: &str) {
        let (open, close, name) = (self.open(), self.close(), name(filename));
        for line in [&open, "\nFile: ", &name, "\n\n", text, "\n", &close, "\n\n"] {
            prompt.push_str(line);
        }
    }

    /// A prompt as it is each time.
    pub(super) fn removed_from(&self, prompt: &str) -> String {
        prompt.replace(&self.word, "")
    }

    /// What the marks and names cost, without any text.
    pub(super) fn tokens(&self, brief: &Brief, counter: &Counter) -> u64 {
        let mut frames = String::new();
        for source in &brief.sources {
            self.enclose(&mut frames, &source.filename, "");
        }
        counter.of(&frames)
    }
}

/// One short line.
pub(crate) fn name(filename: &str) -> String {
    let line: String = filename
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect();
    harmless(&line)
}

/// Without control characters, and with a model's own marks broken up: a character of each is doubled by a look-alike.
pub(crate) fn harmless(text: &str) -> String {
    let mut text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    for turn in TURNS {
        if text.contains(turn) {
            let broken = turn
                .replace('<', "‹")
                .replace('>', "›")
                .replace('[', "⟦")
                .replace(']', "⟧");
            text = text.replace(turn, &broken);
        }
    }
    text
}
