//! Markdown to its text.

pub(super) fn plain(markdown: &str) -> String {
    markdown.to_owned()
}
