//! The suite of `shared/generation/tests/claims`, through API and worker: a source is uploaded, a provider's script says what
//! a model would, and what an output's `checks` mark is looked at. Of a source the claims of one kind are one text.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    ops::Range,
    path::Path,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

use crate::{
    app::app, nothing_lost::fixture::saying, runtime::Function, scripted::Scripted,
    transcription::fixture::TranscriptionFixture,
};

/// Below the number of findings of a code from which on one marks all the rest.
const TOGETHER: usize = 40;
/// Lies and truths of these classes, in percent, that are told right at least; of the others all.
const RIGHT: [(&str, usize); 4] = [
    ("attribution", 90),
    ("context", 90),
    ("name", 95),
    ("true", 97),
];

struct Claim {
    class: String,
    text: String,
    lies: Vec<Range<usize>>,
}

/// The claims of a source that make a paragraph of a blog post each.
fn claims(listed: &str) -> Vec<Claim> {
    listed
        .lines()
        .filter_map(|line| line.split_once(" | "))
        .filter(|(class, _)| !class.contains(':') && *class != "ungrounded")
        .map(|(class, said)| {
            let (mut text, mut lies, mut length) = (String::new(), Vec::new(), 0);
            let mut open = 0;
            for c in said.replace("\\n", "\n").chars() {
                match c {
                    '{' => open = length,
                    '}' => lies.push(open..length),
                    c => {
                        text.push(c);
                        length += 1;
                    }
                }
            }
            Claim {
                class: class.to_owned(),
                text,
                lies,
            }
        })
        .collect()
}

/// The functions that answer, a project, and what the model says next.
struct Desk {
    fixture: TranscriptionFixture,
    worker: Function,
    says: Arc<Mutex<String>>,
}

impl Desk {
    async fn new() -> Self {
        let mut fixture = TranscriptionFixture::start("", []).await;
        let says = Arc::new(Mutex::new(String::new()));
        let said = Arc::clone(&says);
        let provider = Scripted::replying(move |_| Some(saying(&said.lock().unwrap()))).await;
        fixture.fixture.provide(provider);
        let worker = fixture.fixture.worker().await;
        Self {
            fixture,
            worker,
            says,
        }
    }

    async fn function(&self, name: &str) -> Function {
        self.fixture.fixture.function(name, &[]).await
    }
}

#[tokio::test]
async fn lies_are_marked_and_truths_are_not_through_api_and_worker() {
    let mut desk = Desk::new().await;
    let [upload, create, get] = [
        desk.function("file-upload").await,
        desk.function("output-create").await,
        desk.function("output-get").await,
    ];
    let reader = desk.fixture.worker().await;
    let user = app().user();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/generation/tests/claims");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|end| end == "txt") && !path.ends_with("damage.txt")
        })
        .collect();
    files.sort();
    for path in files {
        let file = fs::read_to_string(&path).unwrap();
        let (source, listed) = file.split_once("\n----\n").unwrap();
        let project = user.project_row(&mut desk.fixture.fixture.rows).await;
        let uploaded = user
            .post(&format!("{project}/upload"))
            .file("source.txt", source.as_bytes())
            .send_to(&upload)
            .await
            .expect(201);
        if uploaded.json()["status"] == "processing" {
            desk.fixture.work(&reader).await;
        }
        let (truths, lies): (Vec<Claim>, Vec<Claim>) = claims(listed)
            .into_iter()
            .partition(|claim| claim.class == "true");
        for claims in truths.chunks(TOGETHER).chain(lies.chunks(TOGETHER)) {
            let texts: Vec<&str> = claims.iter().map(|claim| claim.text.as_str()).collect();
            *desk.says.lock().unwrap() = format!("# In short\n\n{}\n", texts.join("\n\n"));
            let asked = user
                .post(&format!("{project}/generate/blog"))
                .json(json!({}))
                .send_to(&create)
                .await
                .expect(202);
            desk.fixture.fixture.queue.work(&desk.worker).await;
            let output = user.get(asked.header("location")).send_to(&get).await;
            let output = output.expect(200).json();
            assert_eq!(
                output["status"],
                "completed",
                "{}: {output}",
                path.display()
            );
            for (claim, is_right) in judged(claims, &output) {
                let count = counts.entry(claim.class.clone()).or_default();
                *count = (count.0 + usize::from(is_right), count.1 + 1);
                if !is_right {
                    writeln!(wrong, "{} | {}", claim.class, claim.text).unwrap();
                }
            }
        }
    }
    println!("{counts:?}\n{wrong}");
    assert!(counts.len() >= 8, "{counts:?}");
    for (class, (right, all)) in &counts {
        let least = RIGHT.iter().find(|(of, _)| of == class);
        assert!(
            right * 100 >= all * least.map_or(100, |(_, least)| *least),
            "{class}: {right} of {all}\n{wrong}"
        );
    }
}

/// Each claim, and whether a lie is marked where it stands, or a truth nowhere.
fn judged<'a>(claims: &'a [Claim], output: &Value) -> Vec<(&'a Claim, bool)> {
    let body = output["body"].as_str().unwrap();
    let checks = output["metadata"]["checks"].as_array().unwrap().iter();
    let marks: Vec<Range<usize>> = checks
        .filter(|check| check["severity"] != "info")
        .filter_map(|check| {
            let at = |name: &str| usize::try_from(check[name].as_u64()?).ok();
            Some(at("start")?..at("end")?)
        })
        .collect();
    let touched = |at: &Range<usize>| {
        marks
            .iter()
            .any(|mark| mark.start < at.end && at.start < mark.end)
    };
    let mut from = 0;
    claims
        .iter()
        .map(|claim| {
            let found = body[from..]
                .find(&claim.text)
                .unwrap_or_else(|| panic!("{}", claim.text));
            let start = body[..from + found].chars().count();
            from += found + claim.text.len();
            let end = start + claim.text.chars().count();
            let is_right = if claim.class == "true" {
                !touched(&(start..end))
            } else {
                claim
                    .lies
                    .iter()
                    .any(|lie| touched(&(start + lie.start..start + lie.end)))
            };
            (claim, is_right)
        })
        .collect()
}
