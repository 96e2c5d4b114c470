//! Nobody reads or writes what isn't theirs: every table × who asks × what they try, on real rows.
//!
//! A table that isn't in `tables::EXPECTED` fails the test, so that whoever adds one decides who may see it.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{PgConnection, Row};

use crate::database::{Database, run, sqlstate};

pub(crate) mod tables;

use tables::{ACTORS, EXPECTED, FIXTURE, ROWS, Rows, WORKER_WRITES};

pub(crate) type Matrix = BTreeMap<(String, String), String>;

pub(crate) fn expected() -> Matrix {
    let mut lines = EXPECTED.lines().filter(|line| !line.trim().is_empty());
    let actors: Vec<&str> = lines
        .next()
        .expect("a heading")
        .split_whitespace()
        .skip(1)
        .collect();
    lines
        .flat_map(|line| {
            let mut cells = line.split_whitespace();
            let table = cells.next().expect("a table").to_owned();
            actors
                .iter()
                .zip(cells)
                .map(move |(actor, may)| {
                    ((table.clone(), (*actor).to_owned()), may.replace('-', ""))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[tokio::test]
async fn everyone_gets_what_the_policies_names_say_and_no_more() {
    let database = Database::migrated().await;
    assert_isolated(&database).await;
}

#[tokio::test]
async fn the_grants_that_older_projects_give_to_new_tables_open_nothing() {
    let database = Database::supabase().await;
    run(
        &mut database.login("postgres").await,
        "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO anon, authenticated, service_role;
         ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
         ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
         ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
         ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;",
    )
    .await;
    database.migrate().await;
    assert_isolated(&database).await;
    assert_doors_closed(&database).await;
}

#[tokio::test]
async fn an_upgraded_database_is_as_closed_as_a_new_one() {
    let database = Database::supabase().await;
    run(
        &mut database.login("postgres").await,
        include_str!("reference_1_0.sql"),
    )
    .await;
    database.migrate().await;
    assert_isolated(&database).await;
    assert_doors_closed(&database).await;
}

#[tokio::test]
async fn the_doors_into_private_open_for_the_api_alone() {
    let database = Database::migrated().await;
    assert_doors_closed(&database).await;
}

#[tokio::test]
async fn every_table_has_an_expectation_and_row_level_security() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let tables = sqlx::query(
        "SELECT relnamespace::regnamespace || '.' || relname AS name, relkind::text AS kind, relrowsecurity AS secured
         FROM pg_class
         WHERE relnamespace IN ('public'::regnamespace, 'private'::regnamespace) AND relkind IN ('r', 'p', 'v', 'm', 'f')
           -- For workers from before: `upgrade` says who may use it.
           AND oid <> 'private.file_jobs'::regclass",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();

    let expected: BTreeSet<String> = expected().into_keys().map(|(table, _)| table).collect();
    let rows: BTreeSet<String> = ROWS.iter().map(|rows| rows.table.to_owned()).collect();
    assert_eq!(expected, rows, "EXPECTED and ROWS list the same tables");
    for table in tables {
        let name: String = table.get("name");
        assert!(
            expected.contains(&name),
            "{name} is new: say in EXPECTED who may do what with it"
        );
        assert_eq!(
            table.get::<String, _>("kind"),
            "r",
            "{name} is no plain table: a view needs security_invoker, and a line here"
        );
        assert!(
            table.get::<bool, _>("secured"),
            "{name} has no row-level security"
        );
    }
}

#[tokio::test]
async fn the_policies_say_what_their_names_say() {
    let database = Database::migrated().await;
    let policies = sqlx::query(
        "SELECT schemaname || '.' || tablename AS full_name, tablename::text, policyname::text AS name, cmd, permissive,
                roles::text[] AS roles, qual, with_check
         FROM pg_policies WHERE schemaname IN ('public', 'private') AND policyname NOT LIKE '%\\_not\\_deleted'
           AND policyname !~ '_(viewer|member)_(insert|update|delete)$'",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();

    let own = "(user_id = ( SELECT access.account()))";
    // Profiles are persons', whichever account they act for.
    let persons = "(user_id = ( SELECT (auth.jwt() ->> 'sub'::text)))";
    let mut owners: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut workers: BTreeSet<String> = BTreeSet::new();
    for policy in policies {
        let name: String = policy.get("name");
        let table: String = policy.get("full_name");
        let says = name
            .strip_prefix(&format!("{}_", policy.get::<String, _>("tablename")))
            .unwrap_or_else(|| panic!("{name} isn't named after its table"));
        let own = if table == "public.profiles" {
            persons
        } else {
            own
        };
        let (roles, command, verbs, using, check) = match says {
            "owner_select" => ("authenticated", "SELECT", "S", Some(own), None),
            "owner_upsert" => ("authenticated", "INSERT", "I", None, Some(own)),
            "owner_update" => ("authenticated", "UPDATE", "U", Some(own), Some(own)),
            "owner_all" => ("authenticated", "ALL", "SIUD", Some(own), Some(own)),
            "system_select" => (
                "authenticated",
                "SELECT",
                "",
                Some("(user_id = 'system'::text)"),
                None,
            ),
            "worker_all" => ("repostr_worker", "ALL", "", Some("true"), Some("true")),
            // Of the jobs of others it sees none.
            "delivery_all" if table == "private.jobs" => {
                let its_own = Some("(work = 'delivery'::text)");
                ("repostr_delivery", "ALL", "", its_own, its_own)
            }
            "delivery_all" => ("repostr_delivery", "ALL", "", Some("true"), Some("true")),
            _ => panic!(
                "{name}: no policy is called so. {{table}}_owner_{{verb}}, _system_select, _worker_all or _delivery_all"
            ),
        };
        let plain = |column: &str| {
            let text: Option<String> = policy.get(column);
            text.map(|text| {
                let text = text.replace(" AS \"?column?\"", "");
                text.replace(" AS account", "")
            })
        };
        assert_eq!(policy.get::<Vec<String>, _>("roles"), [roles], "{name}");
        assert_eq!(policy.get::<String, _>("cmd"), command, "{name}");
        assert_eq!(
            policy.get::<String, _>("permissive"),
            "PERMISSIVE",
            "{name}"
        );
        assert_eq!(plain("qual").as_deref(), using, "{name} USING");
        assert_eq!(plain("with_check").as_deref(), check, "{name} WITH CHECK");
        owners
            .entry(table.clone())
            .or_default()
            .extend(verbs.chars());
        if says == "worker_all" {
            workers.insert(table);
        }
    }

    for ((table, actor), may) in expected() {
        let said = match actor.as_str() {
            "owner" if !table.contains('(') && !table.starts_with("storage.") => Some(
                owners
                    .remove(&table)
                    .unwrap_or_default()
                    .into_iter()
                    .collect(),
            ),
            // Grants narrow what the policy gives the worker; without a policy it gets nothing.
            "repostr_worker" if !workers.contains(&table) && !table.contains('(') => {
                Some(BTreeSet::new())
            }
            _ => None,
        };
        if let Some(said) = said {
            assert_eq!(
                said,
                may.chars().collect::<BTreeSet<char>>(),
                "{table}: EXPECTED for {actor} against the policies' names"
            );
        }
    }
}

/// They narrow what the others give, of all that belongs to a project.
#[tokio::test]
async fn what_is_in_a_deleted_project_is_hidden_from_its_user() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let narrowed: Vec<(String, String, String, Vec<String>)> = sqlx::query_as(
        "SELECT tablename::text, permissive, cmd, roles::text[] FROM pg_policies
         WHERE schemaname IN ('public', 'private') AND policyname LIKE '%\\_not\\_deleted'
         ORDER BY tablename COLLATE \"C\"",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    // What refers to a project, by however many others.
    let of_projects: Vec<String> = sqlx::query_scalar(
        "WITH RECURSIVE of_projects AS (
           SELECT 'public.projects'::regclass::oid AS tab
           UNION SELECT conrelid FROM pg_constraint JOIN of_projects ON confrelid = tab WHERE contype = 'f'
         )
         SELECT relname::text FROM of_projects JOIN pg_class ON pg_class.oid = tab
         WHERE has_any_column_privilege('authenticated', tab, 'SELECT') ORDER BY relname COLLATE \"C\"",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(of_projects.len() >= 7, "{of_projects:?}");
    let expected: Vec<_> = of_projects
        .into_iter()
        .map(|table| {
            let roles = vec!["authenticated".to_owned()];
            (table, "RESTRICTIVE".to_owned(), "ALL".to_owned(), roles)
        })
        .collect();
    assert_eq!(narrowed, expected);
}

/// They narrow what the owner's policies give, of all that an account has: who reads writes nothing, and only admins delete a
/// project.
#[tokio::test]
async fn each_write_of_an_account_asks_for_the_role() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let narrowed: BTreeSet<(String, String)> = sqlx::query_as(
        "SELECT policyname::text, coalesce(qual, with_check) FROM pg_policies
         WHERE schemaname IN ('public', 'private') AND permissive = 'RESTRICTIVE' AND roles = '{authenticated}'
           AND policyname NOT LIKE '%\\_not\\_deleted'",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap()
    .into_iter()
    .collect();
    let written: Vec<(String, String)> = sqlx::query_as(
        "SELECT tablename::text, cmd FROM pg_policies
         WHERE schemaname IN ('public', 'private') AND permissive = 'PERMISSIVE' AND roles = '{authenticated}'
           AND cmd <> 'SELECT' AND tablename <> 'profiles'",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let may_write = "( SELECT access.may_write() AS may_write)";
    let mut expected = BTreeSet::new();
    for (table, command) in written {
        let commands = match command.as_str() {
            "ALL" => vec!["insert", "update", "delete"],
            _ => vec![command.as_str()],
        };
        for verb in commands.iter().map(|verb| verb.to_lowercase()) {
            expected.insert(
                if (table.as_str(), verb.as_str()) == ("projects", "delete") {
                    (
                        "projects_member_delete".to_owned(),
                        "(( SELECT access.role() AS role) = 'admin'::text)".to_owned(),
                    )
                } else {
                    (format!("{table}_viewer_{verb}"), may_write.to_owned())
                },
            );
        }
    }
    assert!(expected.len() >= 13, "{expected:?}");
    assert_eq!(narrowed, expected);
}

#[tokio::test]
async fn the_worker_writes_just_these_columns() {
    let database = Database::migrated().await;
    let granted: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_schema || '.' || table_name, string_agg(column_name, ', ' ORDER BY column_name)
         FROM information_schema.column_privileges
         WHERE grantee = 'repostr_worker' AND privilege_type = 'UPDATE'
           AND (table_schema <> 'private' OR table_name = 'provider_calls')
         GROUP BY 1",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    let granted: BTreeSet<(&str, &str)> = granted
        .iter()
        .map(|(table, columns)| (table.as_str(), columns.as_str()))
        .collect();
    assert_eq!(granted, WORKER_WRITES.iter().copied().collect());
}

#[tokio::test]
async fn the_api_becomes_the_user_and_nobody_else() {
    let database = Database::migrated().await;
    let mut api = database.login("repostr_api").await;
    run(&mut api, "SET ROLE authenticated").await;
    for role in [
        "service_role",
        "anon",
        "postgres",
        "repostr_worker",
        "repostr_webhook",
        "repostr_delivery",
        "supabase_storage_admin",
        "authenticator",
        "supabase_admin",
    ] {
        let become_it = format!("RESET ROLE; SET ROLE {role}");
        assert_eq!(
            sqlstate(
                sqlx::raw_sql(sqlx::AssertSqlSafe(become_it))
                    .execute(&mut api)
                    .await
            ),
            "42501",
            "became {role}"
        );
    }
    for (login, other) in [
        ("repostr_worker", "repostr_webhook"),
        ("repostr_webhook", "repostr_worker"),
        ("repostr_delivery", "repostr_worker"),
    ] {
        let mut session = database.login(login).await;
        for role in [
            "service_role",
            "authenticated",
            "postgres",
            "repostr_api",
            other,
        ] {
            let become_it = format!("SET ROLE {role}");
            let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(become_it))
                .execute(&mut session)
                .await;
            assert_eq!(sqlstate(refused), "42501", "{login} became {role}");
        }
    }
}

/// Anybody may call the webhook; what it holds opens four functions, and no table.
#[tokio::test]
async fn the_webhooks_login_sees_no_row() {
    let database = Database::migrated().await;
    run(&mut database.superuser().await, FIXTURE).await;
    let mut webhook = database.login("repostr_webhook").await;
    for rows in ROWS {
        for verb in ['S', 'I', 'U', 'D', 'T'] {
            let done = succeeds(&mut webhook, rows, verb).await;
            assert!(!done, "{verb} {}", rows.table);
        }
    }
    run(
        &mut webhook,
        "SELECT private.user_changed('evt_1', 'user_new', 'Ada', now());
         SELECT private.user_deleted('evt_2', 'user_new');
         SELECT private.membership_changed('evt_3', 'org_new', 'user_other', 'org:admin', false, now());
         SELECT private.organization_deleted('evt_4', 'org_new')",
    )
    .await;
}

#[tokio::test]
async fn the_logins_have_no_attribute_that_passes_policies() {
    let database = Database::migrated().await;
    let logins: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT rolname::text,
                concat_ws(' ', CASE WHEN rolcanlogin THEN 'login' END, CASE WHEN rolinherit THEN 'inherit' END,
                  CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'bypassrls' END,
                  CASE WHEN rolcreaterole THEN 'createrole' END, CASE WHEN rolcreatedb THEN 'createdb' END,
                  CASE WHEN rolreplication THEN 'replication' END),
                array_to_string(array(SELECT unnest(rolconfig) ORDER BY 1), ' ')
         FROM pg_roles WHERE rolname LIKE 'repostr%' ORDER BY rolname",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    let limits = |timeout| {
        format!(
            "idle_in_transaction_session_timeout=60s jit=off lock_timeout=5s statement_timeout={timeout}"
        )
    };
    assert_eq!(
        logins,
        [
            ("repostr_api".to_owned(), "login".to_owned(), limits("10s")),
            (
                "repostr_delivery".to_owned(),
                "login".to_owned(),
                limits("10s")
            ),
            (
                "repostr_webhook".to_owned(),
                "login".to_owned(),
                limits("10s")
            ),
            (
                "repostr_worker".to_owned(),
                "login".to_owned(),
                limits("30s")
            ),
        ]
    );
}

/// Tries every verb as everyone on one row of the owner, each in a transaction that is rolled back.
async fn assert_isolated(database: &Database) {
    run(&mut database.superuser().await, FIXTURE).await;
    let mut found = Matrix::new();
    for (actor, login, role, claims) in ACTORS {
        let mut session = database.login(login).await;
        for rows in ROWS {
            let mut may = String::new();
            for verb in ['S', 'I', 'U', 'D', 'T'] {
                run(&mut session, "BEGIN").await;
                if let Some(role) = role {
                    run(&mut session, &format!("SET LOCAL ROLE {role}")).await;
                }
                run(
                    &mut session,
                    &format!("SET LOCAL request.jwt.claims = '{claims}'"),
                )
                .await;
                if succeeds(&mut session, rows, verb).await {
                    may.push(verb);
                }
                run(&mut session, "ROLLBACK").await;
            }
            found.insert((rows.table.to_owned(), (*actor).to_owned()), may);
        }
    }

    let wrong: Vec<String> = expected()
        .into_iter()
        .filter(|(cell, may)| &found[cell] != may)
        .map(|((table, actor), may)| {
            let found = &found[&(table.clone(), actor.clone())];
            format!("{table} as {actor}: should be '{may}', is '{found}'")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Rows {
    /// What tries a verb on the owner's row.
    pub(crate) fn statement(&self, verb: char) -> String {
        let table = self.table.split('(').next().expect("a name");
        match verb {
            'S' => format!("SELECT FROM {table} WHERE {}", self.owners),
            'I' => format!("INSERT INTO {table} {}", self.insert),
            'U' => format!("UPDATE {table} SET {} WHERE {}", self.update, self.owners),
            'D' => format!("DELETE FROM {table} WHERE {}", self.owners),
            _ => format!("TRUNCATE {table}"),
        }
    }
}

async fn succeeds(session: &mut PgConnection, rows: &Rows, verb: char) -> bool {
    let sql = rows.statement(verb);
    match sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone()))
        .execute(session)
        .await
    {
        Ok(done) => verb == 'T' || verb == 'I' || done.rows_affected() == 1,
        Err(sqlx::Error::Database(error)) => match error.code().as_deref() {
            Some("42501") => false,
            // Rights are looked at first: this one may, but for the foreign keys.
            Some("0A000") if verb == 'T' => true,
            _ => panic!("{error}\n{sql}"),
        },
        Err(error) => panic!("{error}\n{sql}"),
    }
}

/// Every function of ours × every role: `private` for the API's login alone, `access` for users, trigger functions for nobody.
#[allow(clippy::too_many_lines, reason = "a list")]
async fn assert_doors_closed(database: &Database) {
    let open: Vec<(String, String)> = sqlx::query_as(
        "SELECT pronamespace::regnamespace || '.' || proname, rolname::text
         FROM pg_proc, pg_roles
         WHERE pronamespace IN ('public'::regnamespace, 'private'::regnamespace, 'access'::regnamespace)
           AND (rolname IN ('anon', 'authenticated', 'service_role') OR rolname LIKE 'repostr%')
           AND has_function_privilege(rolname, pg_proc.oid, 'EXECUTE')
           AND has_schema_privilege(rolname, pronamespace, 'USAGE')",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    let open: BTreeSet<String> = open
        .into_iter()
        .map(|(function, role)| format!("{role} {function}"))
        .collect();
    let of_the_api = [
        "acquire_wait_slot",
        "admit",
        "admit_storing",
        "begin_as",
        "begin_checkout",
        "begin_with_key",
        "cancel",
        "change_webhook",
        "create_api_key",
        "create_webhook",
        "delete_api_key",
        "delete_output",
        "delete_project",
        "delete_webhook",
        "delivered",
        "enqueue",
        "enqueue_file",
        "file_delivered",
        "find_all_outputs",
        "find_outputs",
        "find_projects",
        "find_webhook",
        "generation_input",
        "hold_job",
        "hold_quota",
        "keep_checkout",
        "list_api_keys",
        "list_deliveries",
        "list_webhooks",
        "ping_webhook",
        "list_audit",
        "list_deleted_outputs",
        "list_deleted_projects",
        "published",
        "refuse_deleted",
        "release_wait_slot",
        "restore_output",
        "restore_project",
        "retry_delivery",
        "rotate_webhook",
        "search_outputs",
        "settle",
        "stripe_customer",
        "subscription",
        "transfer_project",
        "usage",
        "wait",
        "waited",
    ]
    .map(|function| format!("repostr_api private.{function}"));
    let of_the_worker = [
        "archive_outputs",
        "complete_job",
        "dearest_users",
        "delete_old_audit",
        "delete_old_reservations",
        "enter_old_words",
        "enter_calls",
        "entitle",
        "erase",
        "erase_outputs",
        "erase_project",
        "finish_project",
        "forget_reservations",
        "generation_input",
        "is_job_of",
        "is_stale",
        "job_input",
        "plan_name",
        "rekey_file",
        "refuse_deleted",
        "store_import",
        "store_output",
        "store_result",
        "store_transcription",
        "subject_of",
        "user_changed",
        "user_deleted",
    ]
    .map(|function| format!("repostr_worker private.{function}"));
    // The worker may the same for the webhook of the release before.
    let of_the_webhook = [
        "entitle",
        "membership_changed",
        "organization_deleted",
        "user_changed",
        "user_deleted",
    ]
    .map(|function| format!("repostr_webhook private.{function}"));
    let of_deliveries = [
        "complete_job",
        "is_job_of",
        "job_input",
        "next_delivery",
        "store_result",
        "subject_of",
    ]
    .map(|function| format!("repostr_delivery private.{function}"));
    // And of reads that show how far something is.
    let of_policies = ["account", "may_write", "progress", "role"]
        .map(|function| format!("authenticated access.{function}"));
    let expected = of_the_api
        .into_iter()
        .chain(of_the_worker)
        .chain(of_the_webhook)
        .chain(of_deliveries)
        .chain(of_policies);
    assert_eq!(open, expected.collect());

    let unsafe_functions: Vec<String> = sqlx::query_scalar(
        "SELECT proname::text FROM pg_proc
         WHERE pronamespace IN ('public'::regnamespace, 'private'::regnamespace, 'access'::regnamespace)
           -- A body of the form RETURN is bound when it is made.
           AND prosqlbody IS NULL
           AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=\"\"']",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    assert!(
        unsafe_functions.is_empty(),
        "functions without a fixed search_path: {unsafe_functions:?}"
    );
}
