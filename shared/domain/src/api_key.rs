//! Keys by which programs ask, as far as they are known beyond the request that brings one.

use serde::{Deserialize, Serialize};

/// What a key may do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Scope {
    Read,
    /// Change, too, as a member may.
    Write,
}

impl Scope {
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What the database knows a key by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDigest {
    pub prefix: String,
    /// SHA-256 of the whole key, in hexadecimal.
    pub hash: String,
}
