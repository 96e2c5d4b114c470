//! What a file is counts, not what it is called.

use super::{Announced, s3::keys, samples, uploaded};
use crate::app::app;

#[tokio::test]
async fn every_kind_is_known_by_its_content() {
    let app = app();
    let user = app.user();
    let project = user.project("Kinds").await;
    let samples = samples::accepted();
    for (extension, _) in domain::media::ACCEPTED {
        let ending = format!(".{extension}");
        assert!(
            samples.iter().any(|(name, _)| name.ends_with(&ending)),
            "{extension}"
        );
    }
    for (alias, _) in domain::media::ALIASES {
        let ending = format!(".{alias}");
        assert!(
            samples.iter().any(|(name, _)| name.ends_with(&ending)),
            "{alias}"
        );
    }
    let mut stored = Vec::new();
    for (name, content) in samples {
        let direct = user
            .post(&format!("{project}/upload"))
            .file(name, &content)
            .send()
            .await
            .expect(201);
        stored.push(direct.json()["path"].as_str().unwrap().to_owned());
        let file = uploaded(&app, &user, &project, name, &content).await;
        stored.push(file.key().to_owned());
    }
    stored.sort();
    assert_eq!(keys(&user.id).await, stored);
}

#[tokio::test]
async fn what_a_file_is_not_is_refused_either_way_and_not_kept() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Lies").await;
    for (what, name, content) in samples::refused() {
        let before = user.rows(&mut database).await;
        let direct = user.post(&format!("{project}/upload")).file(name, &content);
        let direct = direct.send().await;
        assert_eq!(direct.status, 422, "{what} as {name}: {direct}");
        direct.problem(422, "content_mismatch");
        assert_eq!(user.rows(&mut database).await, before, "{what} as {name}");

        let file = Announced::new(&user, &project, name, content.len()).await;
        assert_eq!(file.put(&app, &content).await.status(), 200);
        let answer = file.complete(&user).await;
        assert_eq!(answer.status, 422, "{what} as {name}: {answer}");
        answer.problem(422, "content_mismatch");
        let failed = user.get(&file.path).send().await.expect(200).json();
        assert_eq!(
            (failed["status"].as_str(), failed["error"]["code"].as_str()),
            (Some("failed"), Some("content_mismatch"))
        );
    }
    assert_eq!(keys(&user.id).await, [""; 0]);
}

/// A text that ends in the middle of a character where the look at it ends, and one that is no text further on.
#[tokio::test]
async fn a_text_is_read_to_its_end() {
    let app = app();
    let user = app.user();
    let project = user.project("Texts").await;
    let long = "\u{65e5}".repeat(100_000);
    for name in ["a.txt", "a.srt"] {
        uploaded(&app, &user, &project, name, long.as_bytes()).await;
    }
    let late = [long.as_bytes(), b"\0"].concat();
    let file = Announced::new(&user, &project, "b.txt", late.len()).await;
    file.put(&app, &late).await;
    file.complete(&user).await.problem(422, "content_mismatch");
}
