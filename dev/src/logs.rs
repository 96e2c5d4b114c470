//! The logs: a file for each function, made by `instance.sh`, and one for each other part of the stack.

use std::{
    fs::File,
    io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom},
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use crate::{cargo::Functions, folder::Folder, terminal};

/// Whom the lines are for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// A person: the time, what happened, and the fields that say more.
    Text,
    /// A program: as they were logged, with the function's name.
    Json,
}

/// `name`: a function, or another part of the stack; by default all functions, each line with its function's name.
pub(crate) async fn print(
    folder: &Folder,
    name: Option<&str>,
    follow: bool,
    form: Form,
) -> Result<()> {
    let mut logs = logs(folder, name)?;
    let mut lines = Vec::new();
    for log in &mut logs {
        lines.extend(log.read()?);
    }
    // Within one log the order is the log's own, also where a line says no time.
    lines.sort_by(|one, other| one.time.cmp(&other.time));
    for line in &lines {
        line.print(form);
    }
    if follow {
        go_on(logs, form).await
    } else {
        Ok(())
    }
}

/// All functions' logs, from now on.
pub(crate) async fn follow_new(folder: &Folder) -> Result<()> {
    let mut logs = logs(folder, None)?;
    for log in &mut logs {
        log.read()?;
    }
    go_on(logs, Form::Text).await
}

async fn go_on(mut logs: Vec<Log>, form: Form) -> Result<()> {
    loop {
        for log in &mut logs {
            for line in log.read()? {
                line.print(form);
            }
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
    fn print(&self, form: Form) {
        let label = self.label.as_deref();
        let text = match form {
            Form::Json => self.json().to_string(),
            Form::Text => readable(&self.text),
        };
        match (form, label) {
            (Form::Text, Some(label)) => terminal::line(&format!("{label:<18} {text}")),
            _ => terminal::line(&text),
        }
    }

    fn json(&self) -> Value {
        let mut line =
            serde_json::from_str::<Map<String, Value>>(&self.text).unwrap_or_else(|_| {
                Map::from_iter([("message".to_owned(), self.text.as_str().into())])
            });
        if let Some(label) = &self.label {
            line.insert("function".to_owned(), label.as_str().into());
        }
        line.into()
    }
}

/// What a line of a log says beside its fields, or that nobody reads.
const BESIDE: [&str; 6] = ["timestamp", "level", "message", "target", "span", "_aws"];

/// One line of a function's log as a person reads it; what is no JSON stays as it is.
fn readable(text: &str) -> String {
    let Ok(line) = serde_json::from_str::<Map<String, Value>>(text) else {
        return text.to_owned();
    };
    let said = |name: &str| line.get(name).and_then(Value::as_str);
    // 12:03:04.567, of an RFC 3339 time.
    let time = said("timestamp").and_then(|time| time.get(11..23));
    let fields = line
        .iter()
        .filter(|(name, _)| !BESIDE.contains(&name.as_str()))
        .filter(|(_, value)| **value != "")
        .map(|(name, value)| match value {
            Value::String(text) => format!("{name}={text}"),
            other => format!("{name}={other}"),
        });
    let level = said("level").filter(|level| *level != "INFO");
    let message = said("message").unwrap_or("metrics");
    let parts = [time, level, Some(message)].into_iter().flatten();
    parts
        .map(str::to_owned)
        .chain(fields)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"timestamp":"2026-11-30T01:48:19.407338Z","level":"WARN","message":"request completed","method":"POST","status":422,"cause":"","target":"web::serve","span":{"name":"Lambda runtime invoke"}}"#;

    #[test]
    fn a_person_reads_what_happened_and_when() {
        assert_eq!(
            readable(LINE),
            "01:48:19.407 WARN request completed method=POST status=422"
        );
        assert_eq!(readable(r#"{"_aws":{},"Queued":3}"#), "metrics Queued=3");
        assert_eq!(readable("thread panicked"), "thread panicked");
    }

    #[test]
    fn a_program_reads_json_whatever_was_logged() {
        let line = |text: &str| Line {
            label: Some("health".to_owned()),
            time: String::new(),
            text: text.to_owned(),
        };
        assert_eq!(line(LINE).json()["function"], "health");
        assert_eq!(line(LINE).json()["status"], 422);
        assert_eq!(line("thread panicked").json()["message"], "thread panicked");
    }
}
