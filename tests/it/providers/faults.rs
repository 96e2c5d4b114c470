//! Every way in which a provider fails, and what a job makes of it: the same for each of them.

mod bodies;
mod connections;
mod statuses;

use super::*;

/// One fault of each provider, and what must come of it.
struct Case {
    name: String,
    answer: Box<dyn Fn(&'static Dialect) -> Answer>,
    code: &'static str,
    retry_after: Option<u64>,
    usage: Usage,
}

fn case(
    name: impl Into<String>,
    answer: impl Fn(&'static Dialect) -> Answer + 'static,
    code: &'static str,
) -> Case {
    Case {
        name: name.into(),
        answer: Box::new(answer),
        code,
        retry_after: None,
        usage: Usage::default(),
    }
}

impl Case {
    fn after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// What was told is kept.
    fn spent(self) -> Self {
        Self {
            usage: USAGE,
            ..self
        }
    }

    async fn check(self) {
        for dialect in DIALECTS {
            self.check_with(dialect).await;
        }
    }

    async fn check_with(&self, dialect: &'static Dialect) {
        let name = format!("{}: {}", dialect.name, self.name);
        let started = Instant::now();
        let answer = (self.answer)(dialect);
        let (written, calls) = dialect.write(vec![answer], OutputKind::Blog).await;
        let error = written.unwrap_err();
        assert!(started.elapsed() < DEADLINE / 2, "{name}");
        assert_eq!(
            (error.code, error.retryable),
            (self.code, may_pass(self.code)),
            "{name}"
        );
        assert_eq!(
            error.retry_after,
            self.retry_after.map(Duration::from_secs),
            "{name}"
        );
        let entered: Vec<_> = calls
            .iter()
            .map(|call| (call.outcome, call.usage))
            .collect();
        assert_eq!(entered, [(self.code, self.usage)], "{name}");
        says_nothing(&error);
    }
}

fn says_nothing(error: &ProviderError) {
    let said = format!("{error:?} {error}");
    for secret in [KEY, THEIR_WORDS, SOURCE, "Gettysburg", "<<<"] {
        assert!(!said.contains(secret), "{said}");
    }
}

/// A refusal in a provider's own shape, which repeats what it was sent.
fn plain(dialect: &Dialect, status: u16, headers: &[(&str, &str)]) -> Answer {
    let echo = format!("{THEIR_WORDS} {KEY} {SOURCE}");
    let mut headers = headers.to_vec();
    headers.push(("content-type", "application/json"));
    let body = (dialect.refusal)(status, &echo).to_string();
    Answer::new(status, &headers, body.as_bytes())
}

/// An answer in a provider's own shape, with something else in it.
fn changed(dialect: &Dialect, change: impl FnOnce(&mut Value)) -> Answer {
    let mut answer = (dialect.completion)(BLOG);
    answer["words"] = json!(THEIR_WORDS);
    change(&mut answer);
    Answer::json(200, &answer)
}
