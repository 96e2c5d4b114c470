//! What is done with a text, from reading it as a file to exporting what was written.

use std::time::Duration;

use documents::{DocumentError, Turn, read_bounded};
use domain::{FileId, OutputKind};
use export::{Document, ExportedFile, Format, Kind, export};
use generation::{
    Brief, ChatModel, ChatRequest, Completing, Completion, Prices, Provider, Source, derive,
};
use uuid::Uuid;

const DEADLINE: Duration = Duration::from_mins(15);

/// A name, and what is measured under it.
pub(crate) type Work = (&'static str, fn(&str));

/// Reading it as each kind of file; generation with the built-in provider and with a model, and reading its body back; and
/// exporting it.
pub(crate) const WORK: [Work; 14] = [
    ("txt", |text| read("txt", text.as_bytes())),
    ("md", |text| read("md", text.as_bytes())),
    ("html", |text| read("html", text.as_bytes())),
    ("srt", |text| read("srt", cues(text, ',').as_bytes())),
    ("vtt", |text| {
        read("vtt", format!("WEBVTT\n\n{}", cues(text, '.')).as_bytes());
    }),
    ("docx", |text| {
        if let Some(ExportedFile::Binary(bytes)) = exported(text, Format::Docx) {
            read("docx", &bytes);
        }
    }),
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
    ("to-html", |text| drop(exported(text, Format::Html))),
    ("to-docx", |text| drop(exported(text, Format::Docx))),
    ("to-txt", |text| drop(exported(text, Format::Text))),
];

/// By the child that reads all files of users.
fn read(extension: &str, bytes: &[u8]) {
    let reading = async { read_bounded(&Turn::wait().await, extension, bytes).await };
    // Any other reason is as good as a text: what it took to find it counts.
    if let Some(Err(error @ (DocumentError::TooSlow | DocumentError::Unavailable))) =
        block_on(reading)
    {
        println!("{extension}: {error}");
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> Option<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    Some(runtime.ok()?.block_on(work))
}

/// A cue for each line, in `SubRip`'s form and, with a point, in `WebVTT`'s.
fn cues(text: &str, mark: char) -> String {
    let cue = |(number, line): (usize, &str)| {
        let (minutes, seconds) = (number / 60 % 60, number % 60);
        let hours = number / 3_600;
        let time = format!("{hours:02}:{minutes:02}:{seconds:02}{mark}");
        format!("{time}000 --> {time}900\n{line}\n\n")
    };
    text.lines().enumerate().map(cue).collect()
}

/// `None` of what is too large for an export.
fn exported(text: &str, format: Format) -> Option<ExportedFile> {
    let document = Document {
        title: "A project",
        updated_at: "2026-01-01T00:00:00Z",
        body: text,
        kind: Kind::Post,
        notes: &[],
    };
    export(&document, format).ok()
}

fn extractive(kind: OutputKind, text: &str) {
    write(&Provider::Extractive, kind, text);
}

fn write(provider: &Provider, kind: OutputKind, text: &str) {
    let brief = brief(kind, text);
    // Some texts give no draft: what it took to find that out counts, too.
    let _draft = block_on(provider.write(&brief, DEADLINE, &mut Vec::new()));
    let _dry_run = provider.dry_run(&brief);
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
                text_version: None,
            }],
        )
    }
}
