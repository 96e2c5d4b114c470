//! How long the other side wants to be left alone.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use reqwest::header::HeaderMap;

/// Nobody is asked to wait longer than this.
const LONGEST_WAIT: Duration = Duration::from_hours(24);

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), and `retry-after-ms`, with which some endpoints are more
/// exact. A date in the past is no pause; what can't be read is none said.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    wait(headers, Utc::now())
}

fn wait(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let exact = || {
        text("retry-after-ms")?
            .parse::<u64>()
            .ok()
            .map(Duration::from_millis)
    };
    let wait = exact().or_else(|| {
        let said = text("retry-after")?;
        seconds(said).or_else(|| Some((date(said)? - now).to_std().unwrap_or_default()))
    })?;
    Some(wait.min(LONGEST_WAIT))
}

/// A number of them, [`LONGEST_WAIT`] at most.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_or(LONGEST_WAIT, Duration::from_secs)
    } else {
        // Not in the standard, but sent.
        Duration::try_from_secs_f64(text.parse().ok()?).ok()?
    };
    Some(wait.min(LONGEST_WAIT))
}

/// The three forms of RFC 9110, 5.6.7.
fn date(text: &str) -> Option<DateTime<Utc>> {
    let obsolete = || {
        let text = text.strip_suffix(" GMT").unwrap_or(text);
        let rfc850 = NaiveDateTime::parse_from_str(text, "%A, %d-%b-%y %H:%M:%S");
        let asctime = || NaiveDateTime::parse_from_str(text, "%a %b %e %H:%M:%S %Y");
        rfc850
            .or_else(|_| asctime())
            .ok()
            .map(|date| date.and_utc())
    };
    DateTime::parse_from_rfc2822(text)
        .ok()
        .map(|date| date.to_utc())
        .or_else(obsolete)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn a_pause_is_read_in_each_form() {
        let now = DateTime::parse_from_rfc3339("1994-11-06T08:49:00Z")
            .unwrap()
            .to_utc();
        let said = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).unwrap());
            wait(&headers, now).map(|wait| wait.as_millis())
        };
        for (value, expected) in [
            ("0", Some(0)),
            ("120", Some(120_000)),
            (" 7 ", Some(7_000)),
            ("1.5", Some(1_500)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37_000)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37_000)),
            ("Sun Nov  6 08:49:37 1994", Some(37_000)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("99999999999999999999999", Some(86_400_000)),
            ("Sat, 06 Nov 2094 08:49:37 GMT", Some(86_400_000)),
            ("-1", None),
            ("NaN", None),
            ("inf", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(said("retry-after", value), expected, "{value}");
        }
        assert_eq!(said("retry-after-ms", "250"), Some(250));
    }
}
