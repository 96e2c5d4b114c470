//! Problems and policies: what a route says of itself is what its function does, and what its function can answer stands
//! in the contract. In a debug build the functions hold each response against the same lists while they run
//! (`web::serve`); here is what can be seen without asking them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use web::{Admission, Authentication, RequestBody, Route, Service};

use super::{root, sources};
use crate::app::contract::contract;

/// What makes a problem without a name.
const NAMELESS: [&str; 9] = [
    "Problem::new(",
    "Problem::bad_request(",
    "Problem::conflict(",
    "Problem::too_large(",
    "Problem::unsupported_media_type(",
    "Problem::unprocessable(",
    "Problem::refused(",
    "Problem::unavailable(",
    "InvalidValue::new(",
];

/// Path from the root, and text, of each source under this folder.
fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    files
}

fn is_catalogue(path: &Path) -> bool {
    path.ends_with("problems.rs")
}

#[test]
fn a_problem_is_made_in_a_catalogue_and_nowhere_else() {
    let mut seen = 0;
    let parts = ["shared/web/src/problem.rs", "shared/web/src/invalid.rs"].map(Path::new);
    for (path, text) in [rust_files("functions"), rust_files("shared")].concat() {
        let made = NAMELESS.iter().filter(|maker| text.contains(**maker));
        if is_catalogue(&path) || parts.contains(&path.as_path()) {
            seen += made.count();
        } else {
            let made: Vec<_> = made.collect();
            assert!(
                made.is_empty(),
                "{}: {made:?}: give it a name in problems.rs",
                path.display()
            );
        }
    }
    assert!(seen > 15, "{seen}");
}

/// The functions' constructors: name → its text.
fn constructors() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in rust_files("functions/src") {
        if !is_catalogue(&path) {
            continue;
        }
        for part in text.split("\npub fn ").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            let name = body.split(['(', '<']).next().unwrap();
            // Two domains may have one of the same name: then what counts for one counts for both.
            let known: &mut String = all.entry(name.to_owned()).or_default();
            known.push_str(body);
        }
    }
    assert!(all.len() > 30, "{}", all.len());
    all
}

/// The constructors that are called in this text.
fn called<'a>(text: &str, constructors: &'a BTreeMap<String, String>) -> BTreeSet<&'a str> {
    let words: BTreeSet<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .collect();
    let names = constructors.keys().map(String::as_str);
    names.filter(|name| words.contains(name)).collect()
}

/// What routes.rs says of each function, with the helpers that it names written out.
fn declarations() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("functions/src/routes.rs")).unwrap();
    let (routes, helpers) = text
        .split_once("routes! {")
        .unwrap()
        .1
        .split_once("\n}\n")
        .unwrap();
    let helpers: Vec<(&str, &str)> = helpers
        .split("\n\n")
        .filter_map(|helper| {
            let name = helper.split_once("const ").or(helper.split_once("fn "))?.1;
            Some((name.split([':', '(']).next()?, helper))
        })
        .collect();
    let mut all = BTreeMap::new();
    for route in routes.split(";\n") {
        let Some(function) = functions::ALL
            .iter()
            .map(|route| route.function)
            .find(|name| route.contains(&format!("\"{name}\"")))
        else {
            continue;
        };
        let said: &mut String = all.entry(function.to_owned()).or_default();
        said.push_str(route);
        for (name, helper) in &helpers {
            if route.contains(name) {
                said.push_str(helper);
            }
        }
    }
    all
}

/// A bad field among others: the routes that take any say so, and the frame holds them to it.
fn is_bad_field(constructor: &str) -> bool {
    !constructor.contains("-> Problem") || constructor.contains("Problem::invalid(")
}

