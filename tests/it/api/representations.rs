//! One resource, sent in more ways than one: without its body, and compressed.

use std::io::Read;

use flate2::read::GzDecoder;
use uuid::Uuid;

use crate::app::{answer::Answer, app};

#[tokio::test]
async fn head_is_answered_as_get_is_without_a_body() {
    let app = app();
    let mut database = app.database().await;
    let user = app.user();
    let project = user.project_row(&mut database).await;
    let output = user.output_row(&mut database, &project, "completed").await;
    let tag = user.get(&project).send().await.expect(200);
    let tag = tag.header("etag").to_owned();
    for (request, status) in [
        (user.get("/openapi.json"), 200),
        (user.get("/users/me"), 200),
        (user.get("/projects?limit=1"), 200),
        (user.get(&project), 200),
        (user.get(&project).header("if-none-match", tag), 304),
        (user.get(&format!("{project}/outputs/{output}")), 200),
        (user.get(&format!("{project}/outputs/{output}/export")), 200),
        (user.get(&format!("/projects/{}", Uuid::nil())), 404),
        (user.get("/projects?limit=0"), 422),
        (app.request("GET", "/projects"), 401),
        (user.get("/nowhere"), 404),
    ] {
        let (get, head) = (
            request.clone().send().await,
            request.method("HEAD").send().await,
        );
        assert_eq!((get.status, head.status), (status, status), "{head}");
        assert_eq!(head.body, b"", "{head}");
        let headers = |answer: &Answer| {
            let mut headers = answer.headers.clone();
            // The last is API Gateway's.
            for own in ["x-request-id", "date", "content-length", "apigw-requestid"] {
                headers.remove(own);
            }
            headers
        };
        assert_eq!(headers(&head), headers(&get), "{head}");
    }
}

#[tokio::test]
async fn a_large_page_is_compressed_for_whoever_takes_it() {
    let app = app();
    let page = app.request("GET", "/openapi.json");
    let plain = page.clone().send().await.expect(200);
    let sent = page.clone().header("accept-encoding", "gzip").send().await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.header("content-encoding"), "gzip", "{sent}");
    assert!(
        sent.body.len() * 5 < plain.body.len(),
        "{}",
        sent.body.len()
    );
    let mut read = Vec::new();
    GzDecoder::new(&sent.body[..])
        .read_to_end(&mut read)
        .unwrap();
    assert!(read == plain.body);
    assert_ne!(sent.header("etag"), plain.header("etag"));
    for answer in [&sent, &plain] {
        let again = page.clone().header("if-none-match", answer.header("etag"));
        let again = again
            .header("accept-encoding", "gzip")
            .send()
            .await
            .expect(304);
        assert_eq!(again.header("etag"), answer.header("etag"));
    }
}
