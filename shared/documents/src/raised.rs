//! Raised and lowered digits: a power keeps its meaning, a note's mark leaves, and no digits are ever joined.

/// What a number before them is raised of: metres, seconds, variables.
const UNITS: &[&str] = &[
    "m", "cm", "mm", "km", "dm", "µm", "μm", "nm", "ft", "in", "yd", "mi", "s", "ms", "kg", "g",
    "mol", "L", "l", "K", "A", "V", "W", "N", "J", "Pa", "Hz", "h", "min", "d", "a", "yr", "м",
    "см", "км", "мм", "ha", "dB", "C", "cd", "R", "χ", "σ", "π", "r", "x", "y", "z", "n", "c", "e",
    "i", "k", "p", "t", "b", "v", "mc", "inch", "feet", "meter", "meters", "metre", "metres",
    "Meter", "cos", "sin", "tan", "log",
];

/// `text` with something raised behind it; `next` is what comes after that.
pub(crate) fn push(text: &mut String, raised: &str, next: &str) {
    let raised = raised.trim();
    if raised.is_empty() {
        return;
    }
    // `½` of its two digits.
    if is_digits(raised) && next.trim_start().starts_with(['/', '⁄', '∕']) {
        if text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push(' ');
        }
        text.push_str(raised);
        return;
    }
    match kind(text, raised, next) {
        Kind::Power => text.extend(raised.chars().map(superscript)),
        Kind::Cents => {
            text.push('.');
            text.push_str(raised);
        }
        Kind::Minutes => {
            text.push(':');
            text.push_str(raised);
        }
        Kind::Written => text.push_str(raised),
        Kind::Note => {}
    }
}

enum Kind {
    Power,
    Cents,
    Minutes,
    /// Letters, as of `1st`.
    Written,
    Note,
}

fn kind(text: &str, raised: &str, next: &str) -> Kind {
    let base = text.trim_end_matches(|c: char| !c.is_whitespace() && !"(/·×*=+−-".contains(c));
    let base = &text[base.len()..];
    let is_mark = raised
        .chars()
        .all(|c| "*†‡§¶#,;–- ".contains(c) || c.is_ascii_digit())
        && !raised.starts_with(['-', '–', '−', '+']);
    if !raised
        .chars()
        .any(|c| c.is_ascii_digit() || "*†‡§¶#".contains(c))
    {
        return letters(base, raised);
    }
    let signed = raised
        .strip_prefix(['-', '−', '–', '+'])
        .or_else(|| raised.strip_suffix(['+', '-', '−', '–']));
    if signed.is_some_and(|number| is_digits(number) || number.is_empty())
        && base.ends_with(|c: char| c.is_alphanumeric() || c == ')')
    {
        return Kind::Power;
    }
    if !is_digits(raised) {
        return if is_mark || raised.starts_with(['[', '(']) {
            Kind::Note
        } else {
            Kind::Written
        };
    }
    if is_digits(base) {
        return of_number(text, base, raised, next);
    }
    let amount = base.strip_prefix(['$', '€', '£', '¥']);
    if amount.is_some_and(is_digits) && raised.len() == 2 {
        return Kind::Cents;
    }
    // A unit has a number before it, a variable stands alone: `20 m²`, `x² + y²`.
    let unit = base.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let is_unit = UNITS.contains(&unit)
        && raised.len() <= 2
        && raised != "0"
        && !is_article(text, base, unit);
    let after = next.trim_start();
    let calculates = after.starts_with(['=', '+', '−', '×']);
    let variable = unit.chars().count() == 1 && unit.chars().all(char::is_alphabetic);
    let of_a_variable = variable && (calculates || after.starts_with(['-', '/', ')']));
    if is_unit || of_a_variable || (base.ends_with(')') && calculates) {
        Kind::Power
    } else {
        Kind::Note
    }
}

/// `in³`, `a¹` of words that are units, too: only behind a number are they that.
fn is_article(text: &str, base: &str, unit: &str) -> bool {
    let before = text[..text.len() - base.len()].trim_end();
    matches!(
        unit,
        "in" | "a" | "i" | "d" | "I" | "A" | "e" | "y" | "c" | "log"
    ) && base == unit
        && !before.ends_with(|c: char| c.is_ascii_digit() || "=+−×*/(".contains(c))
}

/// `10⁶` is a power; behind a year or a count stands a note; `8³⁰ Uhr` is a time.
fn of_number(text: &str, base: &str, raised: &str, next: &str) -> Kind {
    let before = text[..text.len() - base.len()].trim_end();
    let after = next.trim_start();
    if before.ends_with(['$', '€', '£']) && raised.len() == 2 {
        return Kind::Cents;
    }
    if raised.len() == 2 && base.len() <= 2 && (after.starts_with("Uhr") || after.starts_with("h "))
    {
        return Kind::Minutes;
    }
    let calculates = after.starts_with(['=', '×', '·', '+', '−', '≈'])
        || before.ends_with(['=', '×', '·', '+', '−', '≈', '*', '^']);
    let whole = !before.ends_with(['.', ',']) || text.ends_with(' ');
    if base == "10" && whole || calculates || (base.len() == 1 && whole) {
        Kind::Power
    } else {
        Kind::Note
    }
}

