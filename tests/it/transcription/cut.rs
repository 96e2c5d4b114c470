//! What is larger than the provider takes is cut where nobody speaks, and said when it is said.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::fixture::{PHRASES, TranscriptionFixture, body, message, said, sample, transcript};
use crate::{
    http1::{Request, Response, Server},
    runtime::Outcome,
    scripted::Scripted,
};

const RATE: usize = 16_000;
/// Bytes of the sample's header.
const HEADER: usize = 44;
/// How often the sample is in the long recording, and the pause after each, in seconds.
const TIMES: usize = 4;
const PAUSE: usize = 1;

/// The sample several times, each a little less loud than before: no two parts of it are the same.
fn long() -> Vec<i16> {
    let wav = sample();
    let (samples, _) = wav[HEADER..].as_chunks::<2>();
    let samples: Vec<i16> = samples
        .iter()
        .map(|pair| i16::from_le_bytes(*pair))
        .collect();
    let mut all = Vec::new();
    for time in 0..TIMES {
        let loudness = 1.0 - 0.1 * f64::from(u32::try_from(time).unwrap());
        #[allow(clippy::cast_possible_truncation)]
        all.extend(
            samples
                .iter()
                .map(|sample| (f64::from(*sample) * loudness) as i16),
        );
        all.extend(std::iter::repeat_n(0, PAUSE * RATE));
    }
    all
}

/// What is said in it.
fn truth(samples: &[i16]) -> Vec<(f64, f64, String)> {
    let length = seconds(samples.len() / TIMES);
    (0..TIMES)
        .flat_map(|time| {
            let later = length * f64::from(u32::try_from(time).unwrap());
            PHRASES
                .map(|(start, end, text)| (start + later, end + later, format!("{time}: {text}")))
        })
        .collect()
}

fn seconds(samples: usize) -> f64 {
    f64::from(u32::try_from(samples).unwrap()) / f64::from(u32::try_from(RATE).unwrap())
}

