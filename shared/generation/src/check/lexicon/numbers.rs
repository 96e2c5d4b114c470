//! Words of numbers that no library of ours reads, and what is said around numbers.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{map, set};

/// Between the ends of a range.
pub(crate) const RANGE: [&str; 28] = [
    "against", "versus", "vs", "gegen", "frente", "contre", "to", "and", "or", "bis", "auf", "und",
    "oder", "a", "à", "al", "et", "y", "ou", "o", "до", "и", "至", "到", "से", "through", "au",
    "las",
];

/// What multiplies the number before it.
pub(crate) static SCALES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        ("десяток десятка десятков", 10.0),
        ("hundred hundert cent cien сотня сотни сотен сотню", 1e2),
        (
            "k thousand tausend tsd mille mil mila milliers duizend тыс тысяча тысячи тысяч тысячу हज़ार हजार ألف آلاف الف 千",
            1e3,
        ),
        ("万 萬 만", 1e4),
        ("लाख lakh lakhs", 1e5),
        (
            "m mn mio million millions millionen millón millones milioni milione milhão milhões miljoen млн миллион миллиона миллионов \
             مليون ملايين",
            1e6,
        ),
        ("करोड़ crore crores", 1e7),
        ("亿 億", 1e8),
        (
            "bn billion billions mrd milliarde milliarden milliard milliards miliardi miliardo miljard млрд миллиард миллиарда миллиардов \
             مليار مليارات",
            1e9,
        ),
        (
            "tn trillion trillions billón billones billionen трлн триллион триллиона 兆",
            1e12,
        ),
    ])
});

/// Fractions that are one word.
pub(crate) static FRACTIONS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        (
            "half halves halb halbe halben halber halbes hälfte demi demie moitié mitad medio media metà metade половина половину половины \
             половиной 一半 半分 半数 半价 半價 半額 आधा आधे आधी نصف نصفها نصفه نصفهم النصف helft",
            0.5,
        ),
        (
            "third thirds drittel drittels dritteln tiers tercio tercios terzo terzi terço треть трети третью третьей ثلث",
            1.0 / 3.0,
        ),
        (
            "quarter quarters viertel vierteln quart quarts cuarto cuartos cuarta cuartas quarto четверть четверти ربع चौथाई kwart",
            0.25,
        ),
        (
            "fifth fifths fünftel cinquième cinquièmes quinto quintos quinta пятая пятых خمس",
            0.2,
        ),
        ("ثلثي ثلثا ثلثين ثلثان", 2.0 / 3.0),
        ("sixth sixths sechstel sixième sixièmes sexto", 1.0 / 6.0),
        ("eighth eighths achtel huitième huitièmes octavo", 0.125),
        (
            "tenth tenths zehntel dixième dixièmes décimo décimas десятая десятых",
            0.1,
        ),
    ])
});

/// Words that are a number by themselves.
pub(crate) static WHOLE: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        (
            "anderthalb anderthalbe eineinhalb полтора полторы полутора डेढ़",
            1.5,
        ),
        ("zweieinhalb ढाई", 2.5),
        ("dreieinhalb", 3.5),
        ("viereinhalb", 4.5),
        ("fünfeinhalb", 5.5),
        ("sechseinhalb", 6.5),
        ("twice zweimal дважды двое", 2.0),
        ("thrice трижды трое", 3.0),
        ("четверо", 4.0),
        (
            "dozen dutzend douzaine docena dozzina dúzia dozijn дюжина дюжину дюжины दर्जन",
            12.0,
        ),
        ("veintiún", 21.0),
        ("score", 20.0),
        ("hundred hundert", 100.0),
        ("полсотни", 50.0),
        ("полтысячи", 500.0),
        ("полмиллиона", 500_000.0),
        ("пара", 2.0),
    ])
});

/// Many, without saying how many: the power of ten.
pub(crate) static VAGUE: LazyLock<HashMap<&str, i32>> = LazyLock::new(|| {
    map(&[
        (
            "dozens dutzende dutzenden dizaines docenas decenas десятки",
            1,
        ),
        (
            "hundreds hunderte hunderten centaines cientos centenares сотни सैकड़ों centinaia centenas",
            2,
        ),
        (
            "thousands tausende tausenden milliers miles millares тысячи हज़ारों migliaia milhares",
            3,
        ),
        (
            "millions millionen millones миллионы लाखों milioni milhões",
            6,
        ),
        ("billions milliarden milliards миллиарды", 9),
    ])
});

