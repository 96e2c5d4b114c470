//! What can go wrong between us and Postgres, as far as a caller acts on it differently.

use domain::MemberRole;
use sqlx::{error::ErrorKind, postgres::PgDatabaseError};

use crate::plans::QuotaExceeded;

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// It cannot be reached, is starting, stopping or overloaded, or took too long. Trying again may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A row breaks the constraint of this name.
    #[error("the constraint {0} is violated")]
    Constraint(String),
    /// The output has a job that is not over.
    #[error("it is being worked on")]
    InUse,
    /// Text that Postgres cannot store: a NUL character, a lone surrogate, an invalid encoding.
    #[error("text that cannot be stored")]
    Text,
    /// More than the plan holds.
    #[error("a quota is exceeded")]
    Quota(Box<QuotaExceeded>),
    /// Who asks was deleted: their token outlives them.
    #[error("the user was deleted")]
    UserDeleted,
    /// What a provider says is about a subscription of another account.
    #[error("the subscription is another account's")]
    ForeignSubscription,
    /// There is no such key, or not any more.
    #[error("the key is none")]
    UnknownKey,
    /// Who asks is no longer in the organization that their token names.
    #[error("the membership has ended")]
    MembershipEnded,
    /// It needs another role in the organization than who asks has.
    #[error("this needs the role {}", .0.as_str())]
    RoleNeeded(MemberRole),
    /// A defect of ours.
    #[error("unexpected database error: {0}")]
    Unexpected(String),
}

impl DbError {
    pub(crate) fn timed_out(what: &str) -> Self {
        Self::Unavailable(format!("{what} took too long"))
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                match (code.get(..2).unwrap_or_default(), code.as_ref()) {
                    // Classes of appendix A of the manual: connection, transaction rollback (deadlock), insufficient
                    // resources, operator intervention (shutdown, statement time-out); and the lock time-out.
                    // Read-only mode (25006), a disk that fails (58), a password that was changed a moment ago (28P01).
                    ("08" | "40" | "53" | "57" | "58", _)
                    | (_, "55P03" | "25P03" | "25006" | "28P01") => {
                        Self::Unavailable(format!("SQLSTATE {code}"))
                    }
                    (_, "XX000") if of_the_pooler(database.message()) => {
                        Self::Unavailable(database.message().to_owned())
                    }
                    (_, "22021" | "22P05" | "22P02") => Self::Text,
                    (_, "RP402") => quota(database.downcast_ref()),
                    // private.entitle
                    (_, "RP403") => Self::ForeignSubscription,
                    // private.enqueue
                    (_, "55006") => Self::InUse,
                    // private.caller, private.refuse_deleted
                    (_, "PT401") => match detail(database.as_ref()) {
                        "membership_ended" => Self::MembershipEnded,
                        "api_key" => Self::UnknownKey,
                        _ => Self::UserDeleted,
                    },
                    // private.begin_as
                    (_, "RPROL") => {
                        Self::RoleNeeded(MemberRole::of_clerk(detail(database.as_ref())))
                    }
                    _ => match (database.kind(), database.constraint()) {
                        (ErrorKind::Other, _) | (_, None) => {
                            Self::Unexpected(format!("SQLSTATE {code}: {}", database.message()))
                        }
                        (_, Some(name)) => Self::Constraint(name.to_owned()),
                    },
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Unexpected(error.to_string()),
        }
    }
}

/// Supavisor has no codes of its own: it says XX000, an internal error, of all that it can't do now, and begins the message
/// with a name, such as `(EMAXCONNSESSION)`, `(ECHECKOUTTIMEOUT)` or `(ECIRCUITBREAKER)`.
fn of_the_pooler(message: &str) -> bool {
    message.starts_with("(E")
}

fn detail(error: &dyn sqlx::error::DatabaseError) -> &str {
    let error = error.try_downcast_ref::<PgDatabaseError>();
    error.and_then(PgDatabaseError::detail).unwrap_or_default()
}

/// `private.check_quota` says in the detail what is used up.
fn quota(error: &PgDatabaseError) -> DbError {
    match serde_json::from_str(error.detail().unwrap_or_default()) {
        Ok(exceeded) => DbError::Quota(Box::new(exceeded)),
        Err(error) => DbError::Unexpected(format!("private.check_quota: {error}")),
    }
}

/// Says what a broken constraint, one of these, means to the caller.
pub trait OnConstraint<T> {
    fn on_constraint<E: From<DbError>>(
        self,
        names: &[&str],
        meaning: impl FnOnce() -> E,
    ) -> Result<T, E>;
}

impl<T> OnConstraint<T> for Result<T, DbError> {
    fn on_constraint<E: From<DbError>>(
        self,
        names: &[&str],
        meaning: impl FnOnce() -> E,
    ) -> Result<T, E> {
        self.map_err(|error| match &error {
            DbError::Constraint(broken) if names.contains(&broken.as_str()) => meaning(),
            _ => error.into(),
        })
    }
}
