//! What the checks have found in a body, as notes for whoever reads its file.

use export::{beside_markup, with_references};
use generation::Post;
use serde_json::Value;

/// Notes, and where in the body they belong, in its order.
#[derive(Debug, Default)]
pub struct Marks {
    pub notes: Vec<String>,
    /// Bytes of the body, behind the words that a note is about.
    places: Vec<usize>,
}

impl Marks {
    /// Of what the sources don't support.
    #[must_use]
    pub fn of(body: &str, checks: &Value) -> Self {
        let bytes: Vec<usize> = body
            .char_indices()
            .map(|(at, _)| at)
            .chain([body.len()])
            .collect();
        let mut found: Vec<(usize, String)> = checks
            .as_array()
            .into_iter()
            .flatten()
            .filter(|check| check["variant"] == 0 && check["action"] == "marked")
            .filter_map(|check| {
                let end = usize::try_from(check["end"].as_u64()?).ok()?;
                let said = check["text"].as_str()?;
                let why = note(check["code"].as_str()?)?;
                Some((*bytes.get(end)?, format!("{why}: {said}")))
            })
            .collect();
        found.sort();
        let (places, notes) = found.into_iter().unzip();
        Self { notes, places }
    }

    /// The body, with references to the notes.
    #[must_use]
    pub fn refer_to(&self, body: &str) -> String {
        let places = beside_markup(body, &self.places).into_iter();
        with_references(body, places.zip(1..))
    }

    /// The same in the posts that were read from the body. Their texts are plain, and stand in it in their order.
    pub fn refer_in(&self, body: &str, posts: &mut [Post]) {
        let mut at = 0;
        let mut left = self.places.iter().copied().zip(1..).peekable();
        for part in posts.iter_mut().flat_map(|post| &mut post.parts) {
            let Some(start) = body[at..].find(part.as_str()).map(|start| at + start) else {
                continue;
            };
            let end = start + part.len();
            let here = std::iter::from_fn(|| left.next_if(|(place, _)| *place <= end));
            *part = with_references(
                part,
                here.map(|(place, note)| (place.saturating_sub(start), note)),
            );
            at = end;
        }
    }
}

/// Why a passage has a note; `None` of what isn't about its sources.
fn note(code: &str) -> Option<&'static str> {
    Some(match code {
        "quote_not_in_source" => "Not in the sources, word for word",
        "quote_shortened" => "What was left out of this quotation changes it",
        "quote_attributed_to_another" => "The sources have somebody else say this",
        "quote_without_source" => "A quotation without a source",
        "figure_not_in_source" => "A figure that is not in the sources",
        "figure_out_of_context" => "The sources have this figure for something else",
        "date_not_in_source" => "A date that is not in the sources",
        "name_not_in_source" => "A name that is not in the sources",
        "address_not_in_source" => "An address that is not in the sources",
        "ungrounded" => "The sources have no passage for this",
        "contradicts_source" => "The sources say otherwise",
        "link_not_in_source" => "A link that is not in the sources",
        _ => return None,
    })
}
