//! Links that may leave in a document.

use std::collections::HashSet;

use url::Url;

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

pub(crate) fn schemes() -> HashSet<&'static str> {
    HashSet::from(SCHEMES)
}

/// The link as a URL, where following it harms nobody: Word opens `file:` from another machine without asking.
pub(crate) fn safe(link: &str) -> Option<Url> {
    let url = Url::parse(link).ok()?;
    SCHEMES.contains(&url.scheme()).then_some(url)
}
