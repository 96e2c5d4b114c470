//! What pages and newsletters say of themselves.

/// Words of what a page says of itself.
const BOILERPLATE: usize = 40;

/// Words of a line that has such words in it.
const LINE: usize = 9;

/// Words of what asks to be followed in one place, and of a bar of links.
const FOLLOWED: usize = 10;
const BAR: usize = 20;
/// How it begins.
const FOLLOWS: [&str; 14] = [
    "follow ",
    "you can follow ",
    "join us on ",
    "find us on ",
    "folgen sie ",
    "folge uns ",
    "suivez",
    "síguenos",
    "sigue ",
    "segui ",
    "siga ",
    "volg ons",
    "ακολουθήστε",
    "подпис",
];

/// What a notice begins with, also as a sentence: nobody writes so of anything else.
const NOTICES: &[&str] = &[
    "ai-generated content may be",
    "please rate the accuracy",
    "this is not a word-for-word transcript",
    "embargoed until",
    "strictly embargoed",
    "sperrfrist: ",
    "sous embargo jusqu",
    "embargado hasta",
    "retrieved from \"http",
    "obtenido de «http",
    "récupéré de « http",
    "abgerufen von „http",
    "estratto da \"http",
    "obtida de \"http",
];
/// What a notice of a radio programme has in it.
const HEARD: &str = "designed to be heard";

/// What it begins with.
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
    "sign up to our",
    "sign up to the",
    "do you have a story",
    "got a story",
    "have you got a story",
    "this article appears in",
    "this story appears in",
    "this article originally appeared",
    "this article was originally published",
    "this story was originally published",
    "when you buy",
    "if you buy something",
    "we may earn",
    "this post may contain affiliate",
    "this post contains affiliate",
    "dieser beitrag enthält werb",
    "dieser artikel enthält werb",
    "dieser beitrag enthält affiliate",
    "dieser artikel enthält affiliate",
    "enthält werbung",
    "enthält affiliate",
    "cet article contient des liens",
    "este artículo contiene enlaces",
    "este post contiene enlaces",
    "to continue reading",
    "press enter or click to view",
    "already a subscriber",
    "news provided by",
    "more press release views",
    "request a demo",
    "was this page helpful",
    "was this article helpful",
    "edit this page",
    "version: ",
    "prep time",
    "print recipe",
    "cook time",
    "posted by ",
    "leave a reply",
    "leave a comment",
    "write a comment",
    "from wikipedia, the free",
    "this article is about ",
    "not to be confused with ",
    "for other uses, see ",
    "dieser artikel behandelt ",
    "pour les articles homonymes",
    "para otros usos de este término",
    "this page was last edited",
    "text is available under the creative commons",
    "haben sie gefunden, was",
    "war diese seite hilfreich",
    "war dieser artikel hilfreich",
    "cette page vous a-t-elle",
    "¿te ha resultado útil",
    "点击上方",
    "点击蓝字",
    "关注我们",
    "编辑 |",
    "来源 |",
    "作者 |",
    "编辑｜",
    "来源｜",
    "作者｜",
    "编辑：",
    "责编",
    "微信扫一扫",
    "阅读原文",
    "この記事が気に入ったら",
    "いいなと思ったら",
    "最後まで読んでいただき",
    "log in to ",
    "log in or register",
    "printer-friendly",
    "please turn on javascript",
    "责任编辑",
    "[责任编辑",
    "［责任编辑",
    "（责任编辑",
    "（编译/",
    "（编译：",
    "未经授权",
    "精彩视频推荐",
    "この記事は有料",
    "（この記事は有料",
    "有料会員",
    "この記事は会員",
    "subscribe to our",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "accept all",
    "skip to content",
    "skip to main",
    "jump to navigation",
    "advertisement",
    "skip advertisement",
    "skip ad",
    "share full article",
    "listen to this article",
    "continued on page",
    "continued from page",
    "continued on a",
    "from page a",
    "please turn to page",
    "fortsetzung auf seite",
    "fortsetzung von seite",
    "suite en page",
    "suite de la page",
    "continúa en la página",
    "viene de la página",
    "segue a pagina",
    "continua na página",
    "lees verder op pagina",
    "to view or add a comment",
    "a correction was made on",
    "an earlier version of this",
    "this article was amended on",
    "a version of this article appear",
    "do you have an opinion on",
    "together with ",
    "login or subscribe to",
    "what did you think of today",
    "il vous reste ",
    "article réservé aux abonnés",
    "temps de lecture",
    "lesezeit",
    "tiempo de lectura",
    "tempo di lettura",
    "tempo de leitura",
    "leestijd",
    "categories: ",
    "hidden categories",
    "kategorien: ",
    "kategorie: ",
    "catégorie : ",
    "catégories : ",
    "categorías: ",
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
    "thanks for reading",
    "subscribe for free",
    "wir verwenden cookies",
    "wir und unsere",
    "diese website verwendet cookies",
    "diese seite verwendet cookies",
    "nous utilisons des cookies",
    "ce site utilise des cookies",
    "utilizamos cookies",
    "usamos cookies",
    "este sitio utiliza cookies",
    "este site usa cookies",
    "utilizziamo i cookie",
    "questo sito utilizza",
    "wij gebruiken cookies",
    "мы используем cookie",
];
/// A line of nothing else.
const ALONE: &[&str] = &[
    "google calendar",
    "icalendar",
    "outlook live",
    "add to calendar",
    "table of contents",
    "jump to recipe",
    "pin recipe",
    "rezept drucken",
    "follow",
    "share",
    "save",
    "print",
    "comments",
    "menu",
    "view history",
    "staff reporter",
    "staff writer",
    "talk",
    "listen",
    "min read",
    "warning",
    "caution",
    "danger",
    "info",
    "tip",
    "note",
    "anzeige",
    "werbung",
    "ad",
    "ads",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "annons",
    "annonse",
    "reklama",
    "реклама",
    "広告",
    "广告",
    "광고",
    "إعلان",
];

