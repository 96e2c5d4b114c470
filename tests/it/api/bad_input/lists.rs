//! Paths, queries and headers.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use serde_json::json;
use uuid::Uuid;
use web::Authentication;

use super::Account;
use crate::app::app;

const LISTS: [&str; 5] = [
    "/projects",
    "{project}/files",
    "{project}/outputs",
    "{output}/versions",
    "/templates",
];

#[tokio::test]
async fn an_id_that_is_none_is_not_found() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let project = somebody.project.clone();
    for id in [
        "1",
        "null",
        "undefined",
        "-",
        "00000000-0000-0000-0000-00000000000g",
        "%00",
        "%ff",
        "%F0%9F%98%80",
        "%27%20OR%201=1",
        "+",
        &"9".repeat(2000),
        &Uuid::nil().to_string(),
        &Uuid::new_v4().to_string(),
    ] {
        for (method, path, thing) in [
            ("GET", format!("/projects/{id}"), "project"),
            (
                "GET",
                format!("/projects/{id}?include=files,outputs"),
                "project",
            ),
            ("PATCH", format!("/projects/{id}"), "project"),
            ("DELETE", format!("/projects/{id}"), "project"),
            ("GET", format!("/projects/{id}/files"), "project"),
            ("GET", format!("/projects/{id}/outputs"), "project"),
            ("POST", format!("/projects/{id}/generate/blog"), "project"),
            ("DELETE", format!("{project}/files/{id}"), "file"),
            ("GET", format!("{project}/outputs/{id}"), "output"),
            ("DELETE", format!("{project}/outputs/{id}"), "output"),
            ("PATCH", format!("{project}/outputs/{id}"), "output"),
            ("POST", format!("{project}/outputs/{id}/cancel"), "output"),
            (
                "POST",
                format!("{project}/outputs/{id}/regenerate"),
                "output",
            ),
            ("GET", format!("{project}/outputs/{id}/versions"), "output"),
        ] {
            let mut request = somebody.user.request(method, &path);
            if method == "PATCH" {
                let field = if thing == "output" { "body" } else { "title" };
                request = request.json(json!({ field: "x" }));
            } else if method == "POST" {
                request = request.json(json!({}));
            }
            somebody
                .refused(id, request, 404, &format!("{thing}_not_found"))
                .await;
        }
        let upload = somebody
            .user
            .post(&format!("/projects/{id}/upload"))
            .file("a.txt", b"text");
        somebody.refused(id, upload, 404, "project_not_found").await;
    }
    for kind in ["video", "BLOG", "blog%00", "blog%20"] {
        let path = format!("{project}/generate/{kind}");
        let request = somebody.user.post(&path).json(json!({}));
        somebody.refused(kind, request, 404, "kind_not_found").await;
    }
}

#[tokio::test]
async fn all_bad_parameters_are_told_at_once() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let outputs = format!("{}/outputs", somebody.project);
    let every = format!("{outputs}?kind=video&status=done&limit=0&cursor=x");
    let repeated = format!("{outputs}?limit=1&limit=2&cursor=x");
    for (path, places) in [
        (every.as_str(), &["cursor", "kind", "limit", "status"][..]),
        (&repeated, &["cursor", "limit"]),
        ("/templates?type=video&limit=101", &["limit", "type"]),
        (
            "/templates?type=video&page=2&limit=0",
            &["limit", "page", "type"],
        ),
    ] {
        let request = somebody.user.get(path);
        somebody
            .refused(path, request, 422, "invalid_request")
            .await
            .invalid(places);
    }
}

