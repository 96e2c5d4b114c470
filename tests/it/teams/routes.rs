//! Over HTTP: every route × who asks.

use functions::ALL;
use serde_json::json;
use web::{Authentication, Route};

use super::{ROLES, reads_only};
use crate::{
    api::isolation::{Owner, good},
    app::{App, app, request::Request},
    webhook::Event,
};

/// The routes that take a session token, but those of administrators, and those that are not there where nothing is sold.
pub(crate) fn routes() -> impl Iterator<Item = &'static Route> {
    ALL.iter()
        .filter(|route| route.policy.authentication == Authentication::Token)
        .filter(|route| !matches!(route.path, "/billing/checkout" | "/billing/portal"))
}

/// A good request on a route, about what they have.
pub(crate) fn request(owner: &Owner, route: &Route) -> Request {
    let request = good(&owner.user, route.method.as_str(), &owner.path(route));
    match (route.method.as_str(), route.path) {
        ("POST", "/api-keys") => request.json(json!({ "name": "A key" })),
        ("POST", "/webhooks") => request.json(json!({ "url": "https://example.com/hook" })),
        ("POST", "/projects") => request.json(json!({ "title": "A talk" })),
        ("POST", "/templates" | "/templates/custom") => request.json(
            json!({ "name": uuid::Uuid::new_v4(), "type": "blog", "prompt": "About {topic}" }),
        ),
        ("PATCH", "/projects/{project_id}/outputs/{output_id}") => {
            request.json(json!({ "body": "# Taken\n\nOver." }))
        }
        ("PATCH", "/users/me") => request.json(json!({ "name": "Ada" })),
        ("POST", "/mcp") => request.json(json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" })),
        _ => request,
    }
}

/// The code of the 403 that the role has there.
fn refused(role: &str, route: &Route) -> Option<&'static str> {
    match (route.method.as_str(), route.path) {
        (_, "/api-keys" | "/api-keys/{api_key_id}" | "/audit")
        | ("POST", "/projects/{project_id}/transfer" | "/projects/{project_id}/restore")
        | ("DELETE", "/projects/{project_id}")
            if role != "admin" =>
        {
            Some("admin_role_required")
        }
        (_, path) if path.starts_with("/webhooks") && role != "admin" => {
            Some("admin_role_required")
        }
        // What a tool may is its own route's to say.
        ("GET", _) | (_, "/users/me" | "/mcp") => None,
        _ if reads_only(role) => Some("read_only"),
        _ => None,
    }
}

#[tokio::test]
async fn a_role_may_what_the_table_says() {
    let app = app();
    let mut asked = 0;
    for role in ROLES {
        for route in routes() {
            let member = app.member(&app.organization(), role);
            let owner = Owner::of(&app, member).await;
            let answer = request(&owner, route).send().await;
            asked += 1;
            match refused(role, route) {
                Some(code) => drop(answer.problem(403, code)),
                // There is no site that the feed could be read from.
                None if route.path.ends_with("/feeds") => {
                    drop(answer.invalid(&["#/url"]));
                }
                // Of what the fixture is there may be none to complete, cancel or read.
                None => assert!(
                    answer.status < 400 || [404, 409].contains(&answer.status),
                    "{role}: {answer}"
                ),
            }
        }
    }
    assert!(asked > 100, "{asked}");
}

/// Whose it is says the account; who made it, the person. Both see it, and each has a profile and a list of projects of their own.
#[tokio::test]
async fn members_work_on_the_same_and_have_their_own_beside_it() {
    let app = app();
    let organization = app.organization();
    let signer = app.signer();
    let ada = app.member_as(&signer, &organization, "org:admin");
    let alone = app.user_with(&signer, &signer.claims());
    let bob = app.member(&organization, "member");
    let path = bob.project("Ours").await;
    let project = ada.get(&path).send().await.expect(200).json();
    assert_eq!(project["user_id"], organization);
    assert_eq!(project["created_by"], bob.person);
    let file = ada
        .post(&format!("{path}/upload"))
        .file("a.txt", b"A text about lamps.")
        .send()
        .await
        .expect(201)
        .json();
    assert_eq!(file["created_by"], ada.person);
    assert!(
        file["path"]
            .as_str()
            .unwrap()
            .starts_with(&format!("{organization}/"))
    );
    alone
        .get(&path)
        .send()
        .await
        .problem(404, "project_not_found");
    assert_eq!(
        alone.get("/projects").send().await.expect(200).json(),
        json!([])
    );

    for (user, account, role) in [
        (&ada, &organization, "admin"),
        (&bob, &organization, "member"),
        (&alone, &alone.person, "admin"),
    ] {
        let me = user.get("/auth/me").send().await.expect(200).json();
        assert_eq!(
            (&me["user_id"], &me["account_id"], &me["role"]),
            (&json!(user.person), &json!(account), &json!(role))
        );
        let profile = user.get("/users/me").send().await.expect(200).json();
        assert_eq!(profile["user_id"], user.person);
    }
}

