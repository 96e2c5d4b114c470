//! What is another's does not exist.

use functions::ALL;
use serde_json::{Value, json};
use uuid::Uuid;
use web::Route;

use crate::app::{App, User, answer::Answer, app, request::Request};

/// Somebody with one of everything.
pub(crate) struct Owner {
    pub(crate) user: User,
    project: String,
    file: String,
    output: String,
    template: String,
}

impl Owner {
    async fn new(app: &App) -> Self {
        Self::of(app, app.user()).await
    }

    /// The same in the account that somebody acts for.
    pub(crate) async fn of(app: &App, user: User) -> Self {
        let mut database = app.database().await;
        user.get("/users/me").send().await.expect(200);
        let project = user.project_row(&mut database).await;
        let file = user.file_row(&mut database, &project).await;
        let output = user.output_row(&mut database, &project, "completed").await;
        let template = user.template_row(&mut database, "Mine").await;
        Self {
            user,
            project: project.trim_start_matches("/projects/").to_owned(),
            file,
            output,
            template,
        }
    }

    /// A route's path with what they have in its place.
    pub(crate) fn path(&self, route: &Route) -> String {
        let path = route
            .path
            .replace("{project_id}", &self.project)
            .replace("{file_id}", &self.file);
        let path = path
            .replace("{output_id}", &self.output)
            .replace("{template_id}", &self.template)
            // No key and no webhook has it.
            .replace("{api_key_id}", &self.project)
            .replace("{webhook_id}", &self.project)
            .replace("{delivery_id}", &self.project)
            .replace("{kind}", "blog");
        assert!(!path.contains('{'), "{path}: what an owner has there");
        path
    }
}

/// A good request on each route, so that nothing but the ids can be what is refused.
pub(crate) fn good(user: &User, method: &str, path: &str) -> Request {
    let request = user.request(method, path);
    match (method, path.rsplit('/').nth(1)) {
        ("POST", Some("generate")) => request.json(json!({ "topic": "x" })),
        ("POST", _) if path.ends_with("/generate") => {
            request.json(json!({ "topic": "x", "kinds": ["blog"] }))
        }
        ("POST", _) if path.ends_with("/regenerate") => request.json(json!({})),
        ("POST", _) if path.ends_with("/files") => {
            request.json(json!({ "filename": "a.txt", "size_bytes": 4 }))
        }
        ("POST", _) if path.ends_with("/transfer") => {
            request.json(json!({ "account_id": user.id }))
        }
        ("POST", _) if path.ends_with("/feeds") => {
            request.json(json!({ "url": "https://example.com/feed.xml" }))
        }
        ("POST", _) if path.ends_with("/restore") => request,
        ("POST", _) => request.file("a.txt", b"text"),
        ("PATCH", _) if path.ends_with("/transcription") => {
            request.json(json!({ "segments": [{ "segment": 0, "text": "Taken" }] }))
        }
        ("PATCH", Some("outputs")) => request.json(json!({ "body": "Taken" })),
        ("PATCH", Some("templates")) => request.json(json!({ "name": "Taken" })),
        ("PATCH", Some("webhooks")) => request.json(json!({ "enabled": false })),
        ("PATCH", _) => request.json(json!({ "title": "Taken" })),
        _ => request,
    }
}

#[tokio::test]
async fn what_is_no_id_is_nowhere() {
    let app = app();
    let owner = Owner::new(&app).await;
    for route in ALL.iter().filter(|route| !route.path.starts_with("/admin")) {
        for name in ["{project_id}", "{file_id}", "{output_id}", "{template_id}"] {
            if !route.path.contains(name) {
                continue;
            }
            for bad in ["1", "undefined", "%00", "550e8400e29b41d4a716446655440000"] {
                let mut path = route.path.replace(name, bad).replace("{kind}", "blog");
                for (name, id) in [
                    ("{project_id}", &owner.project),
                    ("{file_id}", &owner.file),
                    ("{output_id}", &owner.output),
                    ("{template_id}", &owner.template),
                ] {
                    path = path.replace(name, id);
                }
                let request = good(&owner.user, route.method.as_str(), &path);
                request.send().await.expect(404);
            }
        }
    }
}

