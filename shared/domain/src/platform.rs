//! Where a social post goes.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    Twitter,
    Linkedin,
    Instagram,
}

impl Platform {
    pub const ALL: [Self; 3] = [Self::Twitter, Self::Linkedin, Self::Instagram];

    /// Its name in a request.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Twitter => "twitter",
            Self::Linkedin => "linkedin",
            Self::Instagram => "instagram",
        }
    }

    /// Its name in a body: `## X`.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Twitter => "X",
            Self::Linkedin => "LinkedIn",
            Self::Instagram => "Instagram",
        }
    }

    /// The longest post, as the platform itself counts: `generation` has how.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Twitter => 280,
            Self::Linkedin => 3_000,
            Self::Instagram => 2_200,
        }
    }

    /// The most hashtags of a post, where there is a limit.
    #[must_use]
    pub const fn hashtag_limit(self) -> Option<usize> {
        match self {
            Self::Twitter | Self::Linkedin => None,
            Self::Instagram => Some(limits::INSTAGRAM_HASHTAGS),
        }
    }
}

/// No platform has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a platform is twitter, linkedin or instagram")]
pub struct UnknownPlatform;

impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(name: &str) -> Result<Self, UnknownPlatform> {
        Self::ALL
            .into_iter()
            .find(|platform| platform.as_str() == name)
            .ok_or(UnknownPlatform)
    }
}
