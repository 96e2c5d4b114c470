//! The OpenAPI 3.1 document, in the order in which people read it.

use std::collections::{BTreeMap, BTreeSet};

use models::event::Event;
use schemars::{
    JsonSchema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform,
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value, json};
use web::{Problem, ProblemBody, ProblemCode, StatusCode};

use super::{
    example, header,
    link::links,
    operation::{Content, Operation, Success},
    operations,
    parameter::Parameter,
};
use crate::OutputMetadata;

const DESCRIPTION: &str = "JSON in and out, `snake_case`, timestamps in RFC 3339 and UTC. A JSON body holds at most 1 MB, \
    and a field at most 64 levels of arrays and objects; the gateway takes at most 10,240 bytes of path, query and \
    headers. Errors are RFC 9457 problems; those of the gateway itself (413, 429, 5xx) are `{\"message\"}`. What is not \
    yours does not exist: another user's id is answered as one that was never used. Lists are plain arrays, newest \
    first; the next page is in `Link` and `X-Next-Cursor`. A parameter of the query that a route doesn't have is 422. HEAD is answered where GET is, with the same headers and no body. \
    From 8 KB on, JSON and text are compressed for whoever takes gzip. Any other path is 404 `route_not_found`, any other method 405 \
    `method_not_allowed` with `Allow`, a slash at the end 308.";

const TAGS: [(&str, &str); 13] = [
    (
        super::system::TAG,
        "Whether it is up, and what it offers. No token is needed.",
    ),
    (
        super::users::TAG,
        "Who is asking, and what they have set. Clerk signs people in and says by its webhook what becomes of them.",
    ),
    (
        super::projects::TAG,
        "What one piece of content and all that is made from it lie in.",
    ),
    (
        super::files::TAG,
        "The sources: texts, documents and recordings, with what is said in them.",
    ),
    (
        super::outputs::TAG,
        "What is written from the sources: a blog post, a social set or an email. A worker writes it after the answer.",
    ),
    (
        super::templates::TAG,
        "The instructions that outputs are written by: the system's, and one's own.",
    ),
    (
        super::usage::TAG,
        "What was used this month, and what plans hold.",
    ),
    (
        super::billing::TAG,
        "What is paid, and what an account has for it.",
    ),
    (super::accounts::TAG, "What happens in an account."),
    (
        super::api_keys::TAG,
        "Keys by which programs ask, where there is no session.",
    ),
    (super::mcp::TAG, "What an assistant can do here, as tools."),
    (
        super::webhooks::TAG,
        "Endpoints of yours that are told when something is done.",
    ),
    (
        super::admin::TAG,
        "For those whom the deployment names in `ADMIN_USER_IDS`; for everybody else these paths don't exist.",
    ),
];

