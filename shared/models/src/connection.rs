//! One connection a process, kept between requests, replaced when it died.

use std::{str::FromStr, sync::Mutex, time::Duration};

use domain::Env;
use either::Either;
use futures_core::{future::BoxFuture, stream::BoxStream};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection as _, Describe, Execute, Executor, PgConnection,
    Postgres, SqlStr,
    postgres::{
        PgArguments, PgConnectOptions, PgQueryResult, PgRow, PgSslMode, PgStatement, PgTypeInfo,
    },
};
use tokio::time::timeout;

use crate::{DbError, limits};

/// A connection that knows whether statements may be named on it.
///
/// A named statement takes one round trip from its second use on. Supavisor in transaction mode doesn't keep names
/// apart: there `?statement-cache-capacity=0` in the URL makes every statement unnamed, for one round trip more each.
#[derive(Debug)]
pub struct Connection {
    inner: PgConnection,
    named: bool,
}

impl Connection {
    /// Several statements in one message, without parameters: the rows of all of them.
    pub(crate) async fn batch(&mut self, sql: String) -> Result<Vec<PgRow>, sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .fetch_all(&mut self.inner)
            .await
    }

    pub(crate) async fn ping(&mut self) -> Result<(), sqlx::Error> {
        self.inner.ping().await
    }
}

/// Where to connect, and the connection while nobody uses it.
#[derive(Debug)]
pub(crate) struct Slot {
    options: PgConnectOptions,
    named: bool,
    idle: Mutex<Option<Idle>>,
}

#[derive(Debug)]
pub(crate) struct Idle {
    pub(crate) connection: Connection,
    /// A transaction was left open on it.
    pub(crate) open: bool,
}

impl Slot {
    /// Reads the URL of the variable `name`.
    pub(crate) fn from_env(env: &mut Env, name: &str) -> Self {
        let url = env.required(name);
        let named = !url.contains("statement-cache-capacity=0");
        let options = options(&url, env.optional("DATABASE_CA_FILE")).unwrap_or_else(|what| {
            if !url.is_empty() {
                env.problem(name, what);
            }
            PgConnectOptions::new_without_pgpass()
        });
        Self {
            options,
            named,
            idle: Mutex::new(None),
        }
    }

    /// Connects in the init phase of a function, which has two full cores, where its first request has a fraction of
    /// one. A failure here is a 503 later, not a crash.
    pub(crate) async fn warm_up(&self) {
        if let Ok(connection) = self.open(limits::CONNECT).await {
            self.put(connection, false);
        }
    }

    pub(crate) fn take(&self) -> Option<Idle> {
        self.lock().take()
    }

    pub(crate) fn put(&self, connection: Connection, open: bool) {
        *self.lock() = Some(Idle { connection, open });
    }

    pub(crate) async fn open(&self, within: Duration) -> Result<Connection, DbError> {
        let inner = timeout(within, self.options.connect())
            .await
            .map_err(|_| DbError::timed_out("connecting"))??;
        Ok(Connection {
            inner,
            named: self.named,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Idle>> {
        self.idle
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Off loopback nothing weaker than `verify-full`: `prefer` and `require` accept any certificate.
pub(crate) fn options(url: &str, ca_file: Option<String>) -> Result<PgConnectOptions, String> {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    let options = PgConnectOptions::from_str(url)
        .ok()
        .filter(|_| matches!(scheme, "postgres" | "postgresql"))
        .ok_or("is not a postgres:// URL")?;
    let host = options.get_host();
    let loopback = matches!(host, "localhost" | "::1" | "[::1]")
        || host.starts_with("127.")
        || host.starts_with('/');
    if loopback {
        return Ok(options.ssl_mode(PgSslMode::Disable));
    }
    let options = options.ssl_mode(PgSslMode::VerifyFull);
    Ok(match ca_file {
        Some(file) => options.ssl_root_cert(file),
        None => options,
    })
}

/// A query as it is, but never named.
struct Unnamed<E>(E);

impl<'q, E: Execute<'q, Postgres>> Execute<'q, Postgres> for Unnamed<E> {
    fn sql(self) -> SqlStr {
        self.0.sql()
    }

    fn statement(&self) -> Option<&PgStatement> {
        self.0.statement()
    }

    fn take_arguments(&mut self) -> Result<Option<PgArguments>, sqlx::error::BoxDynError> {
        self.0.take_arguments()
    }

    fn persistent(&self) -> bool {
        false
    }
}

impl<'c> Executor<'c> for &'c mut Connection {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if self.named {
            self.inner.fetch_many(query)
        } else {
            self.inner.fetch_many(Unnamed(query))
        }
    }

    fn fetch_optional<'e, 'q: 'e, E>(
        self,
        query: E,
    ) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if self.named {
            self.inner.fetch_optional(query)
        } else {
            self.inner.fetch_optional(Unnamed(query))
        }
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        self.inner.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        self.inner.describe(sql)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_loopback_the_certificate_is_verified() {
        let mode = |url| options(url, None).map(|options| format!("{:?}", options.get_ssl_mode()));
        assert_eq!(
            mode("postgres://u@db.example.com/d?sslmode=disable"),
            Ok("VerifyFull".into())
        );
        assert_eq!(
            mode("postgres://u@localhost.example.com/d?sslmode=require"),
            Ok("VerifyFull".into())
        );
        assert_eq!(mode("postgres://u@127.0.0.1:5432/d"), Ok("Disable".into()));
        assert!(mode("mysql://u@127.0.0.1/d").is_err());
    }
}
