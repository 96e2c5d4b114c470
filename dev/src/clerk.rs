//! What Clerk would tell the webhook, signed as Clerk signs it.

use anyhow::{Context, Result, anyhow, bail, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::hmac;
use serde_json::{Map, Value, json};

use crate::{folder::Folder, issuer::is_clerks, settings::Settings, state::State};

/// Who and what an event is about.
#[derive(clap::Args)]
pub(crate) struct About {
    #[arg(long, default_value = "user_1")]
    pub(crate) user: String,
    #[arg(long, default_value = "org_1")]
    pub(crate) org: String,
    /// In the organization
    #[arg(long, default_value = "member")]
    pub(crate) role: String,
    /// Of the user or the organization
    #[arg(long, default_value = "Ada")]
    pub(crate) name: String,
    /// Who pays: a user's or an organization's id; by default the user
    #[arg(long)]
    pub(crate) payer: Option<String>,
    /// What is paid for, by its key at Clerk
    #[arg(long, default_value = "pro")]
    pub(crate) plan: String,
    /// A JSON object, merged over the event's data
    #[arg(long, value_name = "JSON")]
    pub(crate) data: Option<String>,
}

impl About {
    fn payer(&self) -> &str {
        self.payer.as_ref().unwrap_or(&self.user)
    }
}

/// Sends the event to the running API; what it answered.
pub(crate) async fn send(folder: &Folder, event: &str, about: &About) -> Result<u16> {
    let settings =
        Settings::load(folder)?.context("there is no stack yet; `cargo dev up` makes one")?;
    let state = State::load(folder)?.context("nothing runs; `cargo dev up` starts it")?;
    tell(&state.api_url, &settings.webhook_secret, event, about).await
}

/// Sends it to this API, signed with this secret; what it answered.
pub(crate) async fn tell(api_url: &str, secret: &str, event: &str, about: &About) -> Result<u16> {
    let now = chrono::Utc::now();
    let mut data = data(event, about, now.timestamp_millis())?;
    let changes: Map<String, Value> =
        serde_json::from_str(about.data.as_deref().unwrap_or("{}"))
            .context("--data takes a JSON object, merged over the event's data")?;
    data.extend(changes);
    let body = json!({
        "type": event, "object": "event", "timestamp": now.timestamp_millis(), "data": data,
    });
    let body = body.to_string();
    let id = format!("msg_{}", uuid::Uuid::new_v4().simple());
    let seconds = now.timestamp();
    let key = STANDARD
        .decode(secret.trim_start_matches("whsec_"))
        .map_err(|error| anyhow!("the webhook's secret is damaged: {error}"))?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    let response = crate::aws::client()
        .post(format!("{api_url}/auth/webhook"))
        .header("content-type", "application/json")
        .header("svix-id", id)
        .header("svix-timestamp", seconds.to_string())
        .header("svix-signature", format!("v1,{}", STANDARD.encode(tag)))
        .body(body)
        .send()
        .await?;
    let status = response.status();
    ensure!(
        status.is_success(),
        "it was answered {status}: {}",
        response.text().await?
    );
    Ok(status.as_u16())
}

/// As Clerk's documentation has it, as far as anybody here reads it. Of what it knows no form of, `--data` is all.
fn data(event: &str, about: &About, now: i64) -> Result<Map<String, Value>> {
    let About {
        user,
        org,
        role,
        name,
        plan: _,
        payer: _,
        data,
    } = about;
    let payer = about.payer();
    ensure!(
        is_clerks(user, "user_")
            && is_clerks(org, "org_")
            && (is_clerks(payer, "user_") || is_clerks(payer, "org_")),
        "Clerk's ids are `user_` or `org_`, and letters and digits"
    );
    let slug = org.trim_start_matches("org_");
    let organization = json!({
        "id": org, "object": "organization", "name": name, "slug": slug, "created_at": now, "updated_at": now,
    });
    let data = match event.split_once('.') {
        Some(("user", "deleted")) => json!({ "id": user, "object": "user", "deleted": true }),
        Some(("user", _)) => json!({
            "id": user, "object": "user", "first_name": name, "last_name": null, "created_at": now, "updated_at": now,
        }),
        Some(("organization", "deleted")) => {
            json!({ "id": org, "object": "organization", "deleted": true })
        }
        Some(("organization", _)) => organization,
        Some(("organizationMembership", _)) => json!({
            "id": "orgmem_local", "object": "organization_membership", "organization": organization,
            "public_user_data": { "user_id": user, "first_name": name, "last_name": null },
            "role": format!("org:{}", role.trim_start_matches("org:")), "created_at": now, "updated_at": now,
        }),
        Some(("subscriptionItem", what)) => item(about, what, now),
        Some(("subscription", what)) => json!({
            "id": format!("csub_local_{payer}"), "object": "commerce_subscription", "payer": paying(payer),
            "items": [item(about, what, now)], "created_at": now, "updated_at": now,
        }),
        Some(("paymentAttempt", _)) => json!({
            "id": "cpayatt_local", "object": "commerce_payment_attempt", "status": "paid", "payer": paying(payer),
            "created_at": now, "updated_at": now,
        }),
        Some(_) if data.is_some() => json!({}),
        _ => bail!(
            "{event} is none of user.*, organization.*, organizationMembership.*, subscription.*, subscriptionItem.* and \
             paymentAttempt.*: give its data by --data"
        ),
    };
    match data {
        Value::Object(data) => Ok(data),
        _ => bail!("an event's data is an object"),
    }
}

fn paying(payer: &str) -> Value {
    let whose = if payer.starts_with("org_") {
        "organization_id"
    } else {
        "user_id"
    };
    json!({ "object": "commerce_payer", "id": "cpayer_local", whose: payer })
}

/// What is paid for a plan, in the month that begins now. What an event's name says of it, it is: `pastDue`; one that names
/// no state is of one that is paid.
fn item(about: &About, what: &str, now: i64) -> Value {
    const MONTH: i64 = 30 * 24 * 3600 * 1000;
    let status = match what {
        "pastDue" => "past_due",
        "canceled" | "upcoming" | "ended" | "abandoned" | "incomplete" => what,
        _ => "active",
    };
    let (payer, plan) = (about.payer(), &about.plan);
    json!({
        "id": format!("csub_item_local_{payer}_{plan}"), "object": "commerce_subscription_item", "status": status,
        "plan_period": "month", "period_start": now, "period_end": now + MONTH,
        "past_due_at": (status == "past_due").then_some(now), "payer": paying(payer),
        "plan": { "id": "cplan_local", "name": plan, "slug": plan, "is_default": false, "is_recurring": true },
    })
}
