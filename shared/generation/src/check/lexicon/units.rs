//! Units and currencies, by the words and signs that name them.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// What is measured, and how many of its base unit one of these is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    pub(crate) dimension: u8,
    pub(crate) factor: f64,
}

pub(crate) const LENGTH: u8 = 1;
pub(crate) const RATIO: u8 = 4;
pub(crate) const VOLUME: u8 = 5;
pub(crate) const AREA: u8 = 6;
/// How many times as much.
pub(crate) const MULTIPLE: u8 = 14;
pub(crate) const TIME: u8 = 3;
pub(crate) const YEARS: u8 = 13;
/// From this dimension on they are currencies.
pub(crate) const CURRENCY: u8 = 32;

const fn unit(dimension: u8, factor: f64) -> Unit {
    Unit { dimension, factor }
}

const ROWS: &[(&str, Unit)] = &[
    // Length, in metres.
    (
        "mm millimetre millimetres millimeter millimeters millimètres milímetros миллиметров 毫米",
        unit(1, 0.001),
    ),
    (
        "cm centimetre centimetres centimeter centimeters zentimeter zentimetern centimètre centimètres centímetro centímetros сантиметр сантиметров см 厘米 センチ",
        unit(1, 0.01),
    ),
    (
        "m metre metres meter meters metern mètre mètres metro metros metri метр метра метров метрами м 米 メートル मीटर متر مترًا مترا أمتار",
        unit(1, 1.0),
    ),
    (
        "km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetro kilómetros chilometri quilómetros quilômetros километр километра километров км 公里 千米 キロ キロメートル किलोमीटर كيلومتر كيلومترًا كيلومترا كم",
        unit(1, 1_000.0),
    ),
    (
        "mile miles mi meile meilen mille milla millas miglia milhas миля мили миль 英里 マイル मील ميل",
        unit(1, 1_609.344),
    ),
    ("yard yards yd", unit(1, 0.9144)),
    (
        "foot feet ft fuß pied pieds pie pies фут футов 英尺 फुट",
        unit(1, 0.3048),
    ),
    (
        "inch inches zoll pouces pulgadas дюйм дюймов",
        unit(1, 0.0254),
    ),
    ("furlong furlongs", unit(1, 201.168)),
    // Mass, in kilograms.
    (
        "g gram grams gramme grammes gramm gramo gramos grammi грамм грамма граммов г 克 غرام غراما جرام",
        unit(2, 0.001),
    ),
    (
        "kg kilo kilos kilogram kilograms kilogramm kilogrammes kilogramo kilogramos килограмм килограмма килограммов кг 公斤 千克 キログラム किलो كيلوغرام كيلوغراما كيلوغرامات كغ",
        unit(2, 1.0),
    ),
    (
        "t tonne tonnes tonnen ton tons tonelada toneladas tonnellate тонна тонны тонн 吨 トン टन طن طنا طنًا أطنان",
        unit(2, 1_000.0),
    ),
    (
        "mg milligram milligrams milligramm milligrammes miligramos миллиграмм мг",
        unit(2, 1e-6),
    ),
    (
        "µg mcg microgram micrograms mikrogramm microgrammes",
        unit(2, 1e-9),
    ),
    ("pound-weight lb lbs libras", unit(2, 0.453_592)),
    ("ounce ounces oz unzen", unit(2, 0.028_35)),
    // Time, in seconds.
    (
        "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondi секунда секунды секунд 秒 सेकंड ثانية ثوان",
        unit(3, 1.0),
    ),
    (
        "minute minutes min mins minuten minuto minutos minuti минута минуты минут 分钟 分間 मिनट دقيقة دقائق",
        unit(3, 60.0),
    ),
    (
        "hour hours hr hrs stunde stunden heure heures hora horas ore час часа часов 小时 小時 時間 घंटे घंटा ساعة ساعات uur",
        unit(3, 3_600.0),
    ),
    (
        "day days tag tage tagen jour jours día días giorni giorno dias dia день дня дней 天 日間 दिन يوم أيام dagen",
        unit(3, 86_400.0),
    ),
    (
        "week weeks woche wochen semaine semaines semana semanas settimane settimana неделя недели недель 周 星期 週間 सप्ताह أسبوع أسابيع weken",
        unit(3, 604_800.0),
    ),
    (
        "month months monat monate monaten mois mes meses mesi mese месяц месяца месяцев 个月 ヶ月 か月 महीने شهر أشهر maanden",
        unit(13, 1.0),
    ),
    (
        "year years yr yrs jahr jahre jahren an ans année années año años anni anno anos ano год года лет 年 साल वर्ष سنة سنوات jaar",
        unit(13, 12.0),
    ),
    (
        "decade decades jahrzehnt jahrzehnte jahrzehnten décennie décennies década décadas десятилетие",
        unit(13, 120.0),
    ),
    (
        "century centuries jahrhunderte jahrhunderten siècles siglos secoli séculos веков столетие столетия столетий 世紀 世纪",
        unit(13, 1_200.0),
    ),
    // Shares.
    ("割 成", unit(RATIO, 0.1)),
    (
        "fold fache facher fachen faches fach 倍",
        unit(MULTIPLE, 1.0),
    ),
    (
        "% percent per-cent prozent procent pourcent por-ciento pour-cent por-cento per-cento процент процента процентов प्रतिशत فيصد بالمئة بالمائة prozentpunkt prozentpunkte prozentpunkten パーセント ％ ٪",
        unit(RATIO, 0.01),
    ),
    ("‰ promille", unit(RATIO, 0.001)),
    // Volume, in litres.
    (
        "l litre litres liter liters litern litro litros litri литр литра литров 升 リットル लीटर لتر",
        unit(5, 1.0),
    ),
    ("ml millilitres milliliters milliliter", unit(5, 0.001)),
    ("cl centilitres centilitre zentiliter", unit(5, 0.01)),
    (
        "hl hektoliter hektolitern hectolitre hectolitres hectolitros hectolitro",
        unit(5, 100.0),
    ),
    ("gallon gallons galonen galones", unit(5, 3.785)),
    ("barrel barrels", unit(5, 158.987)),
    // Area, in square metres.
    (
        "ha hectare hectares hektar hectárea hectáreas ettari гектар гектаров 公顷 هكتار هكتارا",
        unit(6, 10_000.0),
    ),
    ("acre acres acker", unit(6, 4_046.86)),
    (
        "m² ㎡ sqm quadratmeter quadratmetern 平方米 平方メートル 平米",
        unit(6, 1.0),
    ),
    (
        "㎥ kubikmeter kubikmetern 立方米 立方メートル",
        unit(5, 1_000.0),
    ),
    ("km² quadratkilometer 平方公里", unit(6, 1e6)),
    ("°c celsius", unit(7, 1.0)),
    (
        "° degree degrees grad degré degrés grado grados gradi градус градуса градусов 度 डिग्री درجة",
        unit(7, 1.0),
    ),
    ("°f fahrenheit", unit(8, 1.0)),
    // Data, in bytes.
    ("kb kilobytes", unit(9, 1e3)),
    ("mb megabyte megabytes", unit(9, 1e6)),
    ("gb gigabyte gigabytes", unit(9, 1e9)),
    ("tb terabyte terabytes", unit(9, 1e12)),
    ("kib", unit(9, 1_024.0)),
    ("mib", unit(9, 1_048_576.0)),
    ("gib", unit(9, 1_073_741_824.0)),
    ("tib", unit(9, 1_099_511_627_776.0)),
    ("byte bytes", unit(9, 1.0)),
    ("kbit kbps", unit(19, 1e3)),
    ("mbit mbps megabit megabits", unit(19, 1e6)),
    ("gbit gbps gigabit gigabits", unit(19, 1e9)),
    // Of substances, pressure, and what swings.
    ("mol", unit(15, 1.0)),
    ("mmol", unit(15, 1e-3)),
    ("µmol", unit(15, 1e-6)),
    ("nmol", unit(15, 1e-9)),
    ("mmhg", unit(16, 1.0)),
    ("hpa", unit(17, 1.0)),
    ("hz hertz", unit(18, 1.0)),
    ("khz kilohertz", unit(18, 1e3)),
    ("mhz megahertz", unit(18, 1e6)),
    ("ghz gigahertz", unit(18, 1e9)),
    ("kcal kilocalories kilokalorien kilocalorías", unit(20, 1.0)),
    // Power and energy.
    ("watt watts", unit(10, 1.0)),
    ("kw kilowatt kilowatts", unit(10, 1e3)),
    ("mw megawatt megawatts", unit(10, 1e6)),
    ("gw gigawatt gigawatts", unit(10, 1e9)),
    ("kwh kilowattstunden kilowatt-hours", unit(11, 1.0)),
    ("mwh", unit(11, 1e3)),
    ("km/h kph", unit(12, 1.0)),
    ("mph", unit(12, 1.609_344)),
    ("knots knoten noeuds nœuds nudos узлов", unit(12, 1.852)),
    // Currencies.
    (
        "$ usd us$ dollar dollars dólar dólares dollari доллар доллара долларов 美元 ドル डॉलर دولار",
        unit(32, 1.0),
    ),
    (
        "€ eur euro euros euri евро 欧元 ユーロ यूरो يورو",
        unit(33, 1.0),
    ),
    (
        "£ gbp pound pounds pfund livre livres sterling libra фунт фунтов 英镑 ポンド",
        unit(34, 1.0),
    ),
    ("¥ jpy yen 円 日元 иен येन", unit(35, 1.0)),
    ("cny rmb yuan 元 人民币 юань юаней", unit(36, 1.0)),
    (
        "₽ rub rubel ruble rubles rouble roubles rublos руб рубль рубля рублей",
        unit(37, 1.0),
    ),
    (
        "₹ inr rs rupee rupees rupien rupias रुपये रुपए रुपया",
        unit(38, 1.0),
    ),
    ("chf franken fr franc francs franco francos", unit(39, 1.0)),
    ("peso pesos", unit(41, 1.0)),
    (
        "krona kronor kronen krone kroner sek nok dkk",
        unit(42, 1.0),
    ),
    ("cent cents ct centimes centavos", unit(43, 1.0)),
    ("real reais brl", unit(44, 1.0)),
    ("₩ won krw", unit(45, 1.0)),
    ("złoty zloty pln", unit(46, 1.0)),
    ("mark marks dm reichsmark", unit(47, 1.0)),
    ("pesetas peseta", unit(48, 1.0)),
    ("penny pence", unit(49, 1.0)),
    ("dirham dirhams درهم", unit(50, 1.0)),
    ("riyal riyals ريال", unit(51, 1.0)),
];

