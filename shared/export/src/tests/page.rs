//! A web page, read again.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// The tags of a page, as a browser's tokenizer reads them.
#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && tag.kind == TagKind::StartTag
        {
            self.0.borrow_mut().push(tag);
        }
        TokenSinkResult::Continue
    }
}

fn tags_of_page(html: &str) -> Vec<Tag> {
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// Nothing in it can run, load or lead anywhere but to a link that is followed on purpose.
#[track_caller]
pub(super) fn assert_harmless(html: &str) {
    let (head, body) = html.split_once("<body dir=\"auto\">").expect("a body");
    assert_eq!(tags_of_page(head).len(), 6, "{head}");
    for tag in tags_of_page(body) {
        let name = &*tag.name;
        let known = [
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg",
            "math", "link", "meta", "base", "template", "noscript", "frame", "frameset", "html",
            "head", "body", "title", "textarea", "video",
        ];
        assert!(!known.contains(&name), "<{name}>: {html}");
        for attribute in &tag.attrs {
            let (name, value) = (
                &*attribute.name.local,
                attribute.value.trim().to_lowercase(),
            );
            assert!(
                !name.starts_with("on") && name != "style" && name != "srcdoc",
                "{name}: {html}"
            );
            if matches!(name, "href" | "src" | "cite") {
                // A browser drops these when it looks for the scheme.
                let value: String = value
                    .chars()
                    .filter(|c| !c.is_control() && *c != ' ')
                    .collect();
                // Whatever else stands before a colon is a path (https://url.spec.whatwg.org/#scheme-state).
                let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
                let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                    && scheme
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
                let fine = !is_scheme
                    || ["http:", "https:", "mailto:", "tel:"]
                        .iter()
                        .any(|fine| value.starts_with(fine));
                assert!(fine, "{name}={value}: {html}");
            }
        }
    }
}
