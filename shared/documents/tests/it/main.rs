//! Documents in a child of a real program: what a worker gets of them, and that a hostile one ends that child alone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

mod any;
mod cases;
mod files;
mod formats;
mod hostile;
mod kinds;
mod pdfs;
mod transcripts;

use std::{
    fs,
    path::Path,
    process::{Command, Output, id},
    sync::atomic::{AtomicU32, Ordering},
};

/// What `read-document` says of a file with this name.
fn read(extension: &str, bytes: &[u8]) -> Output {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}.{extension}", id()));
    fs::write(&path, bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_read-document"))
        .arg(&path)
        .output()
        .unwrap();
    fs::remove_file(path).unwrap();
    output
}

/// Its text, each place with the paragraphs that stand there.
fn text(extension: &str, bytes: &[u8]) -> String {
    let output = read(extension, bytes);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let mut text = String::new();
    let mut last = "";
    for line in said.lines() {
        let close = line.find([')', '}']).unwrap() + 1;
        let (place, rest) = (&line[..close], &line[close + 1..]);
        let (role, segment) = rest.split_once(' ').unwrap();
        match place == last {
            true if role.ends_with('+') => text.push(' '),
            true => text.push_str("\n\n"),
            false => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(place);
                text.push(' ');
            }
        }
        text.push_str(segment);
        last = place;
    }
    text + "\n"
}

/// The code of the reason why it can't be read.
fn reason(extension: &str, bytes: &[u8]) -> String {
    let output = read(extension, bytes);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    said.split(':').next().unwrap().to_owned()
}
