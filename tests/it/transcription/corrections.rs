//! What was heard or read wrongly is put right by a person: all later texts are of what they say, and nothing is lost.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::fixture::TranscriptionFixture;
use crate::{
    app::{User, answer::Answer, app},
    database::run,
    nothing_lost::fixture::soon,
};

/// Of three turns, two of one voice.
fn said() -> (&'static str, Value) {
    (
        "Welcome to the work shop. What brakes first?\n\nMost lamps brake at the cable.",
        json!([
            { "start": 0.0, "end": 2.0, "text": "Welcome to the work shop.", "speaker": "SPEAKER_00" },
            { "start": 2.0, "end": 4.0, "text": "What brakes first?", "speaker": "SPEAKER_00" },
            { "start": 4.5, "end": 8.0, "text": "Most lamps brake at the cable.", "speaker": "SPEAKER_01" },
        ]),
    )
}

/// The path of a transcription in a project of its own.
async fn transcription(
    user: &User,
    database: &mut PgConnection,
    (text, segments): (&str, Value),
) -> String {
    let project = user.project_row(database).await;
    let file = user.file_row(database, &project).await;
    user.said_row(database, &file, text, segments).await;
    format!("{project}/files/{file}/transcription")
}

async fn read(user: &User, path: &str) -> Answer {
    user.get(path).send().await.expect(200)
}

async fn correct(user: &User, path: &str, correction: Value) -> Answer {
    user.patch(path).json(correction).send().await
}

fn texts(transcription: &Value) -> Vec<&str> {
    let segments = transcription["segments"].as_array().unwrap().iter();
    segments
        .map(|segment| segment["text"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_correction_is_kept_and_so_is_what_was_heard() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    let heard = first.json();
    assert_eq!(heard["version"], 1);
    assert_eq!(heard["corrected_at"], json!(null));

    let corrected = user
        .patch(&path)
        .json(json!({
            "speakers": { "SPEAKER_00": "Maya Torres", "SPEAKER_01": "Jon" },
            "segments": [
                { "segment": 1, "text": " What breaks\nfirst? " },
                { "segment": 2, "text": "Most lamps break at the cable.", "speaker": "Jon Weber" },
            ],
        }))
        .header("if-match", first.header("etag"))
        .send()
        .await
        .expect(200);
    let now = corrected.json();
    assert_eq!(
        now["text"],
        "Welcome to the work shop. What breaks first?\n\nMost lamps break at the cable."
    );
    assert_eq!(now["speakers"], json!(["Maya Torres", "Jon Weber"]));
    assert_eq!(
        now["segments"][1],
        json!({ "start": 2.0, "end": 4.0, "text": "What breaks first?", "speaker": "Maya Torres" })
    );
    assert_eq!(now["version"], 2);
    assert!(now["corrected_at"].is_string(), "{now}");
    let again = read(&user, &path).await;
    assert_eq!(again.body, corrected.body);
    assert_eq!(again.header("etag"), corrected.header("etag"));
    let subtitles = read(&user, &format!("{path}?format=srt")).await.body;
    assert!(
        String::from_utf8_lossy(&subtitles).contains("Maya Torres: What breaks first?"),
        "{again}"
    );

    for version in ["original", "1"] {
        let before = read(&user, &format!("{path}?version={version}")).await;
        assert_eq!(before.json(), heard, "{version}");
    }
    let text = read(&user, &format!("{path}?version=original&format=txt")).await;
    assert!(String::from_utf8_lossy(&text.body).contains("What brakes first?"));
    assert_eq!(
        read(&user, &format!("{path}?version=2")).await.body,
        corrected.body
    );

    let restored = correct(&user, &path, json!({ "restore": "original" })).await;
    let restored = restored.expect(200).json();
    assert_eq!(
        (
            &restored["text"],
            &restored["segments"],
            &restored["version"]
        ),
        (&heard["text"], &heard["segments"], &json!(3))
    );
    let undone = correct(&user, &path, json!({ "restore": 2 })).await;
    let undone = undone.expect(200).json();
    assert_eq!(
        (&undone["text"], &undone["segments"], &undone["version"]),
        (&now["text"], &now["segments"], &json!(4))
    );
}

#[tokio::test]
async fn what_changes_nothing_makes_no_version() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    for nothing in [
        json!({}),
        json!({ "segments": [], "speakers": {}, "merge": [], "split": [] }),
        json!({ "speakers": { "SPEAKER_01": "SPEAKER_01" } }),
        json!({ "segments": [{ "segment": 0, "text": "Welcome to the work shop." }] }),
        json!({ "restore": "original" }),
        json!({ "restore": 1 }),
    ] {
        let answer = correct(&user, &path, nothing).await.expect(200);
        assert_eq!(answer.body, first.body, "{answer}");
        assert_eq!(answer.header("etag"), first.header("etag"));
    }
}

#[tokio::test]
async fn to_put_right_is_not_to_transcribe() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let transcribed = format!(
        "UPDATE transcriptions SET provider = 'openai', duration_seconds = 8, created_at = now() WHERE user_id = '{}'",
        user.id
    );
    run(&mut database, &transcribed).await;
    let mut counted = async || -> Option<f64> {
        let seconds = "SELECT sum(value)::float8 FROM private.counters WHERE user_id = $1 AND name = 'transcribed_seconds'";
        let seconds = sqlx::query_scalar(seconds).bind(&user.id);
        seconds.fetch_one(&mut database).await.unwrap()
    };
    assert_eq!(counted().await, Some(8.0));
    let change = json!({ "speakers": { "SPEAKER_00": "Maya" } });
    correct(&user, &path, change).await.expect(200);
    assert_eq!(counted().await, Some(8.0));
}

