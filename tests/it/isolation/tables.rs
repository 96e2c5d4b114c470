//! Who may do what with which table, and the rows to try it on.

/// What each may do with a row of the owner: **S**ELECT, **I**NSERT, **U**PDATE, **D**ELETE, **T**RUNCATE.
///
/// `owner`, `other` and `no_claims` are the role `authenticated`. The owner's column is what the policies' names say
/// (`the_policies_say_what_their_names_say`). On `storage.objects`, INSERT, UPDATE and TRUNCATE are Supabase's own grants,
/// which a project's owner can't take back, and nobody may DELETE past its trigger.
pub(super) const EXPECTED: &str = "
    table                      anon  owner  other  no_claims  repostr_api  repostr_worker  service_role  repostr_delivery
    public.profiles            -     SIU    -      -          -            S               SIUD          -
    public.projects            -     SIUD   -      -          -            S               SIUD          -
    public.files               -     SIUD   -      -          -            SUD             SIUD          -
    public.outputs             -     SIUD   -      -          -            SU              SIUD          -
    public.templates           -     SIUD   -      -          -            S               SIUD          -
    public.templates(system)   -     S      S      S          -            S               SIUD          -
    public.outputs_archive     -     S      -      -          -            SI              SIUD          -
    public.output_versions     -     S      -      -          -            SI              SIUD          -
    public.transcriptions      -     SU     -      -          -            SIU             SIUD          -
    public.transcription_versions - S       -      -          -            -               SIUD          -
    public.schema_versions     -     -      -      -          -            -               SIUD          -
    private.schema_migrations  -     -      -      -          -            -               -             -
    private.jobs               -     -      -      -          -            SIU             -             -
    private.job_progress       -     -      -      -          -            SIU             -             -
    private.idempotency_keys   -     -      -      -          -            SD              -             -
    private.rates              -     -      -      -          -            SD              -             -
    private.provider_calls     -     -      -      -          -            SIU             -             -
    private.leases             -     -      -      -          -            SIU             -             -
    private.task_cursors       -     -      -      -          -            SIUD            -             -
    private.deleted_projects   -     -      -      -          -            SU              -             -
    private.deleted_outputs    -     -      -      -          -            -               -             -
    private.output_words       -     -      -      -          -            -               -             -
    private.plans              -     -      -      -          -            -               -             -
    private.subscriptions      -     -      -      -          -            SIUD            -             -
    private.paid_subscriptions -     -      -      -          -            S               -             -
    private.billing_events     -     -      -      -          -            S               -             -
    private.checkouts          -     -      -      -          -            -               -             -
    private.reservations       -     -      -      -          -            -               -             -
    private.counters           -     -      -      -          -            -               -             -
    private.waiters            -     -      -      -          -            -               -             -
    private.tombstones         -     -      -      -          -            SU              -             -
    private.clerk_users        -     -      -      -          -            -               -             -
    private.memberships        -     -      -      -          -            -               -             -
    private.api_keys           -     -      -      -          -            -               -             -
    private.audit              -     -      -      -          -            -               -             -
    private.webhook_endpoints  -     -      -      -          -            -               -             S
    private.webhook_messages   -     -      -      -          -            SD              -             S
    private.webhook_deliveries -     -      -      -          -            -               -             SU
    private.webhook_events     -     -      -      -          -            SD              -             -
    storage.objects            ST    ST     ST     ST         -            -               SIUT          -
";

/// The columns that the worker may write, and no others.
pub(super) const WORKER_WRITES: &[(&str, &str)] = &[
    (
        "public.outputs",
        "attempts, body, cancel_requested_at, completed_at, error, metadata, stale, started_at, status, version",
    ),
    (
        "public.files",
        "error, etag, mime_type, sha256, size_bytes, status",
    ),
    (
        "public.transcriptions",
        "created_at, duration_seconds, language, model, provider, segments, text, word_count",
    ),
    (
        "private.provider_calls",
        "completion_tokens, cost_micros, duration_ms, outcome, prompt_tokens",
    ),
];

