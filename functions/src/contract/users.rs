//! Who asks, and their profile.

use models::profiles::{Profile, ProfilePatch};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;
use web::limits;

use super::{example, operation::Operation, parameter::Parameter};
use crate::{AUTH_ME, CLERK_WEBHOOK, Identity, PROFILE_GET, PROFILE_UPDATE};

pub(super) const TAG: &str = "Auth and profile";

pub(super) fn operations() -> Vec<Operation> {
    let identity = json!({
        "user_id": example::USER,
        "account_id": example::USER,
        "role": "admin",
        "email": null,
        "name": null,
        "claims": {
            "sub": example::USER,
            "iss": "https://clerk.example.com",
            "azp": "https://app.example.com",
            "sid": "sess_2abcdef",
            "iat": 1_704_067_200,
            "nbf": 1_704_067_190,
            "exp": 1_704_067_260,
        },
    });
    let patch = json!({ "tone_of_voice": "casual", "preferences": { "timezone": null } });
    vec![
        Operation::new(AUTH_ME, TAG, "Who the token says is asking")
            .says("For which account, and as what: by the session token's active organization, or as Clerk has said since. `email` and \
                 `name` are null unless the session token is customised to carry them.")
            .resource::<Identity>("What the verified token says.", vec![("identity", identity)]),
        webhook(),
        Operation::new(PROFILE_GET, TAG, "Your profile")
            .says("It begins with what Clerk says of you; what you set stays as you set it.")
            .resource::<Profile>(
                "Your profile; created when it is first asked for.",
                vec![("profile", example::profile())],
            ),
        Operation::new(PROFILE_UPDATE, TAG, "Change your profile")
            .says("JSON Merge Patch (RFC 7396): what is absent stays, `null` clears. `preferences` is merged.")
            .merge_patch::<ProfilePatch>(vec![("change", patch)])
            .resource::<Profile>("The profile as it is now.", vec![("profile", example::profile())]),
    ]
}

fn webhook() -> Operation {
    let event = json!({
        "type": "user.updated",
        "object": "event",
        "data": {
            "id": example::USER,
            "first_name": "John",
            "last_name": "Doe",
            "updated_at": 1_704_067_200_000_i64,
        },
    });
    let text = |most: usize| json!({ "type": "string", "minLength": 1, "maxLength": most });
    Operation::new(CLERK_WEBHOOK, TAG, "Clerk's webhook")
        .says(
            "`user.created` and `user.updated` upsert the profile, never over what the user has set; `user.deleted` has \
             all that is the user's erased, `organization.deleted` all that is the organization's. \
             `organizationMembership.*` count before the next session token. Where plans are sold by Clerk \
             (`BILLING=clerk`), `subscription.*` and `subscriptionItem.*` say what an account has from then on, and \
             `paymentAttempt.*` are kept. Of other events nothing comes. One event does nothing twice.",
        )
        .parameter(Parameter::header("svix-id", "The event's.", text(limits::WEBHOOK_ID)))
        .parameter(Parameter::header(
            "svix-timestamp",
            "Unix seconds, at most five minutes ago.",
            json!({ "type": "string", "pattern": "^[0-9]{1,10}$" }),
        ))
        .parameter(Parameter::header(
            "svix-signature",
            "Svix's, over the raw body; several, separated by spaces.",
            json!({ "type": "string", "minLength": 1 }),
        ))
        .content("application/json", signed_event, vec![("user.updated", event)])
        .no_content()
}

/// As far as it is looked at.
pub(super) fn signed_event(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            "type": { "type": "string" },
            "object": { "type": "string" },
            "data": { "type": "object" },
        },
        "required": ["type", "data"],
    })
}
