//! A list of what a text has, above it: its entries stand again below, each above its part.

use std::collections::{HashMap, HashSet};

use crate::{
    block::{self, Block},
    lines,
};

/// What heads it.
const HEADS: &str = "contents, table of contents, in this article, on this page, agenda, agenda items, inhalt, inhaltsverzeichnis, \
    in diesem artikel, auf dieser seite, tagesordnung, sommaire, table des matières, dans cet article, ordre du jour, índice, contenido, \
    contenidos, tabla de contenidos, orden del día, indice, sommario, ordine del giorno, sumário, conteúdo, ordem do dia, pauta, inhoud, \
    inhoudsopgave, agendapunten, innehåll, indhold, innhold, spis treści, obsah, содержание, оглавление, повестка дня, içindekiler, \
    المحتويات, תוכן עניינים, 目录, 目次, 목차, 차례";
/// Entries of a list, at least, and words of one, at most.
const ENTRIES: usize = 2;
const WORDS: usize = 14;
/// Bytes of what heads one.
const HEAD: usize = 80;
/// Lines that are looked at for one.
const LIST: usize = 200;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let heads: HashSet<&str> = HEADS.split(", ").collect();
    let is_head = |key: &str| heads.contains(key);
    let may_head = |line: &str| line.len() <= HEAD && is_head(&key(line));
    if !lines.iter().any(|(_, line)| may_head(line)) {
        return;
    }
    let keys: Vec<String> = lines.iter().map(|(_, line)| key(line)).collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (place, key) in keys.iter().enumerate() {
        last.insert(key, place);
    }
    let mut is_left = vec![false; lines.len()];
    let mut place = 0;
    while place < lines.len() {
        let from = place + 1;
        place = from;
        if !is_head(&keys[from - 1]) {
            continue;
        }
        let is_short = |place: &usize| {
            let line = lines[*place].1;
            !lines::is_ended(line) && line.split_whitespace().count() <= WORDS
        };
        let comes_back = |place: &usize| last.get(keys[*place].as_str()) > Some(place);
        // What comes back first is below the list.
        let mut end = lines.len();
        let mut listed = (0, from);
        for entry in from..lines.len().min(from + LIST) {
            if entry >= end || !is_short(&entry) {
                break;
            }
            if comes_back(&entry) {
                end = end.min(last[keys[entry].as_str()]);
                listed = (listed.0 + 1, entry + 1);
            }
        }
        let (found, to) = listed;
        if found >= ENTRIES && found * 3 >= (to - from) * 2 {
            is_left[from - 1..to].fill(true);
            place = to;
        }
    }
    block::without_lines(blocks, &is_left);
}

/// `history` of `1.2 History ..... 14`, `– History`.
fn key(line: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || !c.is_alphanumeric();
    let bare = line.trim_matches(is_number);
    let bare = if bare.is_empty() { line } else { bare };
    bare.to_lowercase()
}
