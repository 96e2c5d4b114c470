//! The system's parts agree: template.yaml, the binaries, the routes and openapi.json say the same, times fit into each
//! other, and no function holds more than it uses. Linters see nothing of this.

mod openapi;
mod template;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use serde_json::Value;
use template::{Template, ref_of};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// What cargo knows of the workspace: its metadata, and name → source of each function.
fn workspace() -> (Value, BTreeMap<String, String>) {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    let all: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let functions = all["packages"].as_array().unwrap().iter().find(|package| package["name"] == "functions").unwrap();
    let binaries = functions["targets"].as_array().unwrap().iter().filter(|target| target["kind"][0] == "bin");
    let source = |target: &Value| fs::read_to_string(target["src_path"].as_str().unwrap()).unwrap();
    let sources = binaries.map(|target| (target["name"].as_str().unwrap().to_owned(), source(target))).collect();
    (all["metadata"].clone(), sources)
}

/// `GET /projects/{project_id} project-get`.
type Routes = BTreeSet<String>;

fn routes_of_the_code() -> Routes {
    functions::ALL.iter().map(|route| format!("{} {} {}", route.method, route.path, route.function)).collect()
}

#[test]
fn every_binary_is_deployed_and_every_deployed_function_is_a_binary() {
    let template = Template::read();
    let deployed: BTreeSet<_> = template.functions.iter().map(|function| function.name.as_str()).collect();
    let (_, sources) = workspace();
    assert_eq!(deployed, sources.keys().map(String::as_str).collect());
    for function in &template.functions {
        let words = function.name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
        assert_eq!(function.id, words.collect::<String>(), "its name in the template");
    }
}

#[test]
fn the_template_has_the_routes_of_the_code() {
    let template = Template::read();
    let routes = |function: &template::Function| {
        let name = function.name.clone();
        function.routes.clone().into_iter().map(move |route| format!("{route} {name}"))
    };
    let (catch_all, deployed): (Routes, Routes) =
        template.functions.iter().flat_map(routes).partition(|route| route.starts_with("$default"));
    assert_eq!(deployed, routes_of_the_code());
    assert_eq!(catch_all, ["$default fallback".to_owned()].into());
}

#[test]
fn the_local_router_has_the_routes_of_the_code() {
    let (metadata, sources) = workspace();
    let router = metadata["lambda"]["watch"]["router"].as_object().unwrap();
    let mut routes = Routes::new();
    for (path, methods) in router {
        // A path on its own is every method of it.
        let catch_all = [serde_json::json!({ "method": "$default", "function": methods })];
        for route in methods.as_array().map_or(&catch_all[..], Vec::as_slice) {
            let [method, function] = ["method", "function"].map(|name| route[name].as_str().unwrap());
            assert!(sources.contains_key(function), "{function} is no binary");
            assert!(routes.insert(format!("{method} {path} {function}")), "{method} {path} twice");
        }
    }
    // `fallback` also stands at each path with the methods that nobody else takes.
    routes.retain(|route| !route.ends_with(" fallback"));
    assert_eq!(routes, routes_of_the_code());
}

#[test]
fn a_message_is_invisible_until_no_worker_can_still_have_it() {
    let template = Template::read();
    for function in &template.functions {
        for source in &function.queues {
            let id = ref_of(&source["Queue"]);
            let queue = &template.resources[id]["Properties"];
            let visibility = queue["VisibilityTimeout"].as_u64().unwrap();
            assert!(visibility >= 6 * function.timeout.as_secs(), "{id}: {visibility} s");
            assert_eq!(source["FunctionResponseTypes"][0], "ReportBatchItemFailures", "{id}");
            assert_eq!(source["BatchSize"], 10, "{id}");
            let window = source.get("MaximumBatchingWindowInSeconds").map_or(0, |window| window.as_u64().unwrap());
            assert!(window <= 2, "{id}: someone waits for it");
            let most = template.number(&source["ScalingConfig"]["MaximumConcurrency"]);
            assert!((2..=1000).contains(&most), "{id}: {most}");
        }
    }
}

