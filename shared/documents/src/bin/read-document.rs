//! Reads a document as a worker does, and prints what came of it: `read-document talk.pdf`.
//!
//! A line a segment: its place, its role, who speaks, and its text; `+` where it goes on from the one before. The exit status
//! is 1 where it can't be read; the reason is then on the standard error.

use std::{env, fs, path::PathBuf, process::ExitCode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    documents::child::main_if_child();
    let Some(path) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: read-document FILE");
        return ExitCode::FAILURE;
    };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    let known = domain::media::of_filename(&path.to_string_lossy());
    let extension = known.map_or("", |(extension, _)| extension);
    match documents::read_bounded(&documents::Turn::wait().await, extension, &bytes).await {
        Ok(document) => {
            for segment in document.segments {
                let goes_on = if segment.continues { "+" } else { "" };
                let speaker = segment
                    .speaker
                    .map(|speaker| format!("<{speaker}> "))
                    .unwrap_or_default();
                println!(
                    "{:?} {:?}{goes_on} {speaker}{}",
                    segment.position, segment.role, segment.text
                );
            }
            for page in document.unread {
                eprintln!("page {} is not read: {}", page.page, page.why);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}