/// The document as the file has it.
pub fn document() -> Result<String, serde_json::Error> {
    let operations = operations();
    let mut writer = Writer::new();
    let mut paths: Pairs<Pairs<OperationObject>> = Pairs::default();
    for operation in &operations {
        let method = operation.route.method.as_str().to_lowercase();
        let object = writer.operation(operation, &operations);
        paths.entry(operation.route.path).push(method, object);
    }
    let webhooks = writer.webhooks();
    let mut text = serde_json::to_string_pretty(&Document {
        openapi: "3.1.0",
        info: json!({
            "title": "Repostr",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "One piece of long-form content in, a blog post, a social set or an email out.",
            "description": DESCRIPTION,
            "license": { "name": "MIT", "identifier": "MIT" },
        }),
        servers: json!([
            {
                "url": "https://{api}.execute-api.{region}.amazonaws.com",
                "description": "As deployed to AWS: the stack's `ApiUrl`.",
                "variables": { "api": { "default": "abcdefghij" }, "region": { "default": "eu-central-1" } },
            },
            { "url": "http://127.0.0.1:8000", "description": "The local stack, `cargo dev up`." },
        ]),
        security: json!([{ "clerk": [] }]),
        tags: TAGS
            .iter()
            .map(|(name, description)| json!({ "name": name, "description": description }))
            .collect(),
        paths,
        webhooks,
        components: writer.components(),
    })?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct Document {
    openapi: &'static str,
    info: Value,
    servers: Value,
    security: Value,
    tags: Value,
    paths: Pairs<Pairs<OperationObject>>,
    webhooks: Pairs<Value>,
    components: Components,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OperationObject {
    operation_id: &'static str,
    tags: [&'static str; 1],
    summary: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    security: Option<[Value; 0]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_body: Option<Value>,
    responses: BTreeMap<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    security_schemes: Value,
    parameters: Map<String, Value>,
    headers: Map<String, Value>,
    responses: Map<String, Value>,
    schemas: Map<String, Value>,
}

/// A JSON object in the order in which it was written.
struct Pairs<T>(Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Pairs<T> {
    fn push(&mut self, name: String, value: T) {
        self.0.push((name, value));
    }
}

impl<T: Default> Pairs<T> {
    fn entry(&mut self, name: &str) -> &mut T {
        let at = self.0.iter().position(|(known, _)| known == name);
        let at = at.unwrap_or_else(|| {
            self.push(name.to_owned(), T::default());
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Collects what several operations share.
struct Writer {
    /// Of what is read: what may be absent is not required.
    requests: SchemaGenerator,
    /// Of what is written: what is always there is required.
    answers: SchemaGenerator,
    parameters: Map<String, Value>,
    headers: BTreeSet<&'static str>,
    responses: Map<String, Value>,
    codes: BTreeSet<String>,
}

impl Writer {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12()
                .with(|settings| {
                    settings.definitions_path = "/components/schemas".into();
                    settings.meta_schema = None;
                })
                .with_transform(RecursiveTransform(without_default_null))
        };
        Self {
            requests: settings().for_deserialize().into_generator(),
            answers: settings().for_serialize().into_generator(),
            parameters: Map::new(),
            headers: BTreeSet::new(),
            responses: Map::new(),
            codes: BTreeSet::new(),
        }
    }

    fn operation(&mut self, operation: &Operation, all: &[Operation]) -> OperationObject {
        let mut responses = BTreeMap::new();
        for answer in &operation.answers {
            let response = self.success(operation, answer, all);
            responses.insert(answer.status.as_str().to_owned(), response);
        }
        for (status, problems) in by_status(&operation.route.all_problems()) {
            responses.insert(status.as_str().to_owned(), self.refusal(status, &problems));
        }
        OperationObject {
            operation_id: operation.id,
            tags: [operation.tag],
            summary: operation.summary,
            description: operation.description.to_string(),
            security: (!operation.route.policy.needs_token()).then_some([]),
            parameters: operation
                .parameters()
                .iter()
                .map(|parameter| self.parameter(parameter))
                .collect(),
            request_body: (!operation.body.is_empty()).then(|| {
                let content = content(&operation.body, &mut self.requests);
                json!({ "required": true, "content": content })
            }),
            responses,
        }
    }

    /// What endpoints are sent, of each type.
    fn webhooks(&mut self) -> Pairs<Value> {
        let mut webhooks = Pairs::default();
        for (event, summary) in super::webhooks::events() {
            let schema = json!({
                "allOf": [
                    self.answers.subschema_for::<Event>(),
                    { "properties": { "type": { "const": event["type"] } } },
                ],
            });
            let name = event["type"].as_str().unwrap_or_default().to_owned();
            let operation = json!({
                "operationId": format!("on-{}", name.replace('.', "-")),
                "tags": [super::webhooks::TAG],
                "summary": summary,
                "security": [],
                "parameters": header::of_webhooks(),
                "requestBody": {
                    "required": true,
                    "content": {
                        "application/json": { "schema": schema, "examples": { "event": { "value": event } } },
                    },
                },
                "responses": {
                    "2XX": { "description": "It is taken." },
                    "410": { "description": "It is gone: it is told nothing more." },
                    "default": { "description": "It is sent again." },
                },
            });
            webhooks.push(name, json!({ "post": operation }));
        }
        webhooks
    }

    fn parameter(&mut self, parameter: &Parameter) -> Value {
        if !parameter.shared {
            return parameter.object();
        }
        self.parameters
            .insert(parameter.name.to_owned(), parameter.object());
        json!({ "$ref": format!("#/components/parameters/{}", parameter.name) })
    }

    fn success(&mut self, operation: &Operation, answer: &Success, all: &[Operation]) -> Value {
        let extra = operation.extra_headers.iter().filter(|name| {
            answer.status.is_success()
                || answer.status == StatusCode::NOT_MODIFIED
                || **name == "Cache-Control"
        });
        let mut response = json!({
            "description": answer.description,
            "headers": self.headers(answer.headers.iter().chain(extra).copied()),
        });
        if !answer.content.is_empty() {
            response["content"] = content(&answer.content, &mut self.answers);
            let links = links(operation, all);
            if !links.is_empty() {
                response["links"] = links.into();
            }
        }
        response
    }

    /// One status and all its codes, which many operations have in common.
    fn refusal(&mut self, status: StatusCode, problems: &[&Problem]) -> Value {
        let mut codes: Vec<_> = problems
            .iter()
            .map(|problem| problem.code.as_str())
            .collect();
        codes.sort_unstable();
        self.codes
            .extend(codes.iter().map(|code| (*code).to_owned()));
        let names = problems.iter().flat_map(|problem| &problem.headers);
        let names = names.filter_map(|(name, _)| {
            let mut known = header::all().into_iter().map(|(known, _)| known);
            known.find(|known| known.eq_ignore_ascii_case(name))
        });
        let examples: Map<_, _> = problems
            .iter()
            .map(|problem| {
                let value = json!({ "value": problem.body(example::REQUEST_ID) });
                (problem.code.clone(), value)
            })
            .collect();
        let response = json!({
            "description": meaning(status),
            "headers": self.headers(["X-Request-Id", "Cache-Control"].into_iter().chain(names)),
            "content": {
                "application/problem+json": {
                    "schema": {
                        "allOf": [
                            self.answers.subschema_for::<ProblemBody>(),
                            of_status(status, &codes),
                        ],
                    },
                    "examples": examples,
                },
            },
        });
        let name = format!("{}.{}", status.as_str(), codes.join("."));
        let kept = self
            .responses
            .entry(name.clone())
            .or_insert_with(|| response.clone());
        if *kept == response {
            json!({ "$ref": format!("#/components/responses/{name}") })
        } else {
            response
        }
    }

    fn headers(&mut self, names: impl Iterator<Item = &'static str>) -> Value {
        let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
        names
            .inspect(|name| _ = self.headers.insert(name))
            .map(|name| (name.to_owned(), reference(name)))
            .collect::<Map<_, _>>()
            .into()
    }

    fn components(mut self) -> Components {
        // `Output` names it; its crate knows nothing of generation.
        self.answers.subschema_for::<OutputMetadata>();
        let mut schemas = self.answers.take_definitions(true);
        schemas.extend(self.requests.take_definitions(true));
        // What `fallback` answers belongs to no route.
        self.codes.extend(
            [Problem::not_found("route"), Problem::method_not_allowed("")]
                .map(|problem| problem.code),
        );
        if let Some(code) = schemas.get_mut(&*ProblemCode::schema_name()) {
            code["enum"] = json!(self.codes);
        }
        Components {
            security_schemes: json!({
                "clerk": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A session token of Clerk's.",
                },
            }),
            parameters: self.parameters,
            headers: header::all()
                .into_iter()
                .filter(|(name, _)| self.headers.contains(name))
                .map(|(name, object)| (name.to_owned(), object))
                .collect(),
            responses: self.responses,
            schemas,
        }
    }
}

/// An `Option` that a whole struct's default fills says so of itself already.
fn without_default_null(schema: &mut schemars::Schema) {
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
}

fn content(forms: &[Content], generator: &mut SchemaGenerator) -> Value {
    let form = |content: &Content| {
        let schema = (content.schema)(generator);
        let examples: Map<_, _> = content
            .examples
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!({ "value": value })))
            .collect();
        let mut object = json!({ "schema": schema });
        if !examples.is_empty() {
            object["examples"] = examples.into();
        }
        (content.media_type.to_owned(), object)
    };
    forms.iter().map(form).collect::<Map<_, _>>().into()
}

/// What a problem of this status has beyond any other. Generators of clients drop a body whose `allOf` they can't merge:
/// so each is of the type that `Problem` gives it, and one of a few values.
fn of_status(status: StatusCode, codes: &[&str]) -> Value {
    let mut schema = json!({
        "properties": {
            "status": { "type": "integer", "enum": [status.as_u16()] },
            "code": { "type": "string", "enum": codes },
        },
    });
    if status == StatusCode::UNPROCESSABLE_ENTITY {
        schema["required"] = json!(["errors"]);
    }
    schema
}

fn by_status(problems: &[Problem]) -> BTreeMap<StatusCode, Vec<&Problem>> {
    let mut by_status: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for problem in problems {
        by_status.entry(problem.status).or_default().push(problem);
    }
    by_status
}

fn meaning(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The body can't be parsed.",
        401 => "No valid session token.",
        402 => "Out of credit.",
        403 => "Yours to read, and not to change.",
        404 => "It does not exist, or belongs to somebody else.",
        409 => "What is there now, or another request under way, stands against it.",
        412 => "It has changed since you read it.",
        413 => "The body is larger than this way takes.",
        415 => "A form of body, or a kind of file, that is not accepted.",
        422 => "Understood, and not as it must be. Every bad field is in `errors`.",
        429 => "Too many requests in this minute.",
        500 => "A bug of ours.",
        _ => "What this needs can't be reached. The same request may succeed later.",
    }
}
