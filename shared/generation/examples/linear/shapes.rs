//! Texts that are made to take long.

/// The name, what comes once, what is repeated, and what comes once at the end.
pub(crate) type Shape = (&'static str, &'static str, &'static str, &'static str);

pub(crate) const SHAPES: [Shape; 63] = [
    (
        "prose",
        "",
        "The mill stood by the river for years. Its wheel was built by a carpenter from Bern. ",
        "",
    ),
    (
        "endless-lower",
        "It began",
        "! and on it went",
        " and On! it ended.",
    ),
    (
        "endless-lower-late",
        "it began so long ago that nobody knows",
        "! and on",
        "! It ended.",
    ),
    ("upper-at-end", "", "word! word? ", "End"),
    ("far-capital", "", "z. b. u. a. ", "B! c! d"),
    ("same-words", "", "The same words again. ", ""),
    ("same-words-unended", "", "the same words again ", ""),
    (
        "same-two-sentences",
        "",
        "We sell good red apples here. They sell good red apples there. ",
        "",
    ),
    (
        "numbered-same",
        "",
        "Point {n} is that good red apples are sold here. ",
        "",
    ),
    ("one-word-sentences", "", "Go. ", ""),
    ("distinct-words", "", "w{n} ", ""),
    (
        "distinct-sentences",
        "",
        "Name{n} met name{n} in Town{n}. ",
        "",
    ),
    ("thai", "", "ภาษาไทยไม่มีช่องว่างระหว่างคำ", ""),
    ("thai-spaced", "", "ภาษาไทย ไม่มี ช่องว่าง ", ""),
    ("chinese", "", "今天的天气很好我们都去公园散步了", ""),
    ("chinese-stops", "", "今天的天气很好。我们都去公园。", ""),
    ("initials", "", "J. R. R. ", "Tolkien wrote it."),
    ("initials-lower", "", "z. B. u. a. ", ""),
    ("abbreviations", "", "Mr. Dr. Prof. ", "Smith came."),
    ("ellipses", "", "... ", "End."),
    ("stops-closers", "He left.", ")", " He came."),
    ("stops-quotes", "He left.", "”", " He came."),
    ("stops-spaces", "He left.", " ", "He came."),
    ("stops-commas", "He left. ", ", ", "he came."),
    ("open-quotes", "", "“He said ", ""),
    ("open-straight-quotes", "", "\"he said ", ""),
    ("open-single-quotes", "", "'he said ", ""),
    ("single-pairs", "", "'he said so' and ", "so' it' is."),
    ("open-brackets", "", "(he said. ", ""),
    ("nested-brackets", "", "([{", ""),
    ("hashtags", "", "#tag{n} ", ""),
    ("hashtags-joined", "", "#a", ""),
    ("one-long-word", "", "a", ""),
    ("combining", "e", "\u{301}", ""),
    ("emoji-joined", "👩", "\u{200D}👩", ""),
    ("dotted", "", "a.b.", ""),
    ("links", "", "See a.co/( and a.co?! ", ""),
    ("links-glued", "", "a.co?!", ""),
    ("addresses", "", "a@b.co ", ""),
    ("figures", "", "1,000.5 of 12 % ", ""),
    ("dates", "", "On 19 November {y} it rained. ", ""),
    ("placeholders", "", "Dear [your name {n}], {topic} ", ""),
    ("empty-lines", "", "\n\n", "End."),
    (
        "short-lines",
        "",
        "Head {n}\n\n",
        "It is a sentence of some words here.",
    ),
    (
        "latin-marks",
        "",
        "\u{80}\u{90}\u{A0}¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿",
        "",
    ),
    ("latin-one-mark", "", "\u{A0}", "End."),
    ("quotes-nested", "", "“‘«he said ", ""),
    ("quotes-closed", "", "“he said so {n}” ", ""),
    ("speakers", "", "Ann{n}: Yes, we do.\n\nBob: No.\n\n", ""),
    ("times", "", "[00:00:01] It was said {n}.\n", ""),
    ("headings", "", "# Head {n}\n\nWords of it.\n\n", ""),
    ("items", "", "- An item, which is item {n}\n", ""),
    ("items-deep", "", "- ", "End."),
    ("quotes-deep", "", "> ", "End."),
    ("table", "| a | b |\n|---|---|\n", "| c{n} | d |\n", ""),
    ("columns", "", "|a", "|\n"),
    ("emphasis", "", "*a **b ", ""),
    ("underscores", "", "_a __b_ ", ""),
    ("backticks", "", "`a ``b ", ""),
    ("links-open", "", "[a](", ""),
    ("images-open", "", "![", ""),
    ("tags-open", "", "<b><i>", ""),
    ("entities", "", "&amp;&lt;", ""),
];

/// A text of at least so many bytes.
pub(crate) fn text(shape: Shape, bytes: usize) -> String {
    let (_, first, repeated, last) = shape;
    let mut text = first.to_owned();
    let mut number = 0;
    while text.len() + last.len() < bytes {
        number += 1;
        let year = 1_000 + number % 1_900;
        let next = repeated.replace("{n}", &number.to_string());
        text.push_str(&next.replace("{y}", &year.to_string()));
    }
    text + last
}
