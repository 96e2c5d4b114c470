//! A kind of work is the same everywhere: in the code, the database, the templates and the alarms.

use std::fs;

use domain::WorkKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    read, root, sources,
    template::{Templates, ref_of},
};

/// The column of `private.jobs` with the subject's id, which is the key in a message, too.
pub(crate) fn column(work: WorkKind) -> String {
    let subject = json!(work.subject(Uuid::nil()));
    subject.as_object().unwrap().keys().next().unwrap().clone()
}

#[test]
fn each_kind_of_work_has_a_queue_and_a_worker_that_reads_it() {
    let (templates, sources) = (Templates::read(), sources());
    for work in WorkKind::ALL {
        let name = format!("{}-worker", work.as_str());
        assert!(sources.contains_key(&name), "no binary {name}");
        let worker = templates.function(&name);
        assert_eq!(worker.queues.len(), 1, "{name}");
        let queue = ref_of(&worker.queues[0]["EventSourceArn"]);
        let queue = templates.all[&worker.path].resource(queue);
        let expected = format!("${{StackName}}-{}", work.queue());
        assert_eq!(queue["Properties"]["QueueName"]["Fn::Sub"], expected);
    }
}

#[test]
fn each_kind_of_work_has_its_alarms() {
    let templates = Templates::read();
    let alarms: Value = templates
        .of_type("AWS::CloudWatch::Alarm")
        .into_iter()
        .map(|(_, alarm)| alarm.clone())
        .collect();
    let alarms = alarms.to_string();
    for work in WorkKind::ALL {
        let (queue, worker) = (work.queue(), work.as_str());
        for name in [
            queue.to_owned(),
            format!("{queue}-dead-letter"),
            format!("{worker}-worker"),
        ] {
            let listens = alarms.contains(&format!("\"${{StackName}}-{name}\""));
            assert!(listens, "no alarm listens to {name}");
        }
    }
}

#[test]
fn the_database_knows_each_kind_of_work() {
    let (schema, functions) = (
        read("docs/schema.sql"),
        read("migrations/repeatable/jobs.sql"),
    );
    let table = schema.split("CREATE TABLE private.jobs").nth(1).unwrap();
    let jobs = &table[..table.find("ENABLE ROW LEVEL SECURITY").unwrap()];
    let table = &table[..table.find(") WITH").unwrap()];
    for work in WorkKind::ALL {
        let (name, column) = (work.as_str(), column(work));
        let checked = format!("WHEN '{name}'::text THEN {column}");
        assert!(table.contains(&checked), "{name}: jobs_subject_check");
        let cascades = table.lines().any(|line| {
            line.contains(&format!("FOREIGN KEY ({column}, user_id)"))
                && line.contains("ON DELETE CASCADE")
        });
        assert!(cascades, "{name}: a job outlives its subject");
        let found = [
            format!("ON private.jobs USING btree ({column})"),
            format!("UNIQUE ({column})"),
        ];
        let found = found.iter().any(|index| jobs.contains(index.as_str()));
        assert!(found, "{name}: a job is found by reading them all");
        for function in ["job_input", "store_result", "show_job"] {
            let text = functions
                .split(&format!("FUNCTION private.{function}("))
                .nth(1);
            let text = text.unwrap().split("$$;").next().unwrap();
            assert!(
                text.contains(&format!("WHEN '{name}' THEN")),
                "{name}: {function}"
            );
        }
    }
}

/// All statements find a job by its subject, whichever that is, and tell whichever it is, by two functions.
#[test]
fn jobs_are_found_by_every_subject() {
    let functions = read("migrations/repeatable/jobs.sql");
    for function in ["is_job_of", "subject_of"] {
        let text = functions
            .split(&format!("FUNCTION private.{function}("))
            .nth(1);
        let text = text.unwrap().split(';').next().unwrap();
        for column in WorkKind::ALL.map(column) {
            let of_job = format!("p_job.{column}");
            assert!(text.contains(&of_job), "{function}: {column}");
        }
    }
    let mut statements = vec![functions, read("migrations/repeatable/progress.sql")];
    for entry in fs::read_dir(root().join(".sqlx")).unwrap() {
        let query: Value =
            serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        statements.push(query["query"].as_str().unwrap().to_owned());
    }
    let found: usize = statements
        .iter()
        .map(|text| text.matches("private.is_job_of(job").count())
        .sum();
    assert!(found >= 12, "{found}");
    for column in WorkKind::ALL.map(column) {
        let listed = format!("OR {column} = ");
        let own = statements.iter().find(|text| text.contains(&listed));
        assert!(own.is_none(), "lists the subjects by itself: {own:?}");
    }
}
