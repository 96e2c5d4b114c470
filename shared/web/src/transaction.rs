//! The transaction of a request, from its admission to the response that is stored under its idempotency key.

use std::ops::{Deref, DerefMut};

use domain::{OutputId, ProjectId, Subject};
use models::{
    Admission, Admitted, Enqueue, NewJob, NewStoredResponse, Rate, UserDb, UserTx, outputs::Output,
    plans::Quota,
};
use ring::digest::{Context, SHA256};

use crate::{
    AuthenticatedRequest, HandlerResult, Problem, Rejection, Response, hex, problems::rate_headers,
};

/// A transaction under row-level security, as the user who asks; the response is sent once it has committed.
#[derive(Debug)]
pub struct Transaction<'a> {
    tx: UserTx<'a>,
    admission: Option<Admission>,
    rate: Option<Rate>,
    /// The plan's limit that the route counts against, where limits are kept to.
    quota: Option<Quota>,
    /// Whether the route may queue an output.
    counts_outputs: bool,
}

/// What a write asks for beside its transaction; nothing by default. Its fields are those of [`Admission`].
#[derive(Default)]
struct AdmissionOptions {
    storing: Option<i64>,
    locking: Option<(ProjectId, OutputId)>,
    holding: Option<Subject>,
    /// Takes no place in the rate limit, though the route may.
    free: bool,
    /// How many more places than one it takes there.
    further: usize,
}

impl AuthenticatedRequest {
    /// Begins the transaction of a read.
    pub async fn begin_read<'a>(&self, db: &'a UserDb) -> Result<Transaction<'a>, Rejection> {
        Ok(self.adopt(db.begin_as(self.principal(), self.needs()).await?))
    }

    /// Wraps a transaction of the same user that has begun already.
    #[must_use]
    pub fn adopt<'a>(&self, tx: UserTx<'a>) -> Transaction<'a> {
        Transaction {
            tx,
            admission: None,
            rate: None,
            quota: None,
            counts_outputs: false,
        }
    }

    /// Begins the transaction of a write; of one that costs money, it counts against the user's rate limit. With an `Idempotency-Key` seen before it ends in [`Rejection::Replay`].
    pub async fn begin_write<'a>(&self, db: &'a UserDb) -> Result<Transaction<'a>, Rejection> {
        Ok(self
            .admit(db, self.bytes(), AdmissionOptions::default())
            .await?
            .0)
    }

    /// The same, of so many things at once, each of which counts against the rate limit.
    pub async fn begin_writes<'a>(
        &self,
        db: &'a UserDb,
        count: usize,
    ) -> Result<Transaction<'a>, Rejection> {
        let options = AdmissionOptions {
            further: count.saturating_sub(1),
            ..AdmissionOptions::default()
        };
        Ok(self.admit(db, self.bytes(), options).await?.0)
    }

    /// The same, of what has a job, which is locked until the transaction ends: for deleting it.
    pub async fn begin_deletion<'a>(
        &self,
        db: &'a UserDb,
        subject: Subject,
    ) -> Result<Transaction<'a>, Rejection> {
        let options = AdmissionOptions {
            holding: Some(subject),
            ..AdmissionOptions::default()
        };
        Ok(self.admit(db, self.bytes(), options).await?.0)
    }

    /// The same, with the output that is to be regenerated, locked until the transaction ends; `None` where the user has no
    /// such output.
    pub async fn begin_regeneration<'a>(
        &self,
        db: &'a UserDb,
        project: ProjectId,
        output: OutputId,
    ) -> Result<(Transaction<'a>, Option<Box<Output>>), Rejection> {
        let options = AdmissionOptions {
            locking: Some((project, output)),
            holding: Some(Subject::Output(output)),
            ..AdmissionOptions::default()
        };
        self.admit(db, self.bytes(), options).await
    }

    /// The same for a file of so many bytes, which takes no place in the rate limit: 402 where the plan has no room for them. The idempotency key is compared by
    /// `content`, not by the body, whose multipart boundary differs each time.
    pub async fn begin_upload<'a>(
        &self,
        db: &'a UserDb,
        content: &[u8],
        bytes: i64,
    ) -> Result<Transaction<'a>, Rejection> {
        let counts = self.policy.quota == Some(Quota::StorageBytes);
        self.expect_policy(counts, "counts against the plan's storage")?;
        let options = AdmissionOptions {
            storing: Some(bytes).filter(|_| self.usage_limits.quotas),
            free: true,
            ..AdmissionOptions::default()
        };
        Ok(self.admit(db, content, options).await?.0)
    }

    async fn admit<'a>(
        &self,
        db: &'a UserDb,
        content: &[u8],
        options: AdmissionOptions,
    ) -> Result<(Transaction<'a>, Option<Box<Output>>), Rejection> {
        let policy = self.policy;
        self.expect_policy(policy.is_write(), "writes")?;
        self.observed.admission.set();
        let mut hash = Context::new(&SHA256);
        for part in [
            self.method.as_str().as_bytes(),
            self.with_query(&self.path).as_bytes(),
            content,
        ] {
            hash.update(&part.len().to_be_bytes());
            hash.update(part);
        }
        let cost = if policy.admission == crate::Admission::RateLimitedWrite && !options.free {
            1 + options.further
        } else {
            0
        };
        let admission = Admission {
            route: self.function,
            key: self.idempotency_key()?,
            request_hash: hex(hash.finish().as_ref()),
            cost: i32::try_from(cost).unwrap_or(i32::MAX),
            rate_limit: self.usage_limits.rate_limit,
            storing: options.storing,
            locking: options.locking,
            holding: options.holding,
        };
        match db
            .begin_admitted(self.principal(), self.needs(), &admission)
            .await?
        {
            Admitted::Proceed { tx, rate, locked } => {
                let transaction = Transaction {
                    tx,
                    admission: Some(admission),
                    rate,
                    quota: policy.quota.filter(|_| self.usage_limits.quotas),
                    counts_outputs: policy.quota == Some(Quota::Outputs),
                };
                Ok((transaction, locked))
            }
            Admitted::Replay(kept) => Err(Rejection::Replay(Response::replay(kept))),
            Admitted::InFlight => Err(Problem::idempotency_key_in_flight().into()),
            Admitted::Mismatch => Err(Problem::idempotency_key_reused().into()),
            Admitted::RateLimited(rate) => Err(rate_limited(rate).into()),
        }
    }
}

