//! X's weighted count.

pub(crate) fn weighted_length(post: &str) -> usize {
    post.chars().count()
}
