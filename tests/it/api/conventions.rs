//! What holds for every route: problems, conditions, keys, methods.

use functions::ALL;
use serde_json::json;
use sqlx::{Connection, PgConnection, Row};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::app::{User, answer::Answer, app};

#[tokio::test]
async fn a_created_thing_is_where_its_location_says() {
    let app = app();
    let user = app.user();
    let created = user
        .post("/projects")
        .json(json!({ "title": "Here" }))
        .send()
        .await
        .expect(201);
    let read = user
        .get(created.header("location"))
        .send()
        .await
        .expect(200);
    assert_eq!(read.body, created.body);
    assert_eq!(read.header("etag"), created.header("etag"));
    assert_eq!(read.header("content-type"), "application/json");
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let app = app();
    let user = app.user();
    let project = user.project("Cached").await;
    for path in [
        project.clone(),
        format!("{project}?include=files,outputs"),
        "/users/me".into(),
    ] {
        let first = user.get(&path).send().await.expect(200);
        let tag = first.header("etag");
        for condition in [
            tag.to_owned(),
            format!("W/{tag}"),
            format!("\"other\", {tag}"),
            "*".into(),
        ] {
            let second = user
                .get(&path)
                .header("if-none-match", condition)
                .send()
                .await
                .expect(304);
            assert!(second.body.is_empty(), "{second}");
            assert_eq!(second.header("etag"), tag);
        }
    }
    // With what is included, the tag covers it.
    let path = format!("{project}?include=files");
    let before = user.get(&path).send().await.expect(200);
    user.post(&format!("{project}/upload"))
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);
    let after = user
        .get(&path)
        .header("if-none-match", before.header("etag"))
        .send()
        .await
        .expect(200);
    assert_ne!(after.header("etag"), before.header("etag"));
}

#[tokio::test]
async fn two_clients_do_not_overwrite_each_other() {
    let app = app();
    let user = app.user();
    let project = user.project("Shared").await;
    let ours = user
        .get(&project)
        .send()
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    // The other read it with its files, which are no part of what is changed.
    let theirs = user
        .get(&format!("{project}?include=files"))
        .send()
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    user.post(&format!("{project}/upload"))
        .file("a.txt", b"text")
        .send()
        .await
        .expect(201);

    let change = |title: &str| user.patch(&project).json(json!({ "title": title }));
    let changed = change("Ours")
        .header("if-match", ours.clone())
        .send()
        .await
        .expect(200);
    for stale in [
        ours.clone(),
        theirs,
        format!("W/{}", changed.header("etag")),
    ] {
        let answer = change("Theirs")
            .header("if-match", stale.clone())
            .send()
            .await;
        answer.problem(412, "precondition_failed");
        let answer = user.delete(&project).header("if-match", stale).send().await;
        answer.problem(412, "precondition_failed");
    }
    assert_eq!(user.get(&project).send().await.json()["title"], "Ours");
    change("Again")
        .header("if-match", format!("\"x\", {}", changed.header("etag")))
        .send()
        .await
        .expect(200);
    change("Any")
        .header("if-match", "*")
        .send()
        .await
        .expect(200);
    user.delete(&project)
        .header("if-match", "*")
        .send()
        .await
        .expect(204);
    change("Gone")
        .header("if-match", "*")
        .send()
        .await
        .problem(404, "project_not_found");
}

