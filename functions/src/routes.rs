//! The routes, each once, with its policy and with what its handler can answer beyond that: the functions are served by
//! them, `fallback` knows from them what a path allows, and openapi.json, the local router and the deployment are made
//! from them (`cargo dev contract`).
//!
//! A problem is said by an example of it, made by the constructor that the handler calls.

use domain::{OutputKind, Platform, TemplateType, limits};
use generation::{ContentError, ProviderError, TemplateFaults};
use models::{
    files::FileStatus,
    outputs::{BadFiles, BadTemplate, OutputStatus},
    plans::{PLANS, Quota},
    projects::Sort,
};
use web::{EXAMPLE_RATE, Example, InvalidValue, Method, Problem, QueryParameter, Route};

use crate::{
    api_keys, billing,
    deletion::{DELETED, PERMANENT, problems::not_among_deleted},
    event,
    files::{self, Mismatch},
    mcp, outputs, projects, system, templates, webhooks,
};

macro_rules! routes {
    ($($name:ident = $route:expr;)*) => {
        $(pub const $name: Route = $route;)*

        pub const ALL: &[Route] = &[$($name),*];
    };
}

routes! {
    ROOT = Route::new(Method::GET, "/", "health").public().query(HEALTH_QUERY).problems(HEALTH_PROBLEMS);
    HEALTH = Route::new(Method::GET, "/health", "health").public().query(HEALTH_QUERY).problems(HEALTH_PROBLEMS);
    DOCS = Route::new(Method::GET, "/docs", "docs").public();
    OPENAPI = Route::new(Method::GET, "/openapi.json", "docs").public();

    AUTH_ME = Route::new(Method::GET, "/auth/me", "auth-me");
    CLERK_WEBHOOK = Route::new(Method::POST, "/auth/webhook", "clerk-webhook")
        .webhook()
        .problems(&[
            || event::problems::invalid_event("missing field `type` at line 1 column 2"),
            event::problems::invalid_signature,
            Problem::body_too_large,
            || billing::problems::unknown_plan("gold"),
            billing::problems::foreign_subscription,
        ]);
    PROFILE_GET = Route::new(Method::GET, "/users/me", "profile-get");
    PROFILE_UPDATE = Route::new(Method::PATCH, "/users/me", "profile-update")
        .personal()
        .write()
        .json()
        .conditional();

    API_KEY_CREATE = Route::new(Method::POST, "/api-keys", "api-key-create")
        .admins_of_account()
        .session_only()
        .json()
        .problems(&[
            || {
                Problem::invalid(vec![
                    api_keys::problems::not_scopes().at("#/scopes"),
                    api_keys::problems::not_in_the_future().at("#/expires_at"),
                ])
            },
            api_keys::problems::too_many_keys,
        ]);
    API_KEY_LIST = Route::new(Method::GET, "/api-keys", "api-key-list")
        .admins_of_account()
        .session_only();
    API_KEY_DELETE = Route::new(Method::DELETE, "/api-keys/{api_key_id}", "api-key-delete")
        .admins_of_account()
        .session_only();

    WEBHOOK_CREATE = Route::new(Method::POST, "/webhooks", "webhook-create")
        .admins_of_account()
        .session_only()
        .json()
        .problems(&[
            || {
                Problem::invalid(vec![
                    webhooks::problems::not_types().at("#/types"),
                    webhooks::problems::invalid_address(imports::AddressError::Literal).at("#/url"),
                ])
            },
            webhooks::problems::too_many_webhooks,
        ]);
    WEBHOOK_LIST = Route::new(Method::GET, "/webhooks", "webhook-list")
        .admins_of_account()
        .session_only();
    WEBHOOK_GET = Route::new(Method::GET, "/webhooks/{webhook_id}", "webhook-get")
        .admins_of_account()
        .session_only();
    WEBHOOK_UPDATE = Route::new(Method::PATCH, "/webhooks/{webhook_id}", "webhook-update")
        .admins_of_account()
        .session_only()
        .json()
        .problems(&[|| {
            Problem::invalid(vec![
                webhooks::problems::invalid_address(imports::AddressError::Scheme).at("#/url"),
            ])
        }]);
    WEBHOOK_DELETE = Route::new(Method::DELETE, "/webhooks/{webhook_id}", "webhook-delete")
        .admins_of_account()
        .session_only();
    WEBHOOK_ROTATE = Route::new(Method::POST, "/webhooks/{webhook_id}/rotate", "webhook-rotate")
        .admins_of_account()
        .session_only();
    WEBHOOK_PING = Route::new(Method::POST, "/webhooks/{webhook_id}/ping", "webhook-ping")
        .admins_of_account()
        .session_only()
        .problems(&[webhooks::problems::webhook_disabled]);
    DELIVERY_LIST = Route::new(
        Method::GET,
        "/webhooks/{webhook_id}/deliveries",
        "delivery-list",
    )
    .admins_of_account()
    .session_only()
    .paged();
    DELIVERY_RETRY = Route::new(
        Method::POST,
        "/webhooks/{webhook_id}/deliveries/{delivery_id}/retry",
        "delivery-retry",
    )
    .admins_of_account()
    .session_only()
    .problems(&[
        webhooks::problems::webhook_disabled,
        webhooks::problems::delivery_pending,
    ]);

    AUDIT_LIST = Route::new(Method::GET, "/audit", "audit-list")
        .admins_of_account()
        .session_only()
        .paged();

    PROJECT_CREATE = Route::new(Method::POST, "/projects", "project-create")
        .write()
        .json()
        .problems(&[|| {
            Problem::invalid(vec![
                InvalidValue::not_a_string().at("#/description"),
                InvalidValue::required().at("#/title"),
            ])
        }]);
    PROJECT_LIST = Route::new(Method::GET, "/projects", "project-list")
        .paged()
        .query(&[
            QueryParameter::text("q", WORDS, limits::SEARCH),
            QueryParameter::one_of("sort", "What the list is sorted by.", || {
                Sort::ALL.map(Sort::as_str).to_vec()
            })
            .default(Sort::CreatedAt.as_str()),
            QueryParameter::one_of("order", "By default `desc` for times, `asc` for titles.", || {
                vec!["asc", "desc"]
            }),
            QueryParameter::some_of("include", "`counts`: how many files and outputs each has.", || {
                vec!["counts"]
            }),
            DELETED,
        ])
        .problems(&[|| Problem::invalid(vec![not_among_deleted().of("sort")])]);
    PROJECT_GET = Route::new(Method::GET, "/projects/{project_id}", "project-get")
        .query(&[QueryParameter::some_of(
            "include",
            "`files`, `outputs`, or both with a comma between.",
            || vec!["files", "outputs"],
        )]);
    PROJECT_UPDATE = Route::new(Method::PATCH, "/projects/{project_id}", "project-update")
        .write()
        .json()
        .conditional();
    PROJECT_DELETE = Route::new(Method::DELETE, "/projects/{project_id}", "project-delete")
        .admins_of_account()
        .write()
        .conditional()
        .with_storage()
        .query(&[PERMANENT]);
    PROJECT_RESTORE = Route::new(
        Method::POST,
        "/projects/{project_id}/restore",
        "project-restore",
    )
    .admins_of_account()
    .write();

    PROJECT_TRANSFER = Route::new(
        Method::POST,
        "/projects/{project_id}/transfer",
        "project-transfer",
    )
    .admins_of_account()
    .session_only()
    .write()
    .json()
    .quota(Quota::StorageBytes)
    .problems(&[
        || Problem::invalid(vec![projects::problems::not_admin_there().at("#/account_id")]),
        projects::problems::project_busy,
        projects::problems::project_too_large,
    ]);

    FILE_CREATE = Route::new(Method::POST, "/projects/{project_id}/files", "file-create")
        .rate_limited_write()
        .json()
        .quota(Quota::StorageBytes)
        .problems(&[
            || {
                Problem::invalid(vec![
                    InvalidValue::required().at("#/size_bytes"),
                    files::problems::video_platform().at("#/url"),
                ])
            },
            files::problems::unknown_kind,
            || files::problems::text_too_large(20_971_520),
            || files::problems::file_too_large(limits::UPLOAD, 104_857_600),
            files::problems::upload_closed,
        ]);
    FILE_FEED = Route::new(Method::POST, "/projects/{project_id}/feeds", "file-feed")
        .rate_limited_write()
        .json()
        .problems(&[|| files::problems::bad_address(&imports::ImportError::NoFeed)]);
    FILE_COMPLETE = Route::new(
        Method::POST,
        "/projects/{project_id}/files/{file_id}/complete",
        "file-complete",
    )
    .rate_limited_write()
    .with_storage()
    .problems(&[
        files::problems::upload_incomplete,
        || bad_upload(files::problems::content_mismatch(not_a_text())),
        || bad_upload(files::problems::size_mismatch(10_485_760, 1024)),
    ]);
    FILE_UPLOAD = Route::new(Method::POST, "/projects/{project_id}/upload", "file-upload")
        .write()
        .with_storage()
        .quota(Quota::StorageBytes)
        .problems(&[
            || files::problems::invalid_part(files::problems::no_part()),
            || files::problems::part_mismatch(not_a_text()),
            files::problems::invalid_multipart,
            files::problems::direct_upload_too_large,
            files::problems::unknown_kind,
            files::problems::not_multipart,
        ]);
    FILE_LIST = Route::new(Method::GET, "/projects/{project_id}/files", "file-list").paged();
    FILE_GET = Route::new(Method::GET, "/projects/{project_id}/files/{file_id}", "file-get");
    FILE_DELETE = Route::new(
        Method::DELETE,
        "/projects/{project_id}/files/{file_id}",
        "file-delete",
    )
    .write()
    .conditional()
    .with_storage();
    TRANSCRIPTION_GET = Route::new(
        Method::GET,
        "/projects/{project_id}/files/{file_id}/transcription",
        "transcription-get",
    )
    .query(&[
        QueryParameter::one_of(
            "format",
            "By default `json`. Subtitles, `srt` and `vtt`, are there where there are times.",
            || transcription::FORMATS.map(|(name, _)| name).to_vec(),
        )
        .default(transcription::FORMATS[0].0),
        QueryParameter::any(
            "version",
            "An earlier text: `original`, as it was read, or its number. By default the present one.",
        ),
    ])
    .with_storage()
    .problems(&[
        || files::problems::no_transcription(FileStatus::Processing),
        || files::problems::unreadable_prose(files::problems::NOT_STORED),
        files::problems::transcription_too_large,
    ]);
    TRANSCRIPTION_UPDATE = Route::new(
        Method::PATCH,
        "/projects/{project_id}/files/{file_id}/transcription",
        "transcription-update",
    )
    .write()
    .json()
    .conditional()
    .problems(&[
        bad_correction,
        || files::problems::no_transcription(FileStatus::Processing),
        || files::problems::no_transcription(FileStatus::Ready),
        files::problems::transcription_too_large,
    ]);

    OUTPUT_CREATE = Route::new(
        Method::POST,
        "/projects/{project_id}/generate/{kind}",
        "output-create",
    )
    .rate_limited_write()
    .json()
    .with_storage()
    .quota(Quota::Outputs)
    .problems(&[
        bad_generation,
        no_source,
        template_of_another_kind,
        || outputs::problems::bad_source(outputs::problems::source_processing("talk.mp3")),
        || outputs::problems::bad_source(outputs::problems::source_gone("talk.txt")),
        || outputs::problems::bad_prompt(ProviderError::context_too_long()),
        outputs::problems::prompt_too_large,
    ]);
    OUTPUT_CREATE_ALL = Route::new(
        Method::POST,
        "/projects/{project_id}/generate",
        "output-create",
    )
    .rate_limited_write()
    .json()
    .quota(Quota::Outputs)
    .problems(&[
        || Problem::invalid(vec![outputs::problems::not_kinds().at("#/kinds")]),
        no_source,
        template_of_another_kind,
    ]);
    OUTPUT_LIST = Route::new(Method::GET, "/projects/{project_id}/outputs", "output-list")
        .paged()
        .query(&[KIND, STATUS, DELETED])
        .problems(&[|| Problem::invalid(vec![not_among_deleted().of("kind")])]);
    OUTPUT_LIST_ALL = Route::new(Method::GET, "/outputs", "output-list").paged().query(&[
        QueryParameter::text("q", WORDS, limits::SEARCH),
        KIND,
        STATUS,
    ]);
    OUTPUT_GET = Route::new(
        Method::GET,
        "/projects/{project_id}/outputs/{output_id}",
        "output-get",
    );
    OUTPUT_UPDATE = Route::new(
        Method::PATCH,
        "/projects/{project_id}/outputs/{output_id}",
        "output-update",
    )
    .write()
    .json()
    .conditional()
    .problems(&[
        || Problem::invalid(vec![InvalidValue::read_only().at("#/metadata/word_count")]),
        || outputs::problems::bad_body(&ContentError::TooLong {
            platform: Platform::Twitter,
            part: 1,
            length: 291,
            limit: 280,
        }),
        Problem::output_in_progress,
        outputs::problems::no_body_to_edit,
    ]);
    OUTPUT_DELETE = Route::new(
        Method::DELETE,
        "/projects/{project_id}/outputs/{output_id}",
        "output-delete",
    )
    .write()
    .conditional()
    .query(&[PERMANENT]);
    OUTPUT_RESTORE = Route::new(
        Method::POST,
        "/projects/{project_id}/outputs/{output_id}/restore",
        "output-restore",
    )
    .write();
    OUTPUT_CANCEL = Route::new(
        Method::POST,
        "/projects/{project_id}/outputs/{output_id}/cancel",
        "output-cancel",
    );
    OUTPUT_REGENERATE = Route::new(
        Method::POST,
        "/projects/{project_id}/outputs/{output_id}/regenerate",
        "output-regenerate",
    )
    .rate_limited_write()
    .json()
    .conditional()
    .quota(Quota::Outputs)
    .problems(&[
        bad_generation,
        no_source,
        template_of_another_kind,
        Problem::output_in_progress,
    ]);
    OUTPUT_VERSIONS = Route::new(
        Method::GET,
        "/projects/{project_id}/outputs/{output_id}/versions",
        "output-versions",
    )
    .paged();
    OUTPUT_EXPORT = Route::new(
        Method::GET,
        "/projects/{project_id}/outputs/{output_id}/export",
        "output-export",
    )
    .query(&[
        QueryParameter::one_of("format", "By default `md`.", || {
            export::Format::ALL.map(export::Format::as_str).to_vec()
        })
        .default(export::Format::Markdown.as_str()),
        QueryParameter::one_of(
            "marks",
            "Whether passages that the sources don't support have a note: a comment at the margin in Word, else a footnote.",
            || vec!["true", "false"],
        )
        .default("true"),
    ])
    .problems(&[
        || outputs::problems::output_not_ready(OutputStatus::Queued),
        || outputs::problems::bad_export(export::ExportError::TooLarge),
    ]);

    TEMPLATE_LIST = Route::new(Method::GET, "/templates", "template-list")
        .paged()
        .query(&[QueryParameter::one_of("type", ONLY_THESE, || {
            TemplateType::ALL.map(TemplateType::as_str).to_vec()
        })]);
    TEMPLATE_CREATE = Route::new(Method::POST, "/templates", "template-create")
        .write()
        .json()
        .problems(NEW_TEMPLATE_PROBLEMS);
    TEMPLATE_CREATE_CUSTOM = Route::new(Method::POST, "/templates/custom", "template-create")
        .write()
        .json()
        .problems(NEW_TEMPLATE_PROBLEMS);
    TEMPLATE_GET = Route::new(Method::GET, "/templates/{template_id}", "template-get");
    TEMPLATE_UPDATE = Route::new(Method::PATCH, "/templates/{template_id}", "template-update")
        .write()
        .json()
        .conditional()
        .problems(&[
            templates::problems::system_template,
            templates::problems::template_name_taken,
        ]);
    TEMPLATE_DELETE = Route::new(Method::DELETE, "/templates/{template_id}", "template-delete")
        .write()
        .conditional()
        .problems(&[templates::problems::system_template]);

    MCP = Route::new(Method::POST, "/mcp", "mcp").personal().without_database().problems(&[
        mcp::problems::origin_not_allowed,
        Problem::body_too_large,
        Problem::not_json,
        mcp::problems::api_unavailable,
        Problem::database_unavailable,
    ]);

    USAGE_GET = Route::new(Method::GET, "/usage", "usage-get");
    PLAN_LIST = Route::new(Method::GET, "/billing/plans", "plan-list").public();

    BILLING_CHECKOUT = Route::new(Method::POST, "/billing/checkout", "billing-checkout")
        .admins_of_account()
        .session_only()
        .json()
        .problems(&[
            || billing::problems::not_sold("business"),
            not_one_of_plans,
            billing::problems::already_subscribed,
            billing::problems::stripe_unavailable,
            || Problem::not_found("route"),
        ]);
    BILLING_PORTAL = Route::new(Method::POST, "/billing/portal", "billing-portal").admins_of_account().session_only().problems(&[
        billing::problems::never_subscribed,
        billing::problems::stripe_unavailable,
        || Problem::not_found("route"),
    ]);
    STRIPE_WEBHOOK = Route::new(Method::POST, "/billing/webhook", "stripe-webhook")
        .webhook()
        .problems(&[
            || event::problems::invalid_event("missing field `type` at line 1 column 2"),
            event::problems::invalid_signature,
            Problem::body_too_large,
            || billing::problems::unknown_plan("price_1"),
            || billing::problems::unknown_status("new"),
            billing::problems::foreign_subscription,
            billing::problems::stripe_unavailable,
            || Problem::not_found("route"),
        ]);
    SUBSCRIPTION_GET = Route::new(Method::GET, "/billing/subscription", "subscription-get");

    ADMIN_PLAN = Route::new(Method::PUT, "/admin/users/{user_id}/plan", "admin-plan")
        .admin()
        .json();
    ADMIN_PLAN_TAKE_BACK = Route::new(
        Method::DELETE,
        "/admin/users/{user_id}/plan",
        "admin-plan-delete",
    )
    .admin();
    ADMIN_USERS = Route::new(Method::GET, "/admin/users", "admin-users").admin().paged();
    ADMIN_PROJECTS = Route::new(Method::GET, "/admin/projects", "admin-projects").admin().paged();
    ADMIN_METRICS = Route::new(Method::GET, "/admin/metrics", "admin-metrics").admin();
}

