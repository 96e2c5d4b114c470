//! Writes every generated file; with `--check`, only says which are not up to date.

use std::process::ExitCode;

use anyhow::Result;
use contract::Workspace;

fn main() -> Result<ExitCode> {
    let check = std::env::args().any(|argument| argument == "--check");
    let workspace = Workspace::find()?;
    let files = workspace.generate()?;
    let mut stale = false;
    for path in workspace.left_over(&files)? {
        stale = true;
        if check {
            eprintln!("{path} is generated no longer");
        } else {
            workspace.remove(&path)?;
            eprintln!("{path} is removed");
        }
    }
    for file in &files {
        if workspace.committed(&file.path).as_ref() == Some(&file.text) {
            continue;
        }
        stale = true;
        if check {
            eprintln!("{} is not up to date", file.path);
        } else {
            workspace.write(file)?;
            eprintln!("{} is written anew", file.path);
        }
    }
    if check && stale {
        eprintln!("Run `cargo dev contract`, and look at what changes.");
        return Ok(ExitCode::FAILURE);
    }
    eprintln!("All generated files are up to date.");
    Ok(ExitCode::SUCCESS)
}
