//! Times as programs write them.

/// Between the beginning and the end of a cue.
const ARROWS: [&str; 9] = ["-->", "—>", "–>", "->", "→", "--", "–", "—", "-"];

/// `00:01.000 --> 00:02.500`, and what comes after it.
pub(crate) fn span(text: &str) -> Option<(f64, f64, &str)> {
    let (start, rest) = seconds(text)?;
    let after = rest.trim_start();
    let (end, rest) = match ARROWS.iter().find_map(|arrow| after.strip_prefix(arrow)) {
        Some(after) => seconds(after.trim_start())?,
        // `00:00:03:10 00:00:14:22`: two with frames.
        None => [text, after]
            .iter()
            .all(|text| has_frames(text))
            .then(|| seconds(after))??,
    };
    Some((start, end.max(start), rest))
}

/// `00:00:03:10`, `00;00;03;10`
fn has_frames(text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !PARTS.contains(&c))
        .unwrap_or(text.len());
    text[..end].matches(PARTS).count() == 3
}

/// Between hours, minutes and seconds; the second is that of American television, whose seconds have no whole number of frames.
const PARTS: [char; 2] = [':', ';'];

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
        match rest.strip_prefix(PARTS) {
            Some(after)
                if count < 3
                    && (rest.starts_with(':') || has_frames(text))
                    && after.starts_with(|c: char| c.is_ascii_digit()) =>
            {
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
        .or_else(|| text.strip_prefix(PARTS).filter(|_| is_full))
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

const HOURS: &str = "h hr hour hours std stunde stunden heure heures hora horas ora ore uur часов час 小时 時間 시간";
const MINUTES: &str = "m min minute minutes minuten minuto minutos minuto minuti minuut minut minuter минута минуты минут 分钟 分 분";
const SECONDS: &str = "s sec second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi seconden sekund \
    sekunder секунда секунды секунд 秒 초";

/// `1 minute, 4 seconds`, `0 minutes 3 seconds`, `12s`, `1h 02m 03s`, alone: how programs say a time to somebody who
/// doesn't see it.
pub(super) fn spoken(text: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (digits, after) = digits(rest);
        let after = after.trim_start();
        let end = after
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(after.len());
        let (unit, left) = after.split_at(end);
        let unit = unit.to_lowercase();
        let is = |units: &str| units.split(' ').any(|known| known == unit);
        let seconds = match () {
            () if is(HOURS) => 3_600.0,
            () if is(MINUTES) => 60.0,
            () if is(SECONDS) => 1.0,
            () => return None,
        };
        total += digits.parse::<f64>().ok().filter(|_| digits.len() <= 4)? * seconds;
        rest = left.trim_start_matches([',', '.', ' ', '\u{a0}']);
        rest = ["and ", "und ", "et ", "y ", "e ", "en "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
    }
    (!text.trim().is_empty()).then_some(total)
}

/// The time in units that a text begins with, and what comes after it: `0h12m05s`, `4.5s`, `0'12"`, `1 min 4 s`.
pub(super) fn in_units(text: &str) -> Option<(f64, &str)> {
    const UNITS: [(&[&str], f64); 3] = [
        (&["h"], 3_600.0),
        (&["min", "m", "'", "’", "′"], 60.0),
        (&["sec", "s", "\"", "”", "″"], 1.0),
    ];
    let (mut total, mut rest, mut from) = (0.0, text, 0);
    loop {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number = rest[..end].parse::<f64>().ok().filter(|_| end <= 7);
        let after = rest[end..].trim_start_matches(' ');
        let unit = UNITS.iter().enumerate().skip(from).find_map(|(at, unit)| {
            let after = unit.0.iter().find_map(|sign| after.strip_prefix(sign))?;
            Some((at + 1, unit.1, after))
        });
        let (Some(number), Some((next, seconds, after))) = (number, unit) else {
            break;
        };
        (total, from) = (total + number * seconds, next);
        let next = after.trim_start_matches(' ');
        let goes_on = next.starts_with(|c: char| c.is_ascii_digit());
        rest = if goes_on && from < UNITS.len() {
            next
        } else {
            after
        };
    }
    // The last one is seconds.
    (from == UNITS.len() && !rest.starts_with(char::is_alphanumeric)).then_some((total, rest))
}

/// The same, to its end: `4.0s - 15.0s`.
pub(super) fn span_in_units(text: &str) -> Option<(f64, Option<f64>, &str)> {
    let (start, rest) = in_units(text)?;
    let after = rest.trim_start();
    let end = ARROWS
        .iter()
        .find_map(|arrow| after.strip_prefix(arrow))
        .and_then(|after| in_units(after.trim_start()));
    Some(match end {
        Some((end, rest)) => (start, Some(end.max(start)), rest),
        None => (start, None, rest),
    })
}

/// A day and the time on it, and what comes after them: `12/03/2025, 09:14`, `2025-03-12T09:15:02`, `12-Mar-25 09:15 AM`,
/// `March 12, 2025, 9:15AM`, `Today at 9:15 AM`. Which of two figures is the month doesn't matter here.
pub(super) fn dated(text: &str) -> Option<(f64, &str)> {
    const PARTS: [char; 7] = ['/', '.', '-', ' ', ',', '年', '月'];
    // The time, behind figures and at most the names of a day and a month.
    for (at, _) in text
        .char_indices()
        .take_while(|(at, _)| *at < DATE)
        .filter(|(at, c)| *at > 0 && c.is_ascii_digit())
    {
        let (day, rest) = text.split_at(at);
        if !day.ends_with([' ', 'T', '\u{a0}', '\u{202f}']) {
            continue;
        }
        let Some((time, rest)) = seconds(rest) else {
            continue;
        };
        let day = day.trim_end_matches(['T', ' ', ',', '\u{a0}', '\u{202f}']);
        let day = ["at", "um", "à", "a las", "alle", "kl."]
            .iter()
            .find_map(|word| day.strip_suffix(word))
            .unwrap_or(day)
            .trim_end_matches([' ', ',']);
        let is_near = [
            "today",
            "yesterday",
            "heute",
            "gestern",
            "hoy",
            "ayer",
            "oggi",
            "ieri",
        ]
        .contains(&day.to_lowercase().as_str());
        if is_near {
            return Some((time, rest));
        }
        let mut figures = 0;
        let mut names = 0;
        for part in day.split(PARTS).filter(|part| !part.is_empty()) {
            if part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4 {
                figures += 1;
            } else if part.chars().all(char::is_alphabetic) && is_month(part) {
                names += 1;
            } else if !is_weekday(part) {
                return None;
            }
        }
        let is_day = figures == 3 && names == 0 || (1..=2).contains(&figures) && names == 1;
        return is_day.then_some((time, rest));
    }
    None
}

/// Bytes of a day.
const DATE: usize = 34;

pub(crate) fn is_month(word: &str) -> bool {
    const MONTHS: &str = "jan feb fev fév mar mär apr abr avr may mai maj mag jun jui giu jul lug aug ago aoû sep set oct okt ott \
        out nov dec dez dic déc ene gen";
    let start: String = word.to_lowercase().chars().take(3).collect();
    MONTHS.split_whitespace().any(|month| month == start)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: &str = "mon tue wed thu fri sat sun mo di mi do fr sa so";
    let lower = word.to_lowercase();
    let short: String = lower.chars().take(3).collect();
    lower.chars().all(char::is_alphabetic)
        && DAYS
            .split_whitespace()
            .any(|day| day == lower || day == short && (lower.ends_with("day") || lower.len() == 3))
}

/// Whether a line is a day and nothing else: `Mar 12, 2025`, `Wednesday, 12 March 2025`.
pub(crate) fn is_day(line: &str) -> bool {
    let words: Vec<&str> = line
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    (2..=5).contains(&words.len())
        && words.iter().any(is_year)
        && words.iter().any(|word| is_month(word))
        && words.iter().all(|word| {
            word.bytes().all(|byte| byte.is_ascii_digit()) || is_month(word) || is_weekday(word)
        })
}

/// `… the church. #00:00:15-4#`: when it was over that was said, as f4 and MAXQDA write it; and the text before it.
pub(super) fn closing(line: &str) -> Option<(&str, f64)> {
    let (said, time) = line.strip_suffix('#')?.rsplit_once('#')?;
    let (whole, tenths) = time.split_once('-').unwrap_or((time, "0"));
    let (time, rest) = seconds(whole)?;
    let tenths: f64 = format!("0.{tenths}").parse().ok()?;
    rest.is_empty().then(|| (said.trim_end(), time + tenths))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{closing, dated, is_day, seconds, span, span_in_units, spoken};

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
            ("00;00;03;10", Some(3.1)),
            ("9;30", None),
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
        assert_eq!(span("00:00:03:10 00:00:14:22 x"), Some((3.1, 14.22, " x")));
        assert_eq!(spoken("1 minute, 4 seconds"), Some(64.0));
        assert_eq!(spoken("1h 02m 03s"), Some(3_723.0));
        assert_eq!(spoken("4 loaves"), None);
        for (written, read) in [
            ("1h02m03s] x", Some((3_723.0, None, "] x"))),
            ("4.0s - 15.5s] x", Some((4.0, Some(15.5), "] x"))),
            ("12'05\" x", Some((725.0, None, " x"))),
            ("1 min 4 s)", Some((64.0, None, ")"))),
            ("4m of rope", None),
            ("4sheets", None),
        ] {
            assert_eq!(span_in_units(written), read, "{written}");
        }
    }

    #[test]
    fn days_of_any_program_are_read() {
        for (written, read) in [
            ("12/03/2025, 09:14 - Ana", Some(" - Ana")),
            ("12.03.25, 09:14:02] Ana", Some("] Ana")),
            ("3/12/25, 9:14\u{202f}AM - Ana", Some(" - Ana")),
            ("2025-03-12T09:15:02", Some("")),
            ("2025-03-12 09:15:02 From Ana", Some(" From Ana")),
            ("12-Mar-25 09:15 AM", Some("")),
            ("March 12, 2025, 9:15AM", Some("")),
            ("Wed, Mar 12, 2025 9:15AM", Some("")),
            ("Today at 9:15 AM", Some("")),
            ("4 loaves at 9:15", None),
            ("On 12 March we met at 9:15", None),
            ("1 2 3 4 9:15", None),
        ] {
            assert_eq!(dated(written).map(|(_, rest)| rest), read, "{written}");
        }
        assert!(is_day("Wednesday, 12 March 2025"));
        assert!(!is_day("The budget of 2025"));
        assert_eq!(closing("Twelve. #00:00:15-4#"), Some(("Twelve.", 15.4)));
    }
}
