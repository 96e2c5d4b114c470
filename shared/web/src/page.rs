//! Pages of lists: a plain array, with the way to the next page in `Link` (RFC 8288) and `X-Next-Cursor`.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use models::{
    Page, Position,
    admin::{AdminProject, AdminUser},
    audit::AuditEntry,
    files::File,
    outputs::{ListedOutput, Output, Version},
    projects::{ListedProject, Project, Sort},
    templates::Template,
    webhooks::Delivery,
};
use ring::digest;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    AuthenticatedRequest, FieldError, Problem, Response, StatusCode,
    response::{ALWAYS_FITS, escapes},
    zip_errors,
};

/// A row that knows its place in a list.
pub trait Positioned: Serialize {
    fn position(&self) -> Position;

    /// Its title, where the list is sorted by titles.
    fn title(&self) -> Option<&str> {
        None
    }
}

macro_rules! positioned {
    ($($row:ty),*) => {
        $(impl Positioned for $row {
            fn position(&self) -> Position {
                Position { created_at: self.created_at, id: self.id.0 }
            }
        })*
    };
}

positioned!(Project, File, Template, AdminProject, Delivery);

impl Positioned for AdminUser {
    fn position(&self) -> Position {
        Position {
            created_at: self.created_at,
            id: self.place,
        }
    }
}

impl Positioned for AuditEntry {
    fn position(&self) -> Position {
        Position {
            created_at: self.at,
            id: self.id.0,
        }
    }
}

impl Positioned for ListedProject {
    fn position(&self) -> Position {
        let created_at = match (self.deleted, self.sort) {
            (Some(deletion), _) => deletion.deleted_at,
            (None, Sort::CreatedAt | Sort::Title) => self.project.created_at,
            (None, Sort::UpdatedAt) => self.project.updated_at,
        };
        Position {
            created_at,
            id: self.project.id.0,
        }
    }

    fn title(&self) -> Option<&str> {
        (self.sort == Sort::Title).then_some(&self.project.title)
    }
}

impl Positioned for Output {
    fn position(&self) -> Position {
        Position {
            created_at: self.row.created_at,
            id: self.row.id.0,
        }
    }
}

impl Positioned for ListedOutput {
    fn position(&self) -> Position {
        let own = self.output.position();
        let created_at = self
            .deleted
            .map_or(own.created_at, |deletion| deletion.deleted_at);
        Position { created_at, ..own }
    }
}

impl Positioned for Version {
    fn position(&self) -> Position {
        Position::of_version(self.created_at, self.version)
    }
}

/// In microseconds since 1970.
const YEAR_10000: i64 = 253_402_300_800_000_000;

/// Where a page begins, opaque to the client, and good for one account's one list alone.
#[derive(Debug)]
pub struct Cursor;

impl Cursor {
    #[must_use]
    pub fn encode(position: Position, title: Option<&str>, list: &str) -> String {
        let title = title.unwrap_or_default();
        let mut bytes = Vec::with_capacity(32 + title.len());
        bytes.extend(position.created_at.timestamp_micros().to_be_bytes());
        bytes.extend(position.id.as_bytes());
        bytes.extend(fingerprint(list));
        bytes.extend(title.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn decode(text: &str, list: &str) -> Option<(Position, String)> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (created_at, rest) = bytes.split_first_chunk::<8>()?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (mark, title) = rest.split_first_chunk::<8>()?;
        (*mark == fingerprint(list)).then_some(())?;
        let title = String::from_utf8(title.to_vec()).ok()?;
        let storable =
            title.chars().count() <= domain::limits::PROJECT_TITLE && !title.contains('\0');
        storable.then_some(())?;
        // Nobody signs a cursor: one made up may name a time that Postgres doesn't know.
        let micros = i64::from_be_bytes(*created_at);
        let created_at = domain::Timestamp::from_timestamp_micros(micros)
            .filter(|_| (0..YEAR_10000).contains(&micros))?;
        let position = Position {
            created_at,
            id: Uuid::from_bytes(*id),
        };
        Some((position, title))
    }
}

fn fingerprint(list: &str) -> [u8; 8] {
    let hash = digest::digest(&digest::SHA256, list.as_bytes());
    hash.as_ref().first_chunk().copied().unwrap_or_default()
}

impl AuthenticatedRequest {
    /// `?limit=` and `?cursor=`.
    pub fn page(&self) -> Result<Page, Problem> {
        self.expect_policy(self.policy.paged, "is paged")?;
        let (limit, after) = zip_errors(self.limit(), self.after())?;
        let after = after.map(|(position, _)| position);
        Ok(Page { limit, after })
    }

    /// The title that the page begins after, in a list that is sorted by titles.
    pub fn after_title(&self) -> Result<Option<String>, Problem> {
        Ok(self.after()?.map(|(_, title)| title))
    }

    fn limit(&self) -> Result<i64, Problem> {
        let Some(text) = self.query("limit")? else {
            return Ok(domain::limits::PAGE);
        };
        let limit = text.parse().ok();
        let limit = limit.filter(|limit| (1..=domain::limits::PAGE).contains(limit));
        limit.ok_or_else(|| Problem::invalid(vec![FieldError::invalid_limit()]))
    }