/// Said before a number that is not exact, and what it may be off: below and above, as shares of what is said.
pub(crate) static ROUNDED: LazyLock<HashMap<&str, (f64, f64)>> = LazyLock::new(|| {
    map(&[
        (
            "about around roughly approximately some circa ca etwa rund ungefähr zirka gut environ quelque près unos unas alrededor \
             aproximadamente cerca circa около примерно приблизительно 约 大约 約 およそ おおよそ ほぼ ざっと लगभग करीब حوالي نحو ongeveer لنحو بنحو ونحو زهاء قرابة",
            (0.1, 0.1),
        ),
        (
            "almost nearly under fast knapp knappe knappen knapper knappes beinahe unter presque casi quase quasi bijna почти 近 将近 almost",
            (0.1, 0.0),
        ),
        (
            "over than exceeding exceeds exceeded surpassed tops über mehr überstieg übersteigt dépasse dépassé dépassent supera superó superan superado plus plús más sobre oltre più mais свыше более больше 超过 余 से अधिक أكثر لأكثر بأكثر وأكثر",
            (0.0, 0.15),
        ),
        ("least mindestens минимум", (0.0, 0.15)),
        // `menos de 7`, and `por lo menos 7`.
        ("moins menos", (0.12, 0.15)),
        (
            "less fewer below weniger unterhalb inférieur inférieure inferior менее меньше minder 不到 未満 以下",
            (0.12, 0.0),
        ),
    ])
});

/// `Per cent`, in two words.
pub(crate) static PER: LazyLock<HashSet<&str>> = LazyLock::new(|| set("per por pour في"));
pub(crate) static CENT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("cent ciento cento المئة المائة"));

/// Said behind a number that is not exact.
pub(crate) static ROUNDED_BEHIND: LazyLock<HashMap<&str, (f64, f64)>> = LazyLock::new(|| {
    map(&[
        ("escaso escasa escasos escasas", (0.1, 0.0)),
        ("larga largo largos largas 以上 あまり 余り 超", (0.0, 0.15)),
        ("多 余 來 来", (0.0, 0.3)),
        ("近い 近く 近かった 弱 ほど 前後", (0.1, 0.1)),
        ("満たない 未満 足らず 以下", (0.12, 0.0)),
    ])
});

/// What a text itself has so many of.
pub(crate) static LISTED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "takeaways takeaway lessons lesson reasons reason points point things thing ways way steps step tips tip ideas idea questions \
         question facts fact insights insight parts part words sentences minutes' lehren lehre gründe punkte dinge wege schritte tipps \
         ideen fragen fakten erkenntnisse teile leçons raisons points choses façons étapes conseils idées questions faits lecciones \
         razones puntos cosas maneras pasos consejos ideas preguntas datos claves idee lezioni motivi punti cose modi passi lições",
    )
});

/// Numbers of languages whose words the library doesn't know. Of Russian, the beginnings of words.
pub(crate) const RUSSIAN: &[(&str, f64)] = &[
    ("одиннадцат", 11.0),
    ("двенадцат", 12.0),
    ("тринадцат", 13.0),
    ("четырнадцат", 14.0),
    ("пятнадцат", 15.0),
    ("шестнадцат", 16.0),
    ("семнадцат", 17.0),
    ("восемнадцат", 18.0),
    ("девятнадцат", 19.0),
    ("двадцат", 20.0),
    ("тридцат", 30.0),
    ("пятьдесят", 50.0),
    ("пятидесят", 50.0),
    ("шестьдесят", 60.0),
    ("шестидесят", 60.0),
    ("семьдесят", 70.0),
    ("семидесят", 70.0),
    ("восемьдесят", 80.0),
    ("восьмидесят", 80.0),
    ("девяност", 90.0),
    ("двест", 200.0),
    ("двухсот", 200.0),
    ("трист", 300.0),
    ("трехсот", 300.0),
    ("трёхсот", 300.0),
    ("четырест", 400.0),
    ("четырехсот", 400.0),
    ("четырёхсот", 400.0),
    ("пятьсот", 500.0),
    ("пятисот", 500.0),
    ("шестьсот", 600.0),
    ("шестисот", 600.0),
    ("семьсот", 700.0),
    ("семисот", 700.0),
    ("восемьсот", 800.0),
    ("восьмисот", 800.0),
    ("девятьсот", 900.0),
    ("девятисот", 900.0),
];

