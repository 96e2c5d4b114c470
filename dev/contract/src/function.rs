//! The functions' sources.

use std::{collections::BTreeMap, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::Workspace;

impl Workspace {
    /// Name → source of every function, those of queues and schedules too.
    pub fn binaries(&self) -> Result<BTreeMap<String, PathBuf>> {
        let cargo = Command::new("cargo")
            .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
            .current_dir(&self.root)
            .output()
            .context("can't start cargo")?;
        ensure!(cargo.status.success(), "cargo metadata failed");
        let metadata: Value = serde_json::from_slice(&cargo.stdout)?;
        let packages = metadata["packages"].as_array().into_iter().flatten();
        let targets = packages
            .filter(|package| package["name"] == "functions")
            .filter_map(|package| package["targets"].as_array())
            .flatten();
        let binary = |target: &Value| {
            let name = target["name"].as_str()?.to_owned();
            Some((name, PathBuf::from(target["src_path"].as_str()?)))
        };
        Ok(targets
            .filter(|target| target["kind"][0] == "bin")
            .filter_map(binary)
            .collect())
    }
}
