//! The problems that come from what all endpoints have in common, each once: by whom it is answered it is documented too.
//! Those of one domain stand in the functions' own `problems.rs`.

use std::fmt::Display;

use lambda_http::http::StatusCode;
use models::{
    Rate,
    plans::{Quota, QuotaExceeded},
};

use crate::{FieldError, InvalidValue, Problem, limits};

impl Problem {
    /// Says nothing that would help an attacker.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "Sign in and send a valid session token.",
        )
        .header("www-authenticate", "Bearer".to_owned())
    }

    /// The token names an organization that its user is no longer in.
    #[must_use]
    pub fn membership_ended() -> Self {
        let detail = "You are no longer a member of this organization. Get a new session token.";
        Self::new(StatusCode::UNAUTHORIZED, "membership_ended", detail)
            .header("www-authenticate", "Bearer".to_owned())
    }

    /// What a person has to ask for themselves.
    #[must_use]
    pub fn session_required() -> Self {
        let detail = "This can't be asked with an API key. Use a session token.";
        Self::new(StatusCode::FORBIDDEN, "session_required", detail)
    }

    #[must_use]
    pub fn read_only() -> Self {
        let detail =
            "Your role in this organization is to read. Ask one of its admins for another.";
        Self::new(StatusCode::FORBIDDEN, "read_only", detail)
    }

    #[must_use]
    pub fn admin_role_required() -> Self {
        let detail = "In an organization only its admins may do this.";
        Self::new(StatusCode::FORBIDDEN, "admin_role_required", detail)
    }

    #[must_use]
    pub fn impersonated() -> Self {
        let detail = "You have signed in as somebody else: that is no way to delete what is theirs or to spend for them.";
        Self::new(StatusCode::FORBIDDEN, "impersonated", detail)
    }

    /// What is another's gets the same answer as what never was.
    #[must_use]
    pub fn not_found(thing: &str) -> Self {
        let detail = format!("There is no such {thing}, or it is not yours.");
        Self::new(
            StatusCode::NOT_FOUND,
            &format!("{thing}_not_found"),
            &detail,
        )
    }

    #[must_use]
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            &format!("This path allows {allowed}."),
        )
        .header("allow", allowed.to_owned())
    }

    #[must_use]
    pub fn output_in_progress() -> Self {
        let detail =
            "This output is being worked on. Wait until its status is final, or cancel it.";
        Self::conflict("output_in_progress", detail)
    }

    #[must_use]
    pub fn precondition_failed() -> Self {
        let detail = "It has been changed since you read it. Read it again and repeat your change.";
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "precondition_failed",
            detail,
        )
    }

    /// Every bad field at once.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::refused("invalid_request", errors)
    }

    #[must_use]
    pub fn too_many_requests(retry_after: u64) -> Self {
        let detail = format!("Too many requests. Try again in {retry_after} s.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", &detail).retry_after(retry_after)
    }

    /// With the state of the user's rate limit, for a request that was counted.
    #[must_use]
    pub fn rated(self, rate: Rate) -> Self {
        rate_headers(rate)
            .into_iter()
            .fold(self, |problem, (name, value)| problem.header(name, value))
    }

    #[must_use]
    pub fn database_unavailable() -> Self {
        Self::unavailable("database_unavailable", "The database")
    }

    #[must_use]
    pub fn storage_unavailable() -> Self {
        Self::unavailable("storage_unavailable", "The storage")
    }

    /// Nobody can be let in, since the keys of the tokens can't be had.
    #[must_use]
    pub fn keys_unavailable() -> Self {
        Self::unavailable("keys_unavailable", "The sign-in service")
    }

    #[must_use]
    pub fn timed_out() -> Self {
        Self::unavailable("timed_out", "What this request needs")
    }

    #[must_use]
    pub fn body_too_large() -> Self {
        let most = limits::JSON_BODY / 1024 / 1024;
        let detail = format!("A JSON body holds at most {most} MB.");
        Self::too_large("body_too_large", &detail)
    }

    #[must_use]
    pub fn not_json() -> Self {
        Self::unsupported_media_type("Send the body as application/json.")
    }

    #[must_use]
    pub fn invalid_json(why: impl Display) -> Self {
        Self::bad_request(
            "invalid_json",
            &format!("The body is not valid JSON: {why}."),
        )
    }

    /// The first request with this idempotency key has no answer yet.
    #[must_use]
    pub fn idempotency_key_in_flight() -> Self {
        let detail = "The first request with this Idempotency-Key is still being worked on.";
        Self::conflict("idempotency_key_in_flight", detail).retry_after(1)
    }

    #[must_use]
    pub fn idempotency_key_reused() -> Self {
        let detail = "This Idempotency-Key came with another request before. Use a new key.";
        let reused = InvalidValue::new("idempotency_key_reused", detail);
        Self::unprocessable(reused.of("Idempotency-Key"))
    }

    /// `quota_exceeded` or `storage_quota_exceeded`: what is used up, and what would help.
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

    /// 500: the cause goes to the log alone, under the request's id.
    #[must_use]
    pub fn internal(cause: impl Display) -> Self {
        let detail = "Something went wrong on our side. Tell us the request id if it stays so.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail).caused_by(cause)
    }

    /// An event that no gateway sends: no route is known of it yet.
    pub(crate) fn not_a_gateway_event(why: impl Display) -> Self {
        Self::bad_request("invalid_event", &why.to_string())
    }

    pub(crate) fn invalid_base64() -> Self {
        Self::bad_request("invalid_base64", "The body is not valid base64.")
    }

    pub(crate) fn invalid_method() -> Self {
        Self::bad_request("invalid_method", "The method is not one of HTTP's.")
    }
}

/// The state of a rate limit, as answers tell it.
pub(crate) fn rate_headers(rate: Rate) -> [(&'static str, String); 3] {
    [
        ("x-ratelimit-limit", rate.limit.to_string()),
        ("x-ratelimit-remaining", rate.remaining.to_string()),
        ("x-ratelimit-reset", rate.reset.to_string()),
    ]
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
