//! What is found in a text that a person has edited: the same as in one that was just written, but for what only a model does
//! to it.

use serde_json::{Value, json};

use crate::{
    Brief,
    check::{self, Evidence},
    finding::Code,
    written::Written,
};

/// A text after an edit.
#[derive(Debug, Clone, Copy)]
pub struct Recheck<'a> {
    pub body: &'a str,
    /// Email.
    pub subject: Option<&'a str>,
    pub preview_text: Option<&'a str>,
    /// A model wrote it first.
    pub by_model: bool,
    /// What was found before the edit.
    pub checks: &'a [Value],
}

/// `checks` and `provenance` of the text as it is now, held against the sources in `brief`. What was found of the request, of
/// the variants, or is repaired since, stays.
#[must_use]
pub fn recheck(brief: &Brief, text: &Recheck<'_>) -> [Vec<Value>; 2] {
    let written = Written {
        body: text.body.to_owned(),
        subject: text.subject.map(str::to_owned),
        preview_text: text.preview_text.map(str::to_owned),
        findings: Vec::new(),
    };
    let checked = check::check_edited(brief, &Evidence::of(brief), &written, text.by_model);
    let found = checked.findings.iter().map(|finding| {
        let action = finding.code.remedy().action();
        json!(finding.to_check(text.body, 0, action))
    });
    let stays = text
        .checks
        .iter()
        .filter(|check| !is_of_text(check))
        .cloned();
    let provenance = checked.provenance.iter().map(|entry| json!(entry));
    [found.chain(stays).collect(), provenance.collect()]
}

/// Whether a check is of the text as it was before.
fn is_of_text(check: &Value) -> bool {
    let code = check["code"].as_str().and_then(Code::named);
    let is_of_sources = code.is_some_and(Code::is_of_sources);
    check["variant"] == 0
        && check["action"] == "marked"
        && (is_of_sources || check["start"].is_u64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::brief::brief;

    #[test]
    fn an_edit_is_held_against_the_sources_and_the_rest_stays() {
        let brief = brief(OutputKind::Blog, "In 1951 twelve millers came to the mill.");
        let found = |code: &str, variant: u64, action: &str| json!({ "code": code, "text": "40", "variant": variant, "action": action });
        let stay = [
            found("source_condensed", 0, "marked"),
            found("figure_not_in_source", 1, "marked"),
            found("figure_not_in_source", 0, "repaired"),
            json!("past the API"),
        ];
        let checks: Vec<Value> = [
            found("figure_not_in_source", 0, "marked"),
            found("ungrounded", 0, "marked"),
            found("not_checked", 0, "marked"),
        ]
        .into_iter()
        .chain(stay.clone())
        .collect();
        let text = Recheck {
            body: "# The mill\n\nIn 1951 twelve millers came to the mill.\n\nThey had 77 dogs.",
            subject: None,
            preview_text: None,
            by_model: true,
            checks: &checks,
        };
        let [checks, provenance] = recheck(&brief, &text);
        let (first, rest) = checks.split_first().unwrap();
        assert_eq!(
            [&first["code"], &first["text"]],
            ["figure_not_in_source", "77"]
        );
        assert_eq!(rest, stay);
        assert_eq!(provenance[0]["paragraph"], 1);
        assert_eq!(provenance[0]["sources"][0]["start"], 0);
        assert_eq!(provenance[1]["sources"], json!([]));
    }
}
