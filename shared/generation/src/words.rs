//! Words that carry no meaning by themselves.

pub(crate) fn is_stop_word(word: &str) -> bool {
    matches!(word, "the" | "that" | "this" | "with" | "have" | "from" | "been" | "which")
}