#[tokio::test]
async fn of_two_tabs_the_second_is_told() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    let tab = |name: &str| {
        user.patch(&path)
            .json(json!({ "speakers": { "SPEAKER_00": name } }))
            .header("if-match", first.header("etag"))
            .send()
    };
    let (one, other) = tokio::join!(tab("Maya"), tab("Mia"));
    let (won, lost) = if one.status == 200 {
        (one, other)
    } else {
        (other, one)
    };
    let won = won.expect(200);
    lost.problem(412, "precondition_failed");
    assert_eq!(read(&user, &path).await.body, won.body);
    assert_eq!(won.json()["version"], 2);
}

#[tokio::test]
async fn nobody_corrects_what_is_anothers() {
    let app = app();
    let (user, other, mut database) = (app.user(), app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    let change = json!({ "speakers": { "SPEAKER_00": "Mallory" } });
    correct(&other, &path, change.clone())
        .await
        .problem(404, "file_not_found");
    let (_, file) = path.split_once("/files/").unwrap();
    let elsewhere = other.project_row(&mut database).await;
    for path in [
        format!("{elsewhere}/files/{file}"),
        format!("{elsewhere}/files/{}/transcription", uuid::Uuid::new_v4()),
    ] {
        correct(&other, &path, change.clone())
            .await
            .problem(404, "file_not_found");
    }
    assert_eq!(read(&user, &path).await.body, first.body);
}

#[tokio::test]
async fn a_text_that_is_its_own_has_nothing_to_correct() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let file = user.file_row(&mut database, &project).await;
    let path = format!("{project}/files/{file}/transcription");
    correct(&user, &path, json!({}))
        .await
        .problem(409, "no_transcription");
    user.transcription_row(&mut database, &file).await;
    run(
        &mut database,
        &format!("UPDATE files SET status = 'processing' WHERE id = '{file}'"),
    )
    .await;
    correct(&user, &path, json!({}))
        .await
        .problem(409, "transcription_not_ready");
}

