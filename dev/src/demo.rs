//! The main job, end to end: a text goes in, a blog post, a social set and an email come out.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use domain::limits;
use serde_json::{Value, json};

use crate::{
    api::Api,
    folder::Folder,
    issuer,
    lambda::StartOptions,
    stack,
    terminal::{Step, say},
};

const SAMPLE: &str = "dev/samples/lincoln-1863.txt";
const USER: &str = "user_demo";
/// Each kind of output, and what to call it.
const KINDS: [(&str, &str); 3] = [
    ("blog", "Blog post"),
    ("social", "Social set"),
    ("email", "Email"),
];
/// The built-in provider answers in a moment, a large model on a small machine in minutes.
const PATIENCE: Duration = Duration::from_mins(10);
const ASK_EVERY: Duration = Duration::from_millis(200);
const WIDTH: usize = 78;

/// On the stack, which it starts where it does not run.
pub(crate) async fn run(folder: &Folder, file: Option<PathBuf>) -> Result<()> {
    let source = Source::read(folder, file)?;
    let began = Instant::now();
    let state = stack::up(folder, StartOptions::default()).await?;
    say!("\nThe stack is up{:>61.1} s", began.elapsed().as_secs_f64());
    let finished = perform(folder, &state.api_url, &source).await?;
    close(&state.api_url, &finished);
    all_completed(&finished)
}

/// Against an API that runs.
pub(crate) async fn rehearse(folder: &Folder, api_url: &str) -> Result<()> {
    let source = Source::read(folder, None)?;
    all_completed(&perform(folder, api_url, &source).await?)
}

/// A file, read before anything is started: a mistyped path costs no time.
struct Source {
    path: PathBuf,
    name: String,
    bytes: Vec<u8>,
}

impl Source {
    /// `None`: the speech that the project carries.
    fn read(folder: &Folder, path: Option<PathBuf>) -> Result<Self> {
        let path = path.unwrap_or_else(|| folder.root.join(SAMPLE));
        let bytes =
            std::fs::read(&path).with_context(|| format!("can't read {}", path.display()))?;
        let (size, most) = (bytes.len(), limits::DIRECT_UPLOAD);
        ensure!(
            size <= most,
            "{} has {size} bytes, and the demo uploads at most {most}; shorten it",
            path.display()
        );
        let name = path.file_name().context("the source is a file")?;
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            path,
            bytes,
        })
    }
}

async fn perform(folder: &Folder, api_url: &str, source: &Source) -> Result<Vec<Finished>> {
    let Source { path, name, bytes } = source;
    let api = Api::new(api_url, issuer::token(folder, USER, None, None)?);
    let created = async {
        api.post("/projects", &json!({ "title": title(path) }))
            .await
    };
    let project = timed("Project made", created).await?;
    let path = format!(
        "/projects/{}",
        project["id"].as_str().context("a project has an id")?
    );
    let uploaded = async { api.upload(&format!("{path}/upload"), name, bytes).await };
    timed(&format!("{name} uploaded, {} bytes", bytes.len()), uploaded).await?;

    let mut outputs = Vec::new();
    for (kind, label) in KINDS {
        let asked = async {
            api.post(&format!("{path}/generate/{kind}"), &json!({}))
                .await
        };
        let output = timed(&format!("{label} asked for"), asked).await?;
        outputs.push(Wanted::new(label, &path, &output)?);
    }
    let finished = wait(&api, outputs).await?;
    finished.iter().for_each(print);
    Ok(finished)
}

fn all_completed(finished: &[Finished]) -> Result<()> {
    let failed: Vec<_> = finished
        .iter()
        .filter(|done| !done.completed())
        .map(|done| done.label)
        .collect();
    ensure!(
        failed.is_empty(),
        "not completed: {}; `cargo dev logs generation-worker` says more",
        failed.join(", ")
    );
    Ok(())
}

/// An output that was asked for.
struct Wanted {
    label: &'static str,
    path: String,
    asked: Instant,
}

impl Wanted {
    fn new(label: &'static str, project: &str, output: &Value) -> Result<Self> {
        let id = output["id"].as_str().context("an output has an id")?;
        Ok(Self {
            label,
            path: format!("{project}/outputs/{id}"),
            asked: Instant::now(),
        })
    }
}

