//! Markdown to its blocks, by CommonMark's rules, and what its dialects add.

mod dialects;
mod math;
mod sites;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::{
    Role,
    block::{self, Block, CELL},
    html, raised,
};

/// Links and pictures are their texts, a row of a table is a block, its cells parted by commas, HTML is its text. Code blocks,
/// front matter but for its title, and footnotes' marks are no prose and go.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let prose = dialects::resolve(markdown);
    let mut walk = Walk::default();
    for event in Parser::new_ext(&prose, options) {
        walk.event(event);
    }
    walk.close();
    walk.finish()
}

/// What may be all of a block.
#[derive(Clone, Copy)]
enum Alone {
    /// What it shows, as a caption says it.
    Picture,
    /// A link to another page of the same export, as Notion's, or to a place in this one.
    Page,
}

fn is_page(address: &str) -> bool {
    address.starts_with('#')
        || !address.contains("://") && [".md", ".csv"].iter().any(|end| address.ends_with(end))
}

/// `Untitled`, `IMG_2041.jpg`: what a program calls a picture.
fn is_file(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    matches!(
        lower.as_str(),
        "untitled" | "image" | "img" | "picture" | "photo" | "alt text" | "screenshot"
    ) || [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".heic"]
        .iter()
        .any(|end| lower.ends_with(end))
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    open: String,
    role: Role,
    /// What is around the open block: quotations, items, notes.
    around: Vec<Role>,
    metadata: Option<String>,
    html: Option<String>,
    /// Code blocks, struck-out text and pictures that lead elsewhere around here.
    silent: usize,
    links: usize,
    strong: usize,
    /// Bytes of the open block that are in links, and in bold.
    linked: usize,
    bold: usize,
    /// What the open block begins with in bold.
    lead: String,
    title: Option<String>,
    heads: usize,
    /// What the open block begins with, and where that ends once it has.
    alone: Option<(Alone, Option<usize>)>,
    /// What is raised (or lowered) and not yet in the text, and whether all of it is there.
    raised: Option<(bool, String, bool)>,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::MetadataBlock(
                MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle,
            )) => {
                self.metadata = Some(String::new());
            }
            Event::End(TagEnd::MetadataBlock(_)) => {
                self.title = self.metadata.take().as_deref().and_then(dialects::title);
            }
            Event::Text(text) if self.metadata.is_some() => {
                self.metadata.get_or_insert_default().push_str(&text);
            }
            Event::Start(Tag::HtmlBlock) => {
                self.close();
                self.html = Some(String::new());
            }
            Event::Html(text) if self.html.is_some() => {
                self.html.get_or_insert_default().push_str(&text);
            }
            Event::Text(text) if self.html.is_some() => {
                self.html.get_or_insert_default().push_str(&text);
            }
            Event::End(TagEnd::HtmlBlock) => {
                let html = self.html.take().unwrap_or_default();
                self.blocks.extend(html::fragment(&html));
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.close();
                self.silent += 1;
            }
            Event::Start(Tag::Strikethrough) => self.silent += 1,
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => {
                self.strong = self.strong.saturating_sub(1);
                if block::inked(&self.open) == self.bold {
                    self.lead.clone_from(&self.open);
                }
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Strikethrough) => {
                self.silent = self.silent.saturating_sub(1);
            }
            // `[![License: MIT](…)](…)`, as a project shows how it is.
            Event::Start(Tag::Image { .. }) if self.links > 0 => self.silent += 1,
            Event::End(TagEnd::Image) if self.links > 0 => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ if self.silent > 0 => {}
            Event::Start(Tag::Image { .. }) => self.begin(Alone::Picture),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.links += 1;
                if is_page(&dest_url) {
                    self.begin(Alone::Page);
                }
            }
            Event::End(end @ (TagEnd::Image | TagEnd::Link)) => {
                self.links -= usize::from(end == TagEnd::Link && self.links > 0);
                if let Some((_, end @ None)) = &mut self.alone {
                    *end = Some(self.open.len());
                }
            }
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::InlineHtml(tag) => self.inline(&tag),
            Event::SoftBreak | Event::HardBreak => self.open.push('\n'),
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn begin(&mut self, alone: Alone) {
        if self.open.trim().is_empty() {
            self.alone = Some((alone, None));
        }
    }

    /// What is raised waits for what comes after it, which tells a power from a note's mark.
    fn push(&mut self, text: &str) {
        if let Some((_, inside, false)) = &mut self.raised {
            inside.push_str(text);
            return;
        }
        if self.links > 0 {
            self.linked += block::inked(text);
        }
        if self.strong > 0 {
            self.bold += block::inked(text);
        }
        self.place(text);
        self.open.push_str(text);
    }

    fn inline(&mut self, tag: &str) {
        let name = tag
            .trim_start_matches('<')
            .trim_end_matches(['>', '/', ' ']);
        match name.to_ascii_lowercase().as_str() {
            "br" => self.open.push('\n'),
            name @ ("sup" | "sub") => {
                self.place("");
                self.raised = Some((name == "sup", String::new(), false));
            }
            _ if tag.starts_with("</su") => {
                if let Some((_, _, is_whole)) = &mut self.raised {
                    *is_whole = true;
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, next: &str) {
        match self.raised.take() {
            Some((true, inside, _)) => raised::push(&mut self.open, &inside, next),
            Some((false, inside, _)) => raised::push_lowered(&mut self.open, &inside),
            None => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let role = match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.role = self.heading(*level);
                return;
            }
            Tag::BlockQuote(_) => Role::Quotation,
            Tag::Item => Role::Item,
            Tag::FootnoteDefinition(_) => Role::Note,
            Tag::Paragraph => {
                self.close();
                self.role = self.around.last().copied().unwrap_or_default();
                return;
            }
            Tag::TableHead | Tag::TableRow => {
                self.close();
                self.role = Role::Row;
                return;
            }
            Tag::List(_) | Tag::Table(_) => return self.close(),
            _ => return,
        };
        self.close();
        self.around.push(role);
        self.role = role;
    }

    /// The first heading is the title, if it is of the highest level and nothing is above it.
    fn heading(&mut self, level: HeadingLevel) -> Role {
        self.heads += 1;
        if level == HeadingLevel::H1
            && self.heads == 1
            && self.title.is_none()
            && self.around.is_empty()
        {
            Role::Title
        } else {
            Role::Heading
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::TableCell => self.open.push_str(CELL),
            TagEnd::TableRow | TagEnd::TableHead => {
                self.open.truncate(self.open.trim_end_matches(CELL).len());
                self.close();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table => self.close(),
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.close();
                self.around.pop();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        self.place("");
        let text = std::mem::take(&mut self.open);
        let (linked, bold) = (
            std::mem::take(&mut self.linked),
            std::mem::take(&mut self.bold),
        );
        let lead = std::mem::take(&mut self.lead);
        let alone = self
            .alone
            .take()
            .and_then(|(alone, end)| (text.trim_end().len() <= end?).then_some(alone));
        let role = std::mem::replace(
            &mut self.role,
            self.around.last().copied().unwrap_or_default(),
        );
        let role = match alone {
            Some(Alone::Picture) if !is_file(&text) => Role::Caption,
            Some(_) if !matches!(role, Role::Title | Role::Heading) => Role::Furniture,
            _ => role,
        };
        if !text.trim().is_empty() && role.is_text() {
            self.blocks
                .push(Block::new(role, text).marked(linked, bold).led_by(&lead));
        }
    }

    /// The title of the front matter stands first; a heading that says it again goes.
    fn finish(mut self) -> Vec<Block> {
        properties(&mut self.blocks);
        if let Some(title) = self.title {
            let same = |block: &Block| block.text.trim().eq_ignore_ascii_case(title.trim());
            if let Some(first) = self.blocks.first_mut()
                && matches!(first.role, Role::Heading)
                && same(first)
            {
                first.role = Role::Title;
            } else {
                self.blocks.insert(0, Block::new(Role::Title, title));
            }
        }
        self.blocks
    }
}

/// Below the title, what Notion notes of a page: `Status: In progress`, `Tags: bread, rent`.
fn properties(blocks: &mut Vec<Block>) {
    const KNOWN: [&str; 20] = [
        "status",
        "tags",
        "owner",
        "created",
        "created time",
        "created by",
        "last edited",
        "last edited time",
        "last edited by",
        "assignee",
        "assign",
        "priority",
        "due",
        "due date",
        "date",
        "type",
        "url",
        "category",
        "publish date",
        "author",
    ];
    let name = |line: &str| line.split_once(": ").map(|(name, _)| name.to_lowercase());
    let place = blocks
        .iter()
        .take_while(|block| block.role == Role::Title)
        .count();
    let noted = blocks.get(place).is_some_and(|block| {
        let names: Vec<Option<String>> = block.text.lines().map(name).collect();
        let known = names
            .iter()
            .flatten()
            .filter(|name| KNOWN.contains(&name.as_str()))
            .count();
        place > 0
            && block.role == Role::Paragraph
            && names.iter().all(Option::is_some)
            && known >= 2
    });
    if noted {
        blocks.remove(place);
    }
}
