//! The keys of stored objects: `{account}/{project_id}/{file_id}.{extension}`; of what was fetched from an address,
//! `{account}/{project_id}/{file_id}.{attempt}.{extension}`.

use std::fmt;

use domain::{AccountId, FileId, ProjectId};
use uuid::Uuid;

/// The key of a file's object. Clients choose no part of it but the extension, which is one of the accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    #[must_use]
    pub fn new(account: &AccountId, project: ProjectId, file: FileId, extension: &str) -> Self {
        Self(format!("{account}/{project}/{file}.{extension}"))
    }

    /// Of a file whose kind is not known before it is fetched. No object has it.
    #[must_use]
    pub fn to_be_fetched(account: &AccountId, project: ProjectId, file: FileId) -> Self {
        Self::new(account, project, file, "import")
    }

    /// The key that the object of such a file gets: each attempt's own, so that none overwrites or removes another's.
    #[must_use]
    pub fn fetched(path: &str, attempt: Uuid, extension: &str) -> Self {
        let before = path.rsplit_once('.').map_or(path, |(before, _)| before);
        Self(format!("{before}.{}.{extension}", attempt.simple()))
    }

    /// The same place under another account's keys.
    #[must_use]
    pub fn of_account(account: &AccountId, path: &str) -> Self {
        let after = path.split_once('/').map_or(path, |(_, after)| after);
        Self(format!("{account}/{after}"))
    }

    /// What the keys of an account begin with. The slash is part of it: `user_1` is where `user_10` begins, too.
    #[must_use]
    pub fn account_prefix(account: &AccountId) -> String {
        format!("{account}/")
    }

    /// What the keys of a project begin with.
    #[must_use]
    pub fn project_prefix(account: &AccountId, project: ProjectId) -> String {
        format!("{account}/{project}/")
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a path in the bucket has the form of our keys. Nothing else is ever removed.
    #[must_use]
    pub fn is_well_formed(path: &str) -> bool {
        let mut parts = path.split('/');
        let (account, project, file) = (parts.next(), parts.next(), parts.next());
        let id = file.and_then(|file| file.split_once('.')).map(|(id, _)| id);
        parts.next().is_none()
            && account.is_some_and(|account| AccountId::parse(account).is_ok())
            && project.is_some_and(|project| project.parse::<ProjectId>().is_ok())
            && id.is_some_and(|id| id.parse::<FileId>().is_ok())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_of_our_form_are_well_formed() {
        let account = AccountId::parse("user_a").expect("an account");
        let key = Key::new(&account, ProjectId::random(), FileId::random(), "md");
        assert!(Key::is_well_formed(key.as_str()));
        let fetched = Key::fetched(key.as_str(), Uuid::nil(), "html");
        assert!(Key::is_well_formed(fetched.as_str()), "{fetched}");
        for other in [
            "",
            "logo.png",
            "user_a/x/y.md",
            "user_a//",
            &format!("{key}/x"),
            &format!("x/{key}"),
        ] {
            assert!(!Key::is_well_formed(other), "{other}");
        }
    }
}
