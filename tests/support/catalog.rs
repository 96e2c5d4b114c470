//! A database's whole shape as lines of text, so that two can be compared.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, PgConnection};

/// One query a kind of thing; each answers one line a thing, complete enough that any change of it changes the line.
/// Object ids are left out, and so is the order of grants.
const SHAPE: &[&str] = &[
    "SELECT format('schema %s owner %s %s', nspname, nspowner::regrole, array(SELECT unnest(nspacl)::text ORDER BY 1))
     FROM pg_namespace WHERE nspname = ANY ($1)",
    "SELECT format('extension %s in %s', extname, extnamespace::regnamespace) FROM pg_extension WHERE $1 IS NOT NULL",
    "SELECT format('type %s %s owner %s %s', typnamespace::regnamespace, typname, typowner::regrole,
       array(SELECT enumlabel FROM pg_enum WHERE enumtypid = pg_type.oid ORDER BY enumsortorder))
     FROM pg_type WHERE typtype = 'e' AND typnamespace::regnamespace::text = ANY ($1)",
    "SELECT format('relation %s %s.%s owner %s rls %s forced %s options %s grants %s', relkind, relnamespace::regnamespace, relname,
       relowner::regrole, relrowsecurity, relforcerowsecurity, reloptions, array(SELECT unnest(relacl)::text ORDER BY 1))
     FROM pg_class WHERE relnamespace::regnamespace::text = ANY ($1) AND relkind <> 'i'",
    "SELECT format('column %s %s %s %s not null %s default %s identity %s grants %s', attrelid::regclass,
       row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname, format_type(atttypid, atttypmod), attnotnull,
       pg_get_expr(adbin, adrelid), attidentity, array(SELECT unnest(attacl)::text ORDER BY 1))
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'v')
     LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace::regnamespace::text = ANY ($1) AND attnum > 0 AND NOT attisdropped",
    "SELECT format('constraint %s %s %s valid %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
     FROM pg_constraint WHERE connamespace::regnamespace::text = ANY ($1)",
    "SELECT format('index %s valid %s', pg_get_indexdef(indexrelid), indisvalid)
     FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace::regnamespace::text = ANY ($1)",
    "SELECT format('trigger %s enabled %s', pg_get_triggerdef(pg_trigger.oid), tgenabled)
     FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE NOT tgisinternal AND relnamespace::regnamespace::text = ANY ($1)",
    "SELECT format('policy %s', to_jsonb(pg_policies)) FROM pg_policies WHERE schemaname = ANY ($1)",
    "SELECT format('function %s owner %s grants %s', pg_get_functiondef(oid), proowner::regrole, array(SELECT unnest(proacl)::text ORDER BY 1))
     FROM pg_proc WHERE pronamespace::regnamespace::text = ANY ($1)",
    "SELECT format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description)
     FROM pg_description WHERE $1 IS NOT NULL AND objoid >= 16384",
    "SELECT format('default privileges %s', pg_default_acl) FROM pg_default_acl WHERE $1 IS NOT NULL",
    "SELECT format('role %s settings %s member of %s', to_jsonb(pg_roles) - 'oid' - 'rolconfig',
       array(SELECT unnest(rolconfig) ORDER BY 1), array(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = pg_roles.oid ORDER BY 1))
     FROM pg_roles WHERE $1 IS NOT NULL AND rolname !~ '^pg_'",
];

pub async fn shape(connection: &mut PgConnection) -> BTreeSet<String> {
    let schemas = ["public", "private", "storage", "auth", "extensions"]
        .map(str::to_owned)
        .to_vec();
    let mut lines = BTreeSet::new();
    for query in SHAPE {
        let found: Vec<String> = sqlx::query_scalar(*query)
            .bind(&schemas)
            .fetch_all(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("{error}\n{query}"));
        assert!(
            !found.is_empty() || query.contains("pg_default_acl"),
            "finds nothing: {query}"
        );
        lines.extend(found);
    }
    lines
}

/// Every row of every table, `schema_versions` included.
pub async fn contents(connection: &mut PgConnection) -> BTreeSet<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT oid::regclass::text FROM pg_class
         WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'private', 'storage')",
    )
    .fetch_all(&mut *connection)
    .await
    .expect("a list of tables");
    let mut lines = BTreeSet::new();
    for table in tables {
        let sql = format!("SELECT '{table} ' || to_jsonb(rows)::text FROM {table} AS rows");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut *connection)
            .await
            .expect("rows");
        lines.extend(rows);
    }
    lines
}

/// Fails with what is in one alone, instead of two thousand lines that are the same.
pub fn assert_same(before: &BTreeSet<String>, after: &BTreeSet<String>) {
    let gone: Vec<&String> = before.difference(after).collect();
    let new: Vec<&String> = after.difference(before).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "gone: {gone:#?}\nnew: {new:#?}"
    );
}
