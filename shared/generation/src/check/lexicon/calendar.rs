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
            "spring frühling frühjahr printemps primavera lente весной весна весны весну الربيع ربيع 春天 春季",
            1,
        ),
        (
            "summer sommer été verano estate verão zomer летом лето лета الصيف صيف 夏天 夏季",
            2,
        ),
        (
            "autumn fall herbst automne otoño autunno outono herfst осенью осень осени الخريف خريف 秋天 秋季",
            3,
        ),
        (
            "winter hiver invierno inverno зимой зима зимы зиму الشتاء شتاء 冬天 冬季",
            4,
        ),
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

/// What stands before a moment that something is before (-1) or after (1).
pub(crate) static BOUNDS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
    map(&[
        (
            "before until till prior vor bis bevor ehe avant jusqu jusque antes hasta prima fino até voor tot до перед قبل حتى",
            -1,
        ),
        (
            "after since following nach seit ab nachdem après depuis dès partir después desde tras dopo após depois sinds vanaf после с \
             начиная بعد منذ",
            1,
        ),
    ])
});
/// The same behind it.
pub(crate) static BOUNDS_BEHIND: LazyLock<HashMap<&str, i8>> =
    LazyLock::new(|| map(&[("以前 之前", -1), ("以后 以後 之后 之後 以来 以來", 1)]));

/// How often a year something is.
pub(crate) static RHYTHMS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        ("hourly stündlich每小时 ежечасно", 8_760.0),
        (
            "daily täglich quotidiennement quotidien diariamente diario diaria giornalmente quotidianamente dagelijks ежедневно 每天 每日 \
             毎日 يوميا يوميًا",
            365.0,
        ),
        (
            "weekly wöchentlich wöchentliche hebdomadaire hebdomadairement semanal semanalmente settimanale settimanalmente wekelijks \
             еженедельно 每周 每週 每星期 毎週 أسبوعيا أسبوعيًا",
            52.0,
        ),
        (
            "fortnightly vierzehntäglich zweiwöchentlich quincenal quincenalmente",
            26.0,
        ),
        (
            "monthly monatlich monatliche mensuel mensuelle mensuellement mensual mensualmente mensile mensilmente maandelijks ежемесячно \
             每月 毎月 شهريا شهريًا",
            12.0,
        ),
        (
            "quarterly vierteljährlich quartalsweise trimestriel trimestrielle trimestral trimestralmente ежеквартально 每季 每季度",
            4.0,
        ),
        ("halbjährlich semestriel semestral biannually", 2.0),
        (
            "yearly annually jährlich annuellement anualmente annualmente jaarlijks ежегодно 每年 毎年 سنويا سنويًا",
            1.0,
        ),
    ])
});
/// Before a period, that it is said of each.
pub(crate) static EVERY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "every each jeden jede jedes chaque cada ogni elke iedere каждый каждую каждое каждые каждая كل हर",
    )
});
/// Periods, and how many of them a year has.
pub(crate) static PERIODS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    map(&[
        (
            "hour hours stunde stunden heure heures hora horas час часов ساعة",
            8_760.0,
        ),
        (
            "day days tag tage tagen jour jours día días giorno giorni dia dias день дня дней يوم اليوم دिन",
            365.0,
        ),
        (
            "week weeks woche wochen semaine semaines semana semanas settimana settimane неделю недели недель أسبوع الأسبوع हफ़्ते सप्ताह",
            52.0,
        ),
        (
            "month months monat monate monaten mois mes meses mese mesi mês месяц месяца месяцев شهر الشهر महीने",
            12.0,
        ),
        (
            "quarter quarters quartal quartale trimestre trimestres квартал",
            4.0,
        ),
        (
            "year years jahr jahre jahren an ans année années año años anno anni ano anos год года лет سنة السنة عام العام साल",
            1.0,
        ),
    ])
});
/// Between how many times and the period.
pub(crate) static TIMES_PER: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("a an per each every pro im in am je par por al à в на في की में"));

/// Names of seasons that are other words, too, and what stands before a season.
pub(crate) static SEASON_OR_NOT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("spring fall été estate"));
pub(crate) static BEFORE_SEASON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("in this next last each every since until by cet en chaque dell'"));
