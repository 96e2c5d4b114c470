//! The runs of a paragraph: in the line, raised, lowered, in a formula.

use crate::{Role, block::Block, clean, raised};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Line,
    Raised,
    Lowered,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    /// The large first letter of the next paragraph, which is a frame of its own.
    pub(super) is_initial: bool,
    /// Somebody has deleted its end.
    pub(super) is_joined: bool,
    runs: Vec<(Align, String)>,
    /// Whether all that it says so far is in bold; `None` of nothing.
    is_bold: Option<bool>,
    /// What it begins with in bold.
    lead: String,
    /// Formulas around here, with what their finished parts are.
    formulas: Vec<Formula>,
}

#[derive(Debug)]
struct Formula {
    kind: Vec<u8>,
    parts: Vec<(Vec<u8>, String)>,
    /// Whether text goes into the last of the parts.
    is_open: bool,
}

impl Paragraph {
    /// One whose mark was deleted goes on in the next one.
    pub(super) fn after(before: Option<Self>, role: Role) -> Self {
        let runs = before.map(|before| before.runs).unwrap_or_default();
        Self {
            runs,
            ..Self::new(role)
        }
    }

    const fn new(role: Role) -> Self {
        Self {
            role,
            is_initial: false,
            is_joined: false,
            runs: Vec::new(),
            is_bold: None,
            lead: String::new(),
            formulas: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|(_, text)| text.len()).sum()
    }

    pub(super) fn push(&mut self, text: &str, align: Align) {
        let part = self
            .formulas
            .iter_mut()
            .rev()
            .find(|formula| formula.is_open);
        if let Some((_, part)) = part.and_then(|formula| formula.parts.last_mut()) {
            part.push_str(text);
            return;
        }
        match self.runs.last_mut() {
            Some((last, run)) if *last == align => run.push_str(text),
            _ => self.runs.push((align, text.to_owned())),
        }
    }

    pub(super) fn weigh(&mut self, text: &str, is_bold: bool) {
        if text.contains(char::is_alphanumeric) {
            self.is_bold = Some(is_bold && self.is_bold != Some(false));
            if self.is_bold == Some(true) {
                self.lead.push_str(text);
            }
        }
    }

    /// Office's own formulas: a fraction, something raised or lowered, a root.
    pub(super) fn open_formula(&mut self, name: &[u8]) {
        match name {
            b"f" | b"sSup" | b"sSub" | b"sSubSup" | b"rad" => self.formulas.push(Formula {
                kind: name.to_vec(),
                parts: Vec::new(),
                is_open: false,
            }),
            b"num" | b"den" | b"e" | b"sup" | b"sub" | b"deg" => {
                if let Some(formula) = self.formulas.last_mut().filter(|formula| !formula.is_open) {
                    formula.parts.push((name.to_vec(), String::new()));
                    formula.is_open = true;
                }
            }
            _ => {}
        }
    }

    pub(super) fn close_formula(&mut self, name: &[u8]) {
        let Some(formula) = self.formulas.last_mut() else {
            return;
        };
        if formula.is_open && formula.parts.last().is_some_and(|(part, _)| part == name) {
            formula.is_open = false;
        } else if formula.kind == name
            && let Some(formula) = self.formulas.pop()
        {
            let written = formula.written(
                self.runs
                    .last()
                    .is_some_and(|(_, run)| run.ends_with(|c: char| c.is_ascii_digit())),
            );
            self.push(&written, Align::Line);
        }
    }

    pub(super) fn block(self) -> Option<Block> {
        let mut text = String::new();
        for (place, (align, run)) in self.runs.iter().enumerate() {
            match align {
                Align::Line => text.push_str(run),
                Align::Raised => {
                    let next = self.runs.get(place + 1).map_or("", |(_, next)| next);
                    raised::push(&mut text, run, next);
                }
                Align::Lowered => raised::push_lowered(&mut text, run),
            }
        }
        let text = clean::visible_lines(&text);
        let is_bold = self.is_bold == Some(true);
        (!text.is_empty()).then(|| {
            Block {
                is_bold,
                ..Block::new(self.role, text)
            }
            .led_by(&clean::visible_lines(&self.lead))
        })
    }
}

impl Formula {
    fn written(&self, after_a_digit: bool) -> String {
        let part = |name: &[u8]| {
            let found = self.parts.iter().find(|(part, _)| part == name);
            found.map_or("", |(_, text)| text.trim())
        };
        let mut text = String::new();
        match self.kind.as_slice() {
            b"f" => {
                if after_a_digit {
                    text.push(' ');
                }
                raised::push_fraction(&mut text, part(b"num"), part(b"den"));
            }
            b"rad" => {
                text.push_str(&raised::root(part(b"deg"), part(b"e")));
            }
            _ => {
                text.push_str(part(b"e"));
                raised::push_lowered(&mut text, part(b"sub"));
                raised::push_power(&mut text, part(b"sup"));
            }
        }
        text
    }
}
