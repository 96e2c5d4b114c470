//! PDFs.

use super::{
    Case, case,
    made::{drawn, printed},
};
use crate::files::{pdf, stream};

/// A font whose glyph `X` is called by no name that says what it is, and with this map to characters.
fn unnamed(page_one: &str, page_two: &str) -> Vec<u8> {
    let page = |content: usize| {
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {content} 0 R/Resources<</Font<</F 7 0 R/G 8 0 R>>>>>>").into_bytes()
    };
    let content = |text: &str| {
        stream(
            "",
            format!("BT /F 12 Tf 14 TL 50 500 Td {text} ET").as_bytes(),
        )
    };
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_vec(),
        page(5),
        page(6),
        content(page_one),
        content(page_two),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 66/Widths[600 600]\
          /Encoding<</Differences[65/g7/g9]>>/CharProcs<</g7 9 0 R/g9 9 0 R>>>>"
            .to_vec(),
        stream("", b"600 0 0 0 600 700 d1 0 0 600 700 re f"),
    ])
}

pub(super) fn cases() -> Vec<Case> {
    let of = |kind, lines, says| case(kind, "pdf", printed(lines), says);
    let two = "The harbour at Kessel froze in December.¶Boats stayed in the harbour.";
    let said = "The harbour at Kessel froze in December. Boats stayed in the harbour.";
    let turned = |matrix: &str, step: &str| {
        drawn(&format!(
            "BT /F 12 Tf {matrix} Tm (The harbour at Kessel froze in December.) Tj {step} Td (Boats stayed in the harbour.) Tj ET"
        ))
    };
    vec![
        of(
            "slides-bullets.pdf",
            "What owners say¶• Customers come back¶• Wholesale keeps the oven warm¶and the night quiet¶• Restaurants pay late",
            "What owners say | item: Customers come back | item: Wholesale keeps the oven warm and the night quiet | item: Restaurants pay late",
        ),
        of(
            "slides-bullets.pdf",
            "Rules¶- Start small¶- Sell at a market",
            "Rules | item: Start small | item: Sell at a market",
        ),
        of(
            "slides-bullets.pdf",
            "Rules of the owners¶1. Start small and sell¶at a market¶2. Never sign a lease",
            "Rules of the owners | item: Start small and sell at a market | item: Never sign a lease",
        ),
        of(
            "report.pdf",
            "Winter report¶¶The harbour at Kessel froze in December, and the boats¶could not leave for six weeks.¶¶Next steps¶¶The council voted.",
            "Winter report | The harbour at Kessel froze in December, and the boats could not leave for six weeks. | Next steps | The council voted.",
        ),
        of(
            "report.pdf",
            "The ice was thick.¶Figure 3: The north pier.",
            "The ice was thick. | caption: Figure 3: The north pier.",
        ),
        case(
            "report.pdf",
            "pdf",
            drawn(
                "BT /F 24 Tf 50 500 Td (Winter report) Tj /F 12 Tf 0 -40 Td (Small bakeries survive because their customers come back.) Tj ET",
            ),
            "title: Winter report | Small bakeries survive because their customers come back.",
        ),
        of(
            "superscripts.pdf",
            "The virus is 10^-7^ m wide, in 2020^4^ it spread over 30 km^2^.",
            "The virus is 10⁻⁷ m wide, in 2020 it spread over 30 km².",
        ),
        of(
            "superscripts.pdf",
            "CO_2_ fell by 5 percent in 2019.^1^ The 21^st^ century.",
            "CO2 fell by 5 percent in 2019. The 21st century.",
        ),
        of(
            "superscripts.pdf",
            "Add 1^1^/2 cups of H_2_O at 10^3^ Pa.",
            "Add 1 1/2 cups of H2O at 10³ Pa.",
        ),
        of(
            "softhyphen.pdf",
            "The recon\u{ad}¶struction began in the hyper\u{ad}¶market.",
            "The reconstruction began in the hypermarket.",
        ),
        of(
            "softhyphen.pdf",
            "A soft\u{ad}ware com\u{ad}pany was founded.",
            "A software company was founded.",
        ),
        of(
            "softhyphen.pdf",
            "The invest\u{ad}¶ment of the investment bank¶grew.",
            "The investment of the investment bank grew.",
        ),
        of(
            "hyphen-digit-capital.pdf",
            "Doctors saw a COVID-¶19 patient again.",
            "Doctors saw a COVID-19 patient again.",
        ),
        of(
            "hyphen-digit-capital.pdf",
            "The years 2019-¶2021 and the Anglo-¶American team.",
            "The years 2019-2021 and the Anglo-American team.",
        ),
        of(
            "hyphen-digit-capital.pdf",
            "They met at the U-¶Bahn and flew an F-¶16 to MIT-¶Press.",
            "They met at the U-Bahn and flew an F-16 to MIT-Press.",
        ),
        case(
            "fakebold.pdf",
            "pdf",
            drawn(
                "BT /F 12 Tf 50 500 Td (Harbour report) Tj 0.3 0 Td (Harbour report) Tj ET BT /F 12 Tf 50 460 Td (Cod rose.) Tj ET",
            ),
            "Harbour report | Cod rose.",
        ),
        case(
            "fakebold.pdf",
            "pdf",
            drawn(
                "BT /F 12 Tf 50 500 Td (Cod) Tj 0.4 0 Td (Cod) Tj 0.4 0 Td (Cod) Tj 30 0 Td (rose.) Tj ET",
            ),
            "Cod rose.",
        ),
        case(
            "fakebold.pdf",
            "pdf",
            drawn(
                "BT /F 12 Tf 50 500 Td (The rent rose.) Tj ET BT /F 12 Tf 50.2 499.8 Td (The rent rose.) Tj ET",
            ),
            "The rent rose.",
        ),
        case(
            "rotate90.pdf",
            "pdf",
            turned("0 1 -1 0 200 100", "0 -14"),
            said,
        ),
        case(
            "rotate90.pdf",
            "pdf",
            turned("0 -1 1 0 200 500", "0 -14"),
            said,
        ),
        case(
            "rotate90.pdf",
            "pdf",
            turned("-1 0 0 -1 350 100", "0 -14"),
            said,
        ),
        case(
            "junk-before-header.pdf",
            "pdf",
            [b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", &printed(two)[..]].concat(),
            said,
        ),
        case(
            "junk-before-header.pdf",
            "pdf",
            [b"\xEF\xBB\xBF\r\n\r\n", &printed(two)[..]].concat(),
            said,
        ),
        case(
            "junk-before-header.pdf",
            "pdf",
            [&printed(two)[..], b"\n<html>sent on by a proxy</html>\n"].concat(),
            said,
        ),
        case(
            "one-undecodable-glyph.pdf",
            "pdf",
            unnamed(
                "(The harbour froze.) Tj",
                "(Boats stayed) Tj /G 12 Tf (A) Tj",
            ),
            "The harbour froze. | Boats stayed",
        ),
        case(
            "one-undecodable-glyph.pdf",
            "pdf",
            unnamed(
                "/G 12 Tf (B) Tj /F 12 Tf ( The harbour froze.) Tj",
                "(Boats stayed.) Tj",
            ),
            "The harbour froze. | Boats stayed.",
        ),
        case(
            "one-undecodable-glyph.pdf",
            "pdf",
            unnamed(
                "(The harbour froze.) Tj",
                "(The boats ) Tj /G 12 Tf (AB) Tj /F 12 Tf ( stayed.) Tj",
            ),
            "The harbour froze. | The boats stayed.",
        ),
    ]
}
