//! A provider that is away is away for every job: after a few that found it so, the others of this worker wait without asking.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::Failure;

use super::AttemptError;

/// So many in a row, and it is not the one job's bad luck.
const FAILURES: u32 = 3;
/// Then nobody asks for so long, and after each further failure for twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_mins(2);
/// What a provider says when it serves nobody, or none of us.
const CODES: [&str; 2] = ["provider_unavailable", "provider_rate_limited"];

/// What the worker knows of its provider.
#[derive(Default)]
pub(super) struct Outage(Mutex<State>);

#[derive(Default)]
struct State {
    /// In a row.
    failures: u32,
    /// The last one, and until when nobody asks.
    last: Option<(Failure, Instant)>,
}

impl Outage {
    /// Whether a job may ask at `now`. When a pause is over one does, and the others wait for what it hears.
    pub(super) fn check(&self, now: Instant) -> Result<(), AttemptError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = pause(state.failures);
        match &mut state.last {
            Some((failure, until)) if now < *until => Err(AttemptError::Postpone {
                failure: failure.clone(),
                retry_after: Some(*until - now),
            }),
            Some((_, until)) => {
                *until = now + pause;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What came of an attempt that has asked.
    pub(super) fn note(&self, error: Option<&AttemptError>, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match error {
            Some(AttemptError::Postpone { failure, .. }) if CODES.contains(&&*failure.code) => {
                state.failures = state.failures.saturating_add(1);
                if state.failures >= FAILURES {
                    state.last = Some((failure.clone(), now + pause(state.failures)));
                }
            }
            // It has answered, whatever it said.
            _ => *state = State::default(),
        }
    }
}

fn pause(failures: u32) -> Duration {
    FIRST_PAUSE
        .saturating_mul(2_u32.saturating_pow(failures.saturating_sub(FAILURES)))
        .min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn away() -> AttemptError {
        Failure::passing("provider_unavailable", "The provider does not answer.").into()
    }

    #[test]
    fn after_three_failures_nobody_asks_then_one_then_all() {
        let (outage, now) = (Outage::default(), Instant::now());
        for _ in 0..FAILURES {
            assert!(outage.check(now).is_ok());
            outage.note(Some(&away()), now);
        }
        let Err(AttemptError::Postpone {
            failure,
            retry_after,
        }) = outage.check(now)
        else {
            panic!("it is asked");
        };
        assert_eq!(failure.code, "provider_unavailable");
        assert_eq!(retry_after, Some(FIRST_PAUSE));
        let later = now + FIRST_PAUSE;
        assert!(outage.check(later).is_ok(), "one asks");
        assert!(outage.check(later).is_err(), "the others wait for it");
        outage.note(Some(&away()), later);
        assert!(outage.check(later + FIRST_PAUSE).is_err(), "twice as long");
        assert!(outage.check(later + FIRST_PAUSE * 2).is_ok());
        outage.note(None, later);
        assert!(outage.check(later).is_ok() && outage.check(later).is_ok());
    }

    #[test]
    fn what_is_one_jobs_own_keeps_no_other_from_asking() {
        let (outage, now) = (Outage::default(), Instant::now());
        for _ in 0..10 {
            outage.note(
                Some(&Failure::permanent("content_refused", "No.").into()),
                now,
            );
            outage.note(
                Some(&Failure::passing("storage_unavailable", "Later.").into()),
                now,
            );
            assert!(outage.check(now).is_ok());
        }
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
