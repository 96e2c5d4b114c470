//! The templates, changed in what can't be the same here as on AWS, and in nothing else.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use super::yaml;
use crate::environment::Environment;

/// Settings that lead out of the stack, to Supabase and Clerk, by their parameters: the local ones take their place.
const OUTSIDE: [(&str, &str); 5] = [
    ("ClerkIssuer", "CLERK_ISSUER"),
    ("StorageAccessKeyId", "STORAGE_ACCESS_KEY_ID"),
    ("StorageEndpoint", "STORAGE_ENDPOINT"),
    ("StoragePublicUrl", "STORAGE_PUBLIC_URL"),
    ("StorageRegion", "STORAGE_REGION"),
];
/// Where the API is, for the function that asks the others: the server has it at another address than API Gateway.
const API: &str = "ApiUrl";
/// A number that the server compares with others: handed down as a parameter it would be a text.
const NUMBER: &str = "WorkerConcurrency";
/// What an action is called, and what the server asks for: on AWS the right to an action is that to its batches too.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html>
const ACTION: (&str, &str) = (
    "Action: sqs:SendMessage",
    "Action: [sqs:SendMessage, sqs:SendMessageBatch]",
);
/// The server knows no alarm over several metrics.
const LEFT_OUT: (&str, &str) = ("Monitoring", "AlarmsTopic");

#[derive(Debug)]
pub(super) struct Template {
    whole: Value,
    origins: Vec<String>,
}

impl Template {
    /// `parameters` are those of the deployment, `local` the local stack's environment.
    pub(super) fn read(
        text: &str,
        parameters: &BTreeMap<&str, String>,
        local: &Environment,
    ) -> Result<Self> {
        let mut whole = yaml::read(text).map_err(|error| anyhow!("template.yaml: {error}"))?;
        let (part, output) = LEFT_OUT;
        for (section, name) in [("Resources", part), ("Outputs", output)] {
            let removed = whole[section]
                .as_object_mut()
                .and_then(|all| all.remove(name));
            removed.with_context(|| format!("the template has no {name}"))?;
        }
        let mut replaced = [false; OUTSIDE.len()];
        for resource in whole["Resources"]
            .as_object_mut()
            .into_iter()
            .flat_map(|all| all.values_mut())
            .filter(|resource| resource["Type"] == "AWS::CloudFormation::Stack")
        {
            let handed_down = &mut resource["Properties"]["Parameters"];
            for ((parameter, variable), replaced) in OUTSIDE.iter().zip(&mut replaced) {
                if let Some(value) = handed_down.get_mut(*parameter) {
                    *value = local[*variable].as_str().into();
                    *replaced = true;
                }
            }
            if let Some(value) = handed_down.get_mut(API) {
                let server = &local["AWS_ENDPOINT_URL"];
                let path = path_of("${HttpApi}");
                *value = json!({ "Fn::Sub": format!("{server}{path}") });
            }
        }
        for ((parameter, _), replaced) in OUTSIDE.iter().zip(replaced) {
            anyhow::ensure!(replaced, "the template hands down no {parameter}");
        }
        let origins = parameters.get("AllowedOrigins").context("AllowedOrigins")?;
        Ok(Self {
            whole,
            origins: origins.split(',').map(str::to_owned).collect(),
        })
    }

    pub(super) fn text(&self) -> String {
        self.whole.to_string()
    }

    /// A template under infra/ as it is deployed.
    pub(super) fn part(&self, text: &str) -> String {
        let number = &self.whole["Parameters"][NUMBER]["Default"];
        let (action, with_batches) = ACTION;
        text.replace(&format!("!Ref {NUMBER}"), &number.to_string())
            .replace(action, with_batches)
    }

    /// What its API says of browsers, as API Gateway's own API has it: names begin in lower case.
    pub(super) fn cors(&self) -> Result<Value> {
        let cors = self
            .whole
            .pointer("/Resources/HttpApi/Properties/CorsConfiguration")
            .and_then(Value::as_object)
            .context("the template has no CORS")?;
        let lower = |name: &str| name[..1].to_lowercase() + &name[1..];
        let mut cors: Value = cors
            .iter()
            .map(|(name, value)| (lower(name), value.clone()))
            .collect();
        cors["allowOrigins"] = json!(self.origins);
        Ok(cors)
    }
}

/// Where the server has an API.
pub(super) fn path_of(api: &str) -> String {
    format!("/_aws/execute-api/{api}/$default")
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "in a test it is a failure with its place"
)]
mod tests {
    use super::*;

    const TEMPLATE: &str = include_str!("../../../template.yaml");

    fn read(text: &str) -> Result<Template> {
        let parameters = [(
            "AllowedOrigins",
            "https://a.example,https://b.example".to_owned(),
        )];
        let local = OUTSIDE
            .map(|(_, variable)| variable)
            .into_iter()
            .chain(["AWS_ENDPOINT_URL"])
            .map(|variable| (variable.to_owned(), format!("local {variable}")))
            .collect();
        Template::read(text, &parameters.into(), &local)
    }

    #[test]
    fn the_template_is_deployed_but_for_what_cannot_be_here() {
        let template = read(TEMPLATE).unwrap();
        let resources = template.whole["Resources"].as_object().unwrap();
        assert!(!resources.contains_key("Monitoring"));
        for part in ["Workers", "ApiFunctions"] {
            let handed_down = &resources[part]["Properties"]["Parameters"];
            assert_eq!(handed_down["StorageEndpoint"], "local STORAGE_ENDPOINT");
            assert_eq!(
                handed_down["UploadsPublic"],
                json!({ "Ref": "UploadsPublic" }),
                "it stays CloudFormation's to fill in"
            );
        }
        assert_eq!(
            resources["ApiFunctions"]["Properties"]["Parameters"][API],
            json!({ "Fn::Sub": "local AWS_ENDPOINT_URL/_aws/execute-api/${HttpApi}/$default" })
        );
        let workers = template.part(include_str!("../../../infra/workers.yaml"));
        assert!(workers.contains("ScalingConfig: {MaximumConcurrency: 5}"));
        assert!(!workers.contains("!Ref WorkerConcurrency"));
        assert!(workers.contains("Action: [sqs:SendMessage, sqs:SendMessageBatch]"));
        assert_eq!(
            template.cors().unwrap()["allowOrigins"],
            json!(["https://a.example", "https://b.example"])
        );
    }

    #[test]
    fn a_setting_that_leads_outside_has_to_be_there() {
        let renamed = TEMPLATE.replace("        StorageEndpoint:", "        StorageUrl:");
        let error = read(&renamed).unwrap_err();
        assert!(error.to_string().contains("StorageEndpoint"), "{error}");
    }
}
