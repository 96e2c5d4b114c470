//! Elements to blocks, each with the role that its element gives it.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{
    ElementRef,
    node::{Element, Node},
};

use super::{
    elements::{is_anchor, is_code, is_inline, is_silent, role_of},
    furniture,
    hidden::Hidden,
    math,
    tables::Layout,
};
use crate::{
    Role,
    block::{self, Block, CELL},
    join, raised,
};

/// The blocks of an element, cut at the borders of its blocks; a line end in one is a `br`.
pub(super) fn of(element: ElementRef<'_>, hidden: &Hidden) -> Vec<Block> {
    let mut walk = Walk {
        layout: Layout::of(element),
        ..Walk::default()
    };
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) => walk.open(node, hidden),
            Edge::Close(node) => walk.close(node),
        }
    }
    walk.cut(Role::default());
    walk.blocks
}

#[derive(Default)]
struct Walk {
    layout: Layout,
    blocks: Vec<Block>,
    text: String,
    /// A line of the source has ended in the white space that the text ends with.
    is_wrapped: bool,
    role: Role,
    /// The elements around the open block that give it a role.
    around: Vec<(NodeId, Role)>,
    /// Elements that aren't read, with all that is in them.
    unseen: Vec<NodeId>,
    /// Rows of data around here.
    rows: usize,
    preformatted: usize,
    /// The link around here, and bytes of the open block that are in links.
    link: Option<NodeId>,
    linked: usize,
    /// The same of what is in bold.
    strong: Option<NodeId>,
    bold: usize,
    /// What the open block begins with in bold.
    lead: String,
    /// Addresses of notes whose marks stand raised in the text.
    marked: HashSet<String>,
}

impl Walk {
    fn open(&mut self, node: NodeRef<'_, Node>, hidden: &Hidden) {
        if !self.unseen.is_empty() {
            if node.value().is_element() {
                self.unseen.push(node.id());
            }
            return;
        }
        match node.value() {
            Node::Text(text) => self.push(text),
            Node::Element(element) => {
                // Where a note begins, with a link back to its mark.
                if element.name() == "a" && element.id().is_some_and(|id| self.marked.contains(id))
                {
                    self.role = Role::Note;
                    self.unseen.push(node.id());
                    return;
                }
                if let Some(address) = furniture::note_link(node) {
                    self.marked.insert(address);
                    self.unseen.push(node.id());
                    return;
                }
                if is_silent(element) && !furniture::is_time(node)
                    || is_anchor(node)
                    || hidden.contains(node.id())
                    || furniture::is_comment(node)
                {
                    self.unseen.push(node.id());
                    if !is_inline(element.name()) {
                        self.cut(Role::default());
                    }
                    return;
                }
                self.element(element, node);
            }
            _ => {}
        }
    }

