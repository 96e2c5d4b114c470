//! A Postgres of the test's own, to stop and to start: a whole cluster, since a restart is everybody's.

use std::{
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    str::FromStr,
    time::Duration,
};

use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::time::{Instant, sleep};

use crate::{
    app::stack::stack,
    database::{migrate, platform, run},
};

/// Postgres refuses to run as root.
const NOBODY: u32 = 65534;

pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

/// How it goes down.
#[derive(Debug, Clone, Copy)]
pub enum Stop {
    /// Transactions are rolled back, and clients are told.
    Fast,
    /// Nobody is told, and it has to recover when it starts again.
    Immediate,
}

impl Postgres {
    /// As a deployment leaves it: Supabase, then the migrations. Whoever connects is believed.
    pub async fn migrated() -> Self {
        let folder = std::env::temp_dir().join(format!(
            "repostr-postgres-{}",
            uuid::Uuid::new_v4().simple()
        ));
        std::fs::create_dir(&folder).unwrap();
        if root() {
            chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut postgres = Self {
            bin: bin(),
            folder,
            port,
            server: None,
        };
        let made = postgres
            .program("initdb")
            .args([
                "--username=supabase_admin",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ])
            .arg("--pgdata")
            .arg(postgres.data())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        postgres.start().await;
        let mut admin = postgres.connect().await;
        run(&mut admin, &platform()).await;
        run(&mut admin, "SET SESSION AUTHORIZATION postgres").await;
        migrate(&mut admin).await;
        postgres
    }

    /// The URL of a login.
    pub fn url(&self, role: &str) -> String {
        format!("postgres://{role}@127.0.0.1:{}/postgres", self.port)
    }

    /// From now on this login needs its password.
    pub async fn require_password(&self, role: &str) {
        let file = self.data().join("pg_hba.conf");
        let rest = std::fs::read_to_string(&file).unwrap();
        std::fs::write(
            &file,
            format!("host all {role} 127.0.0.1/32 scram-sha-256\n{rest}"),
        )
        .unwrap();
        run(&mut self.connect().await, "SELECT pg_reload_conf()").await;
    }

    /// Starts it and waits until it answers.
    pub async fn start(&mut self) {
        let mut command = self.program("postgres");
        command
            .arg("-D")
            .arg(self.data())
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        for setting in [
            "unix_socket_directories=",
            "fsync=off",
            "shared_buffers=16MB",
            "shared_preload_libraries=pg_stat_statements",
        ] {
            command.args(["-c", setting]);
        }
        self.server = Some(
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        );
        self.connect().await;
    }

    pub fn stop(&mut self, how: Stop) {
        let Some(mut server) = self.server.take() else {
            return;
        };
        let signal = match how {
            Stop::Fast => "-INT",
            Stop::Immediate => "-QUIT",
        };
        let told = Command::new("kill")
            .args([signal, &server.id().to_string()])
            .status();
        if !told.is_ok_and(|status| status.success()) {
            let _ = server.kill();
        }
        let _ = server.wait();
    }

    /// As the superuser, as soon as it answers.
    pub async fn connect(&self) -> PgConnection {
        let options = PgConnectOptions::from_str(&self.url("supabase_admin")).unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            match PgConnection::connect_with(&options).await {
                Ok(connection) => return connection,
                Err(error) => assert!(Instant::now() < deadline, "{error}"),
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// In a folder that it may be in, as somebody who may run it. Below root's own folder only root finds its
    /// programs: then the user keeps the one capability that lets it through.
    fn program(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if root() {
            let mut setpriv = Command::new("setpriv");
            setpriv
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
            setpriv
        } else {
            Command::new(program)
        };
        // Of its own group: an interrupt at the terminal is for the tests, which then stop it.
        command
            .current_dir(&self.folder)
            .env("LC_ALL", "C")
            .process_group(0);
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop(Stop::Immediate);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Where the stack's own Postgres has its programs.
fn bin() -> PathBuf {
    let ps = Command::new("ps")
        .args(["-o", "args=", "-p", &stack().postgres.to_string()])
        .output()
        .unwrap();
    let line = String::from_utf8(ps.stdout).unwrap();
    let program = Path::new(line.split(" -D ").next().unwrap().trim());
    assert!(program.is_absolute(), "the stack's Postgres: {line:?}");
    program.parent().unwrap().to_owned()
}

/// Whoever runs this may read what is root's alone.
fn root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}
