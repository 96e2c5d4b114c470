//! Links to other texts below a text, or between its paragraphs: what heads them, and the lines that stand below that.

use crate::{
    Role,
    block::{Block, without},
    lines,
};

/// A line of nothing else.
const LABELS: &[&str] = &[
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related content",
    "related reading",
    "related links",
    "related news",
    "related topics",
    "related coverage",
    "read more",
    "read next",
    "read also",
    "also read",
    "more reading",
    "further reading",
    "more on this",
    "more on this story",
    "more on this topic",
    "more like this",
    "more stories",
    "more posts",
    "more articles",
    "more news",
    "most read",
    "most popular",
    "most viewed",
    "popular posts",
    "recent posts",
    "latest posts",
    "latest news",
    "latest stories",
    "recommended",
    "recommended for you",
    "recommended reading",
    "you may also like",
    "you might also like",
    "you may also be interested in",
    "you might also be interested in",
    "you may be interested in",
    "you might be interested in",
    "up next",
    "trending",
    "trending now",
    "see also",
    "external links",
    "weblinks",
    "liens externes",
    "enlaces externos",
    "collegamenti esterni",
    "ligações externas",
    "externe links",
    "ссылки",
    "外部链接",
    "外部リンク",
    "mehr zum thema",
    "lesen sie auch",
    "weiterlesen",
    "weitere artikel",
    "weitere beiträge",
    "weitere meldungen",
    "ähnliche artikel",
    "ähnliche beiträge",
    "verwandte artikel",
    "verwandte beiträge",
    "verwandte themen",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "auch interessant",
    "das könnte sie interessieren",
    "das könnte dich interessieren",
    "das könnte ihnen auch gefallen",
    "das könnte dir auch gefallen",
    "meistgelesen",
    "siehe auch",
    "lire aussi",
    "à lire aussi",
    "à lire également",
    "articles liés",
    "articles similaires",
    "sur le même sujet",
    "sur le même thème",
    "pour aller plus loin",
    "les plus lus",
    "voir aussi",
    "vous aimerez aussi",
    "cela peut vous intéresser",
    "ceci pourrait vous intéresser",
    "lee también",
    "lea también",
    "leer más",
    "artículos relacionados",
    "noticias relacionadas",
    "entradas relacionadas",
    "te puede interesar",
    "también te puede interesar",
    "le puede interesar",
    "quizás te interese",
    "lo más leído",
    "véase también",
    "leggi anche",
    "articoli correlati",
    "potrebbe interessarti",
    "potrebbe interessarti anche",
    "ti potrebbe interessare",
    "i più letti",
    "leia também",
    "leia mais",
    "veja também",
    "artigos relacionados",
    "notícias relacionadas",
    "mais lidas",
    "lees ook",
    "lees verder",
    "lees meer",
    "gerelateerde artikelen",
    "läs också",
    "läs även",
    "läs mer",
    "les også",
    "les mer",
    "læs også",
    "læs mere",
    "lue myös",
    "czytaj także",
    "czytaj też",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "čtěte také",
    "самое читаемое",
    "самое популярное",
    "читайте также",
    "смотрите также",
    "по теме",
    "читайте також",
    "ayrıca okuyun",
    "ilgili haberler",
    "الأكثر قراءة",
    "الأكثر مشاهدة",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "إقرأ أيضا",
    "مواضيع ذات صلة",
    "קראו עוד",
    "קראו גם",
    "כתבות נוספות",
    "עוד בנושא",
    "और पढ़ें",
    "यह भी पढ़ें",
    "อ่านเพิ่มเติม",
    "อ่านต่อ",
    "διαβάστε επίσης",
    "δείτε επίσης",
    "citește și",
    "citeşte şi",
    "прочетете още",
    "вижте още",
    "pročitajte i",
    "pročitajte još",
    "čítajte aj",
    "preberite tudi",
    "olvassa el",
    "kapcsolódó cikkek",
    "baca juga",
    "xem thêm",
    "đọc thêm",
    "بیشتر بخوانید",
    "مطالب مرتبط",
    "関連記事",
    "人気記事",
    "アクセスランキング",
    "あわせて読みたい",
    "おすすめ記事",
    "相关阅读",
    "相关文章",
    "延伸阅读",
    "推荐阅读",
    "往期推荐",
    "往期精选",
    "精彩推荐",
    "關連閱讀",
    "延伸閱讀",
    "관련 기사",
    "관련 글",
    "함께 보기",
];
/// Words of an entry, and of one that is an item.
const ENTRY: usize = 14;
const ITEM: usize = 40;
/// Words of what heads links, and the share of a text that they have at most, as its denominator.
const LABEL: usize = 8;
const SHARE: usize = 3;

