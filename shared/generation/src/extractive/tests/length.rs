//! Whatever a source takes for a sentence, no text is longer than an output can be.

use proptest::sample::select;

use super::*;

const PIECES: [&str; 16] = [
    "a",
    "字",
    "ภ",
    "*",
    "\\_a",
    "word ",
    "word, ",
    "W. ",
    "word\n\n",
    "A sentence of some words stands here. ",
    "A paragraph of some words stands here.\n\n",
    "Head\n\nA paragraph of some words stands here.\n\n",
    "- An item\n\n",
    "“He said so” ",
    "Ann: Yes.\n\nBob: No.\n\n",
    "#tag ",
];

/// Of so many bytes at least.
fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len())) + "\n\n"
}

/// The length of the body, where there is one.
fn length(asked: &Brief) -> usize {
    write(asked).map_or(0, |draft| draft.body.chars().count())
}

#[test]
fn one_long_sentence_is_told_as_far_as_there_is_room() {
    for (piece, longer) in [("a", 400_000), ("字", 400_000), ("word, ", 400_000)] {
        for kind in OutputKind::ALL {
            let asked = Brief {
                title: "untitled".to_owned(),
                target_length: Some(10_000),
                ..brief(kind, &repeated(piece, longer))
            };
            let length = length(&asked);
            assert!(
                (1..=limits::OUTPUT_BODY).contains(&length),
                "{piece}: {length}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_body_has_room_for_all_of_it(
        pieces in prop::collection::vec((select(PIECES.as_slice()), prop_oneof![1_usize..1_000, 100_000_usize..150_000]), 1..3),
        title in select(["A year", "untitled"].as_slice()),
        kind in select(OutputKind::ALL.as_slice()),
        words in 50_u32..=10_000,
    ) {
        let pieces = pieces.into_iter();
        let text: String = pieces.map(|(piece, bytes)| repeated(piece, bytes)).collect();
        let asked = Brief { title: title.to_owned(), target_length: Some(words), ..brief(kind, &text) };
        let length = length(&asked);
        prop_assert!(length <= limits::OUTPUT_BODY, "{length}");
    }
}
