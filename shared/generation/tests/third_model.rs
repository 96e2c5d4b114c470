//! A provider with a protocol of its own is one implementation of `ChatModel`: what writes, condenses, estimates and
//! enters requests in the ledger doesn't know which one it is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::OutputKind;
use generation::{
    Brief, ChatModel, ChatRequest, Completing, Completion, Fault, Ledger, NotEntered, Prices,
    Provider, ProviderRequest, Source, Usage,
};
use uuid::Uuid;

const POST: &str = "# The mill\n\nIt stood by the river for three hundred years.\n\n## Today\n\nA dozen volunteers meet \
    there every Saturday.\n";
const DEADLINE: Duration = Duration::from_secs(20);

/// Answers without any network, in words of its own protocol.
#[derive(Debug)]
struct Third {
    context_budget: u64,
    /// Less than it says.
    has_room_for: u64,
    /// It refuses the first request for something that it leaves out afterwards.
    adapts: AtomicBool,
    /// The first post is broken off.
    breaks_off: AtomicBool,
    /// Answers after it has seen this many entries: none is asked before it is entered.
    entered: Arc<AtomicUsize>,
    asked: AtomicUsize,
}

impl Third {
    fn new(context_budget: u64) -> Self {
        Self {
            context_budget,
            has_room_for: context_budget,
            adapts: AtomicBool::new(false),
            breaks_off: AtomicBool::new(false),
            entered: Arc::default(),
            asked: AtomicUsize::new(0),
        }
    }

    /// It says that it has room for more.
    fn smaller(has_room_for: u64) -> Self {
        Self {
            has_room_for,
            ..Self::new(8_192)
        }
    }

    fn answer(&self, request: &ChatRequest) -> Completion {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        assert_eq!(self.entered.load(Ordering::Relaxed), asked);
        assert!(request.tokens <= self.context_budget);
        if request.tokens > self.has_room_for {
            return Fault::ContextTooLong.into();
        }
        if self.adapts.swap(false, Ordering::Relaxed) {
            return Completion {
                retry_adapted: true,
                ..Fault::RejectedRequest.into()
            };
        }
        let condenses = request.accepts_partial;
        let text = if !condenses && self.breaks_off.swap(false, Ordering::Relaxed) {
            Err(Fault::Truncated)
        } else if condenses {
            Ok("The mill stood by the river.".to_owned())
        } else {
            Ok(POST.to_owned())
        };
        Completion {
            text,
            prompt_tokens: 1_000,
            completion_tokens: 10,
            retry_adapted: false,
        }
    }
}

impl ChatModel for Third {
    fn provider(&self) -> &'static str {
        "third"
    }

    fn model(&self) -> &'static str {
        "third-1"
    }

    fn context_budget(&self) -> u64 {
        self.context_budget
    }

    fn answer_limit(&self) -> u64 {
        1_024
    }

    fn complete<'a>(&'a self, request: &'a ChatRequest, _: Duration) -> Completing<'a> {
        Box::pin(async move { self.answer(request) })
    }
}

/// Counts what is entered, and may refuse it.
#[derive(Default)]
struct Entries {
    entered: Arc<AtomicUsize>,
    sent: Vec<ProviderRequest>,
    is_closed: bool,
}

impl Entries {
    fn outcomes(&self) -> Vec<&str> {
        self.sent.iter().map(|request| request.outcome).collect()
    }
}