/// An output that is final.
struct Finished {
    label: &'static str,
    output: Value,
    took: Duration,
}

impl Finished {
    fn status(&self) -> &str {
        self.output["status"].as_str().unwrap_or("unknown")
    }

    fn completed(&self) -> bool {
        self.status() == "completed"
    }
}

async fn timed(what: &str, request: impl Future<Output = Result<Value>>) -> Result<Value> {
    let began = Instant::now();
    let answer = request.await.with_context(|| what.to_owned())?;
    say!("{what:<68} {:>7.1} s", began.elapsed().as_secs_f64());
    Ok(answer)
}

async fn wait(api: &Api, mut wanted: Vec<Wanted>) -> Result<Vec<Finished>> {
    let (step, end) = (
        Step::start("Waiting for the workers"),
        Instant::now() + PATIENCE,
    );
    let mut finished = Vec::new();
    while !wanted.is_empty() {
        if Instant::now() > end {
            bail!(
                "nothing after {} s; `cargo dev logs generation-worker` says more",
                PATIENCE.as_secs()
            );
        }
        let mut waiting = Vec::new();
        for Wanted { label, path, asked } in wanted {
            let output = api.get(&path).await?;
            if matches!(output["status"].as_str(), Some("queued" | "processing")) {
                waiting.push(Wanted { label, path, asked });
            } else {
                finished.push(Finished {
                    label,
                    output,
                    took: asked.elapsed(),
                });
            }
        }
        wanted = waiting;
        tokio::time::sleep(ASK_EVERY).await;
    }
    step.done();
    Ok(finished)
}

fn print(
    Finished {
        label,
        output,
        took,
    }: &Finished,
) {
    let status = output["status"].as_str().unwrap_or("unknown");
    let head = format!("{label} · {status} after {:.1} s", took.as_secs_f64());
    say!(
        "\n── {head} {}\n",
        "─".repeat(WIDTH.saturating_sub(head.chars().count() + 4))
    );
    for (name, label) in [("subject", "Subject"), ("preview_text", "Preview")] {
        if let Some(text) = output["metadata"][name].as_str() {
            say!("{label}: {text}");
        }
    }
    if output["metadata"]["subject"].is_string() {
        say!("");
    }
    match (output["body"].as_str(), output["error"]["detail"].as_str()) {
        (Some(body), None) => say!("{}", wrapped(body)),
        (_, Some(detail)) => say!(
            "{}: {detail}",
            output["error"]["code"].as_str().unwrap_or("error")
        ),
        (None, None) => say!("(empty)"),
    }
}

/// Lines no longer than the page, broken at spaces.
fn wrapped(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut row = String::new();
        for word in line.split(' ') {
            if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut row));
            }
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
        lines.push(row);
    }
    lines.join("\n")
}

/// Who wrote it, how to have another write it, and where to go from here.
fn close(api_url: &str, finished: &[Finished]) {
    let made_by = |name| {
        finished
            .iter()
            .find_map(|done| done.output["metadata"][name].as_str())
    };
    let provider = made_by("provider").unwrap_or("unknown");
    let model = made_by("model").map_or_else(String::new, |model| format!(", model {model}"));
    say!("\n{}\n", "─".repeat(WIDTH));
    say!("Written by the provider `{provider}`{model}.");
    say!(
        "A real model, from any OpenAI-compatible endpoint, by three variables and the model's name:\n"
    );
    say!("  cargo dev up --detach --env GENERATION_PROVIDER=openai \\");
    say!("    --env GENERATION_BASE_URL=https://api.openai.com/v1 --env GENERATION_API_KEY=… \\");
    say!("    --env GENERATION_MODEL=…\n");
    say!("What to try next:\n");
    say!("  cargo dev demo my-notes.md                 the same with your own text");
    say!("  cargo dev test                             all tests, on this stack");
    say!("  cargo dev logs generation-worker           what the worker did");
    say!("  curl -H \"Authorization: Bearer $(cargo dev token {USER})\" {api_url}/projects");
    say!("  cargo dev down                             stop everything, keeping the data");
}

/// The file's name, as a person would write it.
fn title(file: &Path) -> String {
    let stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .replace(['-', '_'], " ");
    let mut letters = stem.trim().chars().take(200);
    letters.next().map_or_else(
        || "Demo".to_owned(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}
