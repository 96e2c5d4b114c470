//! Sources that are too long for a context.

use crate::{sentence, tokens::Counter};

/// The beginnings of `texts` that fit into `room` tokens together: who needs less than an equal share leaves the rest to
/// the others.
pub(crate) fn to_fit(texts: &[String], room: u64, counter: &Counter) -> Vec<String> {
    let mut order: Vec<(usize, u64)> = texts
        .iter()
        .map(|text| counter.of(text))
        .enumerate()
        .collect();
    order.sort_by_key(|(_, tokens)| *tokens);
    let mut fitting = vec![String::new(); texts.len()];
    let mut left = room;
    for (place, (number, needed)) in order.iter().enumerate() {
        let share = left / (order.len() - place) as u64;
        let text = &texts[*number];
        let kept = if *needed <= share {
            text.as_str()
        } else {
            beginning(text, share, counter)
        };
        left = left.saturating_sub(counter.of(kept));
        kept.clone_into(&mut fitting[*number]);
    }
    fitting
}

/// To the last paragraph that ends in the last third of what fits, else to the last sentence, else to the last word.
pub(crate) fn beginning<'text>(text: &'text str, tokens: u64, counter: &Counter) -> &'text str {
    let fits = counter.prefix(text, tokens);
    if fits.len() == text.len() {
        return text;
    }
    let paragraph = fits.rfind("\n\n").filter(|end| *end >= fits.len() / 3 * 2);
    // The last segment may be half of a sentence, or a whole one whose end can't be seen.
    let sentence = || {
        sentence::bounds(fits)
            .last()
            .map(|(start, _)| start)
            .filter(|start| *start > 0)
    };
    let word = || fits.rfind(char::is_whitespace);
    let end = paragraph
        .or_else(sentence)
        .or_else(word)
        .unwrap_or(fits.len());
    fits[..end].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter() -> Counter {
        Counter::new("gpt-4o", ["It is a text in English, as those are."])
    }

    #[test]
    fn what_is_left_out_begins_with_a_sentence() {
        let text = "The first sentence stands here. The second one follows it. The third ends all.";
        assert_eq!(
            beginning(text, 14, &counter()),
            "The first sentence stands here. The second one follows it."
        );
        assert_eq!(
            beginning(text, 8, &counter()),
            "The first sentence stands here."
        );
        assert_eq!(beginning(text, 3, &counter()), "The first");
        assert_eq!(beginning(text, 1000, &counter()), text);
    }

    #[test]
    fn or_with_a_paragraph() {
        let text =
            "One paragraph is here, and it is long enough.\n\nThe other. It has two sentences.";
        assert_eq!(
            beginning(text, 14, &counter()),
            "One paragraph is here, and it is long enough."
        );
    }

    #[test]
    fn a_short_source_leaves_its_share_to_a_long_one() {
        let short = "A short one.".to_owned();
        let long = "A sentence of some length stands here. ".repeat(100);
        let room = 500;
        let fitting = to_fit(&[long.clone(), short.clone()], room, &counter());
        assert_eq!(fitting[1], short);
        let spent: u64 = fitting.iter().map(|text| counter().of(text)).sum();
        assert!(spent <= room && spent > room - 20, "{spent}");
        assert!(long.starts_with(&fitting[0]) && fitting[0].ends_with('.'));
    }

    #[test]
    fn two_long_sources_share_equally() {
        let long = "A sentence of some length stands here. ".repeat(100);
        let fitting = to_fit(&[long.clone(), long], 500, &counter());
        assert_eq!(fitting[0], fitting[1]);
        assert!(counter().of(&fitting[0]) > 230);
    }
}
