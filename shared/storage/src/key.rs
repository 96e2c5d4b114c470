//! The keys of stored objects: `{user_id}/{project_id}/{file_id}.{extension}`.

use std::fmt;

use domain::{FileId, ProjectId, UserId};

/// The key of a file's object. Clients choose no part of it but the extension, which is one of the accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    #[must_use]
    pub fn new(user: &UserId, project: ProjectId, file: FileId, extension: &str) -> Self {
        Self(format!("{user}/{project}/{file}.{extension}"))
    }

    /// What the keys of a user begin with. The slash is part of it: `user_1` is where `user_10` begins, too.
    #[must_use]
    pub fn user_prefix(user: &UserId) -> String {
        format!("{user}/")
    }

    /// What the keys of a project begin with.
    #[must_use]
    pub fn project_prefix(user: &UserId, project: ProjectId) -> String {
        format!("{user}/{project}/")
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a path in the bucket has the form of our keys. Nothing else is ever removed.
    #[must_use]
    pub fn is_well_formed(path: &str) -> bool {
        let mut parts = path.split('/');
        let (user, project, file) = (parts.next(), parts.next(), parts.next());
        let id = file.and_then(|file| file.split_once('.')).map(|(id, _)| id);
        parts.next().is_none()
            && user.is_some_and(|user| UserId::parse(user).is_ok())
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
        let user = UserId::parse("user_a").expect("a user id");
        let key = Key::new(&user, ProjectId::random(), FileId::random(), "md");
        assert!(Key::is_well_formed(key.as_str()));
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
