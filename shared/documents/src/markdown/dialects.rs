//! What Obsidian, Hugo, Jekyll, MDX and others write into Markdown, as CommonMark or away.

use super::{
    math,
    sites::{
        Component, is_abbreviation, is_command, opens_module, set_apart, with_stars, without_cited,
        without_expressions, without_remark, without_shortcodes, without_sources, without_spans,
    },
};

/// Lines of code are theirs.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Bytes of an address that has spaces.
const ADDRESS: usize = 500;
/// Bytes of a line in which somebody has put tags and dates.
const LINE: usize = 4_000;

/// `[[Note|text]]`, `==marked==`, `%%private%%`, `{{< shortcode >}}`, `{% tag %}`, `:::`, `^block`, `import … from`.
pub(super) fn resolve(markdown: &str) -> String {
    let markdown = without_between(markdown, "<!--", "-->");
    let markdown = without_between(&markdown, "%%", "%%");
    let markdown = reviewed(&markdown);
    let markdown = without_between(&markdown, "\n$$\n", "\n$$");
    let markdown = without_between(&markdown, "\n\\[\n", "\n\\]");
    let markdown = without_between(&markdown, "{% highlight", "{% endhighlight %}");
    let mut resolved = String::with_capacity(markdown.len());
    let mut fence: Option<&str> = None;
    // Of a module, up to the next empty line.
    let mut in_module = false;
    // Of what MkDocs sets apart, what stands further in.
    let mut is_apart = false;
    let mut component = Component::default();
    for line in markdown.split_inclusive('\n') {
        let bare = line.trim();
        if fence.is_none() && component.takes(bare) {
            resolved.push('\n');
            continue;
        }
        let line = if component.is_around() {
            line.trim_start_matches([' ', '\t'])
        } else {
            line
        };
        if let Some(title) = set_apart(line).filter(|_| fence.is_none()) {
            is_apart = true;
            resolved.extend(["\n", title, "\n\n"]);
            continue;
        }
        is_apart &= bare.is_empty() || line.starts_with("    ") || line.starts_with('\t');
        let line = match line
            .strip_prefix("    ")
            .or_else(|| line.strip_prefix('\t'))
        {
            Some(inside) if is_apart => inside,
            _ => line,
        };
        match (fence, FENCES.iter().find(|fence| bare.starts_with(**fence))) {
            (None, Some(opened)) => fence = Some(opened),
            (Some(open), Some(_)) if bare.trim_end_matches(&open[..1]).is_empty() => fence = None,
            (None, None) => {
                in_module = !bare.is_empty() && (in_module || opens_module(bare));
                if in_module {
                    resolved.push('\n');
                } else {
                    resolved.push_str(&prose(line));
                }
                continue;
            }
            _ => {}
        }
        resolved.push_str(line);
    }
    resolved
}

fn prose(line: &str) -> String {
    let bare = line.trim();
    let is_set = [is_contents, is_property, is_abbreviation, is_command];
    if bare.starts_with(":::") || is_set.iter().any(|is_set| is_set(bare)) {
        return "\n".to_owned();
    }
    // What a term means, below it.
    let line = line
        .strip_prefix(":   ")
        .or_else(|| line.strip_prefix(": "))
        .unwrap_or(line);
    let line = &math::resolve(&without_remark(line));
    let line = &without_sources(line);
    let line = without_between(line, "{{", "}}");
    let line = without_between(&line, "{%", "%}");
    let line = without_between(&line, "{/*", "*/}");
    let line = without_attributes(&without_spans(&line));
    let line = without_between(&without_cited(&line), "[-@", "]");
    let line = without_expressions(&without_shortcodes(&line));
    let line = links(&spaced(&line));
    let line = inline_notes(&line);
    let line = raised(&line);
    let line = without_between(&line, "((", "))").replace("^^", "");
    let line = callout(&line);
    let line = without_id(&line);
    let line = without_task_date(&line);
    with_stars(&without_tags(&without_marks(&line)))
}

fn is_contents(line: &str) -> bool {
    [
        "[toc]",
        "[[toc]]",
        "[[_toc_]]",
        "${toc}",
        "* toc",
        "- toc",
        "1. toc",
    ]
    .iter()
    .any(|contents| line.eq_ignore_ascii_case(contents))
}

