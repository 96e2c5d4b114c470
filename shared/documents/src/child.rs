//! A document is read by a child of this process, its own program again, within bounds of time and memory.
//!
//! What ends a parser that meets a hostile file, an allocation that fails, a stack that overflows, a loop without end,
//! would end the worker; here it ends the child, and gives a reason. The child has none of the environment, and can open
//! neither a file nor a connection.

use std::{
    env,
    ffi::OsStr,
    io::{Read, Write, stdin, stdout},
    os::unix::process::ExitStatusExt,
    process::{ExitStatus, Stdio, exit},
    thread,
};

use rustix::process::{Resource, Rlimit, Signal, setrlimit};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::Command,
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::{Document, DocumentError, limits, parse, within_size};

/// Says to a program that it is a child; the extension follows.
const ARGUMENT: &str = "--read-document";
/// This program, also when its file was replaced meanwhile.
const PROGRAM: &str = "/proc/self/exe";

/// How a child ends that could not begin, or not answer.
const UNABLE: i32 = 3;

type Answer = Result<Document, DocumentError>;

static TURNS: Semaphore = Semaphore::const_new(limits::CHILDREN);

/// Leave to read a document, which [`limits::CHILDREN`] have at a time. Who fetches the file after it got its turn doesn't
/// hold it in memory while it waits.
#[derive(Debug)]
pub struct Turn(
    #[expect(dead_code, reason = "it is given back when it is dropped")]
    Option<SemaphorePermit<'static>>,
);

impl Turn {
    pub async fn wait() -> Self {
        // Nobody closes it.
        Self(TURNS.acquire().await.ok())
    }
}

/// Comes first in the `main` of a program that calls [`read_bounded`]: in its child it reads the document and ends it.
pub fn main_if_child() {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().as_deref() != Some(OsStr::new(ARGUMENT)) {
        return;
    }
    let extension = arguments.next().unwrap_or_default();
    let done = bound().is_ok() && answer(&extension.to_string_lossy()).is_ok();
    exit(if done { 0 } else { UNABLE });
}

/// The limits of this process from now on. They can't be lifted again.
fn bound() -> rustix::io::Result<()> {
    let most = |resource, current, maximum| {
        let (current, maximum) = (Some(current), Some(maximum));
        setrlimit(resource, Rlimit { current, maximum })
    };
    most(Resource::As, limits::MEMORY, limits::MEMORY)?;
    // The first ends it with a signal that says why, the second in any case.
    most(Resource::Cpu, limits::CPU_SECONDS, limits::CPU_SECONDS + 1)?;
    most(Resource::Core, 0, 0)?;
    most(Resource::Fsize, 0, 0)?;
    most(Resource::Nofile, 0, 0)
}

/// Reads the document from the standard input and writes what came of it as the last line of the output.
fn answer(extension: &str) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes)?;
    let answer: Answer = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(limits::STACK)
            .spawn_scoped(scope, || parse(extension, &bytes))
            .map(|reading| reading.join().unwrap_or(Err(DocumentError::Damaged)))
    })?;
    let mut out = stdout().lock();
    out.write_all(b"\n")?;
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}

/// Reads a file of any of [`crate::EXTENSIONS`] in a child; `main` must have begun with [`main_if_child`].
///
/// An extension is in lower case. Dropped, it kills the child.
pub async fn read_bounded(_turn: &Turn, extension: &str, bytes: &[u8]) -> Answer {
    within_size(extension, bytes)?;
    if !crate::EXTENSIONS.contains(&extension) {
        return Err(DocumentError::Unsupported);
    }
    let mut child = Command::new(PROGRAM)
        .args([ARGUMENT, extension])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| DocumentError::Unavailable)?;
    let (Some(mut input), Some(output), Some(errors)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(DocumentError::Unavailable);
    };
    let work = async {
        let give = async move {
            // Without success where the child has ended before, which its status tells.
            let _ = input.write_all(bytes).await;
        };
        let ((), said, last_words) = tokio::join!(
            give,
            all_of(output, limits::ANSWER),
            all_of(errors, limits::LAST_WORDS)
        );
        (said, last_words, child.wait().await)
    };
    let (said, last_words, status) = timeout(limits::WAIT, work)
        .await
        .map_err(|_| DocumentError::TooSlow)?;
    let status = status.map_err(|_| DocumentError::Unavailable)?;
    if said.len() > limits::ANSWER {
        return Err(DocumentError::more_than_bytes(limits::TEXT_OUT));
    }
    let line = said.rsplit(|byte| *byte == b'\n').next();
    match line.map(serde_json::from_slice::<Answer>) {
        Some(Ok(answer)) if status.success() => answer,
        _ => Err(why(status, &String::from_utf8_lossy(&last_words))),
    }
}

/// All bytes of a stream; one more than `most` where there are more, and the rest unread.
async fn all_of(stream: impl AsyncRead + Unpin, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What broke off is no whole answer, and its child's status says why.
    let _ = stream.take(most as u64 + 1).read_to_end(&mut bytes).await;
    bytes
}

/// Why a child ended without an answer. Of what ends it, std names a failed allocation and an overflowing stack alone.
fn why(status: ExitStatus, last_words: &str) -> DocumentError {
    match status.signal().map(Signal::from_named_raw) {
        Some(Some(Signal::XCPU)) => DocumentError::TooSlow,
        // By the kernel, which has no memory left.
        Some(Some(Signal::KILL)) => DocumentError::TooHungry,
        Some(_) if last_words.contains("memory allocation of") => DocumentError::TooHungry,
        Some(_) if last_words.contains("overflowed its stack") => DocumentError::TooDeep,
        None if status.code() == Some(UNABLE) => DocumentError::Unavailable,
        _ => DocumentError::Damaged,
    }
}
