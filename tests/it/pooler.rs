//! Supabase is reached through a pooler in transaction mode: no session of one's own, no named statements.
//!
//! A real PgBouncer, older than those that keep names apart, with one server connection for everybody: whatever a
//! function left behind on it would be the next one's.

use std::{
    net::TcpListener, os::unix::process::CommandExt, path::PathBuf, process::Stdio, time::Duration,
};

use serde_json::json;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep_until},
};
use url::Url;
use uuid::Uuid;

use crate::{
    app::{app, stack::stack},
    proxy::Proxy,
};

struct PgBouncer {
    _process: Child,
    folder: PathBuf,
    port: u16,
}

impl PgBouncer {
    /// `None` on a machine that has none; CI installs it.
    async fn start() -> Option<Self> {
        let found = Command::new("pgbouncer")
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .await;
        if found.is_err() {
            assert!(std::env::var_os("CI_RUN").is_none(), "CI has a PgBouncer");
            eprintln!("not tested: there is no pgbouncer on this machine");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let folder = std::env::temp_dir().join(format!("pgbouncer-{}", Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).unwrap();
        let logins = ["DATABASE_URL", "SERVICE_DATABASE_URL"].map(|name| {
            let url = Url::parse(&stack().environment[name]).unwrap();
            format!("\"{}\" \"{}\"\n", url.username(), url.password().unwrap())
        });
        std::fs::write(folder.join("users.txt"), logins.concat()).unwrap();
        let database = Url::parse(&stack().environment["DATABASE_URL"]).unwrap();
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\npool_mode = transaction\n\
             default_pool_size = 1\nignore_startup_parameters = extra_float_digits\n",
            database.port().unwrap(),
            folder.join("users.txt").display(),
        );
        std::fs::write(folder.join("settings.ini"), settings).unwrap();
        let mut command = std::process::Command::new("pgbouncer");
        command
            .arg("--quiet")
            .arg(folder.join("settings.ini"))
            .stdin(Stdio::null());
        // It refuses root.
        if std::fs::metadata("/proc/self")
            .is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
        {
            command.uid(65534).gid(65534);
        }
        let process = Command::from(command).kill_on_drop(true).spawn().unwrap();
        let limit = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(Instant::now() < limit, "pgbouncer does not start");
            sleep_until(Instant::now() + Duration::from_millis(20)).await;
        }
        Some(Self {
            _process: process,
            folder,
            port,
        })
    }

    fn before(&self, url: &str) -> String {
        let mut url = Url::parse(url).unwrap();
        url.set_port(Some(self.port)).unwrap();
        url.query_pairs_mut()
            .append_pair("statement-cache-capacity", "0");
        url.into()
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn functions_share_one_connection_of_a_pooler() {
    let Some(pooler) = PgBouncer::start().await else {
        return;
    };
    let url = pooler.before(&stack().environment["DATABASE_URL"]);
    let app = app();
    let changes = [("DATABASE_URL", url.as_str())];
    let create = app.function("project-create", &changes).await;
    let again = app.function("project-create", &changes).await;
    let list = app.function("project-list", &changes).await;
    let delete = app.function("project-delete", &changes).await;
    let (ada, bob) = (app.user(), app.user());

    // In turns, so that each finds the connection as another left it; also after a refusal and an error.
    for round in 0..3 {
        let title = json!({ "title": format!("Round {round}") });
        ada.post("/projects")
            .json(title.clone())
            .send_to(&create)
            .await
            .expect(201);
        bob.post("/projects")
            .json(title.clone())
            .key(&format!("key-{round}"))
            .send_to(&again)
            .await
            .expect(201);
        let replayed = bob
            .post("/projects")
            .json(title)
            .key(&format!("key-{round}"))
            .send_to(&create)
            .await
            .expect(201);
        assert_eq!(replayed.header("idempotent-replayed"), "true");
        let listed = ada.get("/projects").send_to(&list).await.expect(200).json();
        assert_eq!(listed.as_array().unwrap().len(), round + 1);
        let others = format!("/projects/{}", replayed.id());
        ada.delete(&others)
            .send_to(&delete)
            .await
            .problem(404, "project_not_found");
    }
    assert_eq!(
        bob.get("/projects")
            .send_to(&list)
            .await
            .expect(200)
            .json()
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn an_unnamed_statement_takes_one_round_trip_more() {
    let Some(pooler) = PgBouncer::start().await else {
        return;
    };
    let (proxy, url) = Proxy::before(&pooler.before(&stack().environment["DATABASE_URL"])).await;
    let app = app();
    let list = app
        .function("project-list", &[("DATABASE_URL", &url)])
        .await;
    let user = app.user();
    user.get("/projects").send_to(&list).await.expect(200);
    let before = proxy.round_trips();
    user.get("/projects").send_to(&list).await.expect(200);
    assert_eq!(proxy.round_trips() - before, 4);
}
