//! Through SQL, as Supabase's Data API lets a user ask: every table × verb × account × who asks.

use sqlx::{AssertSqlSafe, PgConnection};

use super::{ROLES, reads_only};
use crate::{
    database::{Database, run, sqlstate},
    isolation::{
        expected,
        tables::{FIXTURE, ROWS},
    },
};

/// Two organizations, of which one's id begins as the other's, and two persons'.
const ACCOUNTS: [&str; 4] = ["org_1", "org_12", "user_ada", "user_bob"];

/// Of the account, what `text` says of `user_owner`, with ids of its own.
fn of_account(text: &str, account: &str) -> String {
    let number = ACCOUNTS.iter().position(|known| *known == account).unwrap();
    text.replace("'org_1'", "'org_0'")
        .replace("user_owner", account)
        .replace("-4000-8000-", &format!("-4000-800{number}-"))
}

/// A row of each account in each table that has accounts.
async fn fixture() -> Database {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    for account in ACCOUNTS {
        let statements: Vec<_> = FIXTURE
            .split_inclusive(";\n")
            .filter(|statement| {
                statement.contains("user_owner") || statement.contains("-4000-8000-")
            })
            .map(|statement| of_account(statement, account))
            .collect();
        run(&mut superuser, &statements.concat()).await;
    }
    run(&mut superuser, "DELETE FROM private.memberships").await;
    database
}

/// Whether it reached a row, or the SQLSTATE that it was refused with. Rolled back.
async fn attempt(api: &mut PgConnection, claims: &str, sql: &str) -> Result<bool, String> {
    run(api, "BEGIN; SET LOCAL ROLE authenticated").await;
    run(api, &format!("SET LOCAL request.jwt.claims = '{claims}'")).await;
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut *api)
        .await;
    let done = match done {
        Ok(done) => Ok(done.rows_affected() > 0),
        other => Err(sqlstate(other)),
    };
    run(api, "ROLLBACK").await;
    done
}

/// What somebody may do with rows that the owner of a personal account may do `owner` with.
fn of_role(owner: &str, table: &str, role: &str) -> String {
    let may = |verb: &char| match (role, *verb) {
        (_, 'S') | ("admin", _) => true,
        ("member", verb) => (table, verb) != ("public.projects", 'D'),
        _ => !reads_only(role),
    };
    owner.chars().filter(may).collect()
}

