//! What sites answer, well and badly, over real connections: each ends in bytes or in a reason, within its bounds.
#![expect(
    clippy::unwrap_used,
    reason = "a site that can't be played ends the test"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use imports::{Fetched, Fetcher, ImportError, Reach, Url};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

const MOST: u64 = 100_000;
const TIME: Duration = Duration::from_millis(1_500);

/// What the site does with a request for a path.
#[derive(Clone)]
enum Site {
    Says(String),
    /// Its head, and then a byte now and then.
    Drips(&'static str),
    /// Its head, and then bytes without an end.
    Floods(&'static str),
    Silent,
    Hangs,
}

fn says(status: &str, headers: &str, body: &str) -> Site {
    let length = body.len();
    Site::Says(format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    ))
}

/// A site with these paths; any other is 404. Gives its address, and how often it was asked for anything but robots.txt.
async fn site(paths: Vec<(&'static str, Site)>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, paths.clone(), Arc::clone(&counter)));
        }
    });
    (address, asked)
}

async fn answer(mut stream: TcpStream, paths: Vec<(&'static str, Site)>, asked: Arc<AtomicUsize>) {
    let mut request = Vec::new();
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut part = [0; 1024];
        match stream.read(&mut part).await {
            Ok(read @ 1..) => request.extend_from_slice(&part[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8(request).unwrap();
    let path = request.split(' ').nth(1).unwrap();
    if path != "/robots.txt" {
        asked.fetch_add(1, Ordering::SeqCst);
    }
    let found = paths.iter().find(|(known, _)| *known == path);
    let site = found.map_or_else(|| says("404 Not Found", "", "no"), |(_, site)| site.clone());
    let _ = match site {
        Site::Says(text) => stream.write_all(text.as_bytes()).await,
        Site::Silent => Ok(()),
        Site::Hangs => {
            sleep(Duration::from_mins(1)).await;
            Ok(())
        }
        Site::Drips(head) => {
            let mut sent = stream.write_all(head.as_bytes()).await;
            while sent.is_ok() {
                sleep(Duration::from_millis(100)).await;
                sent = stream.write_all(b"a").await;
            }
            sent
        }
        Site::Floods(head) => {
            let mut sent = stream.write_all(head.as_bytes()).await;
            while sent.is_ok() {
                sent = stream.write_all(&[b'a'; 8_192]).await;
            }
            sent
        }
    };
}

async fn fetched(address: &str) -> (Result<Fetched, ImportError>, Vec<u8>) {
    let mut bytes = Vec::new();
    let site = Fetcher::new(Reach::Everything).unwrap();
    let url: Url = address.parse().unwrap();
    let fetched = site.fetch(&url, &mut bytes, MOST, Instant::now() + TIME);
    (fetched.await, bytes)
}

#[tokio::test]
async fn a_page_is_fetched_over_redirects() {
    let (at, _) = site(vec![
        ("/old", says("301 Moved", "location: /new?a=1\r\n", "")),
        (
            "/new?a=1",
            says(
                "200 OK",
                "content-type: Text/HTML; charset=utf-8\r\ncontent-disposition: inline; filename=\"../a b.html\"\r\n",
                "<p>Hello.</p>",
            ),
        ),
    ])
    .await;
    let (outcome, bytes) = fetched(&format!("{at}/old")).await;
    let fetched = outcome.unwrap();
    assert_eq!(fetched.url.as_str(), format!("{at}/new?a=1"));
    assert_eq!(fetched.media_type.as_deref(), Some("text/html"));
    assert_eq!(fetched.filename.as_deref(), Some("a b.html"));
    assert_eq!((fetched.bytes, &*bytes), (13, &b"<p>Hello.</p>"[..]));
}

#[tokio::test]
async fn robots_txt_is_kept_to() {
    let rules = "User-agent: *\nDisallow: /\n\nUser-agent: Repostr\nDisallow: /private\nAllow: /private/open\n";
    let (at, asked) = site(vec![
        ("/robots.txt", says("200 OK", "", rules)),
        ("/", says("200 OK", "", "open")),
        ("/private/open", says("200 OK", "", "open")),
        ("/private", says("200 OK", "", "closed")),
        ("/to", says("302 Found", "location: /private\r\n", "")),
    ])
    .await;
    for (path, open) in [
        ("/", true),
        ("/private/open", true),
        ("/private", false),
        ("/to", false),
    ] {
        let (outcome, _) = fetched(&format!("{at}{path}")).await;
        match outcome {
            Ok(_) => assert!(open, "{path}"),
            Err(error) => assert!(
                !open && matches!(error, ImportError::Robots),
                "{path}: {error:?}"
            ),
        }
    }
    // The two that were open, and the redirect itself.
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_site_whose_rules_can_not_be_read_now_is_asked_later() {
    let (at, asked) = site(vec![
        ("/robots.txt", says("503 Busy", "retry-after: 7\r\n", "")),
        ("/", says("200 OK", "", "open")),
    ])
    .await;
    let (outcome, _) = fetched(&at).await;
    let error = outcome.unwrap_err();
    let ImportError::Busy { retry_after, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(retry_after, Some(Duration::from_secs(7)));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn every_bad_answer_has_its_reason() {
    let long = "a".repeat(100_001);
    let loops = |to: &str| says("302 Found", &format!("location: {to}\r\n"), "");
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    let (at, _) = site(vec![
        ("/loop", loops("/loop")),
        ("/ping", loops("/pong")),
        ("/pong", loops("/ping")),
        ("/file", loops("file:///etc/passwd")),
        ("/empty-location", says("302 Found", "", "")),
        ("/credentials", loops("http://user:password@example.com/")),
        ("/video", loops("https://www.youtube.com/watch?v=a")),
        ("/401", says("401 Unauthorized", "", "no")),
        ("/403", says("403 Forbidden", "", "no")),
        ("/410", says("410 Gone", "", "no")),
        ("/418", says("418 Teapot", "", "no")),
        ("/206", says("206 Partial", "", "no")),
        ("/429", says("429 Slow", "retry-after: 60\r\n", "no")),
        ("/500", says("500 Broken", "", "no")),
        (
            "/gzip",
            says("200 OK", "content-encoding: gzip\r\n", "\u{1f}"),
        ),
        ("/empty", says("200 OK", "", "")),
        ("/long", says("200 OK", "", &long)),
        (
            "/short",
            Site::Says(format!("{head}content-length: 50\r\n\r\nshort")),
        ),
        ("/no-http", Site::Says("nothing of HTTP\r\n\r\n".to_owned())),
        ("/silent", Site::Silent),
        ("/hangs", Site::Hangs),
        (
            "/drips",
            Site::Drips("HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n"),
        ),
        (
            "/floods",
            Site::Floods("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"),
        ),
        (
            "/lies",
            Site::Floods("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
        ),
        ("/endless-head", Site::Floods("HTTP/1.1 200 OK\r\na: ")),
    ])
    .await;
    for (path, code) in [
        ("/loop", "too_many_redirects"),
        ("/ping", "too_many_redirects"),
        ("/empty-location", "too_many_redirects"),
        ("/file", "address_not_public"),
        ("/credentials", "address_not_public"),
        ("/video", "video_platform"),
        ("/401", "sign_in_required"),
        ("/403", "sign_in_required"),
        ("/404", "address_not_found"),
        ("/410", "address_not_found"),
        ("/418", "address_unusable"),
        ("/206", "address_unusable"),
        ("/429", "address_unavailable"),
        ("/500", "address_unavailable"),
        ("/gzip", "address_unusable"),
        ("/empty", "empty_file"),
        ("/long", "file_too_large"),
        ("/short", "address_unavailable"),
        ("/no-http", "address_unavailable"),
        ("/silent", "address_unavailable"),
        ("/hangs", "address_unavailable"),
        ("/drips", "address_unavailable"),
        ("/floods", "file_too_large"),
        ("/lies", "file_too_large"),
        ("/endless-head", "address_unavailable"),
    ] {
        let started = Instant::now();
        let (outcome, bytes) = fetched(&format!("{at}{path}")).await;
        let error = outcome.expect_err(path);
        assert_eq!(error.code(), code, "{path}: {error:?}");
        assert!(bytes.len() as u64 <= MOST, "{path}: {} bytes", bytes.len());
        assert!(
            started.elapsed() < TIME * 2,
            "{path} took {:?}",
            started.elapsed()
        );
    }
    let (outcome, _) = fetched("http://127.0.0.1:1/").await;
    assert!(
        matches!(outcome, Err(ImportError::Unreachable)),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_redirect_to_this_machine_is_not_followed() {
    let (inner, asked) = site(vec![("/", says("200 OK", "", "secret"))]).await;
    let site = Fetcher::new(Reach::Public).unwrap();
    for address in [inner.clone(), inner.replace("127.0.0.1", "localhost")] {
        let url: Url = address.parse().unwrap();
        let mut bytes = Vec::new();
        let fetched = site
            .fetch(&url, &mut bytes, MOST, Instant::now() + TIME)
            .await;
        assert!(
            matches!(fetched, Err(ImportError::Address(_))),
            "{fetched:?}"
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
