//! Who asks, for which account, and as what.

use serde::{Deserialize, Serialize};

use crate::{AccountId, KeyDigest, UserId};

/// What somebody may do in an organization; in their own account everybody is an admin. Each may what those before it may.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum MemberRole {
    /// Reads.
    Viewer,
    /// Edits.
    Member,
    /// Deletes projects, too, and sees who did what.
    Admin,
}

impl MemberRole {
    /// Clerk's name of a role, with its prefix in events and without it in tokens. What is unknown may read.
    #[must_use]
    pub fn of_clerk(name: &str) -> Self {
        match name.strip_prefix("org:").unwrap_or(name) {
            "admin" => Self::Admin,
            "member" => Self::Member,
            _ => Self::Viewer,
        }
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Admin => "admin",
        }
    }
}

/// A person and the account that they act for, as the token says: the active organization, else their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    pub user: UserId,
    /// Whose rows exist in the request.
    pub account: AccountId,
    /// As the token says. What has been reported since it was issued is the database's to know.
    pub role: MemberRole,
    /// When the token was issued, in seconds since 1970.
    pub issued_at: u64,
    /// The key that they ask with, where it is no session: the database knows whether it is good and what it may.
    pub key: Option<KeyDigest>,
}

impl Principal {
    /// Somebody in their own account.
    #[must_use]
    pub fn of_user(user: UserId, issued_at: u64) -> Self {
        Self {
            account: AccountId::from(&user),
            user,
            role: MemberRole::Admin,
            issued_at,
            key: None,
        }
    }

    /// Whoever has a key of this person in this account.
    #[must_use]
    pub fn of_key(user: UserId, account: AccountId, key: KeyDigest) -> Self {
        Self {
            user,
            account,
            role: MemberRole::Member,
            issued_at: 0,
            key: Some(key),
        }
    }

    /// Somebody in an organization's account.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.account.as_str() != self.user.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_that_is_unknown_reads() {
        for (name, role) in [
            ("admin", MemberRole::Admin),
            ("org:admin", MemberRole::Admin),
            ("member", MemberRole::Member),
            ("org:member", MemberRole::Member),
            ("org:viewer", MemberRole::Viewer),
            ("", MemberRole::Viewer),
            ("Admin", MemberRole::Viewer),
            ("org:org:admin", MemberRole::Viewer),
            ("basic_member", MemberRole::Viewer),
        ] {
            assert_eq!(MemberRole::of_clerk(name), role, "{name}");
        }
        assert!(MemberRole::Viewer < MemberRole::Member && MemberRole::Member < MemberRole::Admin);
    }
}
