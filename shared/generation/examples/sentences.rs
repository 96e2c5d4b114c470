//! Parts texts into sentences, beside the library alone: what `dev/corpus` holds against golden rules.
//!
//! A line of standard input is `[language, text]` as JSON, the language by its ISO 639-1 code; a line of the answer has
//! the sentences of both.

use std::{
    error::Error,
    io::{self, BufRead as _},
};

use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lock().lines() {
        let (code, text): (String, String) = serde_json::from_str(&line?)?;
        let alone = sentencex::segment(&code, &text);
        let alone: Vec<&str> = alone.into_iter().map(str::trim).collect();
        let ours = generation::sentences(&text, &code);
        println!("{}", json!({ "ours": ours, "sentencex": alone }));
    }
    Ok(())
}
