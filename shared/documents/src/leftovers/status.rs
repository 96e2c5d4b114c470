//! What says how far a text is and who may read it, and is none of it: `DRAFT – CONFIDENTIAL`, `v3, last edited on 12 May`, `– END –`.

use crate::{
    Role,
    block::{Block, without},
    lines,
};

/// Of such a line at least one word is one of these;
const STATUS: &str = "draft confidential confidentiality embargo embargoed unpublished wip entwurf vertraulich sperrfrist brouillon \
confidentiel borrador confidencial bozza riservato confidenziale rascunho concept vertrouwelijk utkast konfidentiell kladde fortrolig \
черновик конфиденциально 草稿 草案 机密 保密 下書き 社外秘 초안 대외비 مسودة سري טיוטה חסוי";
/// its others are these, figures and months;
const BESIDE: &str = "a the and not for only strictly highly privileged internal external private use eyes do distribute circulate cite quote \
share distribution circulation publication release review comment comments purposes first second third final working version rev revision \
document copy until before after under by of on at as date gmt utc cet am pm et est \
und nicht nur für den die das internen intern gebrauch zur weitergabe veröffentlichung version fassung stand vom bis uhr streng \
et ne pas diffuser usage interne uniquement strictement jusqu au y no difundir uso interno";
/// or it begins so.
const BEGINS: [&str; 16] = [
    "not for distribution",
    "not for publication",
    "not for release",
    "not for circulation",
    "not for onward",
    "for internal use",
    "internal use only",
    "do not distribute",
    "do not circulate",
    "do not cite",
    "do not quote",
    "nicht zur weitergabe",
    "nicht zur veröffentlichung",
    "nur für den internen",
    "ne pas diffuser",
    "usage interne",
];
/// Beside such a line another that says whose version it is.
const VERSIONS: [&str; 12] = [
    "version ",
    "last edited",
    "last updated",
    "last modified",
    "last saved",
    "edited by",
    "revised ",
    "stand: ",
    "zuletzt ",
    "dernière ",
    "última ",
    "rev. ",
];
/// The last line, between dashes or in brackets.
const ENDS: [&str; 14] = [
    "end",
    "ends",
    "the end",
    "ende",
    "fin",
    "fine",
    "fim",
    "einde",
    "完",
    "end of document",
    "end of release",
    "30",
    "конец",
    "终",
];
const WORDS: usize = 12;
/// Blocks above and below a text that are looked at.
const FIRST: usize = 5;
const LAST: usize = 3;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let count = blocks.len();
    let is_beside = |place: usize| place < FIRST || place + LAST >= count;
    // One word may be what a text is called.
    let is_title = |block: &Block| block.role == Role::Title && !block.text.contains(' ');
    let mut is_left = vec![false; count];
    for (place, block) in blocks
        .iter()
        .enumerate()
        .filter(|(place, _)| is_beside(*place))
    {
        is_left[place] = !is_title(block) && block.text.lines().all(is_status);
    }
    for place in 0..count.min(FIRST) {
        let is_near =
            place > 0 && is_left[place - 1] || is_left.get(place + 1).is_some_and(|left| *left);
        if is_near && !is_title(&blocks[place]) && is_version(&blocks[place].text) {
            is_left[place] = true;
        }
    }
    let below = |end: usize| {
        blocks[end + 1..]
            .iter()
            .all(|block| !block.role.is_text() || !lines::is_ended(&block.text))
    };
    let end = (count / 3..count).find(|place| is_end(&blocks[*place].text));
    if let Some(end) = end.filter(|end| count > 2 && below(*end)) {
        is_left[end..].fill(true);
    }
    // A text of nothing else says that.
    without(blocks, &is_left);
}

fn is_status(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_in = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let is_figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let is_beside = |word: &&str| {
        is_in(STATUS, word)
            || is_in(BESIDE, word)
            || is_figure(word)
            || crate::speech::is_month(word)
    };
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_said = words.iter().any(|word| is_in(STATUS, word)) && words.iter().all(is_beside);
    (1..=WORDS).contains(&words.len())
        && (is_said || BEGINS.iter().any(|begins| bare.starts_with(begins)))
        && !(lines::is_ended(line) && words.len() > WORDS / 2)
}

/// `v3, last edited by J. Eide on 12 May`
fn is_version(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_numbered = lower
        .strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (is_numbered || VERSIONS.iter().any(|version| lower.starts_with(version)))
        && lower.split_whitespace().count() <= WORDS
        && !lines::is_ended(text)
}

/// `– END –`, `-30-`, `(Ende)`
fn is_end(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // `END 2:41 P.M. EST`
    let time = lower.strip_prefix("end ").map(str::trim_start);
    let is_timed = time.is_some_and(|time| {
        crate::speech::seconds(time).is_some() && time.split_whitespace().count() <= 3
    });
    is_timed || ENDS.contains(&bare) && (bare.len() < lower.len() || text == "END")
}
