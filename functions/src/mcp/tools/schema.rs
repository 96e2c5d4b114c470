//! JSON Schemas of what tools take and return, each whole in itself: clients follow no references.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// Of what is returned.
pub(super) fn output<T: JsonSchema>() -> Object {
    generated::<T>(SchemaSettings::draft2020_12().for_serialize())
}

/// Of a request's body, which a tool takes as the API does.
pub(super) fn of<T: JsonSchema>() -> Object {
    generated::<T>(SchemaSettings::draft2020_12())
}

fn generated<T: JsonSchema>(settings: SchemaSettings) -> Object {
    let settings = settings.with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let schema = settings.into_generator().into_root_schema_for::<T>();
    match schema.to_value() {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// Of a tool's own arguments.
#[allow(clippy::needless_pass_by_value, reason = "it reads as json!({…})")]
pub(super) fn input(required: &[&str], properties: Value) -> Object {
    let schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    match schema {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// With the ids of what it is about, which are required.
pub(super) fn with_ids(ids: &[&str], mut schema: Object) -> Object {
    for id in ids {
        add(
            &mut schema,
            id,
            json!({ "type": "string", "format": "uuid" }),
        );
    }
    let required = schema.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required {
        required.extend(ids.iter().map(|id| Value::from(*id)));
    }
    schema
}

pub(super) fn add(schema: &mut Object, name: &str, property: Value) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert(name.to_owned(), property);
    }
}
