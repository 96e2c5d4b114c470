//! The dashboard: what it shows is there, and CloudWatch takes it.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>

use std::collections::BTreeSet;

use serde_json::Value;
use web::metrics::{ALL, ENVIRONMENT, NAMESPACE};

use super::template::Templates;

/// Columns of a page.
const COLUMNS: u64 = 24;
/// Metrics of a dashboard that costs nothing.
const FREE: usize = 50;

fn body(templates: &Templates) -> Value {
    let all = templates.of_type("AWS::CloudWatch::Dashboard");
    let [(_, dashboard)] = all.as_slice() else {
        panic!("there is one dashboard");
    };
    let body = dashboard["DashboardBody"]["Fn::Sub"].as_str().unwrap();
    serde_json::from_str(body).unwrap()
}

/// Namespace, name, and dimensions with their values, of each line: `.` is what the line before has there, and `...` all
/// that the line itself does not say.
fn metrics(widget: &Value) -> Vec<Vec<String>> {
    let mut before: Vec<String> = Vec::new();
    let mut metrics = Vec::new();
    for line in widget["properties"]["metrics"].as_array().unwrap() {
        let said: Vec<&str> = line
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        // An expression.
        if said.is_empty() {
            continue;
        }
        let whole: Vec<String> = if said[0] == "..." {
            let kept = before.len() - (said.len() - 1);
            let own = said[1..].iter().map(|own| (*own).to_owned());
            before[..kept].iter().cloned().chain(own).collect()
        } else {
            let at = |(at, said): (usize, &&str)| match *said {
                "." => before[at].clone(),
                own => own.to_owned(),
            };
            said.iter().enumerate().map(at).collect()
        };
        before.clone_from(&whole);
        metrics.push(whole);
    }
    metrics
}

#[test]
fn the_dashboard_shows_metrics_that_are_told() {
    let templates = Templates::read();
    let told: BTreeSet<_> = ALL.iter().map(|metric| metric.name).collect();
    let functions: BTreeSet<_> = templates
        .functions
        .iter()
        .map(|function| format!("${{StackName}}-{}", function.name))
        .collect();
    let queues: BTreeSet<_> = templates
        .of_type("AWS::SQS::Queue")
        .into_iter()
        .map(|(_, queue)| queue["QueueName"]["Fn::Sub"].as_str().unwrap().to_owned())
        .collect();
    let mut count = 0;
    for widget in body(&templates)["widgets"].as_array().unwrap() {
        for metric in metrics(widget) {
            count += 1;
            let said: Vec<&str> = metric.iter().map(String::as_str).collect();
            match said[..] {
                [NAMESPACE, name, ENVIRONMENT, "${Environment}"] => {
                    assert!(told.contains(name), "nobody tells {name}");
                }
                ["AWS/ApiGateway", _, "ApiId", "${Api}"] | ["AWS/Lambda", _] => {}
                ["AWS/Lambda", _, "FunctionName", name] => {
                    assert!(functions.contains(name), "no function {name}");
                }
                ["AWS/SQS", _, "QueueName", name] => {
                    assert!(queues.contains(name), "no queue {name}");
                }
                _ => panic!("{metric:?}"),
            }
        }
    }
    assert!((20..=FREE).contains(&count), "{count}");
}

#[test]
fn the_widgets_of_the_dashboard_stand_side_by_side() {
    let mut taken = BTreeSet::new();
    for widget in body(&Templates::read())["widgets"].as_array().unwrap() {
        let number = |name: &str| widget[name].as_u64().unwrap();
        let (x, y) = (number("x"), number("y"));
        for column in x..x + number("width") {
            assert!(column < COLUMNS, "{widget}");
            for row in y..y + number("height") {
                assert!(taken.insert((column, row)), "{widget}");
            }
        }
    }
}
