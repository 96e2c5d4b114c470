//! Users of very different sizes, as they come: the second has half of what the first has, the third a third (Zipf's law).
//! And how many pages of the database a question of one of them reads, by the very statements that the functions send.

use std::time::{Duration, Instant};

use domain::{
    AccountId, Env, FileId, MemberRole, OutputId, OutputKind, Principal, ProjectId, TemplateId,
    Timestamp, UserId,
};
use models::{
    DbError, Page, Position, UserDb, UserTx, files,
    outputs::{self, Filter, OutputStatus},
    projects::{self, Selection, Sort},
    templates::{self, TemplatePatch},
};
use sqlx::{AssertSqlSafe, PgConnection, Row};
use url::Url;
use uuid::Uuid;

use crate::database::{Database, run};

pub struct Skewed {
    pub database: Database,
    users: u32,
}

/// What a question read at most, of all users and plans.
pub struct Reading {
    pub question: &'static str,
    pub buffers: i64,
    pub bound: i64,
    /// Who read so much, and with what plan.
    pub by: String,
    /// How long each took, all statements of it.
    pub times: Vec<Duration>,
    /// What it read for a person and for a member of an organization that has the same, where the second was most beside the first.
    pub beside: (i64, i64),
}

impl Reading {
    /// Pages beyond a fifth more than for a person.
    pub fn of_team_beyond((alone, in_team): (i64, i64)) -> i64 {
        in_team - alone - alone / 5
    }

    fn compare(&mut self, beside: (i64, i64)) {
        if self.beside == (0, 0) || Self::of_team_beyond(beside) > Self::of_team_beyond(self.beside)
        {
            self.beside = beside;
        }
    }
}

/// A place from which somebody asks: one of a user's projects.
struct Asker {
    principal: Principal,
    project: ProjectId,
    output: OutputId,
    file: FileId,
    template: TemplateId,
    /// Half of the project is older.
    middle: Timestamp,
}

const PAGE: i64 = 20;
/// The first runs of a statement in a session read the catalogue, too.
const WARM_UP: usize = 2;
const ROUNDS: usize = 4;
/// One takes about a second.
const VACUUMS: usize = 60;

/// What is asked, and how many pages of 8 kB that may read: an index has up to four levels, and each row may lie in a page of
/// its own. The rows of a project lie side by side, as those of a project that somebody works on for some days.
const QUESTIONS: [(&str, i64); 25] = [
    ("output-get", 8),
    ("output-list, first page of 20", 40),
    ("output-list, deep page of 20", 40),
    ("output-list, of a kind", 180),
    ("output-list, of a status that none has", 60),
    ("output-versions", 16),
    ("output-update, its lock", 8),
    ("file-get", 8),
    ("file-list, first page of 20", 40),
    ("file-list, deep page of 20", 40),
    ("project-get", 8),
    ("project-get with files and outputs", 80),
    ("project-list, first page of 20", 40),
    ("project-list, with counts", 400),
    ("project-list, by title", 120),
    ("project-list, by title, deep page of 20", 120),
    ("project-list, a common word", 400),
    ("project-list, a word of one", 120),
    ("output-list-all, first page of 20", 300),
    ("output-list-all, of a kind and status", 180),
    ("output-list-all, a common word", 500),
    ("output-list-all, a word of a few", 1500),
    ("output-list-all, a word of one", 1000),
    ("output-list-all, a word of none", 1000),
    // One of the user's outputs was made with the template.
    ("template-update", 150),
];

impl Skewed {
    /// So many outputs of so many users.
    pub async fn new(users: u32, outputs: u32) -> Self {
        let database = Database::migrated().await;
        let mut owner = database.login("postgres").await;
        for sql in fill(users, outputs) {
            run(&mut owner, &sql).await;
        }
        vacuum(&mut owner).await;
        Self { database, users }
    }