#[test]
fn a_message_that_nobody_can_work_on_goes_to_the_queue_s_own_dead_letters() {
    let template = Template::read();
    let queues = template.of_type("AWS::SQS::Queue");
    let (sources, dead): (Vec<_>, Vec<_>) = queues.iter().partition(|(_, queue)| queue.get("RedrivePolicy").is_some());
    assert_eq!(sources.len(), 2);
    assert_eq!(dead.len(), 2);
    let worker = template.function("dead-letter-worker");
    let read: BTreeSet<_> = worker.queues.iter().map(|source| ref_of(&source["Queue"])).collect();
    for (id, queue) in sources {
        let redrive = &queue["RedrivePolicy"];
        assert!(redrive["maxReceiveCount"].as_u64().unwrap() >= 5, "{id}");
        let target = ref_of(&redrive["deadLetterTargetArn"]);
        let (_, letters) = dead.iter().find(|(dead, _)| *dead == target).unwrap();
        // By its name, since two resources can't refer to each other.
        let allowed = letters["RedriveAllowPolicy"]["sourceQueueArns"][0]["Fn::Sub"].as_str().unwrap();
        let name = queue["QueueName"]["Fn::Sub"].as_str().unwrap();
        assert!(allowed.ends_with(&format!(":{name}")), "{target} belongs to {allowed}");
        assert_eq!(letters["RedriveAllowPolicy"]["redrivePermission"], "byQueue");
        assert_eq!(letters["MessageRetentionPeriod"], 14 * 24 * 60 * 60, "{target}");
        assert!(read.contains(target), "nobody reads {target}");
    }
    assert_eq!(read.len(), 2);
    assert!(queues.iter().all(|(_, queue)| queue["SqsManagedSseEnabled"] == true));
}

#[test]
fn times_fit_into_each_other() {
    let template = Template::read();
    let worker = template.function("generation-worker").timeout;
    assert!(3 * jobs::HEARTBEAT <= jobs::LEASE, "a lease outlives two heartbeats that are lost");
    assert!((60..=90).contains(&jobs::LEASE.as_secs()), "a killed worker's job is taken up again soon");
    assert!(jobs::PROVIDER_TIMEOUT + Duration::from_secs(30) <= worker, "there is time to write what came of it");
    for function in &template.functions {
        let most = if function.routes.is_empty() { 900 } else { 29 };
        assert!(function.timeout.as_secs() <= most, "{}", function.name);
        assert!(function.routes.is_empty() || http::limits::REQUEST < function.timeout, "{}", function.name);
    }
}

