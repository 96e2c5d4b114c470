//! How a sentence begins: what marks it in its source, and whether it points to something before it.

use std::collections::HashSet;

use super::pointing;
use crate::words::{Language, bare, is_in, is_small, is_unspaced, lower};

/// At the start of a sentence they point back.
const POINTING: &str = "this that these those he she it they him his her hers its their theirs them but and or nor so \
however therefore thus hence such then also yet moreover furthermore nevertheless nonetheless besides meanwhile \
otherwise instead still consequently accordingly similarly likewise finally second secondly third thirdly another \
other others both neither either which who whom whose because yes no well right sure exactly okay ok yeah um uh oh ah hey anyway anyhow even too \
again later afterwards afterward first firstly same latter former there here thereby therefor subsequent note i'd like thank thanks";
const POINTING_GERMAN: &str = "dies diese dieser dieses diesem diesen er sie es ihr ihre ihm ihn ihnen sein seine aber und oder denn \
jedoch deshalb daher darum deswegen somit also dann danach außerdem zudem ferner dennoch trotzdem dabei dafür dagegen \
damit daran darauf daraus darin darüber davon dazu dadurch dort hier so solche auch schließlich zweitens drittens ja \
nein nun sondern doch jener jene jenes letztere erstere derselbe dieselbe das";
const POINTING_OTHERS: &str = "cela ceci ce cet cette ces il elle ils elles leur leurs son sa ses mais et ou donc or car \
ainsi alors puis ensuite enfin cependant pourtant toutefois aussi celui celle ceux celles c'est oui non \
esto eso este esta estos estas ese esa esos esas él ella ellos ellas su sus pero y o así entonces luego además \
también aquello aquel aquella sí \
questo questa questi queste quello quella quelli quelle egli esso essa essi lui lei loro suo sua ma e così quindi \
allora poi inoltre però anche dunque \
isso isto esse essa esses essas ele ela eles elas seu sua seus suas mas então assim também porém além";
/// Right behind the first word they point back in German, whose verb or conjunction stands before them: `Kocht er länger`. `Sie` is whom
/// the text speaks to.
const SECOND_GERMAN: [&str; 5] = ["er", "sie", "ihn", "ihm", "ihnen"];
/// Among the first words they point back too: "For these", "In such a case".
const NEAR: &str = "this these those such same latter former said aforesaid he she they him them his their it its \
diesem dieser diesen dieses solche solchen cette ces celui celle este esta estos estas ese esa questo questa esse essa";
/// After "The" at the start they count or order what was said before: "The second is", "The latter".
const ORDERED: &str = "first second third fourth fifth next final last latter former same other others following above \
rest result results";
/// They tie a sentence to the one before it.
const TIES: [&str; 32] = [
    "for example",
    "for instance",
    "for that",
    "in addition",
    "in contrast",
    "by contrast",
    "in fact",
    "in other words",
    "in short",
    "in particular",
    "in like",
    "in the same",
    "in return",
    "on the other hand",
    "on the contrary",
    "at the same time",
    "as a result",
    "as before",
    "of course",
    "even so",
    "to reemphasize",
    "to be fair",
    "you know",
    "i mean",
    "i guess",
    "like i said",
    "as i said",
    "since then",
    "until then",
    "by then",
    "after that",
    "before that",
];
/// After them "above" is a place in the text.
const SHOWN: &str = "the described mentioned shown noted listed given as see discussed explained stated code example figure table diagram";
/// They are "they", though they don't end like plurals.
const MANY: &str = "people men women children and all many some both those";
/// After "there" they say that something is.
const EXISTS: &str = "is are was were be been being has have had will would can could may might must should isn't aren't wasn't \
weren't won't exists exist existed comes came seems seemed remains remain remained goes lies lay stands stood";
/// Before a verb they are a part of what was said.
const PARTS: &str = "most some many few several half none all both one two three four five";
const FRACTIONS: &str = "third thirds quarter quarters half fifth fifths percent";
const DOES: &str =
    "is are was were has have had goes go went comes come came stays stayed gets got ends ended";
