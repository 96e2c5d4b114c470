//! An alarm that listens to nothing never goes off.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use web::metrics::{ALL, ENVIRONMENT, NAMESPACE};

use super::{read, template::Templates};

/// Every metric that an alarm looks at, alone or in an expression: namespace, name, dimensions.
fn metrics(alarm: &Value) -> Vec<(String, String, Value)> {
    let all = alarm["Metrics"].as_array().into_iter().flatten();
    let of_expressions = all.filter_map(|metric| metric.pointer("/MetricStat/Metric"));
    let own = alarm.get("MetricName").map(|_| alarm);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    own.into_iter()
        .chain(of_expressions)
        .map(|metric| {
            (
                text(&metric["Namespace"]),
                text(&metric["MetricName"]),
                metric["Dimensions"].clone(),
            )
        })
        .collect()
}

#[test]
fn alarms_listen_to_metrics_that_are_told() {
    let templates = Templates::read();
    let told: BTreeSet<_> = ALL.iter().map(|metric| metric.name).collect();
    assert_eq!(told.len(), ALL.len(), "two metrics of one name");
    let mut heard = BTreeSet::new();
    for (id, alarm) in templates.of_type("AWS::CloudWatch::Alarm") {
        let metrics = metrics(alarm);
        assert!(!metrics.is_empty(), "{id}");
        for (namespace, name, dimensions) in metrics {
            if namespace == NAMESPACE {
                assert!(told.contains(name.as_str()), "{id}: nobody tells {name}");
                let environment =
                    json!([{ "Name": ENVIRONMENT, "Value": { "Ref": "Environment" } }]);
                assert_eq!(dimensions, environment, "{id}");
                heard.insert(name);
            } else {
                assert!(namespace.starts_with("AWS/"), "{id}: {namespace}");
            }
        }
    }
    let expected = [
        "BillingRefused",
        "Completed",
        "Failed",
        "QueueAge",
        "Retried",
        "TaskFailed",
    ];
    assert_eq!(heard, expected.map(str::to_owned).into());
}

#[test]
fn every_alarm_and_metric_is_explained() {
    let templates = Templates::read();
    let guide = read("docs/operations.md");
    for (id, alarm) in templates.of_type("AWS::CloudWatch::Alarm") {
        assert!(guide.contains(&format!("| `{id}` |")), "{id}");
        for actions in ["AlarmActions", "OKActions"] {
            assert_eq!(alarm[actions], json!([{ "Ref": "Alarms" }]), "{id}");
        }
    }
    for metric in ALL {
        assert!(
            guide.contains(&format!("`{}`", metric.name)),
            "{}",
            metric.name
        );
    }
}
