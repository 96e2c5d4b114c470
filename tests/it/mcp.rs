//! The API as tools: each does what its route does, for whom it does, and the protocol is kept to.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    app::{User, app, request::Request},
    http1::{self, Server},
};

const PAGE: &str = "<!doctype html><html><head><title>Winter bread</title></head><body><article><h1>Winter bread</h1>\
    <p>The oven of the small bakery never goes cold between November and March, and the dough rests for a night.</p>\
    <p>Forty loaves leave the house before six in the morning, and none comes back in the evening.</p></article></body></html>";

/// A program with a key of somebody's account.
struct Program {
    user: User,
    authorization: String,
}

impl Program {
    async fn of(user: &User, scopes: &[&str]) -> Self {
        let body = json!({ "name": "An assistant", "scopes": scopes });
        let made = user.post("/api-keys").json(body).send().await.expect(201);
        Self {
            user: user.clone(),
            authorization: format!("Bearer {}", made.json()["key"].as_str().unwrap()),
        }
    }

    /// Any message, or anything else.
    fn says(&self, message: Value) -> Request {
        self.user
            .post("/mcp")
            .json(message)
            .header("authorization", &self.authorization)
    }

    /// The answer to a request.
    async fn asks(&self, method: &str, params: Value) -> Value {
        let message = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
        let answer = self.says(message).send().await.expect(200).json();
        assert_eq!(
            (&answer["jsonrpc"], &answer["id"]),
            (&json!("2.0"), &json!(7))
        );
        answer
    }

    async fn tools(&self) -> Vec<Value> {
        let answer = self.asks("tools/list", json!({})).await;
        answer["result"]["tools"].as_array().unwrap().clone()
    }

    async fn calls(&self, tool: &str, arguments: Value) -> Value {
        let params = json!({ "name": tool, "arguments": arguments });
        let answer = self.asks("tools/call", params).await;
        assert!(answer["error"].is_null(), "{answer}");
        answer["result"].clone()
    }

    /// What a tool returns, held against what it says of that.
    async fn gets(&self, tool: &str, arguments: Value) -> Value {
        let result = self.calls(tool, arguments).await;
        assert_eq!(result["isError"], false, "{tool}: {result}");
        let returned = &result["structuredContent"];
        let text = result["content"][0]["text"].as_str().unwrap();
        assert_eq!(&serde_json::from_str::<Value>(text).unwrap(), returned);
        let tools = self.tools().await;
        let listed = tools.iter().find(|listed| listed["name"] == tool);
        let schema = jsonschema::validator_for(&listed.unwrap()["outputSchema"]).unwrap();
        if let Err(error) = schema.validate(returned) {
            panic!("{tool}: {error}: {returned}");
        }
        returned.clone()
    }

