//! Templates that everybody has, and one's own.

use std::collections::HashSet;

use crate::app::app;

#[tokio::test]
async fn there_is_a_template_of_each_type() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let all = user.get("/templates").send().await.expect(200).json();
    let types: HashSet<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        HashSet::from(["blog", "linkedin", "twitter", "instagram", "email"])
    );
    for row in all.as_array().unwrap() {
        assert_eq!(
            (row["is_custom"].as_bool(), row["user_id"].as_str()),
            (Some(false), Some("system")),
            "{row}"
        );
    }
    sqlx::query("INSERT INTO templates (user_id, name, type, prompt, is_custom) VALUES ($1, 'Mine', 'blog', '{source}', true)")
        .bind(&user.id)
        .execute(&mut database)
        .await
        .unwrap();
    let blogs = user
        .get("/templates?type=blog")
        .send()
        .await
        .expect(200)
        .json();
    let blogs = blogs.as_array().unwrap();
    assert!(blogs.iter().all(|row| row["type"] == "blog"));
    assert_eq!(
        (blogs[0]["name"].as_str(), blogs[0]["is_custom"].as_bool()),
        (Some("Mine"), Some(true)),
        "newest first"
    );
}