/// `?page=2` would be an endless loop.
#[tokio::test]
async fn a_parameter_that_a_route_does_not_have_is_refused() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    // To whom is no administrator there are no such routes, whatever the query.
    let open = functions::ALL
        .iter()
        .filter(|route| route.policy.authentication != Authentication::Admin);
    for route in open {
        let path = route.path.replace("{kind}", "blog");
        let path = path.split('/').map(|part| match part.strip_prefix('{') {
            Some(_) => Uuid::new_v4().to_string(),
            None => part.to_owned(),
        });
        let path = path.collect::<Vec<_>>().join("/");
        let own = route.policy.query.iter().map(|parameter| parameter.name);
        let own: Vec<_> = own.collect();
        for query in ["page=2", "page=2&page=3", "=", "%00", "constructor"] {
            let name = match query {
                "=" => "",
                "%00" => "\0",
                query => query.split('=').next().unwrap(),
            };
            let request = somebody
                .user
                .request(route.method.as_str(), &format!("{path}?{query}"));
            let case = format!("{} {} {query}", route.method, route.path);
            let answer = somebody
                .refused(&case, request, 422, "invalid_request")
                .await;
            let detail = answer.json()["errors"][0]["detail"].to_string();
            assert!(
                own.iter().all(|name| detail.contains(name)),
                "{case}: {detail}"
            );
            answer.invalid(&[name]);
        }
        for name in own {
            let request = somebody
                .user
                .request(route.method.as_str(), &format!("{path}?{name}=1&{name}=1"));
            let case = format!("{} {} {name}", route.method, route.path);
            let answer = somebody
                .refused(&case, request, 422, "invalid_request")
                .await;
            answer.invalid(&[name]);
        }
    }
}

#[tokio::test]
async fn a_bad_limit_or_cursor_is_told_by_its_name() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let wrong = [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=",
        "limit=-1",
        "limit=1.5",
        "limit=1e1",
        "limit=%00",
        "limit=99999999999999999999",
        "limit=1&limit=2",
        "limit=%EF%BC%91",
        "limit=0x10",
        "limit=1%200",
        "cursor=",
        "cursor=x",
        "cursor=%00",
        "cursor=AAAA",
        "cursor=%F0%9F%98%80",
        "cursor=a&cursor=b",
    ];
    let long = format!("cursor={}", "A".repeat(5000));
    let zeros = format!("cursor={}", URL_SAFE_NO_PAD.encode([0; 32]));
    for list in LISTS {
        let path = list.replace("{project}", &somebody.project);
        let path = path.replace("{output}", &somebody.output);
        for query in wrong.iter().copied().chain([long.as_str(), &zeros]) {
            let (name, _) = query.split_once('=').unwrap();
            let request = somebody.user.get(&format!("{path}?{query}"));
            somebody
                .refused(query, request, 422, "invalid_request")
                .await
                .invalid(&[name]);
        }
        let both = somebody.user.get(&format!("{path}?limit=0&cursor=x"));
        somebody
            .refused("both", both, 422, "invalid_request")
            .await
            .invalid(&["cursor", "limit"]);
    }
    for (query, name) in [
        ("?kind=video", "kind"),
        ("?status=done", "status"),
        ("?kind=", "kind"),
    ] {
        let request = somebody
            .user
            .get(&format!("{}/outputs{query}", somebody.project));
        somebody
            .refused(query, request, 422, "invalid_request")
            .await
            .invalid(&[name]);
    }
    for query in ["?type=video", "?type=", "?type=blog&type=email"] {
        let request = somebody.user.get(&format!("/templates{query}"));
        somebody
            .refused(query, request, 422, "invalid_request")
            .await
            .invalid(&["type"]);
    }
    for query in [
        "?include=users",
        "?include=files,,x",
        "?include=files&include=outputs",
    ] {
        let request = somebody.user.get(&format!("{}{query}", somebody.project));
        somebody
            .refused(query, request, 422, "invalid_request")
            .await
            .invalid(&["include"]);
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_alone() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let other = app.user();
    let mut database = app.database().await;
    for _ in 0..2 {
        somebody.user.project_row(&mut database).await;
        other.project_row(&mut database).await;
        for kind in ["completed", "failed"] {
            somebody
                .user
                .output_row(&mut database, &somebody.project, kind)
                .await;
        }
    }
    somebody.before = somebody.user.rows(&mut database).await;
    let outputs = format!("{}/outputs", somebody.project);
    let cursor = async |path: String| {
        let answer = somebody.user.get(&path).send().await.expect(200);
        let cursor = answer.header("x-next-cursor").to_owned();
        assert!(!cursor.is_empty(), "{answer}");
        cursor
    };
    let of_projects = cursor("/projects?limit=1".into()).await;
    let of_outputs = cursor(format!("{outputs}?limit=1")).await;
    let of_blogs = cursor(format!("{outputs}?limit=1&kind=blog")).await;
    let of_the_other = other.get("/projects?limit=1").send().await.expect(200);
    let of_the_other = of_the_other.header("x-next-cursor").to_owned();
    for path in [
        format!("/projects?cursor={of_outputs}"),
        format!("/projects?cursor={of_the_other}"),
        format!("{outputs}?cursor={of_projects}"),
        format!("{outputs}?cursor={of_blogs}"),
        format!("{outputs}?kind=blog&cursor={of_outputs}"),
        format!("{outputs}?kind=social&cursor={of_blogs}"),
        format!("/templates?cursor={of_projects}"),
        format!("{}/files?cursor={of_outputs}", somebody.project),
    ] {
        let request = somebody.user.get(&path);
        somebody
            .refused(&path, request, 422, "invalid_request")
            .await
            .invalid(&["cursor"]);
    }
    somebody
        .user
        .get(&format!("{outputs}?kind=blog&limit=2&cursor={of_blogs}"))
        .send()
        .await
        .expect(200);
}

