//! The contract: what each route takes and gives, from the types that its function uses. `openapi.json` is written from
//! here (`cargo dev contract`), and a test holds the file against it.
//!
//! A file a domain, an operation a route, said in the words of the endpoint: what reads with `begin_read` is a `read`
//! here, and brings the parameters, headers and problems that go with one.

mod accounts;
mod admin;
mod api_keys;
mod billing;
mod document;
mod example;
mod files;
mod header;
mod link;
mod mcp;
mod operation;
mod outputs;
mod parameter;
mod projects;
mod system;
mod templates;
mod usage;
mod users;
mod webhooks;

pub use document::document;

use operation::Operation;

/// In the order of the document.
fn operations() -> Vec<Operation> {
    [
        system::operations(),
        users::operations(),
        projects::operations(),
        files::operations(),
        outputs::operations(),
        templates::operations(),
        usage::operations(),
        accounts::operations(),
        api_keys::operations(),
        webhooks::operations(),
        mcp::operations(),
        billing::operations(),
        admin::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