/// Other spellings of an id are no other addresses of what it names.
#[tokio::test]
async fn a_resource_has_one_address() {
    let app = app();
    let owner = Owner::new(&app).await;
    let user = &owner.user;
    for (before, id, after) in [
        ("/projects/", &owner.project, ""),
        ("/templates/", &owner.template, ""),
        (
            &format!("/projects/{}/files/", owner.project),
            &owner.file,
            "",
        ),
        ("/projects/", &owner.project, "/outputs"),
    ] {
        let path = |id: &str| format!("{before}{id}{after}");
        user.get(&path(id)).send().await.expect(200);
        for other in [
            format!("{id}=x"),
            format!("{id}&x"),
            format!("{id};x"),
            id.replace('-', ""),
            id.to_uppercase(),
            format!("%7B{id}%7D"),
            format!("urn:uuid:{id}"),
        ] {
            if &other == id {
                continue;
            }
            let answer = user.get(&path(&other)).send().await;
            assert_eq!(answer.status, 404, "{answer}");
        }
    }
    // Escaped; a gateway may spell that out before it hands the path on.
    let id = &owner.project;
    let escaped = format!("/projects/%{:02X}{}", id.as_bytes()[0], &id[1..]);
    let function = app.function("project-get", &[]).await;
    let answer = user.get(&escaped).send_to(&function).await;
    assert_eq!(answer.status, 404, "{answer}");
    // Nor in a body.
    let generate = user.post(&format!("/projects/{}/generate/blog", owner.project));
    for other in [
        owner.file.replace('-', ""),
        format!("urn:uuid:{}", owner.file),
    ] {
        let body = json!({ "file_ids": [other] });
        let answer = generate.clone().json(body).send().await;
        assert_eq!(answer.status, 422, "{answer}");
    }
}

#[tokio::test]
async fn anothers_ids_are_as_ids_that_never_were() {
    let app = app();
    let (owner, stranger) = (Owner::new(&app).await, Owner::new(&app).await);
    assert_strange(&app, &owner, &stranger).await;
}

/// Nor does it help to be an admin of another organization, whose id begins as this one's; or to be a member of it, while one acts
/// for oneself; or the other way round.
#[tokio::test]
async fn another_accounts_ids_are_as_ids_that_never_were() {
    let app = app();
    let organization = app.organization();
    let signer = app.signer();
    let of_team = Owner::of(&app, app.member_as(&signer, &organization, "admin")).await;
    let longer = format!("{organization}0");
    let of_other = Owner::of(&app, app.member_as(&signer, &longer, "admin")).await;
    let of_oneself = Owner::of(&app, app.user_with(&signer, &signer.claims())).await;
    for (owner, stranger) in [
        (&of_team, &of_other),
        (&of_other, &of_team),
        (&of_team, &of_oneself),
        (&of_oneself, &of_team),
    ] {
        assert_strange(&app, owner, stranger).await;
    }
}

async fn assert_strange(app: &App, owner: &Owner, stranger: &Owner) {
    let mut database = app.database().await;
    let before = owner.user.rows(&mut database).await;
    let strangers = stranger.user.rows(&mut database).await;
    let random = || Uuid::new_v4().to_string();
    let mut asked = 0;
    for route in ALL.iter().filter(|route| route.path.contains("_id}")) {
        let fill = |project: &str, file: &str, output: &str, template: &str| {
            let path = route
                .path
                .replace("{project_id}", project)
                .replace("{file_id}", file);
            path.replace("{output_id}", output)
                .replace("{template_id}", template)
                .replace("{kind}", "blog")
        };
        let inner = route.path.contains("{file_id}") || route.path.contains("{output_id}");
        let mut pairs = vec![(
            fill(&owner.project, &owner.file, &owner.output, &owner.template),
            fill(&random(), &random(), &random(), &random()),
        )];
        if inner {
            let (mine, never) = (&stranger.project, random());
            pairs.push((
                fill(mine, &owner.file, &owner.output, ""),
                fill(mine, &never, &never, ""),
            ));
            // One's own, but not in that project.
            pairs.push((
                fill(&owner.project, &stranger.file, &stranger.output, ""),
                fill(&never, &never, &never, ""),
            ));
        }
        for (theirs, never) in pairs {
            let request = good(&stranger.user, route.method.as_str(), &theirs);
            let never = good(&stranger.user, route.method.as_str(), &never);
            let theirs = request.clone().send().await;
            let never = never.send().await;
            assert_eq!(theirs.status, 404, "{theirs}");
            assert_eq!(theirs.without_id(), never.without_id(), "{theirs}");
            let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&theirs), names(&never), "{theirs}");
            if matches!(route.method.as_str(), "PATCH" | "DELETE") {
                let conditional = request.header("if-match", "*").send().await;
                assert_eq!(
                    conditional.without_id(),
                    never.without_id(),
                    "{conditional}"
                );
            }
            asked += 1;
        }
    }
    assert!(asked >= 14, "{asked}");
    assert_eq!(owner.user.rows(&mut database).await, before);
    assert_eq!(stranger.user.rows(&mut database).await, strangers);
    let project = owner
        .user
        .get(&format!("/projects/{}", owner.project))
        .send()
        .await
        .expect(200);
    assert_eq!(project.json()["title"], "A project");
}

