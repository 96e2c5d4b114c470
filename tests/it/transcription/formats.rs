//! Recordings in each format that is cut, from real encoders: what is heard is placed where it is in the recording.

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use serde_json::Value;

use super::{
    cut::piece,
    fixture::{TranscriptionFixture, body, message, said, sample},
};
use crate::http1::{Response, Server};

/// Less than any of the samples has.
const MOST: usize = 24_000;
/// Of a second.
const EXACT: f64 = 0.2;
/// Samples a second in which two recordings are held against each other, and how many at a time.
const RATE: usize = 1_000;
const WINDOW: usize = 250;
/// What noise has at most.
const QUIET: f64 = 0.001;

fn talk(extension: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::read(folder.join(format!("talk.{extension}"))).unwrap()
}

/// At `RATE`.
fn coarse(samples: &[i16], rate: usize) -> Vec<f64> {
    let many = rate / RATE;
    let mean = |few: &[i16]| few.iter().map(|sample| f64::from(*sample)).sum::<f64>();
    samples
        .chunks_exact(many)
        .map(|few| mean(few) / 32_768.0 / f64::from(u32::try_from(many).unwrap()))
        .collect()
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn seconds(samples: usize, rate: usize) -> f64 {
    f64::from(u32::try_from(samples).unwrap()) / f64::from(u32::try_from(rate).unwrap())
}

/// Where in the original the piece begins, in seconds, by what is loudest in it. `None`: nobody speaks.
fn place(piece: &[f64], original: &[f64]) -> Option<f64> {
    let power = |part: &[f64]| product(part, part);
    let (at, window) = piece
        .windows(WINDOW)
        .enumerate()
        .step_by(10)
        .max_by(|(_, a), (_, b)| power(a).total_cmp(&power(b)))?;
    // The quietest sample has a sixteenth of the original's loudness.
    if power(window) < QUIET {
        return None;
    }
    let like = |part| product(part, window) / (power(part) * power(window)).sqrt().max(1e-9);
    let (likeness, found) = original
        .windows(WINDOW)
        .enumerate()
        .map(|(at, part)| (like(part), at))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    assert!(likeness > 0.4, "it is like nothing: {likeness}");
    Some(seconds(found, RATE) - seconds(at, RATE))
}

/// What became of a recording, and how long the pieces were together, in seconds. The provider hears in each piece where in
/// the original it is.
async fn heard(extension: &str, recording: &[u8]) -> (Value, f64) {
    // What the samples have of it, and a little more.
    let original = coarse(&piece(&sample())[..9 * 16_000], 16_000);
    let asked = Arc::new(Mutex::new(0.0));
    let provider = Server::start({
        let asked = Arc::clone(&asked);
        move |request| {
            let samples = piece(&request.body);
            let start = request.body.windows(4).position(|four| four == b"RIFF");
            let rate = &request.body[start.unwrap() + 24..][..4];
            let rate = u32::from_le_bytes(rate.try_into().unwrap()) as usize;
            assert!(samples.len() * 2 <= MOST);
            let length = seconds(samples.len(), rate);
            *asked.lock().unwrap() += length;
            let place = place(&coarse(&samples, rate), &original).map(|place| place.to_string());
            let phrase = place.as_deref().map(|place| (0.0, length, place));
            let answer = body("en", phrase.as_slice());
            async move {
                let json = [("content-type", "application/json")];
                Response::new(200, &json, answer.to_string().as_bytes())
            }
        }
    })
    .await;
    let mut transcriptions =
        TranscriptionFixture::start(&format!("http://{}", provider.address), []).await;
    transcriptions.set("TRANSCRIPTION_MAX_BYTES", &MOST.to_string());
    let project = transcriptions.project().await;
    let file = transcriptions.file(project, extension, recording).await;
    let worker = transcriptions.worker().await;
    for _ in 0..30 {
        transcriptions.work(&worker).await;
        let row = transcriptions.row(file).await;
        if row["status"] != "processing" {
            let length = *asked.lock().unwrap();
            return (row, length);
        }
        transcriptions.queue.send(&message(file)).await;
    }
    panic!("{extension}: it never ends");
}

/// Each piece is said to be where it is.
fn in_place(row: &Value) -> Vec<(f64, f64)> {
    let said = said(row);
    assert!(said.len() >= 2, "{row}");
    said.into_iter()
        .map(|(start, end, place)| {
            let place: f64 = place.parse().unwrap();
            assert!((start - place).abs() <= EXACT, "{start} is not {place}");
            (start, end)
        })
        .collect()
}

async fn heard_when_it_is_said(extension: &str, length: f64) {
    let (row, asked) = heard(extension, &talk(extension)).await;
    assert_eq!(row["status"], "ready", "{row}");
    let said = in_place(&row);
    assert!(said[0].0 <= EXACT, "{row}");
    assert!((said.last().unwrap().1 - length).abs() <= 1.0, "{row}");
    assert!((asked - length).abs() <= EXACT, "{asked} s of {length}");
}

#[tokio::test]
async fn mp3_is_heard_when_it_is_said() {
    heard_when_it_is_said("mp3", 8.0).await;
}

#[tokio::test]
async fn m4a_is_heard_when_it_is_said() {
    heard_when_it_is_said("m4a", 8.0).await;
}

#[tokio::test]
async fn aac_is_heard_when_it_is_said() {
    heard_when_it_is_said("aac", 8.0).await;
}

#[tokio::test]
async fn flac_is_heard_when_it_is_said() {
    heard_when_it_is_said("flac", 5.0).await;
}

#[tokio::test]
async fn ogg_is_heard_when_it_is_said() {
    heard_when_it_is_said("ogg", 8.0).await;
}

#[tokio::test]
async fn what_is_damaged_is_silent_and_all_after_it_in_its_time() {
    for (extension, length) in [("m4a", 8.0), ("flac", 5.0)] {
        let mut bytes = talk(extension);
        let third = bytes.len() / 3;
        bytes[third..third + 6_000].fill(0xa5);
        let (row, asked) = heard(extension, &bytes).await;
        assert_eq!(row["status"], "ready", "{extension}: {row}");
        in_place(&row);
        assert!((asked - length).abs() <= EXACT, "{extension}: {asked} s");
    }
}

#[tokio::test]
async fn what_is_cut_short_is_heard_as_far_as_it_goes_or_says_so() {
    for (extension, length) in [("mp3", 8.0), ("aac", 8.0), ("flac", 5.0), ("ogg", 8.0)] {
        let whole = talk(extension);
        // Still more than the provider takes.
        let cut = &whole[..MOST + 500];
        let (row, asked) = heard(extension, cut).await;
        assert_eq!(row["status"], "ready", "{extension}: {row}");
        in_place(&row);
        assert!(asked < length + EXACT, "{extension}: {asked} s");
    }
    // Where what is in it stands at its end.
    let (row, asked) = heard("m4a", &talk("m4a")[..MOST + 500]).await;
    assert_eq!(row["status"], "failed", "{row}");
    assert_eq!(row["error"]["code"], "recording_unreadable", "{row}");
    assert!(asked < 0.1, "nothing is spent: {asked} s");
}
