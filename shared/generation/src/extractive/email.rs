//! An email: subject, preview and a short letter.

use super::{
    body::body,
    corpus::Corpus,
    heading::{Headings, one_line},
    markup,
    passage::{Paragraphs, select},
    rank,
};
use domain::limits;

use crate::{
    Brief,
    words::{Language, lower},
    written::Written,
};

/// Paragraphs of a letter.
const PARAGRAPHS: usize = 5;
/// Sentences of its first one.
const LEAD: usize = 2;

pub(super) fn write(brief: &Brief, corpus: &Corpus, scores: &[f64]) -> Written {
    let target = brief.target_words() as usize;
    let mut paragraphs = select(corpus, scores, target);
    if let Some(lead) = paragraphs.first_mut()
        && lead.len() > LEAD
    {
        let rest = lead.split_off(LEAD);
        paragraphs.insert(1, rest);
    }
    if brief.target_length.is_none() {
        join_shortest(corpus, &mut paragraphs, PARAGRAPHS);
    }
    let mut blocks: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| markup::paragraph(corpus, paragraph))
        .collect();
    let told: usize = paragraphs.iter().map(Vec::len).sum();
    if told < corpus.sentences.len() {
        blocks.extend(closing(corpus.language).map(str::to_owned));
    }
    let hook = paragraphs.first().cloned().unwrap_or_default();
    let given = |text: &Option<String>| {
        text.as_deref()
            .map(one_line)
            .filter(|text| !text.is_empty())
    };
    let subject = given(&brief.subject_line).unwrap_or_else(|| {
        shortened(
            &Headings::new(corpus).title(brief),
            limits::INBOX_SUBJECT,
            corpus.language,
        )
    });
    let preview =
        given(&brief.preview_text).unwrap_or_else(|| preview(corpus, scores, &subject, &hook));
    Written {
        body: body(blocks),
        subject: Some(subject),
        preview_text: Some(preview),
        findings: Vec::new(),
    }
}

/// Neighbours after the lead that follow each other in the source become one paragraph, those with the fewest sentences first,
/// until there are `most`.
fn join_shortest(corpus: &Corpus, paragraphs: &mut Paragraphs, most: usize) {
    while paragraphs.len() > most.max(2) {
        let goes_on = |place: &usize| {
            let next = paragraphs[place + 1].first();
            next.is_some_and(|next| corpus.follows(&paragraphs[*place], *next))
        };
        let pair = (1..paragraphs.len() - 1)
            .filter(goes_on)
            .min_by_key(|place| paragraphs[*place].len() + paragraphs[place + 1].len());
        let Some(place) = pair else { return };
        let next = paragraphs.remove(place + 1);
        paragraphs[place].extend(next);
    }
}

/// Says nothing that the source might not.
pub(super) fn closing(language: Language) -> Option<&'static str> {
    match language {
        Language::English => Some("There is more in the full text."),
        Language::German => Some("Mehr dazu steht im vollständigen Text."),
        Language::French => Some("La suite se trouve dans le texte complet."),
        Language::Spanish => Some("Hay más en el texto completo."),
        Language::Italian => Some("Il resto è nel testo completo."),
        Language::Portuguese => Some("Há mais no texto completo."),
        Language::Dutch => Some("Meer staat in de volledige tekst."),
        Language::Listed(_) | Language::Other => None,
    }
}

/// The best sentence that an inbox shows whole, else the best start of one: beside the subject it says something more, and not
/// what the letter begins with.
fn preview(corpus: &Corpus, scores: &[f64], subject: &str, hook: &[usize]) -> String {
    let leads = rank::leads(corpus);
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| {
        let fits = |index: usize| {
            let sentence = &corpus.sentences[index];
            let is_whole = sentence.stands_alone && sentence.ended && !sentence.question;
            (is_whole, !hook.contains(&index))
        };
        let worth = |index: usize| scores[index] * leads[index];
        fits(*b)
            .cmp(&fits(*a))
            .then(worth(*b).total_cmp(&worth(*a)))
            .then(a.cmp(b))
    });
    let texts = || {
        order
            .iter()
            .map(|index| corpus.sentences[*index].text.as_str())
            .filter(|text| !text.trim_end_matches('.').eq_ignore_ascii_case(subject))
    };
    let whole = texts().find(|text| text.chars().count() <= limits::INBOX_PREVIEW);
    let start = || {
        texts()
            .next()
            .map(|text| shortened(text, limits::INBOX_PREVIEW, corpus.language))
    };
    whole.map(str::to_owned).or_else(start).unwrap_or_default()
}

/// Cut where it pauses, else between words and not after a small one, else wherever it must be.
pub(super) fn shortened(text: &str, most: usize, language: Language) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most + 1).collect();
    let pause = start
        .rfind([',', ';', ':', '–', '—', '，', '；', '、'])
        .filter(|at| *at * 2 > start.len());
    let cut = pause.or_else(|| start.rfind(' ')).map_or_else(
        || text.chars().take(most).collect(),
        |at| start[..at].to_owned(),
    );
    let mut cut = cut.trim_end_matches(|c: char| !c.is_alphanumeric() && !")]\"”»".contains(c));
    while pause.is_none()
        && let Some((before, last)) = cut.rsplit_once(' ')
        && language.is_stop_word(&lower(last))
    {
        cut = before.trim_end();
    }
    cut.to_owned()
}
