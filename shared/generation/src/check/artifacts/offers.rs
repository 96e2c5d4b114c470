//! What a model says around its text in any words: that it hands a text over, and that it hopes for approval.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::phrases::lower_in_place;
use crate::sentence;

/// Bytes at a text's beginning, and at its end, in which a model speaks for itself.
const ENDS: usize = 400;
/// What a model is asked for; beginnings of words.
const TEXT: [&str; 41] = [
    "post",
    "blog",
    "article",
    "email",
    "e-mail",
    "newsletter",
    "draft",
    "text",
    "version",
    "caption",
    "tweet",
    "beitrag",
    "artikel",
    "entwurf",
    "fassung",
    "mail",
    "brief",
    "billet",
    "brouillon",
    "texte",
    "courriel",
    "proposition",
    "artículo",
    "entrada",
    "borrador",
    "correo",
    "texto",
    "versión",
    "publicación",
    "articolo",
    "bozza",
    "testo",
    "artigo",
    "rascunho",
    "статья",
    "статью",
    "пост",
    "письмо",
    "текст",
    "черновик",
    "вариант",
];
const TEXT_UNSPACED: [&str; 6] = ["文章", "草稿", "记事", "記事", "投稿", "下書き"];
/// Before what is handed over.
const HERE: [&str; 27] = [
    "here is",
    "here's",
    "here’s",
    "here are",
    "below is",
    "below you",
    "hier ist",
    "hier sind",
    "hier kommt",
    "anbei",
    "nachfolgend",
    "voici",
    "ci-dessous",
    "aquí tienes",
    "aquí está",
    "aquí va",
    "a continuación",
    "ecco",
    "aqui está",
    "segue",
    "вот ",
    "ниже",
    "hieronder",
    "hier is",
    "以下",
    "下面",
    "こちら",
];
/// What a model says that it has done.
const DRAFTED: [&str; 9] = [
    "i've drafted",
    "i’ve drafted",
    "i have drafted",
    "i've put together",
    "i’ve put together",
    "ich habe einen entwurf",
    "j'ai rédigé",
    "j’ai rédigé",
    "he redactado",
];
/// How a text is written, which none says of itself.
const STYLE: [&str; 12] = [
    "tone",
    "written",
    "tailored",
    "as requested",
    "tonfall",
    "gewünscht",
    "geschrieben",
    "ton ",
    "tono",
    "écrit",
    "в тоне",
    "по запросу",
];
/// Before a remark on the text, and who says it of what.
const NOTE: [&str; 9] = [
    "note:",
    "note :",
    "hinweis:",
    "anmerkung:",
    "nota:",
    "remarque :",
    "примечание:",
    "注：",
    "注:",
];
const AUTHOR: [&str; 9] = [
    " i ", " i've ", " i’ve ", " ich ", " j'ai ", " j’ai ", " he ", " я ", "我",
];
const LENGTH: [&str; 8] = [
    "words",
    "characters",
    "wörter",
    "zeichen",
    "mots",
    "palabras",
    "слов",
    "字",
];
/// Of a document that a model has not got.
const NO_ACCESS: [&str; 17] = [
    "unable to access",
    "unable to open",
    "cannot access",
    "can't access",
    "can’t access",
    "could not access",
    "couldn't access",
    "couldn’t access",
    "don't have access",
    "don’t have access",
    "do not have access",
    "keinen zugriff auf",
    "pas accès à",
    "no tengo acceso",
    "no puedo acceder",
    "нет доступа к",
    "无法访问",
];
const DOCUMENT: [&str; 17] = [
    "document",
    "file",
    "link",
    "attachment",
    "website",
    "url",
    "dokument",
    "datei",
    "anhang",
    "fichier",
    "lien",
    "archivo",
    "enlace",
    "документ",
    "файл",
    "文件",
    "链接",
];
/// What a model offers to do itself; a text asks its readers otherwise.
const OFFER: [&str; 12] = [
    "would you like me to",
    "möchtest du, dass ich",
    "möchten sie, dass ich",
    "quieres que lo",
    "quiere que lo",
    "souhaitez-vous que je",
    "voulez-vous que je",
    "veux-tu que je",
    "vuoi che lo",
    "gostaria que eu",
    "хотите, чтобы я",
    "需要我",
];
/// And what, beside what it would change.
const TURN: [&str; 9] = [
    "adapt",
    "thread",
    "translat",
    "übersetz",
    "tradu",
    "hilo",
    "перевести",
    "修改",
    "调整",
];
/// What a model hopes or offers.
const HOPE: [&str; 33] = [
    "дайте мне знать",
    "дай мне знать",
    "сообщите, если",
    "お知らせください",
    "sag mir gern",
    "bescheid, falls",
    "bescheid, wenn",
    "si necesitas",
    "no dudes en",
    "si vous souhaitez",
    "se hai bisogno",
    "i hope",
    "let me know",
    "feel free",
    "happy to",
    "ich hoffe",
    "sag bescheid",
    "sagen sie mir",
    "geben sie mir",
    "melden sie sich",
    "gerne passe",
    "j'espère",
    "j’espère",
    "n'hésitez",
    "n’hésitez",
    "dites-moi",
    "espero que",
    "dime si",
    "avísame",
    "fammi sapere",
    "spero che",
    "надеюсь",
    "дайте знать",
];
/// What it would do then.
const CHANGE: [&str; 21] = [
    "adjust",
    "revis",
    "chang",
    "shorten",
    "tweak",
    "tone",
    "length",
    "anpass",
    "änder",
    "kürz",
    "tonfall",
    "gefällt",
    "modifi",
    "ajust",
    "raccourc",
    "cambi",
    "acort",
    "tono",
    "правк",
    "измен",
    "сократ",
];

