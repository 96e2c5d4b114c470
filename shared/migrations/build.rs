//! Lists the files of `migrations/`, so that nobody has to.

use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../migrations");
    let mut code = String::new();
    for (constant, folder) in [("ONCE", ""), ("REPEATABLE", "repeatable")] {
        let folder = root.join(folder).canonicalize()?;
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut paths = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "sql") {
                paths.push(path);
            }
        }
        paths.sort();
        writeln!(code, "const {constant}: &[(&str, &str)] = &[")?;
        for path in &paths {
            let name = path.file_name().and_then(|name| name.to_str());
            let (name, path) = name.zip(path.to_str()).ok_or("a path is no UTF-8")?;
            writeln!(code, "    ({name:?}, include_str!({path:?})),")?;
        }
        writeln!(code, "];")?;
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("files.rs");
    fs::write(out, code)?;
    Ok(())
}
