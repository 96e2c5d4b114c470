//! Links as twitter-text finds them: with `http(s)://`, or bare where IANA knows the top-level domain.

/// Of a label, in ASCII (RFC 1035), and of a whole link.
const LABEL: usize = 63;
const LONGEST: usize = 4_096;
/// Of what follows `t.co/`.
const SLUG: usize = 40;
/// Of a top-level domain that is not in ASCII.
const TLD: usize = 12;

/// Bytes of the link that the text begins with; `before` is the character before it.
pub(super) fn length(before: Option<char>, text: &str) -> Option<usize> {
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || "@＠$#＃".contains(c)) {
        return None;
    }
    let protocol = ["http://", "https://"].into_iter().find(|protocol| {
        text.get(..protocol.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(protocol))
    });
    // Of a longer one nothing is said, so that nothing beyond is looked at.
    let text = &text[..text.floor_char_boundary(LONGEST + 1)];
    let start = protocol.map_or(0, str::len);
    if protocol.is_none()
        && (before.is_some_and(|c| "-_./".contains(c) || is_accented(c))
            || !text.starts_with(is_bare))
    {
        return None;
    }
    let domain = domain(&text[start..], protocol.is_some())?;
    let host = &text[start..start + domain];
    if !is_host(host) {
        return None;
    }
    let mut end = start + domain;
    end += port(&text[end..]);
    if protocol.is_some() && host.eq_ignore_ascii_case("t.co") {
        let slug = text[end..].strip_prefix('/').map_or(0, |path| {
            path.chars().take_while(char::is_ascii_alphanumeric).count()
        });
        if slug > 0 {
            end += 1 + slug;
            end += query(&text[end..]);
        }
        return (slug <= SLUG).then_some(end);
    }
    if text[end..].starts_with('/') {
        end += path(&text[end..]);
    }
    end += query(&text[end..]);
    (end <= LONGEST).then_some(end)
}

/// Bytes of the longest domain name that ends in a top-level domain. The name itself has no underscore, and no label a
/// sign at its border.
fn domain(text: &str, any_script: bool) -> Option<usize> {
    let allowed = |c: char| {
        if any_script {
            is_label(c)
        } else {
            is_bare(c) || "-_".contains(c)
        }
    };
    let (mut at, mut best) = (0, None);
    // Whether all labels so far are whole, and the last of them is a name.
    let (mut are_whole, mut is_name) = (true, false);
    loop {
        let rest = &text[at..];
        if are_whole
            && is_name
            && let Some(tld) = tld(rest)
        {
            best = Some(at + tld);
        }
        let label = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
        if label == 0 || at > LONGEST || !rest[label..].starts_with('.') {
            return best;
        }
        let signs = |c: char| matches!(c, '-' | '_');
        let last = &rest[..label];
        are_whole &= !last.starts_with(signs) && !last.ends_with(signs);
        is_name = !last.contains('_');
        at += label + 1;
    }
}

/// Bytes of the top-level domain that the text begins with.
fn tld(text: &str) -> Option<usize> {
    let ascii = text
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    if ascii > 0 {
        let ends = !text[ascii..].starts_with(['@', '+', '-', '_']);
        return (ends && tld::exist(&text[..ascii].to_ascii_lowercase())).then_some(ascii);
    }
    let known = |end: &usize| {
        url::Host::parse(&text[..*end]).is_ok_and(|host| tld::exist(&host.to_string()))
            && !text[*end..].starts_with(|c: char| c.is_ascii_alphanumeric() || "@+-".contains(c))
    };
    let ends = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(TLD);
    let ends: Vec<usize> = ends
        .take_while(|end| text[..*end].chars().all(is_label))
        .collect();
    ends.into_iter().rev().find(known)
}

/// As ASCII (IDNA) it is a domain name whose labels are short enough.
fn is_host(domain: &str) -> bool {
    match url::Host::parse(domain) {
        Ok(url::Host::Domain(ascii)) => ascii.split('.').all(|label| label.len() <= LABEL),
        // `http://sub_domain.example.com` is one to X.
        _ => false,
    }
}

fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '-'
        || c == '_'
        || !c.is_ascii()
            && !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}')
}

/// What a link without a protocol is made of.
fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_accented(c)
}

fn is_accented(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4FF}')
}

fn port(text: &str) -> usize {
    let digits = text.strip_prefix(':').map_or(0, |port| {
        port.chars().take_while(char::is_ascii_digit).count()
    });
    if digits > 0 { 1 + digits } else { 0 }
}

fn path(text: &str) -> usize {
    let general =
        |c: char| is_bare(c) || is_cyrillic(c) || "!*';:=+,.$/%#[]-\u{2013}_~@|&".contains(c);
    let ending = |c: char| is_bare(c) || is_cyrillic(c) || "=_#/+-".contains(c);
    let (mut at, mut end) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        if c == '(' {
            // Only where it is closed: `Primer_(film)`.
            let inside = &text[at + 1..];
            let closed = inside.find(|c| !(general(c) || c == '('));
            let Some(closed) = closed.filter(|closed| inside[*closed..].starts_with(')')) else {
                break;
            };
            at += closed + 2;
            end = at;
        } else if general(c) {
            at += c.len_utf8();
            if ending(c) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

fn query(text: &str) -> usize {
    if !text.starts_with('?') {
        return 0;
    }
    let general = |c: char| c.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(c);
    let ending = |c: char| c.is_ascii_alphanumeric() || "-_&=#/".contains(c);
    let all = text.find(|c| !general(c)).unwrap_or(text.len());
    text[..all].rfind(ending).map_or(0, |last| last + 1)
}
