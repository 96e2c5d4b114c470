//! `.env.example`: who reads each variable, and which providers there are, above it. The rest of the file is written by hand.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use generation::Provider;

use crate::{File, Workspace};

const PATH: &str = ".env.example";
const READERS: &str = "# Read by: ";
/// Of the variable that names a provider.
const PROVIDERS: &str = "# One of: ";
const PROVIDER: &str = "GENERATION_PROVIDER";
/// Of what doesn't fit into a line.
const CONTINUED: &str = "#   ";
const WIDTH: usize = 120;

pub(crate) fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let kept = workspace.committed(PATH).context(PATH)?;
    Ok(vec![File {
        path: PATH.to_owned(),
        text: with_readers(&kept, &workspace.variables_read()?),
    }])
}

/// `read`: a function's name → its variables.
fn with_readers(text: &str, read: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut group: Vec<&str> = Vec::new();
    let mut written = false;
    // With one line more, so that the last group ends too.
    for line in text.lines().map(Some).chain([None]) {
        if let Some(name) = line.and_then(variable) {
            group.push(name);
        } else if !group.is_empty() {
            let at = lines.len() - group.len();
            let mut readers = readers(&group, read);
            if group.contains(&PROVIDER) {
                readers.insert(0, PROVIDERS.to_owned() + &Provider::names().join(", "));
            }
            lines.splice(at..at, readers);
            group.clear();
        }
        let Some(line) = line else { break };
        written = [READERS, PROVIDERS]
            .iter()
            .any(|first| line.starts_with(first))
            || written && line.starts_with(CONTINUED);
        if !written {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n") + "\n"
}

/// The name in `#NAME=value`.
fn variable(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start_matches('#').split_once('=')?;
    let letter = |letter: char| letter.is_ascii_uppercase() || letter == '_';
    name.chars().all(letter).then_some(name)
}

/// The lines above variables that stand together.
fn readers(group: &[&str], read: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let all: BTreeSet<&str> = read.keys().map(String::as_str).collect();
    let mut lists: Vec<(BTreeSet<&str>, Vec<&str>)> = Vec::new();
    for variable in group {
        let readers: BTreeSet<&str> = read
            .iter()
            .filter(|(_, variables)| variables.contains(*variable))
            .map(|(name, _)| name.as_str())
            .collect();
        match lists.iter_mut().find(|(known, _)| *known == readers) {
            Some((_, variables)) => variables.push(variable),
            None => lists.push((readers, vec![variable])),
        }
    }
    let one = lists.len() == 1;
    let sentences =
        lists
            .iter()
            .filter(|(readers, _)| !readers.is_empty())
            .map(|(readers, variables)| {
                let readers = described(readers, &all);
                if one {
                    readers
                } else {
                    format!("{readers} ({})", variables.join(", "))
                }
            });
    let text = sentences.collect::<Vec<_>>().join("; ");
    if text.is_empty() {
        return Vec::new();
    }
    wrapped(&format!("{READERS}{text}"))
}

/// By name, or by those that are missing, whichever is shorter.
fn described(readers: &BTreeSet<&str>, all: &BTreeSet<&str>) -> String {
    let missing: BTreeSet<&str> = all.difference(readers).copied().collect();
    if missing.is_empty() {
        return "every function".to_owned();
    }
    let by_name = names(readers, all);
    let by_others = format!("every function but {}", names(&missing, all));
    if by_name.len() <= by_others.len() {
        by_name
    } else {
        by_others
    }
}

/// `admin-*` where all of them are among the names.
fn names(some: &BTreeSet<&str>, all: &BTreeSet<&str>) -> String {
    let family = |name: &str| {
        name.split_once('-')
            .map_or("", |(first, _)| first)
            .to_owned()
    };
    let mut names = BTreeSet::new();
    for name in some {
        let family = family(name);
        let mut of_family = all.iter().filter(|other| {
            other
                .split_once('-')
                .is_some_and(|(first, _)| first == family)
        });
        let several = of_family.clone().count() > 1;
        if several && of_family.all(|other| some.contains(other)) {
            names.insert(format!("{family}-*"));
        } else {
            names.insert((*name).to_owned());
        }
    }
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, String::len);
        if last + 1 + word.len() > WIDTH {
            lines.push(CONTINUED.trim_end().to_owned() + "  ");
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_stand_above_their_variables_and_are_written_once() {
        let read = [
            ("admin-plan", vec!["A"]),
            ("admin-users", vec!["A"]),
            ("health", vec!["A", "B"]),
            ("docs", vec![]),
            ("fallback", vec![]),
        ]
        .map(|(name, variables)| {
            let variables = variables.into_iter().map(str::to_owned).collect();
            (name.to_owned(), variables)
        });
        let text = "# What it is.\n#A=1\n\n# Both.\n#A=1\n#B=2\n\n# Who.\n#GENERATION_PROVIDER=1\n";
        let expected = "# What it is.\n# Read by: admin-*, health\n#A=1\n\n\
                        # Both.\n# Read by: admin-*, health (A); health (B)\n#A=1\n#B=2\n\n# Who.\n# One of: PROVIDERS\n\
                        #GENERATION_PROVIDER=1\n";
        let expected = expected.replace("PROVIDERS", &Provider::names().join(", "));
        let once = with_readers(text, &read.clone().into());
        assert_eq!(once, expected);
        assert_eq!(with_readers(&once, &read.into()), expected);
    }
}
