//! What an organization uses is its own, and what is erased of it, or of who was in it.

use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::{app::app, nothing_lost::fixture::WorkerFixture, quotas::limits::taken};

#[tokio::test]
async fn of_fifty_at_once_by_five_members_the_last_ten_are_given() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let organization = app.organization();
    let members: Vec<_> = (0..5)
        .map(|_| app.member(&organization, "member"))
        .collect();
    let project = members[0].project_row(&mut fixture.rows).await;
    fixture.sql(&taken(&organization, 90)).await;
    let mut requests = tokio::task::JoinSet::new();
    for number in 0..10 {
        let create = fixture.function("output-create", &[("QUOTAS", "on")]).await;
        let requests_of_one: Vec<_> = members
            .iter()
            .map(|member| {
                member
                    .post(&format!("{project}/generate/blog"))
                    .json(json!({ "topic": format!("Mills {number}") }))
            })
            .collect();
        requests.spawn(async move {
            let mut answers = Vec::new();
            for request in requests_of_one {
                answers.push(request.send_to(&create).await.status);
            }
            answers
        });
    }
    let mut answers = requests.join_all().await.concat();
    answers.sort_unstable();
    let mut expected = vec![202; 10];
    expected.resize(50, 402);
    assert_eq!(answers, expected);
    let rows = members[0].rows(&mut fixture.rows).await;
    assert_eq!(rows["public.outputs"], 10);
    // Each knows who asked for it, and none counts for a person.
    let asked: i64 = sqlx::query_scalar(
        "SELECT count(DISTINCT created_by) FROM private.jobs WHERE user_id = $1 AND created_by IS NOT NULL",
    )
    .bind(&organization)
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    assert!(asked >= 1);
    for member in &members {
        let counted: i64 =
            sqlx::query_scalar("SELECT count(*) FROM private.counters WHERE user_id = $1")
                .bind(&member.person)
                .fetch_one(&mut fixture.rows)
                .await
                .unwrap();
        assert_eq!(counted, 0);
    }
}

/// Their own account goes; in the team's, what they made stays, without who it was.
#[tokio::test]
async fn of_a_deleted_member_the_teams_rows_stay() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let organization = app.organization();
    let signer = app.signer();
    let member = app.member_as(&signer, &organization, "member");
    let alone = app.user_with(&signer, &signer.claims());
    alone.project_row(&mut fixture.rows).await;
    let stays = app.member(&organization, "admin");
    let create = fixture.function("project-create", &[]).await;
    for user in [&member, &stays] {
        let request = user
            .post("/projects")
            .key("k")
            .json(json!({ "title": "Ours" }));
        request.send_to(&create).await.expect(201);
    }
    let person = &member.person;
    let made = format!(
        "INSERT INTO outputs (user_id, project_id, kind, created_by)
           SELECT user_id, id, 'blog', '{person}' FROM projects WHERE user_id = '{organization}';
         INSERT INTO outputs_archive SELECT * FROM outputs WHERE user_id = '{organization}';
         INSERT INTO templates (user_id, name, type, prompt, created_by) VALUES ('{organization}', 'Ours', 'blog', 'x', '{person}');
         INSERT INTO private.jobs (output_id, user_id, kind, request, created_by)
           SELECT id, user_id, kind, '{{}}', created_by FROM outputs WHERE user_id = '{organization}';
         INSERT INTO private.memberships VALUES ('{organization}', '{person}', 'member', NULL, now());
         SELECT private.user_deleted('evt_1', '{person}')"
    );
    fixture.sql(&made).await;
    let before = stays.rows(&mut fixture.rows).await;
    assert_eq!(fixture.maintain("erasure").await, json!({ "erased": 1 }));
    let mut after = stays.rows(&mut fixture.rows).await;
    // An answer that was kept for them went.
    let keys = "private.idempotency_keys".to_owned();
    assert_eq!((before[&keys], after[&keys]), (2, 1));
    after.insert(keys.clone(), before[&keys]);
    assert_eq!(after, before);
    assert!(
        crate::erasure::holding(&mut fixture.rows, person)
            .await
            .is_empty(),
        "{:?}",
        crate::erasure::holding(&mut fixture.rows, person).await
    );
    let others: i64 = sqlx::query_scalar("SELECT count(*) FROM projects WHERE created_by = $1")
        .bind(&stays.person)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(others, 1);
}

/// Every table, every object; and nothing of one whose id begins alike.
#[tokio::test]
async fn an_organization_is_erased_and_its_neighbour_is_not() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let organization = app.organization();
    let (team, neighbour) = (
        app.member(&organization, "admin"),
        app.member(&format!("{organization}0"), "admin"),
    );
    fixture.contents(&team).await;
    let kept = fixture.contents(&neighbour).await;
    for user in [&team, &neighbour] {
        let joined = format!(
            "INSERT INTO private.memberships VALUES ('{}', '{}', 'admin', NULL, now())",
            user.id, user.person
        );
        fixture.sql(&joined).await;
    }
    let before = neighbour.rows(&mut fixture.rows).await;
    let deleted = format!("SELECT private.organization_deleted('evt_1', '{organization}')");
    fixture.sql(&deleted).await;
    assert_eq!(fixture.maintain("erasure").await, json!({ "erased": 1 }));
    let left = crate::erasure::holding(&mut fixture.rows, &organization).await;
    assert!(left.is_empty(), "{left:?}");
    assert!(fixture.objects(&team).await.is_empty());
    assert_eq!(neighbour.rows(&mut fixture.rows).await, before);
    assert_eq!(fixture.objects(&neighbour).await, [kept]);
    let members = format!(
        "SELECT count(*) FROM private.memberships WHERE org_id = '{}'",
        neighbour.id
    );
    let members: i64 = sqlx::query_scalar(AssertSqlSafe(members))
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(members, 1);
}
