//! Documents in a child of a real program: what a worker gets of them, and that a hostile one ends that child alone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test, each of them is a failure with its place"
)]

mod any;
mod files;
mod formats;
mod hostile;

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

/// Its text, each segment with its place.
fn text(extension: &str, bytes: &[u8]) -> String {
    let output = read(extension, bytes);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The code of the reason why it can't be read.
fn reason(extension: &str, bytes: &[u8]) -> String {
    let output = read(extension, bytes);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    said.split(':').next().unwrap().to_owned()
}
