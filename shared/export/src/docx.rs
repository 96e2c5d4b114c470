//! A Word document (Office Open XML, ECMA-376), with styles by which Word and LibreOffice know headings and lists.

mod styles;

use std::io::Cursor;

use docx_rs::{
    BreakType, Docx, Hyperlink, HyperlinkType, IndentLevel, LevelOverride, Numbering, NumberingId,
    Paragraph, Run, RunFonts, Table, TableCell, TableRow, WidthType,
};

use crate::{
    Document, ExportError,
    blocks::{Block, Kind, Marker, Span},
};

pub(crate) fn write(document: &Document<'_>, blocks: &[Block]) -> Result<Vec<u8>, ExportError> {
    let mut docx = styles::add(Docx::new())
        .created_at(document.updated_at)
        .updated_at(document.updated_at);
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        if let Kind::Cell { .. } = block.kind {
            let cells = after.iter().take_while(|block| continues(block)).count() + 1;
            let (of_table, after) = rest.split_at(cells);
            docx = docx
                .add_table(table(of_table))
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
            docx = docx.add_paragraph(paragraph(block));
            rest = after;
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.pack(&mut bytes)
        .map_err(|error| ExportError::Unwritable(error.to_string()))?;
    Ok(bytes.into_inner())
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

fn paragraph(block: &Block) -> Paragraph {
    let paragraph = filled(Paragraph::new(), &block.spans);
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

fn filled(mut paragraph: Paragraph, spans: &[Span]) -> Paragraph {
    for spans in spans.chunk_by(|a, b| a.style.link == b.style.link) {
        match spans.first().and_then(|span| span.style.link.as_ref()) {
            Some(url) => {
                let link = Hyperlink::new(url, HyperlinkType::External);
                let runs = spans.iter().map(|span| run(span).style(styles::LINK));
                paragraph = paragraph.add_hyperlink(runs.fold(link, Hyperlink::add_run));
            }
            None => paragraph = spans.iter().map(run).fold(paragraph, Paragraph::add_run),
        }
    }
    paragraph
}

fn run(span: &Span) -> Run {
    let mut run = Run::new();
    for (number, line) in span.text.trim_end_matches('\n').split('\n').enumerate() {
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

fn table(cells: &[Block]) -> Table {
    let rows = cells.chunk_by(|_, next| !matches!(next.kind, Kind::Cell { first: true, .. }));
    let rows = rows.map(|cells| {
        let cell = |block: &Block| TableCell::new().add_paragraph(paragraph(block));
        TableRow::new(cells.iter().map(cell).collect())
    });
    let rows: Vec<_> = rows.collect();
    let columns = rows.first().map_or(1, |row| row.cells.len().max(1));
    // In fiftieths of a percent; the grid in twentieths of a point.
    Table::new(rows)
        .set_grid(vec![styles::WIDTH / columns; columns])
        .width(5_000, WidthType::Pct)
}
