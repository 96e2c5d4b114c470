//! Markdown as paragraphs of styled text, for formats that know no nesting.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::{Document, ExportError, html, limits, links, markdown};

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    pub(crate) spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 1 to 6.
    Heading(usize),
    Paragraph,
    Quote,
    Code,
    Item {
        /// 0 for a list in no other.
        level: usize,
        marker: Marker,
    },
    Rule,
    Cell {
        header: bool,
        /// The first of its row.
        first: bool,
    },
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Bullet,
    Number {
        number: u64,
        /// Which of the document's numbered lists it is in.
        list: usize,
        /// What the list begins with.
        start: u64,
    },
    /// It goes on with the item before it.
    None,
}

/// Text in one style; a line break in it is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) style: Style,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // text can have any of them together
pub(crate) struct Style {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) strike: bool,
    pub(crate) code: bool,
    /// A link that may be followed.
    pub(crate) link: Option<String>,
}

pub(crate) fn read(document: &Document<'_>) -> Result<Vec<Block>, ExportError> {
    let markdown = markdown::whole(document);
    let mut reader = Reader::default();
    for event in markdown::events(&markdown)? {
        reader.take(event);
        if reader.blocks.len() > limits::BLOCKS {
            return Err(ExportError::TooLarge);
        }
    }
    reader.end(Kind::Paragraph);
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    style: Style,
    /// How often each is open: marks may stand inside of their own kind.
    bold: usize,
    italic: usize,
    strike: usize,
    links: Vec<Option<String>>,
    lists: Vec<List>,
    numbered: usize,
    quotes: usize,
    header: bool,
    first_cell: bool,
    html: String,
}

/// An open list.
struct List {
    /// Of a numbered one: its first number, the next, and which it is.
    numbers: Option<(u64, u64, usize)>,
    /// The open item has not been written yet.
    fresh: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.stop(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.style.code = true;
                self.text(&text);
                self.style.code = false;
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.end(Kind::Paragraph);
                self.blocks.push(Block {
                    kind: Kind::Rule,
                    spans: Vec::new(),
                });
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.text("\n");
            }
            // The text between two tags comes by itself.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => {
                self.links.push(links::safe(&dest_url).map(String::from));
            }
            Tag::Image { .. } => self.links.push(None),
            Tag::BlockQuote(_) => {
                self.end(Kind::Paragraph);
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end(Kind::Paragraph);
                self.numbered += usize::from(first.is_some());
                self.lists.push(List {
                    numbers: first.map(|first| (first, first, self.numbered)),
                    fresh: false,
                });
            }
            Tag::Item => {
                self.end(Kind::Paragraph);
                if let Some(list) = self.lists.last_mut() {
                    list.fresh = true;
                }
            }
            Tag::TableHead => (self.header, self.first_cell) = (true, true),
            Tag::TableRow => (self.header, self.first_cell) = (false, true),
            Tag::TableCell => {}
            _ => self.end(Kind::Paragraph),
        }
        self.restyle();
    }

    fn stop(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => drop(self.links.pop()),
            TagEnd::Heading(level) => self.end(Kind::Heading(number(level))),
            TagEnd::CodeBlock => self.end(Kind::Code),
            TagEnd::TableHead => self.header = false,
            TagEnd::HtmlBlock => {
                let text = html::text(&std::mem::take(&mut self.html));
                self.text(text.trim());
                self.end(Kind::Paragraph);
            }
            TagEnd::TableCell => {
                let (header, first) = (self.header, self.first_cell);
                // Also where it is empty: the cells after it stay in their columns.
                self.push(Kind::Cell { header, first });
                self.first_cell = false;
            }
            TagEnd::BlockQuote(_) => {
                self.end(Kind::Paragraph);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end(Kind::Paragraph);
                self.lists.pop();
            }
            TagEnd::Item => {
                if self.lists.last().is_some_and(|list| list.fresh) {
                    self.text(" ");
                }
                self.end(Kind::Paragraph);
            }
            _ => self.end(Kind::Paragraph),
        }
        self.restyle();
    }

    fn restyle(&mut self) {
        self.style = Style {
            bold: self.bold > 0 || self.header,
            italic: self.italic > 0,
            strike: self.strike > 0,
            code: false,
            link: self.links.iter().rev().flatten().next().cloned(),
        };
    }

    fn text(&mut self, text: &str) {
        // What XML can't carry (section 2.2 of XML 1.0) is nothing that a reader sees either.
        let text = text.chars().filter(
            |c| matches!(c, '\t' | '\n' | ' '..='\u{7e}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..),
        );
        match self.spans.last_mut() {
            Some(span) if span.style == self.style => span.text.extend(text),
            _ => {
                let text: String = text.collect();
                if !text.is_empty() {
                    let style = self.style.clone();
                    self.spans.push(Span { text, style });
                }
            }
        }
    }

    /// Ends a block, where there is one.
    fn end(&mut self, kind: Kind) {
        if !self.spans.is_empty() {
            self.push(kind);
        }
    }

    fn push(&mut self, kind: Kind) {
        let kind = match (kind, self.lists.last_mut()) {
            (Kind::Paragraph, Some(list)) => {
                let fresh = std::mem::take(&mut list.fresh);
                let marker = match &mut list.numbers {
                    _ if !fresh => Marker::None,
                    None => Marker::Bullet,
                    Some((start, next, of)) => {
                        let number = *next;
                        *next = next.saturating_add(1);
                        Marker::Number {
                            number,
                            list: *of,
                            start: *start,
                        }
                    }
                };
                let level = self.lists.len() - 1;
                Kind::Item { level, marker }
            }
            (Kind::Paragraph, None) if self.quotes > 0 => Kind::Quote,
            (kind, _) => kind,
        };
        let spans = std::mem::take(&mut self.spans);
        self.blocks.push(Block { kind, spans });
    }
}

fn number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
