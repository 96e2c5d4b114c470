//! Size, start and memory of each function that answers requests.

use std::{collections::BTreeMap, fs, io::Write, path::PathBuf};

use flate2::{Compression, write::DeflateEncoder};
use serde_json::Value;

use crate::{
    median,
    runtime::{Environment, Function, binary},
};

const ROUNDS: usize = 21;
/// Megabytes zipped, milliseconds to the first `next`, megabytes of memory.
const BOUNDS: [f64; 3] = [3.0, 10.0, 15.0];
/// Those that read sources, hold texts against them or write Word files; and their megabytes, zipped.
const OF_TEXTS: [&str; 3] = ["output-create", "output-export", "output-update"];
const ZIPPED_OF_TEXTS: f64 = 4.5;
const HELLO: &str = "hello";

#[derive(Default)]
struct Figures {
    zipped: f64,
    start: Vec<f64>,
    memory: Vec<f64>,
}

/// Starts each function in turns, hello-world first in each, so that a noisy minute is everybody's.
pub(crate) async fn measure() {
    let environment = environment();
    let functions = names();
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    for round in 0..ROUNDS {
        for name in functions.iter().map(String::as_str).chain([HELLO]) {
            let function = Function::start(name, &environment).await;
            let entry = figures.entry(name).or_default();
            // The first start reads the file from the disk.
            if round == 0 {
                entry.zipped = zipped(name);
            } else {
                entry.start.push(function.init.as_secs_f64() * 1_000.0);
                entry.memory.push(resident(function.pid()));
            }
            function.kill().await;
        }
    }
    let mut hello = figures.remove(HELLO).unwrap();
    let hello = (
        hello.zipped,
        median(&mut hello.start),
        median(&mut hello.memory),
    );
    println!("\n| function | zipped, MB | × hello | start, ms | × hello | memory, MB | × hello |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    println!(
        "| hello world | {:.2} | | {:.1} | | {:.1} | |",
        hello.0, hello.1, hello.2
    );
    let mut over = Vec::new();
    for (name, mut figures) in figures {
        let (zipped, start, memory) = (
            figures.zipped,
            median(&mut figures.start),
            median(&mut figures.memory),
        );
        println!(
            "| {name} | {zipped:.2} | {:.1} | {start:.1} | {:.1} | {memory:.1} | {:.1} |",
            zipped / hello.0,
            start / hello.1,
            memory / hello.2,
        );
        let [of_zipped, of_start, of_memory] = BOUNDS;
        let of_zipped = if OF_TEXTS.contains(&name) {
            ZIPPED_OF_TEXTS
        } else {
            of_zipped
        };
        if zipped >= of_zipped || start >= of_start || memory >= of_memory {
            over.push(name);
        }
    }
    assert!(over.is_empty(), "over a bound: {over:?}");
}

/// Each function that answers requests.
fn names() -> Vec<String> {
    let mut names: Vec<String> = functions::ALL
        .iter()
        .map(|route| route.function.to_owned())
        .collect();
    names.push("fallback".to_owned());
    names.sort();
    names.dedup();
    names
}

/// The local stack's, with the issuer's key as a variable, as template.yaml has it: nothing is fetched.
pub(crate) fn environment() -> Environment {
    let state = PathBuf::from(std::env::var("REPOSTR_STATE").unwrap());
    let read = |name: &str| fs::read_to_string(state.with_file_name(name)).unwrap();
    let all: Value = serde_json::from_str(&read("functions.json")).unwrap();
    let mut environment: Environment = serde_json::from_value(all["environment"].clone()).unwrap();
    environment.remove("CLERK_JWKS_URL");
    environment.insert("CLERK_JWT_KEY".to_owned(), read("issuer/public.pem"));
    environment
}

/// Megabytes of the binary once it is compressed the way a zip file does it.
fn zipped(name: &str) -> f64 {
    let binary = fs::read(binary(name)).unwrap();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&binary).unwrap();
    megabytes(encoder.finish().unwrap().len())
}

/// The most that the process has had in memory, in megabytes.
pub(crate) fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().unwrap();
    megabytes(kilobytes * 1024)
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}
