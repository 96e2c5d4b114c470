use super::*;
use crate::check::lexemes;

fn read(text: &str) -> Vec<When> {
    let language = match Language::of(text) {
        Language::Other if text.is_ascii() => Language::English,
        language => language,
    };
    let lexemes = lexemes::of(text, language);
    let mut taken = vec![false; lexemes.len()];
    of(text, &lexemes, language, &mut taken)
        .into_iter()
        .map(|date| date.when)
        .collect()
}

fn day(month: u32, day: u32, year: u32) -> When {
    let part = |part: u32| (part > 0).then_some(part);
    When::Day(vec![(part(month), part(day), part(year))])
}

#[test]
fn a_date_is_read_in_its_forms() {
    for (text, expected) in [
        (
            "On November 19, 1863, he came to the town",
            day(11, 19, 1863),
        ),
        ("He was there on 19 November 1863", day(11, 19, 1863)),
        ("It was the 19th of November, 1863", day(11, 19, 1863)),
        ("It was the eighth of March", day(3, 8, 0)),
        (
            "Er kam am 19. November 1863 in die Stadt und sie",
            day(11, 19, 1863),
        ),
        (
            "Es war am achten März in der Stadt und nicht der",
            day(3, 8, 0),
        ),
        (
            "el 19 de noviembre de 1863 en la ciudad de los",
            day(11, 19, 1863),
        ),
        ("on 1863-11-19.", day(11, 19, 1863)),
        ("on 19.11.1863 he", day(11, 19, 1863)),
        ("in November 1863", day(11, 0, 1863)),
        ("by November 19th", day(11, 19, 0)),
        ("it was in March", day(3, 0, 0)),
        ("1958年4月3日", day(4, 3, 1958)),
        ("it was a Monday", When::Weekday(1)),
        ("at 3 p.m. it began", When::Time(vec![900])),
        ("at half past seven in the evening", When::Time(vec![1_170])),
        ("in the 1950s", When::Decade(1950)),
        ("in the winter of 1963", When::Season(4, 1963)),
        ("from 3 to 5 p.m.", When::Time(vec![180, 900])),
        ("in the 19th century", When::Century(19)),
        ("لا نعمل يوم أحد أبدا", When::Weekday(7)),
    ] {
        assert_eq!(read(text).first(), Some(&expected), "{text}");
    }
    for text in [
        "it may 5 times march 3",
        "1863-13-19",
        "he may go",
        "was für ein Abend war das für die Leute und uns",
        "لا أحد يعرف",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn a_date_covers_what_it_says() {
    let covers = |known: &str, said: &str| {
        let mut dates = Dates::default();
        dates.add(&read(known)[0]);
        dates.cover(&read(said)[0])
    };
    let whole = "19 November 1863";
    assert!(covers(whole, "November 19") && covers(whole, "November 1863"));
    assert!(covers(whole, "the 1860s") && covers("on a Thursday", "a Thursday"));
    assert!(!covers(whole, "18 November 1863") && !covers("on a Thursday", "a Friday"));
    assert!(!covers("November 1863", whole));
    assert!(covers(whole, "autumn 1863") && !covers(whole, "summer 1863"));
}

#[test]
fn a_score_of_nothing_is_no_day() {
    for text in [
        "They won 3/0 at home",
        "Der Verein gewann am Ende 3/0 und blieb in der Liga",
    ] {
        assert!(read(text).is_empty(), "{text}");
    }
}