    /// Why a call failed.
    async fn fails(&self, tool: &str, arguments: Value) -> String {
        let result = self.calls(tool, arguments).await;
        assert_eq!(result["isError"], true, "{tool}: {result}");
        assert!(result["structuredContent"].is_null(), "{result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }
}

fn names(tools: &[Value]) -> BTreeSet<&str> {
    let names = tools.iter().map(|tool| tool["name"].as_str().unwrap());
    names.collect()
}

#[tokio::test]
async fn an_assistant_takes_a_page_to_a_blog_post() {
    let user = app().user();
    let assistant = Program::of(&user, &["read", "write"]).await;
    let page = http1::Response::new(
        200,
        &[("content-type", "text/html; charset=utf-8")],
        PAGE.as_bytes(),
    );
    let site = Server::start(move |_| std::future::ready(page.clone())).await;
    let url = format!("http://{}/winter-bread", site.address);

    let title = json!({ "title": "Winter bread" });
    let project = assistant.gets("create_project", title).await["id"].clone();
    let import = json!({ "project_id": project, "url": url });
    let file = assistant.gets("import_address", import).await;
    assert_eq!(
        (&file["status"], &file["source_url"]),
        (&json!("processing"), &json!(url))
    );
    // At once: what is still read is waited for.
    let wanted = json!({ "project_id": project, "kinds": ["blog", "email"], "target_length": 100 });
    let made = assistant.gets("generate", wanted).await;
    let of_output = |id: &Value| json!({ "project_id": project, "output_id": id });
    let mut blog = Value::Null;
    for output in made["outputs"].as_array().unwrap() {
        let mut arguments = of_output(&output["id"]);
        arguments["wait_seconds"] = 20.into();
        let output = assistant.gets("get_output", arguments).await;
        assert_eq!(output["status"], "completed", "{output}");
        assert!(output["body"].as_str().unwrap().contains("Forty loaves"));
        if output["kind"] == "blog" {
            blog = output;
        }
    }

    let mut edit = of_output(&blog["id"]);
    edit["body"] = "# Bread in winter\n\nForty loaves leave the house before six.".into();
    edit["etag"] = blog["etag"].clone();
    let edited = assistant.gets("edit_output", edit.clone()).await;
    assert_eq!(edited["body"], edit["body"]);
    let again = assistant.fails("edit_output", edit).await;
    assert!(again.contains("412 precondition_failed"), "{again}");
    for (format, holds) in [
        ("md", "# Bread in winter"),
        ("html", "<h1>Bread in winter</h1>"),
    ] {
        let mut arguments = of_output(&blog["id"]);
        arguments["format"] = format.into();
        let exported = assistant.gets("export_output", arguments).await;
        let text = exported["text"].as_str().unwrap();
        assert!(text.contains(holds), "{text}");
    }
    let mut word = of_output(&blog["id"]);
    word["format"] = "docx".into();
    let exported = assistant.gets("export_output", word).await;
    assert!(exported["text"].is_null() && exported["base64"].is_string());

    let found = assistant
        .gets(
            "search_outputs",
            json!({ "q": "forty loaves", "kind": "blog" }),
        )
        .await;
    assert_eq!(found["outputs"][0]["id"], blog["id"]);
    let found = assistant
        .gets("list_projects", json!({ "q": "bread" }))
        .await;
    assert_eq!(found["projects"][0]["id"], project);
    let whole = json!({ "project_id": project });
    let whole = assistant.gets("get_project", whole).await;
    let count = |list: &str| whole[list].as_array().unwrap().len();
    assert_eq!((count("files"), count("outputs")), (1, 2));
    let read = json!({ "project_id": project, "file_id": file["id"] });
    let read = assistant.gets("get_file", read).await;
    assert_eq!(read["status"], "ready");
    assert!(read["text"].as_str().unwrap().contains("Forty loaves"));
    let text = json!({ "project_id": project, "text": "A text about lamps, and who mends them." });
    assert_eq!(assistant.gets("import_text", text).await["status"], "ready");
}

/// Nor does it help to know their names.
#[tokio::test]
async fn a_key_that_reads_sees_and_calls_no_tool_that_writes() {
    let user = app().user();
    let project = user.project("Ours").await;
    let id = project.trim_start_matches("/projects/");
    let (reader, writer) = (
        Program::of(&user, &["read"]).await,
        Program::of(&user, &["read", "write"]).await,
    );
    let (reads, all) = (reader.tools().await, writer.tools().await);
    let writing: Vec<_> = all
        .iter()
        .filter(|tool| tool["annotations"]["readOnlyHint"] == false)
        .collect();
    assert_eq!(writing.len(), 5);
    assert_eq!(reads.len() + writing.len(), all.len());
    let reads = names(&reads);
    for tool in writing {
        let name = tool["name"].as_str().unwrap();
        assert!(!reads.contains(name), "{name}");
        let good = json!({
            "project_id": id, "output_id": id, "title": "New", "url": "https://example.com/a", "text": "A text.",
            "kinds": ["blog"], "body": "# A\n\nB.",
        });
        let known = tool["inputSchema"]["properties"].as_object().unwrap();
        let arguments: Value = good
            .as_object()
            .unwrap()
            .iter()
            .filter(|(argument, _)| known.contains_key(*argument))
            .map(|(argument, value)| (argument.clone(), value.clone()))
            .collect();
        let why = reader.fails(name, arguments).await;
        assert!(why.contains("403 read_only"), "{name}: {why}");
    }
    let projects = reader.gets("list_projects", json!({})).await;
    assert_eq!(projects["projects"].as_array().unwrap().len(), 1);
    // Another account's does not exist.
    let stranger = Program::of(&app().user(), &["read", "write"]).await;
    let why = stranger
        .fails("get_project", json!({ "project_id": id }))
        .await;
    assert!(why.contains("404 project_not_found"), "{why}");
}

#[tokio::test]
async fn a_bad_argument_is_told_by_its_name() {
    let user = app().user();
    let assistant = Program::of(&user, &["read", "write"]).await;
    let project = user.project("Ours").await;
    let id = project.trim_start_matches("/projects/");
    for (tool, arguments, told) in [
        ("create_project", json!({}), "title: "),
        (
            "create_project",
            json!({ "title": "A", "titel": "B" }),
            "titel: ",
        ),
        ("get_project", json!({}), "project_id: "),
        (
            "get_project",
            json!({ "project_id": "../usage" }),
            "project_id: ",
        ),
        (
            "get_project",
            json!({ "project_id": id, "all": true }),
            "all: ",
        ),
        ("import_address", json!({ "project_id": id }), "url: "),
        (
            "import_address",
            json!({ "project_id": id, "url": "https://www.youtube.com/watch?v=1" }),
            "url: ",
        ),
        (
            "import_text",
            json!({ "project_id": id, "text": 5 }),
            "text: ",
        ),
        (
            "import_text",
            json!({ "project_id": id, "text": "A", "filename": "a.exe" }),
            "415 unsupported_media_type",
        ),
        (
            "generate",
            json!({ "project_id": id, "kinds": ["poem"] }),
            "kinds: ",
        ),
        (
            "generate",
            json!({ "project_id": id, "kinds": ["blog"] }),
            "422 no_usable_source",
        ),
        ("list_projects", json!({ "page": 2 }), "page: "),
        ("search_outputs", json!({ "kind": "poem" }), "kind: "),
        (
            "get_output",
            json!({ "project_id": id, "output_id": id, "wait_seconds": "long" }),
            "wait_seconds: ",
        ),
    ] {
        let why = assistant.fails(tool, arguments.clone()).await;
        assert!(why.contains(told), "{tool} {arguments}: {why}");
    }
}

/// Whom the API doesn't know is asked to sign in, and not answered by a tool that failed.
#[tokio::test]
async fn who_is_nobody_is_answered_401() {
    let app = app();
    let user = app.user();
    let assistant = Program::of(&user, &["read"]).await;
    let call = json!({ "name": "list_projects", "arguments": {} });
    let message = |method, params: &Value| json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let messages = [
        message("initialize", &hello("2025-06-18")),
        message("tools/list", &json!({})),
        message("tools/call", &call),
    ];
    let keys = user.get("/api-keys").send().await.expect(200).json();
    let key = format!("/api-keys/{}", keys[0]["id"].as_str().unwrap());
    user.delete(&key).send().await.expect(204);
    for message in &messages {
        let revoked = assistant.says(message.clone()).send().await;
        revoked.problem(401, "unauthorized");
        let nobody = assistant
            .says(message.clone())
            .without_header("authorization");
        nobody.send().await.problem(401, "unauthorized");
    }
}

fn hello(version: &str) -> Value {
    json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } })
}

