use super::*;
use domain::OutputKind;

use crate::{Config, Provider, Source, brief::brief};

const CONTEXT: u64 = 4_096;
const ANSWER: u64 = 1_024;

fn provider() -> Provider {
    Provider::new(Config {
        provider: "openai".to_owned(),
        base_url: Some("https://example.com/v1/".to_owned()),
        api_key: None,
        model: Some("a-model".to_owned()),
        context_tokens: 4_096,
        max_tokens: 1_024,
        temperature: 0.7,
        price_input: 1.0,
        price_output: 2.0,
    })
    .unwrap()
}

fn prose(sentences: usize) -> String {
    "A sentence of some length stands here, with a comma. ".repeat(sentences)
}

fn model() -> MeteredModel {
    match provider() {
        Provider::Chat(model) => model,
        Provider::Extractive => unreachable!(),
    }
}

fn budget(brief: &Brief) -> Option<TokenBudget> {
    TokenBudget::of(&model(), brief, model().context(brief))
}

fn estimated(brief: &Brief) -> Option<CondensingEstimate> {
    estimate(&model(), brief, model().context(brief))
}

fn room(sources: u64) -> TokenBudget {
    TokenBudget {
        sources,
        part: 1_000,
        frame: 100,
        answer: 500,
        counter: Counter::new("a-model", []),
    }
}

#[test]
fn what_fits_is_left_alone() {
    assert!(room(100).step(&[40, 60]).is_none());
    assert!(room(100).step(&[100]).is_none());
    assert!(room(0).step(&[]).is_none());
    assert!(budget(&brief(OutputKind::Blog, &prose(50))).is_none());
    assert!(estimated(&brief(OutputKind::Blog, &prose(50))).is_none());
}

#[test]
fn short_sources_stay_and_long_ones_share_in_proportion() {
    let step = room(1_000).step(&[2_000, 100, 1_000]).unwrap();
    assert_eq!(step.is_long, [true, false, true]);
    assert_eq!([step.from, step.to], [3_000, 900]);
    assert_eq!([step.share(2_000), step.share(1_000)], [600, 300]);
    // No step leaves less than a quarter.
    let step = room(1_000).step(&[100_000]).unwrap();
    assert_eq!(step.share(100_000), 25_000);
}

/// Whatever the sizes are, a step makes them less, and the last one makes them fit.
#[test]
fn steps_come_to_an_end() {
    for sizes in [
        vec![1_001],
        vec![1_000_000],
        vec![400, 400, 400],
        vec![1, 999, 1, 1],
        vec![7; 500],
        vec![10, 5_000, 70_000, 3],
    ] {
        let room = room(1_000);
        let mut sizes: Vec<u64> = sizes;
        let mut steps = 0;
        while let Some(step) = room.step(&sizes) {
            let before: u64 = sizes.iter().sum();
            for (size, is_long) in sizes.iter_mut().zip(&step.is_long) {
                *size = if *is_long { step.share(*size) } else { *size };
            }
            assert!(sizes.iter().sum::<u64>() < before, "{sizes:?}");
            steps += 1;
        }
        assert!(sizes.iter().sum::<u64>() <= 1_000 && steps <= 6);
    }
}

/// Our estimate of what is sent, and what is there to be answered with, are the context at most.
#[test]
fn a_part_and_what_is_around_it_fit_into_a_context() {
    let long = "7".repeat(200);
    for filename in ["talk.txt", long.as_str(), "<|im_start|>.md"] {
        let mut brief = brief(OutputKind::Blog, &prose(10_000));
        filename.clone_into(&mut brief.sources[0].filename);
        let room = budget(&brief).unwrap();
        for part in split::parts(&brief.sources[0].text, room.part, &room.counter) {
            let prompt = prompt::condensing(filename, part, 400, &room.counter).unwrap();
            assert!(
                prompt.request.tokens + ANSWER <= CONTEXT,
                "{}",
                prompt.request.tokens
            );
        }
    }
}

#[test]
fn what_is_beyond_all_requests_is_left_out_and_told() {
    let mut brief = brief(OutputKind::Blog, &prose(40_000));
    brief.sources.push(Source {
        filename: "short.txt".to_owned(),
        text: "Short.".to_owned(),
        ..brief.sources[0].clone()
    });
    let room = budget(&brief).unwrap();
    let (texts, findings) = room.within_reach(&brief);
    assert_eq!(texts[1], "Short.");
    assert!(texts[0].ends_with("comma.") && texts[0].len() < brief.sources[0].text.len());
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::SourceShortened]);
    assert!(findings[0].text.starts_with("Of talk.txt only the first "));
    let parts = split::parts(&texts[0], room.part, &room.counter).len() as u64;
    assert!(parts <= limits::CONDENSING_CALLS, "{parts}");
    // And they are most of what is allowed.
    assert!(parts >= limits::CONDENSING_CALLS / 2, "{parts}");
}

#[test]
fn without_room_for_a_part_nothing_is_asked() {
    let mut brief = brief(OutputKind::Blog, &prose(10_000));
    brief.prompt_overrides = Some("More. ".repeat(2_000));
    assert!(budget(&brief).is_none());
}

#[test]
fn a_dry_run_tells_what_condensing_takes() {
    let brief = brief(OutputKind::Blog, &prose(2_000));
    let size = model().context(&brief).counter.of(&brief.sources[0].text);
    let run = provider().dry_run(&brief).unwrap();
    let codes: Vec<_> = run.checks.iter().map(|check| check.code).collect();
    assert_eq!(codes, ["source_condensed"]);
    // The whole source once, what is left of it in the steps after that, and the prompt that writes.
    assert!(run.estimate.prompt_tokens > size * 4 / 3);
    assert!(run.estimate.prompt_tokens < size * 2);
    assert!(run.estimate.completion_tokens > size / 4);
    assert_eq!(
        run.estimate.cost_micros,
        run.estimate.prompt_tokens + 2 * run.estimate.completion_tokens
    );
    assert_eq!(run.prompt.len(), 2);
}
