//! Between Lambda and its database a round trip costs what a whole query costs.

use functions::ALL;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::uploads::Announced;
use crate::{
    app::{App, User, app, request::Request, stack::stack},
    billing::shop::{Shop, about, signed},
    http1::{self, Server},
    proxy::Proxy,
    webhook::Event,
};

/// An authenticated read: BEGIN with role and claims, the query, COMMIT.
const READ: usize = 3;
const WRITE: usize = 4;

/// `Authorization` with a key of the user's.
async fn with_key(user: &User) -> String {
    let made = user.post("/api-keys").json(json!({ "name": "Measured" }));
    let made = made.send().await.expect(201).json();
    format!("Bearer {}", made["key"].as_str().unwrap())
}

/// The most that a function may take, and the requests that it is measured by; each is for one use.
#[allow(clippy::too_many_lines, reason = "a table")]
async fn table(
    app: &App,
    function: &str,
    user: &User,
    rows: &mut PgConnection,
) -> (usize, Vec<Request>) {
    let project = user.project_row(rows).await;
    let file = user.file_row(rows, &project).await;
    user.transcription_row(rows, &file).await;
    let output = user.output_row(rows, &project, "completed").await;
    let template = user.template_row(rows, &Uuid::new_v4().to_string()).await;
    let (file, output) = (
        format!("{project}/files/{file}"),
        format!("{project}/outputs/{output}"),
    );
    let key = || Uuid::new_v4().to_string();
    let title = || json!({ "title": "Measured" });
    let any_etag = |request: Request| request.header("if-match", "*");
    match function {
        // What the deep check asks is asked once in ten seconds.
        "health" => {
            let paths = ["/", "/health", "/health?deep=1"];
            (0, paths.map(|path| user.get(path)).to_vec())
        }
        "docs" => (0, vec![user.get("/docs"), user.get("/openapi.json")]),
        // It asks the other functions, and no database.
        "mcp" => {
            let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" });
            (0, vec![user.post("/mcp").json(ping)])
        }
        "auth-me" => (1, vec![user.get("/auth/me")]),
        // Past row-level security: one statement each, its own transaction.
        "clerk-webhook" => (1, events(app, user)),
        "admin-users" => (READ, vec![user.get("/admin/users")]),
        "admin-projects" => (READ, vec![user.get("/admin/projects?limit=1")]),
        "admin-metrics" => (READ, vec![user.get("/admin/metrics")]),
        "profile-get" => (READ, vec![user.get("/users/me")]),
        "profile-update" => {
            let change = user
                .patch("/users/me")
                .json(json!({ "name": "Ada", "preferences": { "a": 1 } }));
            (WRITE, vec![any_etag(change.clone()), change])
        }
        // A key is looked up in the first message.
        "project-create" => {
            let create = user.post("/projects").json(title());
            let with_key = create.clone().header("authorization", with_key(user).await);
            (WRITE, vec![create.clone(), create.key(&key()), with_key])
        }
        "project-list" => {
            let queries = [
                "",
                "?limit=1",
                "?q=project&sort=title&include=counts",
                "?deleted=true",
            ];
            let mut requests = queries
                .map(|query| user.get(&format!("/projects{query}")))
                .to_vec();
            requests.push(
                user.get("/projects")
                    .header("authorization", with_key(user).await),
            );
            (READ, requests)
        }
        "project-get" => {
            let included = format!("{project}?include=files,outputs");
            (
                READ,
                vec![
                    user.get(&project),
                    user.get(&included),
                    user.get(&project).header("if-none-match", "*"),
                ],
            )
        }
        "project-update" => {
            let change = user.patch(&project).json(title());
            (WRITE, vec![any_etag(change.clone()), change])
        }
        // Whose project goes nowhere, has gone all the way.
        "project-transfer" => {
            let transfer = user.post(&format!("{project}/transfer"));
            let transfer = transfer.json(json!({ "account_id": user.id }));
            (WRITE, vec![transfer.clone(), transfer.key(&key())])
        }
        "project-restore" => {
            user.delete(&project).send().await.expect(204);
            let restore = user.post(&format!("{project}/restore"));
            (WRITE, vec![restore.clone(), restore.key(&key())])
        }
        "project-delete" => (WRITE, vec![any_etag(user.delete(&project))]),
        "transcription-get" => {
            let path = format!("{file}/transcription");
            let requests = ["", "?format=srt"].map(|query| user.get(&format!("{path}{query}")));
            (READ, requests.to_vec())
        }
        "transcription-update" => {
            let path = format!("{file}/transcription");
            let correct = user
                .patch(&path)
                .json(json!({ "segments": [{ "segment": 0, "text": "Hello there." }] }));
            let restore = user.patch(&path).json(json!({ "restore": "original" }));
            (WRITE, vec![any_etag(correct.clone()), restore, correct])
        }
        "audit-list" => (1, vec![user.get("/audit"), user.get("/audit?limit=1")]),
        _ if function.starts_with("api-key-") => of_keys(function, user).await,
        _ if function.starts_with("webhook-") || function.starts_with("delivery-") => {
            of_webhooks(function, user, rows).await
        }
        _ if function.starts_with("file-") => of_files(function, user, &project, &file).await,
        "output-create" => {
            let (limit, mut requests) = outputs(function, user, &project, &output);
            let upload = user.post(&format!("{project}/upload"));
            let stored = upload.file("a.txt", b"A text.").send().await.expect(201);
            let dry = json!({ "file_ids": [stored.id()], "dry_run": true });
            requests.push(user.post(&format!("{project}/generate/blog")).json(dry));
            (limit, requests)
        }
        // What its text is checked against is read, too.
        "output-update" => {
            let id = output.rsplit('/').next();
            let checked = r#"UPDATE outputs SET metadata = metadata || '{"checks": [], "sources": []}' WHERE id = $1::uuid"#;
            sqlx::query(checked).bind(id).execute(rows).await.unwrap();
            let (limit, requests) = outputs(function, user, &project, &output);
            (limit + 1, requests)
        }
        name if name.starts_with("output-") => outputs(name, user, &project, &output),
        name if name.starts_with("template-") => {
            templates(name, user, &format!("/templates/{template}"))
        }
        "usage-get" => (1, vec![user.get("/usage")]),
        "plan-list" => (0, vec![user.get("/billing/plans")]),
        "subscription-get" => (1, vec![user.get("/billing/subscription")]),
        // What is to be made there, and where it is.
        "billing-checkout" => {
            let other = app.user();
            let checkout = other.post("/billing/checkout");
            (2, vec![checkout.json(json!({ "plan": "pro" }))])
        }
        "billing-portal" => {
            let paid = "INSERT INTO private.paid_subscriptions
                   (source, external_id, user_id, plan, status, counts_until, event_at, customer_id)
                 VALUES ('stripe', $1, $2, 'pro', 'ended', now(), now(), 'cus_1')";
            let paid = sqlx::query(paid).bind(key()).bind(&user.id);
            paid.execute(rows).await.unwrap();
            (1, vec![user.post("/billing/portal")])
        }
        "stripe-webhook" => (1, vec![signed(app, &about(&format!("sub_{}", user.id)))]),
        "admin-plan" => {
            let give = user.request("PUT", &format!("/admin/users/{}/plan", user.id));
            (WRITE, vec![give.json(json!({ "plan": "pro" }))])
        }
        "admin-plan-delete" => {
            let path = format!("/admin/users/{}/plan", user.id);
            (WRITE, vec![user.delete(&path)])
        }
        other => panic!("{other} has no line in this table"),
    }
}

