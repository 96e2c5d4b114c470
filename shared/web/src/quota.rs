//! 402: what is used up, and what would help.

use lambda_http::http::StatusCode;
use models::plans::{Quota, QuotaExceeded};

use crate::Problem;

impl Problem {
    /// `quota_exceeded` or `storage_quota_exceeded`.
    #[must_use]
    pub fn quota_exceeded(exceeded: Box<QuotaExceeded>) -> Self {
        let QuotaExceeded { plan, limit, .. } = exceeded.as_ref();
        let (code, what) = match exceeded.quota {
            Quota::Outputs => (
                "quota_exceeded",
                format!("Your plan, {plan}, has {limit} outputs a month, and they are used up."),
            ),
            Quota::StorageBytes => (
                "storage_quota_exceeded",
                format!(
                    "Your plan, {plan}, stores {}, and this would be more. Delete files that you don't need.",
                    size(*limit)
                ),
            ),
        };
        let anew = exceeded
            .resets_at
            .map(|at| format!("They start anew on {} (UTC).", at.date_naive()));
        let larger = exceeded
            .larger_plan
            .as_ref()
            .map(|plan| format!("The plan {plan} has room for it."));
        let sentences: Vec<_> = [Some(what), anew, larger].into_iter().flatten().collect();
        Self {
            quota: Some(exceeded),
            ..Self::new(StatusCode::PAYMENT_REQUIRED, code, &sentences.join(" "))
        }
    }
}

/// In the largest unit that divides it.
fn size(bytes: i64) -> String {
    let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let unit = units
        .iter()
        .find(|(_, unit)| bytes >= *unit && bytes % unit == 0);
    unit.map_or_else(
        || format!("{bytes} bytes"),
        |(name, unit)| format!("{} {name}", bytes / unit),
    )
}
