//! Whether generation takes time in proportion to its text, whatever the text is:
//! `cargo run --release -p repostr-generation --example linear -- [--most BYTES] [SHAPE…]`.
//!
//! Each shape is a hostile text, doubled from 48 kB on. Per shape: the processor's time for the largest text and the
//! largest ratio of a text to one of half its length; above 2.2 it is marked, and the exit code is 1. Times below a
//! twentieth of a second say nothing, so they are not compared.

use std::{
    env, fs,
    process::ExitCode,
    time::{Duration, Instant},
};

use domain::{FileId, OutputKind};
use generation::{
    Brief, ChatModel, ChatRequest, Completing, Completion, Prices, Provider, Source, derive,
};
use uuid::Uuid;

const LEAST: usize = 48_000;
const MOST: usize = 6_144_000;
/// Of a text that is twice as long.
const RATIO: f64 = 2.2;
/// The shortest time that is compared.
const NOISE: Duration = Duration::from_millis(50);
/// A shape that takes longer is not doubled any further.
const PATIENCE: Duration = Duration::from_secs(40);
const DEADLINE: Duration = Duration::from_mins(15);

/// The name, what comes once, what is repeated, and what comes once at the end.
const SHAPES: [(&str, &str, &str, &str); 44] = [
    (
        "prose",
        "",
        "The mill stood by the river for years. Its wheel was built by a carpenter from Bern. ",
        "",
    ),
    (
        "endless-lower",
        "It began",
        "! and on it went",
        " and On! it ended.",
    ),
    (
        "endless-lower-late",
        "it began so long ago that nobody knows",
        "! and on",
        "! It ended.",
    ),
    ("upper-at-end", "", "word! word? ", "End"),
    ("far-capital", "", "z. b. u. a. ", "B! c! d"),
    ("same-words", "", "The same words again. ", ""),
    ("same-words-unended", "", "the same words again ", ""),
    (
        "same-two-sentences",
        "",
        "We sell good red apples here. They sell good red apples there. ",
        "",
    ),
    (
        "numbered-same",
        "",
        "Point {n} is that good red apples are sold here. ",
        "",
    ),
    ("one-word-sentences", "", "Go. ", ""),
    ("distinct-words", "", "w{n} ", ""),
    (
        "distinct-sentences",
        "",
        "Name{n} met name{n} in Town{n}. ",
        "",
    ),
    ("thai", "", "ภาษาไทยไม่มีช่องว่างระหว่างคำ", ""),
    ("thai-spaced", "", "ภาษาไทย ไม่มี ช่องว่าง ", ""),
    ("chinese", "", "今天的天气很好我们都去公园散步了", ""),
    ("chinese-stops", "", "今天的天气很好。我们都去公园。", ""),
    ("initials", "", "J. R. R. ", "Tolkien wrote it."),
    ("initials-lower", "", "z. B. u. a. ", ""),
    ("abbreviations", "", "Mr. Dr. Prof. ", "Smith came."),
    ("ellipses", "", "... ", "End."),
    ("stops-closers", "He left.", ")", " He came."),
    ("stops-quotes", "He left.", "”", " He came."),
    ("stops-spaces", "He left.", " ", "He came."),
    ("stops-commas", "He left. ", ", ", "he came."),
    ("open-quotes", "", "“He said ", ""),
    ("open-straight-quotes", "", "\"he said ", ""),
    ("open-single-quotes", "", "'he said ", ""),
    ("single-pairs", "", "'he said so' and ", "so' it' is."),
    ("open-brackets", "", "(he said. ", ""),
    ("nested-brackets", "", "([{", ""),
    ("hashtags", "", "#tag{n} ", ""),
    ("hashtags-joined", "", "#a", ""),
    ("one-long-word", "", "a", ""),
    ("combining", "e", "\u{301}", ""),
    ("emoji-joined", "👩", "\u{200D}👩", ""),
    ("dotted", "", "a.b.", ""),
    ("links", "", "See a.co/( and a.co?! ", ""),
    ("links-glued", "", "a.co?!", ""),
    ("addresses", "", "a@b.co ", ""),
    ("figures", "", "1,000.5 of 12 % ", ""),
    ("dates", "", "On 19 November {y} it rained. ", ""),
    ("placeholders", "", "Dear [your name {n}], {topic} ", ""),
    ("empty-lines", "", "\n\n", "End."),
    (
        "short-lines",
        "",
        "Head {n}\n\n",
        "It is a sentence of some words here.",
    ),
];

fn text(shape: (&str, &str, &str, &str), bytes: usize) -> String {
    let (_, first, repeated, last) = shape;
    let mut text = first.to_owned();
    let mut number = 0;
    while text.len() + last.len() < bytes {
        number += 1;
        let year = 1_000 + number % 1_900;
        let next = repeated.replace("{n}", &number.to_string());
        text.push_str(&next.replace("{y}", &year.to_string()));
    }
    text + last
}

