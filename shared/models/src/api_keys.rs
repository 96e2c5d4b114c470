//! `private.api_keys`: keys of programs. A key itself is known to whoever made it alone.

use domain::{ApiKeyId, KeyDigest, MemberRole, Principal, Scope, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{Row, types::Json};

use crate::{DbError, UserDb, literal::literal};

/// A key of the account.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// Who made it, Clerk's. It ends with them, and with their membership.
    pub created_by: String,
    #[schemars(length(min = 1, max = domain::limits::API_KEY_NAME))]
    pub name: String,
    /// What it begins with, by which a key that has got out is found here.
    pub prefix: String,
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    /// Null: never.
    pub expires_at: Option<Timestamp>,
    /// To the minute; null: never.
    pub last_used_at: Option<Timestamp>,
}

#[derive(Debug)]
pub struct NewApiKey<'a> {
    pub name: &'a str,
    pub digest: &'a KeyDigest,
    pub scopes: &'a [Scope],
    pub expires_at: Option<Timestamp>,
}

impl UserDb {
    /// `None` where the account has as many as it may.
    pub async fn create_api_key(
        &self,
        principal: &Principal,
        needs: MemberRole,
        new: &NewApiKey<'_>,
    ) -> Result<Option<ApiKey>, DbError> {
        let scopes: Vec<_> = new.scopes.iter().map(|scope| scope.as_str()).collect();
        let expires_at = match new.expires_at {
            Some(at) => literal(&at.to_rfc3339()),
            None => "NULL".to_owned(),
        };
        let call = format!(
            "private.create_api_key({}, {}, {}, {}, {}::bytea, {}::text[], {expires_at}::timestamptz, {})",
            literal(principal.account.as_str()),
            literal(principal.user.as_str()),
            literal(new.name),
            literal(&new.digest.prefix),
            literal(&format!("\\x{}", new.digest.hash)),
            literal(&format!("{{{}}}", scopes.join(","))),
            domain::limits::API_KEYS,
        );
        let row = self.answer(principal, needs, &call).await?;
        let made: Option<Json<ApiKey>> = row.try_get("answer")?;
        Ok(made.map(|Json(made)| made))
    }

    /// All of the account's, newest first.
    pub async fn api_keys(
        &self,
        principal: &Principal,
        needs: MemberRole,
    ) -> Result<Vec<ApiKey>, DbError> {
        let call = format!(
            "private.list_api_keys({})",
            literal(principal.account.as_str())
        );
        let row = self.answer(principal, needs, &call).await?;
        let Json(keys) = row.try_get("answer")?;
        Ok(keys)
    }

    /// From the next request on it is none. `false` where the account has no such key.
    pub async fn delete_api_key(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: ApiKeyId,
    ) -> Result<bool, DbError> {
        let call = format!(
            "private.delete_api_key({}, '{id}')",
            literal(principal.account.as_str())
        );
        let row = self.answer(principal, needs, &call).await?;
        Ok(row.try_get("answer")?)
    }
}
