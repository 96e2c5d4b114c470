//! The routes, each once: the functions are served by them, `fallback` knows from them what a path allows, and a test
//! holds the templates, the local router and `openapi.json` against them.

use web::{Method, Route};

pub const ROOT: Route = Route::new(Method::GET, "/", "health");
pub const HEALTH: Route = Route::new(Method::GET, "/health", "health");
pub const DOCS: Route = Route::new(Method::GET, "/docs", "docs");
pub const OPENAPI: Route = Route::new(Method::GET, "/openapi.json", "docs");

pub const AUTH_ME: Route = Route::new(Method::GET, "/auth/me", "auth-me");
pub const CLERK_WEBHOOK: Route = Route::new(Method::POST, "/auth/webhook", "clerk-webhook");
pub const PROFILE_GET: Route = Route::new(Method::GET, "/users/me", "profile-get");
pub const PROFILE_UPDATE: Route = Route::new(Method::PATCH, "/users/me", "profile-update");

pub const PROJECT_CREATE: Route = Route::new(Method::POST, "/projects", "project-create");
pub const PROJECT_LIST: Route = Route::new(Method::GET, "/projects", "project-list");
pub const PROJECT_GET: Route = Route::new(Method::GET, "/projects/{project_id}", "project-get");
pub const PROJECT_UPDATE: Route =
    Route::new(Method::PATCH, "/projects/{project_id}", "project-update");
pub const PROJECT_DELETE: Route =
    Route::new(Method::DELETE, "/projects/{project_id}", "project-delete");

pub const FILE_CREATE: Route =
    Route::new(Method::POST, "/projects/{project_id}/files", "file-create");
pub const FILE_COMPLETE: Route = Route::new(
    Method::POST,
    "/projects/{project_id}/files/{file_id}/complete",
    "file-complete",
);
pub const FILE_UPLOAD: Route =
    Route::new(Method::POST, "/projects/{project_id}/upload", "file-upload");
pub const FILE_LIST: Route = Route::new(Method::GET, "/projects/{project_id}/files", "file-list");
pub const FILE_GET: Route = Route::new(
    Method::GET,
    "/projects/{project_id}/files/{file_id}",
    "file-get",
);
pub const FILE_DELETE: Route = Route::new(
    Method::DELETE,
    "/projects/{project_id}/files/{file_id}",
    "file-delete",
);
pub const TRANSCRIPTION_GET: Route = Route::new(
    Method::GET,
    "/projects/{project_id}/files/{file_id}/transcription",
    "transcription-get",
);

pub const OUTPUT_CREATE: Route = Route::new(
    Method::POST,
    "/projects/{project_id}/generate/{kind}",
    "output-create",
);
pub const OUTPUT_LIST: Route =
    Route::new(Method::GET, "/projects/{project_id}/outputs", "output-list");
pub const OUTPUT_GET: Route = Route::new(
    Method::GET,
    "/projects/{project_id}/outputs/{output_id}",
    "output-get",
);
pub const OUTPUT_UPDATE: Route = Route::new(
    Method::PATCH,
    "/projects/{project_id}/outputs/{output_id}",
    "output-update",
);
pub const OUTPUT_DELETE: Route = Route::new(
    Method::DELETE,
    "/projects/{project_id}/outputs/{output_id}",
    "output-delete",
);
pub const OUTPUT_CANCEL: Route = Route::new(
    Method::POST,
    "/projects/{project_id}/outputs/{output_id}/cancel",
    "output-cancel",
);
pub const OUTPUT_REGENERATE: Route = Route::new(
    Method::POST,
    "/projects/{project_id}/outputs/{output_id}/regenerate",
    "output-regenerate",
);
pub const OUTPUT_VERSIONS: Route = Route::new(
    Method::GET,
    "/projects/{project_id}/outputs/{output_id}/versions",
    "output-versions",
);
pub const OUTPUT_EXPORT: Route = Route::new(
    Method::GET,
    "/projects/{project_id}/outputs/{output_id}/export",
    "output-export",
);

pub const TEMPLATE_LIST: Route = Route::new(Method::GET, "/templates", "template-list");
pub const TEMPLATE_CREATE: Route = Route::new(Method::POST, "/templates", "template-create");
pub const TEMPLATE_CREATE_CUSTOM: Route =
    Route::new(Method::POST, "/templates/custom", "template-create");
pub const TEMPLATE_GET: Route = Route::new(Method::GET, "/templates/{template_id}", "template-get");
pub const TEMPLATE_UPDATE: Route =
    Route::new(Method::PATCH, "/templates/{template_id}", "template-update");
pub const TEMPLATE_DELETE: Route = Route::new(
    Method::DELETE,
    "/templates/{template_id}",
    "template-delete",
);

pub const USAGE_GET: Route = Route::new(Method::GET, "/usage", "usage-get");
pub const PLAN_LIST: Route = Route::new(Method::GET, "/billing/plans", "plan-list");

pub const ADMIN_PLAN: Route = Route::new(Method::PUT, "/admin/users/{user_id}/plan", "admin-plan");
pub const ADMIN_USERS: Route = Route::new(Method::GET, "/admin/users", "admin-users");
pub const ADMIN_PROJECTS: Route = Route::new(Method::GET, "/admin/projects", "admin-projects");
pub const ADMIN_METRICS: Route = Route::new(Method::GET, "/admin/metrics", "admin-metrics");

pub const ALL: &[Route] = &[
    ROOT,
    HEALTH,
    DOCS,
    OPENAPI,
    AUTH_ME,
    CLERK_WEBHOOK,
    PROFILE_GET,
    PROFILE_UPDATE,
    PROJECT_CREATE,
    PROJECT_LIST,
    PROJECT_GET,
    PROJECT_UPDATE,
    PROJECT_DELETE,
    FILE_CREATE,
    FILE_COMPLETE,
    FILE_UPLOAD,
    FILE_LIST,
    FILE_GET,
    FILE_DELETE,
    TRANSCRIPTION_GET,
    OUTPUT_CREATE,
    OUTPUT_LIST,
    OUTPUT_GET,
    OUTPUT_UPDATE,
    OUTPUT_DELETE,
    OUTPUT_CANCEL,
    OUTPUT_REGENERATE,
    OUTPUT_VERSIONS,
    OUTPUT_EXPORT,
    TEMPLATE_LIST,
    TEMPLATE_CREATE,
    TEMPLATE_CREATE_CUSTOM,
    TEMPLATE_GET,
    TEMPLATE_UPDATE,
    TEMPLATE_DELETE,
    USAGE_GET,
    PLAN_LIST,
    ADMIN_PLAN,
    ADMIN_USERS,
    ADMIN_PROJECTS,
    ADMIN_METRICS,
];
