//! What is said of a body when a person has edited it: of the blocks that they left as they were, what was found; of the
//! others, that they aren't checked.

use std::{
    collections::{HashMap, VecDeque},
    ops::Range,
};

use serde_json::{Value, json};

use crate::{
    check,
    finding::{Code, Finding},
};

/// Said of a passage that is the user's own.
const EDITED: &str = "Edited, and not checked against the sources since.";

/// `checks` and `provenance` of a body's metadata as they are of the body after an edit. What was found in the variants, or
/// of the output as a whole, stays; so does all that isn't as we write it.
#[must_use]
pub fn carry(before: &str, after: &str, checks: &[Value], provenance: &[Value]) -> [Vec<Value>; 2] {
    let (old, new) = (Blocks::of(before), Blocks::of(after));
    let moves = Moves::between(&old, &new);
    let mut carried: Vec<Value> = checks
        .iter()
        .filter_map(|check| moved(check, &moves))
        .collect();
    let edited = moves.edited(after).into_iter();
    carried.extend(edited.map(|at| {
        let finding = Finding {
            code: Code::NotChecked,
            text: EDITED.to_owned(),
            at: Some(at),
        };
        json!(finding.to_check(after, 0, "marked"))
    }));
    let provenance = provenance
        .iter()
        .filter_map(|entry| {
            let mut entry = entry.clone();
            let paragraph = index(&entry["paragraph"])?;
            entry["paragraph"] = json!(moves.to.get(&paragraph)?);
            Some(entry)
        })
        .collect();
    [carried, sorted(provenance)]
}

/// What was found in the lines that an inbox shows, beside the body: that stays which is still there.
#[must_use]
pub fn carry_lines(before: &[&str], after: &[&str], checks: &[Value]) -> Vec<Value> {
    let has = |lines: &[&str], text: &str| lines.iter().any(|line| line.contains(text));
    let stays = |check: &&Value| {
        let text = check["text"].as_str().unwrap_or_default();
        is_placed(check) || !is_of_body(check) || !has(before, text) || has(after, text)
    };
    let mut carried: Vec<Value> = checks.iter().filter(stays).cloned().collect();
    let finding = Finding::new(Code::NotChecked, format!("Subject and preview: {EDITED}"));
    let said = json!(finding.to_check("", 0, "marked"));
    if !carried.contains(&said) {
        carried.push(said);
    }
    carried
}

fn is_placed(check: &Value) -> bool {
    check["start"].is_u64() && check["end"].is_u64()
}

fn is_of_body(check: &Value) -> bool {
    check["variant"] == 0
}

/// A check of the body, where its words are now; `None` where they were edited.
fn moved(check: &Value, moves: &Moves) -> Option<Value> {
    let mut check = check.clone();
    if !is_of_body(&check) || !is_placed(&check) {
        return Some(check);
    }
    let (start, end) = (index(&check["start"])?, index(&check["end"])?);
    let last = moves.place(end.checked_sub(1)?)?;
    let start = moves.place(start).filter(|start| *start <= last)?;
    check["start"] = json!(start);
    check["end"] = json!(last + 1);
    Some(check)
}

fn index(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn sorted(mut provenance: Vec<Value>) -> Vec<Value> {
    provenance.sort_by_key(|entry| entry["paragraph"].as_u64());
    provenance
}

/// The blocks of a body, as provenance counts them.
struct Blocks<'a> {
    texts: Vec<&'a str>,
    bytes: Vec<Range<usize>>,
    /// The character at which each begins, and the one after its last.
    chars: Vec<Range<usize>>,
}

impl<'a> Blocks<'a> {
    fn of(body: &'a str) -> Self {
        let bytes = check::blocks(body);
        let (mut at, mut count) = (0, 0);
        let chars = bytes.iter().map(|block| {
            count += body[at..block.start].chars().count();
            let start = count;
            count += body[block.clone()].chars().count();
            at = block.end;
            start..count
        });
        Self {
            chars: chars.collect(),
            texts: bytes.iter().map(|block| &body[block.clone()]).collect(),
            bytes,
        }
    }
}

/// Which block before the edit is which after it.
struct Moves<'a> {
    old: &'a Blocks<'a>,
    new: &'a Blocks<'a>,
    to: HashMap<usize, usize>,
    /// Blocks that were not there before.
    edited: Vec<usize>,
}

impl<'a> Moves<'a> {
    /// Blocks are known by their words; of those that are alike, the first is the first.
    fn between(old: &'a Blocks<'a>, new: &'a Blocks<'a>) -> Self {
        let mut there: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (number, text) in old.texts.iter().enumerate() {
            there.entry(text).or_default().push_back(number);
        }
        let (mut to, mut edited) = (HashMap::new(), Vec::new());
        for (number, text) in new.texts.iter().enumerate() {
            match there.get_mut(text).and_then(VecDeque::pop_front) {
                Some(before) => {
                    to.insert(before, number);
                }
                None => edited.push(number),
            }
        }
        Self {
            old,
            new,
            to,
            edited,
        }
    }

    /// Where a character is now.
    fn place(&self, at: usize) -> Option<usize> {
        let block = self.old.chars.partition_point(|chars| chars.end <= at);
        let chars = self
            .old
            .chars
            .get(block)
            .filter(|chars| chars.contains(&at))?;
        let now = self.new.chars.get(*self.to.get(&block)?)?;
        Some(now.start + at - chars.start)
    }

