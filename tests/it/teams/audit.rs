//! Who did what in an account, of what can't be undone or costs.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::{
    app::{User, app},
    database::{Database, run},
    isolation::tables::FIXTURE,
    nothing_lost::fixture::WorkerFixture,
    webhook::Event,
};

async fn page(user: &User, path: &str) -> (Vec<Value>, String) {
    let answer = user.get(path).send().await.expect(200);
    let next = answer.headers.get("x-next-cursor").cloned();
    let entries = answer.json().as_array().unwrap().clone();
    (entries, next.unwrap_or_default())
}

/// Newest first.
async fn audit(user: &User) -> Vec<Value> {
    page(user, "/audit").await.0
}

fn entry(actor: Option<&User>, action: &str, subject: &str) -> Value {
    json!([actor.map(|user| &user.person), action, subject])
}

fn told(entries: &[Value]) -> Vec<Value> {
    let told = entries
        .iter()
        .map(|entry| json!([entry["actor_id"], entry["action"], entry["subject_id"]]));
    told.collect()
}

#[tokio::test]
async fn admins_are_told_who_deleted_and_spent_what() {
    let app = app();
    let organization = app.organization();
    let (admin, member) = (
        app.member(&organization, "admin"),
        app.member(&organization, "member"),
    );
    let mut database = app.database().await;
    let project = member.project("Ours").await;
    let upload = member.post(&format!("{project}/upload"));
    let captions = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n";
    let file = upload.file("a.srt", captions).send().await.expect(201).id();
    let generate = member.post(&format!("{project}/generate/blog"));
    let generate = generate.json(json!({ "topic": "Mills" }));
    let output = generate.send().await.expect(202).id();
    let template = member.template_row(&mut database, "Ours").await;
    for path in [
        format!("{project}/outputs/{output}"),
        format!("{project}/files/{file}"),
        format!("/templates/{template}"),
    ] {
        admin.delete(&path).send().await.expect(204);
    }
    let key = admin.post("/api-keys").json(json!({ "name": "Ours" }));
    let key = key.send().await.expect(201).id();
    let delete = admin.delete(&format!("/api-keys/{key}"));
    delete.send().await.expect(204);
    // With what is in it, which is not told one by one.
    member.file_row(&mut database, &project).await;
    member
        .output_row(&mut database, &project, "completed")
        .await;
    admin.delete(&project).send().await.expect(204);
    for (what, role, seconds) in [
        ("created", "org:member", -3),
        ("updated", "org:viewer", -2),
        ("updated", "org:viewer", -1),
        ("deleted", "org:viewer", 0),
        // It came too late.
        ("created", "org:member", -3),
    ] {
        let event = Event::membership(what, &organization, "user_x", role, seconds);
        event.signed(&app).send().await.expect(204);
    }

    let mut expected = vec![
        entry(Some(&member), "file.read", &file),
        entry(Some(&member), "output.generated", &output),
        entry(Some(&admin), "output.deleted", &output),
        entry(Some(&admin), "file.deleted", &file),
        entry(Some(&admin), "template.deleted", &template),
        entry(Some(&admin), "api_key.created", &key),
        entry(Some(&admin), "api_key.deleted", &key),
        entry(
            Some(&admin),
            "project.deleted",
            project.trim_start_matches("/projects/"),
        ),
        entry(None, "member.added", "user_x"),
        entry(None, "member.changed", "user_x"),
        entry(None, "member.removed", "user_x"),
    ];
    expected.reverse();
    assert_eq!(told(&audit(&admin).await), expected);

    // Page by page the same, and nobody else's.
    let (mut pages, mut path) = (Vec::new(), "/audit?limit=4".to_owned());
    while !path.is_empty() {
        let (entries, next) = page(&admin, &path).await;
        assert!(entries.len() <= 4);
        pages.extend(entries);
        path = match next.as_str() {
            "" => String::new(),
            cursor => format!("/audit?limit=4&cursor={cursor}"),
        };
    }
    assert_eq!(told(&pages), expected);
    for role in ["member", "viewer", "billing_manager"] {
        let answer = app.member(&organization, role).get("/audit").send().await;
        answer.problem(403, "admin_role_required");
    }
    for other in [app.user(), app.member(&format!("{organization}0"), "admin")] {
        assert_eq!(audit(&other).await, Vec::<Value>::new());
    }
}

