//! What a function holds and may do: what it uses, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Workspace, parameter};
use domain::WorkKind;

use super::{
    read,
    template::{ROOT, Templates, ref_of},
};

/// What Lambda gives to every function.
const OF_LAMBDA: [&str; 5] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_EXECUTION_ENV",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
];
/// What is absent on AWS: the default holds, or another variable says the same.
const ABSENT: [&str; 6] = [
    "ALLOW_PRIVATE_ADDRESSES",
    "AWS_ENDPOINT_URL",
    "CLERK_API_URL",
    "CLERK_JWKS_URL",
    "STORAGE_BUCKET",
    "STRIPE_API_URL",
];
/// What a function could read and must not have: a dry run sends nothing.
const WITHHELD: [(&str, &str); 1] = [("output-create", "GENERATION_API_KEY")];

/// What no source of ours reads, but the C library.
const OF_LIBC: &str = "MALLOC_ARENA_MAX";

const SECRETS: [&str; 13] = [
    "CLERK_SECRET_KEY",
    "CLERK_WEBHOOK_SECRET",
    "DATABASE_URL",
    "DELIVERY_DATABASE_URL",
    "GENERATION_API_KEY",
    "MIGRATION_DATABASE_URL",
    "SERVICE_DATABASE_URL",
    "STORAGE_SECRET_ACCESS_KEY",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "TRANSCRIPTION_API_KEY",
    "WEBHOOK_DATABASE_URL",
    "WEBHOOK_ENCRYPTION_KEY",
];

fn variables_read() -> BTreeMap<String, BTreeSet<String>> {
    Workspace::find().unwrap().variables_read().unwrap()
}

#[test]
fn a_function_holds_the_variables_that_its_source_reads_and_no_other() {
    let templates = Templates::read();
    let read = variables_read();
    for function in &templates.functions {
        let name = function.name.as_str();
        let expected: BTreeSet<_> = read[name]
            .iter()
            .map(String::as_str)
            .filter(|variable| !OF_LAMBDA.contains(variable) && !ABSENT.contains(variable))
            .filter(|variable| !WITHHELD.contains(&(name, variable)))
            .collect();
        let held = function.variables.keys().map(String::as_str);
        let held: BTreeSet<_> = held.filter(|variable| *variable != OF_LIBC).collect();
        assert_eq!(held, expected, "{name}");
    }
}

/// The sources are followed to every client: these are what a function is known to use.
#[test]
fn the_reading_of_sources_finds_every_client() {
    let read = variables_read();
    let sources = super::sources();
    let clients = [
        ("UserDb::", "DATABASE_URL"),
        ("ServiceDb::connect(", "SERVICE_DATABASE_URL"),
        (
            "ServiceDb::connect_for_deliveries(",
            "DELIVERY_DATABASE_URL",
        ),
        ("WebhookDb::", "WEBHOOK_DATABASE_URL"),
        ("Storage::", "STORAGE_SECRET_ACCESS_KEY"),
        ("serve(|serve_admin(", "CLERK_JWT_KEY"),
    ]
    .map(|(client, variable)| (client.to_owned(), variable.to_owned()));
    let queues = WorkKind::ALL.map(|work| {
        let queue = work.queue();
        let variable = queue.to_uppercase() + "_QUEUE_URL";
        (format!("Queue::{queue}|Queues::from_env"), variable)
    });
    for (client, variable) in clients.into_iter().chain(queues) {
        for (name, source) in &sources {
            let uses = client.split('|').any(|client| source.contains(client));
            let logins = name == "migrate" && variable.ends_with("DATABASE_URL");
            assert_eq!(
                read[name].contains(&variable),
                uses || logins,
                "{name}: {variable}"
            );
        }
    }
    assert!(read["generation-worker"].contains("GENERATION_API_KEY"));
    assert!(read["ingestion-worker"].contains("TRANSCRIPTION_API_KEY"));
    assert!(read["clerk-webhook"].contains("CLERK_WEBHOOK_SECRET"));
    assert!(read["migrate"].contains("MIGRATION_DATABASE_URL"));
    let opening_secrets = read
        .iter()
        .filter(|(_, read)| read.contains("WEBHOOK_ENCRYPTION_KEY"))
        .map(|(name, _)| name.as_str());
    let expected = ["delivery-worker", "webhook-create", "webhook-rotate"];
    assert_eq!(opening_secrets.collect::<Vec<_>>(), expected);
    let with_stripes_key = read
        .iter()
        .filter(|(_, read)| read.contains("STRIPE_SECRET_KEY"))
        .map(|(name, _)| name.as_str());
    let expected = [
        "billing-checkout",
        "billing-portal",
        "maintenance",
        "stripe-webhook",
    ];
    assert_eq!(with_stripes_key.collect::<Vec<_>>(), expected);
}

#[test]
fn every_variable_is_explained() {
    let explained = read(".env.example");
    let unexplained: BTreeSet<_> = variables_read()
        .into_values()
        .flatten()
        .filter(|variable| !explained.contains(&format!("{variable}=")))
        // Lambda's own.
        .filter(|variable| !["AWS_EXECUTION_ENV", "AWS_SESSION_TOKEN"].contains(&&**variable))
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
}

