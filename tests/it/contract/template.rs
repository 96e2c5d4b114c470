//! template.yaml and the templates that it consists of, as far as the contract looks at them.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde_json::{Map, Value};

#[path = "../../../dev/src/rehearsal/yaml.rs"]
mod yaml;

pub(super) const ROOT: &str = "template.yaml";

/// All of them, by their paths.
pub(super) struct Templates {
    pub(super) all: BTreeMap<String, Template>,
    pub(super) functions: Vec<Function>,
}

pub(super) struct Template {
    pub(super) text: String,
    pub(super) whole: Value,
    /// Of all but the root: the path of the template that it is a part of, and its name there.
    pub(super) parent: Option<(String, String)>,
}

pub(super) struct Function {
    /// The template that it is in.
    pub(super) path: String,
    /// Its name there: `ProjectCreate`.
    pub(super) id: String,
    /// The binary's: `project-create`.
    pub(super) name: String,
    pub(super) timeout: Duration,
    pub(super) variables: Map<String, Value>,
    /// `GET /projects`, and `$default`.
    pub(super) routes: Vec<String>,
    /// The properties of what brings it messages.
    pub(super) queues: Vec<Value>,
    pub(super) schedules: Vec<Value>,
}

impl Templates {
    pub(super) fn read() -> Self {
        let mut all = BTreeMap::new();
        read_parts(ROOT, None, &mut all);
        let mut functions = Vec::new();
        for (path, template) in &all {
            for (id, properties) in template.of_type("AWS::Lambda::Function") {
                functions.push(Function::read(path, template, id, properties));
            }
        }
        Self { all, functions }
    }

    pub(super) fn function(&self, name: &str) -> &Function {
        let mut functions = self.functions.iter();
        functions.find(|function| function.name == name).unwrap()
    }

    pub(super) fn root(&self) -> &Template {
        &self.all[ROOT]
    }

    /// Name and properties, of all templates.
    pub(super) fn of_type(&self, kind: &str) -> Vec<(&String, &Value)> {
        let all = self.all.values();
        all.flat_map(|template| template.of_type(kind)).collect()
    }

    /// What a value is where it comes from: a reference to a parameter is what the parent hands down, to the top.
    pub(super) fn origin<'a>(&'a self, path: &'a str, value: &'a Value) -> (&'a str, &'a Value) {
        let template = &self.all[path];
        if let Some(name) = value.get("Ref").and_then(Value::as_str)
            && template.parameter(name).is_some()
            && let Some((parent, part)) = &template.parent
        {
            let part = &self.all[parent].resource(part)["Properties"];
            return self.origin(parent, &part["Parameters"][name]);
        }
        if let Some(of) = value.get("Fn::GetAtt")
            && let Some(output) = of[1].as_str().unwrap().strip_prefix("Outputs.")
        {
            let part = of[0].as_str().unwrap();
            let is_part = |(_, template): &(&String, &Template)| {
                template.parent == Some((path.to_owned(), part.to_owned()))
            };
            let (path, template) = self.all.iter().find(is_part).unwrap();
            return self.origin(path, &template.whole["Outputs"][output]["Value"]);
        }
        (path, value)
    }

    /// The resource that a value leads to, through whatever templates.
    pub(super) fn resource_of(&self, path: &str, value: &Value) -> String {
        ref_of(self.origin(path, value).1).to_owned()
    }

    /// A number, or the default of the parameter that it comes from.
    pub(super) fn number(&self, path: &str, value: &Value) -> u64 {
        let (path, value) = self.origin(path, value);
        let parameter = value.get("Ref").map(|name| {
            let parameter = self.all[path].parameter(name.as_str().unwrap());
            &parameter.unwrap()["Default"]
        });
        parameter.unwrap_or(value).as_u64().unwrap()
    }

    /// What the function's role allows: a resource's name → actions, in order.
    pub(super) fn rights(&self, function: &Function) -> BTreeMap<String, String> {
        let path = function.path.as_str();
        let template = &self.all[path];
        let role = ref_of(&template.resource(&function.id)["Properties"]["Role"]);
        let role = &template.resource(role)["Properties"];
        let mut rights = BTreeMap::new();
        for policy in list(&role["ManagedPolicyArns"]) {
            let (path, policy) = self.origin(path, policy);
            let policy = self.all[path].resource(ref_of(policy));
            self.add_rights(&mut rights, path, &policy["Properties"]);
        }
        for policy in role.get("Policies").map_or(Vec::new(), list) {
            self.add_rights(&mut rights, path, policy);
        }
        rights
    }

    fn add_rights(&self, rights: &mut BTreeMap<String, String>, path: &str, policy: &Value) {
        for statement in list(&policy["PolicyDocument"]["Statement"]) {
            // With the parameter `Tracing` alone; of X-Ray nothing can be read.
            if let Some(traces) = statement.pointer("/Fn::If/1/Action") {
                let actions = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
                assert_eq!(*traces, serde_json::json!(actions), "{path}");
                continue;
            }
            assert_eq!(statement["Effect"], "Allow");
            let mut actions: Vec<_> = list(&statement["Action"])
                .into_iter()
                .map(|action| action.as_str().unwrap())
                .collect();
            actions.sort_unstable();
            for resource in list(&statement["Resource"]) {
                let resource = self.resource_of(path, resource);
                let twice = rights.insert(resource, actions.join(" "));
                assert_eq!(twice, None, "{path}");
            }
        }
    }
}

