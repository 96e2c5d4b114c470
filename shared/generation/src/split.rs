//! A long text in parts that fit into a request.

use text_splitter::{ChunkConfig, ChunkSizer, TextSplitter};

use crate::tokens::{Count, Counter};

/// Parts that the splitter sees at a time: it looks through all that it is given for each of them.
const SEEN: u64 = 4;

impl ChunkSizer for Counter {
    fn size(&self, text: &str) -> usize {
        usize::try_from(self.of(text)).unwrap_or(usize::MAX)
    }
}

/// The parts of `text`, each of `most` tokens at most, parted between paragraphs where that can be, else between
/// sentences, else between words. Only white space is lost between them.
pub(crate) fn parts<'text>(text: &'text str, most: u64, counter: &Counter) -> Vec<&'text str> {
    let size = usize::try_from(most).unwrap_or(usize::MAX);
    let splitter = TextSplitter::new(ChunkConfig::new(size).with_sizer(*counter));
    let mut parts: Vec<&str> = Vec::new();
    let (mut start, mut end, mut count) = (0, 0, Count::default());
    // A paragraph that had to be parted ends a part however little of it was left: neighbours that fit are one.
    for (at, part) in pieces(&splitter, text, most, counter) {
        let joined = count.and(&text[end..at], counter).and(part, counter);
        match parts.last_mut() {
            Some(last) if joined.tokens() <= most => {
                end = at + part.len();
                *last = &text[start..end];
                count = joined;
            }
            _ => {
                (start, end) = (at, at + part.len());
                count = Count::default().and(part, counter);
                parts.push(part);
            }
        }
    }
    parts
}

/// What the splitter makes of the text, in a time that grows with its length alone.
fn pieces<'text>(
    splitter: &TextSplitter<Counter>,
    text: &'text str,
    most: u64,
    counter: &Counter,
) -> Vec<(usize, &'text str)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let seen = counter.prefix(&text[from..], most.saturating_mul(SEEN));
        let to = from + seen.len();
        let seen = splitter.chunk_indices(seen);
        let mut seen: Vec<(usize, &str)> = seen.map(|(at, piece)| (from + at, piece)).collect();
        from = match seen.last() {
            // What may go on is seen again, with what follows it.
            Some((at, _)) if to < text.len() && *at > from => {
                let at = *at;
                seen.pop();
                at
            }
            Some((at, piece)) if to < text.len() => at + piece.len(),
            _ => to,
        };
        pieces.extend(seen);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    use super::*;

    fn counter() -> Counter {
        Counter::new("a-model", [])
    }

    fn tokens(text: &str) -> u64 {
        counter().of(text)
    }

    fn without_space(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn parts_end_with_sentences() {
        let sentence = "A sentence of some length stands here, with a comma. ";
        let text = format!("{}\n\n{}", sentence.repeat(100), sentence.repeat(70));
        let parts = parts(&text, 300, &counter());
        for part in &parts {
            assert!(part.ends_with("comma."), "{part}");
            assert!(part.starts_with("A sentence"), "{part}");
            assert!(tokens(part) <= 300);
        }
        assert_eq!(without_space(&parts.concat()), without_space(&text));
        let all = tokens(&text);
        assert!(
            parts.len() as u64 <= all.div_ceil(300) + 2,
            "{}",
            parts.len()
        );
    }

    #[test]
    fn little_is_left_of_no_paragraph() {
        // Each is a bit longer than a part, so that its end is left.
        let paragraph = "A sentence of some length stands here, with a comma. ".repeat(16);
        let text = vec![paragraph.trim(); 20].join("\n\n");
        let all = tokens(&text);
        for two in parts(&text, 300, &counter()).windows(2) {
            assert!(tokens(two[0]) + tokens(two[1]) >= 298);
        }
        assert!(parts(&text, 300, &counter()).len() as u64 <= 2 * all.div_ceil(300));
    }

    /// Made to have no border, or too many of them.
    #[test]
    fn any_text_is_parted_in_no_time() {
        let rising: Vec<String> = (1..400).map(|n| "\n".repeat(n)).collect();
        let rising = rising.join("a");
        for text in [
            "x".repeat(200_000),
            "字".repeat(60_000),
            "e\u{301}".repeat(60_000),
            "👩‍👩‍👧".repeat(10_000),
            "a. ".repeat(60_000),
            "a\n\n".repeat(60_000),
            "\n".repeat(200_000),
            rising,
        ] {
            // The thread's own: others on the machine change little of it.
            let before = clock_gettime(ClockId::ThreadCPUTime);
            let parts = parts(&text, 1_000, &counter());
            let took = clock_gettime(ClockId::ThreadCPUTime) - before;
            let took = Duration::try_from(took).unwrap();
            let begins: String = text.chars().take(9).collect();
            assert!(took < Duration::from_secs(10), "{begins:?}: {took:?}");
            assert_eq!(without_space(&parts.concat()), without_space(&text));
            for part in parts {
                assert!(tokens(part) <= 1_000);
            }
        }
    }
}
