//! What growth costs: every list, page and count of somebody with 10,000 projects and 100,000 outputs, beside somebody
//! with 100 of each, as the functions ask for them. Each has a database of his own, and they are asked in turns.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use domain::{Env, MemberRole, OutputId, OutputKind, Principal, ProjectId, Timestamp, UserId};
use models::{
    DbError, Page, Position, UserDb, UserTx, files,
    outputs::{self, Filter, OutputStatus},
    profiles,
    projects::{self, Selection, Sort},
    templates,
};
use sqlx::{AssertSqlSafe, Row};
use url::Url;
use uuid::Uuid;

use crate::{
    database::{Database, run},
    start,
};

const USER: &str = "user_grown";
const LITTLE: Size = Size {
    projects: 100,
    outputs: 100,
    month: 100,
};
const MUCH: Size = Size {
    projects: 10_000,
    outputs: 100_000,
    // As many as the largest plan holds.
    month: 10_000,
};
/// Nothing may take longer than this many times what it takes where there is little.
const BOUND: f64 = 2.0;
const ROUNDS: usize = 100;
/// A prepared statement's sixth run may have another plan than the first five, and keeps it.
const WARM_UP: usize = 8;
const PAGE: i64 = 10;
/// Of one output, and how many templates somebody has: neither comes with more projects or outputs.
const VERSIONS: i32 = 100;
const TEMPLATES: u32 = 100;

/// Functions that answer a GET without a row that could become one of many.
const ALONE: [&str; 4] = ["health", "docs", "auth-me", "plan-list"];
/// Of everybody, and so with another measure.
const OF_ALL: [&str; 3] = ["admin-metrics", "admin-projects", "admin-users"];
/// Those that read one row by its id, as `output-get` does.
const BY_ID: [&str; 4] = [
    "file-get",
    "template-get",
    "output-export",
    "transcription-get",
];

struct Size {
    projects: u32,
    outputs: u32,
    /// Of the outputs, those that were accepted in this month.
    month: u32,
}

/// Somebody's database, and how the functions reach it.
struct Side {
    db: UserDb,
    principal: Principal,
    /// Most of the outputs, all of the files.
    project: ProjectId,
    /// The one with versions.
    output: OutputId,
    /// Half of everything is older.
    middle: Timestamp,
    _database: Database,
}

pub(crate) async fn measure() {
    // Behind Supabase's pooler statements have no name and are planned each time; elsewhere a plan may be kept.
    for (how, parameter) in [("kept", ""), ("each time", "?statement-cache-capacity=0")] {
        let mut comparison = Comparison {
            little: Side::new(&LITTLE, parameter).await,
            much: Side::new(&MUCH, parameter).await,
            measured: BTreeSet::new(),
            slower: Vec::new(),
        };
        println!(
            "\n| planned {how} | at {}, ms | at {}, ms | ratio |\n|---|---:|---:|---:|",
            LITTLE.outputs, MUCH.outputs
        );
        comparison.run().await;
        comparison.end();
    }
}

struct Comparison {
    little: Side,
    much: Side,
    measured: BTreeSet<&'static str>,
    slower: Vec<String>,
}

impl Comparison {
    async fn run(&mut self) {
        self.of("profile-get", "", async |side| {
            let mut tx = side.begin().await?;
            profiles::get_or_create(&mut tx, None).await?;
            tx.commit().await.map(|()| 1)
        })
        .await;
        for (name, after) in PAGES {
            self.lists(name, after).await;
        }
        self.of("project-get", "", async |side| {
            let mut tx = side.begin().await?;
            let project = projects::get(&mut tx, side.project).await?;
            tx.commit().await.map(|()| project.iter().count())
        })
        .await;
        self.of("project-get", "with files and outputs", async |side| {
            let mut tx = side.begin().await?;
            let whole = projects::get_including(&mut tx, side.project, true, true).await?;
            tx.commit().await.map(|()| whole.iter().count())
        })
        .await;
        self.of("output-get", "", async |side| {
            let mut tx = side.begin().await?;
            let output = outputs::get(&mut tx, side.project, side.output).await?;
            tx.commit().await.map(|()| output.iter().count())
        })
        .await;
        self.of("usage-get", "", async |side| {
            side.db
                .usage(&side.principal, MemberRole::Viewer)
                .await
                .map(|_| 1)
        })
        .await;
    }

