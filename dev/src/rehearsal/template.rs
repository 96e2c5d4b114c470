//! template.yaml, changed in what can't be the same here as on AWS, and in nothing else.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use serde_json::{Map, Value};

use super::yaml;
use crate::environment::Environment;

/// Settings that lead out of the stack, to Supabase and Clerk: the local ones take their place.
const OUTSIDE: [&str; 5] = [
    "CLERK_ISSUER",
    "STORAGE_ENDPOINT",
    "STORAGE_REGION",
    "STORAGE_ACCESS_KEY_ID",
    "STORAGE_PUBLIC_URL",
];

#[derive(Debug)]
pub(super) struct Template(Value);

impl Template {
    /// `parameters` are those of the deployment, `local` the local stack's environment.
    pub(super) fn read(
        text: &str,
        parameters: &BTreeMap<&str, String>,
        local: &Environment,
    ) -> Result<Self> {
        let mut template = yaml::read(text).map_err(|error| anyhow!("template.yaml: {error}"))?;
        let settings = template
            .pointer_mut("/Globals/Function/Environment/Variables")
            .and_then(Value::as_object_mut)
            .context("the template has no settings for all functions")?;
        for name in OUTSIDE {
            let setting = settings
                .get_mut(name)
                .with_context(|| format!("the template has no setting {name}"))?;
            *setting = local[name].as_str().into();
        }
        let given = given(&template, parameters);
        let resources = template["Resources"]
            .as_object_mut()
            .context("the template has no resources")?;
        // The server knows no alarm over several metrics.
        resources.retain(|_, resource| resource["Type"] != "AWS::CloudWatch::Alarm");
        // SAM is told the parameters on AWS, and here it is not: where it looks at a value itself, there has to be one.
        for resource in resources.values_mut() {
            for name in ["CorsConfiguration", "Events"] {
                if let Some(property) = resource.pointer_mut(&format!("/Properties/{name}")) {
                    put_in(property, &given);
                }
            }
        }
        Ok(Self(template))
    }

    pub(super) fn text(&self) -> String {
        self.0.to_string()
    }

    /// What its API says of browsers, as API Gateway's own API has it: names begin in lower case.
    pub(super) fn cors(&self) -> Result<Value> {
        let cors = self
            .resources()
            .find_map(|(_, resource)| resource["Properties"]["CorsConfiguration"].as_object())
            .context("the template has no CORS")?;
        let lower = |name: &str| name[..1].to_lowercase() + &name[1..];
        Ok(Value::Object(
            cors.iter()
                .map(|(name, value)| (lower(name), value.clone()))
                .collect(),
        ))
    }

    /// `GET /projects`, or `$default`, and which function's it is, by its name in the template.
    pub(super) fn routes(&self) -> Vec<(String, &str)> {
        let mut routes = Vec::new();
        for (id, resource) in self.resources() {
            let events = resource["Properties"]["Events"].as_object();
            for event in events.into_iter().flat_map(Map::values) {
                if event["Type"] == "HttpApi" {
                    let route = &event["Properties"];
                    let key = match (route["Method"].as_str(), route["Path"].as_str()) {
                        (Some(method), Some(path)) => format!("{method} {path}"),
                        _ => "$default".to_owned(),
                    };
                    routes.push((key, id));
                }
            }
        }
        routes
    }

    fn resources(&self) -> impl Iterator<Item = (&str, &Value)> {
        let resources = self.0["Resources"].as_object();
        resources
            .into_iter()
            .flatten()
            .map(|(id, resource)| (id.as_str(), resource))
    }
}

/// Each parameter's value, as its type has it.
fn given(template: &Value, parameters: &BTreeMap<&str, String>) -> BTreeMap<String, Value> {
    let declared = template["Parameters"].as_object();
    let value = |(name, declared): (&String, &Value)| {
        let value = parameters.get(name.as_str()).map_or_else(
            || declared["Default"].clone(),
            |value| value.as_str().into(),
        );
        let value = match (declared["Type"].as_str(), value) {
            (Some("Number"), Value::String(text)) => text.parse().unwrap_or(Value::String(text)),
            (Some("CommaDelimitedList"), Value::String(text)) => {
                text.split(',').map(Value::from).collect()
            }
            (_, value) => value,
        };
        (name.clone(), value)
    };
    declared.into_iter().flatten().map(value).collect()
}

/// Replaces each `Ref` to a parameter by its value.
fn put_in(value: &mut Value, given: &BTreeMap<String, Value>) {
    let parameter = value
        .get("Ref")
        .and_then(Value::as_str)
        .and_then(|name| given.get(name));
    if let Some(parameter) = parameter {
        *value = parameter.clone();
        return;
    }
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|inner| put_in(inner, given)),
        Value::Array(values) => values.iter_mut().for_each(|inner| put_in(inner, given)),
        _ => {}
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "in a test it is a failure with its place"
)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Template> {
        let parameters = [(
            "AllowedOrigins",
            "https://a.example,https://b.example".to_owned(),
        )];
        let local = OUTSIDE.map(|name| (name.to_owned(), format!("local {name}")));
        Template::read(text, &parameters.into(), &local.into())
    }

    #[test]
    fn the_template_is_deployed_but_for_what_cannot_be_here() {
        let template = read(include_str!("../../../template.yaml")).unwrap();
        let types = |kind: &str| {
            let of_kind = template.resources().filter(|(_, it)| it["Type"] == kind);
            of_kind.count()
        };
        assert!(types("AWS::Serverless::Function") > 20);
        assert!(types("AWS::IAM::Role") > 1);
        assert_eq!(types("AWS::CloudWatch::Alarm"), 0);
        let routes = template.routes();
        assert!(routes.contains(&("GET /projects/{project_id}".to_owned(), "ProjectGet")));
        assert!(routes.contains(&("$default".to_owned(), "Fallback")));
        let cors = template.cors().unwrap();
        assert_eq!(
            cors["allowOrigins"],
            json!(["https://a.example", "https://b.example"])
        );
        let settings = &template.0["Globals"]["Function"]["Environment"]["Variables"];
        assert_eq!(settings["CLERK_ISSUER"], "local CLERK_ISSUER");
        assert_eq!(
            settings["ENVIRONMENT"],
            json!({ "Ref": "Environment" }),
            "it stays CloudFormation's to fill in"
        );
        let worker = &template.0["Resources"]["GenerationWorker"]["Properties"]["Events"];
        let most = &worker["Outputs"]["Properties"]["ScalingConfig"]["MaximumConcurrency"];
        assert!(most.is_u64(), "{most}");
    }

    #[test]
    fn a_setting_that_leads_outside_has_to_be_there() {
        let renamed =
            include_str!("../../../template.yaml").replace("STORAGE_ENDPOINT:", "STORAGE_URL:");
        let error = read(&renamed).unwrap_err();
        assert!(error.to_string().contains("STORAGE_ENDPOINT"), "{error}");
    }
}