/// For each table of `EXPECTED`: which row is the owner's, how one more is made, and what is changed in it.
pub(crate) struct Rows {
    pub(crate) table: &'static str,
    pub(crate) owners: &'static str,
    pub(crate) insert: &'static str,
    pub(crate) update: &'static str,
}

pub(crate) const ROWS: &[Rows] = &[
    Rows {
        table: "public.profiles",
        owners: "user_id = 'user_owner'",
        insert: "(user_id) VALUES ('user_owner') ON CONFLICT DO NOTHING",
        update: "tone_of_voice = 'warm'",
    },
    Rows {
        table: "public.projects",
        owners: "id = '00000000-0000-4000-8000-00000000000a'",
        insert: "(user_id, title) VALUES ('user_owner', 'another')",
        update: "title = 'changed'",
    },
    Rows {
        table: "public.files",
        owners: "id = '00000000-0000-4000-8000-0000000000f1'",
        insert: "(user_id, project_id, path) VALUES ('user_owner', '00000000-0000-4000-8000-00000000000a', 'user_owner/00000000-0000-4000-8000-00000000000a/b.txt')",
        update: "mime_type = 'text/plain'",
    },
    Rows {
        table: "public.outputs",
        owners: "id = '00000000-0000-4000-8000-0000000000c1'",
        insert: "(user_id, project_id, kind) VALUES ('user_owner', '00000000-0000-4000-8000-00000000000a', 'blog')",
        update: "body = 'changed'",
    },
    Rows {
        table: "public.templates",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, name, type, prompt) VALUES ('user_owner', 'another', 'blog', '{source}')",
        update: "prompt = 'changed'",
    },
    Rows {
        table: "public.templates(system)",
        owners: "id = '00000000-0000-4000-8000-000000000001'",
        insert: "(user_id, name, type, prompt, is_custom) VALUES ('system', 'another', 'blog', '{source}', false)",
        update: "prompt = 'changed'",
    },
    Rows {
        table: "public.outputs_archive",
        owners: "user_id = 'user_owner'",
        insert: "(id, user_id, project_id, kind) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'blog')",
        update: "body = 'changed'",
    },
    Rows {
        table: "public.output_versions",
        owners: "user_id = 'user_owner'",
        insert: "(output_id, user_id, version, reason) VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 2, 'edited')",
        update: "body = 'changed'",
    },
    Rows {
        table: "public.transcriptions",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, file_id, text, word_count) VALUES ('user_owner', '00000000-0000-4000-8000-0000000000f2', 'Said', 1)",
        update: "text = 'changed'",
    },
    Rows {
        table: "public.transcription_versions",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, file_id, version, reason, text, word_count, segments) VALUES ('user_owner', '00000000-0000-4000-8000-0000000000f1', 2, 'corrected', 'Said', 1, '[]')",
        update: "text = 'changed'",
    },
    Rows {
        table: "public.schema_versions",
        owners: "version = '1.0.0'",
        insert: "(version) VALUES ('99.0.0')",
        update: "applied_at = now()",
    },
    Rows {
        table: "private.schema_migrations",
        owners: "name = '0001_reference.sql'",
        insert: "(name) VALUES ('9998_another.sql')",
        update: "checksum = 'another'",
    },
    Rows {
        table: "private.jobs",
        owners: "user_id = 'user_owner' AND work = 'generation'",
        insert: "(output_id, user_id, kind, request) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', 'blog', '{}')",
        update: "attempts = 0",
    },
    Rows {
        table: "private.job_progress",
        owners: "subject_id = '00000000-0000-4000-8000-0000000000c1'",
        insert: "(subject_id, lease_token, number, stage, done, total) VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'reading', 0, 1)",
        update: "stage = 'writing'",
    },
    Rows {
        table: "private.idempotency_keys",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, route, key, request_hash, status) VALUES ('user_owner', 'POST /projects', 'another', 'h', 201)",
        update: "status = 202",
    },
    Rows {
        table: "private.rates",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, window_start, used) VALUES ('user_new', now(), 0)",
        update: "used = 0",
    },
    Rows {
        table: "private.provider_calls",
        owners: "user_id = 'user_owner'",
        insert: "(output_id, user_id, attempt, provider, outcome) VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 2, 'extractive', 'ok')",
        update: "cost_micros = 0",
    },
    Rows {
        table: "private.leases",
        owners: "name = 'maintenance'",
        insert: "(name, expires_at) VALUES ('another', now())",
        update: "expires_at = now()",
    },
    Rows {
        table: "private.task_cursors",
        owners: "name = 'archive'",
        insert: "(name, created_at, id) VALUES ('another', now(), gen_random_uuid())",
        update: "created_at = now()",
    },
    Rows {
        table: "private.deleted_projects",
        owners: "user_id = 'user_owner'",
        insert: "(project_id, user_id) VALUES ('00000000-0000-4000-8000-00000000000a', 'user_owner')",
        update: "erase_at = now()",
    },
    Rows {
        table: "private.deleted_outputs",
        owners: "user_id = 'user_owner'",
        insert: "(id, user_id, project_id, restorable_until, output, versions) VALUES ('00000000-0000-4000-8000-0000000000c3', 'user_owner', '00000000-0000-4000-8000-00000000000a', now(), '{}', '[]')",
        update: "versions = '[]'",
    },
    Rows {
        table: "private.output_words",
        owners: "user_id = 'user_owner'",
        insert: "(output_id, user_id, created_at, language, words) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', now(), 'simple', '{1}')",
        update: "words = '{}'",
    },
    Rows {
        table: "private.plans",
        owners: "name = 'free'",
        insert: "(name, outputs, storage_bytes, price_cents) VALUES ('another', 1, 1, 0)",
        update: "outputs = 1000000",
    },
    Rows {
        table: "private.subscriptions",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, plan) VALUES ('user_new', 'free')",
        update: "plan = 'business'",
    },
    Rows {
        table: "private.paid_subscriptions",
        owners: "user_id = 'user_owner'",
        insert: "(source, external_id, user_id, plan, status, counts_until, event_at) VALUES ('stripe', 'sub_2', 'user_owner', 'business', 'active', 'infinity', now())",
        update: "plan = 'business'",
    },
    Rows {
        table: "private.billing_events",
        owners: "user_id = 'user_owner'",
        insert: "(id, user_id, type, at) VALUES ('evt_2', 'user_owner', 'invoice.paid', now())",
        update: "user_id = 'user_other'",
    },
    Rows {
        table: "private.checkouts",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, price) VALUES ('user_new', 'price_1')",
        update: "url = 'https://example.com'",
    },
    Rows {
        table: "private.reservations",
        owners: "user_id = 'user_owner'",
        insert: "(output_id, user_id, kind, status) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', 'blog', 'completed')",
        update: "status = 'failed'",
    },
    Rows {
        table: "private.counters",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, month, name, value) VALUES ('user_owner', '-infinity', 'storage_bytes', -1)",
        update: "value = 0",
    },
    Rows {
        table: "private.waiters",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, token, expires_at) VALUES ('user_new', gen_random_uuid(), now())",
        update: "expires_at = now()",
    },
    Rows {
        table: "private.tombstones",
        owners: "user_id = 'user_gone'",
        insert: "(user_id) VALUES ('user_other')",
        update: "erase_at = now()",
    },
    Rows {
        table: "private.clerk_users",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, updated_at) VALUES ('user_other', now())",
        update: "name = 'changed'",
    },
    Rows {
        table: "private.memberships",
        owners: "user_id = 'user_owner'",
        insert: "(org_id, user_id, role, changed_at) VALUES ('org_other', 'user_owner', 'admin', now())",
        update: "role = 'admin'",
    },
    Rows {
        table: "private.api_keys",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, created_by, name, prefix, hash, scopes)
            VALUES ('user_owner', 'user_other', 'Mine', 'rpk_b', sha256('b'), '{read}')",
        update: "hash = sha256('c')",
    },
    Rows {
        table: "private.webhook_endpoints",
        owners: "user_id = 'user_owner'",
        insert: "(id, user_id, url, types, secret)
            VALUES ('00000000-0000-4000-8000-0000000000e2', 'user_owner', 'https://example.com', '{file.ready}', 's')",
        update: "url = 'https://example.org'",
    },
    Rows {
        table: "private.webhook_messages",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, type, data) VALUES ('user_owner', 'ping', '{}')",
        update: "type = 'ping'",
    },
    Rows {
        table: "private.webhook_deliveries",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, endpoint_id, message_id)
            VALUES ('user_owner', '00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000d2')",
        update: "status_code = 200",
    },
    Rows {
        table: "private.audit",
        owners: "user_id = 'user_owner'",
        insert: "(user_id, action) VALUES ('user_owner', 'project.deleted')",
        update: "actor_id = 'user_other'",
    },
    Rows {
        table: "private.webhook_events",
        owners: "id = 'msg_1'",
        insert: "(id) VALUES ('msg_2')",
        update: "received_at = now()",
    },
    Rows {
        table: "storage.objects",
        owners: "name = 'user_owner/00000000-0000-4000-8000-00000000000a/a.txt'",
        insert: "(bucket_id, name) VALUES ('uploads', 'user_owner/00000000-0000-4000-8000-00000000000a/b.txt')",
        update: "name = 'user_other/taken.txt'",
    },
];

