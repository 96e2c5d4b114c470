//! Programs ask with a key what its account has, as far as its scopes go, and for as long as it is there.

use functions::ALL;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use web::{ApiKey, Authentication};

use crate::{
    api::isolation::Owner,
    app::{User, answer::Answer, app, request::Request},
    database::run,
    teams::routes::{request, routes},
    webhook::Event,
};

/// A key of somebody's account.
async fn key(user: &User, body: Value) -> Value {
    let made = user.post("/api-keys").json(body).send().await.expect(201);
    assert!(made.header("etag").is_empty(), "{made}");
    made.json()
}

fn with(request: Request, key: &Value) -> Request {
    request.header(
        "authorization",
        format!("Bearer {}", key["key"].as_str().unwrap()),
    )
}

fn unauthorized(answer: Answer) {
    answer.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_key_asks_for_its_account_until_it_is_deleted() {
    let app = app();
    let user = app.user();
    let project = user.project("Ours").await;
    let made = key(&user, json!({ "name": "  Our CMS " })).await;
    assert_eq!(made["name"], "Our CMS");
    assert_eq!(made["scopes"], json!(["read", "write"]));
    assert_eq!(made["created_by"], user.person);
    let secret = made["key"].as_str().unwrap();
    assert!(
        secret.starts_with(made["prefix"].as_str().unwrap()),
        "{made}"
    );
    let listed = user.get("/api-keys").send().await.expect(200);
    assert_eq!(listed.json()[0]["id"], made["id"]);
    assert!(!listed.to_string().contains(secret), "{listed}");
    assert!(listed.json()[0]["last_used_at"].is_null(), "{listed}");

    let got = with(user.get(&project), &made)
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(got["user_id"], user.id);
    let change = user
        .patch(&project)
        .json(json!({ "title": "By a program" }));
    with(change, &made).send().await.expect(200);
    let created = with(
        user.post("/projects").json(json!({ "title": "New" })),
        &made,
    );
    assert_eq!(
        created.send().await.expect(201).json()["created_by"],
        user.person
    );
    let me = with(user.get("/auth/me"), &made)
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&me["user_id"], &me["role"]),
        (&json!(user.person), &json!("member"))
    );
    let listed = user.get("/api-keys").send().await.expect(200).json();
    assert!(listed[0]["last_used_at"].is_string(), "{listed}");

    let path = format!("/api-keys/{}", made["id"].as_str().unwrap());
    // Another account's key is none of mine.
    app.user()
        .delete(&path)
        .send()
        .await
        .problem(404, "api_key_not_found");
    user.delete(&path).send().await.expect(204);
    user.delete(&path)
        .send()
        .await
        .problem(404, "api_key_not_found");
    let owner = Owner::of(&app, user).await;
    for route in routes().filter(|route| !route.policy.session_only) {
        unauthorized(with(request(&owner, route), &made).send().await);
    }
}

#[tokio::test]
async fn a_key_may_what_its_scopes_say_and_never_what_a_person_has_to_ask_for() {
    let app = app();
    for personal in [true, false] {
        let somebody = || {
            if personal {
                app.user()
            } else {
                app.member(&app.organization(), "admin")
            }
        };
        let mut asked = 0;
        for route in routes() {
            for (scopes, may) in [
                (json!(["read"]), "viewer"),
                (json!(["write", "read"]), "member"),
            ] {
                let owner = Owner::of(&app, somebody()).await;
                let made = key(&owner.user, json!({ "name": may, "scopes": scopes })).await;
                let answer = with(request(&owner, route), &made).send().await;
                asked += 1;
                let refused = match route.policy.needs(&route.method).as_str() {
                    _ if route.policy.session_only => Some("session_required"),
                    "admin" => Some("admin_role_required"),
                    "member" if may == "viewer" => Some("read_only"),
                    _ => None,
                };
                match refused {
                    Some(code) => drop(answer.problem(403, code)),
                    None => assert!(
                        answer.status < 400 || [404, 409].contains(&answer.status)
                            // What another site says is not the API's.
                            || route.path.ends_with("/feeds"),
                        "{answer}"
                    ),
                }
            }
        }
        assert!(asked > 60, "{asked}");
        let user = somebody();
        let writes = key(&user, json!({ "name": "Writes" })).await;
        for route in ALL
            .iter()
            .filter(|route| route.policy.authentication == Authentication::Admin)
        {
            let path = route.path.replace("{user_id}", &user.person);
            let function = app
                .function(route.function, &[("ADMIN_USER_IDS", &user.person)])
                .await;
            let get = app
                .request(route.method.as_str(), &path)
                .json(json!({ "plan": "pro" }));
            with(get, &writes)
                .send_to(&function)
                .await
                .problem(404, "route_not_found");
        }
    }
}

