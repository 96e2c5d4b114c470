//! Where a request costs money, what a user may spend is bounded unless somebody says otherwise.

use std::collections::BTreeMap;

use serde_json::Value;

use super::template::{ROOT, Template, Templates};

/// A value of the root template, with these parameters and the others at their defaults.
struct Deployment<'a> {
    root: &'a Template,
    parameters: BTreeMap<&'a str, &'a str>,
}

impl Deployment<'_> {
    fn text(&self, value: &Value) -> String {
        if let Some(arguments) = value.get("Fn::If") {
            let holds = self.holds(arguments[0].as_str().unwrap());
            return self.text(&arguments[if holds { 1 } else { 2 }]);
        }
        if let Some(name) = value.get("Ref").and_then(Value::as_str) {
            return match self.parameters.get(name) {
                Some(given) => (*given).to_owned(),
                None => self.text(&self.root.parameter(name).unwrap()["Default"]),
            };
        }
        value.as_str().unwrap().to_owned()
    }

    fn holds(&self, condition: &str) -> bool {
        self.is_true(&self.root.whole["Conditions"][condition])
    }

    fn is_true(&self, value: &Value) -> bool {
        let (function, arguments) = value.as_object().unwrap().iter().next().unwrap();
        let mut all = arguments.as_array().into_iter().flatten();
        match function.as_str() {
            "Condition" => self.holds(arguments.as_str().unwrap()),
            "Fn::Equals" => self.text(&arguments[0]) == self.text(&arguments[1]),
            "Fn::Not" => !self.is_true(&arguments[0]),
            "Fn::And" => all.all(|one| self.is_true(one)),
            "Fn::Or" => all.any(|one| self.is_true(one)),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn a_deployment_with_a_paid_provider_has_limits_unless_they_are_switched_off() {
    let templates = Templates::read();
    let root = templates.root();
    let handed = &root.resource("ApiFunctions")["Properties"]["Parameters"];
    for (parameters, quotas, rate) in [
        (vec![], "off", "0"),
        (vec![("GenerationProvider", "openai")], "on", "20"),
        (
            vec![("TranscriptionBaseUrl", "https://api.example.com/v1")],
            "on",
            "20",
        ),
        (
            vec![
                ("GenerationProvider", "gemini"),
                ("Quotas", "off"),
                ("RateLimitPerMinute", "0"),
            ],
            "off",
            "0",
        ),
        (
            vec![("Quotas", "on"), ("RateLimitPerMinute", "5")],
            "on",
            "5",
        ),
    ] {
        let deployment = Deployment {
            root,
            parameters: parameters.iter().copied().collect(),
        };
        assert_eq!(
            (
                deployment.text(&handed["Quotas"]),
                deployment.text(&handed["RateLimitPerMinute"])
            ),
            (quotas.to_owned(), rate.to_owned()),
            "{ROOT}: {parameters:?}"
        );
    }
}