    async fn lists(&mut self, name: &str, after: bool) {
        self.of("project-list", name, async |side| {
            list_projects(side, &ALL_PROJECTS, page(side, after)).await
        })
        .await;
        for (what, selection) in SELECTIONS {
            self.of("project-list", &format!("{name}, {what}"), async |side| {
                list_projects(side, &selection, page(side, after)).await
            })
            .await;
        }
        self.of("file-list", name, async |side| {
            let mut tx = side.begin().await?;
            let rows = files::list(&mut tx, side.project, page(side, after)).await?;
            tx.commit().await.map(|()| rows.unwrap().len())
        })
        .await;
        for (filter, kind, status) in FILTERS {
            self.of("output-list", &format!("{name}{filter}"), async |side| {
                let (project, page) = (side.project, page(side, after));
                let filter = Filter {
                    kind,
                    status,
                    text: None,
                };
                let (mut tx, found) = outputs::begin_list(
                    &side.db,
                    &side.principal,
                    MemberRole::Viewer,
                    project,
                    filter,
                    page,
                )
                .await?;
                let rows = outputs::list(&mut tx, project, found.as_deref(), page).await?;
                tx.commit().await.map(|()| rows.unwrap().len())
            })
            .await;
        }
        for text in [None, Some("body"), Some("nowhere")] {
            let what = format!("of all projects, {name}, {}", text.unwrap_or("any"));
            self.of("output-list", &what, async |side| {
                let (page, filter) = (
                    page(side, after),
                    Filter {
                        text,
                        ..Filter::default()
                    },
                );
                let (mut tx, found) = outputs::begin_list_all(
                    &side.db,
                    &side.principal,
                    MemberRole::Viewer,
                    filter,
                    page,
                )
                .await?;
                let rows = outputs::list_all(&mut tx, &found).await?;
                tx.commit().await.map(|()| rows.len())
            })
            .await;
        }
        self.of("output-versions", name, async |side| {
            let mut tx = side.begin().await?;
            let page = Page {
                limit: PAGE,
                after: after.then_some(Position::of_version(side.middle, VERSIONS / 2)),
            };
            let rows = outputs::versions(&mut tx, side.project, side.output, page).await?;
            tx.commit().await.map(|()| rows.unwrap().len())
        })
        .await;
        self.of("template-list", name, async |side| {
            let mut tx = side.begin().await?;
            let rows = templates::list(&mut tx, None, page(side, after)).await?;
            tx.commit().await.map(|()| rows.len())
        })
        .await;
    }

    /// `ask` says how many rows it got: as many on either side, or the two are not to be compared.
    async fn of(
        &mut self,
        function: &'static str,
        what: &str,
        ask: impl AsyncFn(&Side) -> Result<usize, DbError>,
    ) {
        let (mut little, mut much) = (Vec::new(), Vec::new());
        for round in 0..WARM_UP + ROUNDS {
            let (took, rows) = self.little.time(&ask).await;
            let (took_much, rows_much) = self.much.time(&ask).await;
            assert_eq!(rows, rows_much, "{function} {what}");
            if round >= WARM_UP {
                little.push(took);
                much.push(took_much);
            }
        }
        let (little, much) = (quickest(&little), quickest(&much));
        let ratio = much / little;
        println!("| {function} {what} | {little:.2} | {much:.2} | {ratio:.1} |");
        self.measured.insert(function);
        if ratio > BOUND {
            self.slower.push(format!("{function} {what}: {ratio:.1}"));
        }
    }

