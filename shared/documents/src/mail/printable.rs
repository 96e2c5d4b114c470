//! Quoted-printable (RFC 2045, 6.7), in which a message travels.

/// A message as it was sent: its body, where that is wrapped for the way. Any other text as it is.
pub(crate) fn unwrapped(text: &str) -> String {
    let head = text.split("\n\n").next().unwrap_or_default().to_lowercase();
    let is_message =
        head.contains("content-transfer-encoding: quoted-printable") && head.contains("from:");
    if !is_message {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'=').then(|| escape(after)).flatten();
        rest = if let Some((byte, left)) = escaped {
            bytes.extend(byte);
            left
        } else {
            bytes.push(*first);
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What comes after `=`: two signs of a byte, or the end of a line that is none.
fn escape(after: &[u8]) -> Option<(Option<u8>, &[u8])> {
    if let [b'\r', b'\n', left @ ..] | [b'\n', left @ ..] = after {
        return Some((None, left));
    }
    let (digits, left) = after.split_at_checked(2)?;
    let digits = std::str::from_utf8(digits).ok()?;
    let is_upper = digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    let byte = u8::from_str_radix(digits, 16).ok().filter(|_| is_upper)?;
    Some((Some(byte), left))
}
