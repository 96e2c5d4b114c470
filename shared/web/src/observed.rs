//! Whether a handler keeps to its route's policy.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::Policy;

/// What a handler has asked for of what its route's policy promises, so that the first test of one that forgets fails.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    pub(crate) admission: Flag,
    pub(crate) precondition: Flag,
}

#[derive(Debug, Default)]
pub(crate) struct Flag(AtomicBool);

impl Flag {
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Observed {
    /// What the policy promises and a handler that succeeded has not done.
    pub(crate) fn missing(&self, policy: &Policy) -> Option<&'static str> {
        if policy.is_write() && !self.admission.is_set() {
            return Some("its policy is a write, and no write was begun");
        }
        if policy.conditional && !self.precondition.is_set() {
            return Some("its policy is conditional, and If-Match was not looked at");
        }
        None
    }
}