const ANYBODY: &str = "who everybody everyone nobody somebody anybody anyone someone person";
/// They end like plurals.
const SINGULAR: &str = "was is his its this has does us as unless perhaps always less thus";
const SOMEBODY: &str = "man woman person somebody someone anybody anyone everybody everyone nobody boy girl child who \
whoever father mother president king queen user reader student teacher";
/// Before `that` they make it point: "for that purpose".
const PREPOSITIONS: &str =
    "for of to in on at by with from upon until after before during under about";
/// Anywhere in a sentence: "on this subject"; not so "this country", "this year".
const POINTERS: [&str; 4] = ["this", "these", "such", "that"];
const POINTED: &str = "subject source question matter point reason object proposition case cases purpose problem issue approach \
method scenario section result results measure measures difficulty difficulties document communication report treaty view abuse end effect";
const SPEAKER_WORDS: usize = 3;
/// Words of an answer that says something without its question.
const ANSWER: usize = 3;
/// Words of a noun with what is before it.
const NOUN: usize = 4;
/// Words of a sentence that has an address and tells nothing beside.
const FEW: usize = 10;
/// How a sentence begins that asks to be written to.
const CONTACT: &str = "write email e-mail mail contact call send reach visit questions press schreiben schreibt kontakt mail \
écrivez contactez escriba escríbanos contacte scrivete contattate escreva contate schrijf mailen";