    fn element(&mut self, element: &Element, node: NodeRef<'_, Node>) {
        match element.name() {
            "br" => self.text.push('\n'),
            "hr" => self.cut(Role::default()),
            "a" if element.attr("href").is_some() && self.link.is_none() => {
                self.link = Some(node.id());
            }
            "b" | "strong" if self.strong.is_none() => self.strong = Some(node.id()),
            "sup" | "sub" => {
                self.raise(element.name(), node);
                self.unseen.push(node.id());
            }
            "math" => {
                self.formula(&math::written(node));
                self.unseen.push(node.id());
            }
            "pre" => {
                self.preformatted += 1;
                let role = if is_code(node) {
                    Role::Note
                } else {
                    self.inherited()
                };
                self.cut(role);
            }
            "tr" if self.layout.is_data(node.id()) => {
                self.cut(Role::Row);
                self.rows += 1;
            }
            "td" | "th" if self.rows > 0 => self.next_cell(),
            // What is a block elsewhere is a part of its row in a table of data.
            name if self.rows > 0 && !is_inline(name) => self.text.push(' '),
            name if !is_inline(name) => {
                let is_marked = element.id().is_some_and(|id| self.marked.contains(id));
                let role = if is_marked && !matches!(name, "section" | "article" | "main") {
                    Role::Note
                } else {
                    role_of(element, self.inherited())
                };
                self.cut(role);
                if role != self.inherited() {
                    self.around.push((node.id(), role));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Node::Element(element) = node.value() else {
            return;
        };
        if self.unseen.last() == Some(&node.id()) {
            self.unseen.pop();
            return;
        }
        if !self.unseen.is_empty() {
            return;
        }
        if self.strong == Some(node.id()) && block::inked(&self.text) == self.bold {
            self.lead.clone_from(&self.text);
        }
        for around in [&mut self.link, &mut self.strong] {
            if *around == Some(node.id()) {
                *around = None;
            }
        }
        match element.name() {
            "tr" if self.layout.is_data(node.id()) => {
                self.rows -= 1;
                self.cut(self.inherited());
            }
            "br" | "hr" => {}
            name if self.rows > 0 && !is_inline(name) => self.text.push(' '),
            "td" | "th" if self.rows > 0 => {}
            name if !is_inline(name) => {
                if name == "pre" {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
                self.cut(Role::default());
                if self
                    .around
                    .last()
                    .is_some_and(|(around, _)| *around == node.id())
                {
                    self.around.pop();
                }
                self.role = self.inherited();
            }
            _ => {}
        }
    }

    fn inherited(&self) -> Role {
        self.around
            .last()
            .map(|(_, role)| *role)
            .unwrap_or_default()
    }

    /// The open block ends, and one of this role begins.
    fn cut(&mut self, role: Role) {
        let text = std::mem::take(&mut self.text);
        let (linked, bold) = (
            std::mem::take(&mut self.linked),
            std::mem::take(&mut self.bold),
        );
        let lead = std::mem::take(&mut self.lead);
        // Of a note its number stands in a block of its own, now and then.
        let is_number = self.role == Role::Note && !text.contains(char::is_alphabetic);
        if !text.trim().is_empty() && !is_number {
            // Two line ends part paragraphs, as in pages that know no others.
            for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
                let part = Block::new(self.role, part.trim_matches(['\n', ' ']));
                self.blocks.push(part.marked(linked, bold).led_by(&lead));
            }
        }
        self.role = role;
    }

    /// White space of the source is a space.
    fn push(&mut self, text: &str) {
        if self.link.is_some() {
            self.linked += block::inked(text);
        }
        if self.strong.is_some() {
            self.bold += block::inked(text);
        }
        if self.preformatted > 0 {
            self.text.push_str(text);
            return;
        }
        for c in text.chars() {
            let is_end = matches!(c, '\n' | '\r');
            if c == ' ' || c == '\t' || c == '\x0C' || is_end {
                self.is_wrapped |= is_end;
                if !(self.text.ends_with([' ', '\n']) || self.text.is_empty()) {
                    self.text.push(' ');
                }
                continue;
            }
            // Where a line of the source ends between characters of Chinese or Japanese, browsers show no space.
            if std::mem::take(&mut self.is_wrapped)
                && join::is_wide(c)
                && self.text.trim_end_matches(' ').ends_with(join::is_wide)
            {
                self.text.truncate(self.text.trim_end_matches(' ').len());
            }
            self.text.push(c);
        }
    }

    fn next_cell(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push_str(CELL);
        }
    }

    fn raise(&mut self, name: &str, node: NodeRef<'_, Node>) {
        let text = |node: NodeRef<'_, Node>| {
            ElementRef::wrap(node)
                .map(|element| element.text().collect::<String>())
                .unwrap_or_default()
        };
        match name {
            "sup" => {
                if let Some(address) = furniture::note(node) {
                    self.marked.insert(address);
                    return;
                }
                let next: String = node
                    .next_siblings()
                    .take(2)
                    .map(|sibling| match sibling.value() {
                        Node::Text(text) => text.to_string(),
                        _ => text(sibling),
                    })
                    .collect();
                raised::push(&mut self.text, &text(node), &next);
            }
            _ => raised::push_lowered(&mut self.text, &text(node)),
        }
    }

    /// No digits are joined: `3` before a formula that is `1/2` is `3 1/2`.
    fn formula(&mut self, written: &str) {
        let is_digit = |c: char| c.is_ascii_digit();
        if self.text.ends_with(is_digit) && written.starts_with(is_digit) {
            self.text.push(' ');
        }
        self.text.push_str(written);
    }
}
