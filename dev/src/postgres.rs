//! The database: a cluster of its own, with what Supabase provides before our first migration.

use std::{
    ffi::OsStr,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use rustix::process::Signal;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{
    folder::Folder,
    process::{Processes, free_port, run, wait_until_up},
    settings::Settings,
    terminal::Step,
    tools,
};

pub(crate) const NAME: &str = "postgres";
/// Postgres refuses to run as root: then it runs as the user and group `nobody`.
const NOBODY: u32 = 65534;
const PLATFORM: &str = include_str!("../platform.sql");

/// Starts the database unless it runs.
pub(crate) async fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(NAME) {
        return Ok(());
    }
    stop(folder, processes)?;
    let bin = tools::postgres(folder)?;
    let step = Step::start("Starting Postgres");
    let data = folder.dev("postgres");
    if !data.join("PG_VERSION").exists() {
        initialise(folder, &bin, &data, settings)?;
    }
    let made_by = std::fs::read_to_string(data.join("PG_VERSION"))?;
    ensure!(
        tools::version(&bin)
            .map(|version| version.to_string())
            .as_deref()
            == Some(made_by.trim()),
        "the data in {} are of Postgres {}, and {} is another; `cargo dev reset` makes new ones",
        data.display(),
        made_by.trim(),
        bin.display()
    );
    remove_stale_lock(&data);
    let port = free_port(settings.ports.postgres)?;
    let process = processes.start(folder, NAME, &mut server(&bin, &data, port), Some(port))?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
    settings.ports.postgres = Some(port);
    settings.save(folder)?;
    platform(settings)
        .await
        .context("can't prepare the database as Supabase does")?;
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

pub(crate) fn stop(folder: &Folder, processes: &mut Processes) -> Result<()> {
    // SIGINT is the fast shutdown: it does not wait for clients.
    processes.stop(folder, NAME, Signal::INT, Duration::from_secs(20))
}

pub(crate) fn url(settings: &Settings, role: &str, password: &str) -> String {
    let port = settings.ports.postgres.unwrap_or_default();
    format!("postgres://{role}:{password}@127.0.0.1:{port}/postgres")
}

pub(crate) fn admin_url(settings: &Settings) -> String {
    url(settings, "supabase_admin", &settings.passwords.admin)
}

pub(crate) fn owner_url(settings: &Settings) -> String {
    url(settings, "postgres", &settings.passwords.owner)
}

fn initialise(folder: &Folder, bin: &Path, data: &Path, settings: &Settings) -> Result<()> {
    _ = std::fs::remove_dir_all(data);
    std::fs::create_dir_all(data)?;
    let password = folder.dev("initdb.password");
    crate::folder::write_private(&password, &settings.passwords.admin)?;
    if root() {
        for path in [data, &password] {
            std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY))?;
        }
    }
    let mut initdb = as_nobody(&bin.join("initdb"), data);
    initdb.args([
        "--username=supabase_admin",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]);
    let made = run(initdb
        .arg("--pwfile")
        .arg(&password)
        .arg("--pgdata")
        .arg(data));
    std::fs::remove_file(password)?;
    made.map(drop)
}

/// The server in the foreground of its own process group. Nothing here has to survive a power cut, hence no `fsync`.
fn server(bin: &Path, data: &Path, port: u16) -> Command {
    let mut server = as_nobody(&bin.join("postgres"), data);
    server
        .arg("-D")
        .arg(data)
        .args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    for setting in [
        "unix_socket_directories=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=300",
        "shared_preload_libraries=pg_stat_statements",
        // The tests' databases together have more statements than it keeps by default, and it would forget those that are
        // being looked at.
        "pg_stat_statements.max=50000",
        "log_line_prefix=%m [%p] %u ",
        "timezone=UTC",
        "log_timezone=UTC",
    ] {
        server.args(["-c", setting]);
    }
    server
}

