//! What a PDF says beside the letters that it draws: fields, texts of pieces, fonts' numbers, pages that are alike.

use crate::{
    files::{page, pdf, stream},
    reason, text,
};

const HELVETICA: &str =
    "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

/// A page with this content, of these annotations; further objects are from 5 on.
fn annotated(content: &str, annotations: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<<{HELVETICA}>>/Annots[{annotations}]>>"
    );
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        stream("", content.as_bytes()),
    ];
    objects.extend_from_slice(more);
    pdf(&objects)
}

fn shown(content: &str) -> String {
    let file = page(stream("", content.as_bytes()), "", &[]);
    text("pdf", &file)
}

/// A drawing of an annotation, 200 points wide.
fn drawing(text: &str) -> Vec<u8> {
    stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<<{HELVETICA}>>"),
        format!("/Tx BMC BT /F 12 Tf 2 5 Td ({text}) Tj ET EMC").as_bytes(),
    )
}

#[test]
fn what_is_written_into_a_form_stands_behind_its_labels() {
    let content = "BT /F 12 Tf 50 500 Td (Name:) Tj 0 -40 Td (Boat:) Tj 0 -40 Td (Why do you sail?) Tj \
                   0 -80 Td (Thank you for your answers.) Tj ET";
    let widget = |kind: &str, rect: &str, more: &str| {
        format!("<</Type/Annot/Subtype/Widget{kind}/Rect[{rect}]{more}>>")
    };
    let annotations = [
        widget("/FT/Tx", "100 415 300 435", "/AP<</N 6 0 R>>"),
        widget("/Parent 9 0 R", "100 385 300 405", "/F 4"),
        widget("/FT/Tx", "100 455 300 475", "/AP<</N 5 0 R>>"),
        widget("/FT/Tx", "100 495 300 515", "/AP<</N 7 0 R>>"),
        widget("/FT/Btn/Ff 65536", "100 300 300 320", "/AP<</N 8 0 R>>"),
        widget("/FT/Tx/F 2", "100 300 300 320", "/AP<</N 8 0 R>>"),
        widget("/FT/Tx/Ff 8192", "100 300 300 320", "/AP<</N 8 0 R>>"),
        "<</Subtype/FreeText/Rect[100 300 300 320]/Contents(a note)/AP<</N 8 0 R>>>>".to_owned(),
        "<</Subtype/Text/Rect[100 300 300 320]/Contents(a note)>>".to_owned(),
    ];
    let more = [
        drawing("Night Ferry"),
        drawing(""),
        drawing("Maya Torres"),
        drawing("none of the text"),
        b"<</FT/Tx/V<FEFF0053006500E1006E002000730061007900730020006E006F002E>>>".to_vec(),
    ];
    let file = annotated(content, &annotations.concat(), &more);
    assert_eq!(
        text("pdf", &file),
        "Page(1) Name: Maya Torres\n\nBoat: Night Ferry\n\nWhy do you sail?\n\nSeán says no.\n\nThank you for your answers.\n"
    );
}

/// The maker of a form can make a circle of its fields.
#[test]
fn fields_in_a_circle_say_nothing() {
    let circle = b"<</Parent 5 0 R>>".to_vec();
    let widget = "<</Subtype/Widget/Rect[0 0 9 9]/Parent 5 0 R>>";
    let file = annotated("BT /F 12 Tf 50 500 Td (A form.) Tj ET", widget, &[circle]);
    assert_eq!(text("pdf", &file), "Page(1) A form.\n");
}