/// Whatever a forger may change of a key, it is none.
#[tokio::test]
async fn a_forged_key_is_none() {
    let app = app();
    let (owner, forger) = (app.user(), app.user());
    let organization = app.organization();
    let project = owner.project("Secret").await;
    let good = key(&owner, json!({ "name": "Good" })).await;
    let own = key(&forger, json!({ "name": "Own" })).await;
    let (good, own) = (good["key"].as_str().unwrap(), own["key"].as_str().unwrap());
    let part = |key: &str, number: usize| key.split('.').nth(number).unwrap().to_owned();
    let joined = |a: &str, b: &str, c: &str| [part(a, 0), part(b, 1), part(c, 2)].join(".");
    let read = |text: &str| ApiKey::parse(text).unwrap();
    let random = |key: &ApiKey| {
        ApiKey::generate(&key.user, &key.account)
            .unwrap()
            .expose()
            .to_owned()
    };
    let mut false_keys = vec![
        joined(own, good, own),
        joined(own, good, good),
        joined(good, own, own),
        joined(good, own, good),
        joined(good, good, own),
        joined(own, own, good),
        random(&read(good)),
        good.to_uppercase(),
        good.to_lowercase(),
        good.replacen("rpk_", "rpk-", 1),
        format!("{good}="),
        format!("{good}.e30"),
        format!("{good},{own}"),
        format!("{good} {own}"),
        good[..good.len() - 1].to_owned(),
        part(good, 0),
        format!("{}.{}", part(good, 0), part(good, 1)),
        format!("{}..{}", part(good, 0), part(good, 2)),
        format!("{}.{}.", part(good, 0), part(good, 1)),
    ];
    // In the name of an organization, of nobody, of another's account.
    let account = domain::AccountId::of_organization(&organization).unwrap();
    let member = ApiKey::generate(&read(own).user, &account).unwrap();
    false_keys.push(joined(own, member.expose(), own));
    false_keys.push(member.expose().to_owned());
    // Each character of the secret, another.
    for at in (0..43).step_by(4) {
        let (begin, secret) = good.rsplit_once('.').unwrap();
        let mut secret = secret.as_bytes().to_vec();
        secret[at] = if secret[at] == b'A' { b'B' } else { b'A' };
        false_keys.push(format!("{begin}.{}", String::from_utf8(secret).unwrap()));
    }
    assert!(false_keys.len() >= 30, "{}", false_keys.len());
    for text in false_keys {
        for path in [&project, "/projects", "/auth/me", "/usage"] {
            let request = app.request("GET", path);
            let answer = request
                .header("authorization", format!("Bearer {text}"))
                .send()
                .await;
            assert_eq!(answer.status, 401, "{text}: {answer}");
        }
    }
    let good = app
        .request("GET", &project)
        .header("authorization", format!("Bearer {good}"));
    good.send().await.expect(200);
}

