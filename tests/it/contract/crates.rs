//! A crate depends on lower ones alone, and what needs no database links no driver of one.

use std::process::Command;

use serde_json::Value;

use super::{packages, root};

/// The lowest first: words and the way out, what needs no database, the database, HTTP in, the functions, and what looks
/// at all of it. A crate depends on those of the layers below its own; its tests may use its neighbours.
const LAYERS: [&[&str]; 7] = [
    &["repostr-domain", "repostr-outbound"],
    &[
        "repostr-documents",
        "repostr-export",
        "repostr-generation",
        "repostr-imports",
        "repostr-jobs",
        "repostr-storage",
        "repostr-transcription",
    ],
    &["repostr-migrations", "repostr-models"],
    &["repostr-web"],
    &["functions"],
    &["contract", "dev"],
    &["tests"],
];

fn layer(package: &str) -> usize {
    LAYERS
        .iter()
        .position(|crates| crates.contains(&package))
        .unwrap_or_else(|| panic!("{package} stands in no layer"))
}

#[test]
fn no_crate_depends_on_a_higher_one() {
    let mut wrong = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let ours = |dependency: &&Value| dependency["path"].is_string();
        for dependency in package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(ours)
        {
            let other = dependency["name"].as_str().unwrap();
            let neighbour = usize::from(dependency["kind"] == "dev");
            if layer(other) >= layer(name) + neighbour {
                wrong.push(format!("{name} → {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Not from `cargo metadata`, which unites the features that all crates of the workspace ask for.
#[test]
fn what_needs_no_database_links_no_sqlx() {
    let linked = |package: &str| {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--edges=normal,build", "--prefix=none"])
            .args(["--format={p}", "--package", package])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(tree.status.success(), "{package}: {tree:?}");
        let tree = String::from_utf8(tree.stdout).unwrap();
        tree.lines().any(|line| line.starts_with("sqlx"))
    };
    assert!(linked("repostr-models"), "that it is seen");
    let lowest = LAYERS[..2].concat();
    assert!(lowest.len() > 7);
    for package in lowest {
        assert!(!linked(package), "{package}");
    }
}
