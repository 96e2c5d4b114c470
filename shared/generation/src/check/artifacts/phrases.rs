//! What a model says of itself and its text.

use std::ops::Range;

use domain::OutputKind;

use crate::{finding::MAX_PER_CODE, sentence};

/// Bytes at a text's beginning in which a model hands it over.
const BEGINNING: usize = 200;

/// Remarks on the text, and what was to be filled in.
pub(super) fn notes(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 29] = [
        "xxx:",
        "xxx ",
        "fixme",
        "(word count",
        "word count:",
        "[word count",
        "(character count",
        "character count:",
        "lorem ipsum",
        "todo:",
        "todo :",
        "[todo",
        "tbd:",
        "this post was written based on",
        "this post is based on the provided",
        "based on the provided source",
        "based on the source provided",
        "the provided source text",
        "as requested, ",
        "per your request",
        "as per your instructions",
        "i have written",
        "i've written this",
        "i used only the",
        "[insert",
        "[link einfügen",
        "[bild einfügen",
        "[insérer",
        "[insertar",
    ];
    found(text, &SAID)
}

/// `I'm sorry, but I can't help with that.`
pub(super) fn refusals(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 68] = [
        "i don't have enough information",
        "i don’t have enough information",
        "i do not have enough information",
        "i can't produce",
        "i can’t produce",
        "i cannot produce",
        "i can't assist",
        "i cannot assist",
        "i can't help with",
        "i cannot help with",
        "i can’t assist",
        "i can’t help with",
        "i cannot write this",
        "i can't write this",
        "i can’t write this",
        "i cannot fulfill",
        "i can't fulfill",
        "i cannot comply",
        "i can't comply",
        "i cannot provide",
        "i can't provide",
        "i cannot generate",
        "i can't generate",
        "i cannot create",
        "i can't create",
        "i'm unable to",
        "i’m unable to",
        "i am unable to",
        "i'm not able to",
        "i’m not able to",
        "i am not able to",
        "i must decline",
        "i have to decline",
        "against my guidelines",
        "my guidelines",
        "i won't be able to",
        "aber ich kann diese",
        "aber ich kann nicht",
        "aber ich kann dabei",
        "aber ich kann ihnen",
        "ich kann diese anfrage",
        "kann ich leider nicht",
        "ich bin nicht in der lage",
        "dabei kann ich nicht helfen",
        "pero no puedo",
        "no puedo ayudar",
        "no puedo cumplir",
        "no puedo generar",
        "lo siento, no puedo",
        "mais je ne peux pas",
        "je ne peux pas répondre",
        "je ne suis pas en mesure",
        "je ne peux pas vous aider",
        "désolé, je ne peux",
        "но я не могу",
        "я не могу помочь",
        "я не могу выполнить",
        "не могу выполнить этот запрос",
        "我无法完成",
        "我无法提供",
        "我不能",
        "我无法",
        "お応えできません",
        "お手伝いできません",
        "لا أستطيع المساعدة",
        "لا يمكنني",
        "मैं मदद नहीं कर",
        "mi dispiace, ma non posso",
    ];
    let unable = in_other_words(text).into_iter();
    found(text, &SAID).chain(unable)
}

/// Said by whom regrets, can’t, and of what a model is asked to do.
const REGRET: [&str; 24] = [
    "sorry",
    "apologize",
    "apologise",
    "apologies",
    "unfortunately",
    "leider",
    "entschuldig",
    "tut mir leid",
    "désolé",
    "malheureusement",
    "regrette",
    "lo siento",
    "lamento",
    "lamentablemente",
    "desafortunadamente",
    "purtroppo",
    "infelizmente",
    "извините",
    "к сожалению",
    "простите",
    "抱歉",
    "申し訳",
    "عذر",
    "क्षमा",
];
const UNABLE: [&str; 27] = [
    "i can't",
    "i can’t",
    "i cannot",
    "i am not able",
    "i'm not able",
    "i’m not able",
    "i am unable",
    "i'm unable",
    "ich kann",
    "kann ich",
    "ich darf",
    "je ne peux",
    "je ne suis",
    "no puedo",
    "non posso",
    "não posso",
    "не могу",
    "не смогу",
    "无法",
    "無法",
    "不能",
    "できません",
    "できかねます",
    "لا أستطيع",
    "لا يمكنني",
    "नहीं कर सकता",
    "मैं नहीं",
];
const TASK: [&str; 41] = [
    "write",
    "writ",
    "create",
    "provide",
    "help",
    "assist",
    "generat",
    "content",
    "request",
    "fulfil",
    "comply",
    "answer",
    "schreiben",
    "erstellen",
    "helfen",
    "anfrage",
    "erfüllen",
    "beantworten",
    "écrire",
    "rédiger",
    "aider",
    "répondre",
    "escribir",
    "ayudar",
    "crear",
    "responder",
    "scrivere",
    "aiutar",
    "написать",
    "помочь",
    "выполнить",
    "создать",
    "запрос",
    "写",
    "提供",
    "帮助",
    "完成",
    "回答",
    "作成",
    "応え",
    "手伝",
];
const MORE: [&str; 3] = ["كتابة", "المساعدة", "मदद"];

/// A sentence in which somebody regrets and can't do what a model is asked to: `К сожалению, я не могу написать это.`
fn in_other_words(text: &str) -> Vec<Range<usize>> {
    let lower = lower_in_place(text);
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    sentence::sentences(&lower)
        .into_iter()
        .filter(|said| {
            has(said, &REGRET) && has(said, &UNABLE) && (has(said, &TASK) || has(said, &MORE))
        })
        .map(|said| {
            let start = said.as_ptr().addr() - lower.as_ptr().addr();
            start..start + said.len()
        })
        .collect()
}

