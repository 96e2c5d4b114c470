//! Images become links: whoever opens a page must not be told on by a picture that is fetched from elsewhere.

/// The page's HTML with a link in the place of each image, or its text alone where it is in a link already. `html` is as
/// the sanitizer writes it: every tag closed, every attribute in double quotes, no comment.
pub(crate) fn linked(html: &str) -> String {
    let mut linked = String::with_capacity(html.len());
    let (mut rest, mut links) = (html, 0_usize);
    while let Some(start) = rest.find('<') {
        linked.push_str(&rest[..start]);
        let tag = &rest[start..start + tag_length(&rest[start..])];
        rest = &rest[start + tag.len()..];
        match name(tag) {
            "img" => linked.push_str(&link(tag, links > 0)),
            name => {
                links += usize::from(name == "a");
                links = links.saturating_sub(usize::from(name == "/a"));
                linked.push_str(tag);
            }
        }
    }
    linked.push_str(rest);
    linked
}

/// Up to the `>` that is in no attribute.
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    let end = html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<').trim_end_matches('>');
    name.split([' ', '\n']).next().unwrap_or_default()
}

fn link(image: &str, is_linked: bool) -> String {
    let (source, text) = (attribute(image, "src"), attribute(image, "alt"));
    let text = if text.is_empty() { source } else { text };
    // In text they would be markup.
    let text = text.replace('<', "&lt;").replace('>', "&gt;");
    if is_linked || source.is_empty() {
        return text;
    }
    format!("<a href=\"{source}\" rel=\"noopener noreferrer\">{text}</a>")
}

/// Its value as it stands there, escaped.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    // Names are every other part but the values, which are what is between quotes.
    let mut parts = tag.split('"');
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        let said = before.trim_end_matches('=');
        if said.rsplit([' ', '\n']).next() == Some(name) {
            return value;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_a_link_to_it() {
        for (html, expected) in [
            (
                r#"<p>a <img src="https://x.example/p.png" alt="A &lt;b&gt;"> b</p>"#,
                r#"<p>a <a href="https://x.example/p.png" rel="noopener noreferrer">A &lt;b&gt;</a> b</p>"#,
            ),
            (
                r#"<img alt="" src="p.png">"#,
                r#"<a href="p.png" rel="noopener noreferrer">p.png</a>"#,
            ),
            (
                r#"<a href="/"><img src="p.png" alt="in a link"></a><img src="q" alt="r">"#,
                r#"<a href="/">in a link</a><a href="q" rel="noopener noreferrer">r</a>"#,
            ),
            (r#"<img alt="without">"#, "without"),
            (
                r#"<p title="<img src=x>">a</p>"#,
                r#"<p title="<img src=x>">a</p>"#,
            ),
            (
                r#"<img title="x" alt="src=" src="a>b">"#,
                r#"<a href="a>b" rel="noopener noreferrer">src=</a>"#,
            ),
            ("<img", ""),
            ("no < tag", "no < tag"),
        ] {
            assert_eq!(linked(html), expected, "{html}");
        }
    }
}
