//! The routes, each once: the functions are served by them, `fallback` knows from them what a path allows, and a test
//! holds `template.yaml`, the local router and `openapi.json` against them.

use http::{Method, Route};

pub const ROOT: Route = Route::new(Method::GET, "/", "health");
pub const HEALTH: Route = Route::new(Method::GET, "/health", "health");

pub const AUTH_ME: Route = Route::new(Method::GET, "/auth/me", "auth-me");
pub const PROFILE_GET: Route = Route::new(Method::GET, "/users/me", "profile-get");
pub const PROFILE_UPDATE: Route = Route::new(Method::PATCH, "/users/me", "profile-update");

pub const PROJECT_CREATE: Route = Route::new(Method::POST, "/projects", "project-create");
pub const PROJECT_LIST: Route = Route::new(Method::GET, "/projects", "project-list");
pub const PROJECT_GET: Route = Route::new(Method::GET, "/projects/{project_id}", "project-get");
pub const PROJECT_UPDATE: Route =
    Route::new(Method::PATCH, "/projects/{project_id}", "project-update");
pub const PROJECT_DELETE: Route =
    Route::new(Method::DELETE, "/projects/{project_id}", "project-delete");

pub const FILE_UPLOAD: Route =
    Route::new(Method::POST, "/projects/{project_id}/upload", "file-upload");
pub const FILE_LIST: Route = Route::new(Method::GET, "/projects/{project_id}/files", "file-list");
pub const FILE_DELETE: Route = Route::new(
    Method::DELETE,
    "/projects/{project_id}/files/{file_id}",
    "file-delete",
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
pub const OUTPUT_DELETE: Route = Route::new(
    Method::DELETE,
    "/projects/{project_id}/outputs/{output_id}",
    "output-delete",
);

pub const TEMPLATE_LIST: Route = Route::new(Method::GET, "/templates", "template-list");

pub const ALL: &[Route] = &[
    ROOT,
    HEALTH,
    AUTH_ME,
    PROFILE_GET,
    PROFILE_UPDATE,
    PROJECT_CREATE,
    PROJECT_LIST,
    PROJECT_GET,
    PROJECT_UPDATE,
    PROJECT_DELETE,
    FILE_UPLOAD,
    FILE_LIST,
    FILE_DELETE,
    OUTPUT_CREATE,
    OUTPUT_LIST,
    OUTPUT_GET,
    OUTPUT_DELETE,
    TEMPLATE_LIST,
];