    /// Asks each question as users of each size, from their largest and their smallest project, with plans that are made for
    /// the values and with those that are made for any. `url`: the API's login at whatever database.
    pub async fn read(&self, url: &str) -> Vec<Reading> {
        let mut readings = QUESTIONS.map(|(question, bound)| Reading {
            question,
            buffers: 0,
            bound,
            by: String::new(),
            times: Vec::new(),
            beside: (0, 0),
        });
        let mut superuser = self.database.superuser().await;
        run(&mut superuser, "CREATE EXTENSION pg_stat_statements").await;
        // Each reading goes through the texts of all statements that the cluster has seen.
        run(&mut superuser, "SELECT pg_stat_statements_reset()").await;
        for plan in ["force_custom_plan", "force_generic_plan"] {
            let db = self.connect(url, plan).await;
            for rank in ranks(self.users) {
                for order in ["ASC", "DESC"] {
                    let asker = Asker::find(&mut superuser, "user", rank, order).await;
                    let member = if TWINS.contains(&rank) {
                        Some(Asker::find(&mut superuser, "org", rank, order).await)
                    } else {
                        None
                    };
                    for reading in &mut readings {
                        let (buffers, times) =
                            asker.buffers(&mut superuser, &db, reading.question).await;
                        reading.times.extend(times);
                        if let Some(member) = &member {
                            let (in_team, _) =
                                member.buffers(&mut superuser, &db, reading.question).await;
                            reading.compare((buffers, in_team));
                        }
                        if buffers > reading.buffers {
                            reading.buffers = buffers;
                            reading.by = format!("user {rank}, {plan}");
                        }
                    }
                }
            }
        }
        readings.into()
    }

    /// As the API, with plans made as `plan` says.
    pub async fn connect(&self, url: &str, plan: &str) -> UserDb {
        let mut url = Url::parse(url).unwrap();
        url.set_path(Url::parse(&self.database.url()).unwrap().path());
        url.set_query(Some(&format!("options[plan_cache_mode]={plan}")));
        UserDb::connect(&mut Env::from_iter([(
            "DATABASE_URL".to_owned(),
            url.into(),
        )]))
        .await
    }
}

