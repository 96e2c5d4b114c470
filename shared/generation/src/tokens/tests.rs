use std::fs;

use super::*;

fn counter() -> Counter {
    Counter::new(
        "gpt-4o",
        ["A text in English, and it is long enough for that."],
    )
}

/// `dev/count-tokens` asks the tokenizers themselves.
#[test]
fn an_estimate_is_within_fifteen_percent_of_what_tokenizers_count() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    let mut lines = include_str!("measured.tsv")
        .lines()
        .map(|line| line.split('\t'));
    let models: Vec<&str> = lines.next().unwrap().skip(1).collect();
    let mut wrong = Vec::new();
    for mut line in lines {
        let path = line.next().unwrap();
        let text = fs::read_to_string(format!("{root}{path}")).unwrap();
        for (model, counted) in models.iter().zip(line) {
            let counted: u64 = counted.parse().unwrap();
            let estimated = Counter::new(model, [text.as_str()]).of(&text);
            if estimated * 100 < counted * 85 || estimated * 100 > counted * 115 {
                wrong.push(format!("{path}, {model}: {estimated} for {counted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_model_is_known_by_its_name_whoever_serves_it() {
    for (model, family) in [
        ("gpt-4o-mini", Family::O200k),
        ("openai/gpt-5-mini", Family::O200k),
        ("gpt-4-turbo", Family::Cl100k),
        ("meta-llama/Llama-3.3-70B-Instruct", Family::Llama3),
        ("llama3.1:8b", Family::Llama3),
        ("Qwen/Qwen2.5-7B-Instruct", Family::Qwen),
        ("google/gemma-3-12b-it", Family::Gemini),
        ("mistral-small-latest", Family::Tekken),
        ("mistral:7b", Family::Llama2),
        ("claude-sonnet-4-5", Family::Claude),
        ("SmolLM2-135M", Family::Unknown),
        ("", Family::Unknown),
    ] {
        assert_eq!(Family::of(model), family, "{model}");
    }
}

#[test]
fn a_model_that_is_not_known_is_counted_as_the_one_that_takes_most() {
    for text in [
        "Die Anlegestelle war im März 2021 zu, und niemand wusste es.",
        "四十七年前，我们的先辈在这个大陆上创立了一个新国家。",
        "Kahdeksankymmentäseitsemän vuotta sitten isämme perustivat kansakunnan.",
    ] {
        let unknown = Counter::new("a-model", [text]).of(text);
        for model in [
            "gpt-4o", "gpt-4", "llama3", "gemini", "qwen", "llama2", "claude",
        ] {
            assert!(
                unknown >= Counter::new(model, [text]).of(text),
                "{model}: {text}"
            );
        }
    }
}

#[test]
fn of_two_languages_in_one_script_the_dearer_counts() {
    let (english, finnish) = (
        "The ferry was late again, and nobody on the pier was surprised by that.",
        "Lautta oli taas myöhässä, eikä kukaan laiturilla ollut siitä yllättynyt lainkaan, koska se on \
         ollut myöhässä koko kesän, ja ihmiset ovat tottuneet odottamaan sitä rannalla kahvin kanssa.",
    );
    let alone = Counter::new("gpt-4o", [english]).of(english);
    let beside = Counter::new("gpt-4o", [english, finnish]).of(english);
    assert!(beside > alone, "{beside}, {alone}");
}

#[test]
fn digits_are_counted_as_the_model_does() {
    assert_eq!(counter().of("1863"), 2);
    assert_eq!(Counter::new("gemini-2.0", []).of("1863"), 4);
}

#[test]
fn a_prefix_fits_and_one_character_more_does_not() {
    let text = "Grüße, 世界! 42 times over, 12345 \n\n🎉 of them.";
    let counter = counter();
    for tokens in 0..=counter.of(text) {
        let kept = counter.prefix(text, tokens);
        assert!(counter.of(kept) <= tokens);
        if let Some(next) = text[kept.len()..].chars().next() {
            assert!(counter.of(&text[..kept.len() + next.len_utf8()]) > tokens);
        }
    }
}

#[test]
fn parts_are_together_no_less_than_the_whole() {
    let text = "Grüße, 世界! 42 times over, 12345 \n\n🎉 of them.";
    let counter = counter();
    for (at, _) in text.char_indices() {
        let parts = counter.of(&text[..at]) + counter.of(&text[at..]);
        assert!(parts >= counter.of(text), "{at}");
    }
}
