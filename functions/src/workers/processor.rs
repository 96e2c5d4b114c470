//! How long a thread has had a processor: what bounds a job that computes, however many others compute beside it.

use std::{fs, io, path::PathBuf, time::Duration};

use tokio::time::{MissedTickBehavior, interval};

/// Between two looks.
const LOOK: Duration = Duration::from_secs(1);
/// In which Linux counts it for every program (`getconf CLK_TCK`).
const TICKS: u64 = 100;

/// A thread's clock, from when it was made.
pub(super) struct ThreadClock {
    stat: PathBuf,
    began_at: Duration,
}

impl ThreadClock {
    /// Of the thread that asks, whose earlier work doesn't count.
    pub(super) fn of_this_thread() -> io::Result<Self> {
        let stat = PathBuf::from("/proc").join(fs::read_link("/proc/thread-self")?.join("stat"));
        let began_at = read(&stat)?;
        Ok(Self { stat, began_at })
    }

    /// Comes back when the thread has had a processor for so long.
    pub(super) async fn used_up(&self, most: Duration) {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            look.tick().await;
            // A thread that is gone has no time any more.
            if read(&self.stat).is_ok_and(|time| time.saturating_sub(self.began_at) >= most) {
                return;
            }
        }
    }
}

fn read(stat: &PathBuf) -> io::Result<Duration> {
    let stat = fs::read_to_string(stat)?;
    // The name before it may have anything in it; proc_pid_stat(5) counts from 1, and utime and stime are 14 and 15.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || fields.next().and_then(|ticks| ticks.parse::<u64>().ok());
    let (Some(user), Some(system)) = (next(), next()) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    Ok(Duration::from_millis((user + system) * 1_000 / TICKS))
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Arc,
            atomic::{AtomicBool, Ordering},
            mpsc,
        },
        thread,
        time::Instant,
    };

    use tokio::time::timeout;

    use super::*;

    /// A thread that computes, or waits, until it is told to end.
    fn thread(computes: bool) -> (ThreadClock, impl FnOnce()) {
        let (send, clock) = mpsc::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let is_over = Arc::clone(&is_over);
            move || {
                send.send(ThreadClock::of_this_thread().unwrap()).unwrap();
                while !is_over.load(Ordering::Relaxed) {
                    if !computes {
                        thread::park();
                    }
                }
            }
        });
        let end = move || {
            is_over.store(true, Ordering::Relaxed);
            thread.thread().unpark();
            thread.join().unwrap();
        };
        (clock.recv().unwrap(), end)
    }

    #[tokio::test]
    async fn a_thread_that_computes_uses_its_time_up_and_one_that_waits_does_not() {
        const MOST: Duration = Duration::from_millis(300);
        let (computing, end_computing) = thread(true);
        let (waiting, end_waiting) = thread(false);
        let started = Instant::now();
        let waits = tokio::select! {
            () = computing.used_up(MOST) => true,
            () = waiting.used_up(MOST) => false,
        };
        assert!(waits && started.elapsed() >= MOST);
        let again = timeout(2 * LOOK, waiting.used_up(MOST)).await;
        assert!(again.is_err());
        end_computing();
        end_waiting();
    }
}
