//! PATCH /users/me: change name, preferences or tone of voice.

use domain::{Env, limits};
use functions::{PROFILE_UPDATE, users::problems::too_many_preferences, vocabulary};
use models::{
    UserDb,
    profiles::{self, ProfilePatch},
};
use serde_json::{Map, Value};
use web::{
    AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Response, merge_patch, serve,
    trimmed,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROFILE_UPDATE, db, update).await
}

async fn update(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (mut patch, preferences) = request.json(profile_patch)?;
    let mut tx = request.begin_write(db).await?;
    let current = profiles::lock_or_create(&mut tx, request.claim("name")).await?;
    request.check_precondition(&current)?;
    if let Some(changes) = preferences {
        patch.preferences = Some(merged(current.preferences, changes)?);
    }
    let profile = profiles::update(&mut tx, &patch).await?;
    tx.respond(Response::resource(&profile)?).await
}

fn profile_patch(body: &mut Fields) -> Option<(ProfilePatch, Option<Map<String, Value>>)> {
    let name = body.patch_nullable("name", trimmed(1..=limits::PROFILE_NAME));
    let tone_of_voice = body.patch_nullable("tone_of_voice", trimmed(1..=limits::TONE_OF_VOICE));
    let preferences = body.nested_patch("preferences", |preferences| {
        preferences.limit_bytes(limits::PREFERENCES);
        preferences
            .patch_nullable("vocabulary", vocabulary())
            .map(Option::flatten)
    });
    Some((
        ProfilePatch {
            name: name?,
            tone_of_voice: tone_of_voice?,
            preferences: None,
        },
        preferences?.map(merged_names),
    ))
}

/// The patch as it was sent, but for the vocabulary as it was read.
fn merged_names((patch, names): (Value, Option<Vec<String>>)) -> Map<String, Value> {
    let mut patch = patch.as_object().cloned().unwrap_or_default();
    if let Some(names) = names {
        patch.insert("vocabulary".to_owned(), names.into());
    }
    patch
}

/// JSON Merge Patch (RFC 7396), in the bound of what a profile holds.
fn merged(mut preferences: Value, changes: Map<String, Value>) -> Result<Value, Problem> {
    merge_patch(&mut preferences, Value::Object(changes));
    if preferences.to_string().len() <= limits::PREFERENCES {
        return Ok(preferences);
    }
    Err(too_many_preferences())
}