/// `1st`, `n-th` and `™` are written, `xⁿ` is a power, `ᵃ` behind a word is a note's mark.
fn letters(base: &str, raised: &str) -> Kind {
    let single = raised.chars().count() == 1;
    let number = base.ends_with(|c: char| c.is_ascii_digit());
    let variable = base.chars().filter(|c| c.is_alphabetic()).count() == 1;
    if raised.starts_with(['[', '(']) {
        Kind::Note
    } else if single && matches!(raised, "n" | "x" | "i" | "k" | "m" | "t") && (number || variable)
    {
        Kind::Power
    } else if single
        && raised.chars().all(|c| c.is_ascii_lowercase())
        && !number
        && base.chars().count() > 2
    {
        Kind::Note
    } else {
        Kind::Written
    }
}

/// `text` with something lowered behind it: `CO2` as everybody writes it, `log₂ 8` never `log2 8`… behind a digit.
pub(crate) fn push_lowered(text: &mut String, lowered: &str) {
    let lowered = lowered.trim();
    if text.ends_with(|c: char| c.is_ascii_digit())
        && lowered.starts_with(|c: char| c.is_ascii_digit())
    {
        text.extend(lowered.chars().map(subscript));
    } else {
        text.push_str(lowered);
    }
}

/// `½` drawn as one number above another.
pub(crate) fn push_fraction(text: &mut String, above: &str, below: &str) {
    let whole = |part: &str| !part.contains([' ', '+', '-', '−', '·', '×', '/']);
    let write = |part: &str| {
        if whole(part) {
            part.to_owned()
        } else {
            format!("({part})")
        }
    };
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        text.push(' ');
    }
    text.push_str(&write(above.trim()));
    text.push('/');
    text.push_str(&write(below.trim()));
}

/// A power whatever it is: `10⁻³`, and `x^(a+b)` where no raised signs are.
pub(crate) fn push_power(text: &mut String, power: &str) {
    let power = power.trim();
    if power.chars().all(|c| superscript(c) != c) {
        text.extend(power.chars().map(superscript));
    } else if power.chars().count() == 1 {
        text.push_str(if power.chars().all(char::is_alphanumeric) {
            "^"
        } else {
            ""
        });
        text.push_str(power);
    } else {
        text.extend(["^(", power, ")"]);
    }
}

/// `√16`, `∛8`, `√(a+b)`.
pub(crate) fn root(degree: &str, inside: &str) -> String {
    let sign = match degree.trim() {
        "" | "2" => "√".to_owned(),
        "3" => "∛".to_owned(),
        "4" => "∜".to_owned(),
        degree => {
            let mut sign = String::new();
            push_power(&mut sign, degree);
            sign + "√"
        }
    };
    let inside = inside.trim();
    let is_whole =
        inside.chars().count() == 1 || inside.chars().all(|c| c.is_alphanumeric() || c == '.');
    if is_whole {
        format!("{sign}{inside}")
    } else {
        format!("{sign}({inside})")
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) const fn superscript(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        'n' => 'ⁿ',
        'i' => 'ⁱ',
        'x' => 'ˣ',
        'k' => 'ᵏ',
        'm' => 'ᵐ',
        't' => 'ᵗ',
        other => other,
    }
}

const fn subscript(c: char) -> char {
    match c {
        '0' => '₀',
        '1' => '₁',
        '2' => '₂',
        '3' => '₃',
        '4' => '₄',
        '5' => '₅',
        '6' => '₆',
        '7' => '₇',
        '8' => '₈',
        '9' => '₉',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{push, push_fraction, push_lowered};

    #[test]
    fn a_power_keeps_its_meaning_and_a_note_leaves() {
        for (before, raised, after, whole) in [
            ("used 10", "6", " litres", "used 10⁶ litres"),
            ("in 2015", "3", ". The", "in 2015. The"),
            ("is 20 m", "2", ".", "is 20 m²."),
            ("is 20m", "2", ".", "is 20m²."),
            ("grew in", "3", " a year", "grew in a year"),
            ("a wall of 12 in", "2", "", "a wall of 12 in²"),
            ("by 9 percent.", "12", " Then", "by 9 percent. Then"),
            ("said Torres", "4", ", who", "said Torres, who"),
            ("is 10", "−3", " m", "is 10⁻³ m"),
            ("E = mc", "2", "", "E = mc²"),
            ("the 21", "st", " century", "the 21st century"),
            ("costs $9", "99", " now", "costs $9.99 now"),
            ("um 8", "30", " Uhr", "um 8:30 Uhr"),
            ("Ca", "2+", " ions", "Ca²⁺ ions"),
            ("a 5", "1", "/2", "a 5 1/2"),
            ("about ", "1", "⁄2", "about 1⁄2"),
            ("owners", "*", " said", "owners said"),
            ("owners", "1,2", " said", "owners said"),
            ("owners", "[a]", "", "owners"),
            ("x", "2", " + y", "x² + y"),
            ("2", "8", " = 256", "2⁸ = 256"),
            ("1,234", "5", " people", "1,234 people"),
        ] {
            let mut text = before.to_owned();
            push(&mut text, raised, after);
            assert_eq!(text + after, whole);
        }
    }

    #[test]
    fn what_is_lowered_or_stacked_joins_no_digits() {
        let mut text = "CO".to_owned();
        push_lowered(&mut text, "2");
        text.push_str(" and 7");
        push_lowered(&mut text, "8");
        text.push_str(" and 3");
        push_fraction(&mut text, "1", "2");
        assert_eq!(text, "CO2 and 7₈ and 3 1/2");
    }
}
