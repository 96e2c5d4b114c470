//! The article of a page: what is left when the furniture is out.
//!
//! A page that a program made of a document, or that is all text, stays whole; of a site's page, what elements and classes
//! name is taken out first, and Readability's rules (`dom_smoothie`) find the article in what is left.

use std::collections::HashSet;

use dom_smoothie::{Config, Readability};
use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};

use super::{blocks, furniture, hidden::Hidden, page, teasers};
use crate::{
    Role,
    block::Block,
    boilerplate::{is_boilerplate, is_caption},
    join, lines,
    stamps::is_stamp,
};

/// Characters of an article: that Readability is asked for, and that its paragraphs have.
const ARTICLE: usize = 500;
/// The share of a page's prose that they have at least, as its denominator.
const LEAD: usize = 12;
/// Words of a sentence, more than which tell something.
const PROSE: usize = 8;
/// Of the words that stand in sentences: what an article holds at least of them.
const SHARE: f64 = 0.5;

pub(super) fn blocks(page: &Html, hidden: &Hidden) -> Vec<Block> {
    let is_site = is_site(page);
    let mut around = Hidden::default();
    if is_site {
        around = Hidden::these(furniture_of(page));
    }
    let hidden = hidden.and(&around);
    let root = main(page).unwrap_or_else(|| page.root_element());
    let mut blocks = blocks::of(root, &hidden);
    if is_site
        && root.id() == page.root_element().id()
        && let Some(article) = readable(page, &hidden)
        && prose(&article) >= SHARE * prose(&blocks)
    {
        let title = blocks
            .iter()
            .find(|block| block.role == Role::Title)
            .cloned();
        blocks = article;
        if let Some(title) =
            title.filter(|title| !blocks.iter().any(|block| block.text == title.text))
        {
            blocks.insert(0, title);
        }
    }
    let is_prose = |block: &Block| {
        lines::is_ended(&block.text) && block.text.split_whitespace().count() > PROSE
    };
    let told = blocks
        .iter()
        .rposition(|block| is_prose(block) && !is_boilerplate(&block.text));
    // Where nothing is told any more.
    let last = (blocks.len() * 3 / 4).min(told.map_or(blocks.len(), |told| told + 1));
    let mut is_over = false;
    for (place, block) in blocks.iter_mut().enumerate() {
        let is_stamp = is_site && block.role == Role::Paragraph && is_stamp(&block.text);
        let is_boilerplate = is_stamp || is_boilerplate(&block.text);
        // Behind the text: the address of who sent it, and so on.
        is_over |= is_boilerplate && !is_stamp && place >= last;
        if is_site && is_caption(&block.text) {
            block.role = Role::Caption;
        } else if is_boilerplate || (is_over && !lines::is_ended(&block.text)) {
            block.role = Role::Furniture;
        }
    }
    let mut blocks = titled(page, blocks);
    if is_site {
        leave_author(&mut blocks);
        leave_comments(&mut blocks);
        leave_labels(&mut blocks);
    }
    blocks
}

/// Who has written an article and where, below it, from the heading on that says so.
fn leave_author(blocks: &mut [Block]) {
    const HEADS: [&str; 5] = [
        "written by ",
        "published in ",
        "about the author",
        "über den autor",
        "à propos de l'auteur",
    ];
    /// Words of such a heading, and the part of an article that may stand below it, as its denominator.
    const WORDS: usize = 8;
    const SHARE: usize = 3;
    let is_head = |block: &Block| {
        let lower = block.text.to_lowercase();
        block.role == Role::Heading
            && lower.split_whitespace().count() <= WORDS
            && HEADS.iter().any(|head| lower.starts_with(head))
    };
    let Some(head) = blocks.iter().position(is_head) else {
        return;
    };
    if told(&blocks[head..]) * SHARE < told(&blocks[..head]) {
        for block in &mut blocks[head..] {
            block.role = Role::Furniture;
        }
    }
}

/// Bytes of paragraphs that end as sentences do.
fn told(blocks: &[Block]) -> usize {
    let is_told = |block: &&Block| block.role == Role::Paragraph && lines::is_ended(&block.text);
    let told = blocks.iter().filter(is_told);
    told.map(|block| block.text.len()).sum()
}

/// What readers have written below an article, from the line on that heads it.
fn leave_comments(blocks: &mut [Block]) {
    const HEADS: &str = "comments, comments section, all comments, top comments, reader comments, join the conversation, join the discussion, \
        discussion, kommentare, leserkommentare, alle kommentare, diskussion, commentaires, vos commentaires, réactions, comentarios, comentários, commenti, reacties, \
        kommentarer, комментарии, обсуждение, 评论, 网友评论, コメント, 댓글";
    let is_head = |block: &Block| {
        let lower = block.text.to_lowercase();
        // `Comments (12)`, `12 comments`
        let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
        matches!(
            block.role,
            Role::Heading | Role::Paragraph | Role::Furniture
        ) && HEADS.split(", ").any(|head| head == bare)
    };
    let Some(head) = blocks.iter().rposition(is_head) else {
        return;
    };
    if told(&blocks[..head]) > 0 {
        for block in &mut blocks[head..] {
            block.role = Role::Furniture;
        }
    }
}

