//! Where everything is: the workspace, and `.dev/` in it, which git ignores and the local stack never leaves.

use std::{
    fs::File,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::{Serialize, de::DeserializeOwned};

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub(crate) root: PathBuf,
}

impl Folder {
    /// The workspace that this program is called in, or else the one it was built from: cargo takes a program that was
    /// built before its workspace was copied or moved for good.
    pub(crate) fn of_workspace() -> Result<Self> {
        let cargo = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let places = cargo
            .into_iter()
            .chain(std::env::current_dir())
            .chain([env!("CARGO_MANIFEST_DIR").into()]);
        let mut folders =
            places.flat_map(|place| place.ancestors().map(Path::to_owned).collect::<Vec<_>>());
        let root = folders.find(|folder| folder.join("dev/platform.sql").exists());
        Ok(Self {
            root: root.context("there is no workspace of Repostr here")?,
        })
    }

    pub(crate) fn dev(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(".dev").join(path)
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.dev("logs").join(format!("{name}.log"))
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.dev("state.json")
    }

    /// One `cargo dev` at a time changes the stack; the lock goes with the file.
    pub(crate) fn lock(&self) -> Result<File> {
        std::fs::create_dir_all(self.dev("logs"))?;
        let lock = File::create(self.dev("lock"))?;
        if lock.try_lock().is_err() {
            eprintln!("  … waiting for another `cargo dev`");
            lock.lock()?;
        }
        Ok(lock)
    }
}

/// The JSON in a file, or `None` where there is no file.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        read => {
            let bytes = read.with_context(|| format!("can't read {}", path.display()))?;
            let value = serde_json::from_slice(&bytes).with_context(|| {
                format!(
                    "{} is damaged; `cargo dev reset` makes a new stack",
                    path.display()
                )
            })?;
            Ok(Some(value))
        }
    }
}

pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    write_private(path, &(serde_json::to_string_pretty(value)? + "\n"))
}

/// Written beside and moved into place, so that a reader never sees half of it; readable for its owner alone,
/// since most of what is kept here is a password.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<()> {
    let beside = path.with_added_extension("new");
    _ = std::fs::remove_file(&beside);
    let write = || -> std::io::Result<()> {
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(text.as_bytes())?;
        std::fs::rename(&beside, path)
    };
    write().with_context(|| format!("can't write {}", path.display()))
}
