//! Who of an organization used what.

use serde_json::{Value, json};

use crate::{
    app::{User, app},
    nothing_lost::fixture::WorkerFixture,
    quotas::counters::assert_counted,
};

/// As a worker leaves it: an output that is written, with what it cost, and a recording of so many seconds.
async fn work(fixture: &mut WorkerFixture, member: &User, seconds: u32, cost: u32) {
    let project = member.project_row(&mut fixture.rows).await;
    let output = member
        .output_row(&mut fixture.rows, &project, "completed")
        .await;
    let file = member.file_row(&mut fixture.rows, &project).await;
    let (account, person) = (&member.id, &member.person);
    let done = format!(
        "INSERT INTO private.jobs (output_id, user_id, created_by, kind, request) VALUES ('{output}', '{account}', '{person}', 'blog', '{{}}');
         INSERT INTO private.jobs (work, file_id, user_id, created_by, request) VALUES ('ingestion', '{file}', '{account}', '{person}', '{{}}');
         INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome, prompt_tokens, completion_tokens, cost_micros)
           VALUES ('{output}', '{account}', 1, 'openai', 'started', 7, 0, 1);
         UPDATE private.provider_calls SET outcome = 'completed', prompt_tokens = 10, completion_tokens = 5, cost_micros = {cost}
           WHERE output_id = '{output}';
         INSERT INTO transcriptions (user_id, file_id, text, word_count, provider, duration_seconds)
           VALUES ('{account}', '{file}', 'Said', 1, 'openai', {seconds});
         UPDATE private.jobs SET state = 'completed' WHERE created_by = '{person}'"
    );
    fixture.sql(&done).await;
}

async fn usage(fixture: &WorkerFixture, user: &User) -> Value {
    let get = fixture.function("usage-get", &[]).await;
    user.get("/usage").send_to(&get).await.expect(200).json()
}

#[tokio::test]
async fn admins_are_told_who_used_what_and_the_parts_make_the_whole() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let organization = app.organization();
    let admin = app.member(&organization, "admin");
    let members = [
        app.member(&organization, "member"),
        app.member(&organization, "member"),
    ];
    let other = app.member(&format!("{organization}0"), "admin");
    for (member, seconds, cost, times) in [
        (&members[0], 90, 3, 2),
        (&members[1], 30, 4, 1),
        (&other, 600, 1000, 1),
    ] {
        for _ in 0..times {
            work(&mut fixture, member, seconds, cost).await;
        }
    }
    assert_counted(&mut fixture.rows).await;
    let of = |person: Option<&str>, outputs: u32, cost: u32, minutes: f64| {
        json!({
            "user_id": person, "outputs": outputs, "prompt_tokens": 10 * outputs, "completion_tokens": 5 * outputs,
            "cost_micros": cost, "minutes": minutes,
        })
    };
    let told = usage(&fixture, &admin).await;
    let parts = json!([
        of(Some(&members[0].person), 2, 6, 3.0),
        of(Some(&members[1].person), 1, 4, 0.5),
    ]);
    assert_eq!(told["by_member"], parts);
    assert_eq!(
        (
            &told["minutes"],
            &told["cost_micros"],
            &told["outputs"]["blog"]["completed"]
        ),
        (&json!(3.5), &json!(10), &json!(3))
    );
    // Nobody else is told, and of a personal account there is nothing to tell.
    for user in [
        &members[0],
        &app.member(&organization, "viewer"),
        &app.user(),
    ] {
        let told = usage(&fixture, user).await;
        assert!(told.get("by_member").is_none(), "{told}");
    }

    // Who is deleted is named no more, and what they used was used.
    let deleted = format!(
        "SELECT private.user_deleted('evt_1', '{}')",
        members[0].person
    );
    fixture.sql(&deleted).await;
    fixture.maintain("erasure").await;
    let parts = json!([of(None, 2, 6, 3.0), of(Some(&members[1].person), 1, 4, 0.5)]);
    assert_eq!(usage(&fixture, &admin).await["by_member"], parts);
    let left = crate::erasure::holding(&mut fixture.rows, &members[0].person).await;
    assert!(left.is_empty(), "{left:?}");
    assert_counted(&mut fixture.rows).await;
}
