//! One talk as the programs that write transcripts export it, in every file type: whose words, when, and nothing else in what
//! is written from them.

mod saved;
mod tools;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fixture::TranscriptionFixture;
use crate::{
    app::{User, app},
    runtime::Function,
};
use tools::{CAPTIONS, LAYOUTS, Layout, TALK, Times, Voices};

/// Outputs that are written of each file.
const KINDS: [&str; 2] = ["blog", "social"];

#[test]
fn twelve_tools_write_twenty_layouts() {
    let all = || LAYOUTS.iter().chain(CAPTIONS);
    let tools: BTreeSet<&str> = all().map(|layout| layout.tool).collect();
    assert_eq!((tools.len(), LAYOUTS.len(), CAPTIONS.len()), (25, 26, 6));
}

#[tokio::test]
async fn transcripts_in_txt_are_read_right() {
    read_right("txt", LAYOUTS).await;
}

#[tokio::test]
async fn transcripts_in_md_are_read_right() {
    read_right("md", LAYOUTS).await;
}

#[tokio::test]
async fn transcripts_in_docx_are_read_right() {
    read_right("docx", LAYOUTS).await;
}

#[tokio::test]
async fn transcripts_in_pdf_are_read_right() {
    read_right("pdf", LAYOUTS).await;
}

#[tokio::test]
async fn transcripts_in_srt_are_read_right() {
    read_right("srt", CAPTIONS).await;
}

#[tokio::test]
async fn transcripts_in_vtt_are_read_right() {
    read_right("vtt", CAPTIONS).await;
}

async fn read_right(extension: &str, layouts: &[Layout]) {
    let mut talks = Talks::start().await;
    let mut wrong = Vec::new();
    for layout in layouts {
        let written = (layout.write)();
        let bytes = match extension {
            "docx" => saved::docx(&written),
            "pdf" => saved::pdf(&written),
            "vtt" => saved::vtt(&written).into_bytes(),
            _ => written.into_bytes(),
        };
        let name = format!("{}, {}, in {extension}", layout.tool, layout.form);
        let (read, outputs) = talks.upload(extension, &bytes).await;
        let found = said(&read);
        let expected = layout.expected();
        if found != expected {
            wrong.push(format!("{name}: {found:#?}\nnot {expected:#?}"));
        }
        for output in outputs {
            wrong.extend(leaks(&output).map(|leak| format!("{name}: {leak} in {output}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// An account whose projects have one file each.
struct Talks {
    transcriptions: TranscriptionFixture,
    user: User,
    functions: [Function; 4],
    reader: Function,
    writer: Function,
}

impl Talks {
    async fn start() -> Self {
        let mut transcriptions = TranscriptionFixture::start("", []).await;
        transcriptions.set("GENERATION_PROVIDER", "extractive");
        let fixture = &transcriptions.fixture;
        let functions = [
            fixture.function("file-upload", &[]).await,
            fixture.function("transcription-get", &[]).await,
            fixture.function("output-create", &[]).await,
            fixture.function("output-get", &[]).await,
        ];
        let (reader, writer) = (transcriptions.worker().await, fixture.worker().await);
        Self {
            user: app().user(),
            functions,
            reader,
            writer,
            transcriptions,
        }
    }

    /// Its transcription, and what is written of it.
    async fn upload(&mut self, extension: &str, bytes: &[u8]) -> (Value, Vec<Value>) {
        let [upload, transcription, create, get] = &self.functions;
        let fixture = &mut self.transcriptions.fixture;
        let project = self.user.project_row(&mut fixture.rows).await;
        // So that titles are the talk's.
        fixture.sql("UPDATE projects SET title = 'Untitled'").await;
        let uploaded = self
            .user
            .post(&format!("{project}/upload"))
            .file(&format!("talk.{extension}"), bytes)
            .send_to(upload)
            .await
            .expect(201);
        assert_eq!(uploaded.json()["status"], "processing", "{uploaded}");
        self.transcriptions.work(&self.reader).await;
        let path = format!("{}/transcription", uploaded.header("location"));
        let read = self.user.get(&path).send_to(transcription).await;
        let mut outputs = Vec::new();
        for kind in KINDS {
            let request = self.user.post(&format!("{project}/generate/{kind}"));
            let asked = request.json(json!({})).send_to(create).await.expect(202);
            self.transcriptions.fixture.queue.work(&self.writer).await;
            let path = asked.header("location").to_owned();
            let output = self.user.get(&path).send_to(get).await.expect(200).json();
            assert_eq!(output["status"], "completed", "{output}");
            outputs.push(output);
        }
        (read.expect(200).json(), outputs)
    }
}

/// When, in whole seconds, who, and what: a turn is one, whichever pieces it was read in.
type Turn = (Option<i64>, Option<String>, String);

fn said(read: &Value) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for segment in read["segments"].as_array().unwrap() {
        #[expect(clippy::cast_possible_truncation, reason = "seconds of a talk")]
        let start = segment["start"].as_f64().map(|start| start.floor() as i64);
        let speaker = segment["speaker"].as_str().map(str::to_owned);
        let text = segment["text"].as_str().unwrap();
        match turns.last_mut() {
            Some((at, who, said)) if (*at, &*who) == (start, &speaker) => {
                said.push(' ');
                said.push_str(text);
            }
            _ => turns.push((start, speaker, text.to_owned())),
        }
    }
    turns
}

impl Layout {
    fn expected(&self) -> Vec<Turn> {
        TALK.iter()
            .map(|(at, speaker, text)| {
                let start = match self.times {
                    Times::None => None,
                    Times::All => Some(*at),
                };
                let speaker = match self.voices {
                    Voices::None => None,
                    Voices::Named => Some((*speaker).to_owned()),
                    Voices::Called(name) => Some(name(speaker)),
                };
                (start, speaker, (*text).replace(" [laughs]", ""))
            })
            .collect()
    }
}

/// Words of the speakers' names and of the tools' cues.
const NAMES: [&str; 12] = [
    "maya",
    "torres",
    "jon",
    "weber",
    "mayatorres",
    "jonweber",
    "speaker",
    "spk",
    "spk_0",
    "laughs",
    "speaker_00",
    "speaker_01",
];

/// Names, times and sounds in whatever of an output somebody sees.
fn leaks(output: &Value) -> impl Iterator<Item = String> {
    let metadata = &output["metadata"];
    let seen = [
        &output["body"],
        &metadata["title"],
        &metadata["subject"],
        &metadata["keywords"],
        &metadata["posts"],
    ];
    let text = seen.map(Value::to_string).join("\n");
    let words = text.split(|c: char| !(c.is_alphanumeric() || ":_-♪".contains(c)));
    let is_leak = |word: &&str| {
        let lower = word.trim_matches([':', '-']).to_lowercase();
        let parts: Vec<&str> = lower.split(':').collect();
        let is_time = parts.len() > 1
            && parts
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        is_time || word.contains('♪') || NAMES.contains(&lower.as_str())
    };
    words
        .filter(is_leak)
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}
