//! From a message to a finished job, for every kind of work: claim it, keep its lease alive, do it, store what comes of it,
//! or give it back, or end it.

use std::{
    future::pending,
    panic::resume_unwind,
    time::{Duration, Instant, SystemTime},
};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{Failure, Progress, Stage, Subject};
use jobs::{
    Handled, LEASE, LeaseOutcome, Message, Queue, backoff, called_off, process_batch, receives,
    with_heartbeat,
};
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::{
    DbError, ServiceDb,
    jobs::{self as rows, Claim, Retry},
    ledger::{self, ProviderCall},
};
use tokio::{
    runtime::Handle,
    sync::oneshot,
    task::spawn_blocking,
    time::{sleep_until, timeout},
};
use tracing::Instrument;
use web::{Error, metrics::Metrics};

use super::{
    Attempt, AttemptError, Work, attempt::Calls, endings, lines::Lines, outage::Outage,
    processor::ThreadClock, progress::Reporter, retry_write,
};

/// Where the database is away, a message rests as long as after so many attempts: it has but a few receives.
const DATABASE_AWAY: u32 = 4;
/// How often a queue hands a message out before it is a dead letter, as template.yaml has it too. Whoever waits for longer
/// is sent another message by `maintenance`.
const RECEIVES: u32 = 5;
/// How long a message rests in its queue at most. Whoever waits for longer is sent another, too.
const LONGEST_REST: Duration = Duration::from_mins(15);
/// Kept of a worker's own time, to store what came of the work.
const TO_STORE: Duration = Duration::from_secs(15);
/// `cargo lambda watch` gives a deadline that is long over.
const NO_DEADLINE: Duration = Duration::from_mins(10);
/// Of a worker's own time must be left, to begin with what no message names.
const FOR_ONE_MORE: Duration = Duration::from_secs(20);
/// Of a processor for one attempt: the longest texts that are taken need less.
const COMPUTING: Duration = Duration::from_mins(1);
/// For work that was broken off to notice it.
const TO_STOP: Duration = Duration::from_secs(5);

/// A worker: one kind of work, and what every kind needs.
pub struct Runner<W> {
    work: W,
    db: ServiceDb,
    queue: Queue,
    metrics: Metrics,
    outage: Outage,
}

/// What became of a job's attempt.
#[derive(Debug, Clone, Copy)]
struct Worked {
    handled: Handled,
    completed: bool,
}

impl Worked {
    const DONE: Self = Self {
        handled: Handled::Done,
        completed: false,
    };
    const RETRY: Self = Self {
        handled: Handled::Retry,
        completed: false,
    };
}

impl<W: Work> Runner<W> {
    pub fn new(work: W, db: ServiceDb, queue: Queue, metrics: Metrics) -> Self {
        Self {
            work,
            db,
            queue,
            metrics,
            outage: Outage::default(),
        }
    }

