//! What the schema reference promises is there and works, and what it leaves open is closed.

use std::collections::BTreeSet;

use domain::{OutputKind, TemplateType};
use models::outputs::OutputStatus;
use sqlx::{PgConnection, Row};

use crate::database::{Database, run};

/// Example rows of the schema reference.
pub(crate) const EXAMPLES: &str = r#"
    INSERT INTO profiles (user_id, name, preferences, tone_of_voice, created_at, updated_at) VALUES
      ('user_2abcdef123456', 'John Doe', '{"language": "en", "timezone": "America/New_York", "email_notifications": true}',
       'professional', '2024-01-01T00:00:00Z', '2024-01-15T10:30:00Z');
    INSERT INTO projects (id, user_id, title, description, created_at, updated_at) VALUES
      ('550e8400-e29b-41d4-a716-446655440000', 'user_2abcdef123456', 'Q4 2024 Podcast Episode',
       'Discussion about AI trends and content creation', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z');
    INSERT INTO files (id, user_id, project_id, path, mime_type, size_bytes, public_url, created_at) VALUES
      ('660e8400-e29b-41d4-a716-446655440001', 'user_2abcdef123456', '550e8400-e29b-41d4-a716-446655440000',
       'user_2abcdef123456/550e8400-e29b-41d4-a716-446655440000/660e8400.mp3', 'audio/mpeg', 10485760,
       'https://xxx.supabase.co/storage/v1/object/public/uploads/...', '2024-01-01T10:00:00Z');
    INSERT INTO outputs (id, user_id, project_id, kind, status, request, body, metadata, created_at, updated_at) VALUES
      ('770e8400-e29b-41d4-a716-446655440002', 'user_2abcdef123456', '550e8400-e29b-41d4-a716-446655440000', 'blog', 'completed',
       '{"topic": "AI and Content Creation", "tone_of_voice": "professional", "target_length": 1500}',
       E'# AI and Content Creation\n\nIn today''s digital landscape...',
       '{"word_count": 1523, "reading_time": 6, "keywords": ["AI", "content", "automation"], "generated_at": "2024-01-01T10:30:00Z"}',
       '2024-01-01T10:00:00Z', '2024-01-01T10:30:00Z');
    INSERT INTO templates (id, user_id, name, type, prompt, is_custom, created_at) VALUES
      ('880e8400-e29b-41d4-a716-446655440003', 'user_2abcdef123456', 'Tech Blog Deep Dive', 'blog',
       E'Create a comprehensive blog post about {topic}. Include:\n1. Introduction with hook\n\nTone: {tone_of_voice}',
       true, '2024-01-01T00:00:00Z');
"#;

/// The reference's monthly task.
pub(crate) const ARCHIVE: &str = "INSERT INTO outputs_archive SELECT * FROM outputs WHERE status = 'completed' AND created_at < NOW() - INTERVAL '90 days'";

#[tokio::test]
async fn the_references_tables_columns_and_types_are_there_in_its_order() {
    let database = Database::migrated().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT table_name || ': ' || string_agg(
             column_name || ' ' || udt_name || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
               || coalesce(' ' || column_default, ''), ', ' ORDER BY ordinal_position)
         FROM information_schema.columns
           -- Those of ours come behind.
           JOIN (VALUES ('files', 8), ('outputs', 10), ('profiles', 6), ('projects', 6), ('schema_versions', 2), ('templates', 7))
             AS reference (name, columns) ON table_name = name AND ordinal_position <= columns
         WHERE table_schema = 'public'
         GROUP BY table_name ORDER BY table_name",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    assert_eq!(
        columns,
        [
            "files: id uuid not null gen_random_uuid(), user_id text not null, project_id uuid not null, path text not null, mime_type text, size_bytes int8, public_url text, created_at timestamptz not null now()",
            "outputs: id uuid not null gen_random_uuid(), user_id text not null, project_id uuid not null, kind output_kind not null, status output_status not null 'queued'::output_status, request jsonb, body text, metadata jsonb not null '{}'::jsonb, created_at timestamptz not null now(), updated_at timestamptz not null now()",
            "profiles: user_id text not null, name text, preferences jsonb not null '{}'::jsonb, tone_of_voice text, created_at timestamptz not null now(), updated_at timestamptz not null now()",
            "projects: id uuid not null gen_random_uuid(), user_id text not null, title text not null, description text, created_at timestamptz not null now(), updated_at timestamptz not null now()",
            "schema_versions: version text not null, applied_at timestamptz now()",
            "templates: id uuid not null gen_random_uuid(), user_id text not null, name text not null, type template_type not null, prompt text not null, is_custom bool not null true, created_at timestamptz not null now()",
        ]
    );
}

