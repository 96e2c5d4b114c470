//! template.yaml, as far as the contract looks at it.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value};

#[path = "../../../dev/src/rehearsal/yaml.rs"]
mod yaml;

pub(super) struct Template {
    pub(super) text: String,
    pub(super) resources: Map<String, Value>,
    pub(super) functions: Vec<Function>,
    whole: Value,
}

pub(super) struct Function {
    /// Its name in the template: `ProjectCreate`.
    pub(super) id: String,
    /// The binary's: `project-create`.
    pub(super) name: String,
    pub(super) timeout: Duration,
    /// Beyond the settings that all have.
    pub(super) own_variables: Map<String, Value>,
    /// `GET /projects`, and `$default`.
    pub(super) routes: Vec<String>,
    /// The properties of the event sources that are queues.
    pub(super) queues: Vec<Value>,
    pub(super) schedules: Vec<Value>,
}

impl Template {
    pub(super) fn parameters(&self) -> &Map<String, Value> {
        self.whole["Parameters"].as_object().unwrap()
    }

    pub(super) fn read() -> Self {
        let text = super::read("template.yaml");
        let whole = yaml::read(&text).unwrap();
        let resources = whole["Resources"].as_object().unwrap().clone();
        let timeout = &whole["Globals"]["Function"]["Timeout"];
        let functions = resources
            .iter()
            .filter(|(_, resource)| resource["Type"] == "AWS::Serverless::Function")
            .map(|(id, resource)| Function::read(id, &resource["Properties"], timeout))
            .collect();
        Self {
            text,
            resources,
            functions,
            whole,
        }
    }

    pub(super) fn function(&self, name: &str) -> &Function {
        self.functions
            .iter()
            .find(|function| function.name == name)
            .unwrap()
    }

    /// Name and properties.
    pub(super) fn of_type(&self, kind: &str) -> Vec<(&String, &Value)> {
        let resources = self
            .resources
            .iter()
            .filter(|(_, resource)| resource["Type"] == kind);
        resources
            .map(|(id, resource)| (id, &resource["Properties"]))
            .collect()
    }

    /// A number, or the default of the parameter that it refers to.
    pub(super) fn number(&self, value: &Value) -> u64 {
        let parameter = value
            .get("Ref")
            .map(|name| &self.whole["Parameters"][name.as_str().unwrap()]["Default"]);
        parameter.unwrap_or(value).as_u64().unwrap()
    }

    pub(super) fn parameter(&self, name: &str) -> &Value {
        &self.whole["Parameters"][name]
    }

    /// The variables that every function has.
    pub(super) fn settings(&self) -> &Value {
        &self.whole["Globals"]["Function"]["Environment"]["Variables"]
    }

    /// What the function's role allows: a resource's name → actions, in order.
    pub(super) fn rights(&self, function: &Function) -> BTreeMap<String, String> {
        let role = ref_of(&self.resources[&function.id]["Properties"]["Role"]);
        let role = &self.resources[role]["Properties"];
        let managed = list(&role["ManagedPolicyArns"])
            .into_iter()
            .map(|policy| &self.resources[ref_of(policy)]["Properties"]);
        let own = role.get("Policies").map_or(Vec::new(), list);
        let statements = managed
            .chain(own)
            .flat_map(|policy| list(&policy["PolicyDocument"]["Statement"]));
        let mut rights = BTreeMap::new();
        for statement in statements {
            assert_eq!(statement["Effect"], "Allow");
            let mut actions: Vec<_> = list(&statement["Action"])
                .into_iter()
                .map(|action| action.as_str().unwrap())
                .collect();
            actions.sort_unstable();
            for resource in list(&statement["Resource"]) {
                let twice = rights.insert(ref_of(resource).to_owned(), actions.join(" "));
                assert_eq!(twice, None, "{}", function.name);
            }
        }
        rights
    }
}

impl Function {
    fn read(id: &str, properties: &Value, default_timeout: &Value) -> Self {
        let events = properties["Events"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let of_type = |kind: &str| -> Vec<Value> {
            events
                .values()
                .filter(|event| event["Type"] == kind)
                .map(|event| event["Properties"].clone())
                .collect()
        };
        let route = |route: Value| match (route["Method"].as_str(), route["Path"].as_str()) {
            (None, None) => "$default".to_owned(),
            (method, path) => format!("{} {}", method.unwrap(), path.unwrap()),
        };
        let timeout = properties
            .get("Timeout")
            .unwrap_or(default_timeout)
            .as_u64()
            .unwrap();
        let code = properties["CodeUri"].as_str().unwrap();
        let name = code
            .strip_prefix("target/lambda/")
            .and_then(|code| code.strip_suffix('/'))
            .unwrap();
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            timeout: Duration::from_secs(timeout),
            own_variables: properties["Environment"]["Variables"]
                .as_object()
                .cloned()
                .unwrap_or_default(),
            routes: of_type("HttpApi").into_iter().map(route).collect(),
            queues: of_type("SQS"),
            schedules: of_type("Schedule"),
        }
    }
}

/// The name of the resource that `!Ref` or `!GetAtt` leads to.
pub(super) fn ref_of(value: &Value) -> &str {
    let name = value.get("Ref").or_else(|| value.pointer("/Fn::GetAtt/0"));
    let name = name.and_then(Value::as_str);
    name.unwrap_or_else(|| panic!("{value} is no reference"))
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}