/// `tags:: bread, rent`, as Logseq notes what a block is.
fn is_property(line: &str) -> bool {
    line.trim_start_matches("- ")
        .split_once("::")
        .is_some_and(|(name, value)| {
            (value.is_empty() || value.starts_with(' '))
                && name.starts_with(|c: char| c.is_ascii_lowercase())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        })
}

/// As it is when all that was proposed is taken: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}`, `{>>a comment<<}`.
fn reviewed(markdown: &str) -> String {
    if !["{++", "{--", "{~~", "{>>", "{=="]
        .iter()
        .any(|mark| markdown.contains(mark))
    {
        return markdown.to_owned();
    }
    let markdown = without_between(markdown, "{>>", "<<}");
    let markdown = without_between(&markdown, "{--", "--}");
    let markdown = without_between(&markdown, "{~~", "~>");
    ["{++", "++}", "{==", "==}", "~~}"]
        .iter()
        .fold(markdown, |text, mark| text.replace(mark, ""))
}

/// `10^6^`, `H~2~O`, `4^th^`, as Pandoc writes them, to what HTML has for them.
fn raised(line: &str) -> String {
    let is_raised = |inside: &str| {
        let digits = inside.strip_prefix(['-', '+', '−']).unwrap_or(inside);
        (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(
                inside,
                "st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "o" | "a" | "n"
            )
    };
    let mut line = line.to_owned();
    for (mark, name) in [("^", "sup"), ("~", "sub")] {
        if line.matches(mark).count() < 2 {
            continue;
        }
        let mut kept = String::with_capacity(line.len());
        let mut rest = line.as_str();
        while let Some((before, after)) = rest.split_once(mark) {
            kept.push_str(before);
            let inside = after.split_once(mark).filter(|(inside, _)| {
                kept.ends_with(|c: char| c.is_alphanumeric() || c == ')') && is_raised(inside)
            });
            if let Some((inside, left)) = inside {
                let element = ["<", name, ">", inside, "</", name, ">"];
                kept.push_str(&element.concat());
                rest = left;
            } else {
                kept.push_str(mark);
                rest = after;
            }
        }
        kept.push_str(rest);
        line = kept;
    }
    line
}

/// Pieces between two marks go; one without an end stays.
fn without_between(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((_, left)) = after.split_once(close) else {
            break;
        };
        kept.push_str(before);
        if left.starts_with([' ', '.', ',', '\n']) {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
        rest = left;
    }
    kept.push_str(rest);
    kept
}

/// `[plan](new plan.pdf)` to `[plan](<new plan.pdf>)`: an address with a space, which CommonMark takes for none.
fn spaced(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        kept.push_str(before);
        kept.push_str("](");
        let near = &after[..after.floor_char_boundary(ADDRESS)];
        let address = near.split_once(')').map(|(address, _)| address);
        let address = address.filter(|address| {
            let bare = address.trim();
            bare.contains(' ')
                && bare.contains(['.', '/'])
                && !bare.contains(['"', '\'', '<', '>', '('])
        });
        rest = after;
        if let Some(address) = address {
            kept.extend(["<", address.trim(), ">"]);
            rest = &after[address.len()..];
        }
    }
    kept.push_str(rest);
    kept
}

/// `![[picture.png]]` is shown and has no text, `[[Note#Part|text]]` is its text or its name.
fn links(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, left)) = after.split_once("]]") else {
            break;
        };
        if let Some(before) = before.strip_suffix('!') {
            kept.push_str(before);
        } else {
            kept.push_str(before);
            let name = || {
                inside
                    .trim_start_matches('#')
                    .split(['#', '^'])
                    .next()
                    .unwrap_or(inside)
            };
            kept.push_str(
                inside
                    .split_once('|')
                    .map_or_else(name, |(_, text)| text)
                    .trim(),
            );
        }
        rest = left;
    }
    kept.push_str(rest);
    if kept.len() < line.len() {
        kept.replace(" .", ".").replace(" ,", ",")
    } else {
        kept
    }
}

