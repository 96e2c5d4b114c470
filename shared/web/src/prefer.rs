//! `Prefer` (RFC 7240): what a client would like, and a server may do.

use std::time::Duration;

use crate::Request;

impl Request {
    /// `Prefer: wait=N`: how long the client would wait for a final state. What can't be
    /// read is no preference, and the first of several counts.
    #[must_use]
    pub fn preferred_wait(&self) -> Option<Duration> {
        wait(self.header("prefer")?)
    }
}

fn wait(prefer: &str) -> Option<Duration> {
    let value = split(prefer, ',').into_iter().find_map(|preference| {
        let token = split(preference, ';').first().copied()?;
        let (name, value) = token.split_once('=').unwrap_or((token, ""));
        name.trim()
            .eq_ignore_ascii_case("wait")
            .then(|| value.trim())
    })?;
    let seconds = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value);
    let digits = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Duration::from_secs(seconds.parse().unwrap_or(u64::MAX)))
}

/// At each separator outside of a quoted string.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(|c| {
        let inside = quoted;
        if !escaped && c == '"' {
            quoted = !quoted;
        }
        escaped = inside && !escaped && c == '\\';
        c == separator && !inside
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preference_is_read_as_the_rfc_writes_it() {
        for (prefer, seconds) in [
            ("wait=10", Some(10)),
            ("Wait = 10", Some(10)),
            ("wait=\"10\"", Some(10)),
            ("respond-async, wait=0", Some(0)),
            ("wait=10; foo=bar, wait=5", Some(10)),
            ("foo=\"a, wait=7, \\\" b\", wait=3", Some(3)),
            ("wait=99999999999999999999999", Some(u64::MAX)),
            ("", None),
            ("wait", None),
            ("wait=", None),
            ("wait=-1", None),
            ("wait=1.5", None),
            ("wait=+5", None),
            ("wait=ten", None),
            ("wait=ten, wait=5", None),
            ("foo=\"wait=7", None),
            ("waiting=5", None),
            ("foo; wait=5", None),
        ] {
            assert_eq!(wait(prefer).map(|wait| wait.as_secs()), seconds, "{prefer}");
        }
    }
}
