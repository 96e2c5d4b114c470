//! A page that somebody has copied whole into a text: what stands around its title, and what it leads on to below the text.

use std::collections::HashSet;

use crate::{
    Role,
    block::{self, Block},
    boilerplate::is_boilerplate,
    join::words,
    lines, speech,
    stamps::is_stamp,
};

/// Words of a line that may stand above a title or beside it, of a title, and of what tells something.
const LABEL: usize = 8;
const TITLE: usize = 4;
const PROSE: usize = 8;
/// Words of a paragraph that is a text's and no reader's.
const LONG: usize = 30;
/// Lines of a page that are looked at above its text.
const HEAD: usize = 30;
/// Lines of a foot that say so, of so many.
const SIGNS: usize = 3;
const NEAR: usize = 7;

/// Of a line of nothing else: what is clicked or shown beside a title or below a text.
const CLICKED: &str = "from, follow, following, share, save, listen, more, print, copy link, subscribe, sign in, sign up, log in, join now, \
    get emails about this page, print this page, show all updates, see all updates, like, comment, repost, send, reactions, respond, reply, \
    replies, write a response, what are your thoughts, view all responses, see all from, recommended from medium, upvote, downvote, award, \
    go to comments, join the conversation, sort by, best, search comments, add a comment, most read, most popular, trending, related, \
    related topics, related stories, follow us, share this article, share this page, updates to this page, report this, hide, \
    folgen, teilen, merken, speichern, drucken, gefällt mir, kommentieren, abonnieren, suivre, partager, enregistrer, imprimer, \
    j'aime, commenter, s'abonner, seguir, compartir, guardar, imprimir, me gusta, comentar, suscribirse, compartilhar, salvar, curtir, \
    condividi, salva, stampa, mi piace, commenta, iscriviti, delen, opslaan, volgen, поделиться, сохранить, подписаться, нравится, \
    комментировать, ответить, показать ещё комментарии, antworten, répondre, responder, rispondi, 分享, 收藏, 写留言, 点赞, 在看, 关注, シェア, 保存, フォロー, 공유, 저장, 팔로우, שתפו, שיתוף, مشاركة, شارك";
/// What a line of a few words begins with, of the same kind.
const BEGINS: &[&str] = &[
    "published",
    "updated",
    "last updated",
    "first published",
    "posted on",
    "written by ",
    "reading time",
    "time to read",
    "responses (",
    "comments (",
    "follow us ",
    "follow @",
    "share on ",
    "share this",
    "more from ",
    "see more from ",
    "picture: ",
    "photo: ",
    "photograph: ",
    "image: ",
    "photo by ",
    "image source, ",
    "image caption, ",
    "applies to ",
    "veröffentlicht",
    "aktualisiert",
    "geschrieben von ",
    "publié",
    "mis à jour",
    "écrit par ",
    "publicado",
    "actualizado",
    "escrito por ",
    "pubblicato",
    "aggiornato",
    "scritto da ",
    "опубликовано",
    "обновлено",
    "время чтения",
    "фото: ",
    "подписывайтесь",
    "комментарии (",
    "原创 ",
    "点击上方",
    "喜欢就",
    "阅读 ",
    "赞 ",
    "פורסם",
    "עודכן",
    "צילום: ",
    "תגובות (",
    "שתפו ",
    "אולי יעניין",
    "نشر ",
    "تم التحديث",
    "kommentare (",
    "commentaires (",
    "comentarios (",
    "commenti (",
];

pub(super) fn remove(blocks: &mut Vec<Block>) {
    head(blocks);
    foot(blocks);
}

/// Above the text and between its first two sentences: the line that is the title stays, and what stands right below it in a
/// few words more.
fn head(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let mut told =
        (0..lines.len()).filter(|place| tells(&blocks[lines[*place].0], lines[*place].1));
    let Some(first) = told.next().filter(|first| *first > 0 && *first < HEAD) else {
        return;
    };
    let second = told.next().filter(|second| *second < first + HEAD / 2);
    let is_line = |place: &usize| blocks[lines[*place].0].role == Role::Paragraph;
    let signs = |from: usize, to: usize| {
        (from..to)
            .filter(|place| is_line(place) && is_sign(lines[*place].1))
            .count()
    };
    let end = second
        .filter(|second| signs(first + 1, *second) > 1)
        .unwrap_or(first);
    // Who has written it stands twice, as a picture's name and as a link.
    let is_twice = |place: usize| place + 1 < end && lines[place].1 == lines[place + 1].1;
    let twice = (0..end).filter(|place| is_twice(*place)).count();
    // A day alone may be that of something that takes place.
    let has_other = twice > 0
        || (0..end)
            .any(|place| is_line(&place) && is_sign(lines[place].1) && !is_dated(lines[place].1));
    if signs(0, end) + twice < 2 || !has_other {
        return;
    }
    let stated = (0..first).find(|place| blocks[lines[*place].0].role == Role::Title);
    let is_title = |place: &usize| {
        let line = lines[*place].1;
        is_line(place)
            && !is_sign(line)
            && words(line) >= TITLE
            && !line.contains(" | ")
            && !is_credit(line)
    };
    // `Harwick Weighbridge`, in an encyclopedia's menu and above its text, which begins with it.
    let is_entry = |place: &usize| {
        let line = lines[*place].1;
        is_line(place)
            && !is_sign(line)
            && line.contains(' ')
            && lines[*place + 1..first]
                .iter()
                .all(|(_, other)| *other != line)
            && lines[..*place].iter().any(|(_, other)| *other == line)
            && lines[first].1.contains(line)
    };
    let entry = || (0..first).find(is_entry);
    let Some(title) = stated.or_else(entry).or_else(|| (0..first).find(is_title)) else {
        return;
    };
    let is_left: Vec<bool> = (0..lines.len())
        .map(|place| {
            let line = lines[place].1;
            let is_beside = place < end && place != title && place != first && is_line(&place);
            let is_below = place == title + 1 && words(line) > TITLE && !line.contains(" | ");
            let is_label = words(line) <= LABEL && !lines::is_ended(line) && !is_below;
            is_beside && (is_sign(line) || is_label || line.contains(" | ") || is_credit(line))
        })
        .collect();
    let place = lines[title].0;
    if stated.is_none() {
        let rest: Vec<&str> = blocks[place].text.lines().collect();
        let at = title - lines[..title].iter().filter(|(of, _)| *of < place).count();
        let parts = [&rest[..at], &rest[at..=at], &rest[at + 1..]].map(|part| part.join("\n"));
        let role = blocks[place].role;
        let [before, own, after] = parts;
        let parted = [(role, before), (Role::Title, own), (role, after)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(role, text)| Block::new(role, text));
        blocks.splice(place..=place, parted.collect::<Vec<_>>());
    }
    block::without_lines(blocks, &is_left);
}

