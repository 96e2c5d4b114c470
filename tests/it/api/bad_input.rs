//! Whatever is sent: an answer that says what is wrong, never a 500, and nothing is written.

mod bodies;
mod events;
mod lists;
mod uploads;

use std::collections::BTreeMap;

use sqlx::PgConnection;

use crate::app::{App, User, answer::Answer, request::Request};

/// An account with a project, a profile, a text and a post that is done, and what the database holds of them.
pub(super) struct Account {
    pub(super) user: User,
    /// Its path.
    pub(super) project: String,
    pub(super) output: String,
    database: PgConnection,
    before: BTreeMap<String, i64>,
}

impl Account {
    pub(super) async fn new(app: &App) -> Self {
        let (user, mut database) = (app.user(), app.database().await);
        user.get("/users/me").send().await.expect(200);
        let project = user.project_row(&mut database).await;
        user.file_row(&mut database, &project).await;
        let output = user.output_row(&mut database, &project, "completed").await;
        let output = format!("{project}/outputs/{output}");
        let before = user.rows(&mut database).await;
        Self {
            user,
            project,
            output,
            database,
            before,
        }
    }

    /// Of a status, of everything that makes it a problem, and nothing was written.
    pub(super) async fn refused(
        &mut self,
        case: &str,
        request: Request,
        status: u16,
        code: &str,
    ) -> Answer {
        let answer = request.send().await;
        assert_eq!(answer.status, status, "{case}: {answer}");
        assert_eq!(
            self.user.rows(&mut self.database).await,
            self.before,
            "{case}: {answer}"
        );
        answer.problem(status, code)
    }
}
