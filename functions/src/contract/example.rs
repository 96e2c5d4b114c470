//! The resources of the examples: one user's project, with a file and what was written from it.

use serde_json::{Value, json};

pub(super) const USER: &str = "user_2abcdef123456";
pub(super) const PROJECT: &str = "550e8400-e29b-41d4-a716-446655440000";
pub(super) const API_KEY: &str = "aa0e8400-e29b-41d4-a716-446655440005";
pub(super) const WEBHOOK: &str = "bb0e8400-e29b-41d4-a716-446655440006";
pub(super) const DELIVERY: &str = "dd0e8400-e29b-41d4-a716-446655440007";
pub(super) const FILE: &str = "660e8400-e29b-41d4-a716-446655440001";
pub(super) const OUTPUT: &str = "770e8400-e29b-41d4-a716-446655440002";
/// The system's for blog posts.
pub(super) const TEMPLATE: &str = "00000000-0000-4000-8000-000000000001";
/// One's own.
pub(super) const OWN_TEMPLATE: &str = "880e8400-e29b-41d4-a716-446655440003";
pub(super) const CURSOR: &str = "AAYN1c8YQABVDoQA4ptB1KcWRGZVRAAA0Lz1lHq9pqc";
pub(super) const REQUEST_ID: &str = "JKJaXmPLvHcESHA=";
const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub(super) fn profile() -> Value {
    json!({
        "user_id": USER,
        "name": "John Doe",
        "preferences": { "language": "en", "timezone": "America/New_York", "email_notifications": true },
        "tone_of_voice": "professional",
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-01-15T10:30:00Z",
    })
}

pub(super) fn project() -> Value {
    json!({
        "id": PROJECT,
        "user_id": USER,
        "title": "Q4 2024 Podcast Episode",
        "description": "Interview with tech CEO",
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-01-15T10:30:00Z",
        "created_by": USER,
    })
}

pub(super) fn listed_project() -> Value {
    with(project(), json!({ "counts": { "files": 1, "outputs": 3 } }))
}

pub(super) fn project_with_contents() -> Value {
    with(
        project(),
        json!({ "files": [file()], "files_next": null, "outputs": [output()], "outputs_next": null }),
    )
}

pub(super) fn file() -> Value {
    let path = format!("{USER}/{PROJECT}/{FILE}.txt");
    json!({
        "id": FILE,
        "user_id": USER,
        "project_id": PROJECT,
        "path": path,
        "mime_type": "text/plain",
        "size_bytes": 10485,
        "public_url": format!("https://abcdefghijklmnopqrst.supabase.co/storage/v1/object/public/uploads/{path}"),
        "created_at": "2024-01-01T10:00:00Z",
        "bucket": "uploads",
        "filename": "talk.txt",
        "status": "ready",
        "error": null,
        "transcription_status": "completed",
        "error_message": null,
        "sha256": SHA256,
        "source_url": null,
        "source_episode": null,
        "vocabulary": [],
        "created_by": USER,
        "progress": null,
    })
}

pub(super) fn feed() -> Value {
    json!({
        "title": "Bread and Butter",
        "episodes": [{
            "id": "episode-12",
            "title": "Winter bread",
            "published_at": "2024-01-01T10:00:00Z",
            "url": "https://example.com/episodes/12.mp3",
            "mime_type": "audio/mpeg",
        }],
    })
}

pub(super) fn transcription() -> Value {
    json!({
        "id": "990e8400-e29b-41d4-a716-446655440004",
        "file_id": FILE,
        "language": "en",
        "duration_seconds": 7.4,
        "text": "Welcome to the show. Today we talk about AI and content creation.",
        "word_count": 12,
        "provider": "openai",
        "model": "whisper-1",
        "created_at": "2024-01-01T10:05:00Z",
        "version": 2,
        "corrected_at": "2024-01-01T10:20:00Z",
        "speakers": ["Maya Torres"],
        "segments": [
            { "start": 0.0, "end": 2.1, "text": "Welcome to the show.", "speaker": "Maya Torres" },
            { "start": 2.1, "end": 7.4, "text": "Today we talk about AI and content creation.", "speaker": "Maya Torres" },
        ],
    })
}

pub(super) fn file_with_upload() -> Value {
    with(
        file(),
        json!({
            "status": "uploading",
            "transcription_status": "pending",
            "sha256": null,
            "upload": {
                "method": "PUT",
                "url": format!("https://abcdefghijklmnopqrst.supabase.co/storage/v1/s3/uploads-staging/{USER}/{PROJECT}/{FILE}.txt?X-Amz-Signature=5d41402a"),
                "headers": {
                    "content-type": "text/plain",
                    "x-amz-meta-uploaded-as": format!("{USER}/{PROJECT}/{FILE}.txt"),
                    "x-amz-metadata-directive": "COPY",
                },
                "expires_at": "2024-01-01T11:00:00Z",
            },
        }),
    )
}

