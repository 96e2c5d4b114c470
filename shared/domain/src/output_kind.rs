//! What can be asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    Blog,
    Social,
    Email,
}

impl OutputKind {
    pub const ALL: [Self; 3] = [Self::Blog, Self::Social, Self::Email];

    /// Its name in a request and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Social => "social",
            Self::Email => "email",
        }
    }

    /// Whether it has a subject and a preview.
    #[must_use]
    pub const fn has_inbox_lines(self) -> bool {
        match self {
            Self::Email => true,
            Self::Blog | Self::Social => false,
        }
    }

    /// Words of a text where nobody says; of a social set, of a post.
    #[must_use]
    pub const fn default_words(self) -> u32 {
        match self {
            Self::Blog => limits::BLOG_WORDS,
            Self::Social => limits::POST_WORDS,
            Self::Email => limits::EMAIL_WORDS,
        }
    }
}