#[test]
fn a_piece_stands_for_the_text_that_it_is_said_to_be() {
    let span = |text: &str, drawn: &str| format!("/Span <</ActualText {text}>> BDC {drawn} Tj EMC");
    let begun = "BT /F 12 Tf 14 TL 50 500 Td";
    let ligature = format!("{begun} (De) Tj {} (ne) Tj ET", span("(fi)", "(X)"));
    assert_eq!(shown(&ligature), "Page(1) Define\n");
    let word = format!(
        "{begun} (The ) Tj {} ( sails.) Tj ET",
        span("<FEFF006600650072007200790021>", "(XYZ)")
    );
    assert_eq!(shown(&word), "Page(1) The ferry! sails.\n");
    // A tab after a mark is no border of a cell.
    let tab = format!(
        "{begun} (They) Tj {} (sail.) Tj ET",
        span("<FEFF0009>", "( )")
    );
    assert_eq!(shown(&tab), "Page(1) They sail.\n");
    let hyphen = format!(
        "{begun} (The recon) Tj {} 20 -20 Td (struction began.) Tj ET",
        span("<FEFF00AD>", "(-)")
    );
    assert_eq!(shown(&hyphen), "Page(1) The reconstruction began.\n");
    // What is never closed stays open.
    let open = "BT /F 12 Tf 50 500 Td EMC EMC /Span BMC (The boats) Tj ( stay.) Tj ET";
    assert_eq!(shown(open), "Page(1) The boats stay.\n");
}

#[test]
fn a_head_that_is_called_so_is_none_of_the_text() {
    let artifact = |kind: &str, text: &str| {
        format!("/Artifact <</Type/Pagination{kind}>> BDC ({text}) Tj EMC 0 -40 Td ")
    };
    let head = artifact("/Attached[/Top]", "Winter report");
    let foot = artifact("/Subtype/Footer", "Page one");
    let of_table = artifact("/Subtype/Header", "Year and rent");
    let page_of = |pieces: &str| format!("BT /F 12 Tf 50 500 Td {pieces} ET");
    let content = page_of(&format!(
        "{head}(The rent rose.) Tj 0 -40 Td {of_table}{foot}"
    ));
    assert_eq!(shown(&content), "Page(1) The rent rose.\n\nYear and rent\n");
    // A page that has nothing else has that.
    assert_eq!(shown(&page_of(&head)), "Page(1) Winter report\n");
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\x10\x20\x30\x40",
    );
    let scan = page(
        stream(
            "",
            format!("{} q 400 0 0 600 0 0 cm /I Do Q", page_of(&head)).as_bytes(),
        ),
        "/XObject<</I 5 0 R>>",
        &[picture],
    );
    // Beside a picture it is not what the page says.
    assert_eq!(reason("pdf", &scan), "source_empty");
}

/// A page whose font `N` is this.
fn numbered(content: &[u8], font: String) -> Vec<u8> {
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</N 5 0 R>>>>>>".to_vec(),
        stream("", content),
        font.into_bytes(),
    ])
}

/// A font of Windows that the PDF leaves to the viewer, and whose glyphs it numbers.
#[test]
fn a_known_fonts_numbers_are_letters() {
    let of = |name: &str| {
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[<</Type/Font\
             /Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
             /DW 500/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 32>>>>]>>"
        );
        let content = b"BT /N 12 Tf 50 500 Td <00250070005100700049004C00460048> Tj ET";
        numbered(content, font)
    };

    assert_eq!(text("pdf", &of("Arial,Bold")), "Page(1) Bénéfice\n");
    assert_eq!(text("pdf", &of("TimesNewRomanPSMT")), "Page(1) Bénéfice\n");
    assert_eq!(reason("pdf", &of("Unheardof")), "source_garbled");
}

/// Letters of a title or a chart, a little apart, where the line draws its spaces.
#[test]
fn letters_that_stand_apart_beside_spaces_are_words() {
    let content = "BT /F 12 Tf 1.6 Tc 50 500 Td (Heart rate) Tj 0 Tc 0 -40 Td (at ) Tj 1.8 Tc (AM and) Tj ( PM) Tj ET";
    assert_eq!(shown(content), "Page(1) Heart rate\n\nat AM and PM\n");
    // Without them, what stands apart is a word.
    let content = "BT /F 12 Tf 50 500 Td [(Cod)-150(and)-150(rope)] TJ ET";
    assert_eq!(shown(content), "Page(1) Cod and rope\n");
}