pub(super) fn file_with_download() -> Value {
    let url = format!(
        "https://abcdefghijklmnopqrst.supabase.co/storage/v1/s3/uploads/{USER}/{PROJECT}/{FILE}.txt?X-Amz-Signature=5d41402a"
    );
    with(
        file(),
        json!({
            "download": { "url": url, "expires_at": "2024-01-01T11:00:00Z" },
            "duration": null,
            "transcription_text": null,
        }),
    )
}

pub(super) fn generation_request() -> Value {
    json!({ "topic": "AI and Content Creation", "tone_of_voice": "professional", "target_length": 1500 })
}

pub(super) fn dry_run() -> Value {
    json!({
        "prompt": [
            { "role": "system", "content": "You write blog posts from sources." },
            { "role": "user", "content": "Write about AI and Content Creation." },
        ],
        "sources": [{ "file_id": FILE, "sha256": SHA256 }],
        "estimate": { "prompt_tokens": 4_120, "completion_tokens": 2_100, "cost_micros": 1_830 },
        "checks": [],
    })
}

pub(super) fn output() -> Value {
    with(
        queued(),
        json!({
            "status": "completed",
            "body": "# AI and Content Creation\n\nIn today's digital landscape...",
            "metadata": {
                "title": "AI and Content Creation",
                "excerpt": "In today's digital landscape...",
                "word_count": 1523,
                "reading_time": 7,
                "keywords": ["AI", "content", "automation"],
                "generated_at": "2024-01-01T10:30:00Z",
                "edited": false,
                "provider": "extractive",
                "model": "extractive",
                "template_id": TEMPLATE,
                "sources": [{ "file_id": FILE, "sha256": SHA256 }],
                "checks": [],
                "usage": { "prompt_tokens": 0, "completion_tokens": 0, "cost_micros": 0 },
            },
            "updated_at": "2024-01-01T10:30:00Z",
            "attempts": 1,
            "started_at": "2024-01-01T10:29:58Z",
            "completed_at": "2024-01-01T10:30:00Z",
            "version": 1,
        }),
    )
}

pub(super) fn queued() -> Value {
    json!({
        "id": OUTPUT,
        "user_id": USER,
        "project_id": PROJECT,
        "kind": "blog",
        "status": "queued",
        "request": generation_request(),
        "body": null,
        "metadata": {},
        "created_at": "2024-01-01T10:00:00Z",
        "updated_at": "2024-01-01T10:00:00Z",
        "error": null,
        "attempts": 0,
        "started_at": null,
        "completed_at": null,
        "cancel_requested_at": null,
        "version": 0,
        "stale": false,
        "created_by": USER,
        "progress": null,
        "job_id": OUTPUT,
        "task_id": OUTPUT,
    })
}

pub(super) fn processing() -> Value {
    with(
        queued(),
        json!({
            "status": "processing",
            "updated_at": "2024-01-01T10:29:58Z",
            "attempts": 1,
            "started_at": "2024-01-01T10:29:58Z",
            "progress": { "stage": "condensing", "done": 12, "total": 40 },
        }),
    )
}

pub(super) fn failed() -> Value {
    with(
        queued(),
        json!({
            "status": "failed",
            "error": { "code": "provider_unavailable", "detail": "The provider did not answer.", "retryable": true },
            "updated_at": "2024-01-01T10:30:00Z",
            "attempts": 5,
            "started_at": "2024-01-01T10:00:01Z",
            "completed_at": "2024-01-01T10:30:00Z",
        }),
    )
}

pub(super) fn version() -> Value {
    json!({
        "version": 1,
        "reason": "generated",
        "body": "# AI and Content Creation\n\nIn today's digital landscape...",
        "metadata": { "title": "AI and Content Creation", "word_count": 1523 },
        "created_at": "2024-01-01T10:30:00Z",
    })
}

pub(super) fn template() -> Value {
    with(
        system_template(),
        json!({
            "id": OWN_TEMPLATE,
            "user_id": USER,
            "name": "Friday post",
            "prompt": "Write a blog post about {topic} for {audience}, as one who was there.\n\n{source}",
            "is_custom": true,
            "created_by": USER,
        }),
    )
}

pub(super) fn system_template() -> Value {
    json!({
        "id": TEMPLATE,
        "user_id": "system",
        "name": "Blog post",
        "type": "blog",
        "prompt": "Turn the source below into a blog post about {topic} for {audience}. …\n\nSource:\n{source}",
        "is_custom": false,
        "created_at": "2024-01-01T00:00:00Z",
        "created_by": null,
    })
}

pub(super) fn usage() -> Value {
    json!({
        "period": "2024-01",
        "plan": "free",
        "outputs": { "blog": { "completed": 3, "failed": 1 } },
        "prompt_tokens": 18_250,
        "completion_tokens": 6_120,
        "cost_micros": 9_470,
        "minutes": 12.5,
        "storage_bytes": 10_485,
        "limits": { "outputs": 100, "storage_bytes": 1_073_741_824 },
        "remaining": { "outputs": 97, "storage_bytes": 1_073_731_339 },
    })
}

