//! Postgres as the signed-in user, in the account that they act for: every statement under row-level security.

use std::time::Duration;

use domain::{
    AccountId, DeliveryId, Env, KeyDigest, MemberRole, OutputId, Principal, ProjectId, Subject,
    UserId,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::{Row, postgres::PgRow, types::Json};
use tokio::time::timeout;
use uuid::Uuid;

use crate::{
    Admission, Connection, DbError, Enqueue, NewStoredResponse, Rate, StoredResponse,
    connection::Slot,
    limits,
    literal::{literal, nullable},
    output_row::{Output, lock_statement},
    plans::Quota,
};

/// The login `repostr_api`: it has no rights on the tables, and may become `authenticated` in a transaction.
#[derive(Debug)]
pub struct UserDb {
    slot: Slot,
}

/// A transaction with role and claims already set: rows of other accounts don't exist in it.
///
/// Dropped without [`UserTx::commit`] it is rolled back by [`UserDb::release`], before the answer goes out.
#[derive(Debug)]
pub struct UserTx<'a> {
    home: &'a UserDb,
    principal: Principal,
    connection: Option<Connection>,
}

/// What `private.admit` said.
#[derive(Debug)]
pub enum Admitted<'a> {
    Proceed {
        tx: UserTx<'a>,
        rate: Option<Rate>,
        /// The output that was to be locked; `None` where the user has none such.
        locked: Option<Box<Output>>,
    },
    /// The key's first answer.
    Replay(StoredResponse),
    /// The key's first request has not been answered yet.
    InFlight,
    /// The key came with another request before.
    Mismatch,
    RateLimited(Rate),
}

/// What `private.cancel` answers.
#[derive(Debug, Deserialize)]
pub struct Cancelled {
    #[serde(flatten)]
    pub output: Output,
    /// None in the answer of a database that is older.
    #[serde(default)]
    pub deliveries: Vec<DeliveryId>,
}

/// A slot for a request that waits for an output.
#[derive(Debug)]
#[must_use = "it is to be given back"]
pub struct WaitSlot(Uuid);

impl UserDb {
    /// Connects with `DATABASE_URL`, in the init phase.
    pub async fn connect(env: &mut Env) -> Self {
        let db = Self::from_env(env);
        db.slot.warm_up().await;
        db
    }

    /// Reads `DATABASE_URL`, and connects when there is something to ask.
    #[must_use]
    pub fn from_env(env: &mut Env) -> Self {
        Self {
            slot: Slot::from_env(env, "DATABASE_URL"),
        }
    }