const HEALTH_QUERY: &[QueryParameter] = &[QueryParameter::any(
    "deep",
    "`1`: ask the database and the queue too.",
)];

const HEALTH_PROBLEMS: &[Example] = &[|| system::problems::unhealthy(&["database"])];

const NEW_TEMPLATE_PROBLEMS: &[Example] = &[bad_prompt, templates::problems::template_name_taken];

/// What a filter says of itself.
const ONLY_THESE: &str = "Only these.";

fn not_one_of_plans() -> Problem {
    let sold = PLANS.iter().skip(1).map(|plan| plan.name);
    Problem::invalid(vec![InvalidValue::not_one_of(sold).at("#/plan")])
}

const WORDS: &str = "Only what has each of these words.";

const KIND: QueryParameter = QueryParameter::one_of("kind", ONLY_THESE, || {
    OutputKind::ALL.map(OutputKind::as_str).to_vec()
});

const STATUS: QueryParameter = QueryParameter::one_of("status", ONLY_THESE, || {
    OutputStatus::ALL.map(OutputStatus::as_str).to_vec()
});

/// It has its place in the rate limit.
fn bad_upload(failure: domain::Failure) -> Problem {
    files::problems::bad_upload(failure).rated(EXAMPLE_RATE)
}

fn not_a_text() -> Mismatch {
    Mismatch::other("txt", "")
}

fn bad_correction() -> Problem {
    files::problems::bad_correction(vec![
        files::problems::not_of_one_speaker().at("#/merge/0"),
        files::problems::no_such_segment(2).at("#/segments/0/segment"),
    ])
}

fn bad_generation() -> Problem {
    Problem::invalid(vec![
        InvalidValue::out_of_range(&limits::VARIANTS).at("#/extras/variants"),
        InvalidValue::not_an_integer().at("#/target_length"),
    ])
}

fn bad_prompt() -> Problem {
    let faults = TemplateFaults::of("Write about {topic} as {author}.");
    let invalid = templates::problems::bad_placeholders(&faults);
    let errors = invalid.map(|invalid| invalid.at("#/prompt"));
    Problem::invalid(errors.into_iter().collect())
}

fn no_source() -> Problem {
    outputs::problems::bad_files(BadFiles::None { failed: Vec::new() })
}

fn template_of_another_kind() -> Problem {
    let bad = BadTemplate::Type("email".to_owned());
    outputs::problems::bad_template(bad, OutputKind::Blog)
}
