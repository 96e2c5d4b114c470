//! What a person sees while something takes its time. All of it on standard error: standard output is for results.

use std::{
    io::{IsTerminal, Write},
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// `println!`, for whoever may stop reading.
macro_rules! say {
    ($($text:tt)*) => { $crate::terminal::line(&format!($($text)*)) };
}
pub(crate) use say;

/// A line of a result. Whoever reads it may stop reading, as `head` does: then there is nothing more to do.
pub(crate) fn line(text: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{text}") {
        std::process::exit(i32::from(error.kind() != std::io::ErrorKind::BrokenPipe));
    }
}

/// A spinner is shown only for what takes longer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Without a terminal, how often a line says that the step is still going on.
const REMINDER: Duration = Duration::from_secs(15);

/// One thing that is being done: a line when it is done, a spinner or a line now and then until it is.
pub(crate) struct Step {
    what: String,
    started: Instant,
    ticker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Step {
    pub(crate) fn start(what: impl Into<String>) -> Self {
        let (what, started) = (what.into(), Instant::now());
        let (stop, stopped) = channel();
        let (label, spins) = (what.clone(), std::io::stderr().is_terminal());
        let ticker = std::thread::spawn(move || {
            let pause = if spins {
                Duration::from_millis(120)
            } else {
                REMINDER
            };
            for frame in ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
                .into_iter()
                .cycle()
            {
                if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                let seconds = started.elapsed().as_secs();
                if spins && started.elapsed() > PATIENCE {
                    eprint!("\r  {frame} {label} … {seconds} s");
                    _ = std::io::stderr().flush();
                } else if !spins {
                    eprintln!("  … {label}: {seconds} s");
                }
            }
            if spins {
                eprint!("\r\x1b[2K");
            }
        });
        Self {
            what,
            started,
            ticker: Some((stop, ticker)),
        }
    }

    pub(crate) fn done(mut self) {
        self.end('✓');
    }

    fn end(&mut self, sign: char) {
        if let Some((stop, ticker)) = self.ticker.take() {
            drop(stop);
            _ = ticker.join();
            eprintln!(
                "  {sign} {:<52}{:>7.1} s",
                self.what,
                self.started.elapsed().as_secs_f64()
            );
        }
    }
}

/// A step that was not finished has failed; the error that follows says why.
impl Drop for Step {
    fn drop(&mut self) {
        self.end('✗');
    }
}
