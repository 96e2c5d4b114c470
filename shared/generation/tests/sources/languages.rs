//! The same short article in 28 languages of thirteen scripts: a title, then a sentence a line.

use std::{fs, path::PathBuf};

use domain::OutputKind;

use crate::{hashtags, paragraphs, title, write};

struct Article {
    language: String,
    title: String,
    sentences: Vec<String>,
    /// As a file has it.
    text: String,
    /// Between two sentences.
    joint: &'static str,
}

fn articles() -> Vec<Article> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 28);
    files
        .into_iter()
        .map(|path| {
            let lines = fs::read_to_string(&path).unwrap();
            let language = path.file_stem().unwrap().to_string_lossy().into_owned();
            let joint = if ["zh", "ja"].contains(&language.as_str()) {
                ""
            } else {
                " "
            };
            let paragraphs: Vec<String> = lines
                .trim()
                .split("\n\n")
                .map(|paragraph| paragraph.replace('\n', joint))
                .collect();
            Article {
                language,
                title: paragraphs[0].clone(),
                sentences: lines
                    .lines()
                    .skip(2)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect(),
                text: paragraphs.join("\n\n"),
                joint,
            }
        })
        .collect()
}

#[test]
fn the_title_is_the_source_s() {
    for Article {
        language,
        title: own,
        text,
        ..
    } in articles()
    {
        let blog = write(OutputKind::Blog, &text, &[]);
        assert_eq!(title(&blog), own, "{language}");
        let email = write(OutputKind::Email, &text, &[]);
        assert_eq!(
            email.metadata.subject.as_deref(),
            Some(own.as_str()),
            "{language}"
        );
    }
}

/// Each paragraph is some of the source's sentences, whole, a quotation with who said it.
#[test]
fn posts_are_made_of_whole_sentences() {
    for Article {
        language,
        sentences,
        text,
        joint,
        ..
    } in articles()
    {
        let social = write(OutputKind::Social, &text, &[]);
        let found = paragraphs(&social);
        assert!(found.len() >= 3, "{language}: {}", social.body);
        for paragraph in found {
            let mut rest = paragraph.as_str();
            while !rest.is_empty() {
                let sentence = sentences
                    .iter()
                    .find(|sentence| rest.starts_with(sentence.as_str()));
                let sentence =
                    sentence.unwrap_or_else(|| panic!("{language}: {rest}\n{}", social.body));
                rest = &rest[sentence.len()..];
                rest = rest.strip_prefix(joint).unwrap_or(rest);
            }
        }
    }
}

#[test]
fn no_stop_word_is_a_hashtag_or_a_title() {
    for Article {
        language,
        title: own,
        text,
        ..
    } in articles()
    {
        let social = write(OutputKind::Social, &text, &[]);
        let stop_words = stop_words::lookup(&language).unwrap();
        for tag in hashtags(&social) {
            assert!(
                !stop_words.contains(&tag.to_lowercase().as_str()),
                "{language}: #{tag}"
            );
            assert!(tag.chars().count() > 1, "{language}: #{tag}");
        }
        for heading in write(OutputKind::Blog, &text, &[]).body.lines() {
            if let Some(heading) = heading.strip_prefix("## ") {
                let heading = heading.to_lowercase();
                assert!(
                    !stop_words.contains(&heading.as_str()),
                    "{language}: {heading}"
                );
                assert_ne!(heading, own.to_lowercase(), "{language}");
            }
        }
    }
}

/// Georgian, of which nobody here knows the small words.
#[test]
fn a_language_without_stop_words_has_no_hashtags() {
    let text =
        "პატარა საცხობი ქალაქში ძველი არის. დიდი ქალაქი ლამაზი არის. ცივი მდინარე ახლოს არის.";
    let social = write(OutputKind::Social, text, &[]);
    assert_eq!(hashtags(&social), [] as [String; 0], "{}", social.body);
}

/// To the character: what a paragraph is said to rest on is in the source where it is said to be.
#[test]
fn provenance_counts_the_source_s_characters() {
    for Article {
        language,
        text,
        joint,
        ..
    } in articles()
    {
        let chars: Vec<char> = text.chars().collect();
        for kind in OutputKind::ALL {
            let draft = write(kind, &text, &[]);
            for provenance in &draft.metadata.provenance {
                for passage in &provenance.sources {
                    let (start, end) = (passage.start, passage.end);
                    assert!(start < end && end <= chars.len(), "{language}");
                    let found: String = chars[start..end].iter().collect();
                    assert_eq!(found.trim(), found, "{language}: {found}");
                    let folded = found.split_whitespace().collect::<Vec<_>>().join(joint);
                    let body = draft.body.replace('\n', joint);
                    assert!(
                        body.contains(&folded) || joint.is_empty(),
                        "{language}: {folded}\n{body}"
                    );
                }
            }
        }
    }
}
