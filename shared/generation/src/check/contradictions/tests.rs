use domain::OutputKind;

use super::*;
use crate::brief::brief;

const ENGLISH: &str = "Brown moss is more common than green moss, but green moss survived better. Temperature did not influence how fast the moss grew. \
    Before 2003, the valley was closed to the public. The team meets every Thursday and publishes its figures monthly. \
    Ingrid Orrell will lead an expedition to Norway. We don't work on Sundays. People ring before Christmas. \
    The county paid the museum for the roof. The wheel was repaired by Samuel Reed. The harvest begins in autumn. \
    The red tower is the highest in town. The prize went to Mary Jones, who leads the choir. Children do not pay to get in. \
    The letters are shown in public for the first time. Pills work faster but not longer.";
const GERMAN: &str = "Industrietore bringen mehr Umsatz als Garagentore, doch Garagentore verkaufen sich häufiger. Stellen werden nicht abgebaut. \
    Das Werk in Bautzen schließt nicht. Seit 2022 liefert die Firma Brandschutztore. Der Aufsichtsrat tagt vierteljährlich. \
    Der Etat von zwei Millionen ist der kleinste der Liga.";
const FRENCH: &str = "L'érable est plus dur que le noyer. Je n'utilise pas de colle. Elle fabrique des vielles depuis 2008. \
    La région a versé une aide à l'association. Le festival a lieu au printemps.";
const SPANISH: &str = "La partida de Educación es mayor que la de Deportes. El puente viejo, de 1931, no se derribará. \
    Las obras empezarán después de la vendimia. El club se reúne cada dos semanas. La torre es la más cara.";
const CHINESE: &str = "工业电池的产量比家用电池低。老厂不会关闭。2020年以前，公司没有出口业务。管理层每季度开一次会。";

fn found(source: &str, text: &str) -> bool {
    let brief = brief(OutputKind::Blog, source);
    !check(text, &[], &brief, &Evidence::of(&brief)).is_empty()
}

#[test]
fn what_the_sources_say_the_other_way_round_is_found() {
    let texts = [
        (ENGLISH, "Green moss is more common than brown moss."),
        (
            ENGLISH,
            "Green moss is less common, and brown moss survived better.",
        ),
        (ENGLISH, "Temperature influenced how fast the moss grew."),
        (ENGLISH, "Since 2003 the valley was closed to the public."),
        (ENGLISH, "The team publishes its figures weekly."),
        (ENGLISH, "They work on Sundays."),
        (ENGLISH, "People ring after Christmas."),
        (ENGLISH, "The museum paid the county for the roof."),
        (ENGLISH, "The harvest begins in spring."),
        (ENGLISH, "The red tower is the lowest in town."),
        (ENGLISH, "Paul Simmons leads the choir."),
        (ENGLISH, "Pills work longer but not faster."),
        (GERMAN, "Der Etat ist der größte der Liga."),
        (SPANISH, "La torre es la más barata."),
        (GERMAN, "Garagentore bringen mehr Umsatz als Industrietore."),
        (
            GERMAN,
            "Industrietore verkaufen sich häufiger als Garagentore.",
        ),
        (GERMAN, "Die Firma baut Stellen ab."),
        (GERMAN, "Das Werk in Bautzen schließt."),
        (GERMAN, "Bis 2022 lieferte die Firma Brandschutztore."),
        (GERMAN, "Der Aufsichtsrat tagt jeden Monat."),
        (FRENCH, "Le noyer est plus dur que l'érable."),
        (FRENCH, "Jusqu'en 2008, elle fabrique des vielles."),
        (FRENCH, "L'association a versé une aide à la région."),
        (FRENCH, "Le festival a lieu en automne."),
        (
            SPANISH,
            "La partida de Deportes es mayor que la de Educación.",
        ),
        (SPANISH, "El puente viejo se derribará."),
        (SPANISH, "Las obras empezarán antes de la vendimia."),
        (SPANISH, "El club se reúne cada día."),
        (CHINESE, "工业电池的产量比家用电池高。"),
        (CHINESE, "老厂将会关闭。"),
        (CHINESE, "2020年以后，公司没有出口业务。"),
        (CHINESE, "管理层每周开会。"),
    ];
    let missed = texts
        .into_iter()
        .filter(|(source, text)| !found(source, text));
    let missed: Vec<&str> = missed.map(|(_, text)| text).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn the_same_in_other_words_is_not_found() {
    let texts = [
        (ENGLISH, "Green moss is rarer than brown moss."),
        (ENGLISH, "Green moss survived better than brown moss."),
        (ENGLISH, "Moisture influenced how fast the moss grew."),
        (
            ENGLISH,
            "Temperature had no influence on how fast the moss grew.",
        ),
        (
            ENGLISH,
            "Since 2003 the valley has been open to the public.",
        ),
        (ENGLISH, "The team publishes its figures every month."),
        (
            ENGLISH,
            "It meets weekly and publishes its figures each month.",
        ),
        (ENGLISH, "They work all week, but not on Sundays."),
        (ENGLISH, "They refuse to work on Sundays."),
        (ENGLISH, "Children get in free."),
        (ENGLISH, "The red tower is the highest in town."),
        (ENGLISH, "Mary Jones leads the choir."),
        (ENGLISH, "The letters have never been shown in public."),
        (ENGLISH, "The museum was paid by the county for the roof."),
        (ENGLISH, "Samuel Reed repaired the wheel."),
        (
            GERMAN,
            "Garagentore bringen weniger Umsatz als Industrietore.",
        ),
        (GERMAN, "Das Werk in Bautzen bleibt."),
        (GERMAN, "Ab 2022 lieferte die Firma Brandschutztore."),
        (GERMAN, "Viermal im Jahr tagt der Aufsichtsrat."),
        (FRENCH, "Le noyer est moins dur que l'érable."),
        (FRENCH, "L'association a reçu une aide de la région."),
        (
            SPANISH,
            "La partida de Deportes es menor que la de Educación.",
        ),
        (SPANISH, "El club se reúne cada quince días."),
        (CHINESE, "家用电池的产量比工业电池高。"),
        (CHINESE, "管理层一年开四次会。"),
    ];
    let marked = texts
        .into_iter()
        .filter(|(source, text)| found(source, text));
    let marked: Vec<&str> = marked.map(|(_, text)| text).collect();
    assert_eq!(marked, [""; 0]);
}
