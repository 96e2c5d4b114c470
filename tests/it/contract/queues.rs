//! What comes without being called, queues and schedules, and the times that must fit into each other.

use std::{collections::BTreeSet, time::Duration};

use domain::WorkKind;
use serde_json::Value;

use super::template::{Templates, ref_of};

#[test]
fn a_message_is_invisible_until_no_worker_can_still_have_it() {
    let templates = Templates::read();
    for function in &templates.functions {
        let template = &templates.all[&function.path];
        for source in &function.queues {
            let id = ref_of(&source["EventSourceArn"]);
            let queue = &template.resource(id)["Properties"];
            let visibility = queue["VisibilityTimeout"].as_u64().unwrap();
            assert!(
                visibility >= 6 * function.timeout.as_secs(),
                "{id}: {visibility} s"
            );
            assert_eq!(
                source["FunctionResponseTypes"][0], "ReportBatchItemFailures",
                "{id}"
            );
            assert_eq!(source["BatchSize"], 10, "{id}");
            let window = source
                .get("MaximumBatchingWindowInSeconds")
                .map_or(0, |window| window.as_u64().unwrap());
            assert!(window <= 2, "{id}: someone waits for it");
            let most = &source["ScalingConfig"]["MaximumConcurrency"];
            let most = templates.number(&function.path, most);
            assert!((2..=1000).contains(&most), "{id}: {most}");
        }
    }
}

#[test]
fn a_message_that_nobody_can_work_on_goes_to_the_queue_s_own_dead_letters() {
    let templates = Templates::read();
    let queues = templates.of_type("AWS::SQS::Queue");
    let (sources, dead): (Vec<_>, Vec<_>) = queues
        .iter()
        .partition(|(_, queue)| queue.get("RedrivePolicy").is_some());
    assert_eq!(sources.len(), WorkKind::ALL.len());
    assert_eq!(dead.len(), WorkKind::ALL.len());
    let worker = templates.function("dead-letter-worker");
    let read: BTreeSet<_> = worker
        .queues
        .iter()
        .map(|source| ref_of(&source["EventSourceArn"]))
        .collect();
    for (id, queue) in sources {
        let redrive = &queue["RedrivePolicy"];
        assert!(redrive["maxReceiveCount"].as_u64().unwrap() >= 5, "{id}");
        let target = ref_of(&redrive["deadLetterTargetArn"]);
        let (_, letters) = dead.iter().find(|(dead, _)| *dead == target).unwrap();
        // By its name, since two resources can't refer to each other.
        let allowed = letters["RedriveAllowPolicy"]["sourceQueueArns"][0]["Fn::Sub"]
            .as_str()
            .unwrap();
        let name = queue["QueueName"]["Fn::Sub"].as_str().unwrap();
        assert!(
            allowed.ends_with(&format!(":{name}")),
            "{target} belongs to {allowed}"
        );
        assert_eq!(
            letters["RedriveAllowPolicy"]["redrivePermission"],
            "byQueue"
        );
        assert_eq!(
            letters["MessageRetentionPeriod"],
            14 * 24 * 60 * 60,
            "{target}"
        );
        assert!(read.contains(target), "nobody reads {target}");
    }
    assert_eq!(read.len(), WorkKind::ALL.len());
    assert!(
        queues
            .iter()
            .all(|(_, queue)| queue["SqsManagedSseEnabled"] == true)
    );
}

#[test]
fn times_fit_into_each_other() {
    let templates = Templates::read();
    let worker = templates.function("generation-worker").timeout;
    assert!(
        3 * jobs::HEARTBEAT <= jobs::LEASE,
        "a lease outlives two heartbeats that are lost"
    );
    assert!(
        (60..=90).contains(&jobs::LEASE.as_secs()),
        "a killed worker's job is taken up again soon"
    );
    assert!(
        jobs::PROVIDER_TIMEOUT + Duration::from_secs(30) <= worker,
        "there is time to write what came of it"
    );
    for function in &templates.functions {
        let most = if function.routes.is_empty() { 900 } else { 29 };
        assert!(function.timeout.as_secs() <= most, "{}", function.name);
        assert!(
            function.routes.is_empty() || web::limits::REQUEST < function.timeout,
            "{}",
            function.name
        );
    }
}

#[test]
fn maintenance_comes_each_minute_and_vacuum_each_week() {
    let templates = Templates::read();
    let schedules = |name: &str| -> BTreeSet<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let schedules = &templates.function(name).schedules;
        schedules
            .iter()
            .map(|schedule| {
                let target = &schedule["Targets"][0];
                (
                    text(&schedule["ScheduleExpression"]),
                    text(&target["Input"]),
                )
            })
            .collect()
    };
    let expected = |all: &[(&str, &str)]| {
        all.iter()
            .map(|(when, what)| (when.to_string(), what.to_string()))
            .collect()
    };
    let maintenance: BTreeSet<_> = expected(&[
        (
            "rate(1 minute)",
            r#"{"tasks":["minutely","erasure","deletions","archive"]}"#,
        ),
        ("rate(1 hour)", r#"{"tasks":["hourly"]}"#),
        ("cron(17 3 * * ? *)", r#"{"tasks":["daily"]}"#),
        ("cron(37 3 1 * ? *)", r#"{"tasks":["monthly"]}"#),
    ]);
    assert_eq!(schedules("maintenance"), maintenance);
    assert_eq!(
        schedules("migrate"),
        expected(&[("cron(47 3 ? * SUN *)", r#"{"task":"vacuum"}"#)])
    );
}