#[tokio::test]
async fn each_role_gets_its_own_in_its_account_and_nothing_in_another() {
    let database = fixture().await;
    let mut api = database.login("repostr_api").await;
    let expected = expected();
    // (who, the account that they act for, the role there, the claims)
    let mut callers = Vec::new();
    for person in ["user_ada", "user_bob"] {
        let claims =
            format!(r#"{{"sub": "{person}", "role": "authenticated", "iat": 1800000000}}"#);
        callers.push((person, person, "admin", claims));
    }
    for organization in ["org_1", "org_12"] {
        // Ada, whose own account has rows, too.
        for role in ROLES {
            let claims = format!(
                r#"{{"sub": "user_ada", "role": "authenticated", "iat": 1800000000, "o": {{"id": "{organization}", "rol": "{role}"}}}}"#
            );
            callers.push(("user_ada", organization, role, claims));
        }
    }
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for (person, account, role, claims) in &callers {
        for rows in ROWS
            .iter()
            .filter(|rows| rows.owners.contains("user_owner") || rows.owners.contains("4000-8000-"))
        {
            let owner = &expected[&(rows.table.to_owned(), "owner".to_owned())];
            if rows.table.starts_with("storage.") || rows.table.contains('(') {
                continue;
            }
            for owned_by in ACCOUNTS {
                let should = match rows.table {
                    // A person's, whichever account they act for.
                    "public.profiles" if owned_by == *person => owner.clone(),
                    "public.profiles" => String::new(),
                    table if owned_by == *account => of_role(owner, table, role),
                    _ => String::new(),
                };
                let mut may = String::new();
                for verb in ['S', 'I', 'U', 'D', 'T'] {
                    asked += 1;
                    let sql = of_account(&rows.statement(verb), owned_by);
                    let sql = sql.replace("'user_new'", &format!("'{owned_by}'"));
                    match attempt(&mut api, claims, &sql).await {
                        Ok(true) => may.push(verb),
                        // An upsert that met its own row.
                        Ok(false) if verb == 'I' => may.push(verb),
                        Ok(false) => (),
                        Err(code) => assert_eq!(code, "42501", "{claims}: {sql}"),
                    }
                }
                if may != should {
                    wrong.push(format!(
                        "{} of {owned_by} as {claims}: should be '{should}', is '{may}'",
                        rows.table
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked > 3000, "{asked}");
}

/// Rows made past the API say who made them, and can't say that it was somebody else.
#[tokio::test]
async fn who_made_a_row_is_who_asked() {
    let database = fixture().await;
    let mut data_api = database.login("authenticator").await;
    let claims = r#"{"sub": "user_bob", "role": "authenticated", "iat": 1, "o": {"id": "org_1", "rol": "member"}}"#;
    let made = "INSERT INTO projects (user_id, title) VALUES ('org_1', 'Ours')
        RETURNING 1 / (created_by = 'user_bob')::int";
    assert_eq!(attempt(&mut data_api, claims, made).await, Ok(true));
    for forged in [
        "INSERT INTO projects (user_id, title, created_by) VALUES ('org_1', 'Ours', 'user_ada')",
        "INSERT INTO projects (user_id, title, created_by) VALUES ('org_1', 'Ours', NULL)",
        "UPDATE projects SET created_by = 'user_bob'",
        "UPDATE projects SET user_id = 'user_bob'",
        "UPDATE projects SET user_id = 'org_12'",
        "UPDATE files SET created_by = 'user_bob'",
        "UPDATE outputs SET created_by = 'user_bob'",
        "UPDATE templates SET created_by = 'user_bob'",
    ] {
        let refused = attempt(&mut data_api, claims, forged).await;
        assert_eq!(refused, Err("42501".to_owned()), "{forged}");
    }
}

/// What no session token of Clerk's says, and what its webhook has said since it was issued.
#[tokio::test]
async fn claims_that_make_no_member_open_nothing() {
    let database = fixture().await;
    let mut superuser = database.superuser().await;
    run(
        &mut superuser,
        "INSERT INTO private.memberships (org_id, user_id, role, removed_at, changed_at) VALUES
           ('org_1', 'user_removed', 'admin', '2024-01-01Z', '2024-01-01Z'),
           ('org_1', 'user_demoted', 'viewer', NULL, '2024-01-01Z'),
           ('org_1', 'user_promoted', 'admin', NULL, '2024-01-01Z');
         INSERT INTO private.tombstones (user_id) VALUES ('user_deleted'), ('org_12')",
    )
    .await;
    let mut api = database.login("repostr_api").await;
    let at = 1_704_067_200; // 2024-01-01
    let of =
        |sub: &str, rest: &str| format!(r#"{{"sub": "{sub}", "role": "authenticated", {rest}}}"#);
    let member = |sub: &str, iat: i64, role: &str| {
        of(
            sub,
            &format!(r#""iat": {iat}, "o": {{"id": "org_1", "rol": "{role}"}}"#),
        )
    };
    let out = Err("PT401".to_owned());
    for claims in [
        // An organization's own token, as keys and machines have it.
        of("org_1", r#""iat": 1"#),
        of("user_ada", r#""o": null"#),
        of("user_ada", r#""o": "org_1""#),
        of("user_ada", r#""o": {}"#),
        of("user_ada", r#""o": ["org_1"]"#),
        of("user_ada", r#""o": {"id": "org_1"}"#),
        of("user_ada", r#""o": {"id": "org_1", "rol": null}"#),
        of("user_ada", r#""o": {"id": "org_1", "rol": 1}"#),
        of("user_ada", r#""o": {"id": "user_bob", "rol": "admin"}"#),
        of("user_ada", r#""o": {"id": "system", "rol": "admin"}"#),
        of("user_ada", r#""o": {"id": "org_1/", "rol": "admin"}"#),
        of("user_ada", r#""org_id": "org_1", "org_role": "org:admin""#),
        of("user_ada", r#""org_role": "org:admin""#),
        member("user_removed", at, "admin"),
        member("user_removed", at - 30, "admin"),
        // One that doesn't say when it was issued is as old as can be.
        of("user_removed", r#""o": {"id": "org_1", "rol": "admin"}"#),
        of(
            "user_removed",
            r#""iat": "9999999999", "o": {"id": "org_1", "rol": "admin"}"#,
        ),
        member("user_deleted", at, "admin"),
        of(
            "user_ada",
            r#""iat": 1, "o": {"id": "org_12", "rol": "admin"}"#,
        ),
    ] {
        for sql in [
            "SELECT FROM projects",
            "SELECT FROM transcription_versions",
            "UPDATE projects SET title = 'Taken'",
            "DELETE FROM projects",
            "INSERT INTO projects (user_id, title) VALUES ('org_1', 'Taken')",
        ] {
            assert_eq!(
                attempt(&mut api, &claims, sql).await,
                out,
                "{claims}: {sql}"
            );
        }
    }
    let writes = "INSERT INTO projects (user_id, title) VALUES ('org_1', 'Ours')";
    let refused = Err("42501".to_owned());
    for (claims, sql, may) in [
        // Whom it let in again since has a newer token.
        (member("user_removed", at + 1, "member"), writes, Ok(true)),
        (member("user_demoted", at, "admin"), writes, refused.clone()),
        (
            member("user_demoted", at, "admin"),
            "DELETE FROM projects",
            Ok(false),
        ),
        (
            member("user_demoted", at, "admin"),
            "SELECT FROM projects",
            Ok(true),
        ),
        (member("user_promoted", at, "viewer"), writes, Ok(true)),
        (member("user_promoted", at + 1, "viewer"), writes, refused),
    ] {
        assert_eq!(
            attempt(&mut api, &claims, sql).await,
            may,
            "{claims}: {sql}"
        );
    }
}

/// What each request begins with: the role that is there against the one that is needed.
#[tokio::test]
async fn a_request_begins_in_the_role_that_it_needs() {
    let database = fixture().await;
    let mut api = database.login("repostr_api").await;
    let member = |role: &str| {
        format!(r#"{{"sub": "user_ada", "iat": 1, "o": {{"id": "org_1", "rol": "{role}"}}}}"#)
    };
    let alone = r#"{"sub": "user_ada", "iat": 1}"#.to_owned();
    let nobody = "{}".to_owned();
    let removed = member("admin").replace("org_1", "user_1");
    for (claims, may) in [
        (alone, ["00000", "00000", "00000"]),
        (member("admin"), ["00000", "00000", "00000"]),
        (member("member"), ["00000", "00000", "RPROL"]),
        (member("viewer"), ["00000", "RPROL", "RPROL"]),
        (member("billing_manager"), ["00000", "RPROL", "RPROL"]),
        (nobody, ["RPROL", "RPROL", "RPROL"]),
        (removed, ["PT401", "PT401", "PT401"]),
    ] {
        for (needs, may) in ["viewer", "member", "admin"].into_iter().zip(may) {
            let sql = format!("SELECT private.begin_as('{claims}', '{needs}')");
            let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut api).await;
            assert_eq!(sqlstate(done), may, "{claims}: {needs}");
        }
    }
}

/// Nobody but the policies has a use for it: neither the Data API nor a login.
#[tokio::test]
async fn a_user_reaches_nothing_beneath_the_policies() {
    let database = fixture().await;
    let mut api = database.login("repostr_api").await;
    let claims = r#"{"sub": "user_ada", "role": "authenticated"}"#;
    for sql in [
        "SELECT * FROM private.caller()",
        "SELECT private.begin_as('{\"sub\": \"user_bob\"}', 'viewer')",
        "SELECT private.membership_changed('e', 'org_1', 'user_ada', 'admin', false, now())",
        "SELECT private.organization_deleted('e', 'org_1')",
        "SELECT FROM private.memberships",
        "SELECT private.deleted_projects()",
    ] {
        let refused = attempt(&mut api, claims, sql).await;
        assert_eq!(refused, Err("42501".to_owned()), "{sql}");
    }
    // What it says of one's own token is no secret.
    let sql = "SELECT 1 / (access.account() = 'user_ada' AND access.role() = 'admin')::int";
    assert_eq!(attempt(&mut api, claims, sql).await, Ok(true));
}

/// What a request has found out of its claims is of these claims and of this transaction: not of others, nor of the next one.
#[tokio::test]
async fn what_was_found_out_ends_with_the_claims_and_with_the_transaction() {
    let database = fixture().await;
    let mut superuser = database.superuser().await;
    let mut api = database.login("repostr_api").await;
    let ada = r#"{"sub": "user_ada", "role": "authenticated", "iat": 1, "o": {"id": "org_1", "rol": "admin"}}"#;
    let bob = r#"{"sub": "user_bob", "role": "authenticated", "iat": 1}"#;
    let is = |account: &str, role: &str| {
        format!("SELECT 1 / (access.account() = '{account}' AND access.role() = '{role}')::int")
    };
    run(
        &mut api,
        &format!(
            "BEGIN; SELECT private.begin_as('{ada}', 'viewer'); SET LOCAL ROLE authenticated; {}",
            is("org_1", "admin")
        ),
    )
    .await;
    run(
        &mut superuser,
        "INSERT INTO private.memberships VALUES ('org_1', 'user_ada', 'admin', now(), now())",
    )
    .await;
    // Once for a request.
    run(&mut api, &is("org_1", "admin")).await;
    run(
        &mut api,
        &format!(
            "SET LOCAL request.jwt.claims = '{bob}'; {}",
            is("user_bob", "admin")
        ),
    )
    .await;
    run(&mut api, "COMMIT").await;
    assert_eq!(
        attempt(&mut api, ada, "SELECT FROM projects").await,
        Err("PT401".to_owned())
    );
    let forged = format!(
        r#"SET LOCAL access.caller = '{{"claims": "{{}}", "person": "user_bob", "account": "user_bob", "role": "admin"}}'; {}"#,
        "SELECT FROM projects"
    );
    assert_eq!(
        attempt(&mut api, ada, &forged).await,
        Err("PT401".to_owned())
    );
}
