//! What is generated from the functions' code and committed: `cargo dev contract` writes it, and `--check`, in CI, fails
//! where a file is not what would be written.
//!
//! A generator is a function from the workspace to the files that it makes. To add one, write it in a file of its own and
//! name it in [`GENERATORS`].

mod env_example;
mod function;
mod openapi;
mod performance;
mod providers;
mod readers;
pub mod rights;
mod router;
mod templates;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

pub use function::Function;
pub use templates::{parameter, templates};

type Generator = fn(&Workspace) -> Result<Vec<File>>;

const GENERATORS: [Generator; 6] = [
    openapi::files,
    router::files,
    templates::files,
    env_example::files,
    performance::files,
    providers::files,
];

/// A generated file: its path from the workspace's root, and its whole text.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// Where the sources are.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The one that this package is part of.
    pub fn find() -> Result<Self> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package
            .ancestors()
            .nth(2)
            .context("it is in dev/contract")?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// Every generated file, as it should be.
    pub fn generate(&self) -> Result<Vec<File>> {
        let mut files = Vec::new();
        for generator in GENERATORS {
            files.extend(generator(self)?);
        }
        Ok(files)
    }

    /// The committed text; `None` where there is no such file.
    #[must_use]
    pub fn committed(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root.join(path)).ok()
    }

    /// Generated before and no longer: the templates of domains that are gone.
    pub fn left_over(&self, files: &[File]) -> Result<Vec<String>> {
        let mut left_over = Vec::new();
        for entry in fs::read_dir(self.root.join(templates::FOLDER))? {
            let name = entry?.file_name();
            let path = format!("{}/{}", templates::FOLDER, name.to_string_lossy());
            if templates::is_generated(&path) && files.iter().all(|file| file.path != path) {
                left_over.push(path);
            }
        }
        Ok(left_over)
    }

    pub fn remove(&self, path: &str) -> Result<()> {
        fs::remove_file(self.root.join(path)).context(path.to_owned())
    }

    pub fn write(&self, file: &File) -> Result<()> {
        fs::write(self.root.join(&file.path), &file.text).context(file.path.clone())
    }
}
