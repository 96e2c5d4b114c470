//! What a text has somebody say without marks: `Anna told the board that …`, `according to Anna, …`.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    check::lexicon::speech::{ACCORDING, SAYING, SAYING_UNSPACED, THAT},
    words::lower,
};

/// Words from a verb of saying to what is said: `told all members of the board that`.
const REACH: usize = 6;

/// The clause of a sentence that is told as somebody's words. What stands between marks is a quotation.
pub(super) fn clause(sentence: &str) -> Option<&str> {
    let clause = behind_verb(sentence).or_else(|| before_verb(sentence))?;
    let is_marked = clause.contains(['"', '“', '„', '«', '「', '『']);
    (!is_marked).then_some(clause)
}

fn behind_verb(sentence: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
    let (_, first) = words.first()?;
    if ACCORDING.contains(lower(first).as_str()) {
        return sentence.split_once(", ").map(|(_, clause)| clause);
    }
    let verb = words
        .iter()
        .position(|(_, word)| SAYING.contains(lower(word).as_str()))?;
    let behind = words[verb + 1..].iter().take(REACH);
    behind.into_iter().find_map(|(at, word)| {
        // `qu'une montre`
        let that = word.split(['\'', '’']).next().unwrap_or_default();
        THAT.contains(lower(that).as_str())
            .then(|| sentence[at + that.len()..].trim_start())
    })
}

/// `…と訴えています`
fn before_verb(sentence: &str) -> Option<&str> {
    let at = SAYING_UNSPACED
        .iter()
        .find_map(|verb| sentence.find(&format!("と{verb}")))?;
    let before = &sentence[..at];
    Some(before.split_once('、').map_or(before, |(_, clause)| clause))
}

#[cfg(test)]
mod tests {
    use super::clause;

    #[test]
    fn what_is_told_without_marks_is_a_clause() {
        for (sentence, told) in [
            (
                "Anna told the board that the mill will close.",
                Some("the mill will close."),
            ),
            (
                "Laut Anna Berger, der Müllerin, schließt die Mühle.",
                Some("der Müllerin, schließt die Mühle."),
            ),
            (
                "Le meunier affirme qu'un moulin ne meurt jamais.",
                Some("'un moulin ne meurt jamais."),
            ),
            (
                "木村さんは、水車は村の時計だと話す。",
                Some("水車は村の時計だ"),
            ),
            ("Anna said that “the mill will close”.", None),
            ("The mill that she built will close.", None),
        ] {
            assert_eq!(clause(sentence), told, "{sentence}");
        }
    }
}