#[tokio::test]
async fn segments_are_split_and_merged() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let parts = json!({
        "split": [{ "segment": 2, "at": 11 }],
        "merge": [{ "first": 0, "last": 1 }],
    });
    let now = correct(&user, &path, parts).await.expect(200).json();
    assert_eq!(
        now["segments"],
        json!([
            { "start": 0.0, "end": 4.0, "text": "Welcome to the work shop. What brakes first?", "speaker": "SPEAKER_00" },
            { "start": 4.5, "end": 5.783, "text": "Most lamps", "speaker": "SPEAKER_01" },
            { "start": 5.783, "end": 8.0, "text": "brake at the cable.", "speaker": "SPEAKER_01" },
        ])
    );
    assert_eq!(now["text"], said().0);

    // Each half another's, and what nobody said goes.
    let whose = json!({
        "segments": [{ "segment": 0, "text": null }, { "segment": 2, "speaker": "Ana" }],
        "split": [{ "segment": 1, "at": 5, "time": 5.0 }],
    });
    let now = correct(&user, &path, whose).await.expect(200).json();
    assert_eq!(texts(&now), ["Most", "lamps", "brake at the cable."]);
    assert_eq!(now["text"], "Most lamps\n\nbrake at the cable.");
    assert_eq!(now["segments"][1]["start"], 5.0);
    assert_eq!(now["speakers"], json!(["SPEAKER_01", "Ana"]));
    assert_eq!(now["word_count"], 6);

    // They can be one again once they are of one.
    let one = json!({ "speakers": { "Ana": "SPEAKER_01" }, "merge": [{ "first": 0, "last": 2 }] });
    let now = correct(&user, &path, one).await.expect(200).json();
    assert_eq!(texts(&now), ["Most lamps brake at the cable."]);
    assert_eq!(now["segments"][0]["end"], 8.0);
}

#[tokio::test]
async fn paragraphs_and_other_scripts_stay_what_they_are() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let document = json!([
        { "paragraph": 1, "text": "Brot", "role": "title" },
        { "paragraph": 2, "text": "Der Teig ruht. Dann wird er gebacken." },
        { "paragraph": 3, "text": "Fertig." },
    ]);
    let text = "Brot\n\nDer Teig ruht. Dann wird er gebacken.\n\nFertig.";
    let path = transcription(&user, &mut database, (text, document)).await;
    let parts = json!({ "split": [{ "segment": 1, "at": 15 }] });
    let now = correct(&user, &path, parts).await.expect(200).json();
    assert_eq!(
        now["text"],
        "Brot\n\nDer Teig ruht.\n\nDann wird er gebacken.\n\nFertig."
    );
    let merge = json!({ "merge": [{ "first": 1, "last": 3 }] });
    let now = correct(&user, &path, merge).await.expect(200).json();
    assert_eq!(
        now["text"],
        "Brot\n\nDer Teig ruht. Dann wird er gebacken. Fertig."
    );
    assert_eq!(now["segments"][0]["role"], "title");

    let turns = json!([
        { "start": 0.0, "end": 1.0, "text": "我们明年", "speaker": null },
        { "start": 1.0, "end": 2.0, "text": "也会回来", "speaker": null },
        { "start": 9.0, "end": 10.0, "text": "谢谢", "speaker": null },
    ]);
    let path = transcription(&user, &mut database, ("我们明年也会回来\n\n谢谢", turns)).await;
    let merge = json!({ "merge": [{ "first": 0, "last": 2 }] });
    let now = correct(&user, &path, merge).await.expect(200).json();
    assert_eq!(now["text"], "我们明年也会回来谢谢");
}

