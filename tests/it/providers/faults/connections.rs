//! No answer, or none in time.

use tokio::task::JoinSet;

use super::*;

#[tokio::test]
async fn no_answer_at_all_is_tried_again() {
    let none =
        |name: &str, answer: fn() -> Answer| case(name, move |_| answer(), "provider_unavailable");
    for case in [
        none("nothing", Answer::nothing),
        none("no HTTP", || Answer::raw("zebra-crossing\r\n\r\n")),
        none("half a header", || {
            Answer::raw("HTTP/1.1 200 OK\r\ncontent-ty")
        }),
    ] {
        case.check().await;
    }
    for dialect in DIALECTS {
        let mut calls = Vec::new();
        let error = dialect
            .provider(&Scripted::nowhere().await)
            .write(&brief(OutputKind::Blog), DEADLINE, &mut calls)
            .await
            .unwrap_err();
        let code = "provider_unavailable";
        assert_eq!((error.code, error.retryable), (code, true));
        assert_eq!(calls.len(), 1);
        assert_eq!(calls[0].outcome, code);
        says_nothing(&error);
    }
}

/// All at once, or the test would take as long as all of them together.
#[tokio::test]
async fn a_deadline_is_kept_whatever_comes() {
    let slow = Duration::from_millis(20);
    let mut cases = Vec::new();
    let mut never_sent = Vec::new();
    for dialect in DIALECTS {
        let good = || dialect.answering(BLOG);
        let (held, release) = good().held();
        never_sent.push(release);
        let body = (dialect.completion)(BLOG).to_string().len();
        let json = [("content-type", "application/json")];
        for (name, answer) in [
            ("silence", Answer::hang()),
            ("held", held),
            ("no end", good().stalls_before_last(1)),
            ("no body", good().stalls_before_last(body)),
            ("a drip", good().dripping(slow)),
            (
                "a drip of 10 MB",
                Answer::new(200, &json, &vec![b' '; 10 * 1024 * 1024]).dripping(slow),
            ),
            (
                "a refusal that drips",
                plain(dialect, 500, &[]).dripping(slow),
            ),
        ] {
            let server = Scripted::start([answer]).await;
            let provider = dialect.provider(&server.url);
            cases.push((name, server, provider));
        }
    }
    // A client takes a while to make: all are there before the first deadline begins.
    let mut all = JoinSet::new();
    for (name, server, provider) in cases {
        all.spawn(async move {
            keeps_its_deadline(name, &provider).await;
            drop(server);
        });
    }
    while let Some(ended) = all.join_next().await {
        ended.unwrap();
    }
}

async fn keeps_its_deadline(name: &str, provider: &Provider) {
    let (started, deadline) = (Instant::now(), Duration::from_millis(600));
    let mut calls = Vec::new();
    let brief = brief(OutputKind::Blog);
    let written = provider.write(&brief, deadline, &mut calls);
    // What comes would end in something else, or never.
    let ended = tokio::time::timeout(DEADLINE, written).await;
    let error = ended.expect(name).unwrap_err();
    let code = "provider_timeout";
    assert_eq!((error.code, error.retryable), (code, true), "{name}");
    assert!(started.elapsed() >= deadline, "{name}");
    let entered: Vec<_> = calls
        .iter()
        .map(|call| (call.outcome, call.usage))
        .collect();
    assert_eq!(entered, [(code, Usage::default())], "{name}");
    // It began a moment after its time did.
    assert!(calls[0].duration() > deadline / 2, "{name}");
}

#[tokio::test]
async fn after_a_failure_the_next_call_is_as_good_as_new() {
    for dialect in DIALECTS {
        let good = || dialect.answering(BLOG);
        let answers = [
            plain(dialect, 500, &[]),
            Answer::nothing(),
            good().without_last(9),
            good(),
        ];
        let server = Scripted::start(answers).await;
        let provider = dialect.provider(&server.url);
        let brief = brief(OutputKind::Blog);
        let mut calls = Vec::new();
        for _ in 0..3 {
            let written = provider.write(&brief, DEADLINE, &mut calls).await;
            written.unwrap_err();
        }
        let written = provider.write(&brief, DEADLINE, &mut calls).await;
        assert_eq!(written.unwrap().body, BLOG);
        let outcomes: Vec<_> = calls.iter().map(|call| call.outcome).collect();
        let unavailable = "provider_unavailable";
        assert_eq!(
            outcomes,
            [unavailable, unavailable, "invalid_output", "completed"]
        );
    }
}