#[tokio::test]
async fn the_references_names_are_all_there() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let there: Vec<String> = sqlx::query_scalar(
        "SELECT 'policy ' || policyname FROM pg_policies
         UNION ALL SELECT format('trigger %s on %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal
         UNION ALL SELECT format('index on %s', substring(pg_get_indexdef(indexrelid) FROM 'ON public\\.(.*)')) FROM pg_index
         UNION ALL SELECT format('enum %s %s', typname, array(SELECT enumlabel FROM pg_enum WHERE enumtypid = pg_type.oid ORDER BY enumsortorder))
           FROM pg_type WHERE typtype = 'e'
         UNION ALL SELECT format('bucket %s public %s', id, public) FROM storage.buckets
         UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE contype IN ('f', 'u', 'p')
         UNION ALL SELECT 'extension ' || extname FROM pg_extension
         UNION ALL SELECT 'version ' || version FROM schema_versions",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
    for name in [
        "extension pgcrypto",
        "policy profiles_owner_select",
        "policy profiles_owner_upsert",
        "policy profiles_owner_update",
        "policy projects_owner_all",
        "policy files_owner_all",
        "policy outputs_owner_all",
        "policy templates_owner_all",
        "policy Public read uploads",
        "trigger trg_profiles_updated_at on profiles",
        "trigger trg_projects_updated_at on projects",
        "trigger trg_outputs_updated_at on outputs",
        "index on projects USING btree (user_id, created_at DESC)",
        "index on files USING btree (project_id, user_id)",
        "index on outputs USING btree (project_id, user_id)",
        "index on outputs USING btree (status)",
        "index on outputs USING btree (created_at DESC)",
        "index on templates USING btree (user_id)",
        "files FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE",
        "outputs FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE",
        "files UNIQUE (path)",
        "templates UNIQUE (user_id, name)",
        "profiles PRIMARY KEY (user_id)",
        "bucket uploads public t",
        "version 1.0.0",
    ] {
        assert!(there.contains(name), "missing: {name}\nthere: {there:#?}");
    }
}

/// The reference's values come first, in its order, and the code knows all that there are.
#[tokio::test]
async fn enums_have_the_references_values_and_those_of_the_code() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    for (name, reference, code) in [
        (
            "output_kind",
            vec!["blog", "social", "email"],
            OutputKind::ALL.map(OutputKind::as_str).to_vec(),
        ),
        (
            "output_status",
            vec!["queued", "processing", "completed", "failed", "cancelled"],
            OutputStatus::ALL.map(OutputStatus::as_str).to_vec(),
        ),
        (
            "template_type",
            vec!["blog", "linkedin", "twitter", "instagram", "email"],
            TemplateType::ALL.map(TemplateType::as_str).to_vec(),
        ),
    ] {
        let there: Vec<String> = sqlx::query_scalar(
            "SELECT enumlabel::text FROM pg_enum WHERE enumtypid = $1::regtype ORDER BY enumsortorder",
        )
        .bind(name)
        .fetch_all(&mut superuser)
        .await
        .unwrap();
        assert!(code.starts_with(&reference), "{name}");
        assert_eq!(there, code, "{name}");
    }
}

#[tokio::test]
async fn the_references_examples_queries_and_maintenance_run() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;

    let recent =
        sqlx::query("SELECT * FROM projects WHERE user_id = $1 ORDER BY created_at DESC LIMIT 10")
            .bind("user_2abcdef123456")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(recent.len(), 1);

    let with_children = sqlx::query(
        "SELECT
           p.*,
           COALESCE(json_agg(DISTINCT f.*) FILTER (WHERE f.id IS NOT NULL), '[]') as files,
           COALESCE(json_agg(DISTINCT o.*) FILTER (WHERE o.id IS NOT NULL), '[]') as outputs
         FROM projects p
         LEFT JOIN files f ON f.project_id = p.id
         LEFT JOIN outputs o ON o.project_id = p.id
         WHERE p.id = $1::uuid AND p.user_id = $2
         GROUP BY p.id",
    )
    .bind("550e8400-e29b-41d4-a716-446655440000")
    .bind("user_2abcdef123456")
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(
        with_children.get::<serde_json::Value, _>("outputs")[0]["metadata"]["word_count"],
        1523
    );
    assert_eq!(
        with_children.get::<serde_json::Value, _>("files")[0]["size_bytes"],
        10_485_760
    );

    for statement in [
        "SELECT * FROM outputs WHERE status = 'queued' ORDER BY created_at ASC LIMIT 1 FOR UPDATE SKIP LOCKED",
        "SELECT * FROM outputs WHERE status = 'processing' AND updated_at < NOW() - INTERVAL '1 hour'",
        "VACUUM ANALYZE projects",
        "VACUUM ANALYZE files",
        "VACUUM ANALYZE outputs",
        "SELECT schemaname, tablename, pg_size_pretty(pg_total_relation_size(schemaname||'.'||tablename)) AS size
         FROM pg_tables WHERE schemaname = 'public' ORDER BY pg_total_relation_size(schemaname||'.'||tablename) DESC",
        "SELECT DATE(created_at) as date, COUNT(DISTINCT user_id) as active_users, COUNT(*) as total_projects
         FROM projects WHERE created_at > NOW() - INTERVAL '30 days' GROUP BY DATE(created_at) ORDER BY date DESC",
        ARCHIVE,
        ARCHIVE,
        "DELETE FROM files f WHERE NOT EXISTS (SELECT 1 FROM storage.objects o WHERE o.name = f.path)",
        "INSERT INTO schema_versions (version) VALUES ('1.0.0') ON CONFLICT DO NOTHING",
    ] {
        run(&mut owner, statement).await;
    }
    let archived: Vec<(String, i32)> =
        sqlx::query_as("SELECT id::text, version FROM outputs_archive")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(
        archived,
        [("770e8400-e29b-41d4-a716-446655440002".to_owned(), 0)],
        "run twice, archived once"
    );
    run(&mut owner, "DELETE FROM projects").await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM outputs_archive")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(left, 0, "the archive goes with the project");
}

