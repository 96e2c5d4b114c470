//! openapi.json, to hold answers against.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

const NAME: &str = "urn:contract";

pub struct Contract {
    pub document: Value,
    registry: Registry<'static>,
}

/// What the document says of a route.
pub struct Operation<'a> {
    /// In capitals.
    pub method: String,
    /// With its parameters in braces.
    pub path: &'a str,
    /// The Operation Object.
    pub object: &'a Value,
}

pub fn contract() -> &'static Contract {
    static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::read);
    &CONTRACT
}

impl Contract {
    fn read() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("openapi.json");
        let document: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let registry = Registry::new().add(NAME, document.clone()).unwrap();
        Self {
            document,
            registry: registry.prepare().unwrap(),
        }
    }

    /// The names of the headers that answers carry, in lower case.
    pub fn headers(&self) -> BTreeSet<String> {
        let headers = self.document["components"]["headers"].as_object().unwrap();
        headers.keys().map(|name| name.to_lowercase()).collect()
    }

    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let paths = self.document["paths"].as_object().unwrap();
        paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, object)| Operation {
                method: method.to_uppercase(),
                path,
                object,
            })
        })
    }

    /// Where in the document this is, past references.
    pub fn resolve(&self, place: &str) -> Option<(String, &Value)> {
        let node = self.document.pointer(place)?;
        match node["$ref"].as_str() {
            Some(reference) => self.resolve(reference.strip_prefix('#')?),
            None => Some((place.to_owned(), node)),
        }
    }

    /// What speaks against the value being of the schema at this JSON Pointer.
    pub fn faults(&self, schema: &str, value: &Value) -> Vec<String> {
        let validator: Validator = jsonschema::options()
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .build(&json!({ "$ref": format!("{NAME}#{}", schema.replace('{', "%7B").replace('}', "%7D")) }))
            .unwrap_or_else(|error| panic!("{schema}: {error}"));
        let faults = validator.iter_errors(value);
        faults
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect()
    }
}

/// One token of a JSON Pointer (RFC 6901).
pub fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
