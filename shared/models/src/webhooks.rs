//! `private.webhook_endpoints` and what they are sent. A secret is here encrypted alone.

use std::fmt::Write;

use domain::{
    DeliveryId, EventType, Failure, MemberRole, Principal, Subject, Timestamp, WebhookId, WorkKind,
    limits,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sqlx::{Row, types::Json};

use crate::{
    DbError, Page, ServiceDb, UserDb,
    literal::{literal, nullable},
};

/// An address at which the account wants to be told.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Webhook {
    pub id: WebhookId,
    /// Who made it, Clerk's. Null: they were deleted.
    pub created_by: Option<String>,
    #[schemars(length(min = 1, max = limits::WEBHOOK_URL))]
    pub url: String,
    #[schemars(length(min = 1, max = limits::WEBHOOK_DESCRIPTION))]
    pub description: Option<String>,
    /// What it is told of.
    pub types: Vec<EventType>,
    /// Whether it is told at all.
    pub enabled: bool,
    pub disabled_at: Option<Timestamp>,
    /// `asked`: an admin did it. `gone`: it answered 410. `failing`: nothing got through for five days.
    pub disabled_reason: Option<DisabledReason>,
    /// Nothing has got through since then. After five days it is disabled.
    pub failing_since: Option<Timestamp>,
    /// Until then the secret from before the last rotation signs, too.
    pub previous_secret_until: Option<Timestamp>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum DisabledReason {
    Asked,
    Gone,
    Failing,
}

/// An event on its way to an endpoint.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    pub id: DeliveryId,
    /// The `webhook-id` that it is sent with, each time.
    #[schemars(regex(pattern = r"^msg_[0-9a-f]{32}$"))]
    pub message_id: String,
    /// What it tells of; `ping` is a test.
    #[serde(rename = "type")]
    pub event_type: String,
    /// What is sent as `data`.
    pub data: Map<String, Value>,
    pub status: DeliveryStatus,
    /// How often it was sent.
    #[schemars(range(min = 0))]
    pub attempts: i32,
    /// What the endpoint answered when it took it.
    pub status_code: Option<i32>,
    /// Why the last attempt failed.
    pub error: Option<Failure>,
    pub next_attempt_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum DeliveryStatus {
    Pending,
    Delivered,
    Failed,
}

#[derive(Debug)]
pub struct NewWebhook<'a> {
    pub id: WebhookId,
    pub url: &'a str,
    pub description: Option<&'a str>,
    pub types: &'a [EventType],
    pub secret: &'a Sealed,
}

/// What is to be another of an endpoint.
#[derive(Debug, Default, Serialize)]
pub struct WebhookChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<EventType>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// An encrypted secret.
#[derive(Debug)]
pub struct Sealed(pub Vec<u8>);

/// What came of asking for a delivery.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Requested {
    Made(Box<Delivery>),
    Refused { refused: Refusal },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The endpoint is disabled.
    Disabled,
    /// It is on its way already.
    Pending,
}

/// What a worker sends, as `private.job_input` gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct DeliveryInput {
    pub endpoint_id: WebhookId,
    pub url: String,
    /// Encrypted, in base64; the present one first.
    pub secrets: Vec<String>,
    pub message_id: uuid::Uuid,
    #[serde(rename = "type")]
    pub event_type: String,
    pub data: Map<String, Value>,
    pub created_at: Timestamp,
}

/// What came of it, as `private.store_result` takes it.
#[derive(Debug, Serialize)]
pub struct DeliveryResult {
    pub status_code: u16,
}

/// Of what waits for its turn at the same endpoint, the one that has it now.
pub async fn next_delivery(db: &ServiceDb, after: Subject) -> Result<Option<Subject>, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                "SELECT private.next_delivery($1) AS delivery_id",
                after.id()
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.delivery_id.map(|id| WorkKind::Delivery.subject(id)))
}

impl Sealed {
    fn literal(&self) -> String {
        let hex = self.0.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        format!("{}::bytea", literal(&format!("\\x{hex}")))
    }
}

