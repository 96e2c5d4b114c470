//! `openapi.json`: the contract, written from the types that the functions use.

use anyhow::{Result, ensure};

use crate::{cargo, folder::Folder, process, terminal::say};

/// `check`: only whether what is committed is what would be written.
pub(crate) fn run(folder: &Folder, check: bool) -> Result<()> {
    let file = folder.root.join("openapi.json");
    let fresh = process::run(cargo::command(folder).args([
        "run",
        "--quiet",
        "--package=functions",
        "--example=openapi",
    ]))? + "\n";
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if check {
        ensure!(
            kept == fresh,
            "openapi.json is not what the code says: run `cargo dev openapi`"
        );
        say!("openapi.json is up to date.");
        return Ok(());
    }
    std::fs::write(&file, &fresh)?;
    let changed = if kept == fresh {
        "as it was"
    } else {
        "written anew"
    };
    say!("openapi.json is {changed}.");
    Ok(())
}
