//! Who may see everybody's rows.

use domain::{Env, UserId};
use models::{ServiceDb, tombstones};

use crate::{AuthenticatedRequest, Problem, Rejection};

/// The user ids of `ADMIN_USER_IDS`.
#[derive(Debug)]
pub(crate) struct Admins(Vec<UserId>);

impl Admins {
    /// Separated by commas; by default there are none.
    #[must_use]
    pub(crate) fn from_env(env: &mut Env) -> Self {
        let text = env.optional("ADMIN_USER_IDS").unwrap_or_default();
        let mut ids = Vec::new();
        for id in text.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            match UserId::parse(id) {
                Ok(id) => ids.push(id),
                Err(_) => env.problem("ADMIN_USER_IDS", "has something in it that is no user id"),
            }
        }
        Self(ids)
    }

    /// To anybody else there is no such route; an administrator who was deleted is nobody any more.
    pub(crate) async fn admit(
        &self,
        request: &AuthenticatedRequest,
        db: &ServiceDb,
    ) -> Result<(), Rejection> {
        // Nor does anybody administer as somebody else.
        if !self.0.contains(request.user()) || request.actor().is_some() {
            return Err(Problem::not_found("route").into());
        }
        if tombstones::exists(db, request.user()).await? {
            return Err(Problem::unauthorized().into());
        }
        Ok(())
    }
}