#[tokio::test]
async fn every_bad_part_is_told_at_once() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    let long = "x".repeat(20_001);
    for (bad, places) in [
        (
            json!({
                "segments": [{ "segment": 0, "text": "" }, { "text": long }, { "segment": -1, "speaker": 7, "start": 0 }],
                "speakers": { "SPEAKER_00": " " },
                "split": [{ "segment": 0 }, "one"],
                "merge": { "first": 0 },
                "restore": "newest",
                "text": "All of it",
            }),
            &[
                "#/merge",
                "#/restore",
                "#/segments/0/text",
                "#/segments/1/segment",
                "#/segments/1/text",
                "#/segments/2/segment",
                "#/segments/2/speaker",
                "#/segments/2/start",
                "#/speakers/SPEAKER_00",
                "#/split/0/at",
                "#/split/1",
                "#/text",
            ][..],
        ),
        (
            json!({
                "segments": [{ "segment": 3, "text": "More" }, { "segment": 0, "text": "A" }, { "segment": 0, "text": "B" }],
                "speakers": { "Nobody/else": "Ana" },
                "split": [{ "segment": 9, "at": 1 }, { "segment": 2, "at": 4, "time": 4.5 }],
            }),
            &[
                "#/segments/0/segment",
                "#/segments/2/segment",
                "#/speakers/Nobody~1else",
                "#/split/0/segment",
                "#/split/1/time",
            ],
        ),
        // Nothing before it, nothing after it, past its end; twice; taken out.
        (
            json!({ "split": [{ "segment": 0, "at": 0 }] }),
            &["#/split/0/at"],
        ),
        (
            json!({ "split": [{ "segment": 0, "at": 25 }] }),
            &["#/split/0/at"],
        ),
        (
            json!({ "split": [{ "segment": 0, "at": 900 }] }),
            &["#/split/0/at"],
        ),
        (
            json!({ "split": [{ "segment": 0, "at": 8 }, { "segment": 0, "at": 11 }] }),
            &["#/split/1/segment"],
        ),
        (
            json!({ "segments": [{ "segment": 0, "text": null }], "split": [{ "segment": 0, "at": 8 }] }),
            &["#/split/0/segment"],
        ),
        // Of two speakers; of one segment; backwards; not there; one in two; one that is split.
        (
            json!({ "merge": [{ "first": 1, "last": 2 }] }),
            &["#/merge/0"],
        ),
        (
            json!({ "merge": [{ "first": 1, "last": 1 }] }),
            &["#/merge/0/last"],
        ),
        (
            json!({ "merge": [{ "first": 1, "last": 0 }] }),
            &["#/merge/0/last"],
        ),
        (
            json!({ "merge": [{ "first": 1, "last": 3 }] }),
            &["#/merge/0/last"],
        ),
        (
            json!({ "merge": [{ "first": 0, "last": 1 }, { "first": 0, "last": 1 }] }),
            &["#/merge/1"],
        ),
        (
            json!({ "split": [{ "segment": 1, "at": 5 }], "merge": [{ "first": 0, "last": 1 }] }),
            &["#/merge/0"],
        ),
        (
            json!({ "segments": [{ "segment": 0, "text": null }, { "segment": 1, "text": null }, { "segment": 2, "text": null }] }),
            &["#/segments"],
        ),
    ] {
        correct(&user, &path, bad).await.invalid(places);
    }
    assert_eq!(read(&user, &path).await.body, first.body);
}

#[tokio::test]
async fn only_a_version_that_is_there_is_restored_or_read() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let first = read(&user, &path).await;
    for bad in [
        json!({ "restore": 7 }),
        json!({ "restore": 0 }),
        json!({ "restore": 1.0 }),
        json!({ "restore": "original", "speakers": { "SPEAKER_00": "Ana" } }),
    ] {
        correct(&user, &path, bad).await.invalid(&["#/restore"]);
    }
    assert_eq!(read(&user, &path).await.body, first.body);
    for version in ["0", "7", "newest", "-1", ""] {
        user.get(&format!("{path}?version={version}"))
            .send()
            .await
            .invalid(&["version"]);
    }
}

#[tokio::test]
async fn the_newest_corrections_are_kept_and_the_original_always() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = transcription(&user, &mut database, said()).await;
    let heard = read(&user, &path).await.json();
    for number in 2..=24 {
        let text = format!("Said {number}.");
        let change = json!({ "segments": [{ "segment": 0, "text": text }] });
        let now = correct(&user, &path, change).await.expect(200).json();
        assert_eq!(now["version"], number);
    }
    let original = read(&user, &format!("{path}?version=original")).await;
    assert_eq!(original.json(), heard);
    // Beside the present one, 24, twenty: 4 to 23.
    for (version, kept) in [(1, true), (2, false), (3, false), (4, true), (23, true)] {
        let answer = user.get(&format!("{path}?version={version}")).send().await;
        assert_eq!(answer.status == 200, kept, "{answer}");
    }
    correct(&user, &path, json!({ "restore": 3 }))
        .await
        .invalid(&["#/restore"]);

    // However few there are, no more than 16 MB of them, and the last in any case.
    let large = "UPDATE transcriptions SET text = repeat('x', 9000000) || version WHERE user_id = ";
    for _ in 0..4 {
        run(&mut database, &format!("{large}'{}'", user.id)).await;
    }
    let kept: Vec<i32> = sqlx::query_scalar(
        "SELECT version FROM transcription_versions WHERE user_id = $1 ORDER BY version",
    )
    .bind(&user.id)
    .fetch_all(&mut database)
    .await
    .unwrap();
    assert_eq!(kept, [1, 27]);
}

