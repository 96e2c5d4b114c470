//! A database of its own for each SQL test, copied from a template that holds `dev/platform.sql` and the migrations, and
//! dropped with the test.
//!
//! The cluster is the one named by `ADMIN_DATABASE_URL` (a superuser's URL), or else the local stack's.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    str::FromStr,
    thread,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::OnceCell;
use uuid::Uuid;

pub struct Database {
    name: String,
}

impl Database {
    /// As a deployment leaves it: Supabase, then the migrations.
    pub async fn migrated() -> Self {
        Self::copy_of(Some(template().await)).await
    }

    /// As Supabase hands it over, without anything of ours.
    pub async fn supabase() -> Self {
        // Roles belong to the cluster. Once the template stands, no test is the first to make them.
        template().await;
        let database = Self::copy_of(None).await;
        run(&mut database.superuser().await, &platform()).await;
        database
    }

    async fn copy_of(template: Option<&str>) -> Self {
        let name = format!("repostr_test_{}", Uuid::new_v4().simple());
        let template = template.map_or(String::new(), |name| {
            format!(" TEMPLATE {name} OWNER postgres")
        });
        run(
            &mut cluster().await,
            &format!("CREATE DATABASE {name}{template}"),
        )
        .await;
        Self { name }
    }

    pub async fn superuser(&self) -> PgConnection {
        connect(&options().database(&self.name)).await
    }

    /// A session of that login, without needing its password. What `ALTER ROLE … SET` gives a real login is not set.
    pub async fn login(&self, role: &str) -> PgConnection {
        let mut connection = self.superuser().await;
        run(
            &mut connection,
            &format!("SET SESSION AUTHORIZATION {role}"),
        )
        .await;
        connection
    }

    /// Applies the migrations the way `migrate` does: as the owner, file by file.
    pub async fn migrate(&self) {
        migrate(&mut self.login("postgres").await).await;
    }

    /// For programs that take a URL, as the superuser.
    pub fn url(&self) -> String {
        let mut url = url::Url::parse(&admin_url()).expect("ADMIN_DATABASE_URL is a URL");
        url.set_path(&self.name);
        url.into()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A runtime of its own: the test's is busy running this very drop.
        let dropped = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime")
                .block_on(async { run(&mut cluster().await, &drop).await });
        });
        // A failure here must not hide the test's own.
        let _ = dropped.join();
    }
}

/// Statements that answer nothing, one or many, as one message of the simple protocol.
pub async fn run(connection: &mut PgConnection, sql: &str) {
    if let Err(error) = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await
    {
        panic!("{error}\n{sql}");
    }
}

/// The code of what should have failed, or `00000`.
pub fn sqlstate<T>(result: Result<T, sqlx::Error>) -> String {
    match result {
        Ok(_) => "00000".to_owned(),
        Err(sqlx::Error::Database(error)) => error.code().expect("a code").into_owned(),
        Err(error) => panic!("{error}"),
    }
}

/// Applies the migrations that are missing, the way the function `migrate` does; their names.
pub async fn migrate(owner: &mut PgConnection) -> Vec<String> {
    let applied = ::migrations::alone(owner, async |owner| {
        ::migrations::apply(owner, |_| ())
            .await
            .map_err(|failed| failed.source)
    });
    applied.await.expect("the migrations")
}

/// The files of `migrations/`, as whoever has nothing but psql runs them: first the numbered ones, then the repeatable ones.
pub fn files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in ["migrations", "migrations/repeatable"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(root().join(folder))
            .expect("migrations/")
            .map(|entry| entry.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
            .collect();
        paths.sort();
        files.extend(paths.into_iter().map(|path| {
            let sql = fs::read_to_string(&path).expect("a migration");
            (path, sql)
        }));
    }
    files
}

pub fn platform() -> String {
    fs::read_to_string(root().join("dev/platform.sql")).expect("dev/platform.sql")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ is in the workspace")
}

fn admin_url() -> String {
    env::var("ADMIN_DATABASE_URL").unwrap_or_else(|_| {
        let state = fs::read_to_string(root().join(".dev/state.json"))
            .expect("SQL tests need a Postgres: `cargo dev up`, or ADMIN_DATABASE_URL with a superuser's URL");
        let state: serde_json::Value = serde_json::from_str(&state).expect(".dev/state.json is JSON");
        state["admin_database_url"].as_str().expect("admin_database_url in .dev/state.json").to_owned()
    })
}

fn options() -> PgConnectOptions {
    PgConnectOptions::from_str(&admin_url()).expect("ADMIN_DATABASE_URL is a Postgres URL")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options)
        .await
        .expect("the Postgres of ADMIN_DATABASE_URL answers")
}

/// The database that `ADMIN_DATABASE_URL` names, from which others are made.
async fn cluster() -> PgConnection {
    connect(&options()).await
}

/// The template's name. It carries the hash of what is in it, so that runs share it and a changed migration makes anew.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE.get_or_init(build_template).await
}

async fn build_template() -> String {
    let mut hasher = DefaultHasher::new();
    platform().hash(&mut hasher);
    ::migrations::whole().hash(&mut hasher);
    let name = format!("repostr_template_{:016x}", hasher.finish());

    // One builder at a time, across processes. The lock ends with the connection.
    let mut cluster = cluster().await;
    run(
        &mut cluster,
        "SELECT pg_advisory_lock(hashtextextended('repostr test template', 0))",
    )
    .await;
    let finished: Option<bool> =
        sqlx::query_scalar("SELECT datistemplate FROM pg_database WHERE datname = $1")
            .bind(&name)
            .fetch_optional(&mut cluster)
            .await
            .expect("a list of databases");
    if finished == Some(true) {
        return name;
    }

    run(
        &mut cluster,
        &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
    )
    .await;
    run(&mut cluster, &format!("CREATE DATABASE {name}")).await;
    let mut superuser = connect(&options().database(&name)).await;
    run(&mut superuser, &platform()).await;
    run(&mut superuser, "SET SESSION AUTHORIZATION postgres").await;
    migrate(&mut superuser).await;
    superuser.close().await.expect("closed");
    // Nobody may connect: a template can't be copied while somebody is in it.
    run(
        &mut cluster,
        &format!("ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false"),
    )
    .await;
    name
}