/// Before a currency, whose it is.
pub(crate) static OF_A_COUNTRY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    super::set(
        "us swiss american canadian australian amerikanische schweizer suisses svizzeri suizos",
    )
});

static BY_WORD: LazyLock<HashMap<&str, Unit>> = LazyLock::new(|| super::map(ROWS));

pub(crate) fn named(word: &str) -> Option<Unit> {
    let word = word.trim_end_matches('.');
    BY_WORD.get(word).copied().or_else(|| declined(word))
}

/// `километрах`: a Russian word in a case that the table doesn't have.
fn declined(word: &str) -> Option<Unit> {
    const CASES: [&str; 17] = [
        "ами", "ями", "ах", "ях", "ам", "ям", "ов", "ев", "ей", "ом", "ем", "а", "я", "у", "ю",
        "е", "и",
    ];
    const WHOLE: [&str; 5] = ["", "а", "я", "ь", "ы"];
    if !word.starts_with(|c: char| ('а'..='я').contains(&c)) {
        return None;
    }
    CASES
        .iter()
        .filter_map(|case| word.strip_suffix(case))
        .filter(|stem| stem.chars().count() >= 2)
        .flat_map(|stem| WHOLE.iter().map(move |end| format!("{stem}{end}")))
        .find_map(|whole| BY_WORD.get(whole.as_str()).copied())
}

