//! `private.memberships`: what the sign-in service says of who is in which organization. Its events come late, twice and in
//! any order.

use domain::{AccountId, MemberRole, Timestamp, UserId};

use crate::{DbError, WebhookDb};

/// Somebody in an organization, as one event says.
#[derive(Debug)]
pub struct Membership {
    pub organization: AccountId,
    pub user: UserId,
    pub role: MemberRole,
    pub removed: bool,
    pub changed_at: Timestamp,
}

/// `organizationMembership.created`, `.updated` and `.deleted`. An event seen before, or older than what is known, changes
/// nothing.
///
/// [`DbError::UserDeleted`] where the user or the organization was deleted.
pub async fn changed(
    db: &WebhookDb,
    event_id: &str,
    membership: &Membership,
) -> Result<(), DbError> {
    db.0.run(async |connection| {
        sqlx::query!(
            "SELECT private.membership_changed($1, $2, $3, $4, $5, $6)",
            event_id,
            membership.organization.as_str(),
            membership.user.as_str(),
            membership.role.as_str(),
            membership.removed,
            membership.changed_at,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// `organization.deleted`: from now on nobody acts for it, and [`crate::tombstones`] says what is left to erase.
pub async fn ended(
    db: &WebhookDb,
    event_id: &str,
    organization: &AccountId,
) -> Result<(), DbError> {
    db.0.run(async |connection| {
        sqlx::query!(
            "SELECT private.organization_deleted($1, $2)",
            event_id,
            organization.as_str(),
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}
