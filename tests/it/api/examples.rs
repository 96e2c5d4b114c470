//! What the document shows works: whoever copies an example of it gets what it says.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    app::{
        User, app,
        contract::{Operation, contract},
        request::Request,
    },
    signer::now,
    webhook::Event,
};

#[tokio::test]
async fn every_example_of_a_request_is_answered_as_the_document_says() {
    let app = app();
    let mut database = app.database().await;
    for operation in contract().operations() {
        for body in bodies(&operation) {
            let user = app.user();
            let rows = rows(&user, &mut database).await;
            let request = request(&user, &operation, body, &rows);
            let answer = if operation.path.starts_with("/admin/") {
                let id = operation.object["operationId"].as_str().unwrap();
                let function = app.function(id, &[("ADMIN_USER_IDS", &user.id)]).await;
                request.send_to(&function).await
            } else if let ("/auth/webhook", Some((_, event))) = (operation.path, body) {
                let body = event.to_string().replace(example("user_id"), &user.id);
                let (id, seconds) = (Uuid::new_v4().to_string(), i64::try_from(now()).unwrap());
                Event { id, seconds, body }.signed(&app).send().await
            } else {
                request.send().await
            };
            // What another site says is not the API's, where nothing is sold nothing can be bought, and a project goes only
            // to an account that there is.
            let is_at = |end: &str| operation.path.ends_with(end);
            let by_another = (is_at("/feeds") || is_at("/transfer")) && answer.status == 422
                || operation.path.starts_with("/billing/") && answer.status == 404;
            let succeeds = (200..300).contains(&answer.status);
            assert!(succeeds || by_another, "{body:?} {answer}");
            let status = answer.status;
            answer.expect(status);
        }
    }
}

/// Media type and content of each example; one of neither where there is no body.
fn bodies<'a>(operation: &Operation<'a>) -> Vec<Option<(&'a str, &'a Value)>> {
    let forms = operation.object["requestBody"]["content"].as_object();
    let examples: Vec<_> = forms
        .into_iter()
        .flatten()
        .flat_map(|(media_type, form)| {
            let examples = form["examples"].as_object().into_iter().flatten();
            examples.map(|(_, example)| Some((media_type.as_str(), &example["value"])))
        })
        .collect();
    if examples.is_empty() {
        vec![None]
    } else {
        examples
    }
}

/// The ids of the examples, and those of rows of this user's.
async fn rows(user: &User, database: &mut PgConnection) -> Vec<(&'static str, String)> {
    let project = user.project_row(database).await;
    let file = user
        .post(&format!("{project}/upload"))
        .file("talk.txt", b"Four score and seven years ago.")
        .send()
        .await
        .expect(201)
        .id();
    user.transcription_row(database, &file).await;
    let template = user
        .post("/templates")
        .json(json!({ "name": "Own", "type": "blog", "prompt": "{source}" }))
        .send()
        .await
        .expect(201)
        .id();
    let output = user.output_row(database, &project, "completed").await;
    let key = user.post("/api-keys").json(json!({ "name": "A key" }));
    let key = key.send().await.expect(201).id();
    let webhook = user.webhook("https://example.com/hook").await;
    let webhook = webhook["id"].as_str().unwrap().to_owned();
    let delivery = user.delivery_row(database, &webhook, "failed").await;
    vec![
        (example("webhook_id"), webhook),
        (example("delivery_id"), delivery),
        (example("project_id"), project.replace("/projects/", "")),
        (example("file_id"), file),
        (example("output_id"), output),
        (example("template_id"), template),
        (example("api_key_id"), key),
        (example("user_id"), user.id.clone()),
    ]
}

/// The value of a path parameter in the examples.
fn example(name: &str) -> &'static str {
    contract().document["components"]["parameters"][name]["example"]
        .as_str()
        .unwrap()
}

fn request(
    user: &User,
    operation: &Operation,
    body: Option<(&str, &Value)>,
    rows: &[(&str, String)],
) -> Request {
    let mut path = operation.path.to_owned();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for parameter in parameters(operation) {
        let name = parameter["name"].as_str().unwrap();
        match (parameter["in"].as_str(), parameter["example"].as_str()) {
            (Some("path"), Some(example)) => path = path.replace(&format!("{{{name}}}"), example),
            // What was deleted is listed in its own order alone.
            (Some("query"), _) if name == "deleted" => {}
            (Some("query"), Some(example)) => _ = query.append_pair(name, example),
            _ => {}
        }
    }
    let real = |text: String| {
        rows.iter()
            .fold(text, |text, (example, id)| text.replace(example, id))
    };
    let path = real(format!("{path}?{}", query.finish()));
    let request = user.request(&operation.method, path.trim_end_matches('?'));
    match body {
        Some((media_type, example)) => request.body(media_type, real(example.to_string())),
        None if operation.path.ends_with("/upload") => request.file("talk.txt", b"Four score."),
        None => request,
    }
}

fn parameters<'a>(operation: &Operation<'a>) -> Vec<&'a Value> {
    let parameters = operation.object["parameters"]
        .as_array()
        .into_iter()
        .flatten();
    let resolve = |parameter: &'a Value| match parameter["$ref"].as_str() {
        Some(reference) => contract().document.pointer(&reference[1..]).unwrap(),
        None => parameter,
    };
    parameters.map(resolve).collect()
}
