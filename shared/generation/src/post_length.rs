//! How long a post is.

use domain::Platform;

use crate::twitter_text;

/// How a platform counts.
pub trait PostLength {
    /// A post's length: twitter-text 3's weighted count for X, UTF-16 units for the others.
    fn count(self, post: &str) -> usize;

    fn fits(self, post: &str) -> bool;
}

impl PostLength for Platform {
    fn count(self, post: &str) -> usize {
        match self {
            Self::Twitter => twitter_text::weighted_length(post),
            Self::Linkedin | Self::Instagram => post.encode_utf16().count(),
        }
    }

    fn fits(self, post: &str) -> bool {
        self.count(post) <= self.limit()
    }
}
