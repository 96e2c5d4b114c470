//! What only the schema's owner may do, besides migrations: passwords of the logins, VACUUM, the bucket.

use std::{borrow::Cow, num::NonZeroU32};

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;
use ring::{digest, hmac, pbkdf2, rand::SecureRandom};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::{DbError, literal::literal};

/// The tables that the reference wants vacuumed weekly.
const VACUUM: [&str; 3] = ["projects", "files", "outputs"];

/// The reference's weekly `VACUUM ANALYZE`: its owner's right alone.
pub async fn vacuum(owner: &mut PgConnection) -> Result<(), DbError> {
    for table in VACUUM {
        batch(owner, &format!("VACUUM ANALYZE {table}")).await?;
    }
    Ok(())
}

/// Makes the bucket `uploads` private: nobody reads an object by its address, and nobody lists them. The reference's
/// policy is not made again for a bucket that is private.
pub async fn close_bucket(owner: &mut PgConnection) -> Result<(), DbError> {
    batch(
        owner,
        "UPDATE storage.buckets SET public = false WHERE id = 'uploads'",
    )
    .await?;
    batch(
        owner,
        r#"DROP POLICY IF EXISTS "Public read uploads" ON storage.objects"#,
    )
    .await
}

/// Sets a login role's password, as a SCRAM verifier (RFC 5803): the password itself is in no statement and so in no
/// log of the server. For `migrations::alone`: Postgres refuses two who set it at the same time.
pub async fn set_password(
    owner: &mut PgConnection,
    role: &str,
    password: &str,
) -> Result<(), DbError> {
    let mut salt = [0; 16];
    ring::rand::SystemRandom::new()
        .fill(&mut salt)
        .map_err(|_| DbError::Unexpected("the system gives no random bytes".into()))?;
    let verifier = scram_verifier(password, &salt);
    batch(
        owner,
        &format!(
            r#"ALTER ROLE "{}" PASSWORD {}"#,
            role.replace('"', "\"\""),
            literal(&verifier)
        ),
    )
    .await
}

/// Role and password of a login's URL; of a pooler's user, `ROLE.PROJECT`, the role.
#[must_use]
pub fn login(url: &str) -> Option<(String, String)> {
    let url = url::Url::parse(url).ok()?;
    let user = decoded(url.username());
    let role = user.split_once('.').map_or(&*user, |(role, _)| role);
    let password = decoded(url.password()?);
    (!role.is_empty()).then(|| (role.to_owned(), password.into_owned()))
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Connects as the owner. Off loopback with `verify-full`, as everybody.
pub async fn connect(url: &str, ca_file: Option<String>) -> Result<PgConnection, DbError> {
    let options = crate::connection::options(url, ca_file).map_err(DbError::Unexpected)?;
    Ok(PgConnection::connect_with(&options).await?)
}

async fn batch(connection: &mut PgConnection, sql: &str) -> Result<(), DbError> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(connection)
        .await?;
    Ok(())
}

const SCRAM_ITERATIONS: NonZeroU32 = NonZeroU32::new(4096).unwrap();

/// `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`, as Postgres keeps it in `pg_authid` (RFC 5802, RFC 5803).
fn scram_verifier(password: &str, salt: &[u8]) -> String {
    let mut salted = [0; digest::SHA256_OUTPUT_LEN];
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA256,
        SCRAM_ITERATIONS,
        salt,
        password.as_bytes(),
        &mut salted,
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, &salted);
    let stored = digest::digest(&digest::SHA256, hmac::sign(&key, b"Client Key").as_ref());
    let server = hmac::sign(&key, b"Server Key");
    format!(
        "SCRAM-SHA-256${SCRAM_ITERATIONS}:{}${}:{}",
        STANDARD.encode(salt),
        STANDARD.encode(stored),
        STANDARD.encode(server)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_read_as_it_was_written() {
        let read = |url: &str| login(url);
        let expected = |role: &str, password: &str| Some((role.to_owned(), password.to_owned()));
        assert_eq!(
            read("postgres://repostr_api.ref:a+b&c%26d%2B@db.example.com/postgres"),
            expected("repostr_api", "a+b&c&d+")
        );
        assert_eq!(
            read("postgres://role:p%C3%A4ss%25@db.example.com/postgres"),
            expected("role", "päss%")
        );
        assert_eq!(read("postgres://role@db.example.com/postgres"), None);
        assert_eq!(read("no address"), None);
    }
}
