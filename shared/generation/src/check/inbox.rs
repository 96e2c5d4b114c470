//! What an inbox shows of a letter. A post's limits are a matter of its form.

use domain::limits;

use crate::{
    cut::shortened,
    finding::{Code, Finding},
    written::Written,
};

/// Cuts what is too long, whoever gave it.
pub(crate) fn fit(written: &mut Written) {
    let Written {
        subject,
        preview_text,
        findings,
        ..
    } = written;
    for (text, limit, code) in [
        (subject, limits::INBOX_SUBJECT, Code::SubjectTooLong),
        (preview_text, limits::INBOX_PREVIEW, Code::PreviewTooLong),
    ] {
        let Some(text) = text else { continue };
        let length = text.chars().count();
        if length > limit {
            let said = format!("{length} characters, and inboxes show {limit}.");
            findings.push(Finding::new(code, said));
            *text = shortened(text, limit);
        }
    }
}
