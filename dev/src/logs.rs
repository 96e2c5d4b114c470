//! The logs of the functions, which all write to one file, and of the other parts.

use std::{
    fs::File,
    io::{BufRead, BufReader, Seek, SeekFrom},
    path::Path,
    time::Duration,
};

use anyhow::{Context, Result};

use crate::{cargo::Functions, folder::Folder, lambda};

/// `name`: a function, or another part of the stack; by default all functions.
pub(crate) async fn print(folder: &Folder, name: Option<&str>, follow: bool) -> Result<()> {
    let part = name.filter(|name| folder.log(name).exists());
    let path = folder.log(part.unwrap_or(lambda::NAME));
    let function = name.filter(|_| part.is_none());
    if let Some(function) = function {
        let functions = Functions::find(folder)?;
        anyhow::ensure!(functions.has(function), "no function is called {function}");
    }
    show(&path, SeekFrom::Start(0), function, follow).await
}

/// All functions' logs, from now on.
pub(crate) async fn follow_new(folder: &Folder) -> Result<()> {
    show(&folder.log(lambda::NAME), SeekFrom::End(0), None, true).await
}

async fn show(path: &Path, from: SeekFrom, function: Option<&str>, follow: bool) -> Result<()> {
    let file =
        File::open(path).with_context(|| format!("there is no log at {} yet", path.display()))?;
    let mut reader = BufReader::new(file);
    reader.seek(from)?;
    let mut line = String::new();
    loop {
        if reader.read_line(&mut line)? == 0 {
            if !follow {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        } else if line.ends_with('\n') {
            if function.is_none_or(|function| concerns(&line, function)) {
                print!("{line}");
            }
            line.clear();
        }
    }
}

/// In the functions' JSON the name is a value; in the lines of `cargo lambda watch` it stands in quotes too.
fn concerns(line: &str, function: &str) -> bool {
    line.contains(&format!("\"{function}\""))
}