/// Whether a line or a sentence says something of the text itself: under what embargo it is, whence it was retrieved.
pub(crate) fn is_notice(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let says = NOTICES.iter().any(|start| lower.starts_with(start)) || lower.contains(HEARD);
    says && lower.split_whitespace().count() <= BOILERPLATE
}

/// What a newsletter or a page says of itself, in any place: such a notice, or a line that is none of its author's text.
pub(crate) fn is_boilerplate(text: &str) -> bool {
    if is_notice(text) {
        return true;
    }
    let lower = text.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    if ALONE.contains(&lower.trim_matches(|c: char| !c.is_alphabetic())) {
        return true;
    }
    if lower.contains(|c: char| c.is_ascii_digit()) && is_count(&lower) {
        return true;
    }
    let has = |said: &[&str]| said.iter().any(|said| lower.contains(said));
    if words <= LINE
        && has(&[
            "©",
            "| read online",
            "| view in browser",
            " on unsplash",
            " on pexels",
            "go to comments",
        ])
    {
        return true;
    }
    // `3 hours ago | root | parent | next`
    let is_bar = lower.matches(" | ").count() > 1 && has(&[" ago", "login", "faq |"]);
    if words <= BAR && (is_bar || asks_to_follow(&lower, words)) {
        return true;
    }
    let says = lower.contains("all rights reserved") || lower.contains("unsubscribe");
    words <= BOILERPLATE && (says || STARTS.iter().any(|start| lower.starts_with(start)))
}

/// `Follow Kessel News on Facebook and on Instagram.`
fn asks_to_follow(lower: &str, words: usize) -> bool {
    const NETWORKS: [&str; 10] = [
        "facebook",
        "twitter",
        "instagram",
        "linkedin",
        "google news",
        "bluesky",
        "threads",
        "whatsapp",
        "telegram",
        "youtube",
    ];
    const BEFORE: [&str; 11] = [
        "on ", "auf ", "bei ", "sur ", "en ", "su ", "no ", "op ", "στο ", "news ", ": ",
    ];
    let named: Vec<usize> = NETWORKS
        .iter()
        .filter_map(|name| lower.find(name))
        .collect();
    let is_led = |at: &usize| BEFORE.iter().any(|word| lower[..*at].ends_with(word));
    FOLLOWS.iter().any(|start| lower.starts_with(start))
        && named.iter().any(is_led)
        && (words <= FOLLOWED || named.len() > 1)
}

/// `214 views`, `1.2K`, `12 likes. Post not marked as liked`, `4 min read`: how often a page was looked at, and by how many.
fn is_count(lower: &str) -> bool {
    const WORDS: usize = 10;
    const COUNTED: &str = "view views read reads like likes liked comment comments share shares clap claps follower followers following \
        reply replies response responses repost reposts retweet retweets reaction reactions upvote upvotes vote votes play plays \
        subscriber subscribers bookmark bookmarks impression impressions aufrufe aufruf kommentar kommentare reaktionen \
        vues vue commentaire commentaires abonnés partages visualizaciones visitas comentario comentarios seguidores \
        visualizzazioni commenti condivisioni visualizações comentários просмотров просмотры комментариев комментария \
        阅读 赞 在看 浏览 评论 转发 回視聴 いいね 조회수 댓글 공감";
    const BESIDE: &str = "min mins minute minutes post not marked as and of the on · • | k m 1 more this article story people \
        minuten lesezeit de lecture lectura di lettura";
    if lower.split_whitespace().nth(WORDS + 2).is_some() {
        return false;
    }
    // `1.2M views | Maya Torres | May 2025`
    if let Some((first, _)) = lower.split_once(" | ")
        && is_count(first)
    {
        return true;
    }
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm' | '万'))
    };
    let mut words = lower
        .split_whitespace()
        .map(|word| word.trim_matches(['.', ',', '·', '•', '|', '(', ')']));
    let (mut numbers, mut counted) = (0, 0);
    let mut count = 0;
    let all = words.all(|word| {
        count += 1;
        numbers += usize::from(is_number(word));
        counted += usize::from(is_in(COUNTED, word));
        word.is_empty() || is_number(word) || is_in(COUNTED, word) || is_in(BESIDE, word)
    });
    let is_first = lower.starts_with(|c: char| c.is_ascii_digit()) || numbers == 1 && count == 2;
    let is_short = count == 1 && numbers == 1 && lower.ends_with(['k', '万']);
    is_short || all && count <= WORDS && numbers > 0 && counted > 0 && is_first
}

/// What a line that describes a picture begins with.
pub(crate) fn is_caption(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "clockwise from",
        "from left:",
        "from top:",
        "left to right:",
        "pictured:",
        "photo:",
        "photograph:",
        "image caption",
        "media caption",
    ];
    let lower = text.trim().to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
}
