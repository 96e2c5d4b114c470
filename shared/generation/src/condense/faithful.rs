//! Whether what a model condensed a part to may take its place: what is written from an invention would be marked, and its
//! reader would miss what the part says.

use crate::{
    Brief,
    check::{self, Evidence},
    sentence,
};

/// The sentences of `said` that invent nothing, in their lines. `None` where it says something else than the sources: it is
/// damaged, or half of its sentences invent something.
pub(super) fn faithful(said: &str, brief: &Brief, evidence: &Evidence) -> Option<String> {
    if !check::is_sound(said, brief, evidence) {
        return None;
    }
    let invented = check::inventions(said, evidence);
    let mut kept = String::with_capacity(said.len());
    let (mut all, mut true_ones) = (0, 0);
    for line in said.lines() {
        let line_starts = kept.len();
        for sentence in sentence::sentences(line) {
            all += 1;
            let start = sentence.as_ptr().addr() - said.as_ptr().addr();
            let end = start + sentence.len();
            if invented
                .iter()
                .any(|other| other.start < end && start < other.end)
            {
                continue;
            }
            true_ones += 1;
            if kept.len() > line_starts {
                kept.push(' ');
            }
            kept.push_str(sentence);
        }
        kept.push('\n');
    }
    (true_ones * 2 > all).then(|| kept.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use domain::OutputKind;

    use super::*;
    use crate::brief::brief;

    const PART: &str = "The mill at Colnbrook stood by the river for 312 years. In 1962 the owner gave up. \
        “We have never lost a wheel”, said Anna Weber, who runs it today. Volunteers meet there every Saturday.";

    fn held(said: &str) -> Option<String> {
        let brief = brief(OutputKind::Blog, PART);
        faithful(said, &brief, &Evidence::of(&brief))
    }

    #[test]
    fn what_says_nothing_else_stays_as_it_is() {
        let said = "The mill stood by the river for 312 years.\n\nToday volunteers meet there on Saturdays.";
        assert_eq!(held(said).as_deref(), Some(said));
    }

    #[test]
    fn a_sentence_that_invents_is_left_out() {
        let said = "The mill stood by the river for 312 years. It had 4,000 visitors in 1987. Volunteers meet there every Saturday.";
        let kept =
            "The mill stood by the river for 312 years. Volunteers meet there every Saturday.";
        assert_eq!(held(said).as_deref(), Some(kept));
    }

    #[test]
    fn what_loops_invents_or_talks_of_itself_is_of_no_use() {
        for said in [
            "The mill stood by the river. ".repeat(40).as_str(),
            "The bridge has 4,000 visitors. “It was dry”, said Tom Barker.",
            "I'm sorry, but as an AI language model I can't condense this part.",
            "",
        ] {
            assert_eq!(held(said), None, "{said}");
        }
    }
}
