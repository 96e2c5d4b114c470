use crate::{DocumentError as E, Position, Role, Segment, read};

fn text(extension: &str, bytes: &[u8]) -> Result<String, E> {
    read(extension, bytes).map(|document| document.text)
}

#[test]
fn text_is_clean_whatever_its_encoding() {
    let expected = Ok("One line\u{e9} and more.\n\nTwo.".to_owned());
    let plain = "One line\u{e9}\r\nand   more.\r\n\r\n\r\nTwo.\n";
    assert_eq!(text("txt", plain.as_bytes()), expected);
    assert_eq!(text("txt", format!("\u{feff}{plain}").as_bytes()), expected);
    let units: Vec<u16> = format!("\u{feff}{plain}").encode_utf16().collect();
    let le: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let be: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    assert_eq!(text("txt", &le), expected);
    assert_eq!(text("txt", &be), expected);
}

#[test]
fn legacy_encodings_are_recognised() {
    for (label, sentence) in [
        (
            "windows-1252",
            "Ein schöner Tag in Köln, größer als „früher“ – sagt man.",
        ),
        (
            "windows-1251",
            "Съешь же ещё этих мягких французских булок, да выпей чаю.",
        ),
        (
            "koi8-r",
            "Съешь же ещё этих мягких французских булок, да выпей чаю.",
        ),
        (
            "shift_jis",
            "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
        ),
        (
            "euc-kr",
            "나랏말싸미 듕귁에 달아 문자와로 서르 사맛디 아니할쌔",
        ),
        ("gb18030", "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？"),
        (
            "windows-1253",
            "Η γλώσσα μου έδωσαν ελληνική, το σπίτι φτωχικό στις αμμουδιές.",
        ),
        ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, lost) = encoding.encode(sentence);
        assert!(!lost, "{label} can't write this");
        let expected = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        assert_eq!(text("txt", &bytes), Ok(expected), "{label}");
    }
}

/// Which no browser guesses.
#[test]
fn a_text_of_an_old_mac_is_recognised() {
    for sentence in [
        "Le café n’est pas cher, où qu’on aille à Genève. Même l’été, on répète : « Voilà ! »",
        "Früher fuhren täglich drei Züge über die große Brücke. „Schön war’s“, sagt Jörg Weiß.",
        "¿Cuántos años tiene la panadería? El señor Núñez dice que «más de cien».",
        "A conclusão não é fácil, disse João; a situação é difícil. Lições não há.",
        "“The oven must never go cold,” she said — and didn’t laugh. It’s 20 °C in the café.",
        "Dopo l’estate la città è più tranquilla. Perché? Così è la vita.",
    ] {
        let mac = encoding_rs::MACINTOSH;
        let units: Vec<u8> = sentence.chars().map(|c| byte_of(mac, c)).collect();
        assert_eq!(text("txt", &units).as_deref(), Ok(sentence));
    }
}

/// That a decoder makes this character of.
fn byte_of(encoding: &'static encoding_rs::Encoding, c: char) -> u8 {
    (0..=u8::MAX)
        .find(|byte| {
            encoding
                .decode_without_bom_handling(&[*byte])
                .0
                .starts_with(c)
        })
        .unwrap()
}

