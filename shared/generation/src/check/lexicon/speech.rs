//! Who says, what turns a sentence into its opposite, and which way things go.

use std::{collections::HashSet, sync::LazyLock};

use super::set;
use crate::words::lower;

/// Of a speaker, in front of what they say or after it.
pub(crate) static SAYING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "decía decían contaba explicaba repetía solía respondía añadía disait racontait répétait répondait ajoutait écrivait pflegte beschrieb \
beschreibt klagt rief ruft mutmaßt notierte notiert lautete diceva ripeteva dizia vermutet diktierte \
говаривал писал писала рассказывал рассказывала повторял предупредил предупредила заверил заверила \
said says say saying told tells asked asks wrote writes replied replies answered answers added adds explained \
explains explaining noted notes argued argues concluded concludes warned warns insisted insists declared declares stated states according quoted \
remembers remembered recalls recalled promised promises admitted admits claims claimed joked jokes put puts heard spoke speaks calls called \
describes described announced confirmed stresses stressed emphasizes believes thinks \
sagte sagt sagen meinte meint erklärte erklärt fragte fragt schrieb schreibt antwortete laut zitiert nannte nennt so betont betonte erzählt \
erzählte berichtet berichtete verspricht versprach warnt warnte \
dit disait déclare déclaré affirme affirmé selon explique demande écrit répond raconte raconté dit-elle dit-il parle promet ajoute \
dijo dice afirma afirmó según explicó escribió respondió contó cuenta prometió llamó añadió detto disse afferma secondo spiega scrive diz \
segundo explica escreve zei zegt volgens schreef сказал сказала говорит говорила говорил сообщил сообщила отметил отметила добавил добавила \
объяснил объяснила рассказал рассказала пишет назвал назвала словам कहा बोले बताया قال قالت يقول تقول أضاف أضافت \
repeats repeated confesses confessed advises advised agrees agreed disagreed objects objected complains complained recounts recounted tells \
mentions mentioned suggests suggested predicts predicted shouts shouted whispered muttered quipped quips reflects \
reflected observes observed comments commented maintains maintained vows vowed pleads remarked remarks reports reported reveals revealed urges urged \
wiederholt wiederholte gesteht gestand klagt klagte rät riet ergänzt ergänzte behauptet behauptete hofft \
findet bekennt beteuert mahnt mahnte versichert versicherte kommentiert bemerkt schildert schilderte verrät erinnert \
répète confie avoue conseille assure assuré promis jure prévient plaint observe estime indique précise rappelle poursuit souligne \
répond répondu résume lance lâche glisse martèle plaide tranche déplore regrette soutient ironise nuance détaille insiste annonce annoncé soupire reconnaît témoigne confié rappelé précisé \
repite repitió confiesa confesó aconseja aseguró asegura advierte advirtió señaló señala recuerda recordó comenta comentó insiste insistió \
promete reconoce reconoció admite admitió destacó destaca sostiene indicó bromea resume lamenta lamentó relata relató anunció pregunta \
ripete confessa consiglia assicura racconta ricorda aggiunge avverte sostiene ammette conta lembra garante avisa acrescenta vertelt zegt \
повторяет признаётся признается признался призналась признал признала советует уверяет жалуется предупреждает вспоминает утверждает считает подчеркнул подчеркнула заявил \
заявила ответил ответила обещает обещал обещала написал написала шутит спросил спросила вздыхает уточнил уточнила пояснил пояснила \
बताते बताती कहते कहती बोली बोला पूछा लिखा समझाया أكد أكدت أوضح أوضحت صرح صرحت ذكر ذكرت حذر حذرت أشار أشارت روى تروي كتب كتبت وعد",
    )
});

/// Between a verb of saying and what is said.
pub(crate) static THAT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("that dass daß que qu che dat что أن أنه أنها कि"));
/// Before whoever says it, at a sentence's beginning.
pub(crate) static ACCORDING: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("according laut selon según secondo segundo volgens"));
/// Between a speaker and the verb: `Anna used to say`.
pub(crate) static AUXILIARIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "used to has had have would often always once later also then still a avait aime solía ha había suele любил любила часто",
    )
});