impl UserDb {
    /// `None` where the account has as many as it may.
    pub async fn create_webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        new: &NewWebhook<'_>,
    ) -> Result<Option<Webhook>, DbError> {
        let types: Vec<_> = new.types.iter().map(|one| one.as_str()).collect();
        let call = format!(
            "private.create_webhook({}, {}, '{}', {}, {}, {}::text[], {}, {})",
            literal(principal.account.as_str()),
            literal(principal.user.as_str()),
            new.id,
            literal(new.url),
            nullable(new.description),
            literal(&format!("{{{}}}", types.join(","))),
            new.secret.literal(),
            limits::WEBHOOKS,
        );
        self.said(principal, needs, &call).await
    }

    /// All of the account's, newest first.
    pub async fn webhooks(
        &self,
        principal: &Principal,
        needs: MemberRole,
    ) -> Result<Vec<Webhook>, DbError> {
        let call = format!(
            "private.list_webhooks({})",
            literal(principal.account.as_str())
        );
        let all = self.said(principal, needs, &call).await?;
        Ok(all.unwrap_or_default())
    }

    pub async fn webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
    ) -> Result<Option<Webhook>, DbError> {
        let call = format!(
            "private.find_webhook({}, '{id}')",
            literal(principal.account.as_str())
        );
        self.said(principal, needs, &call).await
    }

    pub async fn change_webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
        changes: &WebhookChanges,
    ) -> Result<Option<Webhook>, DbError> {
        let changes = serde_json::to_string(changes)
            .map_err(|error| DbError::Unexpected(error.to_string()))?;
        let call = format!(
            "private.change_webhook({}, '{id}', {})",
            literal(principal.account.as_str()),
            literal(&changes),
        );
        self.said(principal, needs, &call).await
    }

    /// The secret from before signs on for [`limits::SECRET_OVERLAP`].
    pub async fn rotate_webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
        secret: &Sealed,
    ) -> Result<Option<Webhook>, DbError> {
        let call = format!(
            "private.rotate_webhook({}, '{id}', {}, make_interval(secs => {}))",
            literal(principal.account.as_str()),
            secret.literal(),
            limits::SECRET_OVERLAP.as_secs(),
        );
        self.said(principal, needs, &call).await
    }

    /// With all that it was sent. `false` where the account has no such endpoint.
    pub async fn delete_webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
    ) -> Result<bool, DbError> {
        let call = format!(
            "private.delete_webhook({}, '{id}')",
            literal(principal.account.as_str())
        );
        let row = self.answer(principal, needs, &call).await?;
        Ok(row.try_get("answer")?)
    }

    /// `None` where the account has no such endpoint.
    pub async fn ping_webhook(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
    ) -> Result<Option<Requested>, DbError> {
        let call = format!(
            "private.ping_webhook({}, '{id}')",
            literal(principal.account.as_str())
        );
        self.said(principal, needs, &call).await
    }

    /// What the endpoint was sent, newest first; `None` where the account has none such.
    pub async fn deliveries(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
        page: Page,
    ) -> Result<Option<Vec<Delivery>>, DbError> {
        let (created_at, after) = page.place_literals();
        let call = format!(
            "private.list_deliveries({}, '{id}', {}, {created_at}, {after})",
            literal(principal.account.as_str()),
            page.fetch(),
        );
        self.said(principal, needs, &call).await
    }

    /// Has it sent once more. `None` where the account has no such delivery.
    pub async fn retry_delivery(
        &self,
        principal: &Principal,
        needs: MemberRole,
        id: WebhookId,
        delivery: DeliveryId,
    ) -> Result<Option<Requested>, DbError> {
        let call = format!(
            "private.retry_delivery({}, '{id}', '{delivery}')",
            literal(principal.account.as_str())
        );
        self.said(principal, needs, &call).await
    }

    async fn said<T: DeserializeOwned + Send + Unpin + 'static>(
        &self,
        principal: &Principal,
        needs: MemberRole,
        call: &str,
    ) -> Result<Option<T>, DbError> {
        let row = self.answer(principal, needs, call).await?;
        let said: Option<Json<T>> = row.try_get("answer")?;
        Ok(said.map(|Json(said)| said))
    }
}
