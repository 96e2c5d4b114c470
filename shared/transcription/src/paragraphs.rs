//! Segments put together to what a person reads.

use domain::Segment;

/// A pause, in seconds, after which another paragraph begins.
const PAUSE: f64 = 1.5;

/// What belongs together: of one voice without a long pause, or what a document has together.
#[derive(Debug)]
pub(crate) struct Paragraph<'a> {
    pub(crate) first: &'a Segment,
    pub(crate) text: String,
}

pub(crate) fn paragraphs(segments: &[Segment]) -> Vec<Paragraph<'_>> {
    let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
    let mut before: Option<&Segment> = None;
    for segment in segments {
        match paragraphs.last_mut() {
            Some(last) if before.is_some_and(|before| goes_on(before, segment)) => {
                last.text.push(' ');
                last.text.push_str(segment.text());
            }
            _ => paragraphs.push(Paragraph {
                first: segment,
                text: segment.text().to_owned(),
            }),
        }
        before = Some(segment);
    }
    paragraphs
}

/// The whole text, its paragraphs separated by an empty line.
#[must_use]
pub fn text(segments: &[Segment]) -> String {
    let texts: Vec<_> = paragraphs(segments).into_iter().map(|p| p.text).collect();
    texts.join("\n\n")
}

fn goes_on(before: &Segment, next: &Segment) -> bool {
    match (before, next) {
        (
            Segment::Said {
                end,
                speaker: of_one,
                ..
            },
            Segment::Said { start, speaker, .. },
        ) => of_one == speaker && start - end < PAUSE,
        _ => false,
    }
}