/// Where an article is filed and what stands beside its title: a few words above it, or between it and the first sentence.
fn leave_labels(blocks: &mut [Block]) {
    const WORDS: usize = 7;
    let Some(title) = blocks.iter().position(|block| block.role == Role::Title) else {
        return;
    };
    // Chinese and Japanese part no words.
    let wide = |text: &str| text.chars().filter(|c| join::is_wide(*c)).count();
    let says_when = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        digits >= 6 && text.split_whitespace().count() <= WORDS && wide(text) <= WORDS * 4
    };
    let is_sentence = |block: &Block| {
        block.role == Role::Paragraph
            && lines::is_ended(&block.text)
            && block.text.chars().count() + wide(&block.text) > 60
    };
    let Some(first) = blocks.iter().skip(title).position(is_sentence) else {
        return;
    };
    for block in &mut blocks[..title + first] {
        let words = block.text.split_whitespace().count();
        let is_label = matches!(block.role, Role::Paragraph | Role::Item)
            && (words.max(wide(&block.text)) <= WORDS || says_when(&block.text))
            && !lines::is_ended(&block.text);
        if is_label {
            block.role = Role::Furniture;
        }
    }
}

/// Words of paragraphs that end as sentences do.
fn prose(blocks: &[Block]) -> f64 {
    let words = |block: &Block| block.text.split_whitespace().count();
    let said = blocks.iter().filter(|block| lines::is_ended(&block.text));
    let count: usize = said.map(words).filter(|words| *words > PROSE).sum();
    #[expect(clippy::cast_precision_loss, reason = "a page has fewer words")]
    let count = count as f64;
    count
}

/// Whether a site is around the text: it leads elsewhere, or says what is its frame.
fn is_site(page: &Html) -> bool {
    let (mut frames, mut named, mut links, mut paragraphs) = (0, 0, 0, 0);
    for element in page.root_element().descendent_elements() {
        match element.value().name() {
            "nav" | "header" | "footer" | "aside" | "article" | "main" => frames += 1,
            "a" if element
                .attr("href")
                .is_some_and(|address| !address.starts_with('#')) =>
            {
                links += 1;
            }
            "p" => paragraphs += 1,
            "div" | "ul" | "section" => named += usize::from(furniture::is_named(element)),
            _ => {}
        }
    }
    let generator = meta(page, "generator").unwrap_or_default().to_lowercase();
    let exported = [
        "microsoft word",
        "google docs",
        "libreoffice",
        "openoffice",
        "pandoc",
    ];
    let is_export = exported.iter().any(|program| generator.contains(program))
        || page.root_element().descendent_elements().any(|element| {
            element
                .value()
                .classes()
                .any(|class| class == "doc-content")
        });
    !is_export && (frames > 0 || named > 1 || links > paragraphs.max(12))
}

/// The part of a page that says it is the main one; none where more than one does.
fn main(page: &Html) -> Option<ElementRef<'_>> {
    let only = |is: fn(&ElementRef<'_>) -> bool| {
        let mut found = page.root_element().descendent_elements().filter(is);
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    };
    only(|element| element.value().name() == "main" || element.attr("role") == Some("main"))
        .or_else(|| only(|element| element.value().name() == "article"))
        .or_else(|| only(|element| element.attr("itemprop") == Some("articleBody")))
}

fn furniture_of(page: &Html) -> HashSet<NodeId> {
    let all = prose_length(page.root_element());
    let text = text_length(page.root_element());
    let is_thread = is_thread(page, all);
    let densest: HashSet<NodeId> = densest(page, all)
        .into_iter()
        .flat_map(|densest| {
            densest
                .ancestors()
                .map(|node| node.id())
                .chain([densest.id()])
        })
        .collect();
    page.root_element()
        .descendent_elements()
        .filter(|element| {
            let frame = match element.value().name() {
                "aside" | "footer" => true,
                // The head of a page, and not that of its article.
                "header" => !element
                    .descendent_elements()
                    .any(|element| element.value().name() == "h1"),
                _ => false,
            };
            frame
                || furniture::is_named(*element)
                || furniture::leads_elsewhere(*element)
                || (!densest.is_empty() && teasers::is_list(*element))
        })
        .filter(|element| !(is_thread && furniture::is_others(element.value())))
        // What holds much of the page's text is the page, whatever it is called; but comments, a gallery or a list of other
        // articles may be longer than the paragraphs that they stand beside.
        .filter(|element| {
            let held = prose_length(*element);
            let is_beside = || {
                furniture::is_others(element.value())
                    || (!densest.is_empty() && !densest.contains(&element.id()))
            };
            (held * 3 <= all && text_length(*element) * 3 <= text)
                || (held * 5 <= all * 4 && is_beside())
        })
        .map(|element| element.id())
        .collect()
}

