//! What asking how the system is can be answered with.

use web::Problem;

/// `missing`: what doesn't answer, at least one.
#[must_use]
pub fn unhealthy(missing: &[&str]) -> Problem {
    let what = format!("The {}", missing.join(" and the "));
    Problem::unavailable("unhealthy", &what)
}