/// Ends of German words for what somebody is, which stand before a name: `Gemeinderätin Marquart`.
const OFFICES: [&str; 36] = [
    "rat",
    "rätin",
    "rätinnen",
    "meister",
    "meisterin",
    "leiter",
    "leiterin",
    "chef",
    "chefin",
    "führer",
    "führerin",
    "sprecher",
    "sprecherin",
    "präsident",
    "präsidentin",
    "minister",
    "ministerin",
    "direktor",
    "direktorin",
    "vorsitzende",
    "vorsitzender",
    "trainer",
    "trainerin",
    "koordinator",
    "koordinatorin",
    "sekretär",
    "sekretärin",
    "anwalt",
    "anwältin",
    "forscher",
    "forscherin",
    "lehrer",
    "lehrerin",
    "richter",
    "richterin",
    "ingenieurin",
];

pub(crate) fn is_office(word: &str) -> bool {
    let word = lower(word);
    OFFICES.iter().any(|end| word.ends_with(end))
}

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

/// Words next to a verb of saying that name nobody.
pub(crate) static NOBODY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "he she it they we i you us him her me them who this that these those there here to in on at of with and but also then later once \
        as so not by from for one is was has had the a an his their my our your when while because \
        er sie es wir ich uns mir ihm ihr ihnen man dazu auch so dann daraufhin der die das dem den ein eine sein seine ihre und aber in im am bei \
        il elle on nous je me moi lui leur vous ils elles que qui se en y a le la les un une son sa ses et mais dans à de du des \
        él ella ellos ellas nos yo te el los las lo su sus un una y pero al del en con sin ya lui lei loro noi che si \
        он она они мы я нам ему ей им мне что это так и но же в на с по о его её ее их \
        वह उन्होंने हमने मैंने ने कि और में से को यह هو هي هم نحن أن إن في من على مع ثم لنا له لها",
    )
});
/// Verbs of saying in scripts without spaces, as far as they stay the same.
pub(crate) const SAYING_UNSPACED: [&str; 33] = [
    "心配す",
    "笑う",
    "笑っ",
    "つぶや",
    "振り返",
    "強調し",
    "解释",
    "補足",
    "说",
    "說",
    "表示",
    "强调",
    "強調",
    "告诉",
    "告訴",
    "介绍",
    "指出",
    "回忆",
    "写道",
    "寫道",
    "认为",
    "回答",
    "話す",
    "話し",
    "語る",
    "語っ",
    "述べ",
    "言う",
    "言っ",
    "と言い",
    "説明",
    "答え",
    "訴え",
];

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
pub(crate) const UP: &str = "rais boost lengthen widen swell swole leap jump expand rose rise rising risen grew grow increas climb soar jump gain surg doubled tripled stieg steig wuchs wachs \
kletter erhöh zunahm verdoppel augment grimp progress croît croiss hauss subi subí subió sube crec creci aument aumentó вырос выросл раст рост \
увелич повыс 上升 增长 增加 上涨 提高 増加 増え बढ़ ارتفع زاد";
pub(crate) const DOWN: &str = "shorten narrow dwindl slipp contract fell fall drop declin decreas shrank shrink shrunk sank sink slump plung reduc lower halved sank sink fiel \
gefallen fallen verringer schrumpf halbier gesunken abnahm baiss dimin tomb chut recul réduit cayó cayeron caen cayendo caído baja bajó baj dismin descend redu \
упал паден снизил снижа сократ уменьш 下降 减少 下跌 降低 減少 減っ घट انخفض تراجع";

