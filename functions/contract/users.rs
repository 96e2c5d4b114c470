//! Who asks, and their profile.

use models::profiles::{Profile, ProfilePatch};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{AUTH_ME, Identity, PROFILE_GET, PROFILE_UPDATE};

pub(super) const TAG: &str = "Auth and profile";

pub(super) fn operations() -> Vec<Operation> {
    let identity = json!({
        "user_id": example::USER,
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
            .says("`email` and `name` are null unless Clerk's session token is customised to carry them.")
            .signed_in()
            .ok::<Identity>("What the verified token says.", vec![("identity", identity)]),
        Operation::new(PROFILE_GET, TAG, "Your profile")
            .read()
            .resource::<Profile>(
                "Your profile; created when it is first asked for.",
                vec![("profile", example::profile())],
            ),
        Operation::new(PROFILE_UPDATE, TAG, "Change your profile")
            .says("JSON Merge Patch (RFC 7396): what is absent stays, `null` clears. `preferences` is merged.")
            .merge_patch::<ProfilePatch>(vec![("change", patch)])
            .write()
            .conditional()
            .resource::<Profile>("The profile as it is now.", vec![("profile", example::profile())]),
    ]
}