#[tokio::test]
async fn a_key_ends_with_its_time_its_person_and_their_membership() {
    let app = app();
    let mut database = app.database().await;
    let user = app.user();
    let made = key(
        &user,
        json!({ "name": "Short", "expires_at": "2999-01-01T00:00:00Z" }),
    )
    .await;
    with(user.get("/projects"), &made).send().await.expect(200);
    let id = made["id"].as_str().unwrap();
    run(
        &mut database,
        &format!(
            "UPDATE private.api_keys SET expires_at = now() - interval '1 second' WHERE id = '{id}'"
        ),
    )
    .await;
    unauthorized(with(user.get("/projects"), &made).send().await);

    let organization = app.organization();
    let member = app.member(&organization, "admin");
    let made = key(&member, json!({ "name": "Ours" })).await;
    let project = member.project("Ours").await;
    let ask = || with(member.get(&project), &made);
    ask().send().await.expect(200);
    // A viewer's key reads.
    let event =
        |what, role, seconds| Event::membership(what, &organization, &member.person, role, seconds);
    event("updated", "org:viewer", 0)
        .signed(&app)
        .send()
        .await
        .expect(204);
    ask().send().await.expect(200);
    let change = member.patch(&project).json(json!({ "title": "Taken" }));
    with(change, &made).send().await.problem(403, "read_only");
    event("deleted", "org:viewer", 1)
        .signed(&app)
        .send()
        .await
        .expect(204);
    ask().send().await.problem(401, "membership_ended");

    let user = app.user();
    let made = key(&user, json!({ "name": "Gone" })).await;
    Event::deleted(&user.person)
        .signed(&app)
        .send()
        .await
        .expect(204);
    unauthorized(with(user.get("/projects"), &made).send().await);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_key_is_told_and_there_are_so_many() {
    let app = app();
    let user = app.user();
    for (body, pointer, code) in [
        (json!({}), "#/name", "required"),
        (json!({ "name": " " }), "#/name", "too_short"),
        (json!({ "name": "a".repeat(101) }), "#/name", "too_long"),
        (
            json!({ "name": "a", "scopes": [] }),
            "#/scopes",
            "unknown_value",
        ),
        (
            json!({ "name": "a", "scopes": ["admin"] }),
            "#/scopes",
            "unknown_value",
        ),
        (
            json!({ "name": "a", "scopes": ["read", "read"] }),
            "#/scopes",
            "unknown_value",
        ),
        (
            json!({ "name": "a", "scopes": "read" }),
            "#/scopes",
            "not_an_array",
        ),
        (
            json!({ "name": "a", "expires_at": "2020-01-01T00:00:00Z" }),
            "#/expires_at",
            "not_in_the_future",
        ),
        (
            json!({ "name": "a", "expires_at": "soon" }),
            "#/expires_at",
            "not_in_the_future",
        ),
        (
            json!({ "name": "a", "expires_at": "+12026-01-01T00:00:00Z" }),
            "#/expires_at",
            "not_in_the_future",
        ),
    ] {
        let answer = user.post("/api-keys").json(body.clone()).send().await;
        let answer = answer.problem(422, "invalid_request").json();
        assert_eq!(answer["errors"][0]["pointer"], pointer, "{body}: {answer}");
        assert_eq!(answer["errors"][0]["code"], code, "{body}: {answer}");
    }
    for role in ["member", "viewer"] {
        let member = app.member(&app.organization(), role);
        let body = json!({ "name": "a" });
        member
            .post("/api-keys")
            .json(body)
            .send()
            .await
            .problem(403, "admin_role_required");
        member
            .get("/api-keys")
            .send()
            .await
            .problem(403, "admin_role_required");
    }
    let mut makers = JoinSet::new();
    for _ in 0..25 {
        makers.spawn(user.post("/api-keys").json(json!({ "name": "a" })).send());
    }
    let made = makers.join_all().await;
    let number = made.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(number, domain::limits::API_KEYS);
    for answer in made.into_iter().filter(|answer| answer.status != 201) {
        answer.problem(409, "too_many_keys");
    }
}

/// Nor in what is said of what went wrong.
#[tokio::test]
async fn no_key_is_in_a_log() {
    let app = app();
    let user = app.user();
    let create = app.function("api-key-create", &[]).await;
    let body = json!({ "name": "Logged" });
    let made = user
        .post("/api-keys")
        .json(body)
        .send_to(&create)
        .await
        .expect(201)
        .json();
    let list = app.function("project-list", &[]).await;
    with(user.get("/projects"), &made)
        .send_to(&list)
        .await
        .expect(200);
    let forged = made["key"].as_str().unwrap().replace('_', "_0");
    let request = user
        .get("/projects")
        .header("authorization", format!("Bearer {forged}"));
    request.send_to(&list).await.problem(401, "unauthorized");
    let secret = made["key"].as_str().unwrap().rsplit('.').next().unwrap();
    for function in [&create, &list] {
        let log = function.log();
        assert!(log.contains("request") && !log.contains(secret), "{log}");
    }
}