fn events(app: &App, user: &User) -> Vec<Request> {
    let data = json!({ "id": user.person, "first_name": "Ada", "updated_at": 1 });
    let membership = json!({
        "organization": { "id": "org_measured" }, "public_user_data": { "user_id": user.person },
        "role": "org:member", "updated_at": 1,
    });
    let events = [
        Event::new("user.updated", &data),
        Event::new("organizationMembership.updated", &membership),
        Event::new("session.created", &data),
    ];
    events.map(|event| event.signed(app)).to_vec()
}

fn outputs(function: &str, user: &User, project: &str, output: &str) -> (usize, Vec<Request>) {
    match function {
        "output-create" => {
            let create = user
                .post(&format!("{project}/generate/blog"))
                .json(json!({ "topic": "Round trips" }));
            // Each further kind takes one more.
            let one_kind = user
                .post(&format!("{project}/generate"))
                .json(json!({ "topic": "Round trips", "kinds": ["blog"] }));
            (
                WRITE,
                vec![
                    create.clone(),
                    create.key(&Uuid::new_v4().to_string()),
                    one_kind,
                ],
            )
        }
        "output-list" => {
            let filtered = format!("{project}/outputs?kind=blog&status=completed");
            (
                READ,
                vec![
                    user.get(&format!("{project}/outputs")),
                    user.get(&filtered),
                    user.get("/outputs?kind=blog"),
                    user.get("/outputs?q=written"),
                ],
            )
        }
        "output-get" => (READ, vec![user.get(output)]),
        "output-update" => {
            let change = user
                .patch(output)
                .json(json!({ "body": "# Measured\n\nIt is.", "metadata": { "a": 1 } }));
            (WRITE, vec![change.clone().header("if-match", "*"), change])
        }
        // One message: the function in the database does it all.
        "output-cancel" => (1, vec![user.post(&format!("{output}/cancel"))]),
        // What was asked for before is read first, and the delivery is recorded last.
        "output-regenerate" => {
            let again = user
                .post(&format!("{output}/regenerate"))
                .json(json!({ "topic": "Round trips" }));
            (WRITE, vec![again.key(&Uuid::new_v4().to_string())])
        }
        "output-versions" => (READ, vec![user.get(&format!("{output}/versions"))]),
        "output-export" => {
            let export = |format: &str| user.get(&format!("{output}/export?format={format}"));
            (
                READ,
                vec![
                    export("md"),
                    export("docx"),
                    export("html").header("if-none-match", "*"),
                ],
            )
        }
        // Of one that was not deleted, too.
        "output-restore" => (WRITE, vec![user.post(&format!("{output}/restore"))]),
        "output-delete" => (WRITE, vec![user.delete(output).header("if-match", "*")]),
        other => panic!("{other} has no line in this table"),
    }
}