#[tokio::test]
async fn the_protocol_is_kept_to() {
    let app = app();
    let user = app.user();
    let assistant = Program::of(&user, &["read"]).await;
    for (asked, agreed) in [
        ("2025-11-25", "2025-11-25"),
        ("2025-06-18", "2025-06-18"),
        ("2025-03-26", "2025-03-26"),
        ("1999-01-01", "2025-11-25"),
    ] {
        let answer = assistant.asks("initialize", hello(asked)).await;
        let result = &answer["result"];
        assert_eq!(result["protocolVersion"], agreed, "{asked}: {answer}");
        assert_eq!(result["serverInfo"]["name"], "repostr");
        assert!(result["capabilities"]["tools"].is_object());
    }
    assert_eq!(assistant.asks("ping", json!({})).await["result"], json!({}));
    for method in [
        "tools/delete",
        "resources/list",
        "prompts/list",
        "logging/setLevel",
    ] {
        let params = json!({ "level": "debug" });
        let answer = assistant.asks(method, params).await;
        assert_eq!(answer["error"]["code"], -32601, "{method}: {answer}");
    }
    let unknown = json!({ "name": "delete_project", "arguments": {} });
    let answer = assistant.asks("tools/call", unknown).await;
    assert_eq!(answer["error"]["code"], -32602, "{answer}");

    let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let accepted = assistant.says(initialized.clone()).send().await.expect(202);
    assert!(accepted.body.is_empty(), "{accepted}");
    let ping = |id: Value| json!({ "jsonrpc": "2.0", "id": id, "method": "ping" });
    let several = json!([ping(json!(1)), initialized, ping(json!("two"))]);
    let answers = assistant.says(several).send().await.expect(200).json();
    let ids: Vec<_> = answers
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| &answer["id"])
        .collect();
    assert_eq!(ids, [&json!(1), &json!("two")]);
    let silent = json!([initialized, initialized]);
    assistant.says(silent).send().await.expect(202);

    for (body, code) in [
        (json!([]), -32600),
        (json!(vec![ping(json!(1)); 11]), -32600),
        (json!({ "jsonrpc": "2.0", "id": 1 }), -32600),
        (json!("ping"), -32600),
    ] {
        let answer = assistant.says(body.clone()).send().await.expect(400).json();
        assert_eq!(answer["error"]["code"], code, "{body}: {answer}");
    }
    let broken = assistant.says(json!({})).body("application/json", "{");
    let answer = broken.send().await.expect(400).json();
    assert_eq!(answer["error"]["code"], -32700, "{answer}");
    let version = "mcp-protocol-version";
    let of_none = assistant.says(ping(json!(1))).header(version, "1999-01-01");
    of_none.send().await.expect(400);
    assistant
        .says(ping(json!(1)))
        .header(version, "2025-11-25")
        .send()
        .await
        .expect(200);

    let large = format!("\"{}\"", "a".repeat(1024 * 1024));
    let large = assistant.says(json!({})).body("application/json", large);
    large.send().await.problem(413, "body_too_large");
    let form = assistant.says(json!({})).body("text/plain", "ping");
    form.send().await.problem(415, "unsupported_media_type");
    for method in ["GET", "DELETE"] {
        let other = assistant.says(json!({})).method(method);
        other.send().await.problem(405, "method_not_allowed");
    }
}