/// Whole words for the same, behind a figure, or of what is compared with something else.
pub(crate) static HIGHER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "above later higher dearer costlier greater upward upwards more pricier höher teurer mehr supérieur supérieure supérieurs cher chère hausse más mayor \
        encareció encarecieron superior maggiore mais maior hoger meer warmer hotter longer wider heavier faster deeper wärmer länger breiter schwerer schneller tiefer теплее длиннее шире тяжелее быстрее глубже выше дороже больше подорожал подорожала подорожало подорожали растут",
    )
});
pub(crate) static LOWER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "below earlier lower cheaper smaller downward downwards less fewer billiger günstiger niedriger weniger inférieur inférieure baisse moins menos menor abarató \
        abarataron inferior minore meno lager minder colder cooler shorter narrower lighter slower shallower kälter kühler kürzer schmaler leichter langsamer flacher холоднее короче уже легче медленнее мельче ниже дешевле меньше подешевел подешевела подешевело подешевели",
    )
});

/// Of an amount that was earned, and of one that was lost.
pub(crate) static PROFIT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "profit profits surplus gewinn gewinne gewinns überschuss überschusses bénéfice bénéfices excédent beneficio beneficios superávit ganancia ganancias \
        utile utili lucro прибыль прибыли профицит 利润 利潤 盈利 盈余 黒字 利益 أرباح ربح فائض मुनाफा लाभ",
    )
});
pub(crate) static LOSS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "loss losses deficit verlust verluste verlusts defizit fehlbetrag minus perte pertes déficit pérdida pérdidas perdita perdite prejuízo \
        убыток убытка убытки дефицит 亏损 虧損 赤字 損失 خسارة خسائر عجز घाटा नुकसान",
    )
});

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
        "if unless until except provided wenn falls sofern außer solange vorausgesetzt si sauf tant pourvu salvo excepto siempre mientras se \
        tranne purché als tenzij если кроме пока अगर यदि إذا إلا لو إن",
    )
});
pub(crate) const CONDITIONS_UNSPACED: [&str; 9] = [
    "如果", "除非", "要是", "只要", "もし", "れば", "なら", "たら", "限り",
];
/// Conditions of several words.
pub(crate) const CONDITION_PHRASES: [&str; 12] = [
    "ما دام",
    "ما لم",
    "as long as",
    "so long as",
    "on condition",
    "but only",
    "nur wenn",
    "aber nur",
    "à condition",
    "mais seulement",
    "con tal",
    "pero solo",
];

/// Somebody who was named before.
pub(crate) static THIRD_PERSON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "he she they er sie il elle ils elles él ella ellos ellas lui lei loro ele ela eles elas hij zij ze он она они",
    )
});
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
        "today now currently nowadays present heute jetzt mittlerweile derzeit inzwischen aujourd'hui maintenant actuellement hoy ahora actualmente oggi ora hoje agora \
        сегодня сейчас теперь 现在 今天 目前 現在 今日 आज अब اليوم الآن",
    )
});
pub(crate) static THEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "then formerly previously originally initially damals anfangs anfänglich ursprünglich früher zuvor vorher einst alors autrefois auparavant jadis initialement début entonces inicialmente antes anteriormente allora prima \
        então тогда раньше прежде вначале сначала изначально 最初 当初 去年 当时 以前 过去 从前 年前 तब पहले آنذاك سابقا",
    )
});

