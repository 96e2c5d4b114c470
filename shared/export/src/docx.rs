//! A Word document (Office Open XML, ECMA-376), with styles by which Word and LibreOffice know headings and lists.

mod direction;
mod styles;

use std::io::Cursor;

use docx_rs::{
    BreakType, Comment, Docx, Hyperlink, HyperlinkType, IndentLevel, LevelOverride, Numbering,
    NumberingId, Paragraph, Run, RunFonts, Table, TableCell, TableRow, WidthType,
};

use crate::{
    Document, ExportError,
    blocks::{Block, Kind, Marker, Span},
    marks::{self, Piece},
};

/// Who says what stands at the margin.
const AUTHOR: &str = "Repostr";

pub(crate) fn write(document: &Document<'_>, blocks: &[Block]) -> Result<Vec<u8>, ExportError> {
    let mut docx = styles::add(Docx::new())
        .created_at(document.updated_at)
        .updated_at(document.updated_at);
    let usual = direction::usual(blocks);
    let comments = comments(document);
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        if let Kind::Cell { .. } = block.kind {
            let cells = after.iter().take_while(|block| continues(block)).count() + 1;
            let (of_table, after) = rest.split_at(cells);
            docx = docx
                .add_table(table(of_table, usual, &comments))
                .add_paragraph(Paragraph::new());
            rest = after;
        } else {
            if let Kind::Item {
                marker:
                    Marker::Number {
                        number,
                        list,
                        start,
                    },
                level,
            } = block.kind
                && number == start
            {
                docx = docx.add_numbering(numbering(list, level, start));
            }
            docx = docx.add_paragraph(paragraph(block, usual, &comments));
            rest = after;
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut parts = docx.build();
    mark_right_to_left(&mut parts.document)?;
    parts
        .pack(&mut bytes)
        .map_err(|error| ExportError::Unwritable(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// docx-rs knows no run from right to left: those that are have a property of its that nothing else here has.
fn mark_right_to_left(document: &mut Vec<u8>) -> Result<(), ExportError> {
    let xml = std::str::from_utf8(document)
        .map_err(|error| ExportError::Unwritable(error.to_string()))?;
    *document = xml.replace("<w:specVanish />", "<w:rtl />").into_bytes();
    Ok(())
}

/// Whether a table goes on: the first cell of a header begins another.
fn continues(block: &Block) -> bool {
    matches!(block.kind, Kind::Cell { header, first } if !(header && first))
}

/// Each numbered list counts for itself.
fn numbering(list: usize, level: usize, start: u64) -> Numbering {
    let start = usize::try_from(start).unwrap_or(1);
    let level = level.min(styles::LEVELS - 1);
    Numbering::new(styles::BULLETS + list, styles::NUMBERS)
        .add_override(LevelOverride::new(level).start(start))
}

fn paragraph(block: &Block, usual: bool, comments: &[Comment]) -> Paragraph {
    // Code is read from the left, whatever its comments are in.
    let is_from_right = !matches!(block.kind, Kind::Code) && direction::is_from_right(block, usual);
    let mut paragraph = commented(Paragraph::new(), &block.spans, is_from_right, comments);
    if is_from_right {
        paragraph.property = paragraph.property.bidi(true);
    }
    match block.kind {
        Kind::Heading(level) => paragraph.style(&format!("Heading{level}")),
        Kind::Quote => paragraph.style(styles::QUOTE),
        Kind::Code => paragraph.style(styles::CODE),
        Kind::Rule => paragraph.style(styles::RULE),
        Kind::Item { level, marker } => {
            let level = level.min(styles::LEVELS - 1);
            let id = match marker {
                Marker::Bullet => styles::BULLETS,
                Marker::Number { list, .. } => styles::BULLETS + list,
                Marker::None => {
                    return paragraph.style(styles::LIST).indent(
                        Some(styles::indent(level)),
                        None,
                        None,
                        None,
                    );
                }
            };
            paragraph
                .style(styles::LIST)
                .numbering(NumberingId::new(id), IndentLevel::new(level))
        }
        Kind::Cell { .. } => paragraph.style(styles::CELL),
        Kind::Paragraph => paragraph.style(styles::BODY),
    }
}

/// The text without references, and the comments that belong to its end.
fn parted(spans: &[Span]) -> Vec<(Vec<Span>, Vec<usize>)> {
    let mut parts: Vec<(Vec<Span>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
    for span in spans {
        for piece in marks::pieces(&span.text) {
            match (piece, parts.last_mut()) {
                (Piece::Reference(number), Some((_, numbers))) => numbers.push(number),
                (Piece::Text(text), Some((spans, numbers))) if numbers.is_empty() => {
                    spans.push(span_of(text, span));
                }
                (Piece::Text(text), _) => parts.push((vec![span_of(text, span)], Vec::new())),
                (Piece::Reference(_), None) => {}
            }
        }
    }
    parts
}

fn span_of(text: &str, of: &Span) -> Span {
    Span {
        text: text.to_owned(),
        style: of.style.clone(),
    }
}

/// A paragraph's text, and at the margin what is said of it.
fn commented(
    mut paragraph: Paragraph,
    spans: &[Span],
    is_from_right: bool,
    comments: &[Comment],
) -> Paragraph {
    for (spans, numbers) in parted(spans) {
        let here: Vec<&Comment> = numbers
            .iter()
            .filter_map(|number| comments.get(number.checked_sub(1)?))
            .collect();
        for comment in &here {
            paragraph = paragraph.add_comment_start((*comment).clone());
        }
        paragraph = filled(paragraph, &spans, is_from_right);
        for comment in &here {
            paragraph = paragraph.add_comment_end(comment.id);
        }
    }
    paragraph
}

/// One for each note, which Word shows at the margin.
fn comments(document: &Document<'_>) -> Vec<Comment> {
    let comment = |(id, note): (usize, &String)| {
        Comment::new(id)
            .author(AUTHOR)
            .date(document.updated_at)
            .add_paragraph(Paragraph::new().add_run(Run::new().add_text(note)))
    };
    (1..).zip(document.notes).map(comment).collect()
}

fn filled(mut paragraph: Paragraph, spans: &[Span], is_from_right: bool) -> Paragraph {
    for spans in spans.chunk_by(|a, b| a.style.link == b.style.link) {
        let link = spans.first().and_then(|span| span.style.link.as_ref());
        let runs = spans.iter().flat_map(|span| runs(span, is_from_right));
        paragraph = if let Some(url) = link {
            let link = Hyperlink::new(url, HyperlinkType::External);
            let runs = runs.map(|run| run.style(styles::LINK));
            paragraph.add_hyperlink(runs.fold(link, Hyperlink::add_run))
        } else {
            runs.fold(paragraph, Paragraph::add_run)
        };
    }
    paragraph
}

/// One for each direction.
fn runs(span: &Span, is_from_right: bool) -> Vec<Run> {
    direction::parts(span, is_from_right)
        .into_iter()
        .map(|(text, is_right)| {
            let mut run = run(text, span);
            if is_right {
                run.run_property = run.run_property.spec_vanish();
            }
            run
        })
        .collect()
}

fn run(text: &str, span: &Span) -> Run {
    let mut run = Run::new();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    let style = &span.style;
    run = if style.bold { run.bold() } else { run };
    run = if style.italic { run.italic() } else { run };
    run = if style.strike { run.strike() } else { run };
    if style.code {
        run = run.fonts(
            RunFonts::new()
                .ascii(styles::MONOSPACE)
                .hi_ansi(styles::MONOSPACE),
        );
    }
    run
}

fn table(cells: &[Block], usual: bool, comments: &[Comment]) -> Table {
    let rows = cells.chunk_by(|_, next| !matches!(next.kind, Kind::Cell { first: true, .. }));
    let rows = rows.map(|cells| {
        let cell =
            |block: &Block| TableCell::new().add_paragraph(paragraph(block, usual, comments));
        TableRow::new(cells.iter().map(cell).collect())
    });
    let rows: Vec<_> = rows.collect();
    let columns = rows.first().map_or(1, |row| row.cells.len().max(1));
    // In fiftieths of a percent; the grid in twentieths of a point.
    Table::new(rows)
        .set_grid(vec![styles::WIDTH / columns; columns])
        .width(5_000, WidthType::Pct)
}