impl Asker {
    /// `account`: `user`, or `org` for the same in an organization's account.
    async fn find(superuser: &mut PgConnection, account: &str, rank: u32, order: &str) -> Self {
        let row = sqlx::query(AssertSqlSafe(format!(
            "SELECT project.id, output.id, file.id, (SELECT id FROM templates WHERE user_id = '{account}_{rank}'), (
                 SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY created_at) FROM outputs WHERE project_id = project.id
             ) FROM (
                 SELECT id FROM projects WHERE user_id = '{account}_{rank}' ORDER BY (SELECT count(*) FROM outputs WHERE project_id = projects.id) {order} LIMIT 1
             ) AS project, LATERAL (
                 SELECT id FROM outputs WHERE project_id = project.id ORDER BY created_at DESC LIMIT 1
             ) AS output, LATERAL (
                 SELECT id FROM files WHERE project_id = project.id ORDER BY created_at DESC LIMIT 1
             ) AS file"
        )))
        .fetch_one(superuser)
        .await
        .unwrap();
        let person = UserId::parse(&format!("user_{rank}")).unwrap();
        Self {
            principal: Principal {
                account: AccountId::parse(&format!("{account}_{rank}")).unwrap(),
                ..Principal::of_user(person, 0)
            },
            project: ProjectId(row.get(0)),
            output: OutputId(row.get(1)),
            file: FileId(row.get(2)),
            template: TemplateId(row.get(3)),
            middle: row.get(4),
        }
    }

    /// The pages that the question's statements read, found in memory or not; and how long it took each time.
    async fn buffers(
        &self,
        superuser: &mut PgConnection,
        db: &UserDb,
        question: &str,
    ) -> (i64, Vec<Duration>) {
        let mut most = 0;
        let mut times = Vec::new();
        for round in 0..WARM_UP + ROUNDS {
            run(
                superuser,
                "SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = current_database()",
            )
            .await;
            let start = Instant::now();
            self.ask(db, question).await.unwrap();
            let took = start.elapsed();
            let read: i64 = sqlx::query_scalar(
                "SELECT sum(shared_blks_hit + shared_blks_read)::bigint FROM pg_stat_statements
                 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                   AND userid <> session_user::regrole AND query NOT LIKE '%private.begin_as%'",
            )
            .fetch_one(&mut *superuser)
            .await
            .unwrap();
            if round >= WARM_UP {
                most = most.max(read);
                times.push(took);
            }
        }
        (most, times)
    }

    async fn ask(&self, db: &UserDb, question: &str) -> Result<(), DbError> {
        let (name, what) = question.split_once(", ").unwrap_or((question, ""));
        match name {
            "output-list" => return self.list_outputs(db, what).await,
            "output-list-all" => return self.search(db, what).await,
            "project-list" if what != "first page of 20" => {
                return self.list_projects(db, what).await;
            }
            _ => {}
        }
        let page = self.page(what);
        let mut tx = db.begin_as(&self.principal, MemberRole::Member).await?;
        let found = match name {
            "output-get" => outputs::get(&mut tx, self.project, self.output)
                .await?
                .is_some(),
            "output-update" => outputs::lock(&mut tx, self.project, self.output)
                .await?
                .is_some(),
            "output-versions" => outputs::versions(&mut tx, self.project, self.output, page)
                .await?
                .is_some(),
            "file-get" => files::get(&mut tx, self.project, self.file)
                .await?
                .is_some(),
            "file-list" => files::list(&mut tx, self.project, page).await?.is_some(),
            "project-get" => projects::get(&mut tx, self.project).await?.is_some(),
            "project-get with files and outputs" => {
                projects::get_including(&mut tx, self.project, true, true)
                    .await?
                    .is_some()
            }
            "project-list" => !projects::list(&mut tx, &PLAIN, None, page)
                .await?
                .is_empty(),
            "template-update" => {
                let another = TemplatePatch {
                    name: None,
                    r#type: None,
                    prompt: Some(Uuid::new_v4().to_string()),
                };
                templates::update(&mut tx, self.template, &another)
                    .await?
                    .is_some()
            }
            other => panic!("{other}"),
        };
        assert!(found, "{question}");
        UserTx::commit(tx).await
    }

    async fn list_outputs(&self, db: &UserDb, what: &str) -> Result<(), DbError> {
        let filter = Filter {
            kind: (what == "of a kind").then_some(OutputKind::Email),
            status: (what == "of a status that none has").then_some(OutputStatus::Queued),
            text: None,
        };
        let page = self.page(what);
        let (mut tx, found) = outputs::begin_list(
            db,
            &self.principal,
            MemberRole::Viewer,
            self.project,
            filter,
            page,
        )
        .await?;
        let rows = outputs::list(&mut tx, self.project, found.as_deref(), page).await?;
        assert!(rows.is_some());
        tx.commit().await
    }

    /// Over all projects.
    async fn search(&self, db: &UserDb, what: &str) -> Result<(), DbError> {
        let text = match what {
            "a common word" => Some("words of a body"),
            "a word of a few" => Some("hundredth"),
            "a word of one" => Some("number7"),
            "a word of none" => Some("nowhere"),
            _ => None,
        };
        let of_a_kind = what == "of a kind and status";
        let filter = Filter {
            kind: of_a_kind.then_some(OutputKind::Email),
            status: of_a_kind.then_some(OutputStatus::Completed),
            text,
        };
        let page = self.page(what);
        let (mut tx, found) =
            outputs::begin_list_all(db, &self.principal, MemberRole::Viewer, filter, page).await?;
        let rows = outputs::list_all(&mut tx, &found).await?;
        assert!(what != "a common word" || !rows.is_empty(), "{what}");
        tx.commit().await
    }

    async fn list_projects(&self, db: &UserDb, what: &str) -> Result<(), DbError> {
        let by_title = what.starts_with("by title");
        let selection = Selection {
            text: match what {
                "a common word" => Some("project"),
                "a word of one" => Some("0"),
                _ => None,
            },
            sort: if by_title {
                Sort::Title
            } else {
                Sort::CreatedAt
            },
            descending: !by_title,
            after_title: what.ends_with("deep page of 20").then_some("project 5"),
            counts: what == "with counts",
        };
        let page = self.page(what.trim_start_matches("by title, "));
        let (mut tx, found) =
            projects::begin_list(db, &self.principal, MemberRole::Viewer, &selection, page).await?;
        projects::list(&mut tx, &selection, found.as_deref(), page).await?;
        tx.commit().await
    }

    fn page(&self, what: &str) -> Page {
        let position = Position {
            created_at: self.middle,
            id: Uuid::nil(),
        };
        Page {
            limit: PAGE,
            after: what.starts_with("deep").then_some(position),
        }
    }
}

const PLAIN: Selection<'static> = Selection {
    text: None,
    sort: Sort::CreatedAt,
    descending: true,
    after_title: None,
    counts: false,
};

/// Users beside whom there is an organization that has the same, each row with its own.
const TWINS: [u32; 2] = [1, 100];

fn ranks(users: u32) -> impl Iterator<Item = u32> {
    let ranks = [1, 2, 10, 100, 1000, users / 2, users];
    ranks.into_iter().filter(move |rank| *rank <= users)
}

