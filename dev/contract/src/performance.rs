//! `docs/performance.md`: the list of functions in the table of sizes and starts. The figures are measured, by
//! `cargo dev bench`, and kept.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use crate::{File, Workspace};

const PATH: &str = "docs/performance.md";
const HEAD: &str = "| function | zipped, MB |";
/// The row that the others are compared with.
const BASELINE: &str = "| hello world |";

pub(crate) fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let kept = workspace.committed(PATH).context(PATH)?;
    let names = functions::ALL.iter().map(|route| route.function);
    let names = names.chain(["fallback"]).collect();
    Ok(vec![File {
        path: PATH.to_owned(),
        text: with_functions(&kept, &names)?,
    }])
}

fn with_functions(text: &str, names: &BTreeSet<&str>) -> Result<String> {
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().position(|line| line.starts_with(HEAD));
    let first = head.context("the table of functions is missing")? + 2;
    let rows = lines.iter().skip(first);
    let last = first + rows.take_while(|line| line.starts_with('|')).count();
    let (Some(before), Some(table), Some(after)) = (
        lines.get(..first),
        lines.get(first..last),
        lines.get(last..),
    ) else {
        anyhow::bail!("the table of functions has no rows");
    };
    let row = |name: &str| {
        let start = format!("| {name} |");
        let measured = table.iter().find(|line| line.starts_with(&start));
        measured.map_or_else(
            || format!("{start} not measured yet | | | | | |"),
            |line| (*line).to_owned(),
        )
    };
    let baseline = table.iter().filter(|line| line.starts_with(BASELINE));
    let rows: Vec<String> = before
        .iter()
        .chain(baseline)
        .map(|line| (*line).to_owned())
        .chain(names.iter().map(|name| row(name)))
        .chain(after.iter().map(|line| (*line).to_owned()))
        .collect();
    Ok(rows.join("\n") + "\n")
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "in a test it is a failure with its place"
)]
mod tests {
    use super::*;

    #[test]
    fn the_list_follows_the_functions_and_keeps_what_was_measured() {
        let text = "Sizes\n\n| function | zipped, MB | x |\n|---|---|---|\n| hello world | 1 | |\n| gone | 2 | |\n\
                    | kept | 3 | |\n\nEnd\n";
        let expected = "Sizes\n\n| function | zipped, MB | x |\n|---|---|---|\n| hello world | 1 | |\n| kept | 3 | |\n\
                        | new | not measured yet | | | | | |\n\nEnd\n";
        assert_eq!(
            with_functions(text, &["kept", "new"].into()).unwrap(),
            expected
        );
    }
}
