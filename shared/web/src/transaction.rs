//! A call's transaction, from its admission to the answer that is kept.

use std::ops::{Deref, DerefMut};

use models::{
    Admission, Admitted, Enqueue, Job, Kept, OutputId, ProjectId, Rate, UserDb, UserTx,
    outputs::Output, plans::Quota,
};
use ring::digest::{Context, SHA256};

use crate::{Answer, Call, Problem, Reply, Stop, etag::hex};

/// A transaction under row-level security, as the caller; the answer goes out once it has committed.
#[derive(Debug)]
pub struct Transaction<'a> {
    tx: UserTx<'a>,
    admission: Option<Admission>,
    rate: Option<Rate>,
    /// Whether the plan's quotas are kept to.
    quotas: bool,
}

/// What a write asks for beside its transaction; by default nothing. Its fields are those of [`Admission`].
#[derive(Default)]
struct Terms {
    cost: i32,
    storing: Option<i64>,
    locking: Option<(ProjectId, OutputId)>,
}

impl Call {
    /// Begins the transaction of a read.
    pub async fn read<'a>(&self, db: &'a UserDb) -> Result<Transaction<'a>, Stop> {
        Ok(self.reading(db.begin_as(self.user()).await?))
    }

    /// The same, begun already.
    #[must_use]
    pub fn reading<'a>(&self, tx: UserTx<'a>) -> Transaction<'a> {
        Transaction {
            tx,
            admission: None,
            rate: None,
            quotas: false,
        }
    }

    /// Begins the transaction of a write; with an `Idempotency-Key` seen before, it ends here with the first answer.
    pub async fn write<'a>(&self, db: &'a UserDb) -> Result<Transaction<'a>, Stop> {
        Ok(self.admit(db, self.bytes(), Terms::default()).await?.0)
    }

    /// The same for what costs money: it takes a place in the user's rate limit.
    pub async fn write_costing<'a>(&self, db: &'a UserDb) -> Result<Transaction<'a>, Stop> {
        let terms = Terms {
            cost: 1,
            ..Terms::default()
        };
        Ok(self.admit(db, self.bytes(), terms).await?.0)
    }

    /// The same, with the output that is to be made once more, locked until the transaction ends; `None` where the user
    /// has none such.
    pub async fn write_again<'a>(
        &self,
        db: &'a UserDb,
        project: ProjectId,
        output: OutputId,
    ) -> Result<(Transaction<'a>, Option<Box<Output>>), Stop> {
        let terms = Terms {
            cost: 1,
            locking: Some((project, output)),
            ..Terms::default()
        };
        self.admit(db, self.bytes(), terms).await
    }

    /// The same for a file of so many bytes: 402 where the plan doesn't hold them. The `content` makes it the same
    /// request again, and not its wrapping, which may be another each time.
    pub async fn write_storing<'a>(
        &self,
        db: &'a UserDb,
        content: &[u8],
        bytes: i64,
    ) -> Result<Transaction<'a>, Stop> {
        let terms = Terms {
            storing: Some(bytes).filter(|_| self.bounds.quotas),
            ..Terms::default()
        };
        Ok(self.admit(db, content, terms).await?.0)
    }

    async fn admit<'a>(
        &self,
        db: &'a UserDb,
        content: &[u8],
        terms: Terms,
    ) -> Result<(Transaction<'a>, Option<Box<Output>>), Stop> {
        let mut hash = Context::new(&SHA256);
        for part in [
            self.method.as_str().as_bytes(),
            self.path.as_bytes(),
            content,
        ] {
            hash.update(&part.len().to_be_bytes());
            hash.update(part);
        }
        let admission = Admission {
            route: self.function,
            key: self.idempotency_key()?,
            request_hash: hex(hash.finish().as_ref()),
            cost: terms.cost,
            rate_limit: self.bounds.rate_limit,
            storing: terms.storing,
            locking: terms.locking,
        };
        match db.begin_admitted(self.user(), &admission).await? {
            Admitted::Go { tx, rate, locked } => {
                let transaction = Transaction {
                    tx,
                    admission: Some(admission),
                    rate,
                    quotas: self.bounds.quotas,
                };
                Ok((transaction, locked))
            }
            Admitted::Replay(kept) => Err(Stop::Replay(Reply::replay(kept))),
            Admitted::InFlight => Err(Problem::key_in_flight().into()),
            Admitted::Mismatch => Err(Problem::key_reused().into()),
            Admitted::RateLimited(rate) => Err(rate_limited(rate).into()),
        }
    }
}

/// The state of a rate limit, for the answer.
#[derive(Debug)]
#[must_use = "the caller is to be told"]
pub struct Limit(Option<Rate>);

impl Limit {
    /// The answer with the headers that tell.
    #[must_use]
    pub fn on(self, reply: Reply) -> Reply {
        match self.0 {
            Some(rate) => with_rate(rate, reply, Reply::header),
            None => reply,
        }
    }
}

impl Transaction<'_> {
    /// Commits, for an answer that is still to be found and is not kept.
    pub async fn close(self) -> Result<Limit, Stop> {
        self.tx.commit().await?;
        Ok(Limit(self.rate))
    }

    /// Commits, and answers.
    pub async fn answer(self, reply: Reply) -> Answer {
        self.end(None, reply).await
    }

    /// Commits what was found out, and refuses.
    pub async fn refuse(self, problem: Problem) -> Answer {
        self.tx.commit().await?;
        Err(match self.rate {
            Some(rate) => with_rate(rate, problem, Problem::header),
            None => problem,
        }
        .into())
    }

    /// Commits together with the job, and answers; 402 where the plan has no output left this month.
    pub async fn answer_with_job(self, job: Job<'_>, request_id: &str, reply: Reply) -> Answer {
        self.end(Some(Enqueue { job, request_id }), reply).await
    }

    async fn end(self, job: Option<Enqueue<'_>>, reply: Reply) -> Answer {
        let storing = self
            .admission
            .as_ref()
            .and_then(|admission| admission.storing);
        let quota = match (job.map(|job| job.job), storing) {
            (Some(Job::Output(_)), _) => self.quotas.then_some(Quota::Outputs),
            (_, Some(_)) => Some(Quota::StorageBytes),
            (_, None) => None,
        };
        let admission = self.admission.filter(|admission| admission.key.is_some());
        if job.is_none() && quota.is_none() && admission.is_none() {
            self.tx.commit().await?;
        } else {
            let headers = reply.kept_headers();
            let kept = admission.as_ref().map(|admission| Kept {
                admission,
                status: reply.status.as_u16(),
                headers: &headers,
                body: reply.body.text(),
            });
            self.tx.commit_with(job, quota, kept).await?;
        }
        Ok(Limit(self.rate).on(reply))
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
    with_rate(rate, Problem::too_many_requests(wait), Problem::header)
}

fn with_rate<T>(rate: Rate, to: T, header: impl Fn(T, &'static str, String) -> T) -> T {
    let to = header(to, "x-ratelimit-limit", rate.limit.to_string());
    let to = header(to, "x-ratelimit-remaining", rate.remaining.to_string());
    header(to, "x-ratelimit-reset", rate.reset.to_string())
}
