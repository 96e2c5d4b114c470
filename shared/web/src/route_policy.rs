//! How a route says its policy, and every problem that it can then answer.

use domain::{MemberRole, Timestamp};
use models::{
    Rate,
    plans::{PLANS, Quota, QuotaExceeded},
};

use crate::{
    Admission, Authentication, Example, FieldError, InvalidValue, Problem, QueryParameter,
    RequestBody, Route, Service,
};

/// As `const`s are built: each says what differs from [`crate::Policy::DEFAULT`].
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