#[tokio::test]
async fn of_many_changes_of_the_same_version_one_is_made() {
    let app = app();
    let user = app.user();
    let project = user.project("Raced for").await;
    let profile = user
        .get("/users/me")
        .send()
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    let tag = user
        .get(&project)
        .send()
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    let mut requests = JoinSet::new();
    for number in 0..8 {
        let title = user
            .patch(&project)
            .json(json!({ "title": format!("{number}") }));
        requests.spawn(title.header("if-match", tag.clone()).send());
        let name = user
            .patch("/users/me")
            .json(json!({ "name": format!("{number}") }));
        requests.spawn(name.header("if-match", profile.clone()).send());
    }
    let answers = requests.join_all().await;
    for path in [&project, "/users/me"] {
        let of: Vec<_> = answers
            .iter()
            .filter(|answer| answer.to.ends_with(path))
            .collect();
        let statuses: Vec<_> = of.iter().map(|answer| answer.status).collect();
        assert_eq!(
            statuses.iter().filter(|status| **status == 200).count(),
            1,
            "{path}: {statuses:?}"
        );
        assert_eq!(
            statuses.iter().filter(|status| **status == 412).count(),
            7,
            "{path}: {statuses:?}"
        );
    }
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer() {
    let app = app();
    let user = app.user();
    let mut database = app.database().await;
    let project = user.project("Repeated").await;
    let source = user
        .post(&format!("{project}/upload"))
        .file("source.txt", b"One. Two. Three.")
        .send()
        .await;
    source.expect(201);
    let generate = format!("{project}/generate/email");
    let upload = format!("{project}/upload");
    let output = user.output_row(&mut database, &project, "completed").await;
    let again = format!("{project}/outputs/{output}/regenerate");
    let template = |path: &str, name: &str| {
        user.post(path)
            .json(json!({ "name": name, "type": "blog", "prompt": "{source}" }))
    };
    for (request, other) in [
        (
            user.post("/projects").json(json!({ "title": "Once" })),
            user.post("/projects").json(json!({ "title": "Twice" })),
        ),
        (
            user.post(&generate).json(json!({ "topic": "Once" })),
            user.post(&generate).json(json!({ "topic": "Twice" })),
        ),
        (
            user.post(&again).json(json!({ "topic": "Once" })),
            user.post(&again).json(json!({ "topic": "Twice" })),
        ),
        (
            user.post(&upload).file("a.txt", b"once"),
            user.post(&upload).file("a.txt", b"twice"),
        ),
        (
            template("/templates", "Once"),
            template("/templates", "Twice"),
        ),
        (
            template("/templates/custom", "Another"),
            template("/templates/custom", "And another"),
        ),
    ] {
        let key = Uuid::new_v4().to_string();
        let first = request.clone().key(&key).send().await;
        assert!(matches!(first.status, 201 | 202), "{first}");
        assert_eq!(first.header("idempotent-replayed"), "");
        let made = made_by_requests(&user, &mut database).await;
        // The same key as a structured field.
        for key in [key.clone(), format!("\"{key}\"")] {
            let again = request.clone().key(&key).send().await.expect(first.status);
            assert_eq!(again.header("idempotent-replayed"), "true", "{again}");
            assert_eq!(again.body, first.body);
            for header in ["location", "etag", "content-type"] {
                assert_eq!(
                    again.header(header),
                    first.header(header),
                    "{header}: {again}"
                );
            }
            assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
        }
        other
            .key(&key)
            .send()
            .await
            .problem(422, "idempotency_key_reused");
        assert_eq!(
            made_by_requests(&user, &mut database).await,
            made,
            "{first}"
        );
    }
}

/// Without what the worker writes meanwhile.
async fn made_by_requests(user: &User, database: &mut PgConnection) -> Vec<i64> {
    let rows = user.rows(database).await;
    let tables = [
        "public.projects",
        "public.files",
        "public.outputs",
        "public.templates",
        "private.jobs",
        "private.idempotency_keys",
    ];
    tables.map(|table| rows[table]).to_vec()
}

/// A browser draws a new boundary each time it sends the same form.
#[tokio::test]
async fn an_upload_is_known_again_by_its_file() {
    let app = app();
    let user = app.user();
    let upload = format!("{}/upload", user.project("Forms").await);
    let form = |boundary: &str, name: &str| {
        let body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\ntext\r\n--{boundary}--\r\n"
        );
        user.post(&upload)
            .body(&format!("multipart/form-data; boundary={boundary}"), body)
            .key("form")
    };
    let first = form("one", "a.txt").send().await.expect(201);
    let again = form("two", "a.txt").send().await.expect(201);
    assert_eq!(
        (again.header("idempotent-replayed"), &again.body),
        ("true", &first.body)
    );
    form("one", "b.txt")
        .send()
        .await
        .problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_key_is_ones_own_and_of_one_route() {
    let app = app();
    let (user, other) = (app.user(), app.user());
    let create = json!({ "title": "Mine" });
    let mine = user
        .post("/projects")
        .json(create.clone())
        .key("k")
        .send()
        .await
        .expect(201);
    let theirs = other
        .post("/projects")
        .json(create.clone())
        .key("k")
        .send()
        .await
        .expect(201);
    assert_ne!(theirs.id(), mine.id());
    assert_eq!(theirs.header("idempotent-replayed"), "");
    // Another route takes the same key for another thing.
    let upload = format!("{}/upload", mine.header("location"));
    let file = user
        .post(&upload)
        .file("a.txt", b"text")
        .key("k")
        .send()
        .await
        .expect(201);
    assert_eq!(file.header("idempotent-replayed"), "");
    // The same route under another path is another request.
    let second = user
        .post("/projects")
        .json(json!({ "title": "Second" }))
        .send()
        .await
        .expect(201);
    let upload = format!("{}/upload", second.header("location"));
    user.post(&upload)
        .file("a.txt", b"text")
        .key("k")
        .send()
        .await
        .problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_refusal_is_not_kept_under_its_key() {
    let app = app();
    let user = app.user();
    user.post("/projects")
        .json(json!({ "title": "" }))
        .key("k")
        .send()
        .await
        .problem(422, "invalid_request");
    user.post("/projects")
        .json(json!({ "title": "Right" }))
        .key("k")
        .send()
        .await
        .expect(201);
    // Refused once it was admitted.
    let gone = format!("/projects/{}/upload", Uuid::new_v4());
    user.post(&gone)
        .file("a.txt", b"text")
        .key("u")
        .send()
        .await
        .problem(404, "project_not_found");
    let upload = format!("{}/upload", user.project("There").await);
    user.post(&upload)
        .file("a.txt", b"text")
        .key("u")
        .send()
        .await
        .expect(201);
}

#[tokio::test]
async fn a_key_in_flight_is_told_so() {
    let app = app();
    let user = app.user();
    let mut database = app.database().await;
    // The first request, as the database sees it while it is being worked on.
    let mut first = database.begin().await.unwrap();
    let verdict =
        sqlx::query("SELECT private.admit($1, 'project-create', 'k', 'h', 0, 0) ->> 'verdict'")
            .bind(&user.id)
            .fetch_one(&mut *first)
            .await
            .unwrap();
    assert_eq!(verdict.get::<String, _>(0), "go");
    let second = user
        .post("/projects")
        .json(json!({ "title": "Second" }))
        .key("k");
    let answer = second
        .clone()
        .send()
        .await
        .problem(409, "idempotency_key_in_flight");
    assert_eq!(answer.header("retry-after"), "1");
    // It failed: the key is free.
    first.rollback().await.unwrap();
    second.send().await.expect(201);
}

#[tokio::test]
async fn of_the_same_request_many_times_at_once_one_is_done() {
    let app = app();
    let user = app.user();
    let mut requests = JoinSet::new();
    for _ in 0..12 {
        requests.spawn(
            user.post("/projects")
                .json(json!({ "title": "One" }))
                .key("k")
                .send(),
        );
    }
    let answers = requests.join_all().await;
    let mut made = Vec::new();
    for answer in answers {
        match answer.status {
            201 => made.push(answer),
            _ => drop(answer.problem(409, "idempotency_key_in_flight")),
        }
    }
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    assert_eq!(
        made.iter()
            .filter(|answer| answer.header("idempotent-replayed").is_empty())
            .count(),
        1
    );
    assert_eq!(
        user.get("/projects")
            .send()
            .await
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_costs_is_limited_by_the_minute() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    user.file_row(&mut database, &project).await;
    let function = app
        .function("output-create", &[("RATE_LIMIT_PER_MINUTE", "2")])
        .await;
    let generate = |topic: &str| {
        user.post(&format!("{project}/generate/blog"))
            .json(json!({ "topic": topic }))
    };
    // The minute may end in between, and then all begins anew.
    let mut remaining = Vec::new();
    let refused = loop {
        let topic = format!("{}", remaining.len());
        let answer = generate(&topic).key(&topic).send_to(&function).await;
        assert_eq!(answer.header("x-ratelimit-limit"), "2", "{answer}");
        let now = crate::signer::now();
        let reset: u64 = answer.header("x-ratelimit-reset").parse().unwrap();
        assert!((now..=now + 60).contains(&reset), "{answer}");
        if answer.status != 202 {
            break answer;
        }
        remaining.push(answer.header("x-ratelimit-remaining").to_owned());
        assert!(remaining.len() <= 4, "{remaining:?}");
    };
    assert_eq!(refused.header("x-ratelimit-remaining"), "0");
    let refused = refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() <= 60);
    assert_eq!(remaining[remaining.len() - 2..], ["1", "0"]);
    // Nothing was made of it; another user has a limit of their own; and a replay takes nothing of it.
    let outputs = user.rows(&mut database).await["public.outputs"];
    assert_eq!(outputs, i64::try_from(remaining.len()).unwrap());
    assert_eq!(
        generate("0")
            .key("0")
            .send_to(&function)
            .await
            .header("idempotent-replayed"),
        "true"
    );
    let other = app.user();
    let project = other.project_row(&mut database).await;
    other.file_row(&mut database, &project).await;
    let path = format!("{project}/generate/blog");
    other
        .post(&path)
        .json(json!({}))
        .send_to(&function)
        .await
        .expect(202);
}

#[tokio::test]
async fn a_path_knows_its_methods() {
    let app = app();
    let user = app.user();
    let fallback = app.function("fallback", &[]).await;
    let id = Uuid::nil().to_string();
    for route in ALL {
        let path = route
            .path
            .replace("{project_id}", &id)
            .replace("{file_id}", &id);
        let path = path.replace("{output_id}", &id).replace("{kind}", "blog");
        let path = path.replace("{template_id}", &id);
        // `/templates/custom` is a `/templates/{template_id}` too.
        let mut allowed: Vec<_> = ALL
            .iter()
            .filter(|r| r.matches(&path).is_some())
            .flat_map(|r| r.methods().iter().map(web::Method::as_str))
            .collect();
        allowed.sort_unstable();
        let told = |answer: &Answer| {
            let mut told: Vec<_> = answer
                .header("allow")
                .split(", ")
                .map(str::to_owned)
                .collect();
            told.sort_unstable();
            told
        };
        let options = app.request("OPTIONS", &path).send_to(&fallback).await;
        let options = options.expect(204);
        assert_eq!(told(&options), allowed, "{options}");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if allowed.contains(&method) {
                continue;
            }
            for request in [user.request(method, &path), app.request(method, &path)] {
                let answer = request.send().await.problem(405, "method_not_allowed");
                assert_eq!(told(&answer), allowed, "{answer}");
            }
        }
    }
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_right_place() {
    let app = app();
    let user = app.user();
    for (path, location) in [
        ("/projects/", "/projects"),
        (
            "/projects/?limit=1&cursor=a%2Bb",
            "/projects?limit=1&cursor=a%2Bb",
        ),
        ("/users/me/", "/users/me"),
        ("/health/", "/health"),
        ("/projects/x/files/", "/projects/x/files"),
    ] {
        for method in ["GET", "POST", "PATCH", "DELETE"] {
            let answer = user.request(method, path).send().await.expect(308);
            assert_eq!(answer.header("location"), location, "{answer}");
        }
    }
    // Nowhere, and above all not to another host.
    for path in [
        "/nothing/",
        "//example.com/",
        "/projects//",
        "/%2e%2e/projects/",
    ] {
        let fallback = app.function("fallback", &[]).await;
        let answer = user.get(path).send_to(&fallback).await;
        assert_eq!(answer.header("location"), "", "{answer}");
        answer.problem(404, "route_not_found");
    }
}

#[tokio::test]
async fn what_is_no_route_is_told_as_a_problem() {
    let app = app();
    for path in [
        "/nothing",
        "/projects/x/nothing",
        "/auth",
        "/admin/users/x",
        "/favicon.ico",
        "/.env",
    ] {
        for method in ["GET", "POST", "DELETE"] {
            app.request(method, path)
                .send()
                .await
                .problem(404, "route_not_found");
        }
    }
    // Whatever is asked of it, API Gateway adds its headers to a browser's preflight: it has to succeed.
    let fallback = app.function("fallback", &[]).await;
    let preflight = app.request("OPTIONS", "/nothing").send_to(&fallback).await;
    assert_eq!(preflight.expect(204).header("allow"), "");
}

#[tokio::test]
async fn the_request_id_is_the_one_in_the_logs() {
    let app = app();
    let user = app.user();
    let function = app.function("project-create", &[]).await;
    for request in [
        user.post("/projects").json(json!({ "title": "Logged" })),
        user.post("/projects").json(json!({ "title": "" })),
        app.request("POST", "/projects"),
    ] {
        let answer = request.send_to(&function).await;
        let id = answer.header("x-request-id");
        assert!(!id.is_empty() && function.log().contains(id), "{answer}");
    }
    let log = function.log();
    let token = user.authorization.trim_start_matches("Bearer ");
    let secrets = [
        token,
        token.rsplit_once('.').unwrap().1,
        "Logged",
        "repostr_api:",
    ];
    assert!(secrets.iter().all(|secret| !log.contains(secret)), "{log}");
}
