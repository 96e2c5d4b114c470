//! Words that compare two things, each with its opposite.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::set;

/// What has more of something, and what has less of it: as a word of its own, and behind `more`.
struct Row {
    more: [&'static str; 2],
    less: [&'static str; 2],
}

const fn row(more: [&'static str; 2], less: [&'static str; 2]) -> Row {
    Row { more, less }
}

const ROWS: [Row; 21] = [
    row(
        [
            "older elder älter älteren ältere älteste oudere ouder старше древнее أقدم أكبر 老 旧",
            "vieux vieille vieja viejo ancien ancienne anciens anciennes antiguo antigua antiguos antiguas vecchio antico velho antigo старый",
        ],
        [
            "younger newer jünger jüngere jüngeren neuer jonger nieuwer младше моложе новее أحدث أصغر 新",
            "jeune récent récente récents joven jóvenes nuevo nueva reciente moderno giovane recente jovem novo",
        ],
    ),
    row(
        [
            "larger bigger greater größer größere größeren groter mayor mayores maggiore maior больше крупнее أكبر 大",
            "grand grande grands grandes gros grosse voluminoso",
        ],
        [
            "smaller lesser kleiner kleinere kleineren kleiner menor menores minore меньше мельче أصغر 小",
            "petit petite petits petites pequeño pequeña piccolo pequeno",
        ],
    ),
    row(
        [
            "higher taller höher höhere höheren hoger superior supérieur supérieure выше أعلى 高",
            "haut haute hauts hautes élevé élevée élevés alto alta altos elevado elevada",
        ],
        [
            "lower niedriger niedrigere tiefer lager inferior inférieur inférieure ниже أدنى 低",
            "bas basse bajo baja bajos basso baixo",
        ],
    ),
    row(
        [
            "better besser bessere besseren mieux meilleur meilleure meilleurs mejor mejores meglio migliore melhor beter лучше أفضل أحسن 好",
            "",
        ],
        [
            "worse schlechter schlimmer pire pires peor peores peggio peggiore pior slechter хуже أسوأ 差 坏",
            "mauvais mauvaise malo",
        ],
    ),
    row(
        [
            "longer länger längere längeren langer длиннее дольше أطول 长 長",
            "long longue longs longues longtemps largo larga largos lungo longo",
        ],
        [
            "shorter kürzer kürzere kürzeren korter короче أقصر 短",
            "court courte courts brève corto corta breve curto",
        ],
    ),
    row(
        [
            "faster quicker swifter schneller schnellere sneller быстрее أسرع 快",
            "rapide rapides vite rapidement rápido rápida rápidamente veloce rapido quickly",
        ],
        [
            "slower langsamer langsamere trager медленнее أبطأ 慢",
            "lent lente lents lentement lento lenta despacio slowly",
        ],
    ),
    row(
        [
            "dearer costlier pricier teurer teurere teureren duurder дороже أغلى 贵 貴",
            "expensive costly cher chère chers chères caro cara caros coûteux costoso costosa",
        ],
        [
            "cheaper billiger billigere günstiger günstigere goedkoper дешевле أرخص 便宜",
            "cheap affordable abordable barato barata baratos economico",
        ],
    ),
    row(
        [
            "warmer hotter wärmer wärmere heißer теплее жарче أدفأ أحر 热 暖",
            "chaud chaude chauds caliente cálido cálida caldo quente",
        ],
        [
            "colder cooler kälter kältere kühler kouder холоднее أبرد 冷",
            "froid froide froids frais frío fría fríos fresco freddo frio",
        ],
    ),
    row(
        [
            "heavier schwerer schwerere zwaarder тяжелее أثقل 重",
            "lourd lourde lourds pesado pesada pesados pesante",
        ],
        [
            "lighter leichter leichtere lichter легче أخف 轻 軽",
            "léger légère légers ligero ligera ligeros leggero leve",
        ],
    ),
    row(
        [
            "earlier früher eerder раньше أبكر 早",
            "tôt temprano presto cedo",
        ],
        ["later später later позже أكثرتأخرا 晚", "tard tarde tardi"],
    ),
    row(
        [
            "stronger stärker stärkere sterker сильнее أقوى 强 強",
            "fort forte forts fuerte fuertes forte",
        ],
        [
            "weaker schwächer schwächere zwakker слабее أضعف 弱",
            "faible faibles débil débiles debole fraco",
        ],
    ),
    row(
        [
            "richer reicher wohlhabender rijker богаче أغنى 富",
            "riche riches rico rica ricos ricco",
        ],
        [
            "poorer ärmer armer беднее أفقر 穷",
            "pauvre pauvres pobre pobres povero",
        ],
    ),
    row(
        [
            "harder härter härtere тверже твёрже أصلب 硬",
            "dur dure durs duro dura duros",
        ],
        [
            "softer weicher weichere zachter мягче ألين 软 柔",
            "tendre tendres mou molle doux blando blanda suave morbido",
        ],
    ),
    row(
        [
            "safer sicherer sicherere veiliger безопаснее 安全",
            "safe secure sûr sûre sûrs seguro segura seguros sicuro",
        ],
        [
            "riskier gefährlicher gevaarlijker опаснее أخطر 危险 危險",
            "dangerous risky dangereux dangereuse peligroso peligrosa pericoloso perigoso",
        ],
    ),
    row(
        [
            "commoner häufiger häufigere vaker чаще 常见",
            "common frequent often fréquent fréquente fréquents courant courante souvent frecuente frecuentes común comunes comune frequente",
        ],
        [
            "rarer seltener seltenere zeldzamer реже أندر 罕见",
            "rare rares raro rara raros rarely seldom rarement",
        ],
    ),
    row(
        [
            "wider broader breiter breitere breder шире أوسع 宽",
            "large larges ancho ancha anchos largo amplio",
        ],
        [
            "narrower schmaler schmalere enger smaller уже أضيق 窄",
            "étroit étroite étroits estrecho estrecha stretto estreito",
        ],
    ),
    row(
        [
            "thicker dicker dickere dikker толще أسمك 厚",
            "épais épaisse grueso gruesa spesso grosso",
        ],
        [
            "thinner dünner dünnere dunner тоньше أرق 薄",
            "mince minces fin fine delgado delgada fino sottile",
        ],
    ),
    row(
        [
            "easier einfacher einfachere makkelijker проще أسهل 容易",
            "easy simple simples facile faciles fácil fáciles sencillo",
        ],
        [
            "tougher schwieriger schwierigere moeilijker труднее сложнее أصعب 难 難",
            "difficult complex difficile difficiles difícil difíciles",
        ],
    ),
    row(
        [
            "louder lauter lautere luider громче 吵",
            "loud bruyant bruyante ruidoso rumoroso",
        ],
        [
            "quieter leiser leisere ruhiger stiller тише أهدأ 静",
            "quiet silencieux silencieuse silencioso silenzioso",
        ],
    ),
    row(
        [
            "nearer closer näher nähere dichterbij ближе أقرب 近",
            "proche proches près cercano cerca vicino perto",
        ],
        [
            "farther further ferner weiter verder дальше أبعد 远 遠",
            "loin lointain lejano lejos lontano longe",
        ],
    ),
    row(
        [
            "deeper tiefere dieper глубже أعمق 深",
            "profond profonde profonds profundo profunda profondo",
        ],
        ["shallower flacher ondieper мельче 浅", "shallow"],
    ),
];

type Sides = HashMap<&'static str, (usize, i8)>;

fn sides(place: usize) -> Sides {
    let mut sides = Sides::new();
    for (number, row) in ROWS.iter().enumerate() {
        for (words, sign) in [(row.more[place], 1), (row.less[place], -1)] {
            for word in words.split_whitespace() {
                sides.entry(word).or_insert((number, sign));
            }
        }
    }
    sides
}

/// `Older`, by its row, and 1 for more of it, -1 for less.
pub(crate) static COMPARATIVES: LazyLock<Sides> = LazyLock::new(|| sides(0));
/// `Vieux`, behind `plus` or `moins`.
pub(crate) static ADJECTIVES: LazyLock<Sides> = LazyLock::new(|| sides(1));

pub(crate) static MORE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("more mehr plus davantage más più mais meer более больше أكثر ज़्यादा अधिक")
});
pub(crate) static LESS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("less fewer weniger moins menos meno minder менее меньше أقل कम"));
/// Before `plus` and `más`, that it is the most.
pub(crate) static SUPERLATIVE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("le la les el los las il lo gli o a os as"));
/// Between what is compared.
pub(crate) static THAN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("than als que di del della dei degli che dan чем من"));