/// Without them. What stands below as a text is the text's.
pub(super) fn remove(blocks: &mut Vec<Block>) {
    let mut is_left = vec![false; blocks.len()];
    let mut place = 0;
    while place < blocks.len() {
        let (entries, is_alone) = below(blocks, place);
        let end = place + 1 + entries;
        if is_alone || entries > 0 {
            is_left[place..end].fill(true);
        }
        place = end.max(place + 1);
    }
    without(blocks, &is_left);
}

/// Without those that a file says are links, below all else.
pub(super) fn remove_links(blocks: &mut Vec<Block>) {
    let mut is_left = vec![false; blocks.len()];
    below_all(blocks, &mut is_left);
    without(blocks, &is_left);
}

/// Below all else, links and what heads them, if they aren't what the file is about.
fn below_all(blocks: &[Block], is_left: &mut [bool]) {
    let words = |block: &Block| block.text.split_whitespace().count();
    let told: usize = blocks.iter().filter(|block| !block.leads).map(words).sum();
    let is_text = |place: &usize| blocks[*place].role.is_text();
    let mut links = 0;
    let mut from = None;
    for place in (0..blocks.len()).rev().filter(is_text) {
        let block = &blocks[place];
        let heads = from.is_some() && is_heading(block);
        if block.leads && matches!(block.role, Role::Item | Role::Paragraph) {
            links += words(block);
        } else if !heads {
            break;
        }
        from = Some(place);
        if heads {
            break;
        }
    }
    if let Some(from) = from.filter(|_| links * SHARE < told) {
        is_left[from..].fill(true);
    }
}

/// `Links mentioned in this episode`, `More on this story:`
fn is_heading(block: &Block) -> bool {
    let is_short = block.text.split_whitespace().count() <= LABEL;
    match block.role {
        Role::Heading => is_short,
        Role::Paragraph => {
            is_short && (block.text.ends_with([':', '：']) || !lines::is_ended(&block.text))
        }
        _ => false,
    }
}

/// How many blocks below a label are its entries, and whether all of them stand in its own block.
fn below(blocks: &[Block], place: usize) -> (usize, bool) {
    let block = &blocks[place];
    let mut lines = block.text.lines();
    let first = lines.next().unwrap_or_default();
    let heads =
        matches!(block.role, Role::Paragraph | Role::Heading | Role::Item) && is_label(first);
    if !heads {
        // `Read next: Ten night trains`
        let is_one = block.role != Role::Title && lines.next().is_none() && has_label(first);
        return (0, is_one);
    }
    let own: Vec<&str> = lines.collect();
    if !own.iter().all(|line| is_entry(line)) {
        return (0, false);
    }
    let entries = blocks[place + 1..]
        .iter()
        .take_while(|block| match block.role {
            Role::Item => block.text.split_whitespace().count() <= ITEM,
            Role::Furniture => true,
            Role::Paragraph => {
                block.text.lines().all(is_entry) && !block.text.lines().any(is_label)
            }
            _ => false,
        });
    let entries: Vec<&Block> = entries.collect();
    // Between paragraphs a short line may as well head the next one.
    let is_last = place + 1 + entries.len() == blocks.len();
    let items = entries
        .iter()
        .take_while(|entry| entry.role == Role::Item)
        .count();
    let count = if is_last { entries.len() } else { items };
    (count, !own.is_empty())
}

fn is_label(line: &str) -> bool {
    let lower = line.to_lowercase();
    LABELS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c)))
}

/// Of scripts whose vowels are marks.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}' | '\u{0E00}'..='\u{0EFF}' | '\u{064B}'..='\u{0652}')
}

fn has_label(line: &str) -> bool {
    let Some((label, rest)) = line.split_once([':', '：']) else {
        return false;
    };
    let is_address = rest.trim_start().starts_with("http");
    !rest.trim().is_empty() && is_label(label) && (is_address || is_entry(rest))
}

/// A title, a number, an address: no sentence.
fn is_entry(line: &str) -> bool {
    (!lines::is_ended(line) || line.ends_with(['?', '!']))
        && line.split_whitespace().count() <= ENTRY
}
