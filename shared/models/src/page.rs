//! Keyset pagination: newest first, by `(created_at, id)`.

use uuid::Uuid;

use crate::Timestamp;

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
}
