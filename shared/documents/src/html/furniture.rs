//! What stands around an article, by what elements and their classes say: banners, comments, links to share, other articles.

use ego_tree::NodeRef;
use scraper::{
    ElementRef,
    node::{Element, Node},
};

/// Parts of names of classes and ids, as whole words of them.
const NAMES: &[&str] = &[
    "cookie",
    "cookies",
    "gdpr",
    "consent",
    "onetrust",
    "cookiebanner",
    "banner",
    "share",
    "sharing",
    "social",
    "sharedaddy",
    "addtoany",
    "addthis",
    "comments",
    "comment",
    "disqus",
    "respond",
    "comentarios",
    "commentaires",
    "kommentare",
    "related",
    "relatedposts",
    "relacionadas",
    "suggested",
    "suggestions",
    "recommended",
    "recommendations",
    "recirc",
    "outbrain",
    "taboola",
    "promo",
    "promoted",
    "sponsored",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "adsense",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "paywall",
    "popup",
    "modal",
    "overlay",
    "skip",
    "pagination",
    "pager",
    "masthead",
    "navbar",
    "nav",
    "menu",
    "toolbar",
    "trending",
    "popular",
    "mostread",
    "widget",
    "toc",
    "printfriendly",
    "byline",
    "dateline",
    "timestamp",
    "posted",
    "postmeta",
    "entrymeta",
    "meta",
    "authorbox",
    "catlinks",
    "navbox",
    "editsection",
    "tags",
    "taglist",
    "copyright",
    "legal",
    "disclaimer",
    "footer",
    "survey",
    "feedback",
    "hatnote",
    "ambox",
    "noprint",
];
/// Of these a whole word is not enough: an article may be one.
const PAIRS: &[(&str, &str)] = &[
    ("most", "read"),
    ("read", "more"),
    ("read", "next"),
    ("see", "also"),
    ("site", "header"),
    ("site", "footer"),
    ("page", "footer"),
    ("page", "header"),
    ("author", "bio"),
    ("user", "bio"),
    ("sr", "only"),
    ("screen", "reader"),
    ("visually", "hidden"),
    ("post", "meta"),
    ("entry", "meta"),
    ("article", "meta"),
    ("post", "tags"),
    ("mw", "editsection"),
    ("mw", "jump"),
    ("back", "top"),
    ("more", "stories"),
    ("up", "next"),
    ("you", "may"),
    ("sign", "up"),
    ("email", "signup"),
    ("follow", "us"),
];

/// Words of what a page says of itself.
const BOILERPLATE: usize = 40;

/// Whether the element says that it is none of the article.
pub(super) fn is_named(element: &Element) -> bool {
    if matches!(
        element.name(),
        "html" | "body" | "main" | "article" | "h1" | "p" | "table" | "tbody" | "tr" | "td"
    ) {
        return false;
    }
    let names = [
        element.attr("id"),
        element.attr("role"),
        element.attr("aria-label"),
    ];
    names
        .into_iter()
        .flatten()
        .chain(element.classes())
        .any(says)
}

/// Whether it says that it holds what other people wrote.
pub(super) fn is_others(element: &Element) -> bool {
    let names = [element.attr("id"), element.attr("class")];
    names.into_iter().flatten().any(|name| {
        let name = name.to_lowercase();
        ["comment", "disqus", "respond", "related"]
            .iter()
            .any(|others| name.contains(others))
    })
}

fn says(name: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last_lower = false;
    for c in name.chars() {
        // `siteHeader`, `site-header`, `site_header`.
        if (!c.is_alphanumeric() || (c.is_uppercase() && last_lower)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        last_lower = c.is_lowercase();
    }
    words.push(word);
    // `no-sidebar`, `has-comments` say what is not there, or that it is elsewhere.
    let negated = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "no" | "has" | "with" | "without" | "content" | "main" | "body" | "article"
        )
    });
    let is_furniture = |word: &String| NAMES.contains(&word.as_str()) || word.contains("comments");
    !negated && words.iter().any(is_furniture)
        || words
            .windows(2)
            .any(|pair| PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
}

/// The address of the note that a raised link leads to; `None` where it is no note's mark.
pub(super) fn note(raised: NodeRef<'_, Node>) -> Option<String> {
    let element = ElementRef::wrap(raised)?;
    let link = element
        .descendent_elements()
        .find(|element| element.value().name() == "a");
    let class = |element: &ElementRef<'_>| {
        element.attr("class").is_some_and(|class| {
            ["reference", "footnote", "noteref", "fn"]
                .iter()
                .any(|name| class.contains(name))
        })
    };
    let address = link
        .and_then(|link| link.attr("href"))
        .filter(|address| address.contains('#'));
    match address {
        Some(address) => Some(address.rsplit('#').next().unwrap_or_default().to_owned()),
        None if class(&element) || link.as_ref().is_some_and(class) => Some(String::new()),
        None => None,
    }
}

/// A comment that somebody made on the text while it was written: Google Docs and Word put them at the end of their pages.
pub(super) fn is_comment(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = ElementRef::wrap(node) else {
        return false;
    };
    let value = element.value();
    let word = value.classes().any(|class| {
        matches!(
            class,
            "MsoCommentReference" | "MsoCommentText" | "MsoCommentSubject"
        ) || class.starts_with("msocom")
    }) || value
        .attr("style")
        .is_some_and(|style| style.contains("mso-element:comment"));
    if word
        || value.name() == "a"
            && value
                .attr("id")
                .is_some_and(|id| id.starts_with("cmnt_ref"))
    {
        return true;
    }
    if !matches!(value.name(), "div" | "p" | "aside") {
        return false;
    }
    let leads_back = |link: ElementRef<'_>| {
        link.attr("id")
            .or_else(|| link.attr("name"))
            .is_some_and(|id| {
                (id.starts_with("cmnt") && !id.starts_with("cmnt_ref"))
                    || id.starts_with("_msocom_")
            })
    };
    let first = element
        .descendent_elements()
        .find(|element| element.value().name() == "a");
    first.is_some_and(leads_back)
        && element
            .descendent_elements()
            .filter(|element| element.value().name() == "p")
            .count()
            <= 8
}

/// What a newsletter or a page says of itself, in any place.
pub(super) fn is_boilerplate(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "view in browser",
        "view this email",
        "view online",
        "read online",
        "you receive this",
        "you are receiving",
        "you're receiving",
        "you received this",
        "unsubscribe",
        "manage preferences",
        "update your preferences",
        "copyright ",
        "© ",
        "(c) 2",
        "all rights reserved",
        "share on ",
        "share this",
        "tweet",
        "follow us",
        "sign up for",
        "subscribe to our",
        "we use cookies",
        "this site uses cookies",
        "this website uses cookies",
        "accept all",
        "skip to content",
        "skip to main",
        "jump to navigation",
        "advertisement",
        "continue reading",
        "read more",
        "check out more",
        "related articles",
        "most read",
        "click here to",
        "forward to a friend",
        "was this email forwarded",
        "im browser ansehen",
        "newsletter abbestellen",
        "abmelden",
        "alle rechte vorbehalten",
        "se désabonner",
        "darse de baja",
        "todos los derechos",
        "tous droits réservés",
    ];
    let lower = text.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    let says = lower.contains("all rights reserved") || lower.contains("unsubscribe");
    words <= BOILERPLATE && (says || STARTS.iter().any(|start| lower.starts_with(start)))
}