    /// Begins the transaction of a read: one message. As every first message, it ends in [`DbError::UserDeleted`],
    /// [`DbError::MembershipEnded`] or [`DbError::RoleNeeded`] where they may not.
    pub async fn begin_as(
        &self,
        principal: &Principal,
        needs: MemberRole,
    ) -> Result<UserTx<'_>, DbError> {
        let check = check(principal, needs);
        let (connection, _) = self
            .first_message(&format!("BEGIN; {check}; {BECOME_USER}"))
            .await?;
        Ok(self.tx(principal, connection))
    }

    fn tx(&self, principal: &Principal, connection: Connection) -> UserTx<'_> {
        UserTx {
            home: self,
            principal: principal.clone(),
            connection: Some(connection),
        }
    }

    /// Begins the transaction of a read whose rows an index finds past row-level security alone, in the same one
    /// message. `find` answers with ids of what is the user's; the rows are still to be read as the user, and of the same
    /// moment: a row that goes in between would be missing, and the page would take itself for the last.
    pub(crate) async fn begin_finding<Id: DeserializeOwned>(
        &self,
        principal: &Principal,
        needs: MemberRole,
        find: &str,
    ) -> Result<(UserTx<'_>, Vec<Id>), DbError> {
        let check = check(principal, needs);
        let sql = format!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ; {check}; SELECT {find} AS found; {BECOME_USER}"
        );
        let (connection, rows) = self.first_message(&sql).await?;
        let tx = self.tx(principal, connection);
        let found: Value = row_with(&rows, "found")?.try_get("found")?;
        let found = serde_json::from_value(found)
            .map_err(|error| DbError::Unexpected(format!("{find}: {error}")))?;
        Ok((tx, found))
    }

    /// Begins the transaction of a write, in the same one message as its admission. [`DbError::Quota`] where the plan
    /// doesn't hold what is to be stored.
    pub async fn begin_admitted(
        &self,
        principal: &Principal,
        needs: MemberRole,
        admission: &Admission,
    ) -> Result<Admitted<'_>, DbError> {
        let limited = admission.cost != 0 && admission.rate_limit != 0;
        if admission.key.is_none()
            && !limited
            && admission.storing.is_none()
            && admission.locking.is_none()
            && admission.holding.is_none()
        {
            return Ok(Admitted::Proceed {
                tx: self.begin_as(principal, needs).await?,
                rate: None,
                locked: None,
            });
        }
        let account = &principal.account;
        let (admit, storing) = match admission.storing {
            Some(bytes) => ("admit_storing", format!(", {bytes}")),
            None => ("admit", String::new()),
        };
        let lock = admission
            .locking
            .map_or_else(String::new, |(project, output)| {
                format!("; {}", lock_statement(account, project, output))
            });
        let hold = admission.holding.map_or_else(String::new, |subject| {
            format!(
                "SELECT private.hold_job({}, '{}'); ",
                literal(account.as_str()),
                subject.id()
            )
        });
        let check = check(principal, needs);
        let sql = format!(
            "BEGIN; {check}; SELECT private.{admit}({}, {}, {}, {}, {}, {}, {}{storing}) AS verdict; {hold}{BECOME_USER}{lock}",
            literal(principal.user.as_str()),
            literal(account.as_str()),
            literal(admission.route),
            nullable(admission.key.as_deref()),
            literal(&admission.request_hash),
            admission.cost,
            admission.rate_limit,
        );
        let (connection, rows) = self.first_message(&sql).await?;
        let tx = self.tx(principal, connection);
        let Json(Verdict { verdict, rest }) = row_with(&rows, "verdict")?.try_get("verdict")?;
        let locked = match (admission.locking, rows.last()) {
            (Some(_), Some(row)) => row.try_get::<Option<Json<Output>>, _>("locked")?,
            _ => None,
        };
        let malformed =
            |error: serde_json::Error| DbError::Unexpected(format!("private.admit: {error}"));
        Ok(match verdict.as_str() {
            "go" => Admitted::Proceed {
                tx,
                rate: limited.then(|| serde_json::from_value(rest).ok()).flatten(),
                locked: locked.map(|Json(output)| Box::new(output)),
            },
            "replay" => Admitted::Replay(serde_json::from_value(rest).map_err(malformed)?),
            "in_flight" => Admitted::InFlight,
            "mismatch" => Admitted::Mismatch,
            "rate_limited" => {
                Admitted::RateLimited(serde_json::from_value(rest).map_err(malformed)?)
            }
            other => return Err(DbError::Unexpected(format!("private.admit: {other}"))),
        })
    }

    /// Records that the messages of jobs are on the queue: `maintenance` need not send them.
    pub async fn published(
        &self,
        account: &AccountId,
        subjects: &[Subject],
    ) -> Result<(), DbError> {
        let account = literal(account.as_str());
        let calls = subjects
            .iter()
            .map(|subject| format!("private.published('{}', {account})", subject.id()));
        self.alone(&format!("SELECT {}", calls.collect::<Vec<_>>().join(", ")))
            .await?;
        Ok(())
    }

    /// Calls off the making of an output: one that is queued is over, one that is worked on is asked to stop. Gives the
    /// output as it is then, and the deliveries that tell endpoints of it; `None` where the user has none such.
    pub async fn cancel(
        &self,
        principal: &Principal,
        needs: MemberRole,
        project: ProjectId,
        output: OutputId,
    ) -> Result<Option<Cancelled>, DbError> {
        let call = format!(
            "private.cancel({}, '{project}', '{output}')",
            literal(principal.account.as_str())
        );
        let row = self.answer(principal, needs, &call).await?;
        let cancelled: Option<Json<Cancelled>> = row.try_get("answer")?;
        Ok(cancelled.map(|Json(cancelled)| cancelled))
    }

    /// A slot for a request that waits for an output; `None` if the user has five already, or all are taken.
    pub async fn acquire_wait_slot(
        &self,
        user: &UserId,
        time: Duration,
        slots: u32,
    ) -> Result<Option<WaitSlot>, DbError> {
        let sql = format!(
            "SELECT private.acquire_wait_slot({}, {}, {}) AS token",
            literal(user.as_str()),
            time.as_secs(),
            i32::try_from(slots).unwrap_or(i32::MAX),
        );
        let token: Option<Uuid> = self.alone(&sql).await?.try_get("token")?;
        Ok(token.map(WaitSlot))
    }

    /// Gives a slot back. One that isn't given back is free again when its time is over.
    pub async fn release_wait_slot(
        &self,
        user: &UserId,
        WaitSlot(token): WaitSlot,
    ) -> Result<(), DbError> {
        let sql = format!(
            "SELECT private.release_wait_slot({}, '{token}')",
            literal(user.as_str())
        );
        self.alone(&sql).await?;
        Ok(())
    }

    /// The role that they have by now: for a request that asks for nothing else. Every transaction begins with the same.
    pub async fn role(&self, principal: &Principal) -> Result<MemberRole, DbError> {
        let row = self.alone(&check(principal, MemberRole::Viewer)).await?;
        let role: &str = row.try_get("role")?;
        Ok(MemberRole::of_clerk(role))
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), DbError> {
        self.alone("SELECT 1").await?;
        Ok(())
    }

    /// Ends the transaction that a request left open, before its answer goes out: afterwards the process is frozen
    /// with all the locks it holds. Where that isn't known to have worked the connection is dropped.
    pub async fn release(&self) {
        if let Some(idle) = self.slot.take() {
            let mut connection = idle.connection;
            let clean = !idle.open
                || matches!(
                    timeout(Duration::from_secs(1), connection.batch("ROLLBACK".into())).await,
                    Ok(Ok(_))
                );
            if clean {
                self.slot.put(connection, false);
            }
        }
    }

    /// A call of one of `private`'s functions that is a user's whole request: its `answer`. It ends as every other first
    /// message does where they may not.
    pub(crate) async fn answer(
        &self,
        principal: &Principal,
        needs: MemberRole,
        call: &str,
    ) -> Result<PgRow, DbError> {
        let begin = begin_call(principal, needs);
        self.alone(&format!("SELECT {call} AS answer FROM {begin}"))
            .await
    }

    /// A call of one of `private`'s functions, as a transaction of its own, that may be sent twice: its row.
    async fn alone(&self, sql: &str) -> Result<PgRow, DbError> {
        let (connection, rows) = self.first_message(sql).await?;
        self.slot.put(connection, false);
        rows.into_iter().next().ok_or_else(no_row)
    }

    /// Sends the first message of a transaction, and once more on a new connection where the one at hand has died.
    /// That is safe: without its COMMIT nothing of the first attempt can stay.
    async fn first_message(&self, sql: &str) -> Result<(Connection, Vec<PgRow>), DbError> {
        if let Some(idle) = self.slot.take() {
            let mut connection = idle.connection;
            let sql = if idle.open {
                format!("ROLLBACK; {sql}")
            } else {
                sql.to_owned()
            };
            match timeout(limits::FIRST_MESSAGE, connection.batch(sql)).await {
                Ok(Ok(rows)) => return Ok((connection, rows)),
                Ok(Err(error)) => {
                    let is_alive = is_read_only(&error);
                    match DbError::from(error) {
                        DbError::Unavailable(_) if !is_alive => drop(connection),
                        // Sent again on another connection it would meet the locks of this one while that is being closed.
                        error => {
                            self.slot.put(connection, true);
                            return Err(error);
                        }
                    }
                }
                Err(_) => drop(connection),
            }
        }
        let mut connection = self.slot.open(limits::FIRST_MESSAGE).await?;
        let rows = timeout(limits::FIRST_MESSAGE, connection.batch(sql.to_owned()))
            .await
            .map_err(|_| DbError::timed_out("the first message"))??;
        Ok((connection, rows))
    }
}

