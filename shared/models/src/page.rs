//! Keyset pagination: newest first, by `(created_at, id)`.

use uuid::Uuid;

use domain::Timestamp;

use crate::literal::literal;

/// The last row of the page before: rows older than it follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub created_at: Timestamp,
    pub id: Uuid,
}

/// Which rows of a list are asked for. Queries fetch one more than `limit`, to know whether there are more.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub limit: i64,
    pub after: Option<Position>,
}

impl Page {
    pub(crate) fn fetch(self) -> i64 {
        self.limit + 1
    }

    pub(crate) fn after_created_at(self) -> Option<Timestamp> {
        self.after.map(|position| position.created_at)
    }

    pub(crate) fn after_id(self) -> Option<Uuid> {
        self.after.map(|position| position.id)
    }

    /// The place that a page begins after, as arguments of a function of `private`.
    pub(crate) fn place_literals(self) -> (String, String) {
        let quoted = |value: Option<String>| value.map_or("NULL".to_owned(), |text| literal(&text));
        (
            quoted(self.after_created_at().map(|time| time.to_rfc3339())),
            quoted(self.after_id().map(|id| id.to_string())),
        )
    }

    pub(crate) fn after_version(self) -> Option<i32> {
        self.after.map(Position::version)
    }
}

impl Position {
    /// A version's: its number takes the place of an id, and orders the list alone.
    #[must_use]
    pub fn of_version(created_at: Timestamp, version: i32) -> Self {
        let id = Uuid::from_u128(u128::from(version.unsigned_abs()));
        Self { created_at, id }
    }

    fn version(self) -> i32 {
        i32::try_from(self.id.as_u128()).unwrap_or(i32::MAX)
    }
}
