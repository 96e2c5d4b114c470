//! From what an operation made to what can be done with it.

use serde_json::{Map, Value, json};

use super::operation::Operation;

/// What the answer's id can be used for: every operation under the same path whose last id it is.
pub(super) fn links(operation: &Operation, all: &[Operation]) -> Map<String, Value> {
    let Some(given) = operation.gives else {
        return Map::new();
    };
    let ids = |operation: &Operation| -> Vec<&'static str> {
        let of_the_path = operation.parameters.iter();
        of_the_path
            .filter(|parameter| parameter.place == "path" && parameter.name.ends_with("_id"))
            .map(|parameter| parameter.name)
            .collect()
    };
    let own = ids(operation);
    let follows = |other: &&Operation| {
        let needed = ids(other);
        needed.contains(&given)
            && needed
                .iter()
                .all(|name| *name == given || own.contains(name))
    };
    let link = |other: &Operation| {
        let value = |name: &str| {
            if name == given {
                "$response.body#/id".to_owned()
            } else {
                format!("$request.path.{name}")
            }
        };
        let parameters: Map<_, _> = ids(other)
            .into_iter()
            .map(|name| (name.to_owned(), value(name).into()))
            .collect();
        (
            other.id.to_owned(),
            json!({ "operationId": other.id, "parameters": parameters }),
        )
    };
    all.iter().filter(follows).map(link).collect()
}