impl UserTx<'_> {
    /// Who asks, and whose rows exist in this transaction.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The connection for one statement, and the account. It is there as long as the transaction is.
    pub(crate) fn statement(&mut self) -> Result<(&mut Connection, &str), DbError> {
        match &mut self.connection {
            Some(connection) => Ok((connection, self.principal.account.as_str())),
            None => Err(DbError::Unexpected("the transaction has ended".into())),
        }
    }

    /// The same for what is the person's own, whichever account they act for.
    pub(crate) fn statement_of_person(&mut self) -> Result<(&mut Connection, &str), DbError> {
        match &mut self.connection {
            Some(connection) => Ok((connection, self.principal.user.as_str())),
            None => Err(DbError::Unexpected("the transaction has ended".into())),
        }
    }

    /// The `answer` of one of `private`'s functions, asked as the login itself within the transaction.
    pub(crate) async fn ask_past_policies(&mut self, call: &str) -> Result<PgRow, DbError> {
        let (connection, _) = self.statement()?;
        let sql = format!("RESET ROLE; SELECT {call} AS answer; SET LOCAL ROLE authenticated");
        let rows = connection.batch(sql).await?;
        rows.into_iter().next().ok_or_else(no_row)
    }

    pub async fn commit(self) -> Result<(), DbError> {
        self.end("COMMIT".into()).await
    }

    /// Commits, and in the same message makes the jobs, holds what was taken against the quota, and keeps the
    /// answer under the idempotency key. [`DbError::Quota`] where it is more than the plan holds.
    pub async fn commit_with(
        self,
        jobs: &[Enqueue<'_>],
        quota: Option<Quota>,
        answer: Option<NewStoredResponse<'_>>,
    ) -> Result<(), DbError> {
        let account = literal(self.principal.account.as_str());
        let mut statements = vec!["RESET ROLE".to_owned()];
        statements.extend(jobs.iter().map(|job| job.statement(&account)));
        statements.extend(quota.map(|quota| quota.statement(&account)));
        statements.extend(answer.map(|answer| answer.statement(&self.principal)));
        statements.push("COMMIT".to_owned());
        self.end(statements.join("; ")).await
    }

    async fn end(mut self, sql: String) -> Result<(), DbError> {
        let Some(mut connection) = self.connection.take() else {
            return Ok(());
        };
        match timeout(limits::FIRST_MESSAGE, connection.batch(sql)).await {
            Ok(Ok(_)) => {
                self.home.slot.put(connection, false);
                Ok(())
            }
            Ok(Err(error)) => {
                let error = DbError::from(error);
                if !matches!(error, DbError::Unavailable(_)) {
                    self.home.slot.put(connection, true);
                }
                Err(error)
            }
            Err(_) => Err(DbError::timed_out("the commit")),
        }
    }
}