/// `program`, in the data's folder, as an ordinary user.
fn as_nobody(program: &Path, data: &Path) -> Command {
    let in_place = |program: &OsStr| {
        let mut command = Command::new(program);
        command
            .current_dir(data)
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command
    };
    let demoted = || {
        let mut command = in_place(program.as_os_str());
        command.uid(NOBODY).gid(NOBODY);
        command
    };
    if !root() {
        return in_place(program.as_os_str());
    }
    if run(demoted().arg("--version")).is_ok() {
        return demoted();
    }
    // A workspace that only root can reach, such as one below its own folder: the user keeps the one capability that
    // lets it through, and access(2), which Postgres asks about its own files, is to know of it.
    let mut command = in_place(OsStr::new("setpriv"));
    command
        .args([
            format!("--reuid={NOBODY}"),
            format!("--regid={NOBODY}"),
            "--clear-groups".into(),
        ])
        .args([
            "--securebits=+no_setuid_fixup",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
        ])
        .arg(program);
    command
}

fn root() -> bool {
    rustix::process::geteuid().is_root()
}

/// After a kill or a restart of the machine, the lock file names a process that is none of ours by now.
fn remove_stale_lock(data: &Path) {
    let lock: PathBuf = data.join("postmaster.pid");
    let Ok(text) = std::fs::read_to_string(&lock) else {
        return;
    };
    let pid = text.lines().next().unwrap_or_default().trim().to_owned();
    let command = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if Path::new("/proc/self").exists() && !String::from_utf8_lossy(&command).contains("postgres") {
        _ = std::fs::remove_file(lock);
    }
}

/// What Supabase has before our first migration, applied again on each start: it may have learnt something since.
async fn platform(settings: &Settings) -> Result<()> {
    let mut admin = connect(&admin_url(settings)).await?;
    provide(&mut admin).await?;
    set_password(&mut admin, "postgres", &settings.passwords.owner).await?;
    Ok(admin.close().await?)
}

async fn provide(admin: &mut PgConnection) -> Result<()> {
    sqlx::raw_sql(PLATFORM)
        .execute(admin)
        .await
        .context("dev/platform.sql")?;
    Ok(())
}

/// A second database in the cluster, as a new Supabase project has it; what was in it before is gone.
pub(crate) async fn create_database(settings: &Settings, name: &str) -> Result<()> {
    drop_database(settings, name).await?;
    let mut admin = connect(&admin_url(settings)).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await?;
    admin.close().await?;
    let mut inside = connect(&in_database(&admin_url(settings), name)).await?;
    provide(&mut inside).await?;
    Ok(inside.close().await?)
}

pub(crate) async fn drop_database(settings: &Settings, name: &str) -> Result<()> {
    let mut admin = connect(&admin_url(settings)).await?;
    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut admin)
        .await?;
    Ok(admin.close().await?)
}

/// The URL of another database, for the same login.
pub(crate) fn in_database(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap_or((url, ""));
    format!("{server}/{name}")
}

/// Connects, also where the server takes connections but is still recovering from a kill.
pub(crate) async fn connect(url: &str) -> Result<PgConnection> {
    let mut patience = 100;
    loop {
        match PgConnection::connect(url).await {
            Ok(connection) => return Ok(connection),
            // 57P03: the database system is starting up.
            Err(sqlx::Error::Database(error))
                if error.code().as_deref() == Some("57P03") && patience > 0 =>
            {
                patience -= 1;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Err(error) => return Err(error).context("can't connect to the database"),
        }
    }
}

/// Applies the migrations that the database doesn't have yet; their names.
pub(crate) async fn migrate(owner: &mut PgConnection) -> Result<Vec<String>> {
    migrations::alone(owner, async |owner| {
        migrations::apply(owner, |_| ())
            .await
            .map_err(anyhow::Error::from)
    })
    .await
}

/// Both come from our own code: a role's name and a password of hexadecimal digits.
pub(crate) async fn set_password(
    connection: &mut PgConnection,
    role: &str,
    password: &str,
) -> Result<()> {
    let sql = format!("ALTER ROLE {role} PASSWORD '{password}'");
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(connection)
        .await
        .with_context(|| format!("the password of {role}"))?;
    Ok(())
}
