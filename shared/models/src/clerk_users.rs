//! `private.clerk_users`: what the sign-in service says of users. Its events come late, twice and in any order.

use domain::{Timestamp, UserId};

use crate::{DbError, WebhookDb};

/// `user.created` and `user.updated`: the profile is there afterwards, and its name follows as long as its user has not
/// set another. An event seen before, or older than what is known, changes nothing.
///
/// [`DbError::UserDeleted`] where a later event was quicker.
pub async fn changed(
    db: &WebhookDb,
    event_id: &str,
    user: &UserId,
    name: Option<&str>,
    updated_at: Timestamp,
) -> Result<(), DbError> {
    db.0.run(async |connection| {
        sqlx::query!(
            "SELECT private.user_changed($1, $2, $3, $4)",
            event_id,
            user.as_str(),
            name,
            updated_at,
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}

/// `user.deleted`: from now on nobody is this user, and [`crate::tombstones`] says what is left to erase.
pub async fn deleted(db: &WebhookDb, event_id: &str, user: &UserId) -> Result<(), DbError> {
    db.0.run(async |connection| {
        sqlx::query!(
            "SELECT private.user_deleted($1, $2)",
            event_id,
            user.as_str()
        )
        .execute(connection)
        .await
    })
    .await?;
    Ok(())
}