#[test]
fn maintenance_comes_each_minute_and_vacuum_each_week() {
    let template = Template::read();
    let schedules = |name: &str| -> BTreeSet<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let schedules = &template.function(name).schedules;
        schedules.iter().map(|schedule| (text(&schedule["Schedule"]), text(&schedule["Input"]))).collect()
    };
    let expected = |all: &[(&str, &str)]| all.iter().map(|(when, what)| (when.to_string(), what.to_string())).collect();
    let maintenance: BTreeSet<_> = expected(&[
        ("rate(1 minute)", r#"{"tasks":["minutely"]}"#),
        ("cron(17 3 * * ? *)", r#"{"tasks":["daily"]}"#),
        ("cron(37 3 1 * ? *)", r#"{"tasks":["monthly"]}"#),
    ]);
    assert_eq!(schedules("maintenance"), maintenance);
    assert_eq!(schedules("migrate"), expected(&[("cron(47 3 ? * SUN *)", r#"{"task":"vacuum"}"#)]));
}

/// What a source constructs, and the variables that it needs for it.
const CLIENTS: [(&str, &[&str]); 4] = [
    ("UserDb::", &["DATABASE_URL"]),
    ("ServiceDb::", &["SERVICE_DATABASE_URL"]),
    ("Storage::", &["STORAGE_ACCESS_KEY_ID", "STORAGE_SECRET_ACCESS_KEY"]),
    ("Queue::", &["OUTPUTS_QUEUE_URL"]),
];

#[test]
fn a_function_has_the_secrets_that_it_uses_and_no_other() {
    let template = Template::read();
    let (_, sources) = workspace();
    for function in &template.functions {
        let source = &sources[&function.name];
        let used = CLIENTS.iter().filter(|(client, _)| source.contains(client));
        let mut expected: BTreeSet<_> = used.flat_map(|(_, variables)| variables.iter().copied()).collect();
        match function.name.as_str() {
            "generation-worker" => expected.extend(["GENERATION_API_KEY"]),
            // It gives both logins their passwords.
            "migrate" => expected.extend(["MIGRATION_DATABASE_URL", "DATABASE_URL", "SERVICE_DATABASE_URL"]),
            name => assert!(
                !(expected.contains("DATABASE_URL") && expected.contains("SERVICE_DATABASE_URL")),
                "{name} is under row-level security and past it"
            ),
        }
        if !function.routes.is_empty() {
            assert!(!expected.contains("SERVICE_DATABASE_URL"), "{}: a route past row-level security", function.name);
        }
        let held: BTreeSet<_> = function.own_variables.keys().map(String::as_str).collect();
        assert_eq!(held, expected, "{}", function.name);
    }
}

#[test]
fn secrets_come_from_secrets_manager_by_version() {
    let template = Template::read();
    let count = template.text.matches("{{resolve:").count();
    assert!(count <= 60, "CloudFormation takes 60 dynamic references a template, this has {count}");
    for function in &template.functions {
        for (name, value) in function.own_variables.iter().filter(|(name, _)| !name.ends_with("_QUEUE_URL")) {
            let value = value.get("Fn::If").map_or(value, |choice| &choice[1]);
            let reference = "{{resolve:secretsmanager:${SecretName}:SecretString:NAME::${SecretVersion}}}";
            assert_eq!(value["Fn::Sub"], reference.replace("NAME", name), "{}", function.name);
        }
    }
    let settings = template.settings();
    assert!(!settings.to_string().contains("resolve:"), "every function would hold it");
}

#[test]
fn a_function_may_do_what_it_does_and_nothing_else() {
    let receive = "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage";
    let template = Template::read();
    for function in &template.functions {
        let expected: &[(&str, &str)] = match function.name.as_str() {
            "health" => &[("Outputs", "sqs:GetQueueAttributes")],
            "output-create" | "maintenance" => &[("Outputs", "sqs:SendMessage")],
            "generation-worker" => &[("Outputs", receive)],
            "dead-letter-worker" => &[("OutputsDeadLetters", receive), ("TranscriptionsDeadLetters", receive)],
            _ => &[],
        };
        let logs = [("FunctionLogs", "logs:CreateLogStream logs:PutLogEvents")];
        let expected: BTreeMap<_, _> = expected.iter().chain(&logs).map(|(on, what)| (on.to_string(), what.to_string())).collect();
        assert_eq!(template.rights(function), expected, "{}", function.name);
    }
    assert!(!template.text.contains("Resource: '*'") && !template.text.contains("Policies: ["));
}

#[test]
fn migrations_come_before_whoever_uses_the_database() {
    let template = Template::read();
    for function in &template.functions {
        let uses = function.own_variables.keys().any(|name| name.ends_with("DATABASE_URL"));
        let waits = template.resources[&function.id]["DependsOn"] == "Migrations";
        assert_eq!(waits, uses && function.name != "migrate", "{}", function.name);
    }
    let migrations = &template.resources["Migrations"]["Properties"];
    assert_eq!(ref_of(&migrations["ServiceToken"]), "Migrate");
    assert_eq!(migrations["MigrationsHash"]["Ref"], "MigrationsHash");
}

#[test]
fn browsers_may_send_and_see_what_the_api_uses() {
    let cors = &Template::read().resources["Api"]["Properties"]["CorsConfiguration"];
    let names = |list: &Value| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_lowercase()).collect()
    };
    let (sent, seen) = openapi::headers();
    assert!(names(&cors["AllowHeaders"]).is_superset(&sent), "{sent:?}");
    assert!(names(&cors["ExposeHeaders"]).is_superset(&seen), "{seen:?}");
    let methods: BTreeSet<_> = functions::ALL.iter().map(|route| route.method.as_str().to_lowercase()).collect();
    assert!(names(&cors["AllowMethods"]).is_superset(&methods));
}