/// `==highlighted==`: the signs stand next to words; `a == b` compares.
fn without_marks(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("==") {
        let opens =
            !after.starts_with(|c: char| c.is_whitespace() || c == '=') && !before.ends_with('=');
        let marked = after.split_once("==").filter(|(inside, left)| {
            opens && !inside.ends_with(char::is_whitespace) && !left.starts_with('=')
        });
        kept.push_str(before);
        if let Some((inside, left)) = marked {
            kept.push_str(inside);
            rest = left;
        } else {
            kept.push_str("==");
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// `^[a note in the line]`: beside the text, as any note.
fn inline_notes(line: &str) -> String {
    without_between(line, "^[", "]")
}

/// `> [!warning]- Title` is a quotation with a title.
fn callout(line: &str) -> String {
    let bare = line.trim_start_matches(['>', ' ']);
    let quoted = line.trim_start().starts_with('>');
    match bare
        .strip_prefix("[!")
        .and_then(|rest| rest.split_once(']'))
        .filter(|_| quoted)
    {
        Some((_, title)) => {
            let title = title.trim_start_matches(['-', '+']).trim();
            format!("> {title}\n>\n")
        }
        None => line.to_owned(),
    }
}

/// `^abc123` at the end of a block is its address.
fn without_id(line: &str) -> String {
    let bare = line.trim_end();
    let end = &line[bare.len()..];
    match bare.rsplit_once(" ^") {
        Some((before, id))
            if !id.is_empty()
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && id.len() > 2 =>
        {
            format!("{before}{end}")
        }
        _ => line.to_owned(),
    }
}

/// `{: .note}`, `{#id .class}` after a heading or a paragraph.
fn without_attributes(line: &str) -> String {
    let bare = line.trim_end();
    let end = &line[bare.len()..];
    match bare.rsplit_once('{') {
        Some((before, inside))
            if bare.ends_with('}') && (inside.starts_with(['#', '.', ':']) || inside == "-}") =>
        {
            format!("{}{end}", before.trim_end())
        }
        _ => line.to_owned(),
    }
}

/// `✅ 2025-11-04`, `📅 2025-11-10` behind a task.
fn without_task_date(line: &str) -> String {
    let bare = line.trim_start();
    if line.len() > LINE || !(bare.starts_with("- [") || bare.starts_with("* [")) {
        return line.to_owned();
    }
    let mut line = line.to_owned();
    for mark in ['✅', '📅', '⏳', '🛫', '➕', '❌'] {
        while let Some((before, after)) = line.split_once(mark) {
            let after = after
                .trim_start()
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            line = format!("{}{after}", before.trim_end());
        }
    }
    line
}

/// `#rent/city` is where a note is filed: the word stays where it stands in a sentence, a line of them goes.
fn without_tags(line: &str) -> String {
    let is_tag = |word: &str| {
        word.strip_prefix('#').is_some_and(|tag| {
            tag.starts_with(char::is_alphabetic)
                && tag
                    .chars()
                    .all(|c| c.is_alphanumeric() || "/_-".contains(c))
        })
    };
    let mut words = line.split_whitespace().peekable();
    let is_label = |word: &str| {
        is_tag(word)
            || word
                .strip_prefix('#')
                .is_some_and(|tag| tag.len() == 4 && tag.parse::<u16>().is_ok())
    };
    if words.peek().is_some_and(|first| is_tag(first)) && words.all(is_label) {
        return "\n".to_owned();
    }
    if line.len() > LINE {
        return line.to_owned();
    }
    // Only folders of notes have a slash; a hashtag in a sentence is its author's, and one behind it files it.
    let mut kept = line.to_owned();
    while let Some((before, tag)) = kept.trim_end().rsplit_once(' ') {
        let is_task = before.trim_start().starts_with("- [");
        if !is_tag(tag) || !(is_task || crate::lines::is_ended(before.trim_end())) {
            break;
        }
        let end = kept[kept.trim_end().len()..].to_owned();
        kept = before.trim_end().to_owned() + &end;
    }
    let line = &kept.clone();
    for word in line
        .split_whitespace()
        .filter(|word| is_tag(word.trim_end_matches(['.', ',', ';'])) && word.contains('/'))
    {
        kept = kept.replace(word, &word[1..]);
    }
    kept
}

/// `title: Winter Bread`, in quotation marks or not.
pub(super) fn title(metadata: &str) -> Option<String> {
    let line = metadata.lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        key.trim()
            .eq_ignore_ascii_case("title")
            .then_some(value.trim())
    })?;
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
    let title = quoted.unwrap_or(line).trim();
    (!title.is_empty() && !title.starts_with(['|', '>', '{', '['])).then(|| title.to_owned())
}
