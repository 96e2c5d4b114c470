//! Marks of a quotation in another notation, made the usual ones.

/// A text of the same length in bytes with `“` and `”` for what HTML, TeX and programs write for them.
pub(super) fn usual(text: &str) -> String {
    let mut usual = text.to_owned();
    for (open, close) in [
        ("<q>", "</q>"),
        ("<blockquote>", "</blockquote>"),
        ("&ldquo;", "&rdquo;"),
        ("&laquo;", "&raquo;"),
        ("&bdquo;", "&ldquo;"),
        ("&#8220;", "&#8221;"),
        ("❝", "❞"),
        ("〝", "〞"),
    ] {
        if usual.contains(open) && usual.contains(close) {
            usual = usual.replace(open, &format!("{:>1$}“", "", open.len() - 3));
            usual = usual.replace(close, &format!("”{:>1$}", "", close.len() - 3));
        }
    }
    for (open, close) in [("``", "''"), (",,", "''"), (",,", "“"), ("<<", ">>")] {
        usual = paired(&usual, open, close);
    }
    for mark in ["&quot;", "\\\"", "&#34;"] {
        usual = either(&usual, mark);
    }
    usual
}

/// Both of a pair on one line.
fn paired(text: &str, open: &str, close: &str) -> String {
    if !text.contains(open) {
        return text.to_owned();
    }
    let mut usual = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once(open) {
            let Some((inside, behind)) = after.split_once(close) else {
                break;
            };
            usual.push_str(before);
            usual.push_str(" \"");
            usual.push_str(inside);
            usual.push_str(if close == "“" { "”" } else { "\" " });
            rest = behind;
        }
        usual.push_str(rest);
    }
    usual
}

/// A mark that opens and closes: it opens where a word comes after it and none before.
fn either(text: &str, mark: &str) -> String {
    if !text.contains(mark) {
        return text.to_owned();
    }
    let padding = " ".repeat(mark.len() - 1);
    let mut usual = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        usual.push_str(before);
        let opens = !before.ends_with(|c: char| c.is_alphanumeric() || ".,!?…".contains(c))
            && after.starts_with(|c: char| !c.is_whitespace());
        let closes = before.ends_with(|c: char| !c.is_whitespace())
            && !after.starts_with(char::is_alphanumeric);
        if !opens && !closes {
            usual.push_str(mark);
        } else if opens {
            usual.push_str(&padding);
            usual.push('"');
        } else {
            usual.push('"');
            usual.push_str(&padding);
        }
        rest = after;
    }
    usual.push_str(rest);
    usual
}

#[cfg(test)]
mod tests {
    use super::usual;

    #[test]
    fn places_stay_places() {
        for (text, expected) in [
            ("It is <q>so</q>.", "It is “so” ."),
            ("&quot;so&quot; it", "     \"so\"      it"),
            ("``so'' it", " \"so\"  it"),
            ("<<so>> it", " \"so\"  it"),
            ("no marks", "no marks"),
        ] {
            assert_eq!(usual(text), expected);
            assert_eq!(usual(text).len(), text.len());
        }
    }
}
