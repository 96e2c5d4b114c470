//! What the migrations come to, as one text that a reader can follow and two databases can be compared by.

use sqlx::{Connection, PgConnection};

const HEADER: &str = "\
-- The schema that migrations/ results in, to read and to review. Written by `cargo dev prepare`, and applied to nothing.
-- The bodies of the functions are in migrations/repeatable.
";

/// The schema of a database: its tables, then its functions, in an order that depends on names alone.
pub async fn resulting(owner: &mut PgConnection) -> Result<String, sqlx::Error> {
    let mut transaction = owner.begin().await?;
    // Then names are written in full.
    sqlx::raw_sql("SET LOCAL search_path = ''")
        .execute(&mut *transaction)
        .await?;
    let lines: Vec<(String, String)> = sqlx::query_as(include_str!("resulting.sql"))
        .fetch_all(&mut *transaction)
        .await?;
    transaction.rollback().await?;

    let mut text = HEADER.to_owned();
    let mut last = "";
    for (object, line) in &lines {
        if line.starts_with(')') && text.ends_with(",\n") {
            text.replace_range(text.len() - 2.., "\n");
        }
        if object != last {
            text.push('\n');
            last = object;
        }
        text.extend([line, "\n"]);
    }
    Ok(text)
}
