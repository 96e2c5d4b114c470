//! What pages and newsletters say of themselves.

/// Words of what a page says of itself.
const BOILERPLATE: usize = 40;

/// What a newsletter or a page says of itself, in any place.
pub(in crate::html) fn is_boilerplate(text: &str) -> bool {
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
    const ALONE: &[&str] = &[
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
    let lower = text.trim().to_lowercase();
    let words = lower.split_whitespace().count();
    if ALONE.contains(&lower.trim_matches(|c: char| !c.is_alphabetic())) {
        return true;
    }
    let says = lower.contains("all rights reserved") || lower.contains("unsubscribe");
    words <= BOILERPLATE && (says || STARTS.iter().any(|start| lower.starts_with(start)))
}