    fn end(self) {
        let asked = functions::ALL.iter().filter(|route| route.method == "GET");
        let asked: BTreeSet<_> = asked.map(|route| route.function).collect();
        let others = [&ALONE[..], &BY_ID, &OF_ALL].concat();
        let missing: Vec<_> = asked
            .iter()
            .filter(|name| !self.measured.contains(*name) && !others.contains(name))
            .collect();
        assert!(missing.is_empty(), "not measured: {missing:?}");
        assert!(self.slower.is_empty(), "grows: {:?}", self.slower);
    }
}

const ALL_PROJECTS: Selection<'static> = Selection {
    text: None,
    sort: Sort::CreatedAt,
    descending: true,
    after_title: None,
    counts: false,
};

const SELECTIONS: [(&str, Selection<'static>); 3] = [
    (
        "with counts",
        Selection {
            counts: true,
            ..ALL_PROJECTS
        },
    ),
    (
        "by the last change",
        Selection {
            sort: Sort::UpdatedAt,
            ..ALL_PROJECTS
        },
    ),
    (
        "of a word that all have",
        Selection {
            text: Some("project"),
            ..ALL_PROJECTS
        },
    ),
];

async fn list_projects(
    side: &Side,
    selection: &Selection<'_>,
    page: Page,
) -> Result<usize, DbError> {
    let (mut tx, found) = projects::begin_list(
        &side.db,
        &side.principal,
        MemberRole::Viewer,
        selection,
        page,
    )
    .await?;
    let rows = projects::list(&mut tx, selection, found.as_deref(), page).await?;
    tx.commit().await.map(|()| rows.len())
}

/// The newest rows, and those after the middle one.
const PAGES: [(&str, bool); 2] = [("first page", false), ("deep page", true)];

/// Of each status and kind that is rare there are as many rows on either side, and they are the oldest.
const FILTERS: [(&str, Option<OutputKind>, Option<OutputStatus>); 7] = [
    ("", None, None),
    (", a common kind", Some(OutputKind::Blog), None),
    (", a rare kind", Some(OutputKind::Email), None),
    (", a common status", None, Some(OutputStatus::Completed)),
    (", a rare status", None, Some(OutputStatus::Failed)),
    (
        ", a status that no output has",
        None,
        Some(OutputStatus::Queued),
    ),
    (
        ", a rare kind and status",
        Some(OutputKind::Email),
        Some(OutputStatus::Failed),
    ),
];

fn page(side: &Side, after_the_middle: bool) -> Page {
    let position = Position {
        created_at: side.middle,
        id: Uuid::nil(),
    };
    Page {
        limit: PAGE,
        after: after_the_middle.then_some(position),
    }
}

impl Side {
    async fn new(size: &Size, parameter: &str) -> Self {
        let database = Database::migrated().await;
        let mut owner = database.login("postgres").await;
        eprintln!("filling a database with {} outputs …", size.outputs);
        for sql in fill(size) {
            run(&mut owner, &sql).await;
        }
        let row = sqlx::query(AssertSqlSafe(format!(
            "SELECT project_id, id, now() - {} * interval '30 seconds' FROM outputs ORDER BY created_at DESC LIMIT 1",
            size.outputs
        )))
        .fetch_one(&mut owner)
        .await
        .unwrap();
        let (project, output): (Uuid, Uuid) = (row.get(0), row.get(1));
        let mut url = Url::parse(&start::environment()["DATABASE_URL"]).unwrap();
        url.set_path(Url::parse(&database.url()).unwrap().path());
        let variables = [("DATABASE_URL".to_owned(), format!("{url}{parameter}"))];
        let db = UserDb::connect(&mut Env::from_iter(variables)).await;
        Self {
            db,
            principal: Principal::of_user(UserId::parse(USER).unwrap(), 0),
            project: ProjectId(project),
            output: OutputId(output),
            middle: row.get(2),
            _database: database,
        }
    }

    async fn begin(&self) -> Result<UserTx<'_>, DbError> {
        self.db.begin_as(&self.principal, MemberRole::Viewer).await
    }

    /// Milliseconds of all that the function asks, and how many rows it got.
    async fn time(&self, ask: &impl AsyncFn(&Self) -> Result<usize, DbError>) -> (f64, usize) {
        let start = Instant::now();
        let rows = ask(self).await.unwrap();
        (milliseconds(start.elapsed()), rows)
    }
}

