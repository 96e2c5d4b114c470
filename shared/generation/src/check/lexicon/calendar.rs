//! Months, weekdays, the parts of a day, and what is said with a year.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{map, set};

pub(crate) static MONTHS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    map(&[
        (
            "january jan januar jänner janvier enero gennaio janeiro januari январь января январе जनवरी يناير",
            1,
        ),
        (
            "february feb februar février febrero febbraio fevereiro februari февраль февраля феврале फ़रवरी फरवरी فبراير",
            2,
        ),
        (
            "march mar märz mars marzo março maart март марта марте मार्च مارس",
            3,
        ),
        (
            "april apr avril abril aprile апрель апреля апреле अप्रैल أبريل إبريل",
            4,
        ),
        ("may mai mayo maggio maio mei май мая мае मई مايو", 5),
        (
            "june jun juni juin junio giugno junho июнь июня июне जून يونيو",
            6,
        ),
        (
            "july jul juli juillet julio luglio julho июль июля июле जुलाई يوليو",
            7,
        ),
        (
            "august aug août agosto augustus август августа августе अगस्त أغسطس",
            8,
        ),
        (
            "september sep sept septembre septiembre settembre setembro сентябрь сентября сентябре सितंबर سبتمبر",
            9,
        ),
        (
            "october oct oktober okt octobre octubre ottobre outubro октябрь октября октябре अक्टूबर أكتوبر",
            10,
        ),
        (
            "november nov novembre noviembre novembro ноябрь ноября ноябре नवंबर نوفمبر",
            11,
        ),
        (
            "december dec dezember dez décembre diciembre dicembre dezembro декабрь декабря декабре दिसंबर ديسمبر",
            12,
        ),
    ])
});

/// Monday is 1.
pub(crate) static WEEKDAYS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    map(&[
        (
            "monday mondays montag montags lundi lundis lunes lunedì понедельник понедельникам понедельника सोमवार الاثنين اثنين maandag 月曜 周一 星期一",
            1,
        ),
        (
            "tuesday tuesdays dienstag dienstags dienstagabend mardi mardis martes martedì вторник вторникам вторника मंगलवार الثلاثاء ثلاثاء dinsdag 火曜 周二 星期二",
            2,
        ),
        (
            "wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles mercoledì среду средам среда среды बुधवार الأربعاء أربعاء woensdag 水曜 周三 星期三",
            3,
        ),
        (
            "thursday thursdays donnerstag donnerstags jeudi jeudis jueves giovedì четверг четвергам четверга गुरुवार الخميس خميس donderdag 木曜 周四 星期四",
            4,
        ),
        (
            "friday fridays freitag freitags vendredi vendredis viernes venerdì пятницу пятница пятницам пятницы शुक्रवार الجمعة جمعة vrijdag 金曜 周五 星期五",
            5,
        ),
        (
            "saturday saturdays samstag samstags sonnabend samedi samedis sábado sábados sabato субботу суббота субботам субботы शनिवार السبت سبت zaterdag 土曜 周六 星期六",
            6,
        ),
        (
            "sunday sundays sonntag sonntags dimanche dimanches domingo domingos domenica воскресенье воскресеньям रविवार الأحد أحد zondag 日曜 周日 周天 星期日 星期天",
            7,
        ),
    ])
});

/// From spring on, as the north has them.
pub(crate) static SEASONS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    map(&[
        (
            "spring frühling frühjahr printemps primavera lente весной весна весны весну",
            1,
        ),
        (
            "summer sommer été verano estate verão zomer летом лето лета",
            2,
        ),
        (
            "autumn fall herbst automne otoño autunno outono herfst осенью осень осени",
            3,
        ),
        ("winter hiver invierno inverno зимой зима зимы зиму", 4),
    ])
});

/// Small words that may be something else than a month: in English it is one with a capital, after these words.
pub(crate) static BEFORE_MONTH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "in of last next this by since until till early late mid from during every each and to for im am bis seit ab ende anfang mitte \
        en de du fin début le el desde hasta a mediados finales principios в с до по к since through before after",
    )
});

/// Between the parts of a date.
pub(crate) static BETWEEN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("of de del the du d la le der des di do da"));

/// Of a time: the hours after noon.
pub(crate) static AFTERNOON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "p.m pm afternoon evening night nachmittags nachmittag abends abend soir après-midi midi tarde noche pomeriggio sera вечера дня 下午 晚上 午後 शाम مساء مساءً",
    )
});
pub(crate) static MORNING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "a.m am morning morgens vormittags früh matin mañana mattina manhã утра ночи 上午 早上 午前 सुबह صباحا صباحًا",
    )
});
/// After the number of an hour.
pub(crate) static OCLOCK: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("o'clock uhr h heures heure часов час часа uur बजे"));

/// Times that are one word.
pub(crate) static HOURS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("noon midday mediodía полдень mezzogiorno midnight mitternacht minuit medianoche полночь")
});

pub(crate) static CENTURY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "century centuries jahrhundert jahrhunderts siècle siècles siglo siglos secolo século век века веке eeuw",
    )
});

/// Decades as words.
pub(crate) static DECADES: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    map(&[
        ("twenties zwanzigerjahre zwanzigerjahren zwanziger", 20),
        ("thirties dreißigerjahre dreißigerjahren dreißiger", 30),
        ("forties vierzigerjahre vierzigerjahren vierziger", 40),
        ("fifties fünfzigerjahre fünfzigerjahren fünfziger", 50),
        ("sixties sechzigerjahre sechzigerjahren sechziger", 60),
        ("seventies siebzigerjahre siebzigerjahren siebziger", 70),
        ("eighties achtzigerjahre achtzigerjahren achtziger", 80),
        ("nineties neunzigerjahre neunzigerjahren neunziger", 90),
    ])
});

/// Sakamoto's way, with Monday 1.
pub(crate) fn weekday(year: u32, month: u32, day: u32) -> u32 {
    const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 {
        year.saturating_sub(1)
    } else {
        year
    };
    let shift = SHIFTS
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or_default();
    let sunday_first = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    if sunday_first == 0 { 7 } else { sunday_first }
}
