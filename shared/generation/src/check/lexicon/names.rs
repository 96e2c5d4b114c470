//! Names that are names wherever they stand, and words that are none.

use std::{collections::HashSet, sync::LazyLock};

use super::set;

pub(crate) static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let mut known = set(include_str!("names/known.txt"));
    known.extend(include_str!("names/known_generated.txt").lines());
    known
});
/// Words that a sentence may begin with, or a heading have, without being anybody's name.
pub(crate) static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(include_str!("names/words.txt")));
/// English words that are no names where any word has a capital; those of usual endings are left out.
pub(crate) static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set(include_str!("names/english_generated.txt")));
/// Places and companies of scripts without capitals.
pub(crate) static PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let mut places = set(include_str!("names/places.txt"));
    places.extend(include_str!("names/places_generated.txt").lines());
    places
});
/// The most frequent of China, each one sign.
pub(crate) static SURNAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "王 李 张 張 刘 劉 陈 陳 杨 楊 赵 趙 黄 周 吴 吳 徐 孙 孫 胡 朱 高 林 何 郭 马 馬 罗 羅 梁 宋 郑 鄭 谢 謝 韩 韓 唐 冯 馮 于 董 萧 程 曹 \
         袁 邓 鄧 许 許 傅 沈 曾 彭 吕 苏 蘇 卢 盧 蒋 蔡 贾 丁 魏 薛 叶 葉 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 \
         康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文",
    )
});
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