/// Whether nearly all of a page is what people have written below each other.
fn is_thread(page: &Html, all: usize) -> bool {
    let is_inner = |element: &ElementRef<'_>| {
        let mut around = element.ancestors().filter_map(ElementRef::wrap);
        around.any(|around| furniture::is_others(around.value()))
    };
    let others = page
        .root_element()
        .descendent_elements()
        .filter(|element| furniture::is_others(element.value()) && !is_inner(element));
    all > 0 && others.map(prose_length).sum::<usize>() * 5 > all * 4
}

/// Whose own paragraphs hold the most prose: of a page with an article, the article's.
fn densest(page: &Html, all: usize) -> Option<ElementRef<'_>> {
    let held = |element: ElementRef<'_>| -> usize {
        element
            .child_elements()
            .filter(|child| child.value().name() == "p")
            .map(prose_length)
            .sum()
    };
    page.root_element()
        .descendent_elements()
        .map(|element| (held(element), element))
        // Of a page that is a list of articles it is just one of them.
        .filter(|(held, _)| *held >= ARTICLE && *held * LEAD >= all)
        .max_by_key(|(held, _)| *held)
        .map(|(_, element)| element)
}

fn text_length(element: ElementRef<'_>) -> usize {
    page::texts(element).map(str::len).sum()
}

/// Bytes of what is long enough to be a sentence.
fn prose_length(element: ElementRef<'_>) -> usize {
    const SENTENCE: usize = 60;
    page::texts(element)
        .map(str::len)
        .filter(|length| *length > SENTENCE)
        .sum()
}

fn readable(page: &Html, hidden: &Hidden) -> Option<Vec<Block>> {
    let html = hidden.without(page);
    let config = Config {
        char_threshold: ARTICLE,
        disable_json_ld: true,
        keep_classes: true,
        ..Config::default()
    };
    let mut readability = Readability::new(html, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let article = page::parse(&article.content).ok()?;
    let blocks = blocks::of(article.root_element(), &Hidden::default());
    (!blocks.is_empty()).then_some(blocks)
}

fn meta(page: &Html, name: &str) -> Option<String> {
    let selector =
        Selector::parse(&format!("meta[name='{name}'], meta[property='{name}']")).ok()?;
    let content = page
        .select(&selector)
        .next()?
        .attr("content")?
        .trim()
        .to_owned();
    (!content.is_empty()).then_some(content)
}

/// One title: the page's first heading of the highest level; else what the page says in its head, without the site's name.
fn titled(page: &Html, mut blocks: Vec<Block>) -> Vec<Block> {
    let mut has_title = false;
    // Where a page's first heading is its site's name, the article's is called so.
    if let Some(own) = headline(page) {
        let place = blocks.iter().position(|block| block.text.trim() == own);
        let above = blocks.iter_mut().take(place.unwrap_or(1));
        for block in above.filter(|block| block.role == Role::Title) {
            block.role = Role::Furniture;
        }
        match place {
            Some(place) => blocks[place].role = Role::Title,
            None => blocks.insert(0, Block::new(Role::Title, own)),
        }
    }
    // `Ops : Ferry decisions`, as Confluence puts the space before it.
    let confluence = Selector::parse("#title-text").ok();
    let is_spaced = confluence.is_some_and(|own| page.select(&own).next().is_some());
    for block in &mut blocks {
        if block.role == Role::Title {
            if let Some((_, own)) = block
                .text
                .split_once(" : ")
                .filter(|_| is_spaced && !has_title)
            {
                block.text = own.to_owned();
            }
            if has_title {
                block.role = Role::Heading;
            }
            has_title = true;
        }
    }
    if !has_title && let Some(title) = stated(page) {
        let same = blocks.iter().position(|block| block.text.trim() == title);
        match same.filter(|place| *place < 3) {
            Some(place) => blocks[place].role = Role::Title,
            None => blocks.insert(0, Block::new(Role::Title, title)),
        }
    }
    blocks
}

/// What the page calls an entry's title, of which it has one, below its highest level.
fn headline(page: &Html) -> Option<String> {
    let selector = Selector::parse(
        "h2.entry-title, h3.entry-title, h2.post-title, h3.post-title, h2[itemprop=headline]",
    )
    .ok()?;
    let mut found = page.select(&selector);
    let (only, None) = (found.next()?, found.next()) else {
        return None;
    };
    let text = only.text().collect::<String>();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn stated(page: &Html) -> Option<String> {
    let selector = Selector::parse("head title").ok()?;
    let title = || {
        page.select(&selector)
            .next()
            .map(|title| title.text().collect::<String>())
    };
    let title = meta(page, "og:title").or_else(title)?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // `Harbour freezes | Kessel News`
    let parts: Vec<&str> = [" | ", " – ", " — ", " · ", " :: ", " » "]
        .iter()
        .find(|mark| title.contains(**mark))
        .map_or_else(|| vec![title.as_str()], |mark| title.split(mark).collect());
    let longest = parts
        .iter()
        .rev()
        .max_by_key(|part| part.split_whitespace().count())
        .copied()
        .unwrap_or_default()
        .trim();
    let says = longest.split_whitespace().count() > 1
        && !longest.eq_ignore_ascii_case("untitled document");
    says.then(|| longest.to_owned())
}
