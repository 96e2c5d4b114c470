//! What says of which kind a text is, above its title: `Interview`, `Opinion`, the series that a paper is of.

use crate::{Role, block::Block, lines};

/// A line of nothing else.
const KINDS: &str = "interview, the interview, opinion, comment, commentary, editorial, essay, feature, analysis, report, special report, news, \
    column, review, profile, obituary, q&a, guest post, blog, blog post, article, case study, white paper, whitepaper, press release, \
    news release, media release, for immediate release, newsletter, podcast, transcript, meinung, kommentar, leitartikel, analyse, \
    reportage, bericht, das interview, im gespräch, porträt, gastbeitrag, kolumne, nachruf, pressemitteilung, medienmitteilung, fallstudie, \
    entretien, tribune, enquête, analyse, chronique, portrait, éditorial, communiqué de presse, entrevista, opinión, tribuna, editorial, \
    análisis, reportaje, crónica, columna, nota de prensa, comunicado de prensa, intervista, editoriale, opinione, analisi, reportage, \
    comunicato stampa, opinião, crónica, reportagem, análise, comunicado de imprensa, persbericht, opinie, achtergrond, intervju, ledare, \
    debatt, pressmeddelande, wywiad, opinia, интервью, мнение, репортаж, колонка, пресс-релиз, röportaj, görüş, مقابلة, رأي, ראיון, דעה, \
    专访, 评论, 特稿, 新闻稿, インタビュー, コラム, 社説, プレスリリース, 인터뷰, 칼럼, 보도자료";
/// In what a series is called.
const SERIES: [&str; 20] = [
    "working paper",
    "discussion paper",
    "research paper series",
    "occasional paper",
    "policy paper",
    "staff paper",
    "staff report",
    "technical report",
    "policy brief",
    "research report series",
    "lecture notes in",
    "arbeitspapier",
    "diskussionspapier",
    "schriftenreihe",
    "document de travail",
    "documents de travail",
    "cahiers de ",
    "documento de trabajo",
    "documentos de trabajo",
    "quaderni di ",
];
/// Words of the title below it, and blocks between a series and its paper.
const TITLE: usize = 25;
const BETWEEN: usize = 5;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let texts: Vec<usize> = (0..blocks.len())
        .filter(|place| blocks[*place].role.is_text())
        .take(BETWEEN + 2)
        .collect();
    let [first, rest @ ..] = &texts[..] else {
        return;
    };
    let has_title = blocks[*first].role == Role::Title;
    let lower = blocks[*first].text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_line = |block: &Block| {
        let is_large = matches!(block.role, Role::Title | Role::Heading);
        (is_large || !block.text.contains('\n')) && block.text.split_whitespace().count() <= TITLE
    };
    let is_kind = KINDS.split(", ").any(|kind| kind == bare);
    if is_kind && let [next, ..] = rest {
        let next = *next;
        let block = &blocks[next];
        let is_title = matches!(block.role, Role::Title | Role::Heading)
            || block.role == Role::Paragraph && !lines::is_ended(&block.text);
        if is_title && is_line(block) && texts.len() > 2 {
            if has_title || block.role == Role::Heading {
                blocks[next].role = Role::Title;
            }
            blocks.remove(*first);
        }
        return;
    }
    let is_series = has_title && SERIES.iter().any(|series| lower.contains(series));
    let paper = rest
        .iter()
        .find(|place| blocks[**place].role == Role::Heading)
        .copied();
    if let Some(paper) = paper.filter(|place| is_series && is_line(&blocks[*place])) {
        let are_short = blocks[*first..paper]
            .iter()
            .all(|block| is_line(block) && !lines::is_ended(&block.text));
        if are_short && blocks[*first].page == blocks[paper].page {
            blocks[paper].role = Role::Title;
            blocks.drain(*first..paper);
        }
    }
}