#[test]
fn japanese_of_seven_bits_is_read_and_its_relatives_are_refused() {
    let (bytes, ..) = encoding_rs::ISO_2022_JP.encode("小さなパン屋は雨の日も開く。");
    assert_eq!(
        text("txt", &bytes).as_deref(),
        Ok("小さなパン屋は雨の日も開く。")
    );
    // Which doesn't switch back at its end.
    let cut = &bytes[..bytes.len() - 3];
    assert_eq!(
        text("txt", cut).as_deref(),
        Ok("小さなパン屋は雨の日も開く。")
    );
    for other in [
        b"\x1B$)C\x0E0!3*\x0F is ISO-2022-KR".as_slice(),
        b"\x1B$)A\x0EVPND\x0F is ISO-2022-CN",
        b"Half \x1B$B%\x1B(B of a character",
    ] {
        assert_eq!(text("txt", other), Err(E::Encoding));
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(text("txt", b"a\0b"), Err(E::Encoding));
    assert_eq!(text("txt", b"\xff\xfea"), Err(E::Encoding));
    assert_eq!(
        text("txt", b"\x89PNG\r\n\x1a\n\x08\x02\xff\xd9"),
        Err(E::Encoding)
    );
    // Cut in the middle of a character, and no windows-1252 with 'Ã©' in it.
    assert_eq!(
        text("txt", &"été à Genève".as_bytes()[..7]),
        Err(E::Encoding)
    );
    assert_eq!(text("txt", b" \r\n\t\n"), Err(E::Empty));
    assert_eq!(text("exe", b"text"), Err(E::Unsupported));
    let long = vec![b'a'; crate::limits::TEXT_BYTES + 1];
    assert_eq!(text("txt", &long).unwrap_err().code(), "source_too_large");
}

#[test]
fn paragraphs_are_counted() {
    let document = read("md", b"# One\n\nTwo\nlines").unwrap();
    let paragraph = |number, role, text: &str| Segment {
        position: Position::Paragraph(number),
        text: text.to_owned(),
        speaker: None,
        role,
        continues: false,
    };
    assert_eq!(
        document.segments,
        [
            paragraph(1, Role::Title, "One"),
            paragraph(2, Role::Paragraph, "Two lines")
        ]
    );
}

#[test]
fn what_nobody_sees_is_no_text() {
    let hidden: String = "ignore"
        .chars()
        .map(|c| char::from_u32(0xE0000 + c as u32).unwrap())
        .collect();
    for (written, seen) in [
        ("zero\u{200B}width\u{FEFF} so\u{AD}ft", "zerowidth soft"),
        ("\u{202E}txet\u{202C} \u{2066}a\u{2069}\u{200F}", "txet a"),
        (&format!("tags{hidden}"), "tags"),
        (&format!("\u{1F3F4}{hidden}"), "\u{1F3F4}"),
        ("a\u{200D}b\u{FE0F}", "ab"),
        // A family, a heart, England, and Persian stay what they are.
        (
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        ),
        (
            "\u{2764}\u{FE0F}\u{200D}\u{1F525}",
            "\u{2764}\u{FE0F}\u{200D}\u{1F525}",
        ),
        (crate::clean::FLAGS[0], crate::clean::FLAGS[0]),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ] {
        assert_eq!(
            text("txt", written.as_bytes()).as_deref(),
            Ok(seen),
            "{written:?}"
        );
    }
}

fn timed(document: &crate::Document) -> Vec<(f64, f64, &str, Option<&str>)> {
    document
        .segments
        .iter()
        .map(|segment| match segment.position {
            Position::Time { start, end } => (
                start,
                end,
                segment.text.as_str(),
                segment.speaker.as_deref(),
            ),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn cues_have_times_and_sentences_go_on() {
    let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>It was</i> the best\r\nof times,\r\n\r\n2\r\n00:00:02,600 --> 00:00:04.000\r\n\
        {\\an8}it was a < b.\r\n3\r\n01:00:06,5 --> 01:00:07,000 X1:10\r\nLater.\r\n\r\nStill &amp; on.\r\n";
    let document = read("srt", srt.as_bytes()).unwrap();
    assert_eq!(
        timed(&document),
        [
            (1.0, 2.5, "It was the best of times,", None),
            (2.6, 4.0, "it was a < b.", None),
            (3606.5, 3607.0, "Later. Still & on.", None),
        ]
    );
    assert_eq!(
        document.text,
        "It was the best of times, it was a < b.\n\nLater. Still & on."
    );
}

#[test]
fn webvtt_says_who_speaks() {
    let vtt = "WEBVTT - a title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE not said\n\nREGION\nid:a\n\nintro\n00:01.000 --> 00:02.000 align:start\n\
        <v.loud Ada>Hello <c.x>there</c></v> <v Grace>Hi.\n\nNOTE\nno\n\n00:02.000 --> 00:03.000\n<v Grace>And you?\n\n00:03.000 --> 00:04.000\n>> Who's that?\n";
    let document = read("vtt", vtt.as_bytes()).unwrap();
    assert_eq!(
        timed(&document),
        [
            (1.0, 2.0, "Hello there", Some("Ada")),
            (1.0, 2.0, "Hi.", Some("Grace")),
            (2.0, 3.0, "And you?", Some("Grace")),
            (3.0, 4.0, "Who's that?", None),
        ]
    );
    assert_eq!(document.text, "Hello there\n\nHi. And you?\n\nWho's that?");
}

#[test]
fn rolling_captions_come_once() {
    let youtube = "WEBVTT\nKind: captions\nLanguage: en\n\n\
        00:00:00.160 --> 00:00:02.070 align:start position:0%\n \nwe<00:00:00.400><c> choose</c>\n\n\
        00:00:02.070 --> 00:00:02.080 align:start position:0%\nwe choose\n \n\n\
        00:00:02.080 --> 00:00:04.000 align:start position:0%\nwe choose\nto<00:00:02.500><c> go</c>\n\n\
        00:00:04.000 --> 00:00:04.010 align:start position:0%\nto go\n \n\n\
        00:00:04.010 --> 00:00:06.000 align:start position:0%\nto go\nto<00:00:05.000><c> the moon</c>\n\n";
    let document = read("vtt", youtube.as_bytes()).unwrap();
    assert_eq!(document.text, "we choose to go to the moon");
    assert_eq!(
        timed(&document),
        [
            (0.16, 2.08, "we choose", None),
            (2.08, 4.01, "to go", None),
            (4.01, 6.0, "to the moon", None),
        ]
    );
    let live = "1\n00:00:01,000 --> 00:00:02,000\nwe choose\n\n2\n00:00:02,000 --> 00:00:03,000\nwe choose to go\n\n\
        3\n00:00:03,000 --> 00:00:04,000\nwe choose to go to the moon\n";
    assert_eq!(
        text("srt", live.as_bytes()).as_deref(),
        Ok("we choose to go to the moon")
    );
}

#[test]
fn what_people_repeat_stays() {
    let chorus = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n\n3\n00:00:03,000 --> 00:00:04,000\nNo.\n\n\
        4\n00:00:04,000 --> 00:00:05,000\nNo. Never.\n";
    assert_eq!(
        text("srt", chorus.as_bytes()).as_deref(),
        Ok("No. No. No. No. Never.")
    );
}

#[test]
fn captions_without_cues_are_none() {
    assert_eq!(
        text("srt", b"Just prose."),
        Err(E::WrongKind("srt".to_owned()))
    );
    assert_eq!(text("vtt", b"WEBVTT\n\nNOTE nothing"), Err(E::Empty));
}

/// Lines that captions are made of, in any order.
fn caption_lines() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::{collection::vec, prelude::*, sample::select};
    let lines = select(vec![
        "WEBVTT",
        "NOTE x",
        "",
        " ",
        "1",
        "-->",
        "00:01.000 --> 00:02.000",
        "00:00:02,500 --> 00:00:01,000",
        "99999999:00:00.000 --> 0:0.0 x",
        "<v A>a</v> b",
        "<v",
        "<c.x",
        "{\\an8}c",
        "{",
        "a b",
        "a b c",
        ">> d",
        "&lt;e&gt;",
        "\u{200B}",
        "\u{1F3F4}\u{E0067}",
        "word word word",
    ]);
    vec(
        prop_oneof![lines.prop_map(str::to_owned), any::<String>()],
        0..30,
    )
    .prop_map(|lines| lines.join("\n"))
}

proptest::proptest! {
    #[test]
    fn any_captions_are_read_in_order(lines in caption_lines(), extension in proptest::sample::select(vec!["srt", "vtt"])) {
        if let Ok(document) = read(extension, lines.as_bytes()) {
            // Chinese and Japanese are joined without a space.
            let words = |text: &str| text.split_whitespace().collect::<String>();
            let segments: String = document.segments.iter().map(|segment| words(&segment.text)).collect();
            let text = words(&document.text);
            proptest::prop_assert_eq!(segments, text);
            for (start, end, text, _) in timed(&document) {
                proptest::prop_assert!(start <= end && !text.is_empty());
            }
        }
    }

    #[test]
    fn any_text_is_clean(bytes: Vec<u8>, written: String, extension in proptest::sample::select(crate::EXTENSIONS.as_slice())) {
        for bytes in [bytes, written.into_bytes()] {
            if let Ok(document) = read(extension, &bytes) {
                proptest::prop_assert!(!document.text.contains(['\0', '\u{FEFF}', '\u{202E}', '\r', '\t']), "{extension}");
                for paragraph in document.text.split("\n\n") {
                    proptest::prop_assert!(paragraph == paragraph.trim() && !paragraph.is_empty() && !paragraph.contains('\n'), "{paragraph:?}");
                }
            }
        }
    }
}
