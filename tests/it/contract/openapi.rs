//! openapi.json: that it is what the code says, and that what it says is so. Every test that expects an answer holds it
//! against the document besides (`Answer::expect`).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::app::contract::{contract, token};

/// The names of the headers that requests carry and that responses carry, in lower case.
pub(super) fn headers() -> (BTreeSet<String>, BTreeSet<String>) {
    let components = &contract().document["components"];
    let mut sent: BTreeSet<String> = ["authorization".to_owned(), "content-type".to_owned()].into();
    for parameter in components["parameters"].as_object().unwrap().values() {
        if parameter["in"] == "header" {
            sent.insert(parameter["name"].as_str().unwrap().to_lowercase());
        }
    }
    (sent, contract().headers())
}

#[test]
fn every_route_has_its_operation() {
    let said = contract()
        .operations()
        .map(|operation| format!("{} {}", operation.method, operation.path));
    let served = functions::ALL
        .iter()
        .map(|route| format!("{} {}", route.method, route.path));
    assert_eq!(
        said.collect::<BTreeSet<_>>(),
        served.collect::<BTreeSet<_>>()
    );
}

#[test]
fn an_operation_id_belongs_to_one_operation() {
    let mut ids = BTreeSet::new();
    for operation in contract().operations() {
        let id = operation.object["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id}");
    }
}

/// Whoever reads the document alone, or a page that is made from it.
#[test]
fn every_tag_and_operation_is_described() {
    let tags = contract().document["tags"].as_array().unwrap();
    let described = |object: &Value| {
        object["description"]
            .as_str()
            .is_some_and(|text| text.len() > 10)
    };
    for tag in tags {
        assert!(described(tag), "{tag}");
    }
    for operation in contract().operations() {
        assert!(
            described(operation.object),
            "{} {}",
            operation.method,
            operation.path
        );
        let [tag] = operation.object["tags"].as_array().unwrap().as_slice() else {
            panic!("{} {} has one tag", operation.method, operation.path);
        };
        assert!(tags.iter().any(|known| known["name"] == *tag), "{tag}");
    }
}

/// Two types of one name get numbers, and a client's types with them.
#[test]
fn every_schema_has_a_name_of_its_own() {
    let schemas = contract().document["components"]["schemas"]
        .as_object()
        .unwrap();
    for name in schemas.keys() {
        assert!(!name.ends_with(|c: char| c.is_ascii_digit()), "{name}");
    }
}

#[test]
fn what_is_deployed_comes_before_the_local_stack() {
    let first = contract().document["servers"][0]["url"].as_str().unwrap();
    assert!(first.starts_with("https://"), "{first}");
}

/// Those of bodies, of paths and of queries; and a time says that it is one.
#[test]
fn every_field_is_named_in_snake_case() {
    let document = &contract().document;
    let mut names = fields(document);
    let parameters = document["components"]["parameters"].as_object().unwrap();
    let inline = contract().operations().flat_map(|operation| {
        let parameters = operation.object["parameters"].as_array();
        parameters.into_iter().flatten()
    });
    for parameter in parameters.values().chain(inline) {
        if parameter["in"] == "path" || parameter["in"] == "query" {
            names.push((parameter["name"].as_str().unwrap(), parameter));
        }
    }
    assert!(names.len() > 200, "{}", names.len());
    for (name, node) in names {
        let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(snake),
            "{name}"
        );
        if name.ends_with("_at") {
            assert_eq!(node["format"], "date-time", "{name}: {node}");
        }
    }
}

/// Name and schema of each field of each schema.
fn fields(node: &Value) -> Vec<(&str, &Value)> {
    let own = node["properties"].as_object().into_iter().flatten();
    let mut found: Vec<_> = own.map(|(name, schema)| (name.as_str(), schema)).collect();
    let inner: Vec<&Value> = match node {
        Value::Object(map) => map.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    };
    found.extend(inner.into_iter().flat_map(fields));
    found
}

/// One that breaks its schema misleads whoever reads it.
#[test]
fn every_example_is_of_its_schema() {
    let contract = contract();
    let examples = examples("", &contract.document);
    assert!(examples.len() > 50, "{}", examples.len());
    for (schema, example) in examples {
        let faults = contract.faults(&schema, example);
        assert!(faults.is_empty(), "{schema}: {faults:#?} {example:#}");
    }
}

/// Where its schema is, and the example.
fn examples<'a>(place: &str, node: &'a Value) -> Vec<(String, &'a Value)> {
    let mut found = Vec::new();
    if node["schema"].is_object() {
        let several = node["examples"].as_object().into_iter().flatten();
        let all = several
            .map(|(_, example)| &example["value"])
            .chain(node.get("example"));
        found.extend(all.map(|example| (format!("{place}/schema"), example)));
    }
    let inner: Vec<(String, &Value)> = match node {
        Value::Object(map) => map.iter().map(|(name, node)| (token(name), node)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, node)| (at.to_string(), node))
            .collect(),
        _ => Vec::new(),
    };
    for (name, node) in inner {
        found.extend(examples(&format!("{place}/{name}"), node));
    }
    found
}

/// What is sent is held against `WebhookEvent` where it is sent (`hooks::told`); this says which of it comes when.
#[test]
fn every_event_is_a_webhook_of_the_document() {
    let webhooks = contract().document["webhooks"].as_object().unwrap();
    let told = domain::EventType::ALL.map(domain::EventType::as_str);
    let types: BTreeSet<_> = told.into_iter().chain(["ping"]).collect();
    let described: BTreeSet<_> = webhooks.keys().map(String::as_str).collect();
    assert_eq!(described, types);
    for (name, webhook) in webhooks {
        let content = &webhook["post"]["requestBody"]["content"]["application/json"];
        let example = &content["examples"]["event"]["value"];
        for other in webhooks.keys() {
            let schema = format!(
                "/webhooks/{}/post/requestBody/content/application~1json/schema",
                token(other)
            );
            let faults = contract().faults(&schema, example);
            assert_eq!(
                faults.is_empty(),
                other == name,
                "{name} as {other}: {faults:?}"
            );
        }
        // A field more is let be: a receiver is to live with what is new. One less is not.
        let whole = "/components/schemas/WebhookEvent";
        assert!(contract().faults(whole, example).is_empty(), "{name}");
        for field in ["timestamp", "type", "data"] {
            let mut less = example.clone();
            less.as_object_mut().unwrap().remove(field);
            assert!(
                !contract().faults(whole, &less).is_empty(),
                "{name} without {field}"
            );
        }
        for field in example["data"].as_object().unwrap().keys() {
            let mut less = example.clone();
            less["data"].as_object_mut().unwrap().remove(field);
            assert!(
                !contract().faults(whole, &less).is_empty(),
                "{name} without {field}"
            );
        }
    }
}
