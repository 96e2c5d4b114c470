//! openapi.json, to hold answers against.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::answer::Answer;

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

    /// An answer is one that the document knows: its status, its headers, its media type and its body.
    #[track_caller]
    pub fn holds(&self, answer: &Answer) {
        let (method, path) = answer.to.split_once(' ').unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        let mut routes = functions::ALL.iter();
        let route = routes.find(|route| route.method == *method && route.matches(path).is_some());
        let Some(route) = route else {
            return;
        };
        let place = format!(
            "/paths/{}/{}/responses/{}",
            token(route.path),
            method.to_lowercase(),
            answer.status
        );
        let (place, response) = self
            .resolve(&place)
            .unwrap_or_else(|| panic!("openapi.json knows no such status: {answer}"));
        let documented = response["headers"].as_object().unwrap();
        for known in self.headers() {
            // It is in every answer that is somebody's own: `api::tags` says what it says.
            let said = known == "cache-control"
                || documented.keys().any(|name| name.to_lowercase() == known);
            assert!(
                said || !answer.headers.contains_key(&known),
                "openapi.json knows no {known} here: {answer}"
            );
        }
        for name in documented.keys() {
            let header = self.resolve(&format!("{place}/headers/{name}")).unwrap().1;
            let there = answer.headers.contains_key(&name.to_lowercase());
            assert!(there || header["required"] != true, "{name}: {answer}");
        }
        let Some(forms) = response["content"].as_object() else {
            assert!(
                answer.body.is_empty(),
                "a body that openapi.json doesn't know: {answer}"
            );
            return;
        };
        let media_type = answer
            .header("content-type")
            .split(';')
            .next()
            .unwrap_or_default();
        assert!(
            forms.contains_key(media_type),
            "openapi.json knows no such form: {answer}"
        );
        if media_type.ends_with("json") {
            times(&answer.json(), answer);
            let schema = format!("{place}/content/{}/schema", token(media_type));
            let faults = self.faults(&schema, &answer.json());
            assert!(faults.is_empty(), "not of its schema: {faults:#?} {answer}");
        }
    }
}

/// What users put into it is theirs.
const USERS_OWN: [&str; 3] = ["request", "preferences", "claims"];

/// Every time is RFC 3339's, in UTC.
#[track_caller]
fn times(node: &Value, answer: &Answer) {
    match node {
        Value::Object(map) => {
            for (name, value) in map
                .iter()
                .filter(|(name, _)| !USERS_OWN.contains(&name.as_str()))
            {
                if let (true, Some(time)) = (name.ends_with("_at"), value.as_str()) {
                    let read: Result<domain::Timestamp, _> = time.parse();
                    assert!(
                        read.is_ok() && time.contains('T') && time.ends_with('Z'),
                        "{name}: {answer}"
                    );
                }
                times(value, answer);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| times(value, answer)),
        _ => {}
    }
}

/// One token of a JSON Pointer (RFC 6901).
pub fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
