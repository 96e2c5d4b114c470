//! When to try again.

use std::time::Duration;

use ring::rand::{SecureRandom, SystemRandom};

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(15);

/// Exponential, with jitter over its upper half, so that what failed together does not come back together; never
/// sooner than the other side asked for, and never later than a quarter of an hour.
#[must_use]
pub fn backoff(attempt: u32, retry_after: Option<Duration>) -> Duration {
    let ceiling = FIRST
        .saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)))
        .min(LONGEST);
    let delay = ceiling / 2 + (ceiling / 2).mul_f64(random());
    delay.max(retry_after.unwrap_or_default()).min(LONGEST)
}

/// A fifth more or less, at random, so that what is planned for one moment is spread.
#[must_use]
pub fn jitter(delay: Duration) -> Duration {
    delay.mul_f64(0.8 + 0.4 * random())
}

/// From 0 to 1.
fn random() -> f64 {
    let mut byte = [0];
    match SystemRandom::new().fill(&mut byte) {
        Ok(()) => f64::from(byte[0]) / 255.0,
        Err(_) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_and_stays_in_its_bounds() {
        for attempt in 1..40 {
            let delay = backoff(attempt, None);
            let ceiling = FIRST
                .saturating_mul(2_u32.saturating_pow(attempt - 1))
                .min(LONGEST);
            assert!(
                delay >= ceiling / 2 && delay <= ceiling,
                "{attempt}: {delay:?}"
            );
        }
        assert_eq!(
            backoff(1, Some(Duration::from_mins(1))),
            Duration::from_mins(1)
        );
        assert_eq!(backoff(1, Some(Duration::from_hours(24))), LONGEST);
    }
}