/// The shortest: on a machine that others use too, the rest say how busy those were.
fn quickest(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Outputs a minute apart, and all else evenly over the same time. One project has all files, and nine tenths of the
/// outputs.
fn fill(size: &Size) -> Vec<String> {
    let Size {
        projects,
        outputs,
        month,
    } = size;
    let output_ago = "now() - n * interval '1 minute'";
    let ago = format!("{output_ago} * {}", outputs / projects);
    vec![
        format!("INSERT INTO profiles (user_id) VALUES ('{USER}')"),
        format!(
            "INSERT INTO projects (user_id, title, created_at)
             SELECT '{USER}', 'Project ' || n, {ago} FROM generate_series(1, {projects}) n"
        ),
        format!(
            "INSERT INTO files (user_id, project_id, path, mime_type, size_bytes, status, created_at)
             SELECT p.user_id, p.id, p.user_id || '/' || p.id || '/' || gen_random_uuid() || '.md', 'text/markdown', 10000,
                    'ready', {ago}
             FROM (SELECT * FROM projects ORDER BY created_at DESC LIMIT 1) p, generate_series(1, {projects}) n"
        ),
        format!(
            "INSERT INTO outputs (user_id, project_id, kind, status, request, body, metadata, created_at, version)
             SELECT '{USER}', CASE WHEN n % 10 > 0 OR n > {outputs} - 12 THEN ids[1] ELSE ids[1 + n % {projects}] END,
                    CASE WHEN n > {outputs} - 12 THEN 'email' ELSE (ARRAY['blog', 'social'])[1 + n % 2] END::output_kind,
                    CASE WHEN n > {outputs} - 8 THEN 'failed' ELSE 'completed' END::output_status,
                    '{{\"topic\": \"AI and Content Creation\"}}', repeat('Words of a body. ', 30), '{{\"word_count\": 120}}', {output_ago},
                    CASE n WHEN 1 THEN {VERSIONS} + 1 ELSE 1 END
             FROM (SELECT array_agg(id ORDER BY created_at DESC) AS ids FROM projects) p, generate_series(1, {outputs}) n"
        ),
        format!(
            "INSERT INTO templates (user_id, name, type, prompt, is_custom, created_at)
             SELECT '{USER}', 'Template ' || n, 'blog', 'Write.', true, {output_ago} * {}
             FROM generate_series(1, {TEMPLATES}) n",
            outputs / TEMPLATES
        ),
        format!(
            "INSERT INTO output_versions (output_id, user_id, version, reason, body, metadata, created_at)
             SELECT id, user_id, n, 'edited', 'Words of a body.', '{{}}', now()
             FROM (SELECT * FROM outputs ORDER BY created_at DESC LIMIT 1) o, generate_series(1, {VERSIONS}) n"
        ),
        format!("INSERT INTO private.subscriptions (user_id, plan) VALUES ('{USER}', 'business')"),
        // What was before must not count.
        format!(
            "INSERT INTO private.reservations (output_id, user_id, kind, status, accepted_at)
             SELECT id, user_id, kind, status::text,
                    CASE WHEN row_number() OVER (ORDER BY created_at DESC) <= {month} THEN now() ELSE now() - interval '40 days' END
             FROM outputs"
        ),
        "INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, prompt_tokens, completion_tokens,
             cost_micros, outcome, created_at)
         SELECT output_id, user_id, 1, 'openai', 1000, 500, 700, 'completed', accepted_at FROM private.reservations"
            .to_owned(),
        // As autovacuum leaves it.
        "VACUUM ANALYZE".to_owned(),
    ]
}