    /// Works on the messages of the queue, as a Lambda function.
    pub async fn run(self) -> Result<(), Error> {
        // As long as the process: the threads of its jobs have it too.
        let runner: &'static Self = Box::leak(Box::new(self));
        run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
            let left = event.context.deadline().duration_since(SystemTime::now());
            let left = left.unwrap_or(NO_DEADLINE).saturating_sub(TO_STORE);
            let until = Instant::now() + left;
            Ok::<SqsBatchResponse, Error>(
                process_batch(event.payload, async |message| {
                    runner.handle(message, until).await
                })
                .await,
            )
        }))
        .await
    }

    async fn handle(&'static self, message: &SqsMessage, until: Instant) -> Handled {
        let Some(Message {
            subject,
            request_id,
        }) = Message::decode(message.body.as_deref())
            .ok()
            .filter(|message| message.subject.work() == W::KIND)
        else {
            tracing::error!(
                message_id = message.message_id,
                "a message that is not one of ours"
            );
            self.queue.delay_redelivery(message, Duration::ZERO).await;
            return Handled::Retry;
        };
        let span = tracing::info_span!("job", %subject, request_id);
        let named = self.claim_and_work(subject, Some(message), until);
        let Worked { handled, completed } = named.instrument(span).await;
        let mut last = completed.then_some(subject);
        while let Some(subject) = last.take()
            && until.saturating_duration_since(Instant::now()) > FOR_ONE_MORE
            && let Some(next) = self.work.next(&self.db, subject).await
        {
            let span = tracing::info_span!("job", subject = %next);
            let unnamed = self.claim_and_work(next, None, until);
            let Worked { completed, .. } = unnamed.instrument(span).await;
            last = completed.then_some(next);
        }
        handled
    }

    /// `message`: by which the job was named, where one did.
    async fn claim_and_work(
        &'static self,
        subject: Subject,
        message: Option<&SqsMessage>,
        until: Instant,
    ) -> Worked {
        let started = Instant::now();
        let worked = match rows::claim(&self.db, subject, LEASE).await {
            Ok(Some((claim, input))) => self.work_on(claim, input, message, until).await,
            // Someone else has it, it is final, or it is gone.
            Ok(None) => Ok(Worked::DONE),
            Err(error) => Err(error),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match worked {
            Ok(worked) => {
                let handled = worked.handled;
                tracing::info!(?handled, milliseconds, "job handled");
                worked
            }
            // What was claimed comes back when its lease has run out.
            Err(error) => {
                tracing::warn!(%error, milliseconds, "the database did not answer");
                if let Some(message) = message {
                    let pause = backoff(DATABASE_AWAY + receives(message), None);
                    self.queue.delay_redelivery(message, pause).await;
                }
                Worked::RETRY
            }
        }
    }

    /// Until its result is stored, or it is given back, how far it is is written down beside it.
    async fn work_on(
        &'static self,
        claim: Claim,
        input: W::Input,
        message: Option<&SqsMessage>,
        until: Instant,
    ) -> Result<Worked, DbError> {
        let progress = Reporter::new();
        tokio::select! {
            worked = self.attempt_and_store(&claim, input, &progress, message, until) => worked,
            never = progress.write(&self.db, &claim) => match never {},
        }
    }

    async fn attempt_and_store(
        &'static self,
        claim: &Claim,
        input: W::Input,
        progress: &Reporter,
        message: Option<&SqsMessage>,
        until: Instant,
    ) -> Result<Worked, DbError> {
        let lines = Lines::of(&self.metrics, claim, W::about(&input));
        let attempt = Attempt::new(
            &self.db,
            &self.outage,
            claim.clone(),
            lines.clone(),
            progress.clone(),
            until,
        );
        let calls = attempt.calls();
        let outcome = self.attempt(claim, input, attempt, until).await;
        if let LeaseOutcome::Finished(done) = &outcome
            && calls.count() > 0
        {
            self.outage.note(done.as_ref().err(), Instant::now());
        }
        let result = match outcome {
            LeaseOutcome::Finished(Ok(output)) => {
                progress.tell(Progress::begin(Stage::Storing));
                let entries = calls.settle();
                let store = async || ledger::complete(&self.db, claim, &output, &entries).await;
                let written = retry_write(store).await?;
                if written {
                    self.work.ended(&self.db).await;
                } else {
                    tracing::warn!("the lease was lost: a late result is not written");
                }
                lines.emit(&entries, written.then_some(W::COMPLETED));
                return Ok(Worked {
                    completed: written,
                    ..Worked::DONE
                });
            }
            LeaseOutcome::Finished(Err(error)) => error,
            LeaseOutcome::Ended => AttemptError::Superseded,
        };
        self.unfinished(claim, message, result, &lines, &calls)
            .await
    }

    /// On a thread of its own, so that one that computes for long keeps no other's lease from being renewed.
    async fn attempt(
        &'static self,
        claim: &Claim,
        input: W::Input,
        mut attempt: Attempt,
        until: Instant,
    ) -> LeaseOutcome<Result<W::Output, AttemptError>> {
        let (stop, stopped) = oneshot::channel::<()>();
        let (runtime, span) = (Handle::current(), tracing::Span::current());
        let (started, clock) = oneshot::channel();
        let mut thread = spawn_blocking(move || {
            // Without it the time of the invocation is the bound.
            let _ = started.send(ThreadClock::of_this_thread());
            let work = async {
                tokio::select! {
                    done = self.work.run(input, &mut attempt) => done,
                    _ = stopped => Err(AttemptError::Superseded),
                }
            };
            runtime.block_on(work.instrument(span))
        });
        let renew = async || rows::renew(&self.db, claim, LEASE).await;
        let is_wanted = async || rows::is_wanted(&self.db, claim).await;
        let too_long = async {
            match clock.await {
                Ok(Ok(clock)) => clock.used_up(COMPUTING).await,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "no clock for the job's thread");
                    pending::<()>().await;
                }
                Err(_) => pending::<()>().await,
            }
        };
        let in_time = async {
            tokio::select! {
                done = &mut thread => Ok(done),
                () = sleep_until(until.into()) => Err(AttemptError::Retry(endings::worker_timeout(W::KIND))),
                () = too_long => Err(AttemptError::Fail(endings::too_laborious(W::KIND))),
            }
        };
        let outcome = tokio::select! {
            outcome = with_heartbeat(renew, in_time) => outcome,
            () = called_off(is_wanted) => LeaseOutcome::Ended,
        };
        match outcome {
            LeaseOutcome::Finished(Ok(Ok(done))) => LeaseOutcome::Finished(done),
            // It fails alone, and its lease runs out.
            LeaseOutcome::Finished(Ok(Err(panicked))) => resume_unwind(panicked.into_panic()),
            LeaseOutcome::Finished(Err(error)) => {
                drop(stop);
                LeaseOutcome::Finished(Err(error))
            }
            LeaseOutcome::Ended => {
                drop(stop);
                // What it has asked for by then is known.
                let _ = timeout(TO_STOP, thread).await;
                LeaseOutcome::Ended
            }
        }
    }

    async fn unfinished(
        &self,
        claim: &Claim,
        message: Option<&SqsMessage>,
        error: AttemptError,
        lines: &Lines,
        calls: &Calls,
    ) -> Result<Worked, DbError> {
        let tries = if calls.kept() { 1 } else { claim.tries() };
        let pause = |retry_after| backoff(u32::try_from(tries).unwrap_or(1), retry_after);
        let (failure, delay, postponed) = match error {
            AttemptError::Fail(failure) => return self.fail(claim, failure, lines, calls).await,
            AttemptError::Retry(failure) => {
                let attempts = if calls.kept() { 1 } else { claim.attempts };
                if attempts >= claim.max_attempts {
                    return self.fail(claim, failure, lines, calls).await;
                }
                (Some(failure), pause(None), false)
            }
            AttemptError::RetryIn { failure, delay } => {
                if claim.attempts >= claim.max_attempts {
                    return self.fail(claim, failure, lines, calls).await;
                }
                (Some(failure), delay, false)
            }
            AttemptError::Postpone {
                failure,
                retry_after,
            } => (Some(failure), pause(retry_after), true),
            AttemptError::OutOfTime => (None, Duration::ZERO, false),
            AttemptError::Superseded => return self.superseded(claim, lines, calls).await,
            AttemptError::Database(error) => return Err(error),
        };
        let entries = calls.settle();
        retry_write(async || ledger::record(&self.db, claim, &entries).await).await?;
        let message =
            message.filter(|message| receives(message) < RECEIVES && delay <= LONGEST_REST);
        let retry = Retry {
            delay,
            postponed,
            message_returns: message.is_some(),
        };
        let code = failure.as_ref().map(|failure| failure.code.as_str());
        tracing::info!(code, ?delay, postponed, "tried again later");
        let queued = rows::retry_later(&self.db, claim, retry, failure.as_ref()).await?;
        if !queued {
            // Its user has called it off meanwhile, or somebody else has it.
            self.work.ended(&self.db).await;
        }
        let retried = queued && failure.is_some();
        lines.emit(&entries, retried.then_some(W::RETRIED));
        match message {
            Some(message) if queued => {
                self.queue.delay_redelivery(message, delay).await;
                Ok(Worked::RETRY)
            }
            _ => Ok(Worked::DONE),
        }
    }

    async fn fail(
        &self,
        claim: &Claim,
        failure: Failure,
        lines: &Lines,
        calls: &Calls,
    ) -> Result<Worked, DbError> {
        let entries = calls.settle();
        retry_write(async || ledger::record(&self.db, claim, &entries).await).await?;
        tracing::warn!(code = failure.code, attempts = claim.attempts, "failed");
        let failed = rows::fail(&self.db, claim, &failure).await?;
        lines.emit(&entries, failed.then_some(W::FAILED));
        if failed {
            self.work.ended(&self.db).await;
        }
        Ok(Worked::DONE)
    }

    /// Nobody wants what comes of it any more: its user called it off, or another worker has it.
    async fn superseded(
        &self,
        claim: &Claim,
        lines: &Lines,
        calls: &Calls,
    ) -> Result<Worked, DbError> {
        let cancelled = rows::cancel(&self.db, claim).await?;
        if cancelled {
            self.work.ended(&self.db).await;
        }
        let outcome = if cancelled { "cancelled" } else { "superseded" };
        tracing::warn!(outcome, "the lease ended: no result is written");
        let entries = mark_superseded(calls.settle(), outcome);
        retry_write(async || ledger::record(&self.db, claim, &entries).await).await?;
        lines.emit(&entries, None);
        Ok(Worked::DONE)
    }
}

/// Each request is in the ledger as one whose result nobody wants.
fn mark_superseded(mut calls: Vec<ProviderCall>, why: &str) -> Vec<ProviderCall> {
    for call in &mut calls {
        why.clone_into(&mut call.outcome);
    }
    calls
}
