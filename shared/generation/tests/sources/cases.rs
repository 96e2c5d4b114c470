//! Each file of `documents`' cases, written of as a user would see it.

use domain::{OutputKind, Role};

use crate::{
    hashtags, paragraphs,
    reading::{self, named},
    title, write,
};

/// A name, a time or a sound is beside what is said, and none of it.
#[test]
fn nobody_s_name_or_time_is_in_a_text() {
    let mut spoken = 0;
    for reading in reading::all() {
        if reading.parts.iter().all(|part| part.role != Role::Turn) {
            continue;
        }
        spoken += 1;
        for kind in OutputKind::ALL {
            let draft = write(kind, &reading.text, &reading.parts);
            let metadata = &draft.metadata;
            let mut written = vec![draft.body.clone()];
            written.extend(metadata.subject.clone());
            written.extend(metadata.preview_text.clone());
            written.extend(metadata.derived.keywords.clone());
            written.extend(hashtags(&draft));
            for text in written {
                for name in reading.speakers() {
                    let is_initial = name.chars().count() < 3;
                    assert!(
                        is_initial || !text.contains(name),
                        "{}: {name} in {text}",
                        reading.name
                    );
                }
                let is_time = |word: &str| {
                    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
                    digits.contains(':')
                        && digits.split(':').all(|part| part.parse::<f64>().is_ok())
                };
                assert!(
                    !text.split_whitespace().any(is_time),
                    "{}: {text}",
                    reading.name
                );
                assert!(!text.contains('♪'), "{}: {text}", reading.name);
            }
        }
    }
    assert!(spoken > 40, "{spoken}");
}

#[test]
fn a_stated_title_is_the_title() {
    let mut stated = 0;
    for reading in reading::all() {
        let Some(own) = reading.title() else { continue };
        stated += 1;
        let blog = write(OutputKind::Blog, &reading.text, &reading.parts);
        assert_eq!(
            title(&blog).replace('\\', "").to_lowercase(),
            own.to_lowercase(),
            "{}",
            reading.name
        );
    }
    assert!(stated > 10, "{stated}");
}

/// Every paragraph of a post ends where a sentence of the source does, and is in it to the letter.
#[test]
fn posts_end_with_their_sentences() {
    for reading in reading::all() {
        let social = write(OutputKind::Social, &reading.text, &reading.parts);
        if social
            .metadata
            .checks
            .iter()
            .any(|check| check.code == "post_too_long")
        {
            continue;
        }
        for paragraph in paragraphs(&social) {
            let end = paragraph.trim_end_matches(|c: char| "\"'“”’»)]」』".contains(c));
            let is_ended =
                end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '۔', '؟', '։']);
            let is_whole = reading
                .text
                .split("\n\n")
                .any(|own| own.ends_with(&paragraph));
            assert!(is_ended || is_whole, "{}: {paragraph}", reading.name);
        }
    }
}

/// Of each kind, what the text is called and what it is tagged with.
#[test]
fn titles_and_hashtags_are_what_the_source_is_about() {
    for (name, expected, tags) in [
        ("winter-bread.md", "Winter Bread", ""),
        (
            "one-paragraph-per-line.txt",
            "Winter Bread and the Price of Rent",
            "TenYearLease",
        ),
        ("quotes-en.txt", "Bread in the rain", "BakeryOwner"),
        ("initials.txt", "Writers and their day jobs", "Poems"),
        (
            "lang-es.txt",
            "Las panaderías pequeñas en las grandes ciudades",
            "PrecioAlto",
        ),
        ("lang-ar.txt", "المخابز الصغيرة في المدن الكبيرة", ""),
        ("lang-hi.txt", "छोटी बेकरी और बड़ा शहर", "बारिश मालिक"),
        ("lang-zh.txt", "大城市里的小面包店", "店主 面包"),
        ("newsletter.html", "Why small bakeries win in the rain", ""),
        ("obsidian.md", "Bread notes", ""),
        (
            "transcript-rev.txt",
            "We doubled our revenue in eleven months",
            "",
        ),
        (
            "transcript-otter.txt",
            "We doubled our revenue in eleven months",
            "",
        ),
    ] {
        let reading = named(name);
        let blog = write(OutputKind::Blog, &reading.text, &reading.parts);
        assert_eq!(title(&blog), expected, "{name}");
        let social = write(OutputKind::Social, &reading.text, &reading.parts);
        let posts = social.metadata.derived.posts.unwrap();
        assert_eq!(posts[0].hashtags.join(" "), tags, "{name}");
    }
}