/// Of a unit of length, its square or its cube, in square metres and litres.
pub(crate) fn powered(unit: Unit, power: i32) -> Option<Unit> {
    if unit.dimension != LENGTH {
        return None;
    }
    Some(match power {
        2 => Unit {
            dimension: AREA,
            factor: unit.factor.powi(2),
        },
        _ => Unit {
            dimension: VOLUME,
            factor: unit.factor.powi(3) * 1_000.0,
        },
    })
}

/// `square`, `cubic`, and their signs.
pub(crate) fn power(word: &str) -> Option<i32> {
    const SQUARE: [&str; 19] = [
        "²",
        "square",
        "sq",
        "carré",
        "carrés",
        "carrée",
        "carrées",
        "cuadrado",
        "cuadrados",
        "quadrati",
        "quadrados",
        "quadrado",
        "vierkante",
        "кв",
        "квадратных",
        "квадратный",
        "квадратные",
        "квадратного",
        "مربع",
    ];
    const CUBIC: [&str; 16] = [
        "³",
        "cubic",
        "cube",
        "cubes",
        "cúbico",
        "cúbicos",
        "cubi",
        "kubieke",
        "куб",
        "кубических",
        "кубический",
        "кубические",
        "кубических",
        "кубического",
        "مكعب",
        "cúbica",
    ];
    let word = word.trim_end_matches('.');
    if SQUARE.contains(&word) {
        Some(2)
    } else {
        CUBIC.contains(&word).then_some(3)
    }
}

/// Whether the word names this kind of thing at all.
pub(crate) fn is_of(word: &str, dimension: u8) -> bool {
    named(word).is_some_and(|unit| unit.dimension == dimension)
}
