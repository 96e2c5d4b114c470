//! Links, and whether a source has the same, to the letter: a shorter one leads elsewhere.

use std::{collections::HashSet, ops::Range};

use crate::twitter_text;

/// Bytes of a link's address.
const LONGEST: usize = 2_000;

/// The links of the sources and of whoever asked.
#[derive(Debug, Default)]
pub(crate) struct Links {
    whole: HashSet<String>,
    hosts: HashSet<String>,
}

impl Links {
    pub(crate) fn read(&mut self, text: &str) {
        for at in of(text) {
            let link = normal(&text[at]);
            self.hosts.insert(host(&link).to_owned());
            self.whole.insert(link);
        }
    }

    pub(crate) fn has(&self, link: &str) -> bool {
        let normal = normal(link);
        // A bare `example.com` in a sentence is the site's name.
        let is_name = !link.contains("://") && !link.contains('/');
        self.whole.contains(&normal) || is_name && self.hosts.contains(&normal)
    }
}

/// In bytes, in their order, none within another.
pub(crate) fn of(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    found.extend(targets(text));
    found.extend(attributes(text));
    found.extend(with_scheme(text));
    found.extend(twitter_text::links(text));
    found.extend(hosts(text));
    found.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
    let mut end = 0;
    found.retain(|at| {
        let free = at.start >= end && !at.is_empty();
        end = end.max(at.end);
        free
    });
    found
}

/// `[text](target "title")`, but no place in the text itself and no mail address.
fn targets(text: &str) -> impl Iterator<Item = Range<usize>> {
    let inline = text.match_indices("](").filter_map(|(at, mark)| {
        let start = at + mark.len();
        let rest = &text[start..text.floor_char_boundary(text.len().min(start + LONGEST))];
        let line = rest.lines().next()?;
        // Brackets within an address come in pairs.
        let mut depth = 0;
        let end = line.char_indices().find_map(|(at, c)| {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => return Some(at),
                ')' => depth -= 1,
                c if c.is_whitespace() => return Some(at),
                _ => {}
            }
            None
        })?;
        Some(start..start + end)
    });
    inline.filter(|at| {
        let target = &text[at.clone()];
        !target.starts_with(['#', '{'])
            && !target.starts_with("mailto:")
            && !target.starts_with("tel:")
    })
}

/// `href="…"`
fn attributes(text: &str) -> impl Iterator<Item = Range<usize>> {
    ["href=", "src="].into_iter().flat_map(move |name| {
        text.match_indices(name).filter_map(move |(at, name)| {
            let start = at + name.len();
            let mark = text[start..]
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\''))?;
            let start = start + 1;
            let rest = &text[start..text.floor_char_boundary(text.len().min(start + LONGEST))];
            let end = rest.find(mark)?;
            let target = &rest[..end];
            (!target.starts_with('#') && !target.starts_with("mailto:"))
                .then_some(start..start + end)
        })
    })
}

/// `https://…`, `ftp://…`, `www.…`
fn with_scheme(text: &str) -> impl Iterator<Item = Range<usize>> {
    let schemes = text.match_indices("://").filter_map(|(at, _)| {
        let scheme = text[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '+')
            .count();
        (scheme > 1).then_some(at - scheme)
    });
    let bare = text
        .match_indices("www.")
        .map(|(at, _)| at)
        .filter(|at| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || "/.@-".contains(c)));
    schemes.chain(bare).filter_map(|start| {
        let rest = &text[start..text.floor_char_boundary(text.len().min(start + LONGEST))];
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>\"`“”«»「」，。、）".contains(c))
            .unwrap_or(rest.len());
        let link = trimmed(&rest[..end]);
        (link.len() > "ftp://".len()).then_some(start..start + link.len())
    })
}

/// Without what ends a sentence or closes what was opened before it.
fn trimmed(link: &str) -> &str {
    let mut link = link;
    loop {
        let bare =
            link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '…', '|']);
        let bare = match bare.strip_suffix(')') {
            Some(inside) if bare.matches('(').count() < bare.matches(')').count() => inside,
            _ => bare,
        };
        if bare.len() == link.len() {
            return link;
        }
        link = bare;
    }
}

/// `example.рф/path`: letters of any script, of a top-level domain that IANA knows.
fn hosts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let words = text.split_inclusive(|c: char| c.is_whitespace() || "()<>[]\"“”«»„,;".contains(c));
    words.filter_map(move |word| {
        let start = at;
        at += word.len();
        let word =
            word.trim_end_matches(|c: char| c.is_whitespace() || "()<>[]\"“”«»„,;".contains(c));
        let bare = word.trim_start_matches(['*', '_']);
        let start = start + word.len() - bare.len();
        let word = bare;
        let word = trimmed(word);
        let host = word.split(['/', '?', '#']).next()?;
        let (name, end) = host.rsplit_once('.')?;
        let right = host.len() > 4
            && end.chars().count() >= 2
            && !name.is_empty()
            && !host.contains(['@', ':', '_'])
            && end.chars().all(char::is_alphabetic)
            && name.split('.').all(|part| {
                part.chars().count() > 1 && part.chars().all(|c| c.is_alphanumeric() || c == '-')
            })
            && name.chars().any(char::is_alphabetic);
        // `example.рф` has no place in the list of those in ASCII.
        let known = if end.is_ascii() {
            end.chars().all(|c| c.is_ascii_lowercase())
                && end.len() > 2
                && (tld::exist(end) || end == RESERVED)
        } else {
            ["рф", "бел", "укр", "中国", "公司", "भारत", "рус", "онлайн"].contains(&end)
        };
        (right && known).then_some(start..start + word.len())
    })
}

/// Of hosts in documentation and tests.
const RESERVED: &str = "example";

/// What identifies it.
fn normal(link: &str) -> String {
    let link = link.trim().replace('\\', "");
    let bare = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"))
        .unwrap_or(&link);
    let bare = bare
        .strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/');
    let host = host(bare);
    format!("{}{}", host.to_lowercase(), &bare[host.len()..])
}

fn host(link: &str) -> &str {
    link.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        of(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn links_are_found_whole() {
        for (text, expected) in [
            (
                "See https://a.example/b_c~d/.",
                &["https://a.example/b_c~d/"][..],
            ),
            ("[x](/relative) and [y](#here)", &["/relative"]),
            ("(ftp://a.example/b)", &["ftp://a.example/b"]),
            ("<a href=\"page.html\">", &["page.html"]),
            ("See a.museum or steklo.рф.", &["a.museum", "steklo.рф"]),
            ("Menus are at menus.town.example.", &["menus.town.example"]),
            ("It ended.Then it began, e.g. now", &[]),
            ("a@example.com is no link", &[]),
        ] {
            assert_eq!(links(text), expected, "{text}");
        }
    }

    #[test]
    fn a_shorter_link_is_another() {
        let mut known = Links::default();
        known.read("https://www.example.com/a/b_c/ has it.");
        assert!(known.has("http://example.com/a/b_c") && known.has("example.com"));
        for link in [
            "https://example.com",
            "https://example.com/a",
            "example.com/a/bc",
            "example.com/a/b_c?d",
        ] {
            assert!(!known.has(link), "{link}");
        }
    }
}
