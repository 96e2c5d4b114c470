//! A post of a social set.

use schemars::JsonSchema;
use serde::Serialize;

use domain::Platform;

/// One platform's part of a social set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Post {
    pub platform: Platform,
    /// One text, or the posts of a thread.
    pub parts: Vec<String>,
    /// Without the sign.
    pub hashtags: Vec<String>,
    /// Of each part, as the platform counts.
    pub characters: Vec<usize>,
    pub limit: usize,
}