#[tokio::test]
async fn a_row_cannot_point_at_another_users_parent() {
    let database = Database::migrated().await;
    run(&mut database.superuser().await, EXAMPLES).await;

    let mut thief = database.login("repostr_api").await;
    run(&mut thief, r#"SET ROLE authenticated; SET request.jwt.claims = '{"sub": "user_thief", "role": "authenticated"}'"#).await;
    for (statement, constraint) in [
        (
            "INSERT INTO files (user_id, project_id, path) VALUES ('user_thief', '550e8400-e29b-41d4-a716-446655440000', 'user_thief/550e8400-e29b-41d4-a716-446655440000/a.txt')",
            "files_project_owner_fkey",
        ),
        (
            "INSERT INTO outputs (user_id, project_id, kind) VALUES ('user_thief', '550e8400-e29b-41d4-a716-446655440000', 'blog')",
            "outputs_project_owner_fkey",
        ),
    ] {
        assert_refused(&mut thief, statement, constraint).await;
    }

    let mut worker = database.login("repostr_worker").await;
    for (statement, constraint) in [
        (
            "INSERT INTO output_versions (output_id, user_id, version, reason) VALUES ('770e8400-e29b-41d4-a716-446655440002', 'user_thief', 1, 'generated')",
            "output_versions_output_id_user_id_fkey",
        ),
        (
            "INSERT INTO private.jobs (output_id, user_id, kind, request) VALUES ('770e8400-e29b-41d4-a716-446655440002', 'user_thief', 'blog', '{}')",
            "jobs_output_id_user_id_fkey",
        ),
        (
            "INSERT INTO outputs_archive (user_id, project_id, kind) VALUES ('user_thief', '550e8400-e29b-41d4-a716-446655440000', 'blog')",
            "outputs_archive_project_owner_fkey",
        ),
    ] {
        assert_refused(&mut worker, statement, constraint).await;
    }
}

#[tokio::test]
async fn a_user_cannot_reach_into_another_folder_or_publish_a_system_template() {
    let database = Database::migrated().await;
    let mut user = database.login("repostr_api").await;
    run(&mut user, r#"SET ROLE authenticated; SET request.jwt.claims = '{"sub": "user_one", "role": "authenticated"}'"#).await;
    let project = "550e8400-e29b-41d4-a716-446655440000";
    run(
        &mut user,
        &format!(
            "INSERT INTO projects (id, user_id, title) VALUES ('{project}', 'user_one', 'Mine')"
        ),
    )
    .await;
    for path in [
        format!("user_two/{project}/a.txt"),
        "user_one/another-project/a.txt".to_owned(),
        format!("user_one/{project}/../../user_two/a.txt"),
        format!("user_one/{project}/.."),
        format!("/user_one/{project}/a.txt"),
        format!("user_one/{project}"),
    ] {
        let insert = format!(
            "INSERT INTO files (user_id, project_id, path) VALUES ('user_one', '{project}', '{path}')"
        );
        assert_refused(&mut user, &insert, "files_path_check").await;
    }
    run(&mut user, &format!("INSERT INTO files (user_id, project_id, path) VALUES ('user_one', '{project}', 'user_one/{project}/a..b.txt')")).await;

    let publish = "INSERT INTO templates (user_id, name, type, prompt, is_custom) VALUES ('user_one', 'x', 'blog', 'x', false)";
    assert_refused(&mut user, publish, "templates_is_custom_check").await;
}

#[tokio::test]
async fn updated_at_follows_every_change_of_a_row() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;
    for (table, change) in [
        ("profiles", "name = 'J'"),
        ("projects", "title = 'T'"),
        ("outputs", "body = 'B'"),
    ] {
        run(
            &mut owner,
            &format!("UPDATE {table} SET {change}, updated_at = '2000-01-01'"),
        )
        .await;
        let fresh: bool = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "SELECT bool_and(updated_at > now() - INTERVAL '1 minute' AND created_at < updated_at) FROM {table}"
        )))
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert!(fresh, "{table}.updated_at");
    }
}