fn templates(function: &str, user: &User, template: &str) -> (usize, Vec<Request>) {
    match function {
        "template-list" => (
            READ,
            vec![user.get("/templates"), user.get("/templates?type=blog")],
        ),
        "template-create" => {
            let create = |path: &str| {
                user.post(path)
                    .json(json!({ "name": Uuid::new_v4(), "type": "blog", "prompt": "{source}" }))
            };
            (
                WRITE,
                vec![
                    create("/templates"),
                    create("/templates/custom").key(&Uuid::new_v4().to_string()),
                ],
            )
        }
        "template-get" => (READ, vec![user.get(template)]),
        "template-update" => {
            let change = user.patch(template).json(json!({ "prompt": "{topic}" }));
            (WRITE, vec![change.clone().header("if-match", "*"), change])
        }
        "template-delete" => (WRITE, vec![user.delete(template).header("if-match", "*")]),
        other => panic!("{other} has no line in this table"),
    }
}

const CAPTIONS: &[u8] = b"1\n00:00:01,000 --> 00:00:02,000\nHello there.\n";

/// One statement each, its own transaction.
async fn of_keys(function: &str, user: &User) -> (usize, Vec<Request>) {
    let create = user.post("/api-keys").json(json!({ "name": "A key" }));
    let request = match function {
        "api-key-create" => create,
        "api-key-list" => user.get("/api-keys"),
        "api-key-delete" => {
            let made = create.send().await.expect(201).id();
            user.delete(&format!("/api-keys/{made}"))
        }
        other => panic!("{other} has no line in this table"),
    };
    (1, vec![request])
}

async fn of_webhooks(
    function: &str,
    user: &User,
    rows: &mut PgConnection,
) -> (usize, Vec<Request>) {
    // Jobs first, as `webhook-delete` does, or a worker that delivers waits for this and this for the worker.
    let forget = "SELECT private.delete_webhook(user_id, id) FROM private.webhook_endpoints WHERE user_id = $1";
    sqlx::query(forget)
        .bind(&user.id)
        .execute(&mut *rows)
        .await
        .unwrap();
    let create = user
        .post("/webhooks")
        .json(json!({ "url": "https://example.com/hook" }));
    let made = create.clone().send().await.expect(201).id();
    let path = format!("/webhooks/{made}");
    let request = match function {
        "webhook-create" => create,
        "webhook-list" => user.get("/webhooks"),
        "webhook-get" => user.get(&path),
        "webhook-update" => user.patch(&path).json(json!({ "description": "Ours" })),
        "webhook-delete" => user.delete(&path),
        "webhook-rotate" => user.post(&format!("{path}/rotate")),
        "delivery-list" => user.get(&format!("{path}/deliveries?limit=1")),
        // That its message is sent is recorded last.
        "webhook-ping" => return (2, vec![user.post(&format!("{path}/ping"))]),
        "delivery-retry" => {
            let over = user.delivery_row(rows, &made, "failed").await;
            let path = format!("{path}/deliveries/{over}/retry");
            return (2, vec![user.post(&path)]);
        }
        other => panic!("{other} has no line in this table"),
    };
    (1, vec![request])
}

