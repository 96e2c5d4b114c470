//! GET /projects/{project_id}/outputs/{output_id}/export: its body as a file; `?format=md`, `html`, `txt` or `docx`; with what
//! the checks have found in it, unless `?marks=false`.

use domain::{Env, OutputId, OutputKind, ProjectId};
use export::{Document, ExportedFile, Format, Kind, Section};
use functions::{
    OUTPUT_EXPORT,
    outputs::{Marks, problems},
};
use generation::{Post, derive};
use models::{
    UserDb,
    outputs::{self, OutputRow},
};
use web::{AuthenticatedRequest, Body, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_EXPORT, db, export).await
}

async fn export(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let format = request
        .query_choice(
            "format",
            &Format::ALL.map(|format| (format.as_str(), format)),
        )?
        .unwrap_or(Format::Markdown);
    let marks = request.query_choice("marks", &[("true", true), ("false", false)])?;
    let mut tx = request.begin_read(db).await?;
    let (output, project) = outputs::get_with_project(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    let response = file(&output.row, &project, format, marks.unwrap_or(true))?;
    tx.respond(response).await
}

/// The file, or why there is none.
fn file(
    output: &OutputRow,
    project: &str,
    format: Format,
    with_marks: bool,
) -> Result<Response, Problem> {
    let body = output
        .body
        .as_deref()
        .filter(|body| !body.trim().is_empty())
        .ok_or_else(|| problems::output_not_ready(output.status))?;
    let metadata = |name: &str| {
        output.metadata[name]
            .as_str()
            .filter(|text| !text.is_empty())
    };
    let (subject, preview) = (metadata("subject"), metadata("preview_text"));
    let title = match output.kind {
        OutputKind::Blog => metadata("title").unwrap_or(project).to_owned(),
        OutputKind::Email => subject.unwrap_or(project).to_owned(),
        OutputKind::Social => format!("{project} - social posts"),
    };
    let mut posts = posts(output.kind, body);
    let marks = if with_marks {
        Marks::of(body, &output.metadata["checks"])
    } else {
        Marks::default()
    };
    if let Some(posts) = &mut posts {
        marks.refer_in(body, posts);
    }
    let body = &marks.refer_to(body);
    let sections: Vec<Section> = posts.iter().flatten().map(section).collect();
    let document = Document {
        title: &title,
        updated_at: &output.updated_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        body,
        kind: match output.kind {
            OutputKind::Email => Kind::Letter { subject, preview },
            OutputKind::Social if posts.is_some() => Kind::Social(&sections),
            OutputKind::Blog | OutputKind::Social => Kind::Post,
        },
        notes: &marks.notes,
    };
    let exported = export::export(&document, format).map_err(problems::bad_export)?;
    let filename = format!("{title}.{}", format.as_str());
    let attach = |body| Response::attachment(&filename, format.media_type(), body);
    Ok(match exported {
        ExportedFile::Text(text) => attach(Body::Text(text)),
        // Its bytes are others each time: a set of links has no order.
        ExportedFile::Binary(bytes) => {
            attach(Body::Binary(bytes)).with_weak_etag(format!("{document:?}").as_bytes())
        }
    })
}

/// A social set's posts; `None` where the body is no social set, and then it is Markdown like any other.
fn posts(kind: OutputKind, body: &str) -> Option<Vec<Post>> {
    match kind {
        OutputKind::Social => derive(OutputKind::Social, body).ok()?.posts,
        OutputKind::Blog | OutputKind::Email => None,
    }
}

fn section(post: &Post) -> Section<'_> {
    Section {
        heading: post.platform.heading(),
        parts: &post.parts,
    }
}
