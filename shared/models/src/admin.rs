//! What administrators see: every user, every project, and the schema reference's monitoring queries.

use domain::{ProjectId, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{DbError, Page, ServiceDb};

/// A profile with what its user has.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AdminUser {
    pub user_id: String,
    pub name: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// What counts at this moment.
    pub plan: String,
    pub project_count: i64,
    pub file_count: i64,
    pub output_count: i64,
    /// Millionths of a US dollar, since the month began (UTC).
    pub cost_micros: i64,
    /// Its place among those made in the same moment.
    #[serde(skip)]
    pub place: Uuid,
}

/// A project with what is in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AdminProject {
    pub id: ProjectId,
    pub user_id: String,
    pub title: String,
    pub description: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub created_by: Option<String>,
    /// When it was deleted; it can be restored, or is being erased.
    pub deleted_at: Option<Timestamp>,
    pub file_count: i64,
    pub output_count: i64,
}

/// The monitoring queries' answers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Metrics {
    pub database_bytes: i64,
    /// The largest first.
    pub tables: Vec<TableSize>,
    /// The last 30 days that had any, the latest first.
    pub active_users: Vec<ActiveUsers>,
    pub queue: QueueState,
    pub last_day: LastDay,
    /// The 20 dearest users since the month began (UTC).
    pub costs: Vec<UserCost>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TableSize {
    pub schema: String,
    pub table: String,
    /// With its indexes and what is stored out of line.
    pub bytes: i64,
    /// As the planner estimates it.
    pub rows: i64,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ActiveUsers {
    /// `2024-01-31`
    pub date: String,
    pub active_users: i64,
    pub total_projects: i64,
}

/// The queue as the database sees it, which is the truth.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct QueueState {
    pub queued: i64,
    pub processing: i64,
    /// How long the oldest that could be worked on has waited; 0 where none waits.
    pub oldest_queued_seconds: i64,
    /// Processing, though the worker has given no sign of life for the time of its lease.
    pub without_worker: i64,
    /// The reference's daily check: `processing` for an hour without moving.
    pub stuck: i64,
}

/// The last 24 hours.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LastDay {
    pub provider_calls: i64,
    /// Of those, the ones that were not a job's first.
    pub retries: i64,
    /// Outputs that failed, by their reason, the most frequent first.
    pub failures: Vec<Failures>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Failures {
    pub code: Option<String>,
    pub count: i64,
    pub last_at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct UserCost {
    /// `null`: users who were deleted since.
    pub user_id: Option<String>,
    pub provider_calls: i64,
    pub prompt_tokens: i64,
    pub completion_tokens: i64,
    pub cost_micros: i64,
}

/// Everybody who has a profile.
pub async fn users(db: &ServiceDb, page: Page) -> Result<Vec<AdminUser>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            AdminUser,
            r#"
            SELECT p.user_id, p.name, p.created_at, p.updated_at, md5(p.user_id)::uuid AS "place!",
                private.plan_name(p.user_id) AS "plan!",
                (SELECT count(*) FROM projects WHERE user_id = p.user_id) AS "project_count!",
                (SELECT count(*) FROM files WHERE user_id = p.user_id) AS "file_count!",
                (SELECT count(*) FROM outputs WHERE user_id = p.user_id) AS "output_count!",
                (SELECT coalesce(sum(cost_micros), 0)::bigint FROM private.provider_calls
                 WHERE user_id = p.user_id AND created_at >= date_trunc('month', now(), 'UTC')) AS "cost_micros!"
            FROM profiles p
            WHERE created_at <= coalesce($1, 'infinity'::timestamptz)
              AND ($1::timestamptz IS NULL OR (created_at, md5(user_id)::uuid) < ($1, $2))
            ORDER BY created_at DESC, md5(user_id)::uuid DESC LIMIT $3
            "#,
            page.after_created_at(),
            page.after_id(),
            page.fetch(),
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Everybody's.
pub async fn projects(db: &ServiceDb, page: Page) -> Result<Vec<AdminProject>, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            AdminProject,
            r#"
            SELECT id, user_id, title, description, created_at, updated_at, created_by,
                (SELECT deleted_at FROM private.deleted_projects d WHERE d.project_id = p.id) AS deleted_at,
                (SELECT count(*) FROM files f WHERE f.project_id = p.id AND f.user_id = p.user_id) AS "file_count!",
                (SELECT count(*) FROM outputs o WHERE o.project_id = p.id AND o.user_id = p.user_id) AS "output_count!"
            FROM projects p
            WHERE created_at <= coalesce($1, 'infinity'::timestamptz)
              AND ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2))
            ORDER BY created_at DESC, id DESC LIMIT $3
            "#,
            page.after_created_at(),
            page.after_id(),
            page.fetch(),
        )
        .fetch_all(connection)
        .await
    })
    .await
}

/// Every part of it reads an index: of what waits, of a day, or of a month.
pub async fn metrics(db: &ServiceDb) -> Result<Metrics, DbError> {
    let queue = queue(db).await?;
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"
                SELECT jsonb_build_object(
                    'database_bytes', pg_database_size(current_database()),
                    'tables', (
                        SELECT jsonb_agg(t ORDER BY t.bytes DESC, t."table") FROM (
                            SELECT relnamespace::regnamespace::text AS schema, relname::text AS "table",
                                   pg_total_relation_size(oid) AS bytes, greatest(reltuples, 0)::bigint AS rows
                            FROM pg_class
                            WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'private')
                        ) t
                    ),
                    'active_users', (
                        SELECT coalesce(jsonb_agg(d ORDER BY d.date DESC), '[]') FROM (
                            SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date,
                                   count(DISTINCT user_id) AS active_users, count(*) AS total_projects
                            FROM projects WHERE created_at > now() - interval '30 days' GROUP BY 1
                        ) d
                    ),
                    'last_day', (
                        SELECT jsonb_build_object('provider_calls', count(*), 'retries', count(*) FILTER (WHERE attempt > 1))
                        FROM private.provider_calls WHERE created_at > now() - interval '1 day'
                    ) || jsonb_build_object('failures', (
                        SELECT coalesce(jsonb_agg(f ORDER BY f.count DESC, f.code), '[]') FROM (
                            SELECT error ->> 'code' AS code, count(*), max(completed_at) AS last_at FROM outputs
                            WHERE status = 'failed' AND completed_at > now() - interval '1 day' GROUP BY 1
                        ) f
                    )),
                    'costs', private.dearest_users(20)
                ) || jsonb_build_object('queue', $1::jsonb) AS "metrics!: Json<Metrics>"
                "#,
                Json(queue) as _,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.metrics.0)
}

/// The queue alone, for those who look each minute.
pub async fn queue(db: &ServiceDb) -> Result<QueueState, DbError> {
    db.run(async |connection| {
        sqlx::query_as!(
            QueueState,
            r#"
            SELECT count(*) FILTER (WHERE state = 'queued') AS "queued!",
                   count(*) FILTER (WHERE state = 'processing') AS "processing!",
                   coalesce(extract(epoch FROM now() - min(greatest(created_at, not_before))
                       FILTER (WHERE state = 'queued' AND not_before <= now()))::bigint, 0) AS "oldest_queued_seconds!",
                   count(*) FILTER (WHERE state = 'processing' AND lease_expires_at < now()) AS "without_worker!",
                   (SELECT count(*) FROM outputs
                    WHERE status = 'processing' AND updated_at < now() - interval '1 hour') AS "stuck!"
            FROM private.jobs WHERE state = 'queued' OR state = 'processing'
            "#
        )
        .fetch_one(connection)
        .await
    })
    .await
}
