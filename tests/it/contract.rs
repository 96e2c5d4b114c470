//! The system's parts agree: the templates, the binaries, the routes and openapi.json say the same, times fit into each
//! other, and no function holds more than it uses. Linters see nothing of this.

mod alarms;
mod columns;
mod crates;
mod dashboard;
mod limits;
mod modules;
mod openapi;
mod problems;
mod queues;
mod rights;
mod spending;
mod template;
pub(crate) mod work;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use contract::Workspace;
use serde_json::{Value, json};
use template::Templates;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The crates of the workspace, as cargo describes them.
fn packages() -> Vec<Value> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    let mut all: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    serde_json::from_value(all["packages"].take()).unwrap()
}

/// Name → source of each function.
fn sources() -> BTreeMap<String, String> {
    let binaries = Workspace::find().unwrap().binaries().unwrap();
    binaries
        .into_iter()
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect()
}

/// `GET /projects/{project_id} project-get`.
type Routes = BTreeSet<String>;

fn routes_of_the_code() -> Routes {
    functions::ALL
        .iter()
        .flat_map(|route| {
            let key = |method| format!("{method} {} {}", route.path, route.function);
            route.methods().iter().map(key)
        })
        .collect()
}

#[test]
fn generated_files_are_what_the_code_says() {
    let workspace = Workspace::find().unwrap();
    let files = workspace.generate().unwrap();
    for file in &files {
        assert!(
            workspace.committed(&file.path).as_ref() == Some(&file.text),
            "{}: run `cargo dev contract`, and look at what changes",
            file.path
        );
    }
    assert_eq!(workspace.left_over(&files).unwrap(), Vec::<String>::new());
}

#[test]
fn every_binary_is_deployed_and_every_deployed_function_is_a_binary() {
    let templates = Templates::read();
    let deployed: BTreeSet<_> = templates
        .functions
        .iter()
        .map(|function| function.name.as_str())
        .collect();
    let sources = sources();
    assert_eq!(deployed, sources.keys().map(String::as_str).collect());
    for function in &templates.functions {
        let words = function
            .name
            .split('-')
            .map(|word| word[..1].to_uppercase() + &word[1..]);
        assert_eq!(
            function.id,
            words.collect::<String>(),
            "its name in the template"
        );
    }
}

#[test]
fn the_templates_have_the_routes_of_the_code() {
    let templates = Templates::read();
    let routes = |function: &template::Function| {
        let name = function.name.clone();
        function
            .routes
            .clone()
            .into_iter()
            .map(move |route| format!("{route} {name}"))
    };
    let (catch_all, deployed): (Routes, Routes) = templates
        .functions
        .iter()
        .flat_map(routes)
        .partition(|route| route.starts_with("$default"));
    assert_eq!(deployed, routes_of_the_code());
    assert_eq!(catch_all, ["$default fallback".to_owned()].into());
}

/// Whom API Gateway would ask: the route that says the most of the path, or `fallback`.
fn chosen<'a>(method: &str, path: &str) -> &'a str {
    functions::ALL
        .iter()
        .filter(|route| {
            let answers = route.methods().iter().any(|known| known == method);
            answers && route.matches(path).is_some()
        })
        .min_by_key(|route| route.path.matches('{').count())
        .map_or("fallback", |route| route.function)
}

#[test]
fn the_local_router_asks_whom_api_gateway_asks() {
    let router = read("CargoLambda.toml");
    let (mut path, mut router_routes) = ("", Routes::new());
    for line in router.lines() {
        let quoted: Vec<_> = line.split('"').skip(1).step_by(2).collect();
        match quoted[..] {
            [new] if line.ends_with("= [") => path = new,
            [method, function] if line.starts_with("  {") => {
                let once = router_routes.insert(format!("{method} {path} {function}"));
                assert!(once, "{method} {path} twice");
            }
            _ => {}
        }
    }
    let paths: BTreeSet<_> = functions::ALL.iter().map(|route| route.path).collect();
    let expected: Routes = paths
        .iter()
        .flat_map(|path| {
            ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
                .map(|method| format!("{method} {path} {}", chosen(method, path)))
        })
        .collect();
    assert_eq!(router_routes, expected);
    assert!(router.ends_with("\"/{*rest}\" = \"fallback\"\n"));
}

/// By the gateway alone: no answer of a function has a header of it (`Answer::expect`).
#[test]
fn browsers_may_send_and_see_what_the_api_uses_and_nothing_else() {
    let templates = Templates::read();
    let root = templates.root();
    let cors = &root.resource("HttpApi")["Properties"]["CorsConfiguration"];
    // No origin is every page's, and a token comes in a header that the page sets, so no cookie goes along.
    assert_eq!(cors["AllowOrigins"], json!({ "Ref": "AllowedOrigins" }));
    let origins = root.parameter("AllowedOrigins").unwrap();
    assert_eq!(
        origins["Default"],
        Value::Null,
        "a deployment names its own"
    );
    let pattern = origins["AllowedPattern"].as_str().unwrap();
    assert!(pattern.starts_with("^https?://[a-z0-9.-]+"), "{pattern}");
    assert_eq!(cors["AllowCredentials"], Value::Null);
    let names = |list: &Value| -> BTreeSet<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap().to_lowercase())
            .collect()
    };
    let (sent, mut seen) = openapi::headers();
    // Which every page may read (Fetch standard, CORS-safelisted response-header name).
    seen.remove("cache-control");
    // What a path allows is told by `fallback`, which is in no document.
    seen.insert("allow".to_owned());
    assert_eq!(names(&cors["AllowHeaders"]), sent);
    assert_eq!(sent.len(), 6, "{sent:?}");
    assert_eq!(names(&cors["ExposeHeaders"]), seen);
    assert_eq!(
        web::EXPOSED_HEADERS.map(str::to_owned),
        *Vec::from_iter(seen)
    );
    let methods: BTreeSet<_> = functions::ALL
        .iter()
        .map(|route| route.method.as_str().to_lowercase())
        .collect();
    assert_eq!(names(&cors["AllowMethods"]), methods);
}

/// One that was never tried can't be chosen.
#[test]
fn every_provider_has_its_suite() {
    let suites = read("tests/it/providers.rs");
    for name in generation::Provider::names() {
        let suite = format!("mod {name};\n");
        assert!(name == "extractive" || suites.contains(&suite), "{name}");
    }
}