async fn of_files(function: &str, user: &User, project: &str, file: &str) -> (usize, Vec<Request>) {
    let key = Uuid::new_v4().to_string();
    let announce = user
        .post(&format!("{project}/files"))
        .json(json!({ "filename": "a.txt", "size_bytes": 4 }));
    match function {
        "file-upload" => {
            let upload = user.post(&format!("{project}/upload"));
            (
                WRITE,
                vec![
                    upload.clone().file("a.txt", b"text"),
                    upload.clone().file("a.txt", b"text").key(&key),
                    // What a worker has to read: its job goes along, and the delivery is recorded last.
                    upload.file("a.srt", CAPTIONS),
                ],
            )
        }
        "file-create" => {
            let import = user
                .post(&format!("{project}/files"))
                .json(json!({ "url": "https://example.com/page" }));
            (WRITE, vec![announce.clone(), announce.key(&key), import])
        }
        "file-feed" => {
            let feed = "<rss version=\"2.0\"><channel><title>A podcast</title></channel></rss>";
            let feed = http1::Response::new(200, &[], feed.as_bytes());
            let site = Server::start(move |_| std::future::ready(feed.clone())).await;
            let url = format!("http://{}/feed.xml", site.address);
            // For as long as the requests are sent.
            std::mem::forget(site);
            let feeds = user.post(&format!("{project}/feeds"));
            (WRITE, vec![feeds.json(json!({ "url": url }))])
        }
        "file-complete" => {
            let complete = async |filename, bytes: &[u8]| {
                let file = Announced::new(user, project, filename, bytes.len()).await;
                assert_eq!(file.put(&app(), bytes).await.status(), 200);
                user.post(&format!("{}/complete", file.path))
            };
            let (complete, read) = (
                complete("a.txt", b"text").await,
                complete("a.srt", CAPTIONS).await,
            );
            (WRITE, vec![complete.clone(), complete, read])
        }
        "file-get" => (READ, vec![user.get(file)]),
        "file-list" => (READ, vec![user.get(&format!("{project}/files"))]),
        "file-delete" => (WRITE, vec![user.delete(file).header("if-match", "*")]),
        other => panic!("{other} has no line in this table"),
    }
}

/// The most round trips that one of the function's requests took, and the limit.
async fn measured(app: &App, user: &User, function: &str) -> Result<(usize, usize), String> {
    let mut rows = app.database().await;
    let database = match function {
        "clerk-webhook" | "stripe-webhook" => "WEBHOOK_DATABASE_URL",
        name if name.starts_with("admin-") => "SERVICE_DATABASE_URL",
        _ => "DATABASE_URL",
    };
    let (proxy, url) = Proxy::before(&stack().environment[database]).await;
    let shop = Shop::open().await;
    shop.set(&user.id, "price_pro", &json!({}));
    let mut limited = shop.environment();
    limited.extend([
        (database, url.as_str()),
        ("RATE_LIMIT_PER_MINUTE", "1000"),
        ("QUOTAS", "on"),
        ("ADMIN_USER_IDS", user.person.as_str()),
    ]);
    let instance = app.function(function, &limited).await;
    // Twice to warm up: connected, and the statements known to both sides.
    for _ in 0..2 {
        for request in table(app, function, user, &mut rows).await.1 {
            request.send_to(&instance).await;
        }
    }
    let (limit, requests) = table(app, function, user, &mut rows).await;
    let mut most = 0;
    for request in requests {
        proxy.forget();
        let answer = request.send_to(&instance).await;
        assert!(answer.status < 400, "{answer}");
        let taken = proxy.round_trips();
        if taken > limit || proxy.opened() > 0 {
            return Err(format!(
                "{function}: {taken} round trips, at most {limit}: {}\n{}",
                answer.to,
                proxy.said()
            ));
        }
        most = most.max(taken);
    }
    Ok((most, limit))
}

#[tokio::test]
async fn a_read_takes_three_and_a_write_four() {
    let app = app();
    let mut functions: Vec<_> = ALL.iter().map(|route| route.function).collect();
    functions.dedup();
    let mut failures = Vec::new();
    for user in [app.user(), app.member(&app.organization(), "admin")] {
        for function in &functions {
            match measured(&app, &user, function).await {
                Ok((most, limit)) => println!("{function} of {}: {most} of {limit}", user.id),
                Err(failure) => failures.push(failure),
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
