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
        return (slug <= SLUG).then_some(if slug > 0 { end + 1 + slug } else { end });
    }
    if text[end..].starts_with('/') {
        end += path(&text[end..]);
    }
    end += query(&text[end..]);
    (end <= LONGEST).then_some(end)
}

/// Bytes of the longest domain name that ends in a top-level domain.
fn domain(text: &str, any_script: bool) -> Option<usize> {
    let allowed = |c: char| {
        if any_script {
            is_label(c)
        } else {
            is_bare(c) || "-_".contains(c)
        }
    };
    let (mut at, mut best) = (0, None);
    let mut labels: Vec<&str> = Vec::new();
    loop {
        let rest = &text[at..];
        if !labels.is_empty()
            && let Some(tld) = tld(rest)
            && is_name(&labels)
        {
            best = Some(at + tld);
        }
        let label = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
        if label == 0 || at > LONGEST || !rest[label..].starts_with('.') {
            return best;
        }
        labels.push(&rest[..label]);
        at += label + 1;
    }
}

/// The name itself has no underscore, and no label a sign at its border.
fn is_name(labels: &[&str]) -> bool {
    let whole = |label: &&str| !label.starts_with(['-', '_']) && !label.ends_with(['-', '_']);
    labels.iter().all(whole) && labels.last().is_some_and(|name| !name.contains('_'))
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
            let Some(closed) = text[at..].find(')') else {
                break;
            };
            if !text[at + 1..at + closed]
                .chars()
                .all(|c| general(c) || c == '(')
            {
                break;
            }
            at += closed + 1;
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

#[cfg(test)]
mod tests {
    use super::length;

    fn links(text: &str) -> Vec<&str> {
        let (mut links, mut at, mut before) = (Vec::new(), 0, None);
        while let Some(c) = text[at..].chars().next() {
            let step = length(before, &text[at..]);
            links.extend(step.map(|length| &text[at..at + length]));
            let end = at + step.unwrap_or(c.len_utf8());
            before = text[..end].chars().next_back();
            at = end;
        }
        links
    }

    /// From `urls` of conformance/extract.yml of twitter-text.
    const CASES: &[(&str, &[&str])] = &[
        (
            "text http://google.com/#search?q=iphone%20-filter%3Alinks",
            &["http://google.com/#search?q=iphone%20-filter%3Alinks"],
        ),
        (
            "text http://somehost.com:3000",
            &["http://somehost.com:3000"],
        ),
        (
            "text http://xo.com/~matthew+%ff-,.;x",
            &["http://xo.com/~matthew+%ff-,.;x"],
        ),
        (
            "text http://en.wikipedia.org/wiki/Primer_(film)",
            &["http://en.wikipedia.org/wiki/Primer_(film)"],
        ),
        ("text http://✪df.ws/ejp", &["http://✪df.ws/ejp"]),
        ("http://あ-あ.com", &["http://あ-あ.com"]),
        ("text http://chilp.it/?77e8fd", &["http://chilp.it/?77e8fd"]),
        ("text http://no-tld", &[]),
        ("text http://tld-too-short.x", &[]),
        ("(http://twitter.com", &["http://twitter.com"]),
        (
            "text http://domain.com-that-you-should-have-put-a-space-after",
            &[],
        ),
        ("text http://foo.com?#foo text", &["http://foo.com?#foo"]),
        (
            "foo.com foo.net foo.org foo.edu foo.gov",
            &["foo.com", "foo.net", "foo.org", "foo.edu", "foo.gov"],
        ),
        (
            "foo.baz foo.co.jp www.xxxxxxx.baz www.foo.co.uk foo.comm foo.govedu foo.jp",
            &["foo.co.jp", "www.foo.co.uk", "foo.jp"],
        ),
        (
            "Go to http://example.com/a+ or http://example.com/a-",
            &["http://example.com/a+", "http://example.com/a-"],
        ),
        ("@user Try http:// example.com/path", &["example.com/path"]),
        (
            "これは日本語です。example.com/path/index.html中国語example.com/path한국",
            &["example.com/path/index.html", "example.com/path"],
        ),
        (
            "http://exampleこれは日本語です.com/path/index.html",
            &["http://exampleこれは日本語です.com/path/index.html"],
        ),
        ("Hello http://xn--はじめよう.com/index.html", &[]),
        (
            "Email me at name.al-lastname@foo.com or name.al+lastname@foo.com",
            &[],
        ),
        (
            "Find my page at name.al-lastname.com",
            &["name.al-lastname.com"],
        ),
        (
            "test http://sub_domain-dash.twitter.com",
            &["http://sub_domain-dash.twitter.com"],
        ),
        ("test http://a.b.cd", &["http://a.b.cd"]),
        ("test http://-leadingdash.twitter.com", &[]),
        ("test http://twitter_underscore.com", &[]),
        ("test http://twitter.c_o_m", &[]),
        (
            "test http://foo.com/bar/123/foo_&_bar/",
            &["http://foo.com/bar/123/foo_&_bar/"],
        ),
        ("test ELPAÍS.com", &["ELPAÍS.com"]),
        ("test http://twitter.com/.", &["http://twitter.com/"]),
        (
            "http://example.com/path..........",
            &["http://example.com/path"],
        ),
        ("http://example.com/,,,,,,,,,,,,,", &["http://example.com/"]),
        (
            "#test.com @test.com #http://test.com @http://test.com #t.co/abcde @t.co/abcde",
            &[],
        ),
        (
            "I really like http://t.co/pbY2NfTZ's website",
            &["http://t.co/pbY2NfTZ"],
        ),
        (
            "I really like http://t.co/abcdefghijklmnopqrstuvwxyz012345678901234",
            &[],
        ),
        (
            "example.comてすとですtwitter.みんなです",
            &["example.com", "twitter.みんな"],
        ),
        (
            "$http://twitter.com $twitter.com $t.co $TVI.CA $RBS.CA",
            &[],
        ),
        ("long.test.tar.bz2 test.tar.bz2 tar.bz2", &[]),
        ("john.doe.gov@mail.com", &[]),
    ];

    #[test]
    fn links_are_those_of_twitter_text() {
        for (text, expected) in CASES {
            assert_eq!(links(text), *expected, "{text}");
        }
    }
}
