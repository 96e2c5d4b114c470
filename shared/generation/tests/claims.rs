//! Lies that must be marked, damage that must be found and truths in other words that must stay unmarked.
//!
//! `claims/` has a file for each source. After its text and a line `----` each line is a claim: its class, ` | `, and what a
//! model wrote, with `\n` for the end of a line. A lie's false words stand in braces: a mark counts where it touches them.
//! `UPDATE_TABLE=1 cargo test -p repostr-generation --test claims` writes the tables into docs/quality.md; `CLAIMS=de-` runs
//! those alone whose file begins so, and prints the rest of it. The folders in `claims/` have sources that were written before
//! the checks were looked at: what is caught of them is what was reached, and says more of sources that nobody has seen. Their
//! table is compared with the one in docs/quality.md, so that no figure of it falls unnoticed.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a file that is not as it should be ends the test"
)]

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{FileId, OutputKind};
use generation::{
    Brief, ChatModel, ChatRequest, Check, Completing, Completion, Part, Prices, Provider, Source,
};
use serde_json::json;
use uuid::Uuid;

const DEADLINE: Duration = Duration::from_secs(20);
/// The classes, the codes that catch a lie of each, and the share in percent that is caught at least.
const CLASSES: [(&str, &[&str], usize); 10] = [
    // What is told without marks is a statement that nothing supports.
    (
        "quote",
        &["quote_not_in_source", "quote_shortened", "ungrounded"],
        100,
    ),
    ("attribution", &["quote_attributed_to_another"], 90),
    (
        "context",
        &[
            "figure_out_of_context",
            "figure_not_in_source",
            "date_not_in_source",
            "contradicts_source",
        ],
        90,
    ),
    ("reversed", &["contradicts_source"], 60),
    (
        "figure",
        &[
            "figure_not_in_source",
            "figure_out_of_context",
            "date_not_in_source",
            "contradicts_source",
        ],
        100,
    ),
    (
        "date",
        &[
            "date_not_in_source",
            "figure_not_in_source",
            "figure_out_of_context",
            "contradicts_source",
        ],
        100,
    ),
    // A name between marks is looked for as a quotation is.
    (
        "name",
        &[
            "name_not_in_source",
            "address_not_in_source",
            "quote_not_in_source",
        ],
        95,
    ),
    (
        "link",
        &["link_not_in_source", "address_not_in_source"],
        100,
    ),
    ("ungrounded", &["ungrounded"], 89),
    (
        "damage",
        &[
            "leftover",
            "truncated",
            "looping",
            "posts_alike",
            "empty",
            "invalid_form",
            "wrong_language",
        ],
        100,
    ),
];
/// Of the fourth hold-out and later ones alone: comparisons, denials and deeds turned round without a figure.
const HELD_OUT: &str = "reversed";
/// The classes of truths, and what the table calls them. `reworded` are those that were written last, without a look at the
/// checks, as freely as a good model words what it has read.
const TRUTHS: [(&str, &str); 2] = [
    ("true", "truths unmarked"),
    ("reworded", "reworded truths unmarked"),
];
/// Of the truths, in percent, that stay unmarked.
const PRECISION: usize = 97;
/// Folders of sources that were held out, and what the table calls them; docs/quality.md says what each was.
const HOLD_OUTS: [(&str, &str); 8] = [
    ("held-out", "2nd"),
    ("third-hold-out", "3rd"),
    ("fourth-hold-out", "4th"),
    ("fifth-hold-out", "5th"),
    ("sixth-hold-out", "6th"),
    ("seventh-hold-out", "7th"),
    ("eighth-hold-out", "8th"),
    ("ninth-hold-out", "9th"),
];

struct Claim {
    file: String,
    class: String,
    kind: OutputKind,
    text: String,
    /// In characters of the text.
    lies: Vec<std::ops::Range<usize>>,
}

/// Says one thing, whatever is asked.
#[derive(Debug)]
struct Says(String);

impl ChatModel for Says {
    fn provider(&self) -> &'static str {
        "test"
    }

    fn model(&self) -> &'static str {
        "test-1"
    }

    fn context_budget(&self) -> u64 {
        30_000
    }

    fn answer_limit(&self) -> u64 {
        10_000
    }

    fn complete<'a>(&'a self, _: &'a ChatRequest, _: Duration) -> Completing<'a> {
        let completion = Completion {
            text: Ok(self.0.clone()),
            prompt_tokens: 0,
            completion_tokens: 0,
            retry_adapted: false,
        };
        Box::pin(async { completion })
    }
}

/// Of a file with this text, as it is read: who speaks stands beside what they say.
fn brief(kind: OutputKind, file: &str) -> Brief {
    let read = documents::read("txt", file.as_bytes()).expect("a text");
    let part = |segment: documents::Segment| Part {
        role: segment.role,
        chars: segment.text.chars().count(),
        speaker: segment.speaker,
    };
    Brief::new(
        kind,
        "A project",
        vec![Source {
            file_id: FileId(Uuid::nil()),
            filename: "source.txt".to_owned(),
            text: read.text,
            sha256: None,
            text_version: None,
            parts: read.segments.into_iter().map(part).collect(),
        }],
    )
}