/// One row of the owner in each table, and a second output that is neither archived nor worked on.
pub(crate) const FIXTURE: &str = "
    INSERT INTO public.projects (id, user_id, title) VALUES ('00000000-0000-4000-8000-00000000000a', 'user_owner', 'A talk');
    INSERT INTO public.files (id, user_id, project_id, path) VALUES
      ('00000000-0000-4000-8000-0000000000f1', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'user_owner/00000000-0000-4000-8000-00000000000a/a.txt'),
      ('00000000-0000-4000-8000-0000000000f2', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'user_owner/00000000-0000-4000-8000-00000000000a/c.mp3');
    INSERT INTO public.transcriptions (user_id, file_id, text, word_count) VALUES ('user_owner', '00000000-0000-4000-8000-0000000000f1', 'Said', 1);
    INSERT INTO public.transcription_versions (user_id, file_id, version, reason, text, word_count, segments)
      VALUES ('user_owner', '00000000-0000-4000-8000-0000000000f1', 1, 'read', 'Said', 1, '[]');
    INSERT INTO private.jobs (work, file_id, user_id, request) VALUES ('ingestion', '00000000-0000-4000-8000-0000000000f1', 'user_owner', '{}');
    INSERT INTO public.outputs (id, user_id, project_id, kind) VALUES
      ('00000000-0000-4000-8000-0000000000c1', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'blog'),
      ('00000000-0000-4000-8000-0000000000c2', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'blog');
    INSERT INTO public.outputs_archive SELECT * FROM public.outputs WHERE id = '00000000-0000-4000-8000-0000000000c1';
    INSERT INTO public.output_versions (output_id, user_id, version, reason)
      VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 1, 'generated');
    INSERT INTO private.output_words (output_id, user_id, created_at, language, words)
      VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', now(), 'simple', '{1}');
    INSERT INTO private.deleted_outputs (id, user_id, project_id, created_by, restorable_until, output, versions) VALUES
      ('00000000-0000-4000-8000-0000000000c4', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'user_owner', 'infinity', '{}', '[]');
    INSERT INTO public.templates (user_id, name, type, prompt) VALUES ('user_owner', 'Mine', 'blog', '{source}');
    INSERT INTO private.jobs (output_id, user_id, kind, request)
      VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 'blog', '{}');
    INSERT INTO private.idempotency_keys (user_id, route, key, request_hash, status) VALUES ('user_owner', 'POST /projects', 'k', 'h', 201);
    INSERT INTO private.rates (user_id, window_start, used) VALUES ('user_owner', now(), 1);
    INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome)
      VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 1, 'extractive', 'ok');
    INSERT INTO private.subscriptions (user_id, plan) VALUES ('user_owner', 'pro');
    INSERT INTO private.paid_subscriptions (source, external_id, user_id, plan, status, counts_until, event_at)
      VALUES ('stripe', 'sub_user_owner', 'user_owner', 'pro', 'active', 'infinity', now());
    INSERT INTO private.checkouts (user_id, price) VALUES ('user_owner', 'price_1');
    INSERT INTO private.billing_events (id, user_id, type, at) VALUES ('evt_user_owner', 'user_owner', 'invoice.paid', now());
    INSERT INTO private.waiters (user_id, token, expires_at) VALUES ('user_owner', gen_random_uuid(), now());
    INSERT INTO private.leases (name, expires_at) VALUES ('maintenance', now());
    INSERT INTO public.projects (id, user_id, title) VALUES ('00000000-0000-4000-8000-00000000000b', 'user_owner', 'It goes');
    INSERT INTO private.deleted_projects (project_id, user_id) VALUES ('00000000-0000-4000-8000-00000000000b', 'user_owner');
    INSERT INTO private.job_progress VALUES ('00000000-0000-4000-8000-0000000000c1', gen_random_uuid(), 1, 'reading', 0, 1);
    INSERT INTO private.task_cursors (name, created_at, id) VALUES ('archive', now(), gen_random_uuid()) ON CONFLICT DO NOTHING;
    INSERT INTO private.tombstones (user_id) VALUES ('user_gone') ON CONFLICT DO NOTHING;
    INSERT INTO private.clerk_users (user_id, updated_at) VALUES ('user_owner', now());
    INSERT INTO private.memberships (org_id, user_id, role, changed_at) VALUES ('org_1', 'user_owner', 'viewer', '2024-01-01Z');
    INSERT INTO private.api_keys (user_id, created_by, name, prefix, hash, scopes)
      VALUES ('user_owner', 'user_owner', 'Ours', 'rpk_user_owner', sha256('a'), '{read,write}');
    INSERT INTO private.webhook_endpoints (id, user_id, url, types, secret)
      VALUES ('00000000-0000-4000-8000-0000000000e1', 'user_owner', 'https://example.com/hook', '{file.ready}', 'sealed');
    INSERT INTO private.webhook_messages (id, user_id, type, data)
      VALUES ('00000000-0000-4000-8000-0000000000d1', 'user_owner', 'ping', '{}'),
        ('00000000-0000-4000-8000-0000000000d2', 'user_gone2', 'ping', '{}');
    INSERT INTO private.webhook_deliveries (id, user_id, endpoint_id, message_id) VALUES
      ('00000000-0000-4000-8000-0000000000d0', 'user_owner', '00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000d1');
    INSERT INTO private.jobs (work, delivery_id, user_id, request)
      VALUES ('delivery', '00000000-0000-4000-8000-0000000000d0', 'user_owner', '{}');
    INSERT INTO private.audit (user_id, actor_id, action, subject_id) VALUES
      ('user_owner', 'user_owner', 'project.deleted', 'a project'), ('org_1', NULL, 'member.added', 'user_owner'),
      ('org_1', 'user_owner', 'file.deleted', 'a file');
    INSERT INTO private.webhook_events (id) VALUES ('msg_1') ON CONFLICT DO NOTHING;
    INSERT INTO storage.objects (bucket_id, name) VALUES ('uploads', 'user_owner/00000000-0000-4000-8000-00000000000a/a.txt');
    INSERT INTO public.profiles (user_id) VALUES ('user_owner');
";

pub(super) const OWNER: &str = r#"{"sub": "user_owner", "role": "authenticated"}"#;
pub(super) const OTHER: &str = r#"{"sub": "user_other", "role": "authenticated"}"#;

/// (column of `EXPECTED`, the login, the role it becomes, the claims of the request)
pub(super) const ACTORS: &[(&str, &str, Option<&str>, &str)] = &[
    ("anon", "authenticator", Some("anon"), r#"{"role": "anon"}"#),
    ("owner", "repostr_api", Some("authenticated"), OWNER),
    ("other", "repostr_api", Some("authenticated"), OTHER),
    ("no_claims", "repostr_api", Some("authenticated"), ""),
    ("repostr_api", "repostr_api", None, OWNER),
    ("repostr_worker", "repostr_worker", None, ""),
    ("repostr_delivery", "repostr_delivery", None, ""),
    (
        "service_role",
        "authenticator",
        Some("service_role"),
        r#"{"role": "service_role"}"#,
    ),
];
