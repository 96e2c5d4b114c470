//! Minutes of a meeting: who was there, when and where, who has to do what. What was told stays.

use crate::{
    Role,
    block::{self, Block},
    lines,
};

/// Before a colon: who was there and who wasn't,
const THERE: &str = "present, members present, also present, in attendance, attendees, attending, apologies, apologies for absence, \
    absent, regrets, anwesend, anwesende, teilnehmer, teilnehmende, teilnehmerinnen, teilnehmer:innen, entschuldigt, abwesend, gäste, \
    présents, présent, étaient présents, excusés, absents, absents excusés, asistentes, presentes, ausentes, excusados, presenti, assenti, \
    aanwezig, afwezig, närvarande, frånvarande, til stede, присутствовали, отсутствовали, 出席, 缺席, 出席者, 欠席者, 참석자, 불참";
/// and what else there is to note.
const NOTED: &str = "chair, chairperson, chaired by, minutes, minutes by, minutes taken by, minute taker, notetaker, note taker, notes by, \
    secretary, clerk, facilitator, date, time, date and time, location, venue, place, next meeting, date of next meeting, circulation, \
    distribution, quorum, datum, zeit, uhrzeit, beginn, ende, ort, protokoll, protokollführung, protokollant, protokollantin, vorsitz, leitung, \
    sitzungsleitung, nächste sitzung, nächster termin, verteiler, heure, lieu, secrétaire, secrétaire de séance, président de séance, \
    prochaine réunion, fecha, hora, lugar, secretario, secretaria, próxima reunión, data, ora, luogo, segretario, segretaria, \
    prossima riunione, local, próxima reunião, tijd, plaats, voorzitter, notulist, volgende vergadering, 日期, 时间, 地点, 主持, 主持人, 记录, \
    记录人, 日時, 場所, 議長, 일시, 장소";
const TO_DO: &str = "action, actions, action item, action items, action point, aufgabe, aufgaben, to-do, to do, à faire, acción, \
    acciones, azione, azioni, ação, ações, actie, actiepunt";
/// When it began and ended.
const BOUNDS: [&str; 14] = [
    "the meeting opened at",
    "the meeting started at",
    "the meeting began at",
    "the meeting closed at",
    "the meeting ended at",
    "the meeting finished at",
    "the meeting was opened",
    "the meeting was closed",
    "the meeting was adjourned",
    "the meeting adjourned",
    "meeting adjourned",
    "die sitzung endete",
    "la séance est levée",
    "se levanta la sesión",
];
/// Lines that say so from which on a text is one, and those above which the first stands.
const ENOUGH: usize = 2;
const FIRST: usize = 25;
/// Words of such a line, and of a name below it.
const WORDS: usize = 40;
const NAME: usize = 6;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let is_in = |list: &str, label: &str| list.split(", ").any(|known| known == label);
    let labels: Vec<Option<(String, &str)>> =
        lines.iter().map(|(_, line)| labelled(line)).collect();
    let is = |place: usize, list: &str| {
        let label = labels[place].as_ref();
        label.is_some_and(|(label, value)| is_in(list, label) && (list == TO_DO || !is_told(value)))
    };
    let is_noted = |place: &usize| is(*place, THERE) || is(*place, NOTED);
    let noted = (0..lines.len()).filter(is_noted).count();
    let is_attended = (0..lines.len().min(FIRST)).any(|place| is(place, THERE));
    if noted < ENOUGH || !is_attended {
        return;
    }
    let mut is_left = vec![false; lines.len()];
    let mut is_list = false;
    for (place, (at, line)) in lines.iter().enumerate() {
        let block = &blocks[*at];
        let lower = line.to_lowercase();
        if is_noted(&place) {
            is_left[place] = true;
            is_list = labels[place]
                .as_ref()
                .is_some_and(|(_, value)| value.is_empty());
            continue;
        }
        // Names below `Present:`.
        let is_name = block.role != Role::Heading
            && (block.role == Role::Item
                || lines::is_marked(line)
                || is_list && starts_large(line))
            && line.split_whitespace().count() <= NAME
            && !lines::is_ended(line);
        is_list &= is_name;
        is_left[place] = is_list
            || is(place, TO_DO)
            || BOUNDS.iter().any(|bound| lower.starts_with(bound))
                && lower.split_whitespace().count() <= NAME * 2;
    }
    block::without_lines(blocks, &is_left);
}

fn starts_large(line: &str) -> bool {
    line.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// What stands before a colon, in small letters, and what comes after it.
fn labelled(line: &str) -> Option<(String, &str)> {
    let bare = line.trim_matches(|c: char| matches!(c, '*' | '_' | '-' | '•' | ' '));
    // `Teilnehmer:innen: …`
    let at = bare
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '：'))
        .find(|(at, c)| !bare[at + c.len_utf8()..].starts_with("in"))
        .map(|(at, _)| at)?;
    let (label, value) = bare.split_at(at);
    let value = value.trim_start_matches([':', '：', '*']).trim();
    (value.split_whitespace().count() <= WORDS)
        .then(|| (label.trim_end_matches('*').trim().to_lowercase(), value))
}

/// A sentence, and no names with a full stop behind them.
fn is_told(value: &str) -> bool {
    lines::is_ended(value)
        && !value.contains([',', ';', '、'])
        && value.split_whitespace().count() > NAME
}