fn claims(file: &str, text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (class, said) = line.split_once(" | ").expect("a class and a claim");
        let (class, kind) = class.split_once(':').unwrap_or((class, "blog"));
        let kind = OutputKind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .expect("a kind of output");
        let said = said.replace("\\n", "\n");
        let (mut text, mut lies, mut open) = (String::new(), Vec::new(), None);
        for c in said.chars() {
            let at = text.chars().count();
            match c {
                '{' if class != "damage" => open = Some(at),
                '}' if class != "damage" => lies.extend(open.take().map(|open| open..at)),
                c => text.push(c),
            }
        }
        claims.push(Claim {
            file: file.to_owned(),
            class: class.to_owned(),
            kind,
            text,
            lies,
        });
    }
    claims
}

/// As a model answers, and the characters of the body before the claim.
fn answer(claim: &Claim) -> (String, usize) {
    let text = &claim.text;
    match claim.kind.as_str() {
        "social" => {
            let posts: Vec<_> = text
                .split("## ")
                .filter_map(|section| section.split_once('\n'))
                .map(|(name, text)| {
                    let platform = if name == "X" {
                        "twitter".to_owned()
                    } else {
                        name.to_lowercase()
                    };
                    json!({"platform": platform, "parts": [text.trim()]})
                })
                .collect();
            (json!({ "posts": posts }).to_string(), 0)
        }
        "email" => {
            let (subject, letter) = text.split_once("\n\n").expect("a subject");
            let subject = subject.trim_start_matches("Subject: ");
            let letter = json!({"subject": subject, "preview_text": "What is new", "body": letter});
            (letter.to_string(), 0)
        }
        // Any other is Markdown with a title.
        _ if claim.class == "damage" => (text.clone(), 0),
        _ => {
            let title = "# In short\n\n";
            (format!("{title}{text}\n"), title.chars().count())
        }
    }
}

async fn checks(source: &str, claim: &Claim) -> Result<Vec<Check>, &'static str> {
    let (answer, _) = answer(claim);
    let provider = Provider::chat(Box::new(Says(answer)), Prices::default());
    let brief = brief(claim.kind, source);
    match provider.write(&brief, DEADLINE, &mut Vec::new()).await {
        Ok(draft) => Ok(draft.metadata.checks),
        Err(error) => Err(error.code),
    }
}

fn is_caught(claim: &Claim, checks: &Result<Vec<Check>, &'static str>) -> bool {
    let (_, codes, _) = CLASSES
        .iter()
        .find(|(class, ..)| *class == claim.class)
        .expect("a class of the table");
    let before = answer(claim).1;
    match checks {
        Err(code) => codes.contains(code),
        Ok(checks) => checks.iter().any(|check| {
            let touches = |lie: &std::ops::Range<usize>| {
                let (start, end) = (check.start.unwrap_or(0), check.end.unwrap_or(usize::MAX));
                start < lie.end + before && lie.start + before < end
            };
            codes.contains(&check.code) && (claim.lies.is_empty() || claim.lies.iter().any(touches))
        }),
    }
}

fn is_truth(class: &str) -> bool {
    TRUTHS.iter().any(|(truth, _)| *truth == class)
}

/// A truth is marked by anything that isn't mere information.
fn is_marked(checks: &Result<Vec<Check>, &'static str>) -> bool {
    match checks {
        Err(_) => true,
        Ok(checks) => checks.iter().any(|check| check.severity != "info"),
    }
}

#[derive(Default)]
struct Count {
    right: usize,
    all: usize,
    /// By language, the right ones and all.
    languages: BTreeMap<String, (usize, usize)>,
}

impl Count {
    fn add(&mut self, language: &str, is_right: bool) {
        let of_language = self.languages.entry(language.to_owned()).or_default();
        self.right += usize::from(is_right);
        self.all += 1;
        of_language.0 += usize::from(is_right);
        of_language.1 += 1;
    }
}

#[tokio::test]
async fn lies_are_marked_and_truths_are_not() {
    let (counts, wrong) = measured("tests/claims").await;
    let table = table(&counts) + &by_language(&counts);
    println!("{wrong}\n{table}");
    if is_part() {
        return;
    }
    let classes = CLASSES.iter().filter(|(class, ..)| *class != HELD_OUT);
    let least = classes.map(|(class, _, least)| (*class, *least));
    for (class, least) in least.chain([("true", PRECISION)]) {
        let Count { right, all, .. } = counts[class];
        assert!(
            right * 100 >= all * least,
            "{class}: {right} of {all}\n{wrong}"
        );
    }
    document("claims", &table);
}

