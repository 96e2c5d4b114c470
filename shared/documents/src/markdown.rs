//! Markdown to its text, by CommonMark's rules.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Headings, paragraphs and items of lists are paragraphs; a row of a table is one, its cells parted by commas. Links and
/// pictures are their texts. Code blocks, HTML, front matter and footnotes' marks are no prose and go.
pub(crate) fn plain(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut text = String::with_capacity(markdown.len());
    let mut silent = 0_usize;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(tag) if is_silent(&tag) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) => {
                silent = silent.saturating_sub(1);
            }
            _ if silent > 0 => {}
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(tag) if is_block(&tag) => text.push_str("\n\n"),
            Event::End(TagEnd::TableCell) => text.push_str(", "),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                text.truncate(text.trim_end_matches([',', ' ']).len());
                text.push_str("\n\n");
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::Table
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition,
            )
            | Event::Rule => text.push_str("\n\n"),
            _ => {}
        }
    }
    text
}

fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle)
    )
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::Table(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
    )
}

#[cfg(test)]
mod tests {
    use crate::read;

    #[test]
    fn markup_goes_and_prose_stays() {
        let markdown = "---\ntitle: T\n---\n# The *big* one\n\nA [link](https://example.com) and\n`code` &amp; ![a picture](p.png). \
            Snake_case stays.<br>\n\n- first\n- second\n  still\n\n```sh\nrm -rf\n```\n\n<div>gone</div>\n\n| a | b |\n|---|---|\n| 1 | two |\n\n\
            > quoted\n\n1. one[^1]\n\n[^1]: the note\n\nSetext\n------\nlast";
        let expected = "The big one\n\nA link and code & a picture. Snake_case stays.\n\nfirst\n\nsecond still\n\na, b\n\n1, two\n\nquoted\n\n\
            one\n\nthe note\n\nSetext\n\nlast";
        assert_eq!(read("md", markdown.as_bytes()).unwrap().text, expected);
    }
}