#[tokio::test]
async fn whoever_writes_a_body_counts_it_and_keeps_the_one_before() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;
    run(&mut owner, "UPDATE outputs SET body = 'B0'").await;
    // The present body is in outputs alone.
    let mut all = vec![
        "0 generated # ",
        "1 edited B0",
        "2 generated B2",
        "3 generated B2",
        "4 edited",
    ];
    let before = all.clone();
    all[4] = "4 edited B2";
    let there = "SELECT version, array(
           SELECT concat_ws(' ', v.version, v.reason, left(v.body, 2)) FROM output_versions v ORDER BY v.version
         ) FROM outputs";
    for (login, change, version, versions) in [
        (
            "postgres",
            "version = 7",
            1,
            vec!["0 generated # ", "1 edited"],
        ),
        (
            "postgres",
            "body = body",
            1,
            vec!["0 generated # ", "1 edited"],
        ),
        (
            "repostr_worker",
            "status = 'processing', attempts = 1",
            1,
            vec!["0 generated # ", "1 edited"],
        ),
        // A worker keeps its own.
        (
            "repostr_worker",
            "status = 'completed', body = 'B2', version = version + 1",
            2,
            vec!["0 generated # ", "1 edited B0"],
        ),
        (
            "repostr_worker",
            "status = 'processing'",
            2,
            vec!["0 generated # ", "1 edited B0"],
        ),
        // The same again is another version too.
        (
            "repostr_worker",
            "status = 'completed', body = body, metadata = metadata, version = version + 1",
            3,
            vec!["0 generated # ", "1 edited B0", "2 generated B2"],
        ),
        ("postgres", "metadata = '{}', version = 0", 4, before),
        ("postgres", "body = NULL", 5, all),
    ] {
        let mut session = database.login(login).await;
        run(&mut session, &format!("UPDATE outputs SET {change}")).await;
        let found: (i32, Vec<String>) = sqlx::query_as(there).fetch_one(&mut owner).await.unwrap();
        assert_eq!(
            found,
            (version, versions.into_iter().map(str::to_owned).collect()),
            "{change}"
        );
    }
}

#[tokio::test]
async fn the_system_has_a_template_for_every_type() {
    let database = Database::migrated().await;
    let prompts: Vec<(String, String)> = sqlx::query_as(
        "SELECT types.type::text, coalesce(prompt, '')
         FROM unnest(enum_range(NULL::template_type)) AS types (type)
         LEFT JOIN templates ON templates.type = types.type AND user_id = 'system' AND NOT is_custom",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    assert!(prompts.len() >= 5);
    let known = [
        "topic",
        "tone_of_voice",
        "source",
        "title",
        "target_length",
        "language",
        "audience",
    ];
    for (kind, prompt) in prompts {
        assert!(
            prompt.contains("{source}"),
            "the {kind} template has no source, or there is none"
        );
        for placeholder in prompt
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
        {
            assert!(
                known.contains(&placeholder.0),
                "{kind}: {{{}}} is no placeholder",
                placeholder.0
            );
        }
    }
}

#[tokio::test]
async fn a_heartbeat_stays_in_its_page() {
    let database = Database::migrated().await;
    let mut owner = database.login("postgres").await;
    run(&mut owner, EXAMPLES).await;
    run(
        &mut owner,
        "INSERT INTO private.jobs (output_id, user_id, kind, request, state) SELECT id, user_id, kind, request, 'processing' FROM outputs;
         UPDATE private.jobs SET lease_expires_at = now() + INTERVAL '60 seconds';
         UPDATE private.jobs SET lease_expires_at = now() + INTERVAL '90 seconds';
         SELECT pg_stat_force_next_flush();",
    )
    .await;
    let updates: (i64, i64) = sqlx::query_as("SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relid = 'private.jobs'::regclass")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(updates, (2, 2), "updates, of which in place");
}

pub(crate) async fn assert_refused(connection: &mut PgConnection, sql: &str, constraint: &str) {
    let error = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await
        .expect_err(sql);
    let by = error
        .as_database_error()
        .and_then(|error| error.constraint());
    assert_eq!(by, Some(constraint), "{sql}: {error}");
}