    /// The bytes of what was edited and says something; what stands together is one passage.
    fn edited(&self, after: &str) -> Vec<Range<usize>> {
        let mut passages: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for number in &self.edited {
            let block = &self.new.bytes[*number];
            if !after[block.clone()].chars().any(char::is_alphanumeric) {
                continue;
            }
            match passages.last_mut() {
                Some(last) if before == number.checked_sub(1) => last.end = block.end,
                _ => passages.push(block.clone()),
            }
            before = Some(*number);
        }
        passages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "# Über Brot\n\nIn 1950 came 12 people.\n\nIn 1951 came 40.\n\nThe end.";

    /// A finding at these words of `body`.
    fn check(body: &str, words: &str) -> Value {
        let at = body.find(words).map(|at| at..at + words.len());
        let finding = Finding {
            code: Code::FigureNotInSource,
            text: words.to_owned(),
            at,
        };
        json!(finding.to_check(body, 0, "marked"))
    }

    fn words<'a>(body: &'a str, check: &Value) -> &'a str {
        let byte = |name: &str| {
            let at = index(&check[name]).unwrap();
            body.char_indices().nth(at).map_or(body.len(), |(at, _)| at)
        };
        &body[byte("start")..byte("end")]
    }

    /// Code and words of what was found, and which paragraph rests on which passage.
    type Carried = (Vec<(String, String)>, Vec<(u64, u64)>);

    fn carried(after: &str, found: &[&str]) -> Carried {
        let checks: Vec<Value> = found.iter().map(|found| check(BEFORE, found)).collect();
        let provenance: Vec<Value> = (1..4)
            .map(|paragraph| json!({ "paragraph": paragraph, "sources": [{ "start": paragraph }] }))
            .collect();
        let [checks, provenance] = carry(BEFORE, after, &checks, &provenance);
        let told = |check: &Value| {
            let code = check["code"].as_str().unwrap();
            (code.to_owned(), words(after, check).to_owned())
        };
        let rests = |entry: &Value| {
            let number = |value: &Value| value.as_u64().unwrap();
            (
                number(&entry["paragraph"]),
                number(&entry["sources"][0]["start"]),
            )
        };
        (
            checks.iter().map(told).collect(),
            provenance.iter().map(rests).collect(),
        )
    }

    fn of(code: &str, words: &str) -> (String, String) {
        (code.to_owned(), words.to_owned())
    }

    #[test]
    fn what_was_left_as_it_was_keeps_what_was_found_in_it() {
        let after = "# Über Brot und Äpfel\n\nFirst: nothing.\n\nIn 1951 came 40.\n\nIn 1950 came 12 people.\n\nThe end.";
        let (checks, provenance) = carried(after, &["12", "40", "In 1951 came 40."]);
        assert_eq!(
            checks,
            [
                of("figure_not_in_source", "12"),
                of("figure_not_in_source", "40"),
                of("figure_not_in_source", "In 1951 came 40."),
                of("not_checked", "# Über Brot und Äpfel\n\nFirst: nothing."),
            ]
        );
        assert_eq!(provenance, [(2, 2), (3, 1), (4, 3)]);
    }

    #[test]
    fn what_was_edited_or_taken_out_has_no_findings_but_that() {
        let after = "# Über Brot\n\nIn 1950 came 13 people.\n\nThe end.";
        let (checks, provenance) = carried(after, &["12", "40", "Über Brot\n\nIn 1950"]);
        assert_eq!(checks, [of("not_checked", "In 1950 came 13 people.")]);
        assert_eq!(provenance, [(2, 3)]);
    }

    #[test]
    fn twice_the_same_is_found_twice() {
        let body = "Came 12.\n\nCame 12.";
        let second = json!({ "code": "figure_not_in_source", "variant": 0, "start": 15, "end": 17, "text": "12" });
        let [checks, _] = carry(
            body,
            "Came 12.\n\nCame 12.\n\n---",
            std::slice::from_ref(&second),
            &[],
        );
        assert_eq!(checks, [second]);
    }

    #[test]
    fn what_is_of_no_place_or_of_a_variant_stays() {
        let others = [
            json!({ "code": "source_shortened", "variant": 0, "text": "Of a.txt only the beginning." }),
            json!({ "code": "figure_not_in_source", "variant": 1, "text": "12", "start": 90, "end": 92 }),
            json!("past the API"),
        ];
        let [checks, _] = carry(BEFORE, "# Another", &others, &[json!(7)]);
        assert_eq!(checks[..3], others);
    }

    #[test]
    fn of_a_subject_that_stays_which_is_still_there() {
        let found =
            |text: &str| json!({ "code": "figure_not_in_source", "variant": 0, "text": text });
        let checks = [found("12"), found("40"), found("elsewhere")];
        let carried = carry_lines(
            &["12 came", "40 went"],
            &["Nobody came", "40 went"],
            &checks,
        );
        assert_eq!(carried[..2], [found("40"), found("elsewhere")]);
        assert_eq!(carried[2]["code"], "not_checked");
        assert_eq!(carry_lines(&["a"], &["b"], &carried), carried);
    }
}