impl Drop for UserTx<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.home.slot.put(connection, true);
        }
    }
}

#[derive(Deserialize)]
struct Verdict {
    verdict: String,
    #[serde(flatten)]
    rest: Value,
}

/// The row of the question that answers with a column of this name.
fn row_with<'a>(rows: &'a [PgRow], column: &str) -> Result<&'a PgRow, DbError> {
    let mut rows = rows.iter();
    rows.find(|row| row.try_column(column).is_ok())
        .ok_or_else(no_row)
}

fn no_row() -> DbError {
    DbError::Unexpected("a function gave no row".into())
}

/// Whether the database only reads at present: it says so on a connection that goes on.
fn is_read_only(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| error.code().as_deref() == Some("25006"))
}

/// `private.begin_as`: the claims are set until the transaction ends, and whoever may not goes no further. A token outlives its
/// user and their membership.
fn begin_call(principal: &Principal, needs: MemberRole) -> String {
    if let Some(KeyDigest { prefix, hash }) = &principal.key {
        return format!(
            "private.begin_with_key({}, {}::bytea, {}, {}, '{}')",
            literal(prefix),
            literal(&format!("\\x{hash}")),
            literal(principal.user.as_str()),
            literal(principal.account.as_str()),
            needs.as_str()
        );
    }
    let mut claims = serde_json::json!({
        "sub": principal.user, "role": "authenticated", "iat": principal.issued_at,
    });
    if principal.is_member() {
        claims["o"] =
            serde_json::json!({ "id": principal.account, "rol": principal.role.as_str() });
    }
    format!(
        "private.begin_as({}, '{}')",
        literal(&claims.to_string()),
        needs.as_str()
    )
}

fn check(principal: &Principal, needs: MemberRole) -> String {
    format!("SELECT {} AS role", begin_call(principal, needs))
}

/// The way `PostgREST` does it: the role for this transaction alone, after the claims.
///
/// Pages are read from an index in its order. Where the planner takes a project for smaller than a page it would rather read
/// and sort all of it; a plan knows the size of no project but the one that it was made for, if that.
const BECOME_USER: &str = "SET LOCAL ROLE authenticated; SET LOCAL enable_sort = off";