pub(super) fn usage_of_organization() -> Value {
    let member = json!({
        "user_id": USER, "outputs": 3, "prompt_tokens": 18_250, "completion_tokens": 6_120, "cost_micros": 9_470,
        "minutes": 12.5,
    });
    with(usage(), json!({ "by_member": [member] }))
}

pub(super) fn admin_user() -> Value {
    json!({
        "user_id": USER,
        "name": "John Doe",
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-01-15T10:30:00Z",
        "plan": "pro",
        "project_count": 2,
        "file_count": 5,
        "output_count": 9,
        "cost_micros": 9_470,
    })
}

pub(super) fn admin_project() -> Value {
    with(
        project(),
        json!({ "deleted_at": null, "file_count": 1, "output_count": 3 }),
    )
}

pub(super) fn metrics() -> Value {
    json!({
        "database_bytes": 52_428_800,
        "tables": [{ "schema": "public", "table": "outputs", "bytes": 20_971_520, "rows": 12_000 }],
        "active_users": [{ "date": "2024-01-31", "active_users": 42, "total_projects": 57 }],
        "queue": {
            "queued": 3,
            "processing": 2,
            "oldest_queued_seconds": 4,
            "without_worker": 0,
            "stuck": 0,
        },
        "last_day": {
            "provider_calls": 310,
            "retries": 4,
            "failures": [{ "code": "source_failed", "count": 2, "last_at": "2024-01-31T08:15:00Z" }],
        },
        "costs": [{
            "user_id": USER,
            "provider_calls": 31,
            "prompt_tokens": 18_250,
            "completion_tokens": 6_120,
            "cost_micros": 9_470,
        }],
    })
}

pub(super) fn subscription() -> Value {
    json!({ "user_id": USER, "plan": "pro", "since": "2024-01-15T10:30:00Z" })
}

pub(super) fn account_subscription() -> Value {
    json!({
        "plan": "pro",
        "source": "clerk",
        "status": "canceled",
        "period_end": "2024-02-15T10:30:00Z",
        "ends_at": "2024-02-15T10:30:00Z",
    })
}

/// The first with the second's members over its own.
pub(super) fn with(mut base: Value, members: Value) -> Value {
    if let (Value::Object(base), Value::Object(members)) = (&mut base, members) {
        base.extend(members);
    }
    base
}

pub(super) fn api_key() -> Value {
    json!({
        "id": API_KEY,
        "created_by": USER,
        "name": "Our CMS",
        "prefix": "rpk_0123456789ab",
        "scopes": ["read"],
        "created_at": "2024-01-01T10:00:00Z",
        "expires_at": "2999-01-01T00:00:00Z",
        "last_used_at": null,
    })
}

pub(super) fn audit_entry() -> Value {
    json!({
        "id": "990e8400-e29b-41d4-a716-446655440009",
        "actor_id": USER,
        "action": "project.deleted",
        "subject_id": PROJECT,
        "at": "2024-01-01T10:00:00Z",
    })
}

pub(super) fn new_api_key() -> Value {
    let mut key = api_key();
    key["key"] =
        "rpk_0123456789ab.dXNlcl8yYWJjZGVm.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into();
    key
}

pub(super) fn webhook() -> Value {
    json!({
        "id": WEBHOOK,
        "created_by": USER,
        "url": "https://example.com/hooks/repostr",
        "description": "Our CMS",
        "types": ["output.completed", "output.failed"],
        "enabled": true,
        "disabled_at": null,
        "disabled_reason": null,
        "failing_since": null,
        "previous_secret_until": null,
        "created_at": "2024-01-01T10:00:00Z",
    })
}

pub(super) fn new_webhook() -> Value {
    with(
        webhook(),
        json!({ "secret": "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
    )
}

/// What an endpoint is sent.
pub(super) fn event(event_type: &str, data: &Value) -> Value {
    json!({ "type": event_type, "timestamp": "2024-01-15T10:30:00Z", "data": data })
}

pub(super) fn event_data(is_file: bool, status: &str) -> Value {
    let error = match (is_file, status) {
        (true, "failed") => json!({
            "code": "document_unreadable", "detail": "The document can't be read.", "retryable": false,
        }),
        (false, "failed") => failed()["error"].clone(),
        _ => Value::Null,
    };
    let id = if is_file { FILE } else { OUTPUT };
    let mut data = json!({ "id": id, "project_id": PROJECT, "status": status, "error": error });
    if !is_file {
        data["kind"] = json!("blog");
    }
    data
}

pub(super) fn delivery() -> Value {
    json!({
        "id": DELIVERY,
        "message_id": "msg_cc0e84000e29b41d4a71644665544000",
        "type": "output.completed",
        "data": event_data(false, "completed"),
        "status": "pending",
        "attempts": 1,
        "status_code": null,
        "error": { "code": "endpoint_failed", "detail": "The endpoint answered 503.", "retryable": true },
        "next_attempt_at": "2024-01-15T10:30:05Z",
        "created_at": "2024-01-15T10:30:00Z",
        "delivered_at": null,
    })
}
