//! Times as programs write them.

/// Between the beginning and the end of a cue.
const ARROWS: [&str; 9] = ["-->", "—>", "–>", "->", "→", "--", "–", "—", "-"];

/// `00:01.000 --> 00:02.500`, and what comes after it.
pub(crate) fn span(text: &str) -> Option<(f64, f64, &str)> {
    let (start, rest) = seconds(text)?;
    let rest = rest.trim_start();
    let rest = ARROWS.iter().find_map(|arrow| rest.strip_prefix(arrow));
    let (end, rest) = seconds(rest?.trim_start())?;
    Some((start, end.max(start), rest))
}

/// The time that a text begins with, in seconds, and what comes after it: `[hours:]minutes:seconds`, its fraction after a
/// dot, a comma or, as some write it, a third colon.
pub(crate) fn seconds(text: &str) -> Option<(f64, &str)> {
    let mut rest = text;
    let mut total = 0_u32;
    let mut count = 0;
    loop {
        let (digits, after) = digits(rest);
        // Of minutes and seconds there are two digits, of hours as many as it takes.
        let whole = if count == 0 {
            (1..=4).contains(&digits.len())
        } else {
            (1..=2).contains(&digits.len())
        };
        if !whole {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(digits.parse().ok()?)?;
        (count, rest) = (count + 1, after);
        match rest.strip_prefix(':') {
            Some(after) if count < 3 && after.starts_with(|c: char| c.is_ascii_digit()) => {
                rest = after;
            }
            _ => break,
        }
    }
    if count < 2 {
        return None;
    }
    let (fraction, rest) = fraction(rest, count == 3);
    let (half, rest) = half_of_day(rest);
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some((f64::from(total) + fraction + half, rest))
}

/// `.250`, `,250`; after hours, minutes and seconds also `:250`.
fn fraction(text: &str, is_full: bool) -> (f64, &str) {
    let none = (0.0, text);
    let Some(rest) = text
        .strip_prefix(['.', ','])
        .or_else(|| text.strip_prefix(':').filter(|_| is_full))
    else {
        return none;
    };
    let (digits, after) = digits(rest);
    match format!("0.{digits}").parse() {
        Ok(fraction) if (1..=9).contains(&digits.len()) => (fraction, after),
        _ => none,
    }
}

/// Of a clock on a wall: noon is twelve hours in, `12:05 AM` none.
fn half_of_day(text: &str) -> (f64, &str) {
    let rest = text.trim_start();
    for (mark, hours) in [("AM", 0.0), ("PM", 12.0), ("am", 0.0), ("pm", 12.0)] {
        if let Some(rest) = rest.strip_prefix(mark)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return (hours * 3_600.0, rest);
        }
    }
    (0.0, text)
}

/// `1 minute, 4 seconds`, `0 minutes 3 seconds`, `12s`, `1h 02m 03s`, alone: how programs say a time to somebody who
/// doesn't see it.
pub(super) fn spoken(text: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (digits, after) = digits(rest);
        let after = after.trim_start();
        let end = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, left) = after.split_at(end);
        let seconds = match unit.to_ascii_lowercase().as_str() {
            "h" | "hr" | "hour" | "hours" => 3_600.0,
            "m" | "min" | "minute" | "minutes" => 60.0,
            "s" | "sec" | "second" | "seconds" => 1.0,
            _ => return None,
        };
        total += digits.parse::<f64>().ok().filter(|_| digits.len() <= 4)? * seconds;
        rest = left.trim_start_matches([',', ' ']);
    }
    (!text.trim().is_empty()).then_some(total)
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{seconds, span, spoken};

    #[test]
    fn times_of_any_program_are_read() {
        for (written, read) in [
            ("0:00", Some(0.0)),
            ("1:02:03", Some(3_723.0)),
            ("00:00:12.012", Some(12.012)),
            ("00:00:03:500", Some(3.5)),
            ("0:01.00", Some(1.0)),
            ("00:03,5", Some(3.5)),
            ("10:02:13 PM", Some(79_333.0)),
            ("12", None),
            ("1:2:3:4:5", None),
            ("9:30th", None),
            ("123:456", None),
        ] {
            assert_eq!(
                seconds(written)
                    .filter(|(_, rest)| rest.is_empty())
                    .map(|(time, _)| time),
                read,
                "{written}"
            );
        }
        assert_eq!(span("0:01 → 0:02 x"), Some((1.0, 2.0, " x")));
        assert_eq!(spoken("1 minute, 4 seconds"), Some(64.0));
        assert_eq!(spoken("1h 02m 03s"), Some(3_723.0));
        assert_eq!(spoken("4 loaves"), None);
    }
}
