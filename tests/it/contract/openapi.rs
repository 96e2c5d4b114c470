//! openapi.json, as far as the contract looks at it.

use std::collections::BTreeSet;

use models::limits;
use serde_json::Value;

use super::{read, routes_of_the_code};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn document() -> Value {
    serde_json::from_str(&read("openapi.json")).unwrap()
}

/// `GET /projects project-list` and what is said of it.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &'_ Value)| -> Vec<String> {
        let methods = methods.as_object().unwrap();
        methods
            .keys()
            .filter(|method| METHODS.contains(&method.as_str()))
            .map(|method| format!("{method} {path}"))
            .collect()
    };
    let all = paths.iter().flat_map(of_path);
    all.map(|route| {
        let (method, path) = route.split_once(' ').unwrap();
        let operation = &document["paths"][path][method];
        let id = operation["operationId"].as_str().unwrap();
        (format!("{} {path} {id}", method.to_uppercase()), operation)
    })
    .collect()
}

/// The names of the headers that requests carry and that responses carry, in lower case.
pub(super) fn headers() -> (BTreeSet<String>, BTreeSet<String>) {
    let document = document();
    let mut sent: BTreeSet<String> = ["authorization".to_owned(), "content-type".to_owned()].into();
    let components = &document["components"];
    for parameter in components["parameters"].as_object().unwrap().values() {
        if parameter["in"] == "header" {
            sent.insert(parameter["name"].as_str().unwrap().to_lowercase());
        }
    }
    let seen = components["headers"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| name.to_lowercase())
        .collect();
    (sent, seen)
}

#[test]
fn the_document_has_the_routes_of_the_code() {
    let document = document();
    // An id belongs to one operation; `health` has two paths.
    let routes = operations(&document)
        .into_iter()
        .map(|(route, _)| route.replace(" health-root", " health"));
    assert_eq!(routes.collect::<BTreeSet<_>>(), routes_of_the_code());
}

#[test]
fn every_operation_says_what_can_go_wrong() {
    let document = document();
    for (route, operation) in operations(&document) {
        let open = operation["security"] == serde_json::json!([]);
        assert_eq!(
            open,
            route.ends_with("health") || route.ends_with("health-root"),
            "{route}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for status in if open {
            &["500"][..]
        } else {
            &["401", "500", "503"]
        } {
            assert!(responses.contains_key(*status), "{route}: {status}");
        }
        assert_eq!(
            responses.contains_key("404"),
            route.contains('{'),
            "{route}: 404"
        );
    }
}

#[test]
fn bounds_are_those_of_the_code() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let request = &schemas["GenerationRequest"]["properties"];
    let extras = &schemas["Extras"]["properties"];
    for (text, most) in [
        (
            &schemas["NewProject"]["properties"]["title"],
            limits::PROJECT_TITLE,
        ),
        (
            &schemas["NewProject"]["properties"]["description"],
            limits::PROJECT_DESCRIPTION,
        ),
        (
            &schemas["ProjectPatch"]["properties"]["title"],
            limits::PROJECT_TITLE,
        ),
        (
            &schemas["ProjectPatch"]["properties"]["description"],
            limits::PROJECT_DESCRIPTION,
        ),
        (
            &schemas["ProfilePatch"]["properties"]["name"],
            limits::PROFILE_NAME,
        ),
        (
            &schemas["ProfilePatch"]["properties"]["tone_of_voice"],
            limits::TONE_OF_VOICE,
        ),
        (&schemas["File"]["properties"]["filename"], limits::FILENAME),
        (&request["topic"], limits::TOPIC),
        (&request["prompt_overrides"], limits::PROMPT_OVERRIDES),
        (&request["tone_of_voice"], limits::TONE_OF_VOICE),
        (&extras["subject_line"], limits::SUBJECT_LINE),
        (&extras["preview_text"], limits::PREVIEW_TEXT),
        (&extras["language"], limits::LANGUAGE),
        (&extras["audience"], limits::AUDIENCE),
    ] {
        assert_eq!(text["maxLength"], most, "{text}");
    }
    for words in [&request["target_length"], &extras["target_length"]] {
        assert_eq!(words["minimum"], *limits::TARGET_LENGTH.start());
        assert_eq!(words["maximum"], *limits::TARGET_LENGTH.end());
    }
    assert_eq!(request["file_ids"]["maxItems"], limits::FILE_IDS);
    assert_eq!(
        document["components"]["parameters"]["limit"]["schema"]["maximum"],
        limits::PAGE
    );
}
