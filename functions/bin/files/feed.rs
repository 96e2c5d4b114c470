//! POST /projects/{project_id}/feeds: which episodes a podcast's feed has, to import one of. Nothing is kept.

use std::time::{Duration, Instant};

use domain::{Env, ProjectId};
use functions::{
    FILE_FEED,
    files::{FeedContents, FeedRequest, problems},
    reach,
};
use imports::{Feed, Fetcher, ImportError, Url, limits::FEED_BYTES};
use models::{UserDb, projects};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, StatusCode, serve};

/// A request has little more.
const FETCHING: Duration = Duration::from_secs(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let fetcher = Fetcher::new(reach(&mut env))?;
    let db = UserDb::connect(&mut env).await;
    serve(env, FILE_FEED, (db, fetcher), feed).await
}

async fn feed(request: AuthenticatedRequest, (db, fetcher): &(UserDb, Fetcher)) -> HandlerResult {
    let project_id: ProjectId = request.id("project_id")?;
    let FeedRequest { url } = request.json(|body| FeedRequest::read(body, fetcher.reach()))?;
    let mut tx = request.begin_write(db).await?;
    projects::get(&mut tx, project_id)
        .await?
        .ok_or_else(|| Problem::not_found("project"))?;
    // It has its place in the rate limit; the feed is read without a transaction.
    let rate = tx.commit().await?;
    let feed = read(fetcher, &url)
        .await
        .map_err(|error| problems::bad_address(&error))?;
    let response = Response::json(StatusCode::OK, &FeedContents::from(feed))?;
    Ok(rate.apply_to(response))
}

async fn read(fetcher: &Fetcher, url: &Url) -> Result<Feed, ImportError> {
    let mut bytes = Vec::new();
    let until = Instant::now() + FETCHING;
    let most = FEED_BYTES as u64;
    let found = fetcher.fetch(url, &mut bytes, most, until).await?;
    Feed::read(&bytes, &found.url)
}
