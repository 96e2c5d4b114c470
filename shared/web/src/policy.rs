//! What a route asks of its callers, what it uses, and what it can reject a request with. `serve` and
//! [`crate::AuthenticatedRequest`] keep to it, and the contract is written from it.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::{MemberRole, Timestamp};
use lambda_http::http::Method;
use models::{
    Rate,
    plans::{PLANS, Quota, QuotaExceeded},
};

use crate::{FieldError, InvalidValue, Problem, QueryParameter, Route, route::READ};

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Authentication {
    /// Anybody.
    Public,
    /// Whoever has a session token.
    #[default]
    Token,
    /// Whoever has a session token and is named in `ADMIN_USER_IDS`.
    Admin,
    /// A service that signs what it sends; the handler checks the signature.
    WebhookSignature,
}

/// How a change is kept from being made twice or too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Admission {
    /// Not at all: it reads, or does nothing more the second time.
    #[default]
    Read,
    /// By an `Idempotency-Key`.
    Write,
    /// By an `Idempotency-Key` and the user's rate limit, for it costs money.
    RateLimitedWrite,
}

/// What comes as the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RequestBody {
    /// None, or one that the handler reads itself.
    #[default]
    None,
    /// A JSON object, read with [`crate::Request::body`].
    Json,
}

/// What a route needs, and can't answer without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Database,
    Storage,
}

#[derive(Debug, Clone, Copy)]
pub struct Policy {
    pub authentication: Authentication,
    pub admission: Admission,
    pub body: RequestBody,
    /// A list that comes in pages: `limit` and `cursor`.
    pub paged: bool,
    /// What its query may have beside those; anything else is refused.
    pub query: &'static [QueryParameter],
    /// A change that `If-Match` makes conditional.
    pub conditional: bool,
    pub services: &'static [Service],
    /// The plan's limit that it counts against.
    pub quota: Option<Quota>,
    /// The role in the account that it asks for; `None`: who changes something edits, who doesn't reads.
    pub role: Option<MemberRole>,
    /// For a person alone: not with an API key.
    pub session_only: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Makes a problem as the handler would: an example for the contract.
pub type Example = fn() -> Problem;

impl Policy {
    /// A read of the database by whoever has a token.
    pub(crate) const DEFAULT: Self = Self {
        authentication: Authentication::Token,
        admission: Admission::Read,
        body: RequestBody::None,
        paged: false,
        query: &[],
        conditional: false,
        services: &[Service::Database],
        quota: None,
        role: None,
        session_only: false,
    };

    /// By a session token, whoever's.
    #[must_use]
    pub fn needs_token(&self) -> bool {
        matches!(
            self.authentication,
            Authentication::Token | Authentication::Admin
        )
    }

    /// Whether somebody who has signed in as another may not call it: it deletes, spends what is the user's, or is for themselves alone.
    #[must_use]
    pub fn is_withheld_from_actors(&self, method: &Method) -> bool {
        *method == Method::DELETE
            || self.admission == Admission::RateLimitedWrite
            || self.quota.is_some()
            || self.authentication == Authentication::Token
                && self.session_only
                && !READ.contains(method)
    }

    /// The least role in the account that may call it.
    #[must_use]
    pub fn needs(&self, method: &Method) -> MemberRole {
        let usual = if READ.contains(method) {
            MemberRole::Viewer
        } else {
            MemberRole::Member
        };
        self.role.unwrap_or(usual)
    }

    /// By an `Idempotency-Key`.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.admission != Admission::Read
    }
}

