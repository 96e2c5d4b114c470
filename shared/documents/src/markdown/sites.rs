//! What generators of sites (MDX, Docusaurus, Quarto, Jekyll) read in Markdown and no reader sees.

/// MDX's modules: JavaScript in lines of their own.
pub(super) fn opens_module(line: &str) -> bool {
    const EXPORTS: [&str; 7] = [
        "const ",
        "default ",
        "function ",
        "let ",
        "var ",
        "async ",
        "{",
    ];
    if let Some(exported) = line.strip_prefix("export ") {
        return EXPORTS.iter().any(|export| exported.starts_with(export));
    }
    let imported = line.strip_prefix("import ").unwrap_or_default();
    let is_end = line.ends_with(';') || line.ends_with(['\'', '"', '{', '}']);
    imported.starts_with(['\'', '"', '{']) || imported.contains(" from ") && is_end
}

/// `[//]: # (a remark)`, which is none to CommonMark inside of a paragraph.
pub(super) fn without_remark(line: &str) -> String {
    let at = [
        "[//]: #",
        "[//]:#",
        "[comment]: #",
        "[comment]: <>",
        "[_comment]: #",
    ]
    .iter()
    .filter_map(|open| line.find(open))
    .min();
    at.map_or_else(
        || line.to_owned(),
        |at| format!("{}\n", line[..at].trim_end()),
    )
}

/// `[ten years]{.underline}`, as Pandoc and Quarto have it, is its text.
pub(super) fn without_spans(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("]{") {
        let span = after
            .split_once('}')
            .filter(|(inside, _)| inside.starts_with(['.', '#']));
        let (Some((_, left)), Some(open)) = (span, before.rfind('[')) else {
            kept.push_str(before);
            kept.push_str("]{");
            rest = after;
            continue;
        };
        kept.push_str(&before[..open]);
        kept.push_str(&before[open + 1..]);
        rest = left;
    }
    kept.push_str(rest);
    kept
}

/// `:bread:` is a picture.
pub(super) fn without_shortcodes(line: &str) -> String {
    let is_code = |word: &str| {
        let name = word
            .strip_prefix(':')
            .and_then(|word| word.strip_suffix(':'));
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase() || c == '+')
                && name.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte)
                })
        })
    };
    let bare = |word: &str| is_code(word.trim_end_matches(['.', ',', '!', '?']));
    if !line.split_whitespace().any(bare) {
        return line.to_owned();
    }
    let mut kept = String::with_capacity(line.len());
    for word in line.split_inclusive(char::is_whitespace) {
        if !bare(word.trim_end()) {
            kept.push_str(word);
            continue;
        }
        let left = word.rsplit_once(':').map_or("", |(_, left)| left);
        if !left.trim().is_empty() || left.contains('\n') {
            kept.truncate(kept.trim_end_matches(' ').len());
            kept.push_str(left);
        }
    }
    kept
}

/// `{props.years}`: what a program would write there.
pub(super) fn without_expressions(line: &str) -> String {
    let is_expression = |inside: &str| {
        inside.contains('.')
            && inside.starts_with(|c: char| c.is_ascii_lowercase())
            && inside.split('.').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            })
    };
    without(line, "{", |kept, after| {
        let (_, left) = after
            .split_once('}')
            .filter(|(inside, _)| is_expression(inside))?;
        if left.starts_with([' ', '.', ',']) {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
        Some(left)
    })
}

/// The title of `!!! tip "Straw"`, `??? question "Why?"`, `???+ note`, which may have none.
pub(super) fn set_apart(line: &str) -> Option<&str> {
    let rest = ["!!!", "???+", "???"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))?;
    let rest = rest.strip_prefix(' ')?.trim();
    if !rest.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let title = rest
        .split_once('"')
        .and_then(|(_, title)| title.split_once('"'));
    Some(title.map_or("", |(title, _)| title))
}

/// `([example.org](https://example.org/?utm_source=chatgpt.com))`: where an assistant has it from.
pub(super) fn without_sources(line: &str) -> String {
    const NAME: usize = 80;
    without(line, "([", |kept, after| {
        let (name, address) = after.split_once("](http")?;
        let (address, left) = address.split_once("))")?;
        let is_site = name.contains('.') || name.eq_ignore_ascii_case("source");
        let is_one = name.len() <= NAME && is_site && !name.contains(' ') && !address.contains(' ');
        if is_one {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
        is_one.then_some(left)
    })
}

/// The line without what each `opens` begins, where `end` says what is left behind it; `end` may shorten what is kept before it.
fn without<'a>(
    line: &'a str,
    opens: &str,
    end: impl Fn(&mut String, &'a str) -> Option<&'a str>,
) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(opens) {
        kept.push_str(before);
        rest = end(&mut kept, after).unwrap_or_else(|| {
            kept.push_str(opens);
            after
        });
    }
    kept.push_str(rest);
    kept
}

/// `*[HTML]: HyperText Markup Language`, which a page shows over the word.
pub(super) fn is_abbreviation(line: &str) -> bool {
    line.strip_prefix("*[")
        .is_some_and(|rest| rest.contains("]: "))
}

/// `[@cite]`; `[@0:12](…)` is when somebody said it.
pub(super) fn without_cited(line: &str) -> String {
    without(line, "[@", |kept, after| {
        let (_, left) = after
            .split_once(']')
            .filter(|_| !after.starts_with(|c: char| c.is_ascii_digit()))?;
        if left.starts_with([' ', '.', ',', '\n']) {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
        Some(left)
    })
}

/// `\newpage`, `\vspace{1cm}`: for the program that sets the text, in a line of its own.
pub(super) fn is_command(line: &str) -> bool {
    let name = line.strip_prefix('\\').unwrap_or_default();
    let name = name.split_once('{').map_or(
        name,
        |(name, rest)| if rest.ends_with('}') { name } else { "" },
    );
    name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `2*3*4` multiplies: nobody slants a figure.
pub(super) fn with_stars(line: &str) -> String {
    if line.contains('`') || line.matches('*').count() < 2 {
        return line.to_owned();
    }
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut kept = String::with_capacity(line.len() + 4);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('*') {
        kept.push_str(before);
        let is_sign = is_digit(kept.chars().next_back()) && is_digit(after.chars().next());
        kept.push_str(if is_sign { "\\*" } else { "*" });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Where MDX sets text into a component: its tags are lines of their own, and what stands in it may stand further in.
#[derive(Default)]
pub(super) struct Component {
    depth: usize,
    /// Its tag has begun and isn't closed.
    is_open: bool,
}

impl Component {
    /// Whether the line is nothing but a tag, or a part of one.
    pub(super) fn takes(&mut self, line: &str) -> bool {
        if self.is_open {
            self.is_open = !line.ends_with('>');
            self.depth += usize::from(line.ends_with('>') && !line.ends_with("/>"));
            return true;
        }
        let name = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
        let is_tag = name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
            && line.matches('<').count() == 1;
        if !is_tag {
            return false;
        }
        if line.starts_with("</") {
            self.depth = self.depth.saturating_sub(1);
        } else if !line.ends_with('>') {
            // `<Chart` alone opens; `<Note>Bring a cup.` is its text.
            if line.contains('>') && !line.contains("=>") {
                return false;
            }
            self.is_open = true;
        } else if !line.ends_with("/>") {
            self.depth += 1;
        }
        true
    }

    pub(super) const fn is_around(&self) -> bool {
        self.depth > 0
    }
}
