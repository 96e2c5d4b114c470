//! Everything that is generated from the code and committed: written by the package `contract`.

use anyhow::{Context, Result, ensure};

use crate::{cargo, folder::Folder};

/// `check`: only whether what is committed is what would be written.
pub(crate) fn run(folder: &Folder, check: bool) -> Result<()> {
    let mut contract = cargo::command(folder);
    contract.args(["run", "--quiet", "--package=contract"]);
    if check {
        contract.args(["--", "--check"]);
    }
    let status = contract.status().context("can't start cargo")?;
    ensure!(status.success(), "the generated files are not up to date");
    Ok(())
}
