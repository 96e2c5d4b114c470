//! Hashtags of a post, as a platform counts them.

use std::ops::Range;

use crate::words::is_letter;

/// The bytes of each, with its sign: wherever one begins, also in brackets or right behind another. A number is none.
pub(crate) fn hashtags(post: &str) -> Vec<Range<usize>> {
    let mut tags: Vec<Range<usize>> = Vec::new();
    for (at, sign) in post.match_indices(['#', '＃']) {
        let from = at + sign.len();
        let rest = &post[from..];
        let length = rest.find(|c: char| !(c.is_numeric() || is_letter(c) || c == '_'));
        let end = from + length.unwrap_or(rest.len());
        // In a word, an entity or a link's address it begins nothing.
        let is_inside = post[..at].ends_with(|c: char| c.is_alphanumeric() || "_&/".contains(c));
        let is_behind_another = tags.last().is_some_and(|last| last.end == at);
        let is_tag = post[from..end].contains(|c: char| !c.is_ascii_digit());
        if is_tag && (is_behind_another || !is_inside) {
            tags.push(at..end);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_wherever_it_begins() {
        for (post, expected) in [
            ("#a and #b_1, (#c) “#d”\n#e", "#a #b_1 #c #d #e"),
            ("#a#b＃ö#c", "#a #b ＃ö #c"),
            ("##a #字 -#b", "#a #字 #b"),
            ("# a#b 7#c &#x27; https://example.com/#d?e=#f #1 #", "#f"),
            ("#1st", "#1st"),
        ] {
            let tags: Vec<&str> = hashtags(post).into_iter().map(|tag| &post[tag]).collect();
            assert_eq!(tags.join(" "), expected, "{post}");
        }
    }
}