/// The n-th user has an n-th of what the first has, half of it in one project, the rest in projects of a hundred outputs; a
/// project has a tenth as many files, and the newest output of the first was made with the user's template. What every other user
/// has is older than 90 days, so that it is due for the archive. Words have the outputs of those who ask, entered at once and then
/// indexed: one by one, ten million of them take hours.
fn fill(users: u32, outputs: u32) -> Vec<String> {
    let twins = TWINS.map(|rank| rank.to_string()).join(", ");
    let asking: Vec<String> = ranks(users)
        .map(|rank| format!("'user_{rank}'"))
        .chain(TWINS.iter().map(|rank| format!("'org_{rank}'")))
        .collect();
    let asking = asking.join(", ");
    vec![
        "ALTER TABLE outputs DISABLE TRIGGER trg_outputs_words_begin".to_owned(),
        format!(
            "CREATE TEMP TABLE sizes AS SELECT n, 'user_' || n AS user_id,
                 greatest(1, ({outputs} / (n * sum(1.0 / n) OVER ()))::int) AS outputs
             FROM generate_series(1, {users}) AS n"
        ),
        format!(
            "INSERT INTO sizes SELECT DISTINCT n, 'org_' || n, outputs FROM sizes WHERE n IN ({twins})"
        ),
        "INSERT INTO private.memberships SELECT 'org_' || n, 'user_' || n, 'admin', NULL, now() FROM sizes WHERE user_id = 'org_' || n"
            .to_owned(),
        "INSERT INTO profiles (user_id) SELECT user_id FROM sizes".to_owned(),
        "INSERT INTO templates (user_id, name, type, prompt, is_custom)
         SELECT user_id, 'Mine', 'blog', 'Shorter.', true FROM sizes"
            .to_owned(),
        "CREATE TEMP TABLE parts AS
         SELECT gen_random_uuid() AS id, user_id, n, k, now() - n % 2 * interval '91 days' AS latest,
                CASE k WHEN 0 THEN (outputs + 1) / 2 ELSE least(100, outputs / 2 - (k - 1) * 100) END AS outputs
         FROM sizes, generate_series(0, (outputs / 2 + 99) / 100) AS k"
            .to_owned(),
        "INSERT INTO projects (id, user_id, title, created_at)
         SELECT id, user_id, 'Project ' || k, latest - k * interval '1 hour' - n * interval '1 second' FROM parts"
            .to_owned(),
        "INSERT INTO files (user_id, project_id, path, mime_type, size_bytes, created_at)
         SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.md', 'text/markdown', 10000,
                latest - f * interval '10 minutes' - n * interval '1 second'
         FROM parts, generate_series(1, (outputs + 9) / 10) AS f"
            .to_owned(),
        "INSERT INTO outputs (user_id, project_id, kind, status, request, body, metadata, created_at, completed_at, version)
         SELECT user_id, parts.id, (ARRAY['blog', 'social', 'email']::output_kind[])[1 + o % 3],
                (ARRAY['completed', 'completed', 'completed', 'failed']::output_status[])[1 + o % 4],
                '{\"topic\": \"AI and Content Creation\"}',
                concat_ws(' ', repeat('Words of a body. ', 30), CASE o % 100 WHEN 0 THEN 'hundredth' END, 'number' || o + k),
                CASE k + o WHEN 1 THEN jsonb_build_object('template_id', template.id) ELSE '{\"word_count\": 120}' END,
                latest - o * interval '1 minute' - n * interval '1 second', latest - o * interval '1 minute', 1
         FROM parts JOIN templates AS template USING (user_id), generate_series(1, outputs) AS o"
            .to_owned(),
        "ALTER TABLE outputs ENABLE TRIGGER trg_outputs_words_begin".to_owned(),
        format!(
            "DO $$
             DECLARE index TEXT := pg_get_indexdef('private.output_words_idx'::regclass);
             BEGIN
               DROP INDEX private.output_words_idx;
               PERFORM private.enter_words(outputs) FROM outputs WHERE user_id IN ({asking});
               EXECUTE index;
             END $$"
        ),
    ]
}

/// Until an index alone can answer for each page. One analysis by autovacuum beside it, of any table of the database, keeps
/// all pages from that.
async fn vacuum(owner: &mut PgConnection) {
    for _ in 0..VACUUMS {
        run(owner, "VACUUM ANALYZE").await;
        let whole: bool = sqlx::query_scalar(
            "SELECT bool_and(relallvisible = relpages) FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
        )
        .fetch_one(&mut *owner)
        .await
        .unwrap();
        if whole {
            return;
        }
    }
    panic!("pages that not all can see after {VACUUMS} vacuums");
}
