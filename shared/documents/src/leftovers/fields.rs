//! What somebody has noted of a text in lines of a label and a value: above it, below it, and for who publishes it.

use crate::{
    Role,
    block::{self, Block},
    join, lines,
};

/// Before a colon, above the text or below it.
const BESIDE: &str = "author, written by, byline, words, text, editor, published, last updated, updated, last modified, reading time, \
    read time, photo, photos, photography, image, images, picture, credit, credits, illustration, illustrations, category, categories, tags, \
    tag, filed under, topics, status, deadline, client, audience, tone, autor, autorin, stand, veröffentlicht, foto, fotos, bild, bilder, \
    kategorie, kategorien, schlagwörter, schlagworte, lesezeit, auteur, autrice, auteure, publié le, mis à jour le, photographie, catégorie, \
    catégories, étiquettes, temps de lecture, autora, publicado, etiquetas, categoría, categorías, tiempo de lectura, autore, pubblicato, categoria, \
    categorie, tempo di lettura, publicado em, tempo de leitura, tekst, beeld, leestijd, författare, kategori, автор, текст, фото, рубрика, \
    теги, опубликовано, время чтения, текст и фото, автор фото, מאת, צילום, תגיות, כתב, بقلم, الكاتب, تصوير, الوسوم, 作者, 来源, 文, 图, 编辑, 责任编辑, 审核, \
    标签, 著者, 写真, 撮影, カテゴリー, タグ, 기자, 사진, 글, 태그";
/// The same, where it is no day of something that takes place.
const DAYS: &str = "date, datum, fecha, data, дата, תאריך, التاريخ, 日期, 日付, 날짜";
const PLACES: &str = "time, location, venue, place, where, when, doors, ort, uhrzeit, beginn, wo, wann, lieu, heure, où, lugar, hora, luogo, \
    ora, dove, local, plaats, tijd, место, время, 地点, 时间, 場所, 時間, 장소, 시간, מקום, المكان";
/// In any place: what only a search engine or an editor reads.
const ANYWHERE: &str = "word count, wordcount, keywords, key words, index terms, keyword, slug, url, url slug, permalink, meta title, meta description, \
    seo title, title tag, focus keyword, focus keyphrase, target keyword, primary keyword, secondary keywords, author bio, image credit, \
    image credits, photo credit, photo credits, featured image, alt text, cta, internal links, external links, schlüsselwörter, stichwörter, \
    bildnachweis, bildquelle, fotocredit, mots-clés, mots clés, crédit photo, crédits photo, palabras clave, crédito de la foto, parole chiave, \
    palavras-chave, trefwoorden, fotocredits, ключевые слова, מילות מפתח, كلمات مفتاحية, 关键词, 图片来源, キーワード, 키워드";
/// Words of a value, and of what tells something.
const VALUE: usize = 40;
const PROSE: usize = 8;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    headed(blocks);
    let lines = block::lines(blocks);
    let labels: Vec<Option<String>> = lines
        .iter()
        .map(|(place, line)| label(&blocks[*place], line))
        .collect();
    let is = |place: usize, list: &str| {
        let label = labels[place].as_deref();
        label.is_some_and(|label| is_in(list, label))
    };
    let takes_place = (0..lines.len()).any(|place| is(place, PLACES));
    let is_field = |place: usize| is(place, BESIDE) || is(place, DAYS) && !takes_place;
    let is_prose =
        |place: &usize| !is_field(*place) && !is(*place, ANYWHERE) && tells(lines[*place].1);
    let first = (0..lines.len()).find(is_prose);
    let last = (0..lines.len()).rfind(is_prose);
    let Some((first, last)) = first.zip(last) else {
        return;
    };
    // `maya@example.org`
    let is_address = |place: usize| {
        let line = lines[place].1;
        line.contains('@') && !line.starts_with('@') && !line.contains(char::is_whitespace)
    };
    let is_left: Vec<bool> = (0..lines.len())
        .map(|place| {
            let is_beside = place < first || place > last;
            is(place, ANYWHERE) || is_beside && (is_field(place) || is_address(place))
        })
        .collect();
    block::without_lines(blocks, &is_left);
}

fn is_in(list: &str, label: &str) -> bool {
    list.split(", ").any(|known| known == label)
}

fn tells(line: &str) -> bool {
    lines::is_ended(line) && join::words(line) > PROSE
}

/// What stands before a line's colon, or in the first cell of a row.
fn label(block: &Block, line: &str) -> Option<String> {
    let bare = line.trim_matches(['*', '_', '(', ')', '[', ']', ' ']);
    let parted = match block.role {
        Role::Title | Role::Heading | Role::Note => None,
        // Of a table of data, a cell may be called as anything.
        Role::Row => bare
            .split_once(", ")
            .filter(|(label, _)| is_in(ANYWHERE, &label.to_lowercase())),
        _ => bare.split_once([':', '：']).or_else(|| {
            let parted = bare.split_once(['|', '｜']);
            parted.filter(|(label, _)| !label.is_ascii())
        }),
    };
    let (label, value) = parted?;
    (!value.trim().is_empty() && value.split_whitespace().count() <= VALUE)
        .then(|| label.trim_end_matches(['*', '_', ' ']).to_lowercase())
}

/// `H2: Who rides it`, as somebody notes for whom it is written: the first is the title.
fn headed(blocks: &mut [Block]) {
    fn level(line: &str) -> Option<(u8, &str)> {
        let rest = line.strip_prefix(['H', 'h'])?;
        let (number, rest) = rest.split_once([':', '.'])?;
        let level = number
            .parse()
            .ok()
            .filter(|level| (1..=6).contains(level))?;
        Some((level, rest.trim())).filter(|(_, rest)| !rest.is_empty())
    }
    if blocks
        .iter()
        .filter(|block| level(&block.text).is_some())
        .count()
        < 2
    {
        return;
    }
    let mut has_title = blocks
        .iter()
        .any(|block| block.role == Role::Title && level(&block.text).is_none());
    for block in blocks {
        let Some((level, rest)) = level(&block.text) else {
            continue;
        };
        let is_title = level == 1 && !has_title;
        has_title |= is_title;
        block.role = if is_title { Role::Title } else { Role::Heading };
        block.text = rest.to_owned();
    }
}
