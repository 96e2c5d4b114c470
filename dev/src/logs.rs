//! The logs: a file for each function, made by `instance.sh`, and one for each other part of the stack.

use std::{
    fs::File,
    io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom},
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{cargo::Functions, folder::Folder, terminal};

/// `name`: a function, or another part of the stack; by default all functions, each line with its function's name.
pub(crate) async fn print(folder: &Folder, name: Option<&str>, follow: bool) -> Result<()> {
    let mut logs = logs(folder, name)?;
    let mut lines = Vec::new();
    for log in &mut logs {
        lines.extend(log.read()?);
    }
    // Within one log the order is the log's own, also where a line says no time.
    lines.sort_by(|one, other| one.time.cmp(&other.time));
    lines.iter().for_each(Line::print);
    if follow { go_on(logs).await } else { Ok(()) }
}

/// All functions' logs, from now on.
pub(crate) async fn follow_new(folder: &Folder) -> Result<()> {
    let mut logs = logs(folder, None)?;
    for log in &mut logs {
        log.read()?;
    }
    go_on(logs).await
}

async fn go_on(mut logs: Vec<Log>) -> Result<()> {
    loop {
        for log in &mut logs {
            log.read()?.iter().for_each(Line::print);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn logs(folder: &Folder, name: Option<&str>) -> Result<Vec<Log>> {
    let functions = Functions::find(folder)?;
    let Some(name) = name else {
        let of_all = functions
            .names
            .iter()
            .map(|name| Log::new(folder.log(name), Some(name)));
        return Ok(of_all.collect());
    };
    let path = folder.log(name);
    ensure!(
        functions.has(name) || path.exists(),
        "nothing here is called {name}"
    );
    Ok(vec![Log::new(path, None)])
}

/// A log, read up to some place. Its file may come later: a function starts with its first request.
struct Log {
    path: PathBuf,
    label: Option<String>,
    position: u64,
    time: String,
}

struct Line {
    label: Option<String>,
    /// RFC 3339, so that texts sort as times; a line without takes the one before it.
    time: String,
    text: String,
}

impl Log {
    fn new(path: PathBuf, label: Option<&String>) -> Self {
        Self {
            path,
            label: label.cloned(),
            position: 0,
            time: String::new(),
        }
    }

    /// The whole lines that have come since the last time.
    fn read(&mut self) -> Result<Vec<Line>> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            file => file.with_context(|| format!("can't read {}", self.path.display()))?,
        };
        let mut reader = BufReader::new(file);
        reader.seek(SeekFrom::Start(self.position))?;
        let mut lines = Vec::new();
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes)? > 0 && bytes.ends_with(b"\n") {
            self.position += bytes.len() as u64;
            let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            bytes.clear();
            let said = text
                .split_once("\"timestamp\":\"")
                .and_then(|(_, rest)| rest.split('"').next());
            if let Some(time) = said {
                time.clone_into(&mut self.time);
            }
            lines.push(Line {
                label: self.label.clone(),
                time: self.time.clone(),
                text,
            });
        }
        Ok(lines)
    }
}

impl Line {
    fn print(&self) {
        match &self.label {
            Some(label) => terminal::line(&format!("{label:<18} {}", self.text)),
            None => terminal::line(&self.text),
        }
    }
}
