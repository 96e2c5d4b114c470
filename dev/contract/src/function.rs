//! The functions that answer requests: their routes, and the domain that they are deployed with.

use std::{collections::BTreeMap, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{Workspace, rights};

/// What a function of the routes needs to be deployed.
#[derive(Debug)]
pub struct Function {
    /// The binary's: `output-create`.
    pub name: String,
    /// The folder of its source: `outputs`.
    pub domain: String,
    /// `POST /projects`, as API Gateway calls a route.
    pub routes: Vec<String>,
    pub uses: &'static [rights::Use],
}

/// Takes what no route names: API Gateway's `$default`.
const FALLBACK: &str = "fallback";

impl Workspace {
    /// Those of the routes, in their order.
    pub fn functions(&self) -> Result<Vec<Function>> {
        let binaries = self.binaries()?;
        let mut functions: Vec<Function> = Vec::new();
        let named = functions::ALL.iter().flat_map(|route| {
            let key = |method| (route.function, format!("{method} {}", route.path));
            route.methods().iter().map(key)
        });
        for (name, route) in named.chain([(FALLBACK, "$default".to_owned())]) {
            if let Some(known) = functions.iter_mut().find(|known| known.name == name) {
                known.routes.push(route);
                continue;
            }
            let source = binaries
                .get(name)
                .with_context(|| format!("no binary is called {name}"))?;
            let domain = source.parent().and_then(|folder| folder.file_name());
            functions.push(Function {
                name: name.to_owned(),
                domain: domain
                    .context("it is in a folder")?
                    .to_string_lossy()
                    .into_owned(),
                routes: vec![route],
                uses: rights::uses(name),
            });
        }
        Ok(functions)
    }

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
