//! Who says, what turns a sentence into its opposite, and which way things go.

use std::{collections::HashSet, sync::LazyLock};

use super::set;

/// Of a speaker, in front of what they say or after it.
pub(crate) static SAYING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "said says say saying told tells asked asks wrote writes replied replies answered answers added adds explained \
explains noted notes argued argues concluded concludes warned warns insisted insists declared declares stated states according quoted \
remembers remembered recalls recalled promised promises admitted admits claims claimed joked jokes put puts heard spoke speaks calls called \
describes described announced confirmed stresses stressed emphasizes believes thinks \
sagte sagt sagen meinte meint erklärte erklärt fragte fragt schrieb schreibt antwortete laut zitiert nannte nennt so betont betonte erzählt \
erzählte berichtet berichtete verspricht versprach warnt warnte \
dit disait déclare déclaré affirme affirmé selon explique demande écrit répond raconte raconté dit-elle dit-il parle promet ajoute \
dijo dice afirma afirmó según explicó escribió respondió contó cuenta prometió llamó añadió detto disse afferma secondo spiega scrive diz \
segundo explica escreve zei zegt volgens schreef сказал сказала говорит говорила говорил сообщил сообщила отметил отметила добавил добавила \
объяснил объяснила рассказал рассказала пишет назвал назвала словам कहा बोले बताया قال قالت يقول تقول أضاف أضافت",
    )
});

/// A negation or a condition: what is left out with one of them is turned round.
pub(crate) static TURNING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "not never no nor neither nobody nothing none hardly scarcely barely rarely seldom without if unless until except only provided \
don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't almost nearly \
nicht nie niemals kein keine keinen keinem keiner nichts niemand kaum ohne wenn falls sofern außer nur fast \
pas jamais aucun aucune rien personne sans si sauf seulement ne n'a n'avons n'ont n'est presque \
nunca jamás ningún ninguna nada nadie sin si salvo excepto solo sólo tampoco ni casi mai nessuno niente senza se non solo não nem sem \
niet nooit geen zonder als tenzij не ни никогда нет никто без если кроме только नहीं कभी न अगर यदि बिना لا لم لن ليس أبدا أبدًا إذا إلا بدون",
    )
});

/// The same in scripts without spaces.
pub(crate) const TURNING_UNSPACED: [&str; 12] = [
    "不",
    "没",
    "沒",
    "未",
    "无",
    "非",
    "如果",
    "除非",
    "只",
    "ない",
    "ません",
    "なら",
];

/// Beginnings of words for what grows, and for what shrinks.
pub(crate) const UP: &str = "rose rise rising risen grew grow increas climb soar jump gain surg doubled tripled stieg steig wuchs wachs \
kletter erhöh zunahm verdoppel augment grimp progress croît croiss hauss subi subí subió sube crec creci aument aumentó вырос выросл раст рост \
увелич повыс 上升 增长 增加 上涨 提高 増加 増え बढ़ ارتفع زاد";
pub(crate) const DOWN: &str = "fell fall drop declin decreas shrank shrink shrunk sank sink slump plung reduc lower halved sank sink fiel \
gefallen fallen verringer schrumpf halbier gesunken abnahm baiss dimin tomb chut recul réduit cayó cayeron caen cayendo caído baja bajó baj dismin descend redu \
упал паден снизил снижа сократ уменьш 下降 减少 下跌 降低 減少 減っ घट انخفض تراجع";

/// Negations alone, and conditions alone.
pub(crate) static NEGATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "not never no nor nobody hardly scarcely barely rarely don't doesn't didn't won't wouldn't can't cannot couldn't isn't aren't \
        wasn't weren't haven't hasn't hadn't nicht nie niemals kein keine keinen keinem kaum pas jamais aucun aucune nunca jamás \
        ningún ninguna nadie tampoco mai nessuno não nunca niet nooit geen не ни никогда नहीं न لا لم لن ليس",
    )
});
pub(crate) static CONDITIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "if unless until except provided wenn falls sofern außer solange si sauf salvo excepto siempre se tranne als tenzij если кроме \
        пока अगर यदि إذا إلا",
    )
});
pub(crate) const CONDITIONS_UNSPACED: [&str; 5] = ["如果", "除非", "要是", "只要", "もし"];

/// First person: said by somebody rather than about them.
pub(crate) static FIRST_PERSON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "i we our us my me i'm we're we've i've ich wir unser unsere unseren mein meine uns nous je notre nos mon ma mes j'ai \
        nosotros nuestro nuestra mi мы я наш наша мой моя мне нас",
    )
});

/// Of now, and of another time.
pub(crate) static NOW: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "today now currently nowadays heute jetzt derzeit inzwischen aujourd'hui maintenant actuellement hoy ahora actualmente oggi ora hoje agora \
        сегодня сейчас теперь 现在 今天 目前 現在 今日 आज अब اليوم الآن",
    )
});
pub(crate) static THEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "then formerly previously originally damals früher zuvor vorher einst alors autrefois auparavant jadis entonces antes anteriormente allora prima \
        então тогда раньше прежде 去年 当时 以前 过去 从前 年前 तब पहले آنذاك سابقا",
    )
});
