//! Small words that say how figures belong together, and to what.

use std::{collections::HashSet, sync::LazyLock};

use super::set;

/// People who are nothing else.
pub(crate) static PEOPLE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "people persons person leute menschen personen leuten personnes gens personas gente persone pessoas человек людей люди 人",
    )
});
/// What is left of a whole.
pub(crate) static REST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "rest remaining remainder others übrige übrigen restlichen reste restants resto demás остальное остальные остальных остальную \
        शेष الباقي والباقي 其余 其餘 残り",
    )
});
/// Between a part and its whole.
pub(crate) static PART_OF: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("of der von des den de las los les the из dei"));
/// Of what is said of each of some.
pub(crate) static EACH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "each every apiece per je jeder jede jedes pro chacun chacune chaque cada ogni каждый каждая каждое каждого каждому \
        average durchschnittlich schnitt durchschnitt moyenne promedio media среднем 每 各 毎 平均 كل لكل",
    )
});
/// Between a part and its whole, whosever that is.
pub(crate) static OF_WHICH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "of its their his her our my the der des von den seiner ihrer unserer seinen ihren de d ses leurs sur les sus los las nuestros \
        di dei suoi из своих их",
    )
});
/// Before the subject of what goes on.
pub(crate) static AND: LazyLock<HashSet<&str>> = LazyLock::new(|| set("and und et y e ed en"));
pub(crate) static ARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("the his her its their der die das ein eine seine ihre le la les l son sa el los las su il")
});
/// Beside `year`, that it is the one before.
pub(crate) static LAST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "last previous letzten letztes vergangenen vorigen dernier dernière passé passée pasado passado scorso прошлом прошлый прошлого \
        прошлым vorletzten précédent",
    )
});
pub(crate) static YEAR: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("year jahr jahres an année año ano anno году год года годом month week"));
/// Before something that goes on until now.
pub(crate) static SINCE: LazyLock<HashSet<&str>> = LazyLock::new(|| set("since desde depuis seit"));
/// Behind a duration that puts it into the past, and before it.
pub(crate) static AGO: LazyLock<HashSet<&str>> = LazyLock::new(|| set("ago назад fa 前"));
pub(crate) static AGO_BEFORE: LazyLock<HashSet<&str>> = LazyLock::new(|| set("vor hace منذ قبل"));
/// Before how much something has changed.
pub(crate) static BY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("by from um von de en un на с d di"));
/// The same of `by` alone, which leads from nothing to what follows.
pub(crate) static BY_ALONE: LazyLock<HashSet<&str>> = LazyLock::new(|| set("by um на di"));
/// Before `up` and `down`.
pub(crate) static WENT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("went gone go goes came is was are"));
/// Between where something came from and where it went.
pub(crate) static TO: LazyLock<HashSet<&str>> = LazyLock::new(|| set("to auf a al à до bis"));
/// What leads to a clause that gives a reason, whose figures go their own way.
pub(crate) static BECAUSE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| set("because weil denn car parce porque perché поскольку"));
/// Between a figure and the one from which it came.
pub(crate) static BACK: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "from after against compared instead versus nach von aus gegenüber statt gegen verglichen après contre depuis comparé tras frente \
        desde contra comparado dopo contro após после с против вместо сравнению بعد مقارنة मुकाबले",
    )
});
/// That figures were added, or taken from each other, or lie apart in time.
pub(crate) static SUM: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "together combined total totals altogether sum insgesamt zusammen ensemble totale juntos juntas suman conjunto insieme всего \
        вместе итого représente soit makes equals amounts ergibt macht entspricht equivale 合計 合計で 合わせて 总共 一共 共计",
    )
});
pub(crate) static DIFFERENCE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("difference unterschied différence écart diferencia differenza разница 差 相差")
});
pub(crate) static LATER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "later after ago before earlier später nach nachdem vor zuvor après depuis avant después tras antes hace спустя через назад 後 后",
    )
});