/// Nobody signs a cursor: whoever reads the code can make one.
#[tokio::test]
async fn a_made_up_cursor_is_no_failure() {
    let app = app();
    let user = app.user();
    let mark = digest(&SHA256, format!("{} /projects?", user.id).as_bytes());
    for micros in [
        i64::MIN,
        -8_334_601_228_800_000_000,
        -300_000_000_000_000_000,
        -1,
        0,
        9_000_000_000_000_000_000,
        i64::MAX,
    ] {
        let cursor = [&micros.to_be_bytes(), &[0xff; 16][..], &mark.as_ref()[..8]].concat();
        let cursor = URL_SAFE_NO_PAD.encode(cursor);
        let answer = user.get(&format!("/projects?cursor={cursor}")).send().await;
        assert!(matches!(answer.status, 200 | 422), "{micros}: {answer}");
    }
}

#[tokio::test]
async fn an_idempotency_key_is_short_and_visible() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    for key in [
        "",
        " ",
        "\"\"",
        "tab\tin it",
        "ä",
        "🔑",
        &"k".repeat(256),
        &"k".repeat(6000),
    ] {
        for (path, body) in [
            ("/projects", json!({ "title": "x" })),
            ("{project}/generate/blog", json!({})),
        ] {
            let request = somebody
                .user
                .post(&path.replace("{project}", &somebody.project))
                .json(body)
                .key(key);
            let answer = somebody.refused(key, request, 422, "invalid_request").await;
            answer.invalid(&["Idempotency-Key"]);
        }
        let upload = somebody
            .user
            .post(&format!("{}/upload", somebody.project))
            .file("a.txt", b"text")
            .key(key);
        somebody
            .refused(key, upload, 422, "invalid_request")
            .await
            .invalid(&["Idempotency-Key"]);
    }
}

#[tokio::test]
async fn a_condition_that_is_garbage_does_not_hold() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let project = somebody.project.clone();
    for condition in [
        "x",
        "\"\"",
        "W/\"x\"",
        "\"a\", \"b\"",
        "\"",
        ",",
        "\".\"",
        "**",
        &"\"x\",".repeat(500),
    ] {
        let change = somebody
            .user
            .patch(&project)
            .json(json!({ "title": "Lost" }))
            .header("if-match", condition);
        somebody
            .refused(condition, change, 412, "precondition_failed")
            .await;
        let delete = somebody.user.delete(&project).header("if-match", condition);
        somebody
            .refused(condition, delete, 412, "precondition_failed")
            .await;
        somebody
            .user
            .get(&project)
            .header("if-none-match", condition)
            .send()
            .await
            .expect(200);
    }
}
