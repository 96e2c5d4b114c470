//! What Clerk's webhook says of organizations and of who is in them.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::routes::{request, routes};
use crate::{
    api::isolation::Owner,
    app::{App, app},
    database::{Database, run},
    signer::now,
    webhook::Event,
};

impl Event {
    /// `organizationMembership.…`, so many seconds from now.
    pub(crate) fn membership(
        what: &str,
        organization: &str,
        user: &str,
        role: &str,
        seconds: i64,
    ) -> Self {
        let at = (i64::try_from(now()).unwrap() + seconds) * 1000;
        let data = json!({
            "id": "orgmem_1", "object": "organization_membership", "role": role, "created_at": at - 1000, "updated_at": at,
            "organization": { "id": organization, "object": "organization", "name": "Acme", "slug": "acme" },
            "public_user_data": { "user_id": user, "identifier": "somebody@example.com", "first_name": "Ada" },
        });
        Self::new(&format!("organizationMembership.{what}"), &data)
    }

    pub(super) fn organization_deleted(organization: &str) -> Self {
        let data = json!({ "id": organization, "object": "organization", "deleted": true });
        Self::new("organization.deleted", &data)
    }
}

async fn hear(app: &App, event: &Event) {
    event.signed(app).send().await.expect(204);
}

/// The same live token, before and after; and what comes later than it tells.
#[tokio::test]
async fn who_was_removed_is_out_on_every_route() {
    let app = app();
    let organization = app.organization();
    let owner = Owner::of(&app, app.member(&organization, "admin")).await;
    let stays = app.member(&organization, "member");
    owner.user.get("/projects").send().await.expect(200);
    let removed = Event::membership("deleted", &organization, &owner.user.person, "org:admin", 0);
    hear(&app, &removed).await;
    let mut database = app.database().await;
    let before = owner.user.rows(&mut database).await;
    // What was told late, and once more.
    let created = Event::membership(
        "created",
        &organization,
        &owner.user.person,
        "org:admin",
        -5,
    );
    for event in [&created, &removed, &created] {
        hear(&app, event).await;
    }
    let mut asked = 0;
    for route in routes() {
        let answer = request(&owner, route).send().await;
        let answer = answer.problem(401, "membership_ended");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        asked += 1;
    }
    assert!(asked > 25, "{asked}");
    assert_eq!(owner.user.rows(&mut database).await, before);
    stays.get("/projects").send().await.expect(200);
    // Who is let in again is in again.
    let again = Event::membership(
        "created",
        &organization,
        &owner.user.person,
        "org:member",
        1,
    );
    hear(&app, &again).await;
    owner.user.get("/projects").send().await.expect(200);
}

/// `updated_at` of one that has ended says when it was last changed before that.
#[tokio::test]
async fn a_membership_ends_when_its_end_is_told() {
    let app = app();
    let organization = app.organization();
    let user = app.member(&organization, "member");
    let mut removed =
        Event::membership("deleted", &organization, &user.person, "org:member", -9000);
    let mut body: Value = serde_json::from_str(&removed.body).unwrap();
    body["timestamp"] = json!(now() * 1000);
    removed.body = body.to_string();
    hear(&app, &removed).await;
    user.get("/projects")
        .send()
        .await
        .problem(401, "membership_ended");
}

#[tokio::test]
async fn a_deleted_organization_is_nobodys() {
    let app = app();
    let organization = app.organization();
    let longer = format!("{organization}0");
    let owner = Owner::of(&app, app.member(&organization, "admin")).await;
    let other = Owner::of(&app, app.member(&longer, "admin")).await;
    let deleted = Event::organization_deleted(&organization);
    for _ in 0..2 {
        hear(&app, &deleted).await;
    }
    // Late ones bring nobody back.
    let created = Event::membership("created", &organization, &owner.user.person, "org:admin", 5);
    hear(&app, &created).await;
    for route in routes() {
        let answer = request(&owner, route).send().await;
        answer.problem(401, "unauthorized");
    }
    other.user.get("/projects").send().await.expect(200);
}

/// Who was deleted is out of every organization, whatever its events say.
#[tokio::test]
async fn a_deleted_person_is_no_member() {
    let app = app();
    let organization = app.organization();
    let user = app.member(&organization, "admin");
    hear(&app, &Event::deleted(&user.person)).await;
    let created = Event::membership("created", &organization, &user.person, "org:admin", 5);
    hear(&app, &created).await;
    user.get("/projects")
        .send()
        .await
        .problem(401, "unauthorized");
}

