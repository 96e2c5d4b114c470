use std::time::{Duration, Instant};

use super::*;
use domain::OutputKind;

use crate::brief::brief;

const SOURCE: &str = "We can do this, she said. It’s the dogs’ day -- and “nobody” doubts it.\n\n\
    Four score and seven years ago our fathers brought forth, upon this continent, a new nation.\n\n\
    Die Würde des Menschen ist unantastbar. 世界是平的，我们都知道。 Le temps passe vite.";

fn quotes(text: &str) -> Quotes {
    Quotes::of(text, &Evidence::of(&brief(OutputKind::Blog, SOURCE)))
}

#[test]
fn what_the_source_has_to_the_letter_is_supported() {
    for text in [
        "She said, “We can do this.”",
        "She said: \"we can do this\"",
        "“WE  CAN\nDO THIS,” she said.",
        "„Die Würde des Menschen ist unantastbar“, heißt es.",
        "»Die Würde des Menschen ist unantastbar«, heißt es.",
        "«\u{a0}Le temps passe vite\u{a0}»",
        "他说：「世界是平的」。",
        "It’s said ‘It's the dogs' day — and \"nobody\" doubts it’ today.",
        "'We can do this' it was.",
        "“Four score … a new nation”",
        "“Four score and seven years ago [Lincoln’s] our fathers”",
        "“[w]e can do this”",
        "> We can do this,\n> she said.",
        "> Four score and seven years ago\n>\n> — Lincoln",
        "It was **“We can do this”** that she said.",
        "“We can do this, she said. It's the dogs’ day”",
        "“We can do this.",
    ] {
        let quotes = quotes(text);
        assert!(quotes.unsupported.is_empty(), "{text}: {quotes:?}");
        assert_eq!(quotes.supported.len(), 1, "{text}");
    }
}

#[test]
fn one_changed_word_is_caught() {
    for text in [
        "She said, “We can't do this.”",
        "“We could do this”",
        "“We ca n do this”",
        "„Die Würde der Menschen ist unantastbar“",
        "«Le temps passe vite et bien»",
        "他说：「世界不是平的」。",
        "‘It's the dogs day — or nobody doubts it’",
        "'We can not do this' it was.",
        "“a new nation … Four score”",
        "“Four … score … nation … continent … day”",
        "> We cannot do this.",
        "“We can do this. Four score and seven years ago”",
        "“We can’t do this.",
        "\"Nothing of the kind was said\", they said.",
        "“Four score and seven year”",
    ] {
        assert!(!quotes(text).unsupported.is_empty(), "{text}");
    }
}

#[test]
fn an_emphasis_is_no_quotation_unless_somebody_said_it() {
    for text in [
        "The so-called “smart home” is here.",
        "It's 5'10\" tall, the dogs' '90s home, rock 'n' roll.",
        "`let x = \"some text in code\"` and\n\n```\n\"more text in code\"\n```",
        "A [link](https://example.com \"with a long title\") here.",
        "> **Note:** an editor's own remark.",
        "Don't, can't, won't; it's the boys' and girls' turn.",
    ] {
        let quotes = quotes(text);
        assert_eq!(quotes.spans().count(), 0, "{text}: {quotes:?}");
    }
    for text in [
        "She said “never again” to them.",
        "“Never!” replied the man.",
        "Her answer: “Never.”",
    ] {
        assert_eq!(quotes(text).unsupported.len(), 1, "{text}");
    }
}

#[test]
fn its_place_in_the_source_is_known() {
    let found = quotes("She said, “our fathers brought forth”.").supported;
    let (at, places) = &found[0];
    assert_eq!(at.start, "She said, ".len());
    let said: String = SOURCE
        .chars()
        .skip(places[0].at.start)
        .take(places[0].at.len())
        .collect();
    assert_eq!(said, "our fathers brought forth");
}

/// However many apostrophes stand in it, and however many marks open before it.
#[test]
fn a_single_mark_finds_its_end() {
    let girls = "the girls' ".repeat(200);
    let opened = "‘tis a ‘word ".repeat(200);
    for text in [
        format!("‘It was {girls} turn’ she said."),
        format!("'It was {} turn' she said.", "the girls’ ".repeat(200)),
        format!("‚It was {girls} turn‘ she said."),
        format!("{opened}and ‘never will we go there’ she said."),
    ] {
        let found = quotes(&text).unsupported;
        let end = text.find(" she said").unwrap();
        assert!(found.iter().any(|at| at.end == end), "{found:?}");
    }
    // One in another.
    let text = "She said ‘he wrote ‘we never can’ to us’ then.";
    let at = quotes(text).unsupported.remove(0);
    assert_eq!(&text[at], "‘he wrote ‘we never can’ to us’");
    for text in [
        "‘We can do this’ dogs’ days’",
        "'We can do this' dogs' days'",
    ] {
        assert_eq!(quotes(text).supported.len(), 1, "{text}");
    }
}

#[test]
fn marks_that_open_and_never_close_are_no_burden() {
    let started = Instant::now();
    for text in ["‘a ".repeat(30_000), "‚a ".repeat(30_000)] {
        assert_eq!(quotes(&text).spans().count(), 0);
    }
    let took = started.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}");
}