impl Ledger for Entries {
    async fn enter(&mut self) -> Result<(), NotEntered> {
        if self.is_closed {
            return Err(NotEntered);
        }
        self.entered.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn requests(&mut self) -> &mut Vec<ProviderRequest> {
        &mut self.sent
    }
}

fn brief(text: String) -> Brief {
    Brief {
        target_length: Some(20),
        ..Brief::new(
            OutputKind::Blog,
            "The mill",
            vec![Source {
                file_id: domain::FileId(Uuid::nil()),
                filename: "mill.txt".to_owned(),
                text,
                parts: Vec::new(),
                sha256: None,
                text_version: None,
            }],
        )
    }
}

fn source() -> String {
    "The mill stood by the river for three hundred years. Today a dozen volunteers meet there every Saturday.".to_owned()
}

/// The provider, and a ledger that it can see.
fn provider(model: Third) -> (Provider, Entries) {
    let entries = Entries {
        entered: Arc::clone(&model.entered),
        ..Entries::default()
    };
    let prices = Prices {
        input: 2.0,
        output: 10.0,
    };
    (Provider::chat(Box::new(model), prices), entries)
}

#[tokio::test]
async fn it_writes_and_each_request_is_entered_first() {
    let (provider, mut entries) = provider(Third::new(8_192));
    let brief = brief(source());
    let draft = provider.write(&brief, DEADLINE, &mut entries).await;
    let metadata = draft.unwrap().metadata;
    assert_eq!(
        [metadata.provider.as_str(), metadata.model.as_str()],
        ["third", "third-1"]
    );
    assert_eq!(metadata.derived.title.as_deref(), Some("The mill"));
    assert_eq!(entries.outcomes(), ["completed"]);
    let usage = Usage {
        prompt_tokens: 1_000,
        completion_tokens: 10,
        cost_micros: 2_100,
    };
    assert_eq!([metadata.usage, entries.sent[0].usage], [usage; 2]);
}

#[tokio::test]
async fn what_it_adapts_to_and_what_is_repaired_are_requests_of_their_own() {
    let model = Third::new(8_192);
    model.adapts.store(true, Ordering::Relaxed);
    model.breaks_off.store(true, Ordering::Relaxed);
    let (provider, mut entries) = provider(model);
    let draft = provider
        .write(&brief(source()), DEADLINE, &mut entries)
        .await
        .unwrap();
    assert_eq!(
        entries.outcomes(),
        ["provider_rejected_request", "truncated", "completed"]
    );
    let mut checks = draft.metadata.checks.iter();
    assert!(checks.any(|check| (check.code, check.action) == ("truncated", "repaired")));
}

#[tokio::test]
async fn a_long_source_is_condensed_by_it_and_the_dry_run_says_so() {
    let (provider, mut entries) = provider(Third::new(2_048));
    let brief = brief(source().repeat(200));
    let run = provider.dry_run(&brief).unwrap();
    assert_eq!(run.checks[0].code, "source_condensed");
    assert_eq!(entries.entered.load(Ordering::Relaxed), 0);
    let draft = provider
        .write(&brief, DEADLINE, &mut entries)
        .await
        .unwrap();
    assert!(entries.sent.len() > 3, "{:?}", entries.outcomes());
    assert!(
        draft
            .metadata
            .checks
            .iter()
            .any(|check| check.code == "source_condensed")
    );
    assert!(run.estimate.cost_micros > 0);
}

#[tokio::test]
async fn a_context_that_is_smaller_than_is_said_gets_a_shorter_prompt() {
    let (provider, mut entries) = provider(Third::smaller(5_000));
    let draft = provider
        .write(&brief(source().repeat(200)), DEADLINE, &mut entries)
        .await
        .unwrap();
    assert!(draft.body.starts_with("# The mill"));
    let outcomes = entries.outcomes();
    assert_eq!(outcomes[0], "context_too_long");
    let refused = outcomes.iter().filter(|outcome| **outcome != "completed");
    assert!(refused.count() <= 2, "{outcomes:?}");
}

#[tokio::test]
async fn a_context_that_is_far_too_small_is_found_out_in_three_requests() {
    let (provider, mut entries) = provider(Third::smaller(100));
    let error = provider
        .write(&brief(source().repeat(100)), DEADLINE, &mut entries)
        .await
        .unwrap_err();
    assert_eq!((error.code, error.retryable), ("context_too_long", false));
    assert_eq!(entries.outcomes(), ["context_too_long"; 3]);
}

#[tokio::test]
async fn what_could_not_be_shorter_is_asked_once() {
    let (provider, mut entries) = provider(Third::smaller(100));
    let error = provider
        .write(&brief(source()), DEADLINE, &mut entries)
        .await
        .unwrap_err();
    assert_eq!(error.code, "context_too_long");
    assert_eq!(entries.outcomes(), ["context_too_long"]);
}

#[tokio::test]
async fn what_cannot_be_entered_is_not_sent() {
    let (provider, mut entries) = provider(Third::new(8_192));
    entries.is_closed = true;
    let error = provider
        .write(&brief(source()), DEADLINE, &mut entries)
        .await
        .unwrap_err();
    assert_eq!((error.code, error.retryable), ("ledger_unavailable", true));
    assert_eq!(entries.outcomes(), [""; 0]);
}