/// Whether a reader understands it who has read nothing before.
pub(super) fn stands_alone(sentence: &str, language: Language) -> bool {
    let mut words = sentence
        .split_whitespace()
        .map(|word| lower(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let first = words.next().unwrap_or_default();
    let begins = sentence.chars().find(|c| c.is_alphanumeric());
    if begins.is_none_or(is_small)
        || sentence.starts_with([')', ']', '(', '[', '（', '…', '.', ',', ';', '-', '–', '—'])
    {
        return false;
    }
    if points_back(&first, language)
        || sentence.starts_with("One,")
        || is_bare_quotation(sentence)
        || language == Language::German
            && sentence
                .split_whitespace()
                .nth(1)
                .is_some_and(|word| SECOND_GERMAN.contains(&word))
        || language == Language::English && (hangs(sentence) || is_counted(sentence))
        || !is_balanced(sentence)
        || sentence.ends_with([':', ',', ';'])
        || trails_off(sentence)
        || is_tied(sentence, language)
    {
        return false;
    }
    let mut before = first;
    for (place, word) in words.enumerate() {
        let that =
            place < 5 && word == "that" && PREPOSITIONS.split(' ').any(|known| known == before);
        let these =
            POINTERS.contains(&before.as_str()) && POINTED.split(' ').any(|known| known == word);
        if that || these {
            return false;
        }
        before = word;
    }
    let near = match language {
        Language::Dutch | Language::Listed(_) => pointing::of(language).near,
        _ => NEAR,
    };
    let mut words = sentence.split_whitespace().skip(1).take(3).map(bare);
    !words.any(|word| is_in(near, &word))
}

/// It begins as what goes on begins: `С тех пор`, `Por ejemplo`, `这款`.
fn is_tied(sentence: &str, language: Language) -> bool {
    let starts = pointing::of(language).starts;
    if starts.is_empty() {
        return false;
    }
    let small = lower(sentence);
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    starts.split(';').any(|start| {
        let rest = small.strip_prefix(start);
        rest.is_some_and(|rest| start.starts_with(is_unspaced) || ends(rest))
    })
}

/// `And that was a big deal...`: its speaker didn't say it to its end.
fn trails_off(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(|c: char| "\"'“”’»)]".contains(c));
    bare.ends_with('…') || bare.ends_with("..")
}

/// Whether a sentence that begins with this word speaks of what was said before.
fn points_back(first: &str, language: Language) -> bool {
    let pointing: &[&str] = match language {
        Language::English => &[POINTING],
        Language::German => &[POINTING_GERMAN],
        Language::Other => &[POINTING, POINTING_GERMAN, POINTING_OTHERS],
        Language::Dutch | Language::Listed(_) => &[pointing::of(language).first],
        // The article.
        Language::Portuguese if first == "o" => return false,
        _ => &[POINTING_OTHERS],
    };
    let stem = first.split('\'').next().unwrap_or_default();
    let mut known = pointing.iter().flat_map(|list| list.split(' '));
    known.any(|known| known == first || known == stem)
}

/// How a sentence begins that sends its reader elsewhere.
const ELSEWHERE: &str = "for more information;for further information;for more details;for additional information;for details;\
learn more;read more;find out more;to learn more;weitere informationen;mehr informationen;mehr erfahren;\
pour plus d'informations;pour plus d’informations;pour en savoir plus;para más información;más información;\
per ulteriori informazioni;per maggiori informazioni;para mais informações;mais informações;voor meer informatie;meer informatie";

/// How a page sends its reader to what it is about.
const WHOLE: [&str; 3] = ["read the full ", "read the whole ", "download the full "];
/// What a newsroom says of a page.
const LATER: &str = "contributed to this report;contributed reporting;this version corrects;this story corrects;\
this article was originally;this article originally;was originally published;originally appeared on;first appeared on;\
pokud jste v článku;this post was originally;let us know in the comments;in the comments below;dieser artikel erschien zuerst;\
dieser beitrag erschien zuerst;cet article a été publié;este artículo fue publicado;粉絲團;粉丝团;will update this post;will update this story;will update this article;will be updated as;\
this story has been updated;this article has been updated;this article was updated;this post has been updated";

/// How a text sends its reader to another place for what it leaves out, and what is there.
const SEE: &str = "see the;see also;see our;see their;siehe;voir la;voir le;voir les;voir aussi;véase;consulte la;consulte el;\
consultez la;consultez le;zie de;zie ook;vedi;si veda;veja a;veja o;viz;см;подробнее;zobacz";
const THERE: &str = "detail dokument document démo demo information more mehr plus news changelog guide section chapter abschnitt \
kapitel anhang appendix figure table seite page página pagina sezione documenta sekcj .md .html";

/// Before what somebody says, and no part of it.
const FILLERS: &str = "well uh uhm um er erm hm hmm oh ah so okay ok look honestly actually now then and but \
naja ähm äh nun tja bueno pues alors ben euh bah eh";

/// Of a sentence one of them is there, or a word in `-ed`: the verb, or who does it.
const SAYS: &str = "i we you he she it they there who what nothing something everything nobody somebody everybody \
is are was were be been am have has had do does did can could will would shall should may might must isn't aren't wasn't weren't \
haven't hasn't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't i'm i've i'd i'll we're we've we'd we'll you're you've \
you'd you'll it's that's there's he's she's they're they've they'd they'll what's who's here's let's";

/// English: a word that is a verb, or ends as verbs do, and is no name: none in `Ada Kern about the way into the trade`.
pub(super) fn has_verb(sentence: &str) -> bool {
    sentence.split_whitespace().any(|word| {
        let bare = bare(word);
        let small = word.starts_with(char::is_lowercase);
        is_in(SAYS, &bare)
            || small && bare.len() > 2 && (bare.ends_with('s') || bare.ends_with("ed"))
    })
}

/// English: nobody does anything in it.
fn is_fragment(said: &[&str]) -> bool {
    let says = |word: &&str| {
        let word = bare(word).replace('’', "'");
        word.ends_with("ed") || is_in(SAYS, &word)
    };
    let mut start = said.iter().take(NOUN);
    !said.iter().any(says)
        && (said.len() <= NOUN || start.any(|word| is_in(PREPOSITIONS, &bare(word))))
}

/// Whether an answer says nothing without its question: `Yes.`, `That was the rent.`, `One of them wrote.`, `Sixty euros.`
pub(super) fn needs_question(answer: &str, language: Language, words: usize) -> bool {
    let is_filler = |word: &&str| is_in(FILLERS, &bare(word));
    let said: Vec<&str> = answer.split_whitespace().skip_while(is_filler).collect();
    let first = said.first().map(|word| bare(word).replace('’', "'"));
    let first = first.unwrap_or_default();
    words < ANSWER
        || points_back(&first, language)
        || language == Language::English && (hangs(&said.join(" ")) || is_fragment(&said))
}

/// English: it goes on with what was said, or speaks of somebody whom it has not named.
fn hangs(sentence: &str) -> bool {
    let small = lower(sentence);
    let ties = |tie: &str| {
        small
            .strip_prefix(tie)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    // "Their" may be of one, too, of whom nobody says whether it is a he or a she.
    let (mut many, mut somebody_or_other, mut somebody) = (false, false, false);
    let mut before = String::new();
    let mut tokens = sentence.split_whitespace().peekable();
    while let Some(token) = tokens.next() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let small = lower(word);
        let stem = small.split('\'').next().unwrap_or_default();
        let is_place = |next: Option<&&str>| {
            let goes_on = next.filter(|_| token.ends_with(char::is_alphanumeric));
            goes_on.is_none_or(|next| !is_in(EXISTS, &bare(next)))
        };
        match stem {
            "there" if !somebody && stem == small && is_place(tokens.peek()) => return true,
            "they" | "them" | "themselves" | "ones" if !many => return true,
            "their" | "theirs" if !many && !somebody_or_other => return true,
            "he" | "she" | "him" | "her" | "his" | "hers" if !somebody => return true,
            "above" if is_in(SHOWN, &before) => return true,
            _ => {}
        }
        let plural = stem.len() > 3 && stem.ends_with('s') && !is_in(SINGULAR, stem);
        many |= plural || is_in(MANY, stem);
        somebody_or_other |= is_in(ANYBODY, stem);
        let named = word.starts_with(char::is_uppercase) && word != "I";
        let named = named && !Language::English.is_stop_word(&small);
        somebody |= named || is_in(SOMEBODY, stem);
        before = small;
    }
    TIES.iter().any(|tie| ties(tie)) || is_part(&small)
}

/// English: `Two thirds goes to Leeds.`, `Most of it was dried.`, of what was said before.
fn is_part(small: &str) -> bool {
    let mut words = small.split_whitespace().map(bare);
    let first = words.next().unwrap_or_default();
    let mut next = words.next().unwrap_or_default();
    if is_in(FRACTIONS, &next) {
        next = words.next().unwrap_or_default();
    } else if !is_in(PARTS, &first) {
        return false;
    }
    is_in(DOES, &next)
        || next == "of"
            && words
                .next()
                .is_some_and(|what| is_in("it them that this", &what))
}

/// English: `The second is …`.
fn is_counted(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    words.next() == Some("The")
        && words.next().is_some_and(|second| {
            is_in(ORDERED, second.trim_matches(|c: char| !c.is_alphanumeric()))
        })
}

/// Words of somebody, and nothing that says whose.
fn is_bare_quotation(sentence: &str) -> bool {
    let quotation = |c: char| "\"“”„".contains(c);
    let inner = sentence
        .strip_prefix(quotation)
        .and_then(|rest| rest.strip_suffix(quotation));
    inner.is_some_and(|inner| !inner.contains(quotation))
}

/// How to reach somebody, and nothing else: no sentence of a text.
pub(super) fn is_contact(sentence: &str, words: usize) -> bool {
    let address = |token: &str| is_mailbox(token.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = lower(sentence.split_whitespace().next().unwrap_or_default());
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let asks = CONTACT.split(' ').any(|word| word == first);
    (words < FEW || asks) && sentence.split_whitespace().any(address)
        || leads_elsewhere(sentence, words)
}

/// `For more information, visit www.example.com.`, `Read more on our website.`
fn leads_elsewhere(sentence: &str, words: usize) -> bool {
    /// Words of a sentence that says no more than where to look.
    const LOOKS: usize = 14;
    let small = lower(sentence);
    let has_address = || {
        let mut words = small.split_whitespace();
        words.any(|word| word.starts_with("http") || word.starts_with("www.") || word.contains('@'))
    };
    let begins = ELSEWHERE.split(';').any(|start| small.starts_with(start));
    let promises = LATER.split(';').any(|later| small.contains(later));
    let sees = || {
        let starts = SEE.split(';').any(|start| {
            let rest = small.strip_prefix(start);
            rest.is_some_and(|rest| rest.starts_with([' ', '.']))
        });
        starts && THERE.split(' ').any(|there| small.contains(there))
    };
    begins && (has_address() || words < FEW)
        || words <= LOOKS && sees()
        || promises
        || WHOLE.iter().any(|whole| small.starts_with(whole))
}

/// A line of an address: `Tel: +1 555 0100`, `press@example.com`, `www.example.com`.
pub(super) fn reaches_somebody(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let is_number = |c: char| c.is_ascii_digit() || "+()-./ ".contains(c);
    let number = line.rsplit_once(':').map_or(line, |(_, number)| number);
    let is_called = digits >= 7 && number.trim().chars().all(is_number);
    let mut words = line.split_whitespace();
    is_called
        || words
            .any(|word| word.starts_with("http") || word.starts_with("www.") || is_mailbox(word))
}

/// `press@example.com`.
fn is_mailbox(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Quotation marks and brackets open and close.
pub(super) fn is_balanced(sentence: &str) -> bool {
    let count = |c: char| sentence.matches(c).count();
    count('"') % 2 == 0
        && count('(') == count(')')
        && count('[') == count(']')
        && (count('“') == count('”') || count('„') == count('“'))
}

/// Without what marks a list's item, a heading or a quotation, nor what stands before each line of a transcript.
pub(super) fn without_mark(paragraph: &str, language: Language) -> &str {
    let mut text = paragraph.trim();
    loop {
        let before = text.len();
        let bare = text.trim_start_matches(|c: char| "#>*-+=~|•·–—_`".contains(c));
        if bare.is_empty() || bare.starts_with(char::is_whitespace) {
            text = bare.trim_start();
        }
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let ordinal = language != Language::German && (1..4).contains(&digits);
        if ordinal && (text[digits..].starts_with(". ") || text[digits..].starts_with(") ")) {
            text = text[digits + 1..].trim_start();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// Without where and when an agency tells something: `NARVIK, Norway, May 12, 2026 (NORDWIRE) -- The line …`.
pub(super) fn without_dateline(paragraph: &str) -> &str {
    /// Bytes and words of it.
    const BYTES: usize = 90;
    const WORDS: usize = 12;
    let window = &paragraph[..paragraph.floor_char_boundary(BYTES)];
    let dash = [" -- ", " — ", " – "]
        .iter()
        .filter_map(|dash| window.find(dash).map(|at| (at, dash.len())))
        .min();
    let Some((at, length)) = dash else {
        return paragraph;
    };
    let (place, told) = (&paragraph[..at], &paragraph[at + length..]);
    let first: String = place.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_shouted = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let is_dated = place.contains([',', '(', '/']);
    if is_shouted
        && is_dated
        && place.split_whitespace().count() <= WORDS
        && told.starts_with(char::is_uppercase)
    {
        told
    } else {
        paragraph
    }
}

/// A heading without its number: `7.1. Coverage`, `3) Testing`.
pub(super) fn without_number(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')');
    let number = &heading[..heading.len() - rest.len()];
    let numbered = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(['.', ')']);
    if (numbered || number.contains('.')) && rest.starts_with(' ') {
        rest.trim_start()
    } else {
        heading
    }
}

/// Without the time and the speaker before it.
pub(super) fn without_label<'a>(sentence: &'a str, speakers: &HashSet<String>) -> &'a str {
    let text = without_time(sentence);
    match label(sentence) {
        Some(name) if speakers.contains(name) => without_time(text[name.len() + 1..].trim_start()),
        _ => text,
    }
}

/// `Anna`, `Speaker 1`, `INTERVIEWER` of `Anna: …`.
pub(super) fn label(sentence: &str) -> Option<&str> {
    let (name, rest) = without_time(sentence).split_once(':')?;
    let words = name.split(' ').count();
    let named = name
        .split(' ')
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    (rest.starts_with(' ') && words <= SPEAKER_WORDS && named && name.len() < 40).then_some(name)
}

/// `[00:12:33]`, `(1:05)`, `00:12`.
fn without_time(text: &str) -> &str {
    let open = text.trim_start_matches(['[', '(']);
    let digits = open.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let time = &open[..open.len() - digits.len()];
    let closed = if open.len() < text.len() {
        digits.strip_prefix([']', ')'])
    } else {
        digits.strip_prefix(' ')
    };
    match closed {
        Some(rest) if time.contains(':') => {
            rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '–')
        }
        _ => text,
    }
}