#[tokio::test]
async fn lists_hold_ones_own_alone() {
    let app = app();
    let team = app.member(&app.organization(), "viewer");
    let (a, b) = (Owner::new(&app).await, Owner::of(&app, team).await);
    let ids = |answer: &Answer| -> Vec<String> {
        let rows = answer.json();
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    };
    for owner in [&a, &b] {
        let get = async |path: String| owner.user.get(&path).send().await.expect(200);
        assert_eq!(
            ids(&get("/projects".into()).await),
            [owner.project.as_str()]
        );
        assert_eq!(
            ids(&get(format!("/projects/{}/files", owner.project)).await),
            [owner.file.as_str()]
        );
        assert_eq!(
            ids(&get(format!("/projects/{}/outputs", owner.project)).await),
            [owner.output.as_str()]
        );
        let whole = get(format!("/projects/{}?include=files,outputs", owner.project))
            .await
            .json();
        for list in ["files", "outputs"] {
            let rows = whole[list].as_array().unwrap();
            assert!(
                rows.len() == 1 && rows[0]["user_id"] == owner.user.id.as_str(),
                "{whole}"
            );
        }
        let templates = get("/templates".into()).await.json();
        let owners = templates
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["user_id"].clone());
        assert!(
            owners
                .into_iter()
                .all(|user| user == "system" || user == owner.user.id.as_str())
        );
        assert_eq!(
            get("/users/me".into()).await.json()["user_id"],
            owner.user.person.as_str()
        );
    }
}

/// Nor does a request that names another's file or template say that there is such a thing.
#[tokio::test]
async fn a_request_cannot_name_what_is_anothers() {
    let app = app();
    let (owner, stranger) = (Owner::new(&app).await, Owner::new(&app).await);
    let mut database = app.database().await;
    let before = stranger.user.rows(&mut database).await;
    let generate = format!("/projects/{}/generate/blog", stranger.project);
    for (field, theirs) in [
        ("template_id", owner.template.clone()),
        ("file_ids", owner.file.clone()),
    ] {
        let body = |id: &str| {
            if field == "file_ids" {
                json!({ field: [id] })
            } else {
                json!({ field: id })
            }
        };
        let ask = async |id: &str| {
            let answer = stranger.user.post(&generate).json(body(id)).send().await;
            answer
                .invalid(&[&format!("#/{field}")])
                .without_id()
                .to_string()
                .replace(id, "ID")
        };
        assert_eq!(ask(&theirs).await, ask(&Uuid::new_v4().to_string()).await);
    }
    let templates = stranger
        .user
        .get("/templates")
        .send()
        .await
        .expect(200)
        .json();
    assert!(!templates.to_string().contains(&owner.template));
    assert_eq!(stranger.user.rows(&mut database).await, before);
    // Its owner may.
    let generate = format!("/projects/{}/generate/blog", owner.project);
    let body: Value = json!({ "template_id": owner.template, "file_ids": [owner.file] });
    owner
        .user
        .post(&generate)
        .json(body)
        .send()
        .await
        .expect(202);
}