#[tokio::test]
async fn of_lies_that_were_held_out_as_many_are_marked_as_were_reached() {
    let mut all = Vec::new();
    for (folder, _) in HOLD_OUTS {
        let (counts, wrong) = measured(&format!("tests/claims/{folder}")).await;
        if !wrong.is_empty() {
            println!("{folder}\n{wrong}\n{}", table(&counts));
        }
        all.push(counts);
    }
    if !is_part() {
        document("hold-outs", &side_by_side(&all));
    }
}

/// The files that are asked for, by the beginnings of their names.
fn asked() -> Vec<String> {
    let asked = env::var("CLAIMS").unwrap_or_default();
    asked.split(',').map(str::to_owned).collect()
}

fn is_part() -> bool {
    asked() != [""]
}

/// What is caught of the claims of a folder, and a line for each that isn't.
async fn measured(folder: &str) -> (BTreeMap<String, Count>, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    let asked = asked();
    files.retain(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        asked.iter().any(|start| name.starts_with(start))
    });
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut wrong = String::new();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let (source, listed) = text.split_once("\n----\n").expect("a source and claims");
        for claim in claims(&name, listed) {
            let found = checks(source, &claim).await;
            let is_right = if is_truth(&claim.class) {
                !is_marked(&found)
            } else {
                is_caught(&claim, &found)
            };
            // The damaged answers are in English.
            let language = claim.file.split('-').next().unwrap_or_default();
            let language = if language == "damage" { "en" } else { language };
            counts
                .entry(claim.class.clone())
                .or_default()
                .add(language, is_right);
            if !is_right {
                let found: Vec<String> = match &found {
                    Ok(checks) => checks
                        .iter()
                        .filter(|check| check.severity != "info")
                        .map(|check| format!("{}: {}", check.code, check.text))
                        .collect(),
                    Err(code) => vec![(*code).to_owned()],
                };
                let text = claim.text.replace('\n', "\\n");
                writeln!(wrong, "{} {} | {text}  {found:?}", claim.file, claim.class).unwrap();
            }
        }
    }
    (counts, wrong)
}

/// Each class with what is right of all, a column for each of the folders.
fn side_by_side(all: &[BTreeMap<String, Count>]) -> String {
    let heads: Vec<&str> = HOLD_OUTS.iter().map(|(_, name)| *name).collect();
    let mut table = format!(
        "| class | {} |\n|---|{}\n",
        heads.join(" | "),
        "---:|".repeat(heads.len())
    );
    let classes = CLASSES.iter().map(|(class, ..)| (*class, *class));
    for (class, named) in classes.chain(TRUTHS) {
        let cells: Vec<String> = all
            .iter()
            .map(|counts| {
                let count = counts.get(class);
                count.map_or_else(String::new, |count| {
                    format!("{} of {}", count.right, count.all)
                })
            })
            .collect();
        writeln!(table, "| {named} | {} |", cells.join(" | ")).unwrap();
    }
    table
}

fn table(counts: &BTreeMap<String, Count>) -> String {
    let mut table = String::from("| class | right | of | share |\n|---|---:|---:|---:|\n");
    let classes = CLASSES.iter().map(|(class, ..)| (*class, *class));
    for (class, named) in classes.chain(TRUTHS) {
        let Some(Count { right, all, .. }) = counts.get(class) else {
            continue;
        };
        let share = right * 1000 / all;
        writeln!(
            table,
            "| {named} | {right} | {all} | {}.{} % |",
            share / 10,
            share % 10
        )
        .unwrap();
    }
    table
}

/// Of each language the lies that are marked and the truths that are not.
fn by_language(counts: &BTreeMap<String, Count>) -> String {
    let mut languages: BTreeMap<&str, [(usize, usize); 2]> = BTreeMap::new();
    for (class, count) in counts.iter().filter(|(class, _)| *class != "damage") {
        for (language, (right, all)) in &count.languages {
            let sums = &mut languages.entry(language).or_default()[usize::from(is_truth(class))];
            *sums = (sums.0 + right, sums.1 + all);
        }
    }
    let mut table = String::from(
        "\n| language | lies marked | of | truths unmarked | of |\n|---|---:|---:|---:|---:|\n",
    );
    for (language, [(marked, lies), (unmarked, truths)]) in languages {
        writeln!(
            table,
            "| {language} | {marked} | {lies} | {unmarked} | {truths} |"
        )
        .unwrap();
    }
    table
}

/// The table of this name in docs/quality.md is this one. Both are written to one file, one after the other.
fn document(name: &str, table: &str) {
    static WRITING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/quality.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin).expect("a mark where it begins");
    let (_, after) = rest.split_once(&end).expect("a mark where it ends");
    let current = format!("{before}{begin}{table}{end}{after}");
    if env::var_os("UPDATE_TABLE").is_some() {
        fs::write(&path, current).unwrap();
    } else {
        assert!(
            text == current,
            "docs/quality.md has another table: UPDATE_TABLE=1 writes it"
        );
    }
}