fn read_parts(path: &str, parent: Option<(String, String)>, all: &mut BTreeMap<String, Template>) {
    let template = Template::parse(super::read(path), parent);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts = Vec::new();
    for (name, properties) in template.of_type("AWS::CloudFormation::Stack") {
        let url = properties["TemplateURL"].as_str().unwrap();
        let path = format!("{folder}/{url}").trim_start_matches('/').to_owned();
        parts.push((path, name.clone()));
    }
    let twice = all.insert(path.to_owned(), template);
    assert!(twice.is_none(), "{path} is part of two");
    for (part, name) in parts {
        read_parts(&part, Some((path.to_owned(), name)), all);
    }
}

impl Template {
    pub(super) fn parse(text: String, parent: Option<(String, String)>) -> Self {
        let whole = yaml::read(&text).unwrap();
        Self {
            text,
            whole,
            parent,
        }
    }

    pub(super) fn resource(&self, id: &str) -> &Value {
        &self.whole["Resources"][id]
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&Value> {
        self.whole["Parameters"].get(name)
    }

    pub(super) fn names(&self, section: &str) -> BTreeSet<&str> {
        let names = self.whole[section].as_object().into_iter().flatten();
        names.map(|(name, _)| name.as_str()).collect()
    }

    /// Name and properties.
    pub(super) fn of_type(&self, kind: &str) -> Vec<(&String, &Value)> {
        let resources = self.whole["Resources"].as_object().unwrap().iter();
        resources
            .filter(|(_, resource)| resource["Type"] == kind)
            .map(|(id, resource)| (id, &resource["Properties"]))
            .collect()
    }
}

impl Function {
    fn read(path: &str, template: &Template, id: &str, properties: &Value) -> Self {
        let code = properties["Code"].as_str().unwrap();
        let name = code
            .trim_start_matches("../")
            .strip_prefix("target/lambda/");
        let name = name.and_then(|name| name.strip_suffix('/')).unwrap();
        let called = properties["FunctionName"]["Fn::Sub"].as_str().unwrap();
        assert!(called.ends_with(&format!("}}-{name}")), "{called}");
        Self {
            path: path.to_owned(),
            id: id.to_owned(),
            name: name.to_owned(),
            timeout: Duration::from_secs(properties["Timeout"].as_u64().unwrap()),
            variables: properties["Environment"]["Variables"]
                .as_object()
                .cloned()
                .unwrap_or_default(),
            routes: routes(template, id),
            queues: template
                .of_type("AWS::Lambda::EventSourceMapping")
                .into_iter()
                .filter(|(_, source)| ref_of(&source["FunctionName"]) == id)
                .map(|(_, source)| source.clone())
                .collect(),
            schedules: template
                .of_type("AWS::Events::Rule")
                .into_iter()
                .filter(|(_, rule)| ref_of(&rule["Targets"][0]["Arn"]) == id)
                .map(|(_, rule)| rule.clone())
                .collect(),
        }
    }
}

/// Those that lead to a function by its integration, which it has admitted.
fn routes(template: &Template, id: &str) -> Vec<String> {
    let mut routes = Vec::new();
    for (_, route) in template.of_type("AWS::ApiGatewayV2::Route") {
        let target = route["Target"]["Fn::Sub"].as_str().unwrap();
        let integration = target.strip_prefix("integrations/${").unwrap();
        let integration = integration.strip_suffix('}').unwrap();
        let integration = &template.resource(integration)["Properties"];
        if ref_of(&integration["IntegrationUri"]) == id {
            routes.push(route["RouteKey"].as_str().unwrap().to_owned());
        }
    }
    if !routes.is_empty() {
        let permission = &template.resource(&format!("{id}Permission"))["Properties"];
        assert_eq!(ref_of(&permission["FunctionName"]), id);
        assert_eq!(permission["Principal"], "apigateway.amazonaws.com");
        let of = permission["SourceArn"]["Fn::Sub"].as_str().unwrap();
        assert!(of.ends_with(":${Api}/*"), "{of}");
    }
    routes
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