/// An administrator and a provider are none of the account's people.
#[tokio::test]
async fn what_becomes_of_the_plan_is_told() {
    let app = app();
    let user = app.user();
    let mut fixture = WorkerFixture::start([]).await;
    let path = format!("/admin/users/{}/plan", user.id);
    let give = |plan: &str| user.request("PUT", &path).json(json!({ "plan": plan }));
    let admin = ("ADMIN_USER_IDS", user.person.as_str());
    let set = fixture.function("admin-plan", &[admin]).await;
    let take_back = fixture.function("admin-plan-delete", &[admin]).await;
    for plan in ["pro", "pro", "business"] {
        give(plan).send_to(&set).await.expect(200);
    }
    user.delete(&path).send_to(&take_back).await.expect(204);
    for (event, status, at) in [("e1", "active", 1), ("e2", "active", 2), ("e3", "ended", 3)] {
        let heard = format!(
            r#"SELECT private.entitle('{event}', 'subscription', 'clerk', '{}', to_timestamp({at}),
                 '[{{"external_id": "sub_1", "plan": "pro", "status": "{status}"}}]', 7)"#,
            user.id
        );
        fixture.sql(&heard).await;
    }
    let list = fixture.function("audit-list", &[]).await;
    let listed = user.get("/audit").send_to(&list).await.expect(200).json();
    let expected = [
        ("subscription.ended", "pro"),
        ("subscription.active", "pro"),
        ("plan.taken_back", "business"),
        ("plan.given", "business"),
        ("plan.given", "pro"),
    ];
    let expected = expected.map(|(action, subject)| entry(None, action, subject));
    assert_eq!(told(listed.as_array().unwrap()), expected);
}

/// Through SQL, as Supabase's Data API lets a user ask; and not what goes along by itself.
#[tokio::test]
async fn what_is_deleted_past_the_api_is_told_too() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, FIXTURE).await;
    run(&mut superuser, "DELETE FROM private.audit").await;
    let mut data_api = database.login("authenticator").await;
    let claims = r#"{"sub": "user_owner", "role": "authenticated"}"#;
    for sql in [
        "DELETE FROM outputs WHERE id = '00000000-0000-4000-8000-0000000000c2'",
        "DELETE FROM templates",
        "DELETE FROM projects WHERE title = 'A talk'",
        "DELETE FROM projects WHERE title = 'nothing of that name'",
    ] {
        run(
            &mut data_api,
            &format!("BEGIN; SET LOCAL ROLE authenticated; SET LOCAL request.jwt.claims = '{claims}'; {sql}; COMMIT"),
        )
        .await;
    }
    let told: Vec<String> =
        sqlx::query_scalar("SELECT action || ' by ' || actor_id FROM private.audit ORDER BY at")
            .fetch_all(&mut superuser)
            .await
            .unwrap();
    assert_eq!(
        told,
        [
            "output.deleted by user_owner",
            "template.deleted by user_owner",
            "project.deleted by user_owner",
        ]
    );
}

#[tokio::test]
async fn it_is_forgotten_after_a_year() {
    let mut fixture = WorkerFixture::start([]).await;
    let entries = "INSERT INTO private.audit (user_id, action, at)
        SELECT 'user_1', 'project.deleted', now() - make_interval(days => days) FROM unnest('{1, 364, 366, 400}'::int[]) AS days";
    fixture.sql(entries).await;
    let report = fixture.maintain("daily").await;
    assert_eq!(report["audit_deleted"], 2, "{report}");
    let oldest = "SELECT max(now() - at) < interval '365 days' AND count(*) = 2 FROM private.audit WHERE user_id = 'user_1'";
    let kept: bool = sqlx::query_scalar(AssertSqlSafe(oldest))
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert!(kept);
}