/// Nor for a page of another site that has got hold of a key.
#[tokio::test]
async fn a_page_of_another_origin_is_not_answered() {
    let app = app();
    let user = app.user();
    let assistant = Program::of(&user, &["read"]).await;
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let from = |origin: &str| assistant.says(list.clone()).header("origin", origin);
    for origin in [
        "https://evil.example",
        "null",
        "http://localhost:3000.evil.example",
    ] {
        let answer = from(origin).send().await;
        assert_eq!(answer.status, 403, "{answer}");
        assert_eq!(answer.json()["code"], "origin_not_allowed");
    }
    let known = app.environment(&[])["CLERK_AUTHORIZED_PARTIES"].clone();
    let answer = from(&known).send().await;
    assert_eq!(answer.status, 200, "{answer}");
}

/// The revision without a handshake: each request says all of itself.
#[tokio::test]
async fn the_newest_revision_needs_no_handshake() {
    let user = app().user();
    let assistant = Program::of(&user, &["read"]).await;
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    for (method, name, params) in [
        ("server/discover", None, json!({ "_meta": meta })),
        (
            "tools/call",
            Some("list_projects"),
            json!({ "_meta": meta, "name": "list_projects", "arguments": {} }),
        ),
    ] {
        let message = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
        let mut request = assistant
            .says(message)
            .header("mcp-protocol-version", "2026-07-28")
            .header("mcp-method", method);
        if let Some(name) = name {
            request = request.header("mcp-name", name);
        }
        let answer = request.send().await.expect(200).json();
        assert!(answer["result"].is_object(), "{answer}");
    }
}

