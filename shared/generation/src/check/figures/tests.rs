use super::*;
use crate::check::lexemes;

fn read(text: &str, language: Language) -> Vec<(Vec<f64>, Option<u8>)> {
    let lexemes = lexemes::of(text, language);
    let taken = vec![false; lexemes.len()];
    of(&lexemes, &taken, language)
        .into_iter()
        .map(|figure| (figure.base_values().collect(), figure.dimension()))
        .collect()
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    use Language::{English, French, German, Other, Spanish};
    for (text, language, values, dimension) in [
        ("1,234,567", English, vec![1_234_567.0], None),
        ("1.234.567", German, vec![1_234_567.0], None),
        ("1'234", German, vec![1_234.0], None),
        ("1\u{202f}234", French, vec![1_234.0], None),
        ("2.50 %", English, vec![0.025], Some(4)),
        ("2,5 %", German, vec![0.025], Some(4)),
        ("1.5 million", English, vec![1_500_000.0], None),
        ("forty-two thousand", English, vec![42_000.0], None),
        (
            "three and a half million dollars",
            English,
            vec![3_500_000.0],
            Some(32),
        ),
        ("$3.5m", English, vec![3_500_000.0], Some(32)),
        ("US$ 3.5 million", English, vec![3_500_000.0], Some(32)),
        ("half a million", English, vec![500_000.0], None),
        ("two thirds", English, vec![2.0 / 3.0], Some(4)),
        ("3/4", English, vec![0.75], Some(4)),
        ("half an hour", English, vec![1_800.0], Some(3)),
        ("zweiundvierzigtausend", German, vec![42_000.0], None),
        (
            "zweieinhalb Millionen Euro",
            German,
            vec![2_500_000.0],
            Some(33),
        ),
        ("anderthalb Stunden", German, vec![5_400.0], Some(3)),
        (
            "quatre-vingt-dix-sept tonnes",
            French,
            vec![97_000.0],
            Some(2),
        ),
        ("tres cuartas partes", Spanish, vec![0.75], Some(4)),
        ("dos mil millones de euros", Spanish, vec![2e9], Some(33)),
        ("двести сорок человек", Other, vec![240.0], None),
        ("3,2 миллиона рублей", Other, vec![3_200_000.0], Some(37)),
        ("三百二十名", Other, vec![320.0], None),
        ("2500万元", Other, vec![25_000_000.0], Some(36)),
        ("三分之二", Other, vec![2.0 / 3.0], Some(4)),
        ("百分之二十", Other, vec![0.2], Some(4)),
        ("３億円", Other, vec![3e8], Some(35)),
        ("पच्चीस लाख", Other, vec![2_500_000.0], None),
        ("٤٢", Other, vec![42.0], None),
    ] {
        let found = read(text, language);
        let keys = |values: &[f64]| values.iter().map(|value| key(*value)).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(
            (keys(&found[0].0), found[0].1),
            (keys(&values), dimension),
            "{text}"
        );
    }
    assert_eq!(read("B2B and GPT4, many", English), []);
}
