//! CloudFormation and API Gateway refuse what is too large, and only when it is deployed.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html>
//! <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>

use contract::{Function, rights, templates};
use serde_json::{Map, Value};

use super::template::{ROOT, Template, Templates};

/// From here on there is something to be done about it: a part that becomes two.
const PERCENT: usize = 80;

/// What is limited in a template, how much there is, and how much there may be.
fn figures(template: &Template) -> [(&'static str, usize, usize); 5] {
    [
        (
            "dynamic references",
            template.text.matches("{{resolve:").count(),
            60,
        ),
        ("resources", template.names("Resources").len(), 500),
        ("parameters", template.names("Parameters").len(), 200),
        ("outputs", template.names("Outputs").len(), 200),
        ("bytes", template.text.len(), 1_000_000),
    ]
}

/// Each figure that is over, with its place.
fn over(path: &str, template: &Template) -> Vec<String> {
    let figures = figures(template).into_iter();
    let over = figures.filter(|(_, count, limit)| count * 100 > limit * PERCENT);
    over.map(|(what, count, limit)| format!("{path}: {count} of {limit} {what}"))
        .collect()
}

fn routes<'a>(all: impl Iterator<Item = &'a Template>) -> usize {
    all.map(|template| template.of_type("AWS::ApiGatewayV2::Route").len())
        .sum()
}

#[test]
fn templates_stay_below_four_fifths_of_every_limit() {
    let templates = Templates::read();
    for (path, template) in &templates.all {
        assert_eq!(over(path, template), Vec::<String>::new());
    }
    // AWS raises the 300 routes of an API on request, and not the 300 integrations.
    assert!(routes(templates.all.values()) * 100 <= 300 * PERCENT);
}

/// Bytes of a value that the deployment alone knows, by its name's end. A login's URL with a password of 64 characters is
/// shorter than 160, and a public key of 4,096 bits has 736 in base64; what is left is numbers, switches and short names.
fn value_bytes(name: &str) -> usize {
    match name.rsplit('_').next() {
        _ if name == "CLERK_JWT_KEY" => 736,
        Some("URL" | "ENDPOINT" | "KEY" | "ISSUER" | "PARTIES" | "IDS") => 160,
        _ => 32,
    }
}

/// What a function's variables take, names and values, at most.
fn variable_bytes(variables: &Map<String, Value>) -> usize {
    let bytes = |(name, value): (&String, &Value)| {
        name.len() + value.as_str().map_or_else(|| value_bytes(name), str::len)
    };
    variables.iter().map(bytes).sum()
}

#[test]
fn a_functions_variables_stay_below_four_fifths_of_their_limit() {
    let functions = Templates::read().functions;
    let most = functions
        .iter()
        .map(|function| (variable_bytes(&function.variables), &function.name))
        .max()
        .unwrap();
    assert!(most.0 * 100 <= 4096 * PERCENT, "{most:?}");
    let long = "x".repeat(3277);
    let variables = Map::from_iter([("A".to_owned(), Value::String(long))]);
    assert!(variable_bytes(&variables) * 100 > 4096 * PERCENT);
}

/// As many as the deployment is to have room for, each with what one of today's uses.
fn functions(count: usize, domains: usize) -> Vec<Function> {
    let uses = [
        "output-create",
        "file-upload",
        "project-get",
        "admin-users",
        "health",
    ];
    (0..count)
        .map(|at| Function {
            name: format!("synthetic-function-{at}"),
            domain: format!("domain{}", at % domains),
            routes: methods(at)
                .iter()
                .map(|method| format!("{method} /projects/{{project_id}}/synthetic-function-{at}"))
                .collect(),
            uses: rights::uses(uses[at % uses.len()]),
        })
        .collect()
}

/// Half of them read.
fn methods(at: usize) -> &'static [&'static str] {
    if at.is_multiple_of(2) {
        &["GET", "HEAD"]
    } else {
        &["POST"]
    }
}

#[test]
fn two_hundred_functions_have_room() {
    let files = templates(&functions(200, 8));
    let made: Vec<_> = files
        .into_iter()
        .map(|file| (file.path, Template::parse(file.text, None)))
        .collect();
    assert_eq!(made.len(), 9);
    for (path, template) in &made {
        assert_eq!(over(path, template), Vec::<String>::new());
    }
    let functions = made
        .iter()
        .map(|(_, template)| template.of_type("AWS::Lambda::Function").len());
    assert_eq!(functions.sum::<usize>(), 200);
    assert!(routes(made.iter().map(|(_, template)| template)) <= 300);
    // What the root resolves does not grow with them, but with the secrets and the parts that they are given to.
    let root = &Templates::read().all[ROOT];
    assert!(root.text.matches("{{resolve:").count() <= 22);
}

#[test]
fn a_domain_that_is_too_large_is_told() {
    let files = templates(&functions(120, 1));
    let told: Vec<_> = files
        .into_iter()
        .flat_map(|file| over(&file.path.clone(), &Template::parse(file.text, None)))
        .collect();
    assert_eq!(told, ["infra/api-domain0.yaml: 544 of 500 resources"]);
}