#[test]
fn only_administration_and_workers_go_past_row_level_security() {
    let templates = Templates::read();
    for function in &templates.functions {
        let name = function.name.as_str();
        let holds = |variable| function.variables.contains_key(variable);
        if name != "migrate" {
            assert!(
                !(holds("DATABASE_URL") && holds("SERVICE_DATABASE_URL")),
                "{name} is under row-level security and past it"
            );
        }
        if !function.routes.is_empty() && !name.starts_with("admin-") {
            assert!(!holds("SERVICE_DATABASE_URL"), "{name}");
        }
        let logins = [
            "DATABASE_URL",
            "SERVICE_DATABASE_URL",
            "MIGRATION_DATABASE_URL",
        ];
        if name == "clerk-webhook" {
            assert!(!logins.into_iter().any(holds), "{name}");
        }
    }
}

#[test]
fn secrets_come_from_secrets_manager_by_version_and_are_never_shown() {
    let templates = Templates::read();
    for function in &templates.functions {
        for (name, value) in &function.variables {
            let (path, origin) = templates.origin(&function.path, value);
            let origin = origin.get("Fn::If").map_or(origin, |choice| &choice[1]);
            if SECRETS.contains(&name.as_str()) {
                let reference =
                    "{{resolve:secretsmanager:${SecretName}:SecretString:NAME::${SecretVersion}}}";
                assert_eq!(path, ROOT, "{name}");
                assert_eq!(origin["Fn::Sub"], reference.replace("NAME", name));
            } else {
                assert!(!origin.to_string().contains("resolve:"), "{name}");
            }
        }
    }
    let secrets = SECRETS.map(parameter);
    for (path, template) in &templates.all {
        for name in template.names("Parameters") {
            let hidden = template.parameter(name).unwrap()["NoEcho"] == true;
            assert_eq!(hidden, secrets.contains(&name.to_owned()), "{path}: {name}");
        }
        // An output of a stack is shown to whoever may look at it.
        let outputs = template.whole["Outputs"].to_string();
        for secret in &secrets {
            assert!(!outputs.contains(secret), "{path}: {secret}");
        }
        assert!(
            path == ROOT || !template.text.contains("{{resolve:"),
            "{path}"
        );
    }
}

/// A secret goes to the parts that use it, and to no other.
#[test]
fn a_part_is_given_what_it_uses_and_nothing_else() {
    let templates = Templates::read();
    for (path, template) in &templates.all {
        let resources = template.whole["Resources"].to_string();
        let conditions = template.whole["Conditions"].to_string();
        for name in template.names("Parameters") {
            let forms = [format!(r#"{{"Ref":"{name}"}}"#), format!("${{{name}}}")];
            let used = |text: &str| forms.iter().any(|one| text.contains(one));
            assert!(used(&resources) || used(&conditions), "{path}: {name}");
        }
        if let Some((parent, part)) = &template.parent {
            let given = &templates.all[parent].resource(part)["Properties"]["Parameters"];
            let given: BTreeSet<_> = given
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            assert_eq!(given, template.names("Parameters"), "{path}");
        }
    }
}

#[test]
fn a_function_may_do_what_it_does_and_nothing_else() {
    let receive =
        "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage";
    let templates = Templates::read();
    let queue = |work: WorkKind| parameter(work.queue()) + "Queue";
    for function in &templates.functions {
        let name = function.name.as_str();
        let sends: &[WorkKind] = match name {
            "output-create" | "output-regenerate" => &[WorkKind::Generation],
            "file-complete" | "file-create" | "file-upload" => &[WorkKind::Ingestion],
            "output-cancel" | "webhook-ping" | "delivery-retry" | "generation-worker" => {
                &[WorkKind::Delivery]
            }
            "ingestion-worker" => &[WorkKind::Generation, WorkKind::Delivery],
            "maintenance" => &WorkKind::ALL,
            // `delivery-worker` among them: it calls whom users name.
            _ => &[],
        };
        let mut expected = vec![(
            "FunctionLogs".to_owned(),
            "logs:CreateLogStream logs:PutLogEvents",
        )];
        expected.extend(sends.iter().map(|work| (queue(*work), "sqs:SendMessage")));
        for work in WorkKind::ALL {
            if name == format!("{}-worker", work.as_str()) {
                expected.push((queue(work), receive));
            }
            if name == "dead-letter-worker" {
                expected.push((parameter(work.queue()) + "DeadLetters", receive));
            }
        }
        if name == "health" {
            expected.push((queue(WorkKind::Generation), "sqs:GetQueueAttributes"));
        }
        let expected: BTreeMap<_, _> = expected
            .into_iter()
            .map(|(on, what)| (on, what.to_owned()))
            .collect();
        assert_eq!(templates.rights(function), expected, "{}", function.name);
    }
    for (path, template) in &templates.all {
        let others = template
            .text
            .lines()
            .filter(|line| !line.contains("[Traces, "));
        assert!(
            !others
                .into_iter()
                .any(|line| line.contains("Resource: '*'")),
            "{path}"
        );
        assert!(!template.text.contains("Policies: ["), "{path}");
    }
}

#[test]
fn migrations_come_before_whoever_uses_the_database() {
    let templates = Templates::read();
    let root = templates.root();
    for function in &templates.functions {
        if function.name == "migrate" {
            continue;
        }
        // The part of the root that it is in, whatever is between.
        let mut template = &templates.all[&function.path];
        let part = loop {
            match template.parent.as_ref() {
                Some((parent, part)) if parent == ROOT => break part,
                Some((parent, _)) => template = &templates.all[parent],
                None => panic!("{} is in the root", function.name),
            }
        };
        assert_eq!(root.resource(part)["DependsOn"], "Migrations", "{part}");
    }
    let migrations = &root.resource("Migrations")["Properties"];
    assert_eq!(ref_of(&migrations["ServiceToken"]), "Migrate");
    assert_eq!(migrations["MigrationsHash"]["Ref"], "MigrationsHash");
}