/// Pages of these lines, each with the point at which it begins.
fn placed(pages: &[Vec<(u32, u32, String)>]) -> String {
    let count = pages.len();
    let kids: Vec<String> = (0..count)
        .map(|page| format!("{} 0 R", 3 + 2 * page))
        .collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {count}>>").into_bytes(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let content = 4 + 2 * page;
        let shown: Vec<String> = lines
            .iter()
            .map(|(x, y, line)| format!("BT /F 12 Tf {x} {y} Td ({line}) Tj ET"))
            .collect();
        let shown = shown.join(" ");
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {content} 0 R/Resources<<{HELVETICA}>>>>"
            )
            .into_bytes(),
        );
        objects.push(stream("", shown.as_bytes()));
    }
    text("pdf", &pdf(&objects))
}

fn lines(lines: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
    let owned = |(x, y, line): &(u32, u32, &str)| (*x, *y, (*line).to_owned());
    lines.iter().map(owned).collect()
}

#[test]
fn items_hang_from_their_marks() {
    // The text of an item begins behind its mark, and so do its other lines.
    let hanging = lines(&[
        (50, 500, "\\225  Every boat leaves when forty"),
        (62, 486, "seats are sold."),
        (50, 472, "\\225  A seat costs four euros."),
        (50, 458, "The council voted in the spring of that year."),
    ]);
    let read = "Page(1) Every boat leaves when forty seats are sold.\n\nA seat costs four euros.";
    assert!(placed(&[hanging]).starts_with(read));
    // Some programs draw the marks after all text.
    let apart = lines(&[
        (62, 500, "Every boat leaves when forty"),
        (62, 486, "seats are sold."),
        (62, 472, "A seat costs four euros."),
        (50, 500, "\\225 "),
        (50, 472, "\\225 "),
    ]);
    assert_eq!(placed(&[apart]), format!("{read}\n"));
}

#[test]
fn what_is_drawn_last_above_all_comes_first() {
    let page = lines(&[
        (50, 450, "The rent rose in March."),
        (50, 420, "It fell in May."),
        (50, 390, "It rose in June."),
        (50, 500, "Rents of a year"),
    ]);
    assert!(placed(&[page]).starts_with("Page(1) Rents of a year"));
}

/// As Chrome draws what stands vertically.
#[test]
fn characters_below_each_other_are_a_line() {
    let column: String = ["5CF6", "306E", "8239"]
        .map(|letter| format!("/Span <</ActualText <FEFF{letter}>>> BDC (X) Tj EMC 0 -14 Td "))
        .concat();
    let content = format!("BT /F 12 Tf 300 500 Td {column}-20 42 Td {column} ET");
    assert_eq!(shown(&content), "Page(1) 島の船島の船\n");
}

#[test]
fn what_a_browser_prints_around_a_page_is_none_of_it() {
    let page = |count: &str, head: &str| {
        lines(&[
            (50, 580, head),
            (50, 500, "The rent rose in March, and the bakers stayed."),
            (50, 470, "It fell in May."),
            (50, 20, count),
        ])
    };
    let text = "Page(1) The rent rose in March, and the bakers stayed. It fell in May.\n";
    assert_eq!(
        placed(&[page("1/1", "11/30/26, 6:37 PM Rents of a year")]),
        text
    );
    assert_eq!(
        placed(&[page(
            "https://rents.example/ 1/1",
            "30.11.2026, 18:37 Rents"
        )]),
        text
    );
    // A fraction of something is no number of a page, and a date of its own stays.
    let own = placed(&[page("1/3", "11/30/26, 6:37 PM the oven went cold.")]);
    assert!(own.contains("oven") && own.contains("1/3"), "{own}");
}