/// Between clauses with a subject each.
pub(crate) static CLAUSES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "while whereas but although though während aber obwohl doch tandis alors mais mientras pero aunque mentre ma enquanto mas \
        а но तो",
    )
});
/// Between what is said together.
pub(crate) static AND: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("and und sowie et y e ed и और तथा"));
/// Said of all, so that it weighs little beside what it is said of.
pub(crate) static ALL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "all everybody everyone everything always alle alles jeder immer tous toutes tout toujours todos todas todo siempre tutti tutto \
        sempre все всё всегда 都 全 всех كل सब",
    )
});
/// After a negation, that it is not the only one.
pub(crate) static ONLY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "only just merely alone nur bloß allein seulement uniquement que solo sólo solamente solamente soltanto apenas somente только лишь 只 仅 仅仅 فقط केवल",
    )
});
/// With a negation, that it was so before.
pub(crate) static NO_LONGER: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("longer anymore more mehr länger plus ya más più mais больше 再 بعد"));
/// That it is so until now.
pub(crate) static STILL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "still since noch weiterhin immer seit encore toujours depuis todavía aún sigue desde ancora tuttora ainda desde ещё еще \
        по-прежнему 仍 还 仍然 لايزال منذ अब भी",
    )
});
/// That it may be so later.
pub(crate) static YET: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("yet noch bisher bislang encore aún todavía ancora ainda ещё еще 还 尚 まだ بعد अभी")
});
/// That a clause goes on about whom the one before it ends with.
pub(crate) static WHO: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("who die der das qui que che который которая которые"));
/// Of what nobody pays for.
pub(crate) static FREE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "free gratis kostenlos kostenfrei umsonst gratuit gratuite gratuits gratuitement gratuito gratuita gratuitos gratuitamente \
        бесплатно бесплатный бесплатная бесплатные مجانا مجاني مجانية 免",
    )
});
/// That something has not been before.
pub(crate) static FIRST_TIME: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("first erstmals première primera впервые 首 初"));
/// Of what is missing.
pub(crate) static WITHOUT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "without no sans ohne sin senza sem zonder без keine kein keinen nada rien nichts nothing nobody none lack nie niemand دون بدون غير عدم",
    )
});
/// Beginnings of verbs that deny what follows.
pub(crate) const REFUSING: [&str; 54] = [
    "refus",
    "declin",
    "reject",
    "avoid",
    "stop",
    "fail",
    "den",
    "prevent",
    "abandon",
    "forgo",
    "lack",
    "quit",
    "ceas",
    "skip",
    "doubt",
    "weiger",
    "verzicht",
    "lehn",
    "ablehn",
    "vermeid",
    "vermied",
    "verhinder",
    "abgelehn",
    "fehl",
    "bezweif",
    "unterlass",
    "unterlie",
    "renonc",
    "évit",
    "cess",
    "arrêt",
    "refus",
    "manqu",
    "abandonn",
    "empêch",
    "renunci",
    "rechaz",
    "evit",
    "neg",
    "dej",
    "falt",
    "impid",
    "abandon",
    "rifiut",
    "rinunc",
    "smett",
    "recus",
    "отказ",
    "избе",
    "перест",
    "拒",
    "停",
    "避",
    "رفض",
];
/// Before whoever did what was done.
pub(crate) static AGENT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("by von vom durch par por da dal dalla pelo pela door от 被 由 让 為 من طرف द्वारा")
});
/// With what was done, and with what something is.
pub(crate) static PASSIVE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "is are was were be been being est sont été fut es son fue fueron sido è sono stato foi foram sido é são 是",
    )
});
/// Of what two do together, or one with the other.
pub(crate) static TOGETHER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "with together both each between mit zusammen gemeinsam beide avec ensemble deux con juntos juntas ambos insieme com met samen с \
        вместе 和 与 跟 同 مع साथ",
    )
});
/// Before what may stand at the beginning of a sentence without being its subject.
pub(crate) static PREPOSITIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "in on at to for from of with by after before since during under over about near behind through among as if when where while \
        because en dans à au aux de du des pour par sur sous avec chez depuis après avant vers si quand comme parce a al con por para \
        desde tras antes según sobre entre como cuando porque in nel nella di da per su tra 在 从 对 把 为 于 当",
    )
});
/// Signs that say nothing by themselves where sentences are compared.
pub(crate) const EMPTY_UNSPACED: &str = "更前后後的了是在和与有为由将会等也但从把被给对其这那个我你他她它们一着过就都还又并而且之以于所に は が を の と も で へ や";
/// Negations that are one sign.
pub(crate) const NEGATIONS_UNSPACED: [&str; 7] = ["不", "没", "沒", "未", "无", "無", "非"];
/// That something holds in part, or up to a moment.
pub(crate) static HARDLY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "until till hardly scarcely barely rarely seldom almost nearly only kaum selten beinahe nur bis presque guère seulement jusqu casi \
        apenas solo sólo hasta quasi едва почти только до حتى فقط",
    )
});
