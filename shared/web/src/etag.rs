//! Entity tags and the conditions on them (RFC 9110, sections 8.8.3 and 13.1).

use ring::digest;

use crate::hex;

/// A strong tag of a representation: the first half of its SHA-256, in hex.
pub(crate) fn etag(representation: &[u8]) -> String {
    format!(
        "\"{}\"",
        hex(&digest::digest(&digest::SHA256, representation).as_ref()[..16])
    )
}

/// `If-None-Match`: weak comparison.
pub(crate) fn if_none_match_holds(condition: &str, tag: &str) -> bool {
    let opaque = |tag: &'_ str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    condition.trim() == "*" || tags(condition).any(|given| opaque(&given) == opaque(tag))
}

/// `If-Match`: strong comparison. Of a tag with what was included, `"project.files"`, the part before the dot is the
/// resource's own.
pub(crate) fn if_match_holds(condition: &str, tag: &str) -> bool {
    let own = |given: &str| match given.split_once('.') {
        Some((own, _)) => format!("{own}\""),
        None => given.to_owned(),
    };
    condition.trim() == "*" || tags(condition).any(|given| own(&given) == tag)
}

/// The tag of a resource together with what was included.
pub(crate) fn including(tag: &str, representation: &[u8]) -> String {
    let whole = etag(representation);
    format!(
        "{}.{}",
        tag.trim_end_matches('"'),
        whole.trim_start_matches('"')
    )
}

/// The tags of a condition, each that of what was compressed.
fn tags(condition: &str) -> impl Iterator<Item = String> {
    let tags = condition.split(',').map(str::trim);
    tags.map(|tag| match tag.strip_suffix(GZIP) {
        Some(own) => format!("{own}\""),
        None => tag.to_owned(),
    })
}

/// What the tag of a compressed representation ends with: it is another one than that of the bytes as they were (RFC 9110,
/// section 8.8.3.3).
const GZIP: &str = "-gzip\"";

/// The tag of the same, compressed. A weak one is of both.
pub(crate) fn of_gzip(tag: &str) -> String {
    match tag.strip_suffix('"') {
        Some(own) if !tag.starts_with("W/") => format!("{own}{GZIP}"),
        _ => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_compare_as_the_rfc_says() {
        let tag = etag(b"{}");
        let included = including(&tag, b"{\"files\":[]}");
        assert!(
            if_none_match_holds(&format!("\"x\", W/{tag}"), &tag) && if_none_match_holds("*", &tag)
        );
        assert!(!if_none_match_holds("\"x\"", &tag));
        let weak = format!("W/{tag}");
        assert!(if_none_match_holds(&weak, &weak) && if_none_match_holds(&tag, &weak));
        assert!(
            if_match_holds(&tag, &tag)
                && if_match_holds(&included, &tag)
                && if_match_holds("*", &tag)
        );
        assert!(!if_match_holds(&format!("W/{tag}"), &tag) && !if_match_holds("\"x\"", &tag));
        assert!(!if_none_match_holds(&tag, &included) && if_none_match_holds(&included, &included));
        let compressed = of_gzip(&tag);
        assert_ne!(compressed, tag);
        assert!(if_none_match_holds(&compressed, &tag) && if_match_holds(&compressed, &tag));
        assert!(if_match_holds(&of_gzip(&included), &tag));
        assert_eq!(of_gzip(&weak), weak);
    }
}
