//! What a route asks of its callers, what it uses, and what it can reject a request with. `serve` and
//! [`crate::AuthenticatedRequest`] keep to it, and the contract is written from it.

use domain::MemberRole;
use lambda_http::http::Method;
use models::plans::Quota;

use crate::{Problem, QueryParameter};

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

/// The methods of a read: HEAD is GET without its body.
pub(crate) static READ: [Method; 2] = [Method::GET, Method::HEAD];

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

    /// The names of the parameters that its route's query may have.
    pub(crate) fn query_names(&self) -> Vec<&'static str> {
        let page: &[_] = if self.paged {
            &["limit", "cursor"]
        } else {
            &[]
        };
        let own = self.query.iter().map(|parameter| parameter.name);
        own.chain(page.iter().copied()).collect()
    }
}
