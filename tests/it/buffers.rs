//! Whoever asks, and whatever others have, a question reads as many pages as its answer needs.

use crate::{
    app::stack::stack,
    skewed::{Reading, Skewed},
};

/// `cargo dev bench queries` asks the same of a million outputs.
#[tokio::test]
async fn a_question_reads_no_more_than_its_answer_needs() {
    let skewed = Skewed::new(300, 60_000).await;
    let readings = skewed.read(&stack().environment["DATABASE_URL"]).await;
    let over: Vec<_> = readings
        .iter()
        .filter(|reading| reading.buffers > reading.bound)
        .map(|reading| {
            format!(
                "{}: {} buffers, at most {}, of {}",
                reading.question, reading.buffers, reading.bound, reading.by
            )
        })
        .collect();
    assert!(over.is_empty(), "{over:#?}");
    for reading in &readings {
        let (alone, in_team) = reading.beside;
        println!("{}: {alone} alone, {in_team} in a team", reading.question);
    }
    let dearer: Vec<_> = readings
        .iter()
        .filter(|reading| Reading::of_team_beyond(reading.beside) > 0)
        .map(|reading| (reading.question, reading.beside))
        .collect();
    assert!(dearer.is_empty(), "{dearer:#?}");
}
