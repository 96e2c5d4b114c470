//! The tools: what each takes and returns, and the request to the API that it is.

mod schema;

use std::sync::Arc;

use domain::{FileId, OutputId, OutputKind, ProjectId, limits};
use models::outputs::OutputStatus;
use outbound::reqwest::Method;
use rmcp::model::{self, ToolAnnotations};
use serde_json::{Map, Value, json};

use self::schema::{input, output, with_ids};
use super::{
    api::{ApiAnswer, ApiRequest, Body},
    arguments::{Arguments, BadArgument, IDEMPOTENCY_KEY},
    results,
};
use crate::outputs::{Edit, KindsRequest};

/// Seconds that a read may wait for an output; with the way there and back it is within what a request may take.
pub(super) const WAIT: u64 = 20;
/// Of a list where nobody says: an assistant reads all of it.
const PAGE: i64 = 20;
/// What a text is called that is given without a name.
const TEXT_NAME: &str = "text.md";

pub(super) struct Tool {
    pub(super) name: &'static str,
    title: &'static str,
    description: &'static str,
    pub(super) writes: bool,
    /// The same call, made again, is answered as the first was: what it makes costs something.
    pub(super) once: bool,
    input: fn() -> Map<String, Value>,
    output: fn() -> Map<String, Value>,
    request: fn(Arguments) -> Result<ApiRequest, BadArgument>,
    pub(super) result: fn(&ApiAnswer) -> Result<Value, serde_json::Error>,
}

impl Tool {
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// What the API is asked, for a call.
    pub(super) fn request(&self, mut arguments: Arguments) -> Result<ApiRequest, BadArgument> {
        if !self.once {
            return (self.request)(arguments);
        }
        let key = arguments.idempotency_key(self.name)?;
        let mut request = (self.request)(arguments)?;
        request.headers.push(("idempotency-key", key));
        Ok(request)
    }