const TALK: &str = "Repairs that last\n\n\
    Speaker 1  0:12\nWelcome to the workshop. We opened 412 broken lamps this year, and we counted what broke in them.\n\n\
    Speaker 2  0:31\nMost lamps brake at the cable. A new plug costs eighty cents, and it takes five minutes.\n\n\
    Speaker 1  0:58\nSo it is hardly ever the lamp itself. People throw away a good lamp for the sake of two screws.\n";

/// From a transcript's file to a text, a correction, and a text of that.
#[tokio::test]
async fn what_is_written_afterwards_is_of_the_corrected_text() {
    let mut transcriptions = TranscriptionFixture::start("", []).await;
    transcriptions.set("GENERATION_PROVIDER", "extractive");
    let user = app().user();
    let project = user.project_row(&mut transcriptions.fixture.rows).await;
    let upload = transcriptions.fixture.function("file-upload", &[]).await;
    let request = user.post(&format!("{project}/upload"));
    let uploaded = request
        .file("talk.txt", TALK.as_bytes())
        .send_to(&upload)
        .await
        .expect(201);
    let path = format!("{}/transcription", uploaded.header("location"));
    let reader = transcriptions.worker().await;
    transcriptions.work(&reader).await;

    let create = transcriptions.fixture.function("output-create", &[]).await;
    let get = transcriptions.fixture.function("output-get", &[]).await;
    let writer = transcriptions.fixture.worker().await;
    let output = async |path: &str| user.get(path).send_to(&get).await.expect(200).json();
    let write = async || {
        let ask = user
            .post(&format!("{project}/generate/blog"))
            .json(json!({}));
        let asked = ask.send_to(&create).await.expect(202);
        let path = asked.header("location").to_owned();
        // A busy machine may have it wait for its next attempt.
        soon("the output is written", async {
            while output(&path).await["status"] != "completed" {
                transcriptions.fixture.queue.work(&writer).await;
            }
        })
        .await;
        path
    };

    let before = write().await;
    let written = output(&before).await;
    assert_eq!(written["status"], "completed", "{written}");
    assert!(written["body"].as_str().unwrap().contains("lamps brake"));
    assert_eq!(written["stale"], false);

    let update = transcriptions
        .fixture
        .function("transcription-update", &[])
        .await;
    let correction = json!({
        "speakers": { "Speaker 2": "Jon Weber" },
        "segments": [{ "segment": 2, "text": "Most lamps break at the cable. A new plug costs ninety cents, and it takes five minutes." }],
    });
    let request = user.patch(&path).json(correction);
    let corrected = request.send_to(&update).await.expect(200).json();
    assert_eq!(
        corrected["segments"][2],
        json!({ "start": 31.0, "end": corrected["segments"][2]["end"], "speaker": "Jon Weber",
            "text": "Most lamps break at the cable. A new plug costs ninety cents, and it takes five minutes." })
    );
    assert_eq!(output(&before).await["stale"], true);

    let dry = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "dry_run": true }));
    let dry = dry.send_to(&create).await.expect(200).json();
    assert_eq!(dry["sources"][0]["text_version"], 2, "{dry}");

    let after = output(&write().await).await;
    let body = after["body"].as_str().unwrap();
    assert!(
        body.contains("lamps break") && body.contains("ninety cents") && !body.contains("brake"),
        "{body}"
    );
    assert_eq!(after["stale"], false, "{after}");
    let metadata = &after["metadata"];
    assert_eq!(metadata["sources"][0]["text_version"], 2);
    let codes: Vec<_> = metadata["checks"].as_array().unwrap().iter().collect();
    assert!(
        codes
            .iter()
            .all(|check| check["severity"] != "error" && check["code"] != "figure_not_in_source"),
        "{codes:?}"
    );
    // What it rests on is the corrected text, to the character.
    let text: Vec<char> = corrected["text"].as_str().unwrap().chars().collect();
    let passages = metadata["provenance"].as_array().unwrap().iter();
    let passages: Vec<String> = passages
        .flat_map(|paragraph| paragraph["sources"].as_array().unwrap())
        .map(|passage| {
            let at = |name: &str| usize::try_from(passage[name].as_u64().unwrap()).unwrap();
            text[at("start")..at("end")].iter().collect()
        })
        .collect();
    assert!(
        passages
            .iter()
            .any(|passage| passage.starts_with("Most lamps break") && body.contains(passage)),
        "{passages:?}: {body}"
    );
}