/// Who waits for the API waits no longer than a request may take, and is told.
#[tokio::test]
async fn where_the_api_is_away_that_is_said() {
    let app = app();
    let user = app.user();
    let assistant = Program::of(&user, &["read"]).await;
    let nowhere = [("API_URL", "http://127.0.0.1:9")];
    let function = app.function("mcp", &nowhere).await;
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let answer = assistant.says(list).send_to(&function).await;
    answer.problem(503, "api_unavailable");
    let call = json!({ "name": "list_projects", "arguments": {} });
    let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call });
    let answer = assistant
        .says(call)
        .send_to(&function)
        .await
        .expect(200)
        .json();
    let text = answer["result"]["content"][0]["text"].to_string();
    assert!(text.contains("503 api_unavailable"), "{answer}");
    assert!(!function.log().contains("rpk_"), "{}", function.log());
}

/// An assistant that heard no answer calls again, and nothing is paid for twice.
#[tokio::test]
async fn a_call_that_is_repeated_makes_nothing_more() {
    let user = app().user();
    let assistant = Program::of(&user, &["read", "write"]).await;
    let project = user.project("Ours").await;
    let id = project.trim_start_matches("/projects/");
    let text = json!({ "project_id": id, "text": "A text about lamps, and who mends them.", "filename": "Lämp \"1\".md" });
    makes_one(&assistant, "import_text", text).await;
    let asked = json!({ "project_id": id, "kinds": ["blog", "email"], "target_length": 100 });
    makes_one(&assistant, "generate", asked).await;
    let whole = assistant
        .gets("get_project", json!({ "project_id": id }))
        .await;
    let count = |list: &str| whole[list].as_array().unwrap().len();
    assert_eq!((count("files"), count("outputs")), (2, 4));
}

#[tokio::test]
async fn an_address_is_imported_once() {
    let user = app().user();
    let assistant = Program::of(&user, &["read", "write"]).await;
    let project = user.project("Ours").await;
    let page = http1::Response::new(200, &[("content-type", "text/html")], PAGE.as_bytes());
    let site = Server::start(move |_| std::future::ready(page.clone())).await;
    let url = format!("http://{}/winter-bread", site.address);
    let import = json!({ "project_id": project.trim_start_matches("/projects/"), "url": url });
    makes_one(&assistant, "import_address", import).await;
    let files = user.get(&format!("{project}/files")).send().await;
    assert_eq!(files.expect(200).json().as_array().unwrap().len(), 2);
}

/// The same arguments make one thing however often they come, and another under a key of their own.
async fn makes_one(assistant: &Program, tool: &str, arguments: Value) {
    let made = |result: &Value| match result["outputs"].as_array() {
        Some(outputs) => outputs.iter().map(|one| one["id"].clone()).collect(),
        None => vec![result["id"].clone()],
    };
    let first = assistant.gets(tool, arguments.clone()).await;
    assert_eq!(first["replayed"], false, "{first}");
    let again = assistant.gets(tool, arguments.clone()).await;
    assert_eq!(again["replayed"], true, "{again}");
    assert_eq!(made(&again), made(&first), "{tool}");
    let mut anew = arguments;
    anew["idempotency_key"] = "once more".into();
    let other = assistant.gets(tool, anew.clone()).await;
    assert_eq!(other["replayed"], false, "{other}");
    assert_ne!(made(&other), made(&first), "{tool}");
    let again = assistant.gets(tool, anew).await;
    assert_eq!(made(&again), made(&other), "{tool}");
    let listed = assistant.tools().await;
    let listed = listed.iter().find(|listed| listed["name"] == tool).unwrap();
    assert_eq!(listed["annotations"]["idempotentHint"], true, "{tool}");
}
