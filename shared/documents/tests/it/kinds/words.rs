//! Word documents.

use super::{
    Case, case,
    made::{runs, word},
};

fn table(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| {
        format!(
            "<w:tc>{}</w:tc>",
            cell.split('¶').map(paragraph).collect::<String>()
        )
    };
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

fn paragraph(text: &str) -> String {
    match text.starts_with('<') {
        true => text.to_owned(),
        false => format!("<w:p>{}</w:p>", runs(text)),
    }
}

fn sym(font: &str, code: &str) -> String {
    format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>")
}

fn field(kind: &str, code: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>{code}")
}

pub(super) fn cases() -> Vec<Case> {
    let long = "The left column says that bakeries survive because their customers come back when it rains, and that the rent is \
        the largest risk of all.¶It goes on.";
    let hidden = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here to enter text.</w:t></w:r></w:p>\
        </w:sdtContent></w:sdt>";
    let contents = format!(
        "<w:p>{}</w:p><w:p>{}{}</w:p>",
        field(
            "begin",
            "<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>"
        ) + &field("separate", &runs("Findings 3")),
        runs("Methods 5"),
        field("end", "")
    );
    let formula = |inside: &str| {
        format!(
            "<w:p>{}<m:oMath>{inside}</m:oMath>{}</w:p>",
            runs("It is "),
            runs(" of it.")
        )
    };
    let part =
        |name: &str, text: &str| format!("<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>");
    vec![
        case(
            "nested.docx",
            "docx",
            word(&table(&[&["City", "Rent"], &["Leeds", "900 €"]])),
            "row: City, Rent | row: Leeds, 900 €",
        ),
        case(
            "nested.docx",
            "docx",
            word(&format!(
                "{}¶After it.",
                table(&[&[long, "The oven stays warm."]])
            )),
            "The left column says that bakeries survive because their customers come back when it rains, and that the rent is the \
             largest risk of all. | It goes on. | The oven stays warm. | After it.",
        ),
        case(
            "nested.docx",
            "docx",
            word(&table(&[&[&format!(
                "Above it.¶{}",
                table(&[&["a", "b"]])
            )]])),
            "Above it. | row: a, b",
        ),
        case(
            "softbreaks.docx",
            "docx",
            word("Agenda↵1. Budget of the year↵2. New pier"),
            "Agenda | item: Budget of the year | item: New pier",
        ),
        case(
            "softbreaks.docx",
            "docx",
            word("Kessel Harbour Office↵Pier 4↵1234 Kessel¶It is open."),
            "Kessel Harbour Office | Pier 4 | 1234 Kessel | It is open.",
        ),
        case(
            "softbreaks.docx",
            "docx",
            word("The harbour froze in December,↵and the boats could not leave."),
            "The harbour froze in December, and the boats could not leave.",
        ),
        case(
            "sup.docx",
            "docx",
            word("In 2019^12^ the plant came 4^th^ with 10^-3^ g of CO_2_ on 3 m^3^.^5^"),
            "In 2019 the plant came 4th with 10⁻³ g of CO2 on 3 m³.",
        ),
        case(
            "sup.docx",
            "docx",
            word(&formula(&format!(
                "<m:f>{}{}</m:f>",
                part("num", "3"),
                part("den", "4")
            ))),
            "It is 3/4 of it.",
        ),
        case(
            "sup.docx",
            "docx",
            word(&formula(&format!(
                "<m:sSup>{}{}</m:sSup>",
                part("e", "10"),
                part("sup", "5")
            ))),
            "It is 10⁵ of it.",
        ),
        case(
            "sup.docx",
            "docx",
            word("Add 2½ cups and 1^1^⁄_2_ spoons."),
            "Add 2½ cups and 1 1⁄2 spoons.",
        ),
        case(
            "sym.docx",
            "docx",
            word(&format!(
                "<w:p>{}{}{}</w:p>",
                runs("a "),
                sym("Symbol", "F0A3"),
                runs(" b")
            )),
            "a ≤ b",
        ),
        case(
            "sym.docx",
            "docx",
            word(&format!(
                "<w:p>{}{}</w:p>",
                sym("Symbol", "F06D"),
                runs("m wide")
            )),
            "μm wide",
        ),
        case(
            "sym.docx",
            "docx",
            word(&format!(
                "<w:p>{}{}{}</w:p>",
                runs("first "),
                sym("Wingdings", "F0E0"),
                runs(" next")
            )),
            "first → next",
        ),
        case(
            "sdt.docx",
            "docx",
            word(&format!("{hidden}¶The rest is read.")),
            "The rest is read.",
        ),
        case(
            "sdt.docx",
            "docx",
            word(&format!(
                "<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:p>",
                runs("Inside "),
                runs("and outside.")
            )),
            "Inside and outside.",
        ),
        case(
            "sdt.docx",
            "docx",
            word(&format!("{contents}¶The rest is read.")),
            "The rest is read.",
        ),
    ]
}