#[test]
fn what_a_function_can_answer_stands_in_its_route_and_the_other_way_round() {
    let constructors = constructors();
    let (declarations, sources) = (declarations(), sources());
    // What several functions have in common, without what only documents.
    let common: String = rust_files("functions/src")
        .into_iter()
        .filter(|(path, _)| {
            !is_catalogue(path)
                && !path.starts_with("functions/src/contract")
                && !path.ends_with("src/routes.rs")
        })
        .map(|(_, text)| text)
        .collect();
    let answered_in_common = called(&common, &constructors);
    let mut declared_by_any = BTreeSet::new();
    for (function, declaration) in &declarations {
        let mut declared = called(declaration, &constructors);
        let through: Vec<_> = declared.iter().map(|name| &constructors[*name]).collect();
        for constructor in through {
            declared.extend(called(constructor, &constructors));
        }
        let answered = called(&sources[function], &constructors);
        for name in &declared {
            assert!(
                answered.contains(name) || answered_in_common.contains(name),
                "{function}: routes.rs says that it can answer {name}, and nothing does"
            );
        }
        for name in &answered {
            assert!(
                declared.contains(name) || is_bad_field(&constructors[*name]),
                "{function} can answer {name}, and routes.rs does not say so"
            );
        }
        declared_by_any.extend(declared);
    }
    for name in answered_in_common {
        assert!(
            declared_by_any.contains(name) || is_bad_field(&constructors[name]),
            "functions/src can answer {name}, and no route says so"
        );
    }
    // A constructor that nobody calls.
    let everything: String = sources.values().cloned().collect::<String>() + &common;
    let within: String = constructors.values().cloned().collect();
    for name in constructors.keys() {
        let calls = within.matches(&format!("{name}(")).count();
        assert!(
            called(&everything, &constructors).contains(name.as_str()) || calls > 1,
            "{name} is answered by nothing"
        );
    }
}

/// What a policy promises, and the calls in a function's source that do it.
type Promise = (&'static str, fn(&Route) -> bool, &'static [&'static str]);

const PROMISES: [Promise; 7] = [
    (
        "is a write",
        |route| route.policy.admission != Admission::Read,
        &[
            ".begin_write(",
            ".begin_deletion(",
            ".begin_upload(",
            ".begin_regeneration(",
        ],
    ),
    (
        "takes JSON",
        |route| route.policy.body == RequestBody::Json,
        &[".json("],
    ),
    ("is paged", |route| route.policy.paged, &[".page()"]),
    (
        "is conditional",
        |route| route.policy.conditional,
        &[".check_precondition(", "own_template("],
    ),
    (
        "counts against a quota",
        |route| route.policy.quota.is_some(),
        &[".begin_upload(", "Generator::new(", ".take_quota("],
    ),
    (
        "is for administrators",
        |route| route.policy.authentication == Authentication::Admin,
        &["serve_admin("],
    ),
    (
        "is open",
        |route| !route.policy.needs_token(),
        &["serve_public("],
    ),
];

#[test]
fn a_function_does_what_its_policy_says_and_nothing_else() {
    let sources = sources();
    for route in functions::ALL {
        let (source, function) = (&sources[route.function], route.function);
        for (promise, says, calls) in PROMISES {
            let does = calls.iter().any(|call| source.contains(call));
            assert_eq!(
                says(route),
                does,
                "{function} {promise}: its policy against its source"
            );
        }
        let uses = |service| route.policy.services.contains(&service);
        let database = [
            "UserDb::connect",
            "ServiceDb::connect",
            "WebhookDb::connect",
        ]
        .into_iter()
        .any(|connect| source.contains(connect));
        assert_eq!(
            uses(Service::Database),
            database,
            "{function}: its database"
        );
        // One that only signs URLs asks the storage for nothing.
        assert!(
            !uses(Service::Storage) || source.contains("Storage::from_env"),
            "{function}: its storage"
        );
    }
}

/// What an operation says by hand beside its route's policy: the body's schema, and the page.
#[test]
fn a_body_and_a_page_are_documented_where_the_policy_has_them() {
    let is_json = |route: &Route| route.policy.body == RequestBody::Json;
    let signed = |route: &Route| route.policy.authentication == Authentication::WebhookSignature;
    // What a message must be is the protocol's to say.
    let messages = |route: &Route| route.path == "/mcp";
    for operation in contract().operations() {
        let route = functions::ALL
            .iter()
            .find(|route| route.method == *operation.method && route.path == operation.path)
            .unwrap();
        let id = operation.object["operationId"].as_str().unwrap();
        let body = operation.object["requestBody"]["content"].get("application/json");
        assert_eq!(
            body.is_some(),
            is_json(route) || signed(route) || messages(route),
            "{id}: its body"
        );
        let link = operation.object["responses"]["200"]["headers"].get("Link");
        assert_eq!(link.is_some(), route.policy.paged, "{id}: its page");
    }
}