/// `Natürlich, hier ist ein Blogartikel über die Bäckerei:`, `Let me know if you'd like me to adjust the tone.`
pub(super) fn offers(text: &str) -> Vec<Range<usize>> {
    let lower = lower_in_place(text);
    let has = |said: &str, list: &[&str]| list.iter().any(|words| said.contains(words));
    let names_text = |said: &str| {
        let mut words = said.unicode_words();
        words.any(|word| TEXT.iter().any(|start| word.starts_with(start)))
            || TEXT_UNSPACED.iter().any(|word| said.contains(word))
    };
    let hands_over = |said: &str| {
        let leads = said.trim_end().ends_with([':', '：']) && has(said, &HERE);
        let tells = HERE.iter().any(|here| said.starts_with(*here)) && has(said, &STYLE);
        (leads || tells || has(said, &DRAFTED)) && names_text(said)
    };
    let notes = |said: &str| {
        let is_note = NOTE.iter().any(|note| said.starts_with(*note));
        is_note && has(said, &AUTHOR) && (has(said, &LENGTH) || names_text(said))
    };
    let has_nothing = |said: &str| has(said, &NO_ACCESS) && has(said, &DOCUMENT);
    let changes = |said: &str| has(said, &CHANGE) || names_text(said);
    let hopes = |said: &str| {
        has(said, &HOPE) && changes(said)
            || has(said, &OFFER) && (changes(said) || has(said, &TURN))
    };
    let first = lower.floor_char_boundary(lower.len().min(ENDS));
    let last = lower.floor_char_boundary(lower.len().saturating_sub(ENDS));
    let said = |from: usize, to: usize| {
        let lines = lower[from..to].lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(sentence::sentences)
    };
    let place = |said: &str| {
        let start = said.as_ptr().addr() - lower.as_ptr().addr();
        start..start + said.trim_end().len()
    };
    let over = said(0, first).filter(|said| hands_over(said) || has_nothing(said));
    let farewell = said(last, lower.len()).filter(|said| hopes(said) || notes(said));
    over.chain(farewell).map(place).collect()
}