/// From the line on below which nearly each is clicked, counts or says when; comments that stand there, too.
fn foot(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let is_line = |place: usize| {
        matches!(
            blocks[lines[place].0].role,
            Role::Paragraph | Role::Item | Role::Heading
        )
    };
    let signs: Vec<bool> = (0..lines.len())
        .map(|place| is_line(place) && is_sign(lines[place].1))
        .collect();
    let told: Vec<usize> = (0..lines.len())
        .filter(|place| tells(&blocks[lines[*place].0], lines[*place].1))
        .collect();
    let Some(second) = told.get(1).copied() else {
        return;
    };
    let last_read = told
        .iter()
        .rfind(|place| words(lines[**place].1) > LONG)
        .copied();
    let last_comments = lines.iter().rposition(|(_, line)| heads_comments(line));
    let is_foot = |place: usize| {
        let near = place..(place + NEAR).min(lines.len());
        signs[place]
            && near.clone().filter(|place| signs[*place]).count() >= SIGNS
            && (last_read < Some(place) || last_comments >= Some(place))
            && is_offered(
                near.filter(|place| signs[*place])
                    .map(|place| lines[place].1),
            )
    };
    let Some(from) = (second + 1..lines.len()).find(|place| is_foot(*place)) else {
        return;
    };
    // Medium's tags stand above how many have clapped.
    let is_tag = |place: &usize| {
        let line = lines[*place].1;
        is_line(*place) && words(line) <= 2 && !lines::is_ended(line)
    };
    let tags = if is_count(lines[from].1) {
        (second + 1..from).rev().take_while(is_tag).count()
    } else {
        0
    };
    let is_left: Vec<bool> = (0..lines.len()).map(|place| place >= from - tags).collect();
    block::without_lines(blocks, &is_left);
}

/// Whether lines are clicked: one in several words, or two. A cell of a table says `from` or `more` by itself.
fn is_offered<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let clicked: HashSet<&str> = lines.filter(|line| is_clicked(line)).collect();
    clicked.len() > 1 || clicked.iter().any(|line| words(line) > 1)
}

fn tells(block: &Block, line: &str) -> bool {
    matches!(block.role, Role::Paragraph | Role::Quotation)
        && lines::is_ended(line)
        && words(line) > PROSE
        && !is_sign(line)
}

fn is_sign(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
        || is_count(line)
        || is_dated(line)
        || is_clicked(line)
        || is_ago(line)
        || is_stamp(line)
        || is_boilerplate(line)
        || line.starts_with("For ") && line.contains(", see ") && words(line) <= 2 * LABEL
}

/// A day or an hour and nothing else.
fn is_dated(line: &str) -> bool {
    let has_figure = || line.contains(|c: char| c.is_ascii_digit());
    speech::is_day(line) || is_stamp(line) && has_figure() && !is_clicked(line) && !is_ago(line)
}

/// `5 hr. ago`, `r/canals`
fn is_ago(line: &str) -> bool {
    line.split_whitespace().count() <= TITLE && line.ends_with(" ago")
        || line.starts_with("r/") && !line.contains(' ')
}

/// `1.3K`
fn is_count(line: &str) -> bool {
    line.len() <= 6
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'K' | 'k' | 'M'))
}

fn is_clicked(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    CLICKED.split(", ").any(|clicked| clicked == bare)
        || words(line) <= LABEL
            && !line.ends_with(['.', '?', '!'])
            && BEGINS.iter().any(|begins| lower.starts_with(begins))
}

/// `The last gate is lowered into place. Picture: Sam Reed`
fn is_credit(line: &str) -> bool {
    const CREDITS: [&str; 8] = [
        "Picture: ",
        "Photo: ",
        "Photograph: ",
        "Image: ",
        "Credit: ",
        "Foto: ",
        "Фото: ",
        "צילום: ",
    ];
    !lines::is_ended(line) && CREDITS.iter().any(|credit| line.contains(credit))
}

fn heads_comments(line: &str) -> bool {
    const HEADS: [&str; 9] = [
        "responses (",
        "comments (",
        "go to comments",
        "sort by",
        "join the conversation",
        "write a response",
        "kommentare (",
        "commentaires (",
        "comentarios (",
    ];
    let lower = line.to_lowercase();
    HEADS.iter().any(|head| lower.starts_with(head))
}
