//! `infra/api.yaml` and `infra/api-DOMAIN.yaml`: the functions that answer requests, as CloudFormation makes them.
//!
//! A template has at most 500 resources and a function takes four or five, so each domain has one of its own: there is
//! room for a hundred functions in each. `api.yaml` is their parent. It gets every secret once, from template.yaml, and
//! hands each domain what its functions hold.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::{
    File, Workspace,
    function::Function,
    rights::{Right, SECRETS},
};

pub(crate) const FOLDER: &str = "infra";

/// By its path. The other templates in the folder are written by hand.
pub(crate) fn is_generated(path: &str) -> bool {
    path.starts_with("infra/api")
}

const HEAD: &str = "\
# Written by `cargo dev contract` from the functions' routes and from dev/contract/src/rights.rs.

AWSTemplateFormatVersion: '2010-09-09'
";

/// What every function needs of the stack, beside its variables and rights.
const COMMON: [&str; 6] = [
    "Api",
    "Architecture",
    "FunctionLogs",
    "StackName",
    "Tracing",
    "WriteLogs",
];
/// With the certificate of the database.
const LAYER: &str = "DatabaseCertificate";
/// Says where that is, so that whoever reads it needs the layer.
const CERTIFICATE: &str = "DATABASE_CA_FILE";

pub(crate) fn files(workspace: &Workspace) -> Result<Vec<File>> {
    Ok(templates(&workspace.functions()?))
}

/// One a domain, and their parent.
#[must_use]
pub fn templates(functions: &[Function]) -> Vec<File> {
    let mut domains: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
    for function in functions {
        domains.entry(&function.domain).or_default().push(function);
    }
    let mut files = vec![File {
        path: "infra/api.yaml".to_owned(),
        text: parent(&domains),
    }];
    for (domain, functions) in &domains {
        files.push(File {
            path: format!("infra/api-{domain}.yaml"),
            text: of_domain(domain, functions),
        });
    }
    files
}

fn parent(domains: &BTreeMap<&str, Vec<&Function>>) -> String {
    let all = domains.values().flatten().copied();
    let mut lines = vec![
        HEAD.to_owned() + "Description: Repostr, the functions that answer requests.\n",
        parameters(&needed(all)),
        "Resources:".to_owned(),
    ];
    for (domain, functions) in domains {
        lines.push(format!(
            "\n  {}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: api-{domain}.yaml\n      Parameters:",
            camel(domain)
        ));
        for name in needed(functions.iter().copied()) {
            lines.push(format!("        {name}: !Ref {name}"));
        }
    }
    lines.join("\n") + "\n"
}

fn of_domain(domain: &str, functions: &[&Function]) -> String {
    let mut lines = vec![
        format!("{HEAD}Description: Repostr, the functions of {domain}.\n"),
        parameters(&needed(functions.iter().copied())),
        "Resources:".to_owned(),
    ];
    lines.extend(functions.iter().map(|function| of_function(function)));
    let mut roles = BTreeMap::new();
    for function in functions {
        roles.insert(role_name(function), rights(function));
    }
    lines.extend(roles.iter().map(|(name, rights)| role(name, rights)));
    lines.join("\n") + "\n"
}

/// The parameters of a template with these functions.
fn needed<'a>(functions: impl Iterator<Item = &'a Function>) -> BTreeSet<String> {
    let mut names: BTreeSet<_> = COMMON.map(str::to_owned).into();
    for function in functions {
        for variable in variables(function) {
            names.insert(parameter(variable));
            if variable == CERTIFICATE {
                names.insert(LAYER.to_owned());
            }
        }
        names.extend(rights(function).iter().map(|right| right.queue.to_owned()));
    }
    names
}

fn parameters(names: &BTreeSet<String>) -> String {
    let secrets = SECRETS.map(parameter);
    let mut lines = vec!["Parameters:".to_owned()];
    for name in names {
        let hidden = if secrets.contains(name) {
            ", NoEcho: true"
        } else {
            ""
        };
        lines.push(format!("  {name}: {{Type: String{hidden}}}"));
    }
    lines.join("\n") + "\n"
}

fn variables(function: &Function) -> BTreeSet<&'static str> {
    let all = function.uses.iter().flat_map(|used| used.variables);
    all.copied().collect()
}

fn rights(function: &Function) -> Vec<&'static Right> {
    let rights = function.uses.iter().filter_map(|used| used.right.as_ref());
    rights.collect()
}

/// Functions with the same rights have the same role.
fn role_name(function: &Function) -> String {
    let rights = rights(function);
    let names: String = rights.iter().map(|right| right.name).collect();
    if names.is_empty() {
        "PlainRole".to_owned()
    } else {
        names + "Role"
    }
}

fn of_function(function: &Function) -> String {
    let (name, id) = (&function.name, camel(&function.name));
    let variables = variables(function);
    let mut lines = vec![format!(
        "
  {id}:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: !Sub '${{StackName}}-{name}'
      Runtime: provided.al2023
      Handler: bootstrap
      Architectures: [!Ref Architecture]
      Code: ../target/lambda/{name}/
      MemorySize: 256
      # API Gateway gives up after 30 s, so that a function that took longer would answer nobody.
      Timeout: 29
      LoggingConfig: {{LogGroup: !Ref FunctionLogs, LogFormat: JSON}}
      TracingConfig: {{Mode: !Ref Tracing}}
      Role: !GetAtt {}.Arn",
        role_name(function)
    )];
    if variables.contains(CERTIFICATE) {
        lines.push(format!("      Layers: [!Ref {LAYER}]"));
    }
    if !variables.is_empty() {
        lines.push("      Environment:\n        Variables:".to_owned());
    }
    for variable in variables {
        lines.push(format!(
            "          {variable}: !Ref {}",
            parameter(variable)
        ));
    }
    lines.push(format!(
        "
  {id}Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref {id}
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub 'arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}/*'

  {id}Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !GetAtt {id}.Arn
      PayloadFormatVersion: '2.0'
      TimeoutInMillis: 30000"
    ));
    lines.extend(function.routes.iter().map(|route| {
        format!(
            "
  {}:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: {route}
      Target: !Sub 'integrations/${{{id}Integration}}'",
            route_id(route)
        )
    }));
    lines.join("\n")
}

fn role(name: &str, rights: &[&Right]) -> String {
    let mut lines = vec![format!(
        "
  {name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}]
      ManagedPolicyArns: [!Ref WriteLogs]"
    )];
    if !rights.is_empty() {
        lines.push("      Policies:".to_owned());
    }
    for Right {
        name,
        action,
        queue,
    } in rights
    {
        lines.push(format!(
            "        - PolicyName: {name}
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {{Effect: Allow, Action: {action}, Resource: !Ref {queue}}}"
        ));
    }
    lines.join("\n")
}

/// After the route alone: API Gateway has each once, so that it can be given to another function, but not be made a second
/// time before the first is gone.
fn route_id(route: &str) -> String {
    let words = route.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .map(|word| camel(&word.to_lowercase()))
        .collect::<String>()
        + "Route"
}

/// `DATABASE_URL` → `DatabaseUrl`.
#[must_use]
pub fn parameter(variable: &str) -> String {
    camel(&variable.to_lowercase())
}

/// `output-create` → `OutputCreate`.
fn camel(name: &str) -> String {
    let words = name.split(['-', '_']);
    let capital = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    };
    words.map(capital).collect()
}