fn wav(samples: &[i16]) -> Vec<u8> {
    let size = u32::try_from(samples.len() * 2).unwrap();
    let mut wav = sample()[..HEADER].to_vec();
    wav[4..8].copy_from_slice(&(size + 36).to_le_bytes());
    wav[40..44].copy_from_slice(&size.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}

/// The samples of the WAV file in a form.
pub(super) fn piece(form: &[u8]) -> Vec<i16> {
    let start = form.windows(4).position(|four| four == b"RIFF").unwrap();
    let wav = &form[start..];
    let size = u32::from_le_bytes(wav[40..44].try_into().unwrap());
    let (samples, _) = wav[HEADER..HEADER + size as usize].as_chunks::<2>();
    samples
        .iter()
        .map(|pair| i16::from_le_bytes(*pair))
        .collect()
}

/// Where in the recording the piece is.
fn place(piece: &[i16], of: &[i16]) -> usize {
    const WINDOW: usize = 200;
    let loudest = (0..piece.len() - WINDOW)
        .max_by_key(|at| piece[*at].unsigned_abs())
        .unwrap();
    let window = &piece[loudest..loudest + WINDOW];
    let same = |a: &i16, b: &i16| (i32::from(*a) - i32::from(*b)).abs() <= 2;
    let found = of
        .windows(WINDOW)
        .position(|part| part.iter().zip(window).all(|(a, b)| same(a, b)))
        .expect("it is in the recording");
    let start = found - loudest;
    let whole = &of[start..start + piece.len()];
    assert!(
        whole.iter().zip(piece).all(|(a, b)| same(a, b)),
        "it is all of it"
    );
    start
}

/// Hears what is said in the piece that it gets.
fn answer(samples: &[i16], request: &Request) -> Value {
    let piece = piece(&request.body);
    let start = place(&piece, samples);
    let (from, to) = (seconds(start), seconds(start + piece.len()));
    let truth = truth(samples);
    let heard: Vec<_> = truth
        .iter()
        .filter(|(start, end, _)| *end > from && *start < to)
        .inspect(|(start, end, text)| {
            assert!(
                from <= start + 0.05 && end - 0.05 <= to,
                "cut in the middle of: {text}"
            );
        })
        .map(|(start, end, text)| (start - from, end - from, text.as_str()))
        .collect();
    body("en", &heard)
}

/// A recording of 103 s, in pieces of 10 s to 30 s, each by an invocation of its own where `minutes` is one.
#[tokio::test]
async fn a_long_recording_is_cut_where_nobody_speaks_and_times_stay_right() {
    let samples = Arc::new(long());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let provider = Server::start({
        let (samples, asked) = (Arc::clone(&samples), Arc::clone(&asked));
        move |request| {
            let answer = answer(&samples, &request);
            asked.lock().unwrap().push(request.body.len());
            async move {
                let json = [("content-type", "application/json")];
                Response::new(200, &json, answer.to_string().as_bytes())
            }
        }
    })
    .await;
    let mut transcriptions =
        TranscriptionFixture::start(&format!("http://{}", provider.address), []).await;
    let most = 900_000;
    transcriptions.set("TRANSCRIPTION_MAX_BYTES", &most.to_string());
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &wav(&samples)).await;
    let worker = transcriptions.worker().await;
    // An invocation has a minute here, which is enough for one piece alone: the next goes on with the next.
    while transcriptions.row(file).await["status"] == "processing" {
        transcriptions.queue.send(&message(file)).await;
        transcriptions.work(&worker).await;
    }

    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    let (said, truth) = (said(&row), truth(&samples));
    assert_eq!(said.len(), truth.len(), "{row}");
    for ((start, end, text), (true_start, true_end, true_text)) in said.iter().zip(&truth) {
        assert_eq!(text, true_text);
        assert!(
            (start - true_start).abs() <= 0.2,
            "{start} is not {true_start}: {text}"
        );
        assert!(
            (end - true_end).abs() <= 0.2,
            "{end} is not {true_end}: {text}"
        );
    }
    let asked = asked.lock().unwrap().clone();
    assert!((4..=8).contains(&asked.len()), "{asked:?}");
    assert!(asked.iter().all(|bytes| *bytes < most + 2_000), "{asked:?}");
    let outcomes = vec!["completed"; asked.len()];
    assert_eq!(transcriptions.calls(file).await, outcomes);
    let cost: i64 = row["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["cost_micros"].as_i64().unwrap())
        .sum();
    // 102.9 s at 0.6 cents a minute, each piece rounded up.
    assert!((10_290..10_310).contains(&cost), "{cost}");
}

#[tokio::test]
async fn a_killed_worker_s_pieces_are_kept_and_the_next_goes_on_after_them() {
    let first = [(0.0, 2.0, "The first piece.")];
    let second = [(0.0, 2.0, "The second piece.")];
    let (held, _release) = transcript("en", &second).held();
    let third = [(0.0, 2.0, "A third piece.")];
    let provider = Scripted::start([
        transcript("en", &first),
        held,
        transcript("en", &second),
        transcript("en", &third),
        transcript("en", &third),
        transcript("en", &third),
    ])
    .await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    transcriptions.set("TRANSCRIPTION_MAX_BYTES", "500000");
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, "wav", &sample()).await;
    let worker = transcriptions.worker().await;
    transcriptions.work(&worker).await;
    assert_eq!(
        transcriptions.row(file).await["job"]["progress"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let batch = transcriptions.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    provider.asked(2).await;
    worker.kill().await;
    assert!(matches!(outcome.await, Outcome::Died));

    let other = transcriptions.worker().await;
    transcriptions.queue.send(&message(file)).await;
    transcriptions.work(&other).await;
    assert_eq!(provider.requests().len(), 2, "a lease keeps others away");
    transcriptions.lease_runs_out().await;
    let report = transcriptions.fixture.maintain("minutely").await;
    assert_eq!(report["requeued"], 1, "{report}");
    assert_eq!(report["sent"], 1, "{report}");
    while transcriptions.row(file).await["status"] == "processing" {
        transcriptions.work(&other).await;
    }

    let row = transcriptions.row(file).await;
    assert_eq!(row["status"], "ready", "{row}");
    let requests = provider.requests();
    assert_eq!(
        piece(&requests[1].body),
        piece(&requests[2].body),
        "it goes on where it was"
    );
    assert_ne!(
        piece(&requests[0].body),
        piece(&requests[2].body),
        "the first isn't done again"
    );
    let pieces: usize = [0]
        .iter()
        .chain(&(2..requests.len()).collect::<Vec<_>>())
        .map(|n| piece(&requests[*n].body).len())
        .sum();
    assert_eq!(
        pieces, 395_680,
        "nothing is left out, nothing is sent twice"
    );
    assert_eq!(said(&row)[0], (0.0, 2.0, "The first piece.".to_owned()));
    assert_eq!(said(&row)[1].2, "The second piece.");
    assert!(said(&row)[1].0 > 9.0, "{row}");
    let mut outcomes = vec!["completed"; requests.len()];
    outcomes[1] = "unanswered";
    assert_eq!(transcriptions.calls(file).await, outcomes);
    assert_eq!(
        row["job"]["progress"],
        json!([]),
        "they are in the transcription now"
    );
}

#[tokio::test]
async fn what_cant_be_cut_says_so() {
    let provider = Scripted::start([]).await;
    let mut transcriptions = TranscriptionFixture::start(&provider.url, []).await;
    transcriptions.set("TRANSCRIPTION_MAX_BYTES", "1000");
    let project = transcriptions.project().await;
    let worker = transcriptions.worker().await;
    for (extension, code) in [
        ("mp4", "file_too_large"),
        ("webm", "file_too_large"),
        ("wav", "recording_unreadable"),
        ("mp3", "recording_unreadable"),
        ("m4a", "recording_unreadable"),
        ("aac", "recording_unreadable"),
        ("flac", "recording_unreadable"),
        ("ogg", "recording_unreadable"),
    ] {
        let file = transcriptions.file(project, extension, &[7; 3_000]).await;
        transcriptions.work(&worker).await;
        let row = transcriptions.row(file).await;
        assert_eq!(row["status"], "failed", "{row}");
        assert_eq!(row["error"]["code"], code, "{row}");
        assert_eq!(row["error"]["retryable"], false, "{row}");
    }
    assert_eq!(provider.requests().len(), 0);
}