    fn after(&self) -> Result<Option<(Position, String)>, Problem> {
        let Some(text) = self.query("cursor")? else {
            return Ok(None);
        };
        let after = Cursor::decode(text, &self.list(&self.path));
        after
            .map(Some)
            .ok_or_else(|| Problem::invalid(vec![FieldError::invalid_cursor()]))
    }

    /// The cursor that follows `rows`, fetched one beyond `limit`, in the unfiltered list at `path`; cuts them to a page.
    pub fn next_cursor<T: Positioned>(
        &self,
        path: &str,
        rows: &mut Vec<T>,
        limit: i64,
    ) -> Result<Option<String>, Problem> {
        let fitting = fitting(rows, limit)?.len();
        if rows.len() <= fitting {
            return Ok(None);
        }
        rows.truncate(fitting);
        let list = format!("{} {path}?", self.account());
        Ok(rows
            .last()
            .map(|last| Cursor::encode(last.position(), last.title(), &list)))
    }

    /// A page of rows that were fetched one beyond its limit.
    pub fn page_response<T: Positioned>(
        &self,
        rows: &[T],
        page: Page,
    ) -> Result<Response, Problem> {
        let fitting = fitting(rows, page.limit)?;
        let last = fitting.len().checked_sub(1).and_then(|last| rows.get(last));
        let body = format!("[{}]", fitting.join(","));
        let response = Response::text(StatusCode::OK, "application/json", body);
        Ok(match last {
            Some(last) if fitting.len() < rows.len() => {
                let cursor = Cursor::encode(last.position(), last.title(), &self.list(&self.path));
                let mut query = url::form_urlencoded::Serializer::new(String::new());
                query
                    .extend_pairs(self.filters())
                    .append_pair("limit", &page.limit.to_string())
                    .append_pair("cursor", &cursor);
                response
                    .header(
                        "link",
                        format!("<{}?{}>; rel=\"next\"", self.path, query.finish()),
                    )
                    .header("x-next-cursor", cursor)
            }
            _ => response,
        })
    }

    /// Whose list it is and which: what its cursors are bound to.
    fn list(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.filters());
        format!("{} {path}?{}", self.account(), query.finish())
    }
}

/// The rows of a page as JSON: at most `limit` of them and 4 MB, no more than a Lambda response can carry, and at
/// least one.
fn fitting<T: Positioned>(rows: &[T], limit: i64) -> Result<Vec<String>, Problem> {
    let rows = rows.iter().take(usize::try_from(limit).unwrap_or_default());
    let all: Result<Vec<_>, _> = rows.map(serde_json::to_string).collect();
    let mut all = all.map_err(Problem::internal)?;
    if all.iter().map(|json| json.len() + 1).sum::<usize>() <= ALWAYS_FITS {
        return Ok(all);
    }
    let (mut bytes, mut escaped) = (0, 0);
    let over = all.iter().position(|json| {
        bytes += json.len() + 1;
        escaped += escapes(json.as_bytes());
        bytes > domain::limits::PAGE_BYTES || bytes + escaped > domain::limits::ESCAPED_BYTES
    });
    all.truncate(over.map_or(all.len(), |over| over.max(1)));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_own_list_alone() {
        let position = Position {
            created_at: domain::Timestamp::from_timestamp_micros(1_704_067_200_000_001)
                .unwrap_or_default(),
            id: Uuid::from_u128(7),
        };
        let cursor = Cursor::encode(position, None, "user_a /projects?");
        let decoded = Cursor::decode(&cursor, "user_a /projects?");
        assert_eq!(decoded, Some((position, String::new())));
        let titled = Cursor::encode(position, Some("Äpfel"), "user_a /projects?");
        let decoded = Cursor::decode(&titled, "user_a /projects?");
        assert_eq!(decoded, Some((position, "Äpfel".to_owned())));
        for (text, list) in [
            (cursor.as_str(), "user_b /projects?"),
            ("", "user_a /projects?"),
            ("%", "x"),
            (&cursor[1..], "user_a /projects?"),
        ] {
            assert_eq!(Cursor::decode(text, list), None);
        }
    }

    #[derive(Serialize)]
    struct Row(String);

    impl Positioned for Row {
        fn position(&self) -> Position {
            Position::of_version(domain::Timestamp::default(), 1)
        }
    }

    #[test]
    fn a_page_ends_before_it_is_too_large_to_be_sent() {
        let fitting = |rows: Vec<String>, limit| {
            let rows: Vec<_> = rows.into_iter().map(Row).collect();
            fitting(&rows, limit).unwrap_or_default().len()
        };
        let of = |text: &str, bytes: usize, rows: usize| vec![text.repeat(bytes); rows];
        assert_eq!(fitting(of("a", 1_000, 5), 3), 3);
        assert_eq!(fitting(of("a", 1_000_000, 5), 50), 4);
        // Two bytes each in the row's JSON, and four in Lambda's.
        assert_eq!(fitting(of("\"", 500_000, 5), 50), 2);
        assert_eq!(fitting(of("a", 6_000_000, 2), 50), 1);
        assert_eq!(fitting(Vec::new(), 50), 0);
    }
}
