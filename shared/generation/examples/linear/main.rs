//! Whether all that is done with a text takes time in proportion to its length, whatever the text is:
//! `cargo run --release -p repostr-generation --example linear -- [--most BYTES] [SHAPE|WORK…]`.
//!
//! Each shape is a hostile text, doubled from 48 kB on. Per shape and work: the processor's time for each length in
//! milliseconds, children included, and the largest ratio of a text to one of half its length; above 2.2 it is marked, and
//! the exit code is 1. Times below a twentieth of a second say nothing, so they are not compared.

mod shapes;
mod work;

use std::{
    env, fs,
    process::ExitCode,
    time::{Duration, Instant},
};

use rustix::time::{ClockId, clock_gettime};
use shapes::{SHAPES, Shape, text};
use work::{WORK, Work};

const LEAST: usize = 48_000;
const MOST: usize = 6_144_000;
/// Of a text that is twice as long.
const RATIO: f64 = 2.2;
/// What is above it is measured so often, since the machine may have been busy: the shortest times count.
const TRIES: usize = 4;
/// The shortest time that is compared.
const NOISE: Duration = Duration::from_millis(50);
/// A shape that takes longer is not doubled any further.
const PATIENCE: Duration = Duration::from_secs(40);

/// Time that this thread and the children had a processor, so that other work on the machine changes little.
fn processor_time() -> Option<Duration> {
    let own = Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).ok()?;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the program's name: cutime and cstime, in hundredths of a second.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let (user, system): (u64, u64) = (fields.get(13)?.parse().ok()?, fields.get(14)?.parse().ok()?);
    Some(own + Duration::from_millis((user + system) * 10))
}

fn timed(work: impl FnOnce()) -> Duration {
    let (wall, before) = (Instant::now(), processor_time());
    work();
    match (before, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall.elapsed(),
    }
}

/// Says how long the work takes for the shape in all lengths; whether that is in proportion.
fn is_linear(shape: Shape, (name, run): Work, most: usize) -> bool {
    let ratio = |before: Duration, took: Duration| took.as_secs_f64() / before.as_secs_f64();
    let (mut bytes, mut before, mut worst) = (LEAST, None::<(String, Duration)>, 0.0_f64);
    let mut all = Vec::new();
    while bytes <= most {
        let text = text(shape, bytes);
        let mut took = timed(|| run(&text));
        if let Some((half, before)) = before.as_mut().filter(|(_, before)| *before >= NOISE) {
            for _ in 1..TRIES {
                if ratio(*before, took) <= RATIO {
                    break;
                }
                *before = timed(|| run(half)).min(*before);
                took = timed(|| run(&text)).min(took);
            }
            worst = worst.max(ratio(*before, took));
        }
        all.push(took.as_millis().to_string());
        before = Some((text, took));
        if took > PATIENCE {
            break;
        }
        bytes *= 2;
    }
    let mark = if worst > RATIO {
        "  <-- not linear"
    } else {
        ""
    };
    println!(
        "{:24}{name:8}{worst:6.2}  {} ms{mark}",
        shape.0,
        all.join(" ")
    );
    worst <= RATIO
}

fn main() -> ExitCode {
    // A document is read by a child, which is this program again.
    documents::child::main_if_child();
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let mut most = MOST;
    if let Some(place) = arguments.iter().position(|argument| argument == "--most") {
        let bytes = arguments.get(place + 1);
        most = bytes.and_then(|bytes| bytes.parse().ok()).unwrap_or(MOST);
        arguments.drain(place..arguments.len().min(place + 2));
    }
    let asked = |name: &str| arguments.iter().any(|asked| asked == name);
    let all_shapes = !SHAPES.iter().any(|(name, ..)| asked(name));
    let all_work = !WORK.iter().any(|(name, _)| asked(name));
    let mut all_linear = true;
    for shape in SHAPES
        .into_iter()
        .filter(|(name, ..)| all_shapes || asked(name))
    {
        for work in WORK.into_iter().filter(|(name, _)| all_work || asked(name)) {
            all_linear &= is_linear(shape, work, most);
        }
    }
    if all_linear {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