    /// As it is listed.
    pub(super) fn listed(&self) -> model::Tool {
        let annotations = ToolAnnotations::with_title(self.title)
            .read_only(!self.writes)
            // Nothing is deleted, and the body before an edit is kept.
            .destructive(false)
            .idempotent(self.once);
        let mut input = (self.input)();
        if self.once {
            schema::add(
                &mut input,
                IDEMPOTENCY_KEY,
                json!({
                    "type": "string",
                    "description": "A text of your own, new for each call that is to make something new. Without it, a call with the same \
                        arguments within 24 hours makes nothing: it returns what the first made, with `replayed`.",
                }),
            );
        }
        let mut listed = model::Tool::new(self.name, self.description, Arc::new(input));
        listed.title = Some(self.title.to_owned());
        listed.output_schema = Some(Arc::new((self.output)()));
        listed.annotations = Some(annotations);
        listed
    }
}

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "list_projects",
        title: "List or search projects",
        description: "Your projects, newest first; with `q` those whose title and description have each of its words.",
        writes: false,
        once: false,
        input: || {
            input(
                &[],
                json!({
                    "q": { "type": "string", "maxLength": limits::SEARCH },
                    "sort": { "enum": ["created_at", "updated_at", "title"] },
                    "limit": page_size(),
                    "cursor": cursor(),
                }),
            )
        },
        output: output::<results::Projects>,
        request: |arguments| Ok(list("/projects", arguments)),
        result: results::projects,
    },
    Tool {
        name: "create_project",
        title: "Create a project",
        description: "A project holds one piece of long content and all that is made from it.",
        writes: true,
        once: false,
        input: || {
            input(
                &["title"],
                json!({
                    "title": { "type": "string", "minLength": 1, "maxLength": limits::PROJECT_TITLE },
                    "description": { "type": "string", "maxLength": limits::PROJECT_DESCRIPTION },
                }),
            )
        },
        output: output::<results::Project>,
        request: |arguments| {
            let body = Body::Json(arguments.into_body());
            Ok(ApiRequest::with(Method::POST, "/projects", body))
        },
        result: results::project,
    },
    Tool {
        name: "get_project",
        title: "Read a project",
        description: "A project with its files and outputs, the newest 100 of each, without their texts.",
        writes: false,
        once: false,
        input: || with_ids(&["project_id"], input(&[], json!({}))),
        output: output::<results::ProjectContents>,
        request: |mut arguments| {
            let project: ProjectId = arguments.id("project_id")?;
            arguments.end()?;
            let query = vec![("include".to_owned(), "files,outputs".to_owned())];
            Ok(ApiRequest {
                query,
                ..ApiRequest::get(format!("/projects/{project}"))
            })
        },
        result: results::project_contents,
    },
    Tool {
        name: "import_address",
        title: "Import a page, document, recording or episode",
        description: "Fetches a public address as a source of the project: a web page, a document, a recording, or a podcast's \
            feed, of which the newest episode is taken unless `episode` names another by its id. The file is `processing` at \
            first. You need not wait for it: `generate` can be called at once.",
        writes: true,
        once: true,
        input: || {
            with_ids(
                &["project_id"],
                input(
                    &["url"],
                    json!({
                        "url": { "type": "string", "format": "uri" },
                        "episode": { "type": "string" },
                    }),
                ),
            )
        },
        output: output::<results::Made<results::File>>,
        request: |mut arguments| {
            let project: ProjectId = arguments.id("project_id")?;
            // Without it the API would take this for the announcement of an upload.
            let url = arguments.required_text("url")?;
            let mut body = arguments.into_body();
            body["url"] = url.into();
            let path = format!("/projects/{project}/files");
            Ok(ApiRequest::with(Method::POST, path, Body::Json(body)))
        },
        result: results::made_file,
    },
    Tool {
        name: "import_text",
        title: "Import a text",
        description: "Keeps a text as a source of the project, such as an article or a transcript; Markdown unless `filename` says \
            otherwise.",
        writes: true,
        once: true,
        input: || {
            with_ids(
                &["project_id"],
                input(
                    &["text"],
                    json!({
                        "text": { "type": "string", "minLength": 1 },
                        "filename": {
                            "type": "string",
                            "maxLength": limits::FILENAME,
                            "description": "Its extension says what it is: md, txt, html, srt or vtt.",
                        },
                    }),
                ),
            )
        },
        output: output::<results::Made<results::File>>,
        request: |mut arguments| {
            let project: ProjectId = arguments.id("project_id")?;
            let text = arguments.required_text("text")?;
            let name = arguments.text("filename")?;
            arguments.end()?;
            let body = Body::File {
                name: name.unwrap_or_else(|| TEXT_NAME.to_owned()),
                text,
            };
            let path = format!("/projects/{project}/upload");
            Ok(ApiRequest::with(Method::POST, path, body))
        },
        result: results::made_file,
    },
    Tool {
        name: "get_file",
        title: "Read a file",
        description: "A source, how far it is, and the text that was read or transcribed from it.",
        writes: false,
        once: false,
        input: || with_ids(&["project_id", "file_id"], input(&[], json!({}))),
        output: output::<results::FileText>,
        request: |mut arguments| {
            let project: ProjectId = arguments.id("project_id")?;
            let file: FileId = arguments.id("file_id")?;
            arguments.end()?;
            Ok(ApiRequest::get(format!("/projects/{project}/files/{file}")))
        },
        result: results::file_text,
    },
    Tool {
        name: "generate",
        title: "Write from the sources",
        description: "Has a blog post, social posts or an email written from the project's files, or from `file_ids`: an output of \
            each of `kinds`. They are `queued`; call `get_output` with `wait_seconds` until each is `completed`.",
        writes: true,
        once: true,
        input: || with_ids(&["project_id"], schema::of::<KindsRequest>()),
        output: output::<results::Made<results::Outputs>>,
        request: |mut arguments| {
            let project: ProjectId = arguments.id("project_id")?;
            let body = Body::Json(arguments.into_body());
            let path = format!("/projects/{project}/generate");
            Ok(ApiRequest::with(Method::POST, path, body))
        },
        result: results::made_outputs,
    },
    Tool {
        name: "search_outputs",
        title: "List or search outputs",
        description: "What was written in all projects, newest first; with `q` what has each of its words in its title or body.",
        writes: false,
        once: false,
        input: || {
            input(
                &[],
                json!({
                    "q": { "type": "string", "maxLength": limits::SEARCH },
                    "kind": { "enum": OutputKind::ALL.map(OutputKind::as_str) },
                    "status": { "enum": OutputStatus::ALL.map(OutputStatus::as_str) },
                    "limit": page_size(),
                    "cursor": cursor(),
                }),
            )
        },
        output: output::<results::Outputs>,
        request: |arguments| Ok(list("/outputs", arguments)),
        result: results::outputs,
    },
    Tool {
        name: "get_output",
        title: "Read an output",
        description: "An output with its body and what the checks have found in it. With `wait_seconds` it is answered as soon as \
            the output is done; where it isn't by then, call it again.",
        writes: false,
        once: false,
        input: || {
            let wait =
                json!({ "wait_seconds": { "type": "integer", "minimum": 0, "maximum": WAIT } });
            with_ids(&["project_id", "output_id"], input(&[], wait))
        },
        output: output::<results::OutputText>,
        request: |mut arguments| {
            let path = output_path(&mut arguments)?;
            let wait = arguments.seconds("wait_seconds", WAIT)?;
            arguments.end()?;
            let prefer = (wait > 0).then(|| ("prefer", format!("wait={wait}")));
            Ok(ApiRequest {
                headers: prefer.into_iter().collect(),
                ..ApiRequest::get(path)
            })
        },
        result: results::output_text,
    },
    Tool {
        name: "edit_output",
        title: "Edit an output",
        description: "Replaces the body of what is done, in the form of its kind, or merges into its metadata. The version before is \
            kept, and what is new is checked against the sources.",
        writes: true,
        once: false,
        input: || {
            let mut edit = schema::of::<Edit>();
            schema::add(
                &mut edit,
                "etag",
                json!({ "type": "string", "description": "As `get_output` gave it: refused where the output has changed since." }),
            );
            with_ids(&["project_id", "output_id"], edit)
        },
        output: output::<results::OutputText>,
        request: |mut arguments| {
            let path = output_path(&mut arguments)?;
            let condition = arguments.text("etag")?.map(|etag| ("if-match", etag));
            let body = Body::Json(arguments.into_body());
            Ok(ApiRequest {
                headers: condition.into_iter().collect(),
                ..ApiRequest::with(Method::PATCH, path, body)
            })
        },
        result: results::output_text,
    },
    Tool {
        name: "export_output",
        title: "Export an output",
        description: "An output as Markdown, HTML, plain text or a Word document. What its sources don't support has a note, \
            unless `marks` is false.",
        writes: false,
        once: false,
        input: || {
            let formats = export::Format::ALL.map(export::Format::as_str);
            let arguments =
                json!({ "format": { "enum": formats }, "marks": { "type": "boolean" } });
            with_ids(&["project_id", "output_id"], input(&[], arguments))
        },
        output: output::<results::Export>,
        request: |mut arguments| {
            let path = output_path(&mut arguments)?;
            Ok(ApiRequest {
                query: arguments.into_query(),
                ..ApiRequest::get(format!("{path}/export"))
            })
        },
        result: results::export,
    },
];

fn output_path(arguments: &mut Arguments) -> Result<String, BadArgument> {
    let project: ProjectId = arguments.id("project_id")?;
    let output: OutputId = arguments.id("output_id")?;
    Ok(format!("/projects/{project}/outputs/{output}"))
}

fn list(path: &str, arguments: Arguments) -> ApiRequest {
    let mut query = arguments.into_query();
    if query.iter().all(|(name, _)| name != "limit") {
        query.push(("limit".to_owned(), PAGE.to_string()));
    }
    ApiRequest {
        query,
        ..ApiRequest::get(path)
    }
}

fn page_size() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": limits::PAGE, "default": PAGE })
}

fn cursor() -> Value {
    json!({ "type": "string", "description": "`next_cursor` of the page before." })
}