/// As `const`s are built: each says what differs from [`Policy::DEFAULT`].
impl Route {
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.policy.authentication = Authentication::Public;
        self.policy.services = &[];
        self
    }

    #[must_use]
    pub const fn admin(mut self) -> Self {
        self.policy.authentication = Authentication::Admin;
        self.session_only()
    }

    /// For a person, not for a program with an API key.
    #[must_use]
    pub const fn session_only(mut self) -> Self {
        self.policy.session_only = true;
        self
    }

    #[must_use]
    pub const fn webhook(mut self) -> Self {
        self.policy.authentication = Authentication::WebhookSignature;
        self
    }

    #[must_use]
    pub const fn write(mut self) -> Self {
        self.policy.admission = Admission::Write;
        self
    }

    #[must_use]
    pub const fn rate_limited_write(mut self) -> Self {
        self.policy.admission = Admission::RateLimitedWrite;
        self
    }

    #[must_use]
    pub const fn json(mut self) -> Self {
        self.policy.body = RequestBody::Json;
        self
    }

    #[must_use]
    pub const fn paged(mut self) -> Self {
        self.policy.paged = true;
        self
    }

    #[must_use]
    pub const fn query(mut self, parameters: &'static [QueryParameter]) -> Self {
        self.policy.query = parameters;
        self
    }

    #[must_use]
    pub const fn conditional(mut self) -> Self {
        self.policy.conditional = true;
        self
    }

    #[must_use]
    pub const fn with_storage(mut self) -> Self {
        self.policy.services = &[Service::Database, Service::Storage];
        self
    }

    /// It asks other functions instead.
    #[must_use]
    pub const fn without_database(mut self) -> Self {
        self.policy.services = &[];
        self
    }

    /// For the account's admins alone.
    #[must_use]
    pub const fn admins_of_account(mut self) -> Self {
        self.policy.role = Some(MemberRole::Admin);
        self
    }

    /// About the person alone, whichever account they act for.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.policy.role = Some(MemberRole::Viewer);
        self
    }

    #[must_use]
    pub const fn quota(mut self, quota: Quota) -> Self {
        self.policy.quota = Some(quota);
        self
    }

    /// What its handler can answer beyond what its policy brings, and better examples of that.
    #[must_use]
    pub const fn problems(mut self, own: &'static [Example]) -> Self {
        self.own_problems = own;
        self
    }

    /// An example of each problem that it can answer.
    #[must_use]
    pub fn all_problems(&self) -> Vec<Problem> {
        let mut all: Vec<Problem> = vec![Problem::timed_out(), Problem::internal("")];
        let policies = policy_problems(self);
        let own = self.own_problems.iter().map(|example| example());
        for problem in policies.into_iter().chain(own) {
            all.retain(|known| !known.is_same_kind(&problem));
            all.push(problem);
        }
        all
    }

    pub(crate) fn declares(&self, problem: &Problem) -> bool {
        let mut all = self.all_problems().into_iter();
        all.any(|known| known.is_same_kind(problem))
    }
}

fn policy_problems(route: &Route) -> Vec<Problem> {
    let policy = route.policy;
    let mut problems = Vec::new();
    if policy.needs_token() {
        problems.extend(
            route
                .parameters()
                .map(|name| Problem::not_found(name.trim_end_matches("_id"))),
        );
        problems.extend([Problem::unauthorized(), Problem::keys_unavailable()]);
    }
    if policy.authentication == Authentication::Token {
        problems.push(Problem::membership_ended());
        problems.extend(match policy.needs(&route.method) {
            MemberRole::Viewer => None,
            MemberRole::Member => Some(Problem::read_only()),
            MemberRole::Admin => Some(Problem::admin_role_required()),
        });
    }
    if policy.authentication == Authentication::Token && policy.session_only {
        problems.push(Problem::session_required());
    }
    if policy.needs_token() && policy.is_withheld_from_actors(&route.method) {
        problems.push(Problem::impersonated());
    }
    if policy.authentication == Authentication::Admin {
        problems.push(Problem::not_found("route"));
    }
    problems.extend(policy.services.iter().map(|service| match service {
        Service::Database => Problem::database_unavailable(),
        Service::Storage => Problem::storage_unavailable(),
    }));
    if policy.is_write() {
        problems.extend([
            Problem::idempotency_key_in_flight(),
            Problem::idempotency_key_reused(),
            Problem::invalid(vec![FieldError::invalid_idempotency_key()]),
        ]);
    }
    if policy.admission == Admission::RateLimitedWrite {
        problems.push(Problem::too_many_requests(42).rated(EXAMPLE_RATE));
    }
    let mut query = vec![InvalidValue::unknown_parameter(&policy.query_names()).of("page")];
    query.extend(policy.query.iter().filter_map(QueryParameter::example));
    if policy.paged {
        query.extend([FieldError::invalid_limit(), FieldError::invalid_cursor()]);
    }
    problems.push(Problem::invalid(query));
    if policy.body == RequestBody::Json {
        let unknown = InvalidValue::unknown_field().at("#/title");
        problems.extend([
            Problem::invalid_json("expected value at line 1 column 1"),
            Problem::body_too_large(),
            Problem::not_json(),
            Problem::invalid(vec![unknown]),
        ]);
    }
    if policy.conditional {
        problems.push(Problem::precondition_failed());
    }
    problems.extend(
        policy
            .quota
            .map(|quota| Problem::quota_exceeded(Box::new(used_up(quota)))),
    );
    problems
}

/// Of a rate limit, in examples.
pub const EXAMPLE_RATE: Rate = Rate {
    limit: 60,
    remaining: 0,
    reset: 1_704_067_260,
};

/// The smallest plan, in February 2024.
fn used_up(quota: Quota) -> QuotaExceeded {
    let (plan, larger) = (&PLANS[0], &PLANS[1]);
    let (limit, resets_at) = match quota {
        Quota::Outputs => (
            plan.limits.outputs,
            Timestamp::from_timestamp(1_706_745_600, 0),
        ),
        Quota::StorageBytes => (plan.limits.storage_bytes, None),
    };
    QuotaExceeded {
        quota,
        plan: plan.name.to_owned(),
        limit,
        resets_at,
        larger_plan: Some(larger.name.to_owned()),
    }
}

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
