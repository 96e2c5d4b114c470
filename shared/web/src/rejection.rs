//! Why a handler ends early.

use models::DbError;

use crate::{Problem, Response};

#[derive(Debug)]
pub enum Rejection {
    Problem(Problem),
    /// The stored response to an idempotency key.
    Replay(Response),
}

impl From<Problem> for Rejection {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<DbError> for Rejection {
    fn from(error: DbError) -> Self {
        Self::Problem(error.into())
    }
}