/// Says of the source what a body can hold, in a blog post.
#[derive(Debug)]
struct Parrot;

impl ChatModel for Parrot {
    fn provider(&self) -> &'static str {
        "parrot"
    }

    fn model(&self) -> &'static str {
        "parrot-1"
    }

    fn context_budget(&self) -> u64 {
        30_000
    }

    fn answer_limit(&self) -> u64 {
        30_000
    }

    fn complete<'a>(&'a self, request: &'a ChatRequest, _: Duration) -> Completing<'a> {
        let said = request
            .messages
            .iter()
            .rfind(|message| message.role == "user");
        let said = said.map_or("", |message| message.content.as_str());
        let said = said.split_once("File: ").map_or(said, |(_, said)| said);
        let text = if request.accepts_partial {
            said.chars().take(4_000).collect()
        } else {
            format!("# T\n\n{}", said.chars().take(90_000).collect::<String>())
        };
        let completion = Completion {
            text: Ok(text),
            prompt_tokens: 0,
            completion_tokens: 0,
            retry_adapted: false,
        };
        Box::pin(async { completion })
    }
}

fn brief(kind: OutputKind, text: &str) -> Brief {
    Brief {
        variants: 2,
        ..Brief::new(
            kind,
            "A project",
            vec![Source {
                file_id: FileId(Uuid::nil()),
                filename: "a.txt".to_owned(),
                text: text.to_owned(),
                parts: Vec::new(),
                sha256: None,
            }],
        )
    }
}

/// Time that this thread had a processor, so that other work on the machine changes nothing.
fn processor_time() -> Option<Duration> {
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = times.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn timed(work: impl FnOnce()) -> Duration {
    let (wall, before) = (Instant::now(), processor_time());
    work();
    match (before, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall.elapsed(),
    }
}

/// A name, and what is measured under it.
type Work = (&'static str, fn(&str));

/// What generation does with a text: with the built-in provider, with a model, and when a body is read back.
const WORK: [Work; 5] = [
    ("blog", |text| extractive(OutputKind::Blog, text)),
    ("social", |text| extractive(OutputKind::Social, text)),
    ("email", |text| extractive(OutputKind::Email, text)),
    ("model", |text| {
        write(
            &Provider::chat(Box::new(Parrot), Prices::default()),
            OutputKind::Blog,
            text,
        );
    }),
    ("derive", |text| {
        for (kind, form) in [
            (OutputKind::Blog, "# T\n\n"),
            (OutputKind::Social, "## LinkedIn\n\n"),
        ] {
            // What is none of its kind is read all the same.
            let _derived = derive(kind, &format!("{form}{text}"));
        }
    }),
];

fn extractive(kind: OutputKind, text: &str) {
    write(&Provider::Extractive, kind, text);
}

fn write(provider: &Provider, kind: OutputKind, text: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let brief = brief(kind, text);
    if let Ok(runtime) = runtime {
        // Some texts give no draft: what it took to find that out counts, too.
        let _draft = runtime.block_on(provider.write(&brief, DEADLINE, &mut Vec::new()));
    }
    let _dry_run = provider.dry_run(&brief);
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let mut most = MOST;
    if let Some(place) = arguments.iter().position(|argument| argument == "--most") {
        most = arguments
            .get(place + 1)
            .and_then(|bytes| bytes.parse().ok())
            .unwrap_or(MOST);
        arguments.drain(place..arguments.len().min(place + 2));
    }
    let wanted = |name: &&str| arguments.is_empty() || arguments.iter().any(|asked| asked == name);
    let mut is_linear = true;
    for shape in SHAPES.into_iter().filter(|(name, ..)| wanted(name)) {
        for (work, run) in WORK {
            let (mut bytes, mut before, mut worst) = (LEAST, None::<Duration>, 0.0_f64);
            let mut all = Vec::new();
            while bytes <= most {
                let text = text(shape, bytes);
                let took = timed(|| run(&text));
                if let Some(before) = before.filter(|before| *before >= NOISE) {
                    worst = worst.max(took.as_secs_f64() / before.as_secs_f64());
                }
                all.push(took.as_millis().to_string());
                before = Some(took);
                if took > PATIENCE {
                    break;
                }
                bytes *= 2;
            }
            let mark = if worst > RATIO {
                "  <-- not linear"
            } else {
                ""
            };
            is_linear &= worst <= RATIO;
            println!(
                "{:24}{work:8}{worst:6.2}  {} ms{mark}",
                shape.0,
                all.join(" ")
            );
        }
    }
    if is_linear {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
