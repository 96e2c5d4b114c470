//! A text in the form of its kind, before it is checked.

use crate::finding::Finding;

#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) body: String,
    pub(crate) subject: Option<String>,
    pub(crate) preview_text: Option<String>,
    /// What was cut to bring it into its form.
    pub(crate) findings: Vec<Finding>,
}