/// A row of figures is on each page of a table, and a book's head is another in each chapter.
#[test]
fn a_head_counts_pages_and_a_row_does_not() {
    let page = |number: u32, head: &str, row: &str| {
        let words = ["one", "two", "three", "four"][number as usize - 1];
        lines(&[
            (50, 580, head),
            (50, 500, &format!("Boats of the harbour {words}.")),
            (50, 470, &format!("They sailed in year {words}.")),
            (50, 440, &format!("They stayed in year {words}.")),
            (50, 410, &format!("Nobody saw them in {words}.")),
            (50, 20, row),
        ])
    };
    let book = placed(&[
        page(1, "Ice 27", "A 4 B 7"),
        page(2, "Cold rope 28", "A 9 B 1"),
        page(3, "Night boats 29", "A 3 B 8"),
        page(4, "The council 30", "A 2 B 2"),
    ]);
    assert!(
        book.contains("A 4 B 7") && book.contains("A 2 B 2"),
        "{book}"
    );
    assert!(!book.contains("27") && !book.contains("council"), "{book}");
}

/// TeX draws an accent, goes back, and draws the letter.
#[test]
fn an_accent_over_a_letter_is_the_letters() {
    let content =
        "BT /F 12 Tf 50 500 Td [(f\\250)333(ur Ren\\264)333(e, gar)-60(c)500(\\270)-100(on)] TJ ET";
    assert_eq!(shown(content), "Page(1) für René, garçon\n");
    // Beside a letter it is a sign of its own.
    let content = "BT /F 12 Tf 50 500 Td (The path ~user and 5^2.) Tj ET";
    assert_eq!(shown(content), "Page(1) The path ~user and 5^2.\n");
}

#[test]
fn the_lines_of_a_title_are_one() {
    let content = "BT /F 24 Tf 100 500 Td (The night ferry) Tj 40 -29 Td (of Kessel) Tj ET BT /F 12 Tf 50 400 Td \
                   (When the harbour froze, the boats could not leave for six weeks.) Tj ET";
    let read = "Page(1) The night ferry of Kessel\n\nWhen the harbour froze, the boats could not leave for six weeks.\n";
    assert_eq!(shown(content), read);
}

/// A name of two capitals is divided like any other word, where it is written whole elsewhere.
#[test]
fn a_divided_name_is_whole_again() {
    let page = |end: &'static str| {
        lines(&[
            (
                50,
                500,
                "We call our boat NightRope, and the old one Anglo-Saxon, in the book of",
            ),
            (50, 486, end),
            (50, 472, "Rope sails."),
        ])
    };
    assert!(
        placed(&[page("the harbour, and it is said that this Night-")])
            .contains("this NightRope sails")
    );
    assert!(
        placed(&[page("the harbour, and it is said that this Cold-")])
            .contains("this Cold-Rope sails")
    );
}

/// As courts print them, before their lines or drawn apart.
#[test]
fn numbers_of_lines_are_none_of_the_text() {
    let said = [
        "THE COURT:",
        "The boat",
        "left the",
        "harbour at",
        "midnight,",
        "and nobody",
        "saw it",
        "before",
        "the ice",
        "had gone.",
    ];
    let height = |place: usize| u32::try_from(500 - 20 * place).unwrap();
    let before =
        (0..said.len()).map(|place| (50, height(place), format!("{}  {}", place + 1, said[place])));
    let mut apart: Vec<(u32, u32, String)> = (0..said.len())
        .map(|place| (50, height(place), (place + 1).to_string()))
        .collect();
    apart.extend((0..said.len()).map(|place| (90, height(place), said[place].to_owned())));
    for page in [before.collect(), apart] {
        let read = placed(&[page]);
        assert!(
            read.contains("THE COURT:") && read.contains("saw it"),
            "{read}"
        );
        // That of the page.
        assert_eq!(read.matches(char::is_numeric).count(), 1, "{read}");
    }
    // Fewer are a list.
    let few = lines(&[
        (50, 500, "1  Rope"),
        (50, 480, "2  Cod"),
        (50, 460, "3  Ice"),
    ]);
    assert!(placed(&[few]).contains('3'));
}

