//! Postgres as the system: past the users' policies, for what no user asks for.

use std::time::{Duration, Instant};

use domain::Env;
use tokio::{sync::Mutex, time::timeout};

use crate::{Connection, DbError, connection::Slot, limits};

/// The login `repostr_worker`: it sees every user's rows, by policies and column grants of its own. A function that
/// takes a `ServiceDb` bypasses row-level security, and says so by taking it.
///
/// One connection, lent for one statement at a time: jobs that wait for a provider at the same time share it.
#[derive(Debug)]
pub struct ServiceDb {
    slot: Slot,
    state: Mutex<Option<Lent>>,
}

#[derive(Debug)]
struct Lent {
    connection: Connection,
    last_used: Instant,
}

/// An idle connection is asked whether it lives before a statement is trusted to it: a statement sent on a dead one
/// could not be sent again.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

impl ServiceDb {
    /// Connects with `SERVICE_DATABASE_URL`, in the init phase.
    pub async fn connect(env: &mut Env) -> Self {
        Self::with(Slot::from_env(env, "SERVICE_DATABASE_URL")).await
    }

    /// As the login `repostr_delivery`, with `DELIVERY_DATABASE_URL`: it sees webhooks and their jobs alone.
    pub async fn connect_for_deliveries(env: &mut Env) -> Self {
        Self::with(Slot::from_env(env, "DELIVERY_DATABASE_URL")).await
    }

    async fn with(slot: Slot) -> Self {
        slot.warm_up().await;
        Self {
            slot,
            state: Mutex::new(None),
        }
    }

    /// Runs one statement, in its bound of time; a connection that failed is dropped.
    pub(crate) async fn run<T>(
        &self,
        statement: impl AsyncFnOnce(&mut Connection) -> Result<T, sqlx::Error>,
    ) -> Result<T, DbError> {
        let mut state = self.state.lock().await;
        let mut lent = match state.take() {
            Some(lent) if lent.last_used.elapsed() < TRUSTED_FOR => lent,
            other => self.fresh(other).await?,
        };
        let result = timeout(limits::STATEMENT, statement(&mut lent.connection)).await;
        let result = result
            .map_err(|_| DbError::timed_out("a statement"))?
            .map_err(DbError::from);
        if !matches!(result, Err(DbError::Unavailable(_))) {
            lent.last_used = Instant::now();
            *state = Some(lent);
        }
        result
    }

    async fn fresh(&self, old: Option<Lent>) -> Result<Lent, DbError> {
        let old = old
            .map(|lent| lent.connection)
            .or_else(|| self.slot.take().map(|idle| idle.connection));
        if let Some(mut connection) = old
            && matches!(
                timeout(limits::FIRST_MESSAGE, connection.ping()).await,
                Ok(Ok(()))
            )
        {
            return Ok(Lent {
                connection,
                last_used: Instant::now(),
            });
        }
        let connection = self.slot.open(limits::FIRST_MESSAGE).await?;
        Ok(Lent {
            connection,
            last_used: Instant::now(),
        })
    }
}

/// The login `repostr_webhook`, of the function that anybody may call: it may say what the sign-in
/// service says of users and organizations, and has no right to any table.
#[derive(Debug)]
pub struct WebhookDb(pub(crate) ServiceDb);

impl WebhookDb {
    /// Connects with `WEBHOOK_DATABASE_URL`, in the init phase.
    pub async fn connect(env: &mut Env) -> Self {
        Self(ServiceDb::with(Slot::from_env(env, "WEBHOOK_DATABASE_URL")).await)
    }
}
