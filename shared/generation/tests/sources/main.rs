//! What the built-in provider writes from sources as people have them: whose words, which titles, which borders.
//!
//! The sources are those of `documents`' tests, with what its readers make of them as it is written down there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

mod cases;
mod languages;
mod provenance;
mod reading;

use std::time::Duration;

use domain::{FileId, OutputKind};
use generation::{Brief, Draft, Part, Provider, Source};
use uuid::Uuid;

/// What is written of a source in a project without a name.
fn write(kind: OutputKind, text: &str, parts: &[Part]) -> Draft {
    let brief = Brief::new(
        kind,
        "Untitled",
        vec![Source {
            file_id: FileId(Uuid::nil()),
            filename: "source".to_owned(),
            text: text.to_owned(),
            parts: parts.to_vec(),
            sha256: None,
            text_version: None,
        }],
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let mut requests = Vec::new();
    let written = Provider::Extractive.write(&brief, Duration::from_mins(1), &mut requests);
    runtime.block_on(written).unwrap()
}

fn title(draft: &Draft) -> &str {
    draft.metadata.derived.title.as_deref().unwrap()
}

/// All paragraphs of all posts, without their hashtags.
fn paragraphs(draft: &Draft) -> Vec<String> {
    let posts = draft.metadata.derived.posts.iter().flatten();
    posts
        .flat_map(|post| &post.parts)
        .flat_map(|part| part.split("\n\n"))
        .filter(|block| !block.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn hashtags(draft: &Draft) -> Vec<String> {
    let posts = draft.metadata.derived.posts.iter().flatten();
    posts.flat_map(|post| post.hashtags.clone()).collect()
}