pub(crate) static WORDS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        ("ноль शून्य صفر", 0.0),
        (
            "один одна одно одного одной первый первого первое एक واحد واحدة",
            1.0,
        ),
        ("два две двух второй второго второе दो اثنان اثنين", 2.0),
        ("три трех трёх третий третьего третье तीन ثلاثة ثلاث", 3.0),
        (
            "четыре четырех четырёх четвертый четвёртый четвертого चार أربعة أربع",
            4.0,
        ),
        ("пять пяти пятый пятого पाँच पांच خمسة خمس", 5.0),
        ("шесть шести шестой шестого छह छः ستة ست", 6.0),
        ("семь семи седьмой седьмого सात سبعة سبع", 7.0),
        ("восемь восьми восьмой восьмого आठ ثمانية ثمان", 8.0),
        ("девять девяти девятый девятого नौ تسعة تسع", 9.0),
        ("десять десяти десятый десятого दस عشرة عشر", 10.0),
        ("ग्यारह", 11.0),
        ("बारह", 12.0),
        ("तेरह", 13.0),
        ("चौदह", 14.0),
        ("पंद्रह", 15.0),
        ("सोलह", 16.0),
        ("सत्रह", 17.0),
        ("अठारह", 18.0),
        ("उन्नीस", 19.0),
        ("बीस عشرون عشرين", 20.0),
        ("पच्चीस", 25.0),
        ("तीस ثلاثون ثلاثين", 30.0),
        ("पैंतीस", 35.0),
        ("сорок сорока चालीस أربعون أربعين", 40.0),
        ("पैंतालीस", 45.0),
        ("पचास خمسون خمسين", 50.0),
        ("साठ ستون ستين", 60.0),
        ("सत्तर سبعون سبعين", 70.0),
        ("पचहत्तर", 75.0),
        ("अस्सी ثمانون ثمانين", 80.0),
        ("नब्बे تسعون تسعين", 90.0),
        ("сто ста مئة مائة", 100.0),
        ("مئتان مئتين", 200.0),
    ])
});
/// Multiplies what is before it within a number.
pub(crate) const HINDI_HUNDRED: &str = "सौ";

/// After a number, what makes it a place in a row.
pub(crate) fn is_ordinal_ending(word: &str) -> bool {
    [
        "st", "nd", "rd", "th", "er", "e", "ème", "º", "ª", "го", "й", "ter", "ten", "re",
    ]
    .contains(&word)
}

/// How many times as much a word says that something has become: `doubled`, `Siebenfache`.
pub(crate) fn times(word: &str) -> Option<f64> {
    static VERBS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
        map(&[
            (
                "doubled doubling verdoppelte verdoppelten verdoppelt duplicó duplicaron duplicado удвоились удвоилось удвоился удвоилась",
                2.0,
            ),
            (
                "tripled tripling trebled verdreifachte verdreifacht triplé triplicó triplicaron triplicado утроились утроилось утроился утроилась",
                3.0,
            ),
            ("quadrupled vervierfachte vervierfacht quadruplé", 4.0),
        ])
    });
    static STEMS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
        map(&[
            ("zwei", 2.0),
            ("drei", 3.0),
            ("vier", 4.0),
            ("fünf", 5.0),
            ("sechs", 6.0),
            ("sieben", 7.0),
            ("acht", 8.0),
            ("neun", 9.0),
            ("zehn", 10.0),
            ("siebzig", 70.0),
            ("hundert", 100.0),
        ])
    });
    let many_fold = || {
        let mut ends = ["fache", "fachen", "faches", "fach"].iter();
        let stem = ends.find_map(|end| word.strip_suffix(end))?;
        STEMS.get(stem).copied()
    };
    VERBS.get(word).copied().or_else(many_fold)
}

/// Words that say how many times.
pub(crate) static TIMES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        ("once einmal однажды مرة", 1.0),
        ("twice zweimal дважды مرتين", 2.0),
        ("viermal", 4.0),
        ("fünfmal", 5.0),
        ("sechsmal", 6.0),
        ("thrice dreimal трижды", 3.0),
    ])
});
/// Behind the number of times.
pub(crate) static COUNTED_TIMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("time times mal male fois vez veces volta volte vezes раз раза keer مرات مرة बार 次")
});
/// Small numbers as words.
pub(crate) static SMALL: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        (
            "one einmal ein eine un une una uno один одну раз واحدة एक",
            1.0,
        ),
        (
            "two other second zwei zweite zweiten zweiter deux dos due dois duas два две twee दो",
            2.0,
        ),
        (
            "three drei dritte dritten trois tres tre três три ثلاث تین drie",
            3.0,
        ),
        (
            "four vier quatre cuatro quattro quatro четыре أربع चार",
            4.0,
        ),
        ("five fünf cinq cinco cinque пять خمس पांच", 5.0),
        ("six sechs seis sei шесть ست", 6.0),
        ("seven sieben sept siete sette семь سبع", 7.0),
        ("eight acht huit ocho otto восемь ثمان", 8.0),
        ("ten zehn dix diez dieci десять عشر", 10.0),
        ("twelve zwölf douze doce dodici двенадцать", 12.0),
        ("fourteen vierzehn quatorze catorce", 14.0),
        ("fifteen fünfzehn quinze quince", 15.0),
    ])
});
