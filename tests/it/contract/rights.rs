//! What a function holds and may do: what it uses, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    sources,
    template::{Template, ref_of},
};

/// What a source constructs, and the variables that it needs for it.
const CLIENTS: [(&str, &[&str]); 5] = [
    ("UserDb::", &["DATABASE_URL"]),
    ("ServiceDb::", &["SERVICE_DATABASE_URL"]),
    ("Storage::", &["STORAGE_SECRET_ACCESS_KEY"]),
    ("Queue::outputs", &["OUTPUTS_QUEUE_URL"]),
    ("Queue::transcriptions", &["TRANSCRIPTIONS_QUEUE_URL"]),
];

#[test]
fn a_function_has_the_secrets_that_it_uses_and_no_other() {
    let template = Template::read();
    let sources = sources();
    for function in &template.functions {
        let source = &sources[&function.name];
        let used = CLIENTS.iter().filter(|(client, _)| source.contains(client));
        let mut expected: BTreeSet<_> = used
            .flat_map(|(_, variables)| variables.iter().copied())
            .collect();
        match function.name.as_str() {
            "generation-worker" => expected.extend(["GENERATION_API_KEY"]),
            "transcription-worker" => expected.extend(["TRANSCRIPTION_API_KEY"]),
            "clerk-webhook" => expected.extend(["CLERK_WEBHOOK_SECRET"]),
            // It gives both logins their passwords.
            "migrate" => expected.extend([
                "MIGRATION_DATABASE_URL",
                "DATABASE_URL",
                "SERVICE_DATABASE_URL",
            ]),
            name => assert!(
                !(expected.contains("DATABASE_URL") && expected.contains("SERVICE_DATABASE_URL")),
                "{name} is under row-level security and past it"
            ),
        }
        let past = function.name.starts_with("admin-") || function.name == "clerk-webhook";
        if !function.routes.is_empty() && !past {
            assert!(
                !expected.contains("SERVICE_DATABASE_URL"),
                "{}: a route past row-level security",
                function.name
            );
        }
        let held: BTreeSet<_> = function.own_variables.keys().map(String::as_str).collect();
        assert_eq!(held, expected, "{}", function.name);
    }
}

#[test]
fn secrets_come_from_secrets_manager_by_version() {
    let template = Template::read();
    let count = template.text.matches("{{resolve:").count();
    assert!(
        count <= 60,
        "CloudFormation takes 60 dynamic references a template, this has {count}"
    );
    for function in &template.functions {
        for (name, value) in function
            .own_variables
            .iter()
            .filter(|(name, _)| !name.ends_with("_QUEUE_URL"))
        {
            let value = value.get("Fn::If").map_or(value, |choice| &choice[1]);
            let reference =
                "{{resolve:secretsmanager:${SecretName}:SecretString:NAME::${SecretVersion}}}";
            assert_eq!(
                value["Fn::Sub"],
                reference.replace("NAME", name),
                "{}",
                function.name
            );
        }
    }
    let settings = template.settings();
    assert!(
        !settings.to_string().contains("resolve:"),
        "every function would hold it"
    );
}

#[test]
fn a_function_may_do_what_it_does_and_nothing_else() {
    let receive =
        "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage";
    let template = Template::read();
    for function in &template.functions {
        let expected: &[(&str, &str)] = match function.name.as_str() {
            "health" => &[("Outputs", "sqs:GetQueueAttributes")],
            "output-create" | "output-regenerate" => &[("Outputs", "sqs:SendMessage")],
            "file-complete" | "file-upload" => &[("Transcriptions", "sqs:SendMessage")],
            "maintenance" => &[
                ("Outputs", "sqs:SendMessage"),
                ("Transcriptions", "sqs:SendMessage"),
            ],
            "transcription-worker" => {
                &[("Transcriptions", receive), ("Outputs", "sqs:SendMessage")]
            }
            "generation-worker" => &[("Outputs", receive)],
            "dead-letter-worker" => &[
                ("OutputsDeadLetters", receive),
                ("TranscriptionsDeadLetters", receive),
            ],
            _ => &[],
        };
        let logs = [("FunctionLogs", "logs:CreateLogStream logs:PutLogEvents")];
        let expected: BTreeMap<_, _> = expected
            .iter()
            .chain(&logs)
            .map(|(on, what)| (on.to_string(), what.to_string()))
            .collect();
        assert_eq!(template.rights(function), expected, "{}", function.name);
    }
    assert!(!template.text.contains("Resource: '*'") && !template.text.contains("Policies: ["));
}

#[test]
fn migrations_come_before_whoever_uses_the_database() {
    let template = Template::read();
    for function in &template.functions {
        let uses = function
            .own_variables
            .keys()
            .any(|name| name.ends_with("DATABASE_URL"));
        let waits = template.resources[&function.id]["DependsOn"] == "Migrations";
        assert_eq!(
            waits,
            uses && function.name != "migrate",
            "{}",
            function.name
        );
    }
    let migrations = &template.resources["Migrations"]["Properties"];
    assert_eq!(ref_of(&migrations["ServiceToken"]), "Migrate");
    assert_eq!(migrations["MigrationsHash"]["Ref"], "MigrationsHash");
}