#[tokio::test]
async fn events_of_organizations_that_are_none_are_told_so() {
    let app = app();
    let good = Event::membership("created", "org_1", "user_1", "org:admin", 0);
    let without = |pointer: &str, value: Value| {
        let mut body: Value = serde_json::from_str(&good.body).unwrap();
        *body.pointer_mut(pointer).unwrap() = value;
        body.to_string()
    };
    for body in [
        without("/data/organization/id", json!("user_1")),
        without("/data/organization/id", json!("org_a b")),
        without("/data/organization/id", json!(null)),
        without("/data/organization", json!(null)),
        without("/data/public_user_data/user_id", json!("")),
        without("/data/public_user_data", json!({})),
        without("/data/role", json!(null)),
        without("/data/updated_at", json!("now")),
        without("/data/updated_at", json!(-1)),
        r#"{"type": "organization.deleted", "data": {"id": "user_1"}}"#.to_owned(),
        r#"{"type": "organization.deleted", "data": {}}"#.to_owned(),
    ] {
        let event = Event {
            body: body.clone(),
            ..Event::new("", &json!({}))
        };
        let answer = event.signed(&app).send().await;
        assert_eq!(answer.status, 400, "{body}: {answer}");
        answer.problem(400, "invalid_event");
    }
    // What Clerk sees to by itself.
    for kind in [
        "organization.created",
        "organization.updated",
        "organizationInvitation.created",
        "organizationInvitation.accepted",
        "organizationInvitation.revoked",
    ] {
        hear(&app, &Event::new(kind, &json!({ "id": "org_1" }))).await;
    }
}

/// (role, removed, changed_at in seconds)
const HISTORY: [(&str, bool, i64); 5] = [
    ("org:viewer", false, 1),
    ("org:member", false, 2),
    ("org:member", true, 3),
    ("org:admin", false, 4),
    ("org:admin", true, 5),
];

/// Every order, each event twice: the same end. And so without the last, which is another.
#[tokio::test]
async fn memberships_end_the_same_in_whatever_order_their_events_come() {
    let database = Database::migrated().await;
    let mut webhook = database.login("repostr_webhook").await;
    let mut rows = database.superuser().await;
    let mut number = 0;
    for (events, role, removed) in [(5, "admin", true), (4, "admin", false), (3, "member", true)] {
        let mut orders = 0;
        for order in permutations(events) {
            run(
                &mut rows,
                "TRUNCATE private.memberships, private.webhook_events",
            )
            .await;
            for round in [&order, &order] {
                for event in round {
                    number += 1;
                    tell(&mut webhook, number, HISTORY[*event]).await;
                }
            }
            let end: (String, bool, i64) = sqlx::query_as(
                "SELECT role, removed_at IS NOT NULL, extract(epoch FROM changed_at)::bigint FROM private.memberships",
            )
            .fetch_one(&mut rows)
            .await
            .unwrap();
            let last = i64::try_from(events).unwrap();
            assert_eq!(end, (role.to_owned(), removed, last), "{order:?}");
            orders += 1;
        }
        assert_eq!(orders, (1..=events).product::<usize>());
    }
    // Of two of the same moment, the one that allows less.
    for (first, second) in [(0, 1), (1, 0)] {
        run(&mut rows, "TRUNCATE private.memberships").await;
        let same = [("org:admin", false, 9), ("org:admin", true, 9)];
        for which in [first, second] {
            number += 1;
            tell(&mut webhook, number, same[which]).await;
        }
        let removed: bool =
            sqlx::query_scalar("SELECT removed_at IS NOT NULL FROM private.memberships")
                .fetch_one(&mut rows)
                .await
                .unwrap();
        assert!(removed);
    }
}

async fn tell(webhook: &mut PgConnection, id: i32, (role, removed, at): (&str, bool, i64)) {
    sqlx::query(
        "SELECT private.membership_changed($1, 'org_1', 'user_1', $2, $3, to_timestamp($4))",
    )
    .bind(format!("evt_{id}"))
    .bind(role)
    .bind(removed)
    .bind(f64::from(i32::try_from(at).unwrap()))
    .execute(webhook)
    .await
    .unwrap();
}

fn permutations(of: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..of {
        all = all
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..of)
                    .filter(|next| !order.contains(next))
                    .map(|next| [order.as_slice(), &[next]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}