/// Facts that begin like greetings stay, and all of them.
#[test]
fn every_fact_is_told() {
    let reading = named("pleasantry.txt");
    let blog = write(OutputKind::Blog, &reading.text, &reading.parts);
    for sentence in reading
        .text
        .split("\n\n")
        .flat_map(|own| own.split_inclusive(". "))
    {
        assert!(
            blog.body.contains(sentence.trim()),
            "{sentence}\n{}",
            blog.body
        );
    }
}

/// The answers are told, and neither the questions nor the greetings.
#[test]
fn an_interview_is_its_answers() {
    for name in [
        "transcript-rev.txt",
        "transcript-otter.txt",
        "transcript-riverside.txt",
        "sdh-long.srt",
    ] {
        let reading = named(name);
        let blog = write(OutputKind::Blog, &reading.text, &reading.parts);
        for said in [
            "When we opened in 2014",
            "Wholesale changed everything.",
            "Start with one product",
        ] {
            assert!(blog.body.contains(said), "{name}: {said}");
        }
        for out in [
            "Welcome back",
            "Thanks for having me",
            "?",
            "otter.ai",
            "chuckles",
        ] {
            assert!(!blog.body.contains(out), "{name}: {out}\n{}", blog.body);
        }
    }
}

#[test]
fn a_question_stays_where_its_answer_needs_it() {
    let talk = |turns: &[(&str, &str)]| {
        let texts: Vec<&str> = turns.iter().map(|(_, text)| *text).collect();
        let part = |(speaker, text): &(&str, &str)| generation::Part {
            role: Role::Turn,
            speaker: Some((*speaker).to_owned()),
            chars: text.chars().count(),
        };
        let parts: Vec<_> = turns.iter().map(part).collect();
        write(OutputKind::Blog, &texts.join("\n\n"), &parts).body
    };
    let body = talk(&[
        ("Ana", "How did the press begin?"),
        (
            "Ben",
            "We began in a small garage with two old presses from a school.",
        ),
        ("Ana", "Is printing still worth it?"),
        (
            "Ben",
            "Yes, it pays for the paper. Forty schools print their own books with our machines.",
        ),
        (
            "Ana",
            "This episode is brought to you by Nordbrot. Use code PRESS for ten percent off.",
        ),
        (
            "Ben",
            "Paper costs twice as much as it did in the year when we began.",
        ),
    ]);
    assert!(
        body.contains("Is printing still worth it? Yes, it pays for the paper."),
        "{body}"
    );
    for out in ["How did", "Nordbrot", "code"] {
        assert!(!body.contains(out), "{out}: {body}");
    }
}

/// Somebody's words are whole with who said them, or not there.
#[test]
fn a_quotation_is_whole_or_out() {
    let text = "Bread in the rain\n\nBakers in four cities keep the oven warm in the rain. “The oven must never go cold. Cafes order bread \
        every day.” The rent for a bakery rose by nine percent in a year.\n\nJon Weber, a baker from Leeds, told us: “A lease is \
        the largest risk for a bakery. The street can be closed for months.” Customers of a bakery accept a high price.";
    for kind in OutputKind::ALL {
        let body = write(kind, text, &[]).body;
        assert!(!body.contains("Cafes order"), "{body}");
        let whole = "told us: “A lease is the largest risk for a bakery. The street can be closed for months.”";
        assert_eq!(
            body.contains("The street can be closed"),
            body.contains(whole),
            "{body}"
        );
    }
}
