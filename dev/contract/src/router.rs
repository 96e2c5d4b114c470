//! `CargoLambda.toml`: the routes of `cargo lambda watch`.

use std::collections::BTreeSet;

use anyhow::Result;
use web::{Method, Route};

use crate::{File, Workspace};

const HEAD: &str = "\
# Written by `cargo dev contract` from the functions' routes: the routes of `cargo lambda watch`, which reads this file in
# the folder where it runs. What a route does not name goes to `fallback`, as API Gateway's `$default` does it: watch knows
# no such thing for a method, so the others of a path are spelled out.

[watch.router]";

/// Those that a path without a function of its own would otherwise answer with 404.
const METHODS: [Method; 6] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

#[allow(clippy::unnecessary_wraps, reason = "a generator is one of several")]
pub(crate) fn files(_: &Workspace) -> Result<Vec<File>> {
    Ok(vec![File {
        path: "CargoLambda.toml".to_owned(),
        text: router(functions::ALL),
    }])
}

fn router(routes: &[Route]) -> String {
    let mut lines = vec![HEAD.to_owned()];
    let mut written = BTreeSet::new();
    for Route { path, .. } in routes {
        if !written.insert(path) {
            continue;
        }
        lines.push(format!("\"{path}\" = ["));
        for method in METHODS {
            let function = chosen(routes, &method, path);
            lines.push(format!(
                "  {{ method = \"{method}\", function = \"{function}\" }},"
            ));
        }
        lines.push("]".to_owned());
    }
    lines.push("\"/{*rest}\" = \"fallback\"\n".to_owned());
    lines.join("\n")
}

/// Whom API Gateway would ask: the route that says the most of the path, or `fallback`.
fn chosen<'a>(routes: &'a [Route], method: &Method, path: &str) -> &'a str {
    routes
        .iter()
        .filter(|route| route.methods().contains(method) && route.matches(path).is_some())
        .min_by_key(|route| route.path.matches('{').count())
        .map_or("fallback", |route| route.function)
}
