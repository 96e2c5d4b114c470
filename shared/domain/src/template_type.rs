//! What a template shapes: an output of a kind, or a post for a platform.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Platform;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateType {
    Blog,
    Linkedin,
    Twitter,
    Instagram,
    Email,
}

impl TemplateType {
    pub const ALL: [Self; 5] = [
        Self::Blog,
        Self::Linkedin,
        Self::Twitter,
        Self::Instagram,
        Self::Email,
    ];

    /// Its name in a request and in the database: that of its kind or of its platform.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Email => "email",
            Self::Linkedin => Platform::Linkedin.as_str(),
            Self::Twitter => Platform::Twitter.as_str(),
            Self::Instagram => Platform::Instagram.as_str(),
        }
    }
}
