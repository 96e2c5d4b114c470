//! Whatever the bytes are: a text within its bounds, or a reason.

use documents::{EXTENSIONS, limits};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{files, read};

/// Files as they should be, to be broken.
fn whole() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let files = vec![
        ("pdf", include_bytes!("../files/columns.pdf").to_vec()),
        ("pdf", include_bytes!("../files/no-printing.pdf").to_vec()),
        ("pdf", files::lines(&["One line", "and one more."])),
        (
            "docx",
            files::docx(
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
                &[],
            ),
        ),
        ("docx", include_bytes!("../files/locked.docx").to_vec()),
        (
            "html",
            b"<style>p{display:none}</style><table><tr><td><p>a</p><b>c</table><ul><li>d".to_vec(),
        ),
        (
            "vtt",
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello <c>there</c>\n".to_vec(),
        ),
        (
            "srt",
            b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\nthere\n"
                .to_vec(),
        ),
    ];
    select(files)
}

/// A whole file with some bytes changed, and its end cut off or not.
fn broken() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let changes = vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (
        whole(),
        changes,
        any::<prop::sample::Index>(),
        any::<bool>(),
    )
        .prop_map(|((extension, mut bytes), changes, end, cut)| {
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if cut {
                bytes.truncate(end.index(bytes.len()));
            }
            (extension, bytes)
        })
}

fn random() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    (select(EXTENSIONS.as_slice()), vec(any::<u8>(), 0..400))
}

fn holds(extension: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let output = read(extension, bytes);
    let (said, why) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    match output.status.code() {
        Some(0) => {
            prop_assert!(
                !said.trim().is_empty() && said.len() < 2 * limits::TEXT_OUT,
                "{}",
                said.len()
            );
            prop_assert!(!said.contains(['\u{200B}', '\u{202E}', '\0']), "{said:?}");
        }
        Some(1) => {
            prop_assert!(
                why.starts_with("source_") && !why.starts_with("source_un"),
                "{why}"
            );
        }
        _ => prop_assert!(false, "{:?}: {why}", output.status),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_files((extension, bytes) in broken()) {
        holds(extension, &bytes)?;
    }

    #[test]
    fn bytes_of_any_kind((extension, bytes) in random()) {
        holds(extension, &bytes)?;
    }
}