/// `I hope this helps!`; in a letter only what a model says of its own.
pub(super) fn farewells(text: &str, kind: OutputKind) -> impl Iterator<Item = Range<usize>> {
    const OWN: [&str; 37] = [
        "hope this helps",
        "hope that helps",
        "hope this meets",
        "hope this email",
        "meets your requirements",
        "meets your needs",
        "if you'd like any changes",
        "if you’d like any changes",
        "if you would like any changes",
        "if you'd like me to",
        "if you’d like me to",
        "if you would like me to",
        "if you want me to",
        "would you like me to",
        "do you want me to",
        "shall i ",
        "should i make it",
        "feel free to ask for",
        "feel free to modify",
        "feel free to adjust",
        "let me know if you need any",
        "any further changes",
        "any adjustments",
        "any revisions",
        "ich hoffe, das hilft",
        "soll ich ",
        "sag mir, ob ich",
        "lass mich wissen, ob",
        "lassen sie mich wissen",
        "espero que te sirva",
        "espero que esto",
        "si souhaitez des modifications",
        "vous souhaitez des modifications",
        "j'espère que cela",
        "надеюсь, это помо",
        "希望这对",
        "お役に立てれば",
    ];
    const IN_A_POST: [&str; 4] = [
        "let me know if you have any",
        "feel free to reach out if",
        "happy to help",
        "is there anything else",
    ];
    let in_a_post: &[&str] = if kind == OutputKind::Email {
        &[]
    } else {
        &IN_A_POST
    };
    found(text, &OWN).chain(found(text, in_a_post))
}

/// In small letters where those have as many bytes, so that places stay places.
pub(super) fn lower_in_place(text: &str) -> String {
    let small = |c: char| {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

/// The first place of each of the phrases, however it is capitalised.
fn found<'a>(text: &'a str, phrases: &'a [&'a str]) -> std::vec::IntoIter<Range<usize>> {
    let lower = lower_in_place(text);
    let found: Vec<Range<usize>> = phrases
        .iter()
        .filter_map(|phrase| lower.find(phrase).map(|at| at..at + phrase.len()))
        .filter(|at| {
            // Not within a word.
            !lower[..at.start].ends_with(char::is_alphanumeric)
                || !lower[at.start..].starts_with(|c: char| c.is_ascii())
        })
        .collect();
    found.into_iter()
}

/// Where a model speaks of itself.
pub(super) fn confessions(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 27] = [
        "as an ai language model",
        "as an ai model",
        "as an ai assistant",
        "as an ai,",
        "as an ai i ",
        "as an artificial intelligence,",
        "i am an ai",
        "i'm an ai",
        "as a large language model",
        "als ki-sprachmodell",
        "als ki-modell",
        "als ki-assistent",
        "als ki kann ich",
        "als sprachmodell",
        "en tant qu'ia",
        "en tant que modèle de langage",
        "en tant qu'intelligence artificielle,",
        "como modelo de lenguaje",
        "como una ia,",
        "como modelo de linguagem",
        "come modello linguistico",
        "in quanto ia,",
        "als ai-taalmodel",
        "als taalmodel",
        "作为一个人工智能",
        "作为ai语言模型",
        "aiとして、",
    ];
    // ASCII alone, so that places stay places.
    let lower = text.to_ascii_lowercase().replace('’', "'''");
    let found: Vec<_> = SAID
        .iter()
        .filter_map(|words| {
            let words = words.replace('\'', "'''");
            // An apostrophe is one byte or three, so that both are looked for.
            let curly = lower.find(&words).map(|at| at..at + words.len());
            let plain = words.replace("'''", "'");
            curly.or_else(|| lower.find(&plain).map(|at| at..at + plain.len()))
        })
        .collect();
    found.into_iter()
}

/// `Here is your blog post:`, `Certainly!`
pub(super) fn handing_over(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 54] = [
        "конечно! ",
        "вот статья",
        "вот пост",
        "вот ваш",
        "もちろんです",
        "以下が",
        "以下は",
        "承知しました",
        "当然！",
        "好的，",
        "以下是",
        "voici un ",
        "voici le ",
        "hier kommt der ",
        "selbstverständlich! ",
        "بالتأكيد",
        "here is the email",
        "here's the email",
        "here is the post",
        "here's the post",
        "here's a tweet",
        "here is a tweet",
        "here's a post",
        "here is a post",
        "here's a blog",
        "here is a blog",
        "here's a linkedin",
        "here are the posts",
        "sure! ",
        "sure thing",
        "absolutely! ",
        "of course! ",
        "great! here",
        "okay, here",
        "hier ist der ",
        "gerne! ",
        "natürlich! hier",
        "aquí está el ",
        "aquí tienes ",
        "claro, aquí",
        "¡claro! ",
        "voici l'article",
        "bien sûr ! ",
        "bien sûr! ",
        "here is your ",
        "here's your ",
        "here is the blog post",
        "here's the blog post",
        "certainly! ",
        "sure! here",
        "sure, here",
        "of course! here",
        "hier ist ihr ",
        "voici votre ",
    ];
    // Of the text, and of what comes under each heading.
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.starts_with('#') {
            let rest = &text[at..];
            starts.push(at + rest.len() - rest.trim_start().len());
        }
    }
    let found: Vec<Range<usize>> = starts
        .into_iter()
        .filter_map(|start| {
            let body = &text[start..text.floor_char_boundary(text.len().min(start + BEGINNING))];
            let bare = body.trim_start_matches(['#', ' ', '*']);
            let skipped = start + body.len() - bare.len();
            let lower = lower_in_place(bare);
            let said = SAID.iter().find(|words| lower.starts_with(**words))?;
            Some(skipped..skipped + said.trim_end().len())
        })
        .take(MAX_PER_CODE)
        .collect();
    found.into_iter()
}