/// A key is one person's in one account: nobody gets what another was answered.
#[tokio::test]
async fn the_same_key_is_another_in_another_account_and_of_another_member() {
    let app = app();
    let (one, two) = (app.organization(), app.organization());
    let signer = app.signer();
    let users = [
        app.user_with(&signer, &signer.claims()),
        app.member_as(&signer, &one, "member"),
        app.member_as(&signer, &two, "member"),
        app.member(&one, "member"),
    ];
    let mut made = std::collections::BTreeSet::new();
    for (number, user) in users.iter().enumerate() {
        let create = user
            .post("/projects")
            .key("the-same")
            .json(json!({ "title": format!("Of {number}") }));
        let first = create.clone().send().await.expect(201).json();
        assert_eq!(first["user_id"], user.id);
        let again = create.send().await.expect(201).json();
        assert_eq!(again, first);
        made.insert(first["id"].to_string());
    }
    assert_eq!(made.len(), users.len());
}

/// Organizations are free to make: whoever acts for another one has used up their minute all the same, and no other member's.
#[tokio::test]
async fn a_rate_limit_is_a_persons() {
    let app = app();
    let (one, two) = (app.organization(), app.organization());
    let create = app
        .function("output-create", &[("RATE_LIMIT_PER_MINUTE", "2")])
        .await;
    let signer = app.signer();
    let mut database = app.database().await;
    let mut ask = async |user: &crate::app::User| {
        let project = user.project_row(&mut database).await;
        user.file_row(&mut database, &project).await;
        let request = user
            .post(&format!("{project}/generate/blog"))
            .json(json!({ "topic": "Mills" }));
        request.send_to(&create).await.status
    };
    // Of a minute that ends in between it would not be told.
    let second = app.member_as(&signer, &two, "member");
    let mut answers = Vec::new();
    for user in [
        &app.member_as(&signer, &one, "member"),
        &second,
        &app.user_with(&signer, &signer.claims()),
        &app.member(&two, "member"),
    ] {
        answers.push(ask(user).await);
    }
    assert!(
        [[202, 202, 429, 202], [202, 202, 202, 202]]
            .contains(&answers.as_slice().try_into().unwrap()),
        "{answers:?}"
    );
    if answers[2] == 202 {
        // The minute ended among them; now it has only begun.
        assert_eq!(ask(&second).await, 202);
        assert_eq!(ask(&second).await, 429);
    }
}

/// Who was made a viewer a moment ago reads, though their token still says member; at once, and on every route.
#[tokio::test]
async fn a_change_of_role_counts_before_the_next_token() {
    let app = app();
    let organization = app.organization();
    let owner = Owner::of(&app, app.member(&organization, "member")).await;
    let role =
        |role: &str| Event::membership("updated", &organization, &owner.user.person, role, 0);
    role("org:viewer").signed(&app).send().await.expect(204);
    for route in routes() {
        let answer = request(&owner, route).send().await;
        match refused("viewer", route) {
            Some(code) => drop(answer.problem(403, code)),
            None => assert!(
                answer.status < 400 || [404, 409].contains(&answer.status),
                "{answer}"
            ),
        }
    }
    let me = owner.user.get("/auth/me").send().await.expect(200).json();
    assert_eq!(me["role"], "viewer");
}

/// What a viewer is told where the role is looked at by the handler alone would be too late: nothing of theirs is counted or kept.
#[tokio::test]
async fn a_refused_write_leaves_nothing() {
    let app = app();
    let organization = app.organization();
    let viewer = app.member(&organization, "viewer");
    let mut database = app.database().await;
    let before = viewer.rows(&mut database).await;
    let create = viewer
        .post("/projects")
        .key("a-key")
        .json(json!({ "title": "Mine" }));
    create.send().await.problem(403, "read_only");
    assert_eq!(viewer.rows(&mut database).await, before);
}

/// An app without organizations has no key that would make it think of one.
#[tokio::test]
async fn an_organization_of_version_1_is_refused() {
    let app: App = app();
    let signer = app.signer();
    for (name, value) in [
        ("org_id", json!("org_1")),
        ("org_role", json!("org:admin")),
        ("o", json!(null)),
        ("o", json!({ "id": "org_1" })),
    ] {
        let mut claims = signer.claims();
        claims[name] = value;
        let user = app.user_with(&signer, &claims);
        user.get("/projects")
            .send()
            .await
            .problem(401, "unauthorized");
    }
}