/// As a magazine begins an article.
#[test]
fn a_large_first_letter_belongs_to_its_word() {
    let page = |letter: &str, first: &str| {
        let content = format!(
            "BT /F 40 Tf 50 470 Td ({letter}) Tj ET BT /F 12 Tf 14 TL 90 486 Td ({first}) Tj T* (and a harbour that froze in winter.) Tj \
             -40 -14 Td (Nobody left the harbour.) Tj ET"
        );
        shown(&content)
    };
    let read = page("W", "hen the boats stayed, there was a boat");
    assert!(
        read.starts_with("Page(1) When the boats stayed, there was a boat and a harbour"),
        "{read}"
    );
    let read = page("A", "harbour is a place, a boat is none,");
    assert!(read.starts_with("Page(1) A harbour is a place"), "{read}");
}

/// The words of a cell go on below it, and the next row begins at the left.
#[test]
fn a_transcript_in_a_table_has_its_speakers() {
    let turns = [
        (
            "00:00:03",
            "Maya Torres",
            "What happened to the boats in",
            "the winter of that year?",
        ),
        (
            "00:00:14",
            "Ole Brandt",
            "The harbour froze, and we could",
            "not leave for six weeks.",
        ),
        (
            "00:00:27",
            "Maya Torres",
            "And then the islanders voted on",
            "what they wanted?",
        ),
        (
            "00:00:31",
            "Ole Brandt",
            "They did, and nearly all of them",
            "asked us to stay.",
        ),
    ];
    let lines = turns
        .iter()
        .zip(0..)
        .flat_map(|((time, name, said, more), row)| {
            let y = 500 - 40 * row;
            [
                (50, y, *time),
                (130, y, *name),
                (230, y, *said),
                (230, y - 14, *more),
            ]
            .map(|(x, y, text)| (x, y, text.to_owned()))
        });
    let read = placed(&[lines.collect()]);
    assert!(
        read.contains("The harbour froze, and we could not leave for six weeks."),
        "{read}"
    );
    assert!(
        read.contains("start: 14.0, end: 27.0") && read.contains("<Ole Brandt>"),
        "{read}"
    );
}

/// An invoice for each of two has no heads: what stands at the edges of both is theirs.
#[test]
fn pages_that_are_alike_keep_their_edges() {
    let page = |words: [&'static str; 6]| {
        let height = |place: u32| 500 - 40 * place;
        let lines = (0..).zip(words);
        lines
            .map(|(place, words)| (50, height(place), words.to_owned()))
            .collect()
    };
    let invoice = ["Invoice 7", "Rope", "Cod", "Ice", "Sum", "Printed by Boats"];
    let copies = placed(&[page(invoice), page(invoice)]);
    assert_eq!(copies.matches("Invoice 7").count(), 2, "{copies}");
    assert_eq!(copies.matches("Printed by").count(), 2, "{copies}");
    let other = [
        "Invoice 7",
        "Nets",
        "Tar",
        "Oars",
        "Oil",
        "Printed by Boats",
    ];
    let report = placed(&[page(invoice), page(other)]);
    assert!(
        report.contains("Rope") && report.contains("Oars"),
        "{report}"
    );
    assert!(!report.contains("Invoice"), "{report}");
}

/// Shapes alone on one page, and a font that isn't there, are that page's.
#[test]
fn a_page_that_no_reader_can_read_leaves_the_others() {
    let shapes = "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 65/Widths[600]\
                  /Encoding<</Differences[65/g7]>>/CharProcs<</g7 8 0 R>>>>";
    let page = |content: u8| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {content} 0 R/Resources<</Font<</S 7 0 R/F<</Type/Font/Subtype/Type1\
             /BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        .into_bytes()
    };
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_vec(),
        page(5),
        page(6),
        stream(
            "",
            b"BT /S 12 Tf 50 500 Td (AAAA) Tj /Gone 12 Tf (AAAA) Tj ET",
        ),
        stream("", b"BT /F 12 Tf 50 500 Td (The harbour froze.) Tj ET"),
        shapes.into(),
        stream("", b"600 0 0 0 600 700 d1 0 0 600 700 re f"),
    ]);
    assert_eq!(text("pdf", &file), "Page(2) The harbour froze.\n");
}
