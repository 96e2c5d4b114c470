//! `profiles`: one row a person, made on first sight.

use domain::{Timestamp, limits};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    DbError, UserTx,
    schema::{TRIMMED, not_null},
};

/// One's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Profile {
    /// Clerk's.
    pub user_id: String,
    #[schemars(length(max = limits::PROFILE_NAME), regex(pattern = TRIMMED))]
    pub name: Option<String>,
    /// Free; at most 16 KiB as JSON. `language` and `audience` are defaults for generation; `vocabulary` is a list of names and
    /// terms, in the spelling that is right, for all that is transcribed, written and checked.
    #[schemars(with = "Map<String, Value>")]
    pub preferences: Value,
    #[schemars(length(max = limits::TONE_OF_VOICE), regex(pattern = TRIMMED))]
    pub tone_of_voice: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The names and terms of a request or a file, and after them those of the profile's `preferences`: each once, and no more than
/// a vocabulary has. What was written past the API, and is no such list, is left out.
#[must_use]
pub fn vocabulary(own: &[String], preferences: Option<&Value>) -> Vec<String> {
    let kept = preferences.and_then(|all| all["vocabulary"].as_array());
    let kept = kept.into_iter().flatten().filter_map(Value::as_str);
    let mut terms: Vec<String> = Vec::new();
    for term in own.iter().map(String::as_str).chain(kept) {
        let right = (1..=limits::VOCABULARY_TERM).contains(&term.trim().chars().count());
        if right && terms.len() < limits::VOCABULARY && !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    }
    terms
}

/// A merge patch: `None` leaves, `Some(None)` clears.
#[derive(Debug, Default, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A merge patch (RFC 7396).")]
pub struct ProfilePatch {
    /// `null` clears it.
    #[schemars(length(min = 1, max = limits::PROFILE_NAME), regex(pattern = TRIMMED))]
    pub name: Option<Option<String>>,
    /// `null` clears it.
    #[schemars(length(min = 1, max = limits::TONE_OF_VOICE), regex(pattern = TRIMMED))]
    pub tone_of_voice: Option<Option<String>>,
    /// The whole of the merged object.
    #[schemars(
        with = "Option<Map<String, Value>>",
        transform = not_null,
        description = "Merged into what is there; `null` removes a key. The result is at most 16 KiB as JSON. `vocabulary` is a list of up to 100 names and terms, of up to 80 characters each."
    )]
    pub preferences: Option<Value>,
}

/// The user's profile; on first sight it is made, with the name that the token carries. Only then it writes: a database in
/// read-only mode still has the others'.
pub async fn get_or_create(tx: &mut UserTx<'_>, name: Option<&str>) -> Result<Profile, DbError> {
    match get(tx).await? {
        Some(profile) => Ok(profile),
        None => create(tx, name).await,
    }
}

async fn get(tx: &mut UserTx<'_>) -> Result<Option<Profile>, DbError> {
    let (connection, user) = tx.statement_of_person()?;
    Ok(sqlx::query_as!(
        Profile,
        "SELECT user_id, name, preferences, tone_of_voice, created_at, updated_at FROM profiles WHERE user_id = $1",
        user,
    )
    .fetch_optional(connection)
    .await?)
}

async fn create(tx: &mut UserTx<'_>, name: Option<&str>) -> Result<Profile, DbError> {
    let (connection, user) = tx.statement_of_person()?;
    Ok(sqlx::query_as!(
        Profile,
        r#"
        WITH made AS (
            INSERT INTO profiles (user_id, name)
            SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM profiles WHERE user_id = $1)
            ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
            RETURNING user_id, name, preferences, tone_of_voice, created_at, updated_at
        )
        SELECT user_id AS "user_id!", name, preferences AS "preferences!", tone_of_voice,
               created_at AS "created_at!", updated_at AS "updated_at!"
        FROM made
        UNION ALL
        SELECT user_id, name, preferences, tone_of_voice, created_at, updated_at FROM profiles WHERE user_id = $1
        LIMIT 1
        "#,
        user,
        name,
    )
    .fetch_one(connection)
    .await?)
}

/// The same, locked until the transaction ends: a merge then loses no other's.
pub async fn lock_or_create(tx: &mut UserTx<'_>, name: Option<&str>) -> Result<Profile, DbError> {
    let (connection, user) = tx.statement_of_person()?;
    Ok(sqlx::query_as!(
        Profile,
        r#"
        WITH locked AS (
            SELECT user_id, name, preferences, tone_of_voice, created_at, updated_at FROM profiles
            WHERE user_id = $1 FOR UPDATE
        ), made AS (
            INSERT INTO profiles (user_id, name)
            SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM locked)
            ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
            RETURNING user_id, name, preferences, tone_of_voice, created_at, updated_at
        )
        SELECT user_id AS "user_id!", name, preferences AS "preferences!", tone_of_voice,
               created_at AS "created_at!", updated_at AS "updated_at!"
        FROM (SELECT * FROM made UNION ALL SELECT * FROM locked) AS profile
        LIMIT 1
        "#,
        user,
        name,
    )
    .fetch_one(connection)
    .await?)
}

pub async fn update(tx: &mut UserTx<'_>, patch: &ProfilePatch) -> Result<Profile, DbError> {
    let (connection, user) = tx.statement_of_person()?;
    Ok(sqlx::query_as!(
        Profile,
        r#"
        UPDATE profiles SET
            name = CASE WHEN $2 THEN $3 ELSE name END,
            tone_of_voice = CASE WHEN $4 THEN $5 ELSE tone_of_voice END,
            preferences = coalesce($6, preferences)
        WHERE user_id = $1
        RETURNING user_id, name, preferences, tone_of_voice, created_at, updated_at
        "#,
        user,
        patch.name.is_some(),
        patch.name.as_ref().and_then(Option::as_deref),
        patch.tone_of_voice.is_some(),
        patch.tone_of_voice.as_ref().and_then(Option::as_deref),
        patch.preferences,
    )
    .fetch_one(connection)
    .await?)
}
