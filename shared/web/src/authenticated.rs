//! A request whose sender is authenticated.

use std::ops::Deref;

use domain::{AccountId, Env, MemberRole, Principal, UserId};
use serde::Serialize;

use crate::{
    FieldError, Fields, Problem, Request, Response, auth::Session, etag, limits, zip_errors,
};

/// How much a user may ask for of what costs money.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UsageLimits {
    /// Requests a minute; 0: no limit.
    pub(crate) rate_limit: i32,
    /// Whether the plan's quotas are enforced.
    pub(crate) quotas: bool,
}

impl UsageLimits {
    /// `RATE_LIMIT_PER_MINUTE` and `QUOTAS`, both off by default.
    pub(crate) fn from_env(env: &mut Env) -> Self {
        let rate_limit = env.parsed("RATE_LIMIT_PER_MINUTE", 0);
        let quotas = env.switch("QUOTAS");
        Self { rate_limit, quotas }
    }
}

#[derive(Debug)]
pub struct AuthenticatedRequest {
    request: Request,
    session: Session,
    pub(crate) usage_limits: UsageLimits,
    pub(crate) function: &'static str,
}

impl AuthenticatedRequest {
    pub(crate) fn new(
        request: Request,
        session: Session,
        usage_limits: UsageLimits,
        function: &'static str,
    ) -> Self {
        Self {
            request,
            session,
            usage_limits,
            function,
        }
    }

    #[must_use]
    pub fn user(&self) -> &UserId {
        &self.session.principal.user
    }

    /// Whose rows the request is about: the active organization's, else the user's own.
    #[must_use]
    pub fn account(&self) -> &AccountId {
        &self.session.principal.account
    }

    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.session.principal
    }

    /// The role in the account that the route asks for.
    #[must_use]
    pub fn needs(&self) -> MemberRole {
        self.policy.needs(&self.method)
    }

    /// Who has signed in as this user, by the sign-in service's impersonation.
    #[must_use]
    pub fn actor(&self) -> Option<&str> {
        self.session.actor.as_deref()
    }

    /// The claims of the verified token.
    #[must_use]
    pub fn claims(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.session.claims
    }

    /// A claim that is a string, such as a customised `name` or `email`.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.session
            .claims
            .get(name)
            .and_then(serde_json::Value::as_str)
    }

    /// An id of the path; one that is none is a resource that isn't there.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.request.params.id(name)
    }

    /// The JSON object in the body, as [`Request::json`] reads it; a bad `Idempotency-Key` is reported
    /// together with its errors.
    pub fn json<T>(&self, reader: impl FnOnce(&mut Fields) -> Option<T>) -> Result<T, Problem> {
        let body = self.request.json(reader);
        if !self.policy.is_write() {
            return body;
        }
        Ok(zip_errors(body, self.idempotency_key())?.0)
    }

    /// A structured-field string, its quotes optional, or any run of visible ASCII.
    pub fn idempotency_key(&self) -> Result<Option<String>, Problem> {
        let Some(value) = self.header("idempotency-key").map(str::trim) else {
            return Ok(None);
        };
        let quoted = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let key = quoted.map_or_else(
            || value.to_owned(),
            |quoted| quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
        );
        if (1..=limits::IDEMPOTENCY_KEY).contains(&key.len())
            && key.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        {
            return Ok(Some(key));
        }
        Err(Problem::invalid(
            vec![FieldError::invalid_idempotency_key()],
        ))
    }

    /// Whether the client set a condition on what it changes.
    #[must_use]
    pub fn has_precondition(&self) -> bool {
        self.observed.precondition.set();
        self.header("if-match").is_some()
    }

    /// `If-Match` on the resource as it is: 412 where it has changed since the client read it.
    pub fn check_precondition<T: Serialize>(&self, current: &T) -> Result<(), Problem> {
        self.expect_policy(self.policy.conditional, "is conditional")?;
        self.observed.precondition.set();
        let Some(condition) = self.header("if-match") else {
            return Ok(());
        };
        let current = serde_json::to_vec(current).map_err(Problem::internal)?;
        if etag::if_match_holds(condition, &etag::etag(&current)) {
            Ok(())
        } else {
            Err(Problem::precondition_failed())
        }
    }

    /// A resource with what comes with it: the tag's first part is the resource's own, by which `If-Match` knows it again.
    /// Where nothing comes with it (`own` is `None`, or the same) the tag is the own one alone.
    pub fn resource_including<T: Serialize, W: Serialize>(
        &self,
        own: Option<&T>,
        whole: &W,
    ) -> Result<Response, Problem> {
        let response = Response::resource(whole)?;
        let Some(own) = own else {
            return Ok(response);
        };
        let own = serde_json::to_vec(own).map_err(Problem::internal)?;
        if response.body.bytes() == own {
            return Ok(response);
        }
        let tag = etag::including(&etag::etag(&own), response.body.bytes());
        Ok(response.header("etag", tag))
    }
}

impl Deref for AuthenticatedRequest {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}
