//! Names that are names wherever they stand, and words that are none.

use std::{collections::HashSet, sync::LazyLock};

use super::set;

pub(crate) static KNOWN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(include_str!("names/known.txt")));
/// Words that a sentence may begin with, or a heading have, without being anybody's name.
pub(crate) static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(include_str!("names/words.txt")));
/// The same organisation or country, a row each; in capitals as they are written.
pub(crate) const ALIASES: &[&str] = &[
    "US|USA|U.S.|United States|Vereinigte Staaten|États-Unis|Estados Unidos|EE.UU.|EEUU|США|America",
    "UK|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Großbritannien|Great Britain|Britain",
    "EU|UE|European Union|Europäische Union|Union européenne|Unión Europea|ЕС|Европейский союз",
    "UN|ONU|UNO|United Nations|Vereinte Nationen|Nations unies|Naciones Unidas|ООН",
    "WHO|OMS|World Health Organization|World Health Organisation|Weltgesundheitsorganisation|Organisation mondiale de la santé|Organización Mundial de la Salud|ВОЗ",
    "BBC|British Broadcasting Corporation",
    "NATO|OTAN|НАТО|North Atlantic Treaty Organization",
    "AI|KI|IA|artificial intelligence|künstliche Intelligenz|intelligence artificielle|inteligencia artificial",
    "IMF|IWF|FMI|International Monetary Fund|Internationaler Währungsfonds",
    "NASA|National Aeronautics and Space Administration",
    "GDP|BIP|PIB|gross domestic product|Bruttoinlandsprodukt",
    "CEO|chief executive|chief executive officer",
    "NGO|ONG|non-governmental organisation|non-governmental organization",
    "IBM|International Business Machines",
    "FBI|Federal Bureau of Investigation",
    "NYC|New York City|New York",
    "TV|television|Fernsehen",
    "PC|personal computer",
];
