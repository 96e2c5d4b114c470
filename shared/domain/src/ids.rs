//! Identifiers that can't be mixed up.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Clerk's user id (`user_2abc…`), the `sub` of a token: a person. Whose a row is says an [`AccountId`].
///
/// 1 to 64 of `A-Z a-z 0-9 _ -`: what can stand unescaped in a path, a URL and a SQL literal. `system` is nobody's:
/// it owns the system templates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(inline, description = "Clerk's.")]
pub struct UserId(#[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,64}$"))] String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a user id is 1 to 64 letters, digits, '_' and '-', and not 'system'")]
pub struct InvalidUserId;

impl UserId {
    pub const SYSTEM: &'static str = "system";

    pub fn parse(text: &str) -> Result<Self, InvalidUserId> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) && text != Self::SYSTEM {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidUserId)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserId {
    type Err = InvalidUserId;

    fn from_str(text: &str) -> Result<Self, InvalidUserId> {
        Self::parse(text)
    }
}

impl TryFrom<String> for UserId {
    type Error = InvalidUserId;

    fn try_from(text: String) -> Result<Self, InvalidUserId> {
        Self::parse(&text)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whose a row is: a person's own account, by their id, or an organization's, `org_…`. The `user_id` of a row, and the first
/// folder of a stored object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(
    inline,
    description = "The person's or the organization's id, Clerk's."
)]
pub struct AccountId(#[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,64}$"))] String);

impl AccountId {
    /// As it stands in a row or in a path: what can be a [`UserId`] can be one.
    pub fn parse(text: &str) -> Result<Self, InvalidUserId> {
        UserId::parse(text).map(|UserId(id)| Self(id))
    }

    /// An organization's: `org_`, and letters and digits.
    #[must_use]
    pub fn of_organization(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("org_")?;
        let good =
            (1..=60).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        good.then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&UserId> for AccountId {
    fn from(UserId(id): &UserId) -> Self {
        Self(id.clone())
    }
}

impl TryFrom<String> for AccountId {
    type Error = InvalidUserId;

    fn try_from(text: String) -> Result<Self, InvalidUserId> {
        Self::parse(&text)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What is not a UUID the way that we write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is a UUID")]
pub struct InvalidId;

/// As it is displayed, in lower case with hyphens: a resource has one address, and not another in capitals, in braces or as a
/// URN.
fn parse_uuid(text: &str) -> Result<Uuid, InvalidId> {
    let id: Uuid = text.parse().map_err(|_| InvalidId)?;
    let mut written = Uuid::encode_buffer();
    if text == id.hyphenated().encode_lower(&mut written) {
        Ok(id)
    } else {
        Err(InvalidId)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        #[schemars(inline, description = "")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new random id (UUID version 4), made here where a path has to carry it before the row exists.
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }
        }

        /// As the database gives it.
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_uuid(text).map(Self)
            }
        }
    };
}

id!(
    /// A row of `private.api_keys`.
    ApiKeyId
);
id!(
    /// A row of `private.webhook_endpoints`.
    WebhookId
);
id!(
    /// A row of `private.webhook_deliveries`, and its job.
    DeliveryId
);
id!(
    /// A row of `private.audit`.
    AuditEntryId
);
id!(
    /// A row of `projects`.
    ProjectId
);
id!(
    /// A row of `files`.
    FileId
);
id!(
    /// A row of `outputs`, and its job.
    OutputId
);
id!(
    /// A row of `templates`.
    TemplateId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_form() {
        let id = ProjectId::random();
        assert_eq!(id.to_string().parse(), Ok(id));
        for other in [
            format!("{{{id}}}"),
            format!("urn:uuid:{id}"),
            id.0.simple().to_string(),
        ] {
            assert_eq!(other.parse::<ProjectId>(), Err(InvalidId), "{other}");
        }
    }

    #[test]
    fn an_organization_is_no_person() {
        for good in ["org_1", "org_29w9IfBrPmcpi0IeBVaKtA7R94W"] {
            assert!(AccountId::of_organization(good).is_some(), "{good}");
        }
        let long = format!("org_{}", "x".repeat(61));
        for bad in [
            "", "org_", "org_a-b", "org_1/", "user_1", "ORG_1", " org_1", "org_ü", &long,
        ] {
            assert_eq!(AccountId::of_organization(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_user_id_can_stand_in_a_path_and_a_literal() {
        for good in ["user_2abcdef123456", "a", "A-Z_09", &"x".repeat(64)] {
            assert_eq!(UserId::parse(good).map(|id| id.0), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "system",
            "a b",
            "a/b",
            "../x",
            "a'b",
            "ü",
            "a\0",
            &"x".repeat(65),
        ] {
            assert_eq!(UserId::parse(bad), Err(InvalidUserId), "{bad:?}");
        }
    }
}
