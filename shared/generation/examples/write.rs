//! Writes with the built-in provider what a worker would of each file: `cargo run --example write -- FILE…`.
//!
//! One JSON object a line: the file, its text, and for each kind the output's body and metadata. The project has no
//! name, so that titles come from the text. What `dev/quality` measures.

use std::{env, error::Error, fs, path::PathBuf, time::Duration};

use domain::OutputKind;
use generation::{Brief, Draft, Part, Provider, Source};
use serde_json::json;

/// As long as a worker would wait; this provider asks nobody.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    documents::child::main_if_child();
    for path in env::args_os().skip(1).map(PathBuf::from) {
        let filename = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let document = documents::read_bounded(
            &documents::Turn::wait().await,
            &extension,
            &fs::read(&path)?,
        )
        .await?;
        let text = document.text;
        let parts: Vec<Part> = document
            .segments
            .into_iter()
            .map(|segment| Part {
                role: segment.role,
                chars: segment.text.chars().count(),
                speaker: segment.speaker,
            })
            .collect();
        let mut outputs = serde_json::Map::new();
        for kind in OutputKind::ALL {
            let draft = write(kind, &filename, &text, &parts).await?;
            let output = json!({ "body": draft.body, "metadata": draft.metadata });
            outputs.insert(kind.as_str().to_owned(), output);
        }
        println!(
            "{}",
            json!({ "file": filename, "text": text, "outputs": outputs })
        );
    }
    Ok(())
}

async fn write(
    kind: OutputKind,
    filename: &str,
    text: &str,
    parts: &[Part],
) -> Result<Draft, Box<dyn Error>> {
    let brief = Brief::new(
        kind,
        "Untitled",
        vec![Source {
            file_id: domain::FileId(uuid::Uuid::nil()),
            filename: filename.to_owned(),
            text: text.to_owned(),
            parts: parts.to_vec(),
            sha256: None,
            text_version: None,
        }],
    );
    Ok(Provider::Extractive
        .write(&brief, PATIENCE, &mut Vec::new())
        .await?)
}