/// The state of a rate limit, for the response's headers.
#[derive(Debug)]
#[must_use = "the client is told by headers"]
pub struct RateLimitStatus(Option<Rate>);

impl RateLimitStatus {
    /// The response with `X-RateLimit-*`.
    #[must_use]
    pub fn apply_to(self, response: Response) -> Response {
        match self.0 {
            Some(rate) => rate_headers(rate)
                .into_iter()
                .fold(response, |response, (name, value)| {
                    response.header(name, value)
                }),
            None => response,
        }
    }
}

impl Transaction<'_> {
    /// Whether the route's limit is kept to, for a handler that holds it itself, in another account than the one that asks.
    pub fn take_quota(&mut self) -> bool {
        self.quota.take().is_some()
    }

    /// Commits, for a response that is still to be made and is not stored.
    pub async fn commit(self) -> Result<RateLimitStatus, Rejection> {
        self.tx.commit().await?;
        Ok(RateLimitStatus(self.rate))
    }

    /// Commits and responds.
    pub async fn respond(self, response: Response) -> HandlerResult {
        self.end(&[], response).await
    }

    /// Commits what was found out, and responds with the problem.
    pub async fn reject(self, problem: Problem) -> HandlerResult {
        self.tx.commit().await?;
        Err(match self.rate {
            Some(rate) => problem.rated(rate),
            None => problem,
        }
        .into())
    }

    /// Commits together with the jobs and responds; 402 where the plan has not as many outputs left this month.
    pub async fn respond_with_jobs(
        self,
        jobs: &[NewJob<'_>],
        request_id: &str,
        response: Response,
    ) -> HandlerResult {
        let jobs: Vec<_> = jobs
            .iter()
            .map(|job| Enqueue {
                job: *job,
                request_id,
            })
            .collect();
        self.end(&jobs, response).await
    }

    async fn end(self, jobs: &[Enqueue<'_>], response: Response) -> HandlerResult {
        let queues_output = jobs
            .iter()
            .any(|enqueue| matches!(enqueue.job, NewJob::Output(_)));
        if queues_output && !self.counts_outputs {
            let cause = "the route's policy does not say that it counts against the plan's outputs";
            return Err(Problem::internal(cause).into());
        }
        let quota = self
            .quota
            .filter(|quota| *quota != Quota::Outputs || queues_output);
        let admission = self.admission.filter(|admission| admission.key.is_some());
        if jobs.is_empty() && quota.is_none() && admission.is_none() {
            self.tx.commit().await?;
        } else {
            let headers = response.kept_headers();
            let kept = admission.as_ref().map(|admission| NewStoredResponse {
                admission,
                status: response.status.as_u16(),
                headers: &headers,
                body: response.body.text(),
            });
            self.tx.commit_with(jobs, quota, kept).await?;
        }
        Ok(RateLimitStatus(self.rate).apply_to(response))
    }
}

impl<'a> Deref for Transaction<'a> {
    type Target = UserTx<'a>;

    fn deref(&self) -> &UserTx<'a> {
        &self.tx
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.tx
    }
}

fn rate_limited(rate: Rate) -> Problem {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| now.as_secs());
    let wait = u64::try_from(rate.reset)
        .unwrap_or_default()
        .saturating_sub(now)
        .max(1);
    Problem::too_many_requests(wait).rated(rate)
}
