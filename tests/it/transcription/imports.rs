//! A file that is imported: fetched from its address by the worker, stored, and read as what was uploaded is.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::fixture::TranscriptionFixture;
use crate::{
    http1::{Response, Server},
    nothing_lost::fixture::USER,
};

const PAGE: &str = "<!doctype html><html><head><title>Winter bread</title></head><body><nav>Home Shop</nav><article>\
    <h1>Winter bread</h1><p>The oven of the small bakery never goes cold between November and March, and the dough rests for \
    a night.</p><p>Forty loaves leave the house before six in the morning, and none comes back in the evening.</p>\
    </article></body></html>";

/// Pages by path, which the test may change.
type Pages = Arc<Mutex<Vec<(&'static str, Response)>>>;

async fn site(pages: Vec<(&'static str, Response)>) -> (Server, Pages) {
    let pages = Arc::new(Mutex::new(pages));
    let known = Arc::clone(&pages);
    let server = Server::start(move |request| {
        let pages = known.lock().unwrap();
        let found = pages.iter().find(|(path, _)| *path == request.path);
        let response = found.map_or_else(
            || Response::new(404, &[], b"no"),
            |(_, response)| response.clone(),
        );
        async move { response }
    })
    .await;
    (server, pages)
}

fn html(page: &str) -> Response {
    Response::new(
        200,
        &[("content-type", "text/html; charset=utf-8")],
        page.as_bytes(),
    )
}

async fn fixture() -> TranscriptionFixture {
    let mut fixture = TranscriptionFixture::start("", []).await;
    fixture.set("ALLOW_PRIVATE_ADDRESSES", "on");
    fixture
}

#[tokio::test]
async fn a_page_is_fetched_stored_and_read() {
    let mut files = fixture().await;
    let project = files.project().await;
    let worker = files.worker().await;
    let (site, _) = site(vec![("/winter-bread", html(PAGE))]).await;
    let url = format!("http://{}/winter-bread", site.address);
    let file = files.import(project, &url, None).await;
    files.work(&worker).await;
    let row = files.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    assert_eq!(row["filename"], "winter-bread.html");
    assert_eq!(row["mime_type"], "text/html");
    assert_eq!(row["size_bytes"], PAGE.len());
    assert_eq!(row["source_url"], url);
    let text = row["transcription"]["text"].as_str().unwrap();
    assert!(
        text.contains("Forty loaves") && !text.contains("Shop"),
        "{text}"
    );
    let path = row["path"].as_str().unwrap();
    assert_eq!(files.stored(project).await, [path]);
    assert_eq!(files.object(path).await, PAGE.as_bytes());
    let digest = ring::digest::digest(&ring::digest::SHA256, PAGE.as_bytes());
    assert_eq!(row["sha256"], web::hex(digest.as_ref()));
}

#[tokio::test]
async fn of_a_feed_the_newest_episode_is_fetched_or_the_one_that_is_named() {
    let mut files = fixture().await;
    let project = files.project().await;
    let worker = files.worker().await;
    let captions = |text: &str| {
        let body = format!("WEBVTT\n\n00:01.000 --> 00:03.500\n{text}\n");
        Response::new(200, &[("content-type", "text/vtt")], body.as_bytes())
    };
    let item = |number: u8| {
        format!(
            "<item><title>Number {number}</title><guid>n-{number}</guid><pubDate>0{number} Nov 2026 06:00:00 GMT</pubDate>\
             <enclosure url=\"/{number}.vtt\" type=\"text/vtt\" length=\"1\"/></item>"
        )
    };
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>A podcast</title>{}{}</channel></rss>",
        item(1),
        item(2)
    );
    let feed = Response::new(
        200,
        &[("content-type", "application/rss+xml")],
        feed.as_bytes(),
    );
    let (site, _) = site(vec![
        ("/feed.xml", feed),
        ("/1.vtt", captions("This is the first.")),
        ("/2.vtt", captions("This is the second.")),
    ])
    .await;
    let url = format!("http://{}/feed.xml", site.address);
    for (episode, said) in [
        (None, "This is the second."),
        (Some("n-1"), "This is the first."),
    ] {
        let file = files.import(project, &url, episode).await;
        files.work(&worker).await;
        let row = files.row(file).await;
        assert_eq!(row["status"], "ready", "{row}");
        assert_eq!(row["transcription"]["text"], said);
    }
    let file = files.import(project, &url, Some("n-3")).await;
    files.work(&worker).await;
    let row = files.row(file).await;
    assert_eq!(row["error"]["code"], "no_such_episode", "{row}");
}

#[tokio::test]
async fn what_can_not_be_fetched_says_why_leaves_nothing_and_can_be_tried_again() {
    let mut files = fixture().await;
    let project = files.project().await;
    let worker = files.worker().await;
    let picture = Response::new(
        200,
        &[("content-type", "image/png")],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    );
    let rules = Response::new(200, &[], b"User-agent: *\nDisallow: /private");
    let away = Response::new(302, &[("location", "file:///etc/passwd")], b"");
    let (site, pages) = site(vec![
        ("/robots.txt", rules),
        ("/picture", picture),
        ("/private", html(PAGE)),
        ("/away", away),
    ])
    .await;
    for (path, code) in [
        ("/nowhere", "address_not_found"),
        ("/picture", "unsupported_media_type"),
        ("/private", "refused_by_robots"),
        ("/away", "address_not_public"),
    ] {
        let url = format!("http://{}{path}", site.address);
        let file = files.import(project, &url, None).await;
        files.work(&worker).await;
        let row = files.row(file).await;
        assert_eq!(row["status"], "failed", "{row}");
        assert_eq!(row["error"]["code"], code, "{row}");
        assert_eq!(row["error"]["retryable"], false, "{row}");
        assert_eq!(
            (&row["size_bytes"], &row["transcription"]),
            (&Value::Null, &Value::Null)
        );
    }
    assert_eq!(files.stored(project).await, [""; 0]);

    let url = format!("http://{}/later", site.address);
    let file = files.import(project, &url, None).await;
    files.work(&worker).await;
    assert_eq!(files.row(file).await["status"], "failed");
    pages.lock().unwrap().push(("/later", html(PAGE)));
    files.enqueue(file).await;
    files.queue.send(&super::fixture::message(file)).await;
    files.work(&worker).await;
    assert_eq!(files.row(file).await["status"], "ready");
}

#[tokio::test]
async fn a_site_that_is_away_is_asked_again() {
    let mut files = fixture().await;
    let project = files.project().await;
    let worker = files.worker().await;
    let busy = Response::new(503, &[], b"");
    let (site, pages) = site(vec![("/page", busy)]).await;
    let url = format!("http://{}/page", site.address);
    let file = files.import(project, &url, None).await;
    files.work(&worker).await;
    let row = files.row(file).await;
    assert_eq!(row["status"], "processing", "{row}");
    assert_eq!(row["error"]["code"], "address_unavailable", "{row}");
    pages.lock().unwrap()[0].1 = html(PAGE);
    files.pause_is_over().await;
    files.queue.send(&super::fixture::message(file)).await;
    files.work(&worker).await;
    assert_eq!(files.row(file).await["status"], "ready");
}

/// Two attempts at once never share an object: the late one removes its own, and the file's stays.
#[tokio::test]
async fn an_attempt_that_comes_late_changes_nothing() {
    let mut files = fixture().await;
    let project = files.project().await;
    let (late, early) = (files.worker().await, files.worker().await);
    let turns = Arc::new(Semaphore::new(0));
    let (asked, gate) = (Arc::new(Semaphore::new(0)), Arc::clone(&turns));
    let tell = Arc::clone(&asked);
    let first = Arc::new(Mutex::new(true));
    let server = Server::start(move |request| {
        let is_first = request.path == "/page" && std::mem::take(&mut *first.lock().unwrap());
        let (gate, tell) = (Arc::clone(&gate), Arc::clone(&tell));
        async move {
            if request.path == "/robots.txt" {
                return Response::new(404, &[], b"");
            }
            if is_first {
                tell.add_permits(1);
                gate.acquire().await.unwrap().forget();
            }
            html(PAGE)
        }
    })
    .await;
    let url = format!("http://{}/page", server.address);
    let file = files.import(project, &url, None).await;
    let batch = files.queue.receive().await;
    let slow = late.invoke(batch.event());
    asked.acquire().await.unwrap().forget();
    files.lease_runs_out().await;
    files.queue.send(&super::fixture::message(file)).await;
    files.work(&early).await;
    let row = files.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    turns.add_permits(1);
    files.queue.settle(&batch, slow.await).await;
    let path = row["path"].as_str().unwrap();
    assert_eq!(files.row(file).await["path"], path);
    assert_eq!(files.stored(project).await, [path]);
    assert_eq!(files.object(path).await, PAGE.as_bytes());
}

#[tokio::test]
async fn what_the_plan_has_no_room_for_is_not_kept() {
    let mut files = fixture().await;
    files.set("QUOTAS", "on");
    let project = files.project().await;
    let worker = files.worker().await;
    let (site, _) = site(vec![("/page", html(PAGE))]).await;
    let room = models::plans::PLANS[0].limits.storage_bytes;
    files
        .fixture
        .sql(&format!(
            "INSERT INTO files (user_id, project_id, path, size_bytes, status)
             VALUES ('{USER}', '{project}', '{USER}/{project}/large.txt', {room} - 10, 'ready')"
        ))
        .await;
    let url = format!("http://{}/page", site.address);
    let file = files.import(project, &url, None).await;
    files.work(&worker).await;
    let row = files.row(file).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["code"], "quota_exceeded", "{row}");
    assert_eq!(row["size_bytes"], json!(null));
    assert_eq!(files.stored(project).await, [""; 0]);
}
