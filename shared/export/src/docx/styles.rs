//! The styles and numberings that a document refers to by their names.

use docx_rs::{
    AbstractNumbering, BorderType, Docx, Level, LevelJc, LevelText, LineSpacing, NumberFormat,
    Numbering, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, RunFonts,
    SpecialIndentType, Start, Style, StyleType,
};

/// docx-rs writes this one itself, and nothing into it.
const NORMAL: &str = "Normal";
pub(super) const BODY: &str = "BodyText";
pub(super) const QUOTE: &str = "Quote";
pub(super) const CODE: &str = "Code";
/// Of a table.
pub(super) const CELL: &str = "Cell";
pub(super) const RULE: &str = "Rule";
pub(super) const LIST: &str = "ListParagraph";
pub(super) const LINK: &str = "Hyperlink";
pub(super) const MONOSPACE: &str = "Courier New";

/// The numbering of bullets; those of numbered lists follow it.
pub(super) const BULLETS: usize = 2;
const BULLET: usize = 2;
pub(super) const NUMBERS: usize = 3;
/// Levels that a numbering has in Word.
pub(super) const LEVELS: usize = 9;

/// Twentieths of a point between the margins.
pub(super) const WIDTH: usize = 9_000;

/// In half points.
const SIZE: usize = 22;
const HEADINGS: [usize; 6] = [36, 30, 26, 24, 22, 22];

/// Twentieths of a point from the margin to an item's text.
pub(super) fn indent(level: usize) -> i32 {
    360 * i32::try_from(level + 1).unwrap_or(1)
}

pub(super) fn add(docx: Docx) -> Docx {
    let paragraph = |id: &str, name: &str| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on(NORMAL)
    };
    let spaced = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    let mut docx = docx
        .default_size(SIZE)
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .add_style(paragraph(BODY, "Body Text").line_spacing(spaced(0, 160)));
    for (number, size) in HEADINGS.into_iter().enumerate() {
        let (id, name) = (
            format!("Heading{}", number + 1),
            format!("heading {}", number + 1),
        );
        docx = docx.add_style(
            paragraph(&id, &name)
                .next(BODY)
                .outline_lvl(number)
                .line_spacing(spaced(240, 80))
                .size(size)
                .bold(),
        );
    }
    let mut rule = paragraph(RULE, "Rule");
    let line = ParagraphBorder::new(ParagraphBorderPosition::Bottom).val(BorderType::Single);
    rule.paragraph_property = rule
        .paragraph_property
        .set_borders(ParagraphBorders::with_empty().set(line));
    let code = RunFonts::new().ascii(MONOSPACE).hi_ansi(MONOSPACE);
    docx.add_style(
        paragraph(QUOTE, "Quote")
            .italic()
            .indent(Some(360), None, None, None),
    )
    .add_style(paragraph(CODE, "Code").fonts(code))
    .add_style(rule)
    .add_style(paragraph(CELL, "Cell").line_spacing(spaced(0, 0)))
    .add_style(paragraph(LIST, "List Paragraph").line_spacing(spaced(0, 60)))
    .add_style(
        Style::new(LINK, StyleType::Character)
            .name("Hyperlink")
            .color("0563C1")
            .underline("single"),
    )
    .add_abstract_numbering(levels(BULLET, "bullet", |_| "•".to_owned()))
    .add_abstract_numbering(levels(NUMBERS, "decimal", |level| {
        format!("%{}.", level + 1)
    }))
    .add_numbering(Numbering::new(BULLETS, BULLET))
}

fn levels(id: usize, format: &str, text: impl Fn(usize) -> String) -> AbstractNumbering {
    (0..LEVELS).fold(AbstractNumbering::new(id), |numbering, level| {
        let hanging = Some(SpecialIndentType::Hanging(360));
        let level = Level::new(
            level,
            Start::new(1),
            NumberFormat::new(format),
            LevelText::new(text(level)),
            LevelJc::new("left"),
        )
        .indent(Some(indent(level)), hanging, None, None);
        numbering.add_level(level)
    })
}
