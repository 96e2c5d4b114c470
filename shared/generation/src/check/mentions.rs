//! The figures and dates of the sources, each with the words around it, and whether they support what a text says.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use super::{
    dates::{self, Date, Dates, Day, When, implied},
    figures::{self, Figure, key},
    folded::is_unspaced,
    lexeme::{Kind, Lexeme},
    lexemes,
    lexicon::{
        calendar,
        numbers::{self, ROUNDED},
        speech::{DOWN, HIGHER, LOWER, NOW, THEN, UP},
        units,
    },
};
use crate::words::Language;

/// Mentions of one value, and of one word, that are looked at.
const LOOKED_AT: usize = 24;
/// Of all that is looked at for one text.
const COMPARISONS: usize = 30_000;
/// Lexemes before and after a figure that are its own.
const NEAR: usize = 7;
/// And those of its clause.
const CLAUSE: usize = 12;
/// Mentions before and behind a word to which it may belong.
const NEXT: usize = 3;
/// Times as much as the words of the same value say, from which on less is enough.
const FAR: f64 = 2.5;
/// Words that a clause begins with.
const HEADS: usize = 3;
/// Words of a sentence that are compared.
const TERMS: usize = 32;

#[derive(Debug, Clone)]
pub(crate) enum What {
    Figure(Figure),
    Date(Date),
}

/// A figure or a date, and what is said of it.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) at: Range<usize>,
    pub(crate) what: What,
    /// The meaningful stems nearer to it than to any other, and those that its clause begins with.
    near: Vec<u32>,
    /// And those of all the sentence.
    sentence: u32,
    counted: Option<u32>,
    /// Whether it is said to have grown, or to have shrunk.
    direction: i8,
    /// Whether it is said of now, or of another time.
    moment: i8,
    /// The mention before it, from which it is said to have come.
    from: Option<String>,
    negative: bool,
    /// The sentence says what the rest is: of a share, that there is another one.
    of_rest: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Support {
    Yes,
    No,
    /// It stands there of something else.
    Elsewhere,
}

#[derive(Debug, Default)]
pub(crate) struct Mentions {
    all: Vec<Mention>,
    sentences: Vec<Vec<u32>>,
    /// By value in the base of a unit, and by the bare value.
    by_base: HashMap<(u8, String), Vec<u32>>,
    by_value: HashMap<String, Vec<u32>>,
    by_day: HashMap<Day, Vec<u32>>,
    literals: HashSet<String>,
    by_term: HashMap<u32, Vec<u32>>,
    /// Sorted, for what is rounded.
    sorted: Vec<(f64, u32)>,
    dates: Dates,
    /// Said by whoever asked.
    given: HashSet<String>,
}

/// What a sentence says in figures and dates.
#[expect(
    clippy::too_many_lines,
    reason = "what is near a figure depends on all of them"
)]
pub(crate) fn of_sentence(
    text: &str,
    language: Language,
    mut term: impl FnMut(&str) -> Option<u32>,
) -> (Vec<Mention>, Vec<u32>) {
    let lexemes = lexemes::of(text, language);
    if !lexemes.iter().any(may_count) {
        return (Vec::new(), Vec::new());
    }
    let mut taken = vec![false; lexemes.len()];
    let dates = dates::of(text, &lexemes, language, &mut taken);
    let figures = figures::of(&lexemes, &taken, language);
    let mut whats: Vec<(Range<usize>, What)> = dates
        .into_iter()
        .map(|date| (date.at.clone(), What::Date(date)))
        .chain(
            figures
                .into_iter()
                .map(|figure| (figure.at.clone(), What::Figure(figure))),
        )
        .collect();
    whats.sort_by_key(|(at, _)| at.start);
    if whats.is_empty() {
        return (Vec::new(), Vec::new());
    }
    // Each word's term, and the place of its lexeme.
    let terms: Vec<(usize, u32)> = lexemes
        .iter()
        .enumerate()
        .filter_map(|(place, lexeme)| {
            let word = lexeme.word()?;
            // Who speaks is not what is said; a year needs no `year`.
            let label = place == 0 && lexemes.get(1).is_some_and(|next| next.sign() == Some(':'));
            if label || units::is_of(word, units::YEARS) {
                return None;
            }
            let next = whats.partition_point(|(at, _)| at.end <= lexeme.at.start);
            let inside = whats
                .get(next)
                .is_some_and(|(at, _)| at.contains(&lexeme.at.start));
            (!inside).then(|| Some((place, term(word)?)))?
        })
        .collect();
    let places: Vec<Range<usize>> = whats
        .iter()
        .map(|(at, _)| {
            let first = lexemes.partition_point(|lexeme| lexeme.at.end <= at.start);
            let last = lexemes.partition_point(|lexeme| lexeme.at.start < at.end);
            first..last.max(first + 1)
        })
        .collect();
    let distance = |place: usize, at: &Range<usize>| {
        if place < at.start {
            at.start - place
        } else {
            place + 1 - at.end.min(place + 1)
        }
    };
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); whats.len()];
    for (place, term) in &terms {
        let around = around(&places, *place);
        // `The first` is no rival of a year.
        let strong = around
            .clone()
            .filter(|mention| !is_weak(&whats[*mention].1));
        let nearest = strong
            .map(|mention| distance(*place, &places[mention]))
            .min()
            .unwrap_or(NEAR);
        if nearest > NEAR {
            continue;
        }
        for mention in around {
            if distance(*place, &places[mention]) <= nearest {
                near[mention].push(*term);
            }
        }
    }
    // `On Monday, 12 May` is one day.
    for number in 1..whats.len() {
        let is_weekday =
            |what: &What| matches!(what, What::Date(date) if matches!(date.when, When::Weekday(_)));
        let beside = places[number].start.saturating_sub(places[number - 1].end) <= 1;
        if beside && is_weekday(&whats[number - 1].1) && matches!(whats[number].1, What::Date(_)) {
            let before = near[number - 1].clone();
            near[number].extend(before);
        }
    }
    add_heads(&lexemes, &terms, &places, &mut near);
    let of_rest = lexemes
        .iter()
        .filter_map(Lexeme::word)
        .any(|word| REST.contains(&word));
    let directions: Vec<(usize, i8)> = directions(&lexemes, &places);
    let moments = moments(&lexemes, &places);
    let mut sentence: Vec<u32> = terms.iter().map(|(_, term)| *term).collect();
    sentence.sort_unstable();
    sentence.dedup();
    let mut mentions: Vec<Mention> = Vec::new();
    for (number, (at, what)) in whats.into_iter().enumerate() {
        let counted = match &what {
            What::Figure(figure) => figure.counted.as_deref().and_then(&mut term),
            What::Date(_) => None,
        };
        let from = number.checked_sub(1).and_then(|before| {
            let between =
                &lexemes[places[before].end.min(places[number].start)..places[number].start];
            let joined = between.len() == 1
                && between[0]
                    .word()
                    .is_some_and(|word| ["to", "auf", "a", "al", "à", "до", "bis"].contains(&word))
                || between
                    .iter()
                    .filter_map(Lexeme::word)
                    .any(|word| word == "到")
                    && between.len() <= 4;
            let before = mentions.get(before)?;
            match &before.what {
                What::Figure(figure) if joined => figure.values.first().map(|value| key(*value)),
                _ => None,
            }
        });
        let negative = matches!(&what, What::Figure(figure) if figure.is_negative);
        mentions.push(Mention {
            direction: nearest_direction(&directions, &places[number], &lexemes),
            moment: moments[number],
            at,
            what,
            near: std::mem::take(&mut near[number]),
            sentence: 0,
            counted,
            from,
            negative,
            of_rest,
        });
    }
    (mentions, sentence)
}

/// Said of what is left of a whole.
const REST: [&str; 17] = [
    "rest",
    "remaining",
    "remainder",
    "others",
    "übrige",
    "übrigen",
    "restlichen",
    "reste",
    "restants",
    "resto",
    "demás",
    "остальное",
    "остальные",
    "остальных",
    "остальную",
    "शेष",
    "الباقي",
];
/// Between clauses with a subject each.
const CLAUSES: [&str; 22] = [
    "while", "whereas", "but", "although", "though", "während", "aber", "obwohl", "doch", "tandis",
    "alors", "mais", "mientras", "pero", "aunque", "mentre", "ma", "enquanto", "mas", "а", "но",
    "तो",
];

/// What a clause begins with is what all its figures are of: `the oven bakes 4,000 loaves and cost €950,000`.
fn add_heads(
    lexemes: &[Lexeme],
    terms: &[(usize, u32)],
    places: &[Range<usize>],
    near: &mut [Vec<u32>],
) {
    let ends_clause = |lexeme: &Lexeme| {
        lexeme
            .sign()
            .is_some_and(|sign| ",;:，；：、،".contains(sign))
            || lexeme.word().is_some_and(|word| CLAUSES.contains(&word))
    };
    let mut begin = 0;
    while begin < lexemes.len() {
        let end = lexemes[begin..]
            .iter()
            .position(ends_clause)
            .map_or(lexemes.len(), |length| begin + length);
        let first = places.partition_point(|at| at.start < begin);
        let last = places.partition_point(|at| at.start < end).max(first);
        if last - first > 1 {
            let from = terms.partition_point(|(place, _)| *place < begin);
            let to = terms.partition_point(|(place, _)| *place < places[first].start);
            let heads: Vec<u32> = terms[from..to.max(from)]
                .iter()
                .take(HEADS)
                .map(|(_, term)| *term)
                .collect();
            for mention in &mut near[first..last] {
                let missing = heads.iter().filter(|term| !mention.contains(term));
                let missing: Vec<u32> = missing.copied().collect();
                mention.extend(missing);
            }
        }
        begin = end + 1;
    }
}

/// Most sentences have neither a number nor the name of a month in them, and are read no further.
fn may_count(lexeme: &Lexeme) -> bool {
    match &lexeme.kind {
        Kind::Word(word) => COUNTING.contains(word.as_str()) || word.starts_with(is_unspaced),
        Kind::Digits(..) | Kind::Number(..) => true,
        Kind::Sign(_) => false,
    }
}

static COUNTING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let dates = calendar::MONTHS
        .keys()
        .chain(calendar::WEEKDAYS.keys())
        .chain(calendar::DECADES.keys());
    let scales = numbers::SCALES
        .keys()
        .chain(numbers::FRACTIONS.keys())
        .chain(numbers::VAGUE.keys());
    dates
        .chain(scales)
        .chain(&*calendar::CENTURY)
        .chain(&*calendar::HOURS)
        .copied()
        .collect()
});

/// The mentions next to a lexeme, a few before it and a few behind.
fn around(places: &[Range<usize>], place: usize) -> Range<usize> {
    let next = places.partition_point(|at| at.start <= place);
    next.saturating_sub(NEXT)..places.len().min(next + NEXT)
}

/// Of each place, whether a word next to it says that it is of now (1), or of another time (-1).
fn moments(lexemes: &[Lexeme], places: &[Range<usize>]) -> Vec<i8> {
    let mut moments = vec![0; places.len()];
    for (place, lexeme) in lexemes.iter().enumerate() {
        let Some(word) = lexeme.word() else { continue };
        let next = lexemes
            .get(place + 1)
            .filter(|next| next.glued)
            .and_then(Lexeme::word);
        let pair = next.map(|next| format!("{word}{next}"));
        let is = |list: &HashSet<&str>| {
            list.contains(word) || pair.as_deref().is_some_and(|pair| list.contains(pair))
        };
        let ago = ago(lexemes, places, place);
        let moment = if is(&NOW) {
            1
        } else if is(&THEN) || ago.is_some() {
            -1
        } else {
            continue;
        };
        let away = |at: &Range<usize>| {
            if place < at.start {
                at.start - place
            } else {
                place + 1 - at.end.min(place + 1)
            }
        };
        let nearest = around(places, place)
            .filter(|mention| ago != Some(*mention))
            .map(|mention| (mention, &places[mention]))
            .filter(|(_, at)| away(at) <= CLAUSE)
            .min_by_key(|(_, at)| {
                // A clause ends where the next one begins.
                let (from, to) = if place < at.start {
                    (place, at.start)
                } else {
                    (at.end.min(place), place)
                };
                let parted = lexemes[from..to]
                    .iter()
                    .any(|lexeme| lexeme.sign().is_some_and(|sign| ",;，；、".contains(sign)));
                away(at) + if parted { 20 } else { 0 }
            });
        if let Some((nearest, _)) = nearest {
            moments[nearest] = moment;
        }
    }
    moments
}

/// The duration beside a word that puts it into the past: `ten years ago`, `vor zehn Jahren`, `il y a dix ans`, `十年前`.
fn ago(lexemes: &[Lexeme], places: &[Range<usize>], place: usize) -> Option<usize> {
    let word = lexemes[place].word()?;
    let next = places.partition_point(|at| at.start <= place);
    if ["ago", "назад", "fa", "前"].contains(&word) {
        return next
            .checked_sub(1)
            .filter(|before| places[*before].end == place);
    }
    let leads = ["vor", "hace", "منذ", "قبل"].contains(&word)
        || word == "a" && place > 0 && lexemes[place - 1].word() == Some("y");
    let ends_in_time = |at: &Range<usize>| {
        let last = lexemes[at.end - 1].word();
        last.is_some_and(|word| units::is_of(word, units::YEARS) || units::is_of(word, units::TIME))
    };
    places
        .get(next)
        .filter(|at| leads && at.start == place + 1 && ends_in_time(at))
        .map(|_| next)
}

fn directions(lexemes: &[Lexeme], places: &[Range<usize>]) -> Vec<(usize, i8)> {
    let mut found = Vec::new();
    let counts = |place: usize| {
        let next = places.partition_point(|at| at.end <= place);
        places.get(next).is_some_and(|at| at.start <= place)
    };
    for (place, lexeme) in lexemes.iter().enumerate() {
        let Some(word) = lexeme.word() else { continue };
        if let Some(direction) = compared(word) {
            // `12 % more`, `8 percent higher`, `is higher by 8 %`: beside a figure, but not `more than 8`.
            let after = place.checked_sub(1).is_some_and(counts);
            let by = lexemes.get(place + 1).and_then(Lexeme::word);
            let by = by.is_some_and(|word| BY.contains(&word)) && counts(place + 2);
            if after || by {
                found.push((place, direction));
            }
            continue;
        }
        if word == "up" || word == "down" {
            let to = lexemes.get(place + 1).and_then(Lexeme::word) == Some("to");
            let beside = counts(place + 1)
                || lexemes
                    .get(place + 1)
                    .and_then(Lexeme::word)
                    .is_some_and(|word| BY.contains(&word));
            let went = place.checked_sub(1).and_then(|at| lexemes[at].word());
            let went = went.is_some_and(|word| WENT.contains(&word));
            if !to && (beside || went) {
                found.push((place, if word == "up" { 1 } else { -1 }));
            }
            continue;
        }
        let next = lexemes
            .get(place + 1)
            .filter(|next| next.glued)
            .and_then(Lexeme::word);
        let is_han = word.chars().all(is_unspaced);
        let pair = next.filter(|_| is_han).map(|next| format!("{word}{next}"));
        found
            .extend(direction(pair.as_deref().unwrap_or(word)).map(|direction| (place, direction)));
    }
    found
}

/// Before how much something has changed, and before that it went `up`.
const BY: [&str; 11] = [
    "by", "from", "um", "von", "de", "en", "un", "на", "с", "d", "di",
];
const WENT: [&str; 8] = ["went", "gone", "go", "goes", "came", "is", "was", "are"];

/// Whether a word compares with what is less (1) or more (-1).
fn compared(word: &str) -> Option<i8> {
    if HIGHER.contains(word) {
        Some(1)
    } else {
        LOWER.contains(word).then_some(-1)
    }
}

/// Whether a word says that something grows (1) or shrinks (-1).
fn direction(word: &str) -> Option<i8> {
    static BEGINNINGS: LazyLock<HashMap<char, Vec<(&str, i8)>>> = LazyLock::new(|| {
        let mut beginnings: HashMap<char, Vec<(&str, i8)>> = HashMap::new();
        for (list, direction) in [(UP, 1), (DOWN, -1)] {
            for start in list.split_whitespace() {
                if let Some(first) = start.chars().next() {
                    beginnings
                        .entry(first)
                        .or_default()
                        .push((start, direction));
                }
            }
        }
        beginnings
    });
    // `وانخفض` is `and fell`.
    let word = word
        .strip_prefix('و')
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word);
    let starts = BEGINNINGS.get(&word.chars().next()?)?;
    let fits = |start: &str| {
        let length = start.chars().count();
        word.starts_with(start) && (length > 3 || word.chars().count() <= length + 3)
    };
    starts
        .iter()
        .find(|(start, _)| fits(start))
        .map(|(_, direction)| *direction)
}

/// The nearest before it in its clause, else the nearest after it.
fn nearest_direction(directions: &[(usize, i8)], at: &Range<usize>, lexemes: &[Lexeme]) -> i8 {
    let clause = |from: usize, to: usize| {
        to - from <= CLAUSE
            && !lexemes[from..to]
                .iter()
                .any(|lexeme| lexeme.sign().is_some_and(|sign| ",;，；、".contains(sign)))
    };
    let next = directions.partition_point(|(place, _)| *place < at.start);
    let before = next
        .checked_sub(1)
        .map(|last| directions[last])
        .filter(|(place, _)| clause(*place, at.start));
    let after = directions[next..]
        .iter()
        .find(|(place, _)| *place >= at.end);
    let after = after.copied().filter(|(place, _)| clause(at.end, *place));
    // `Juice rose by 12 %, diesel by 30 %.`
    let goes_on = || {
        let last = directions[next.checked_sub(1)?];
        (at.start - last.0 <= 2 * CLAUSE).then_some(last)
    };
    // Right behind it: `14 % more, while the rest fell`.
    let beside = after.filter(|(place, _)| *place == at.end);
    let direction = beside.or(before).or(after).or_else(goes_on);
    direction.map_or(0, |(_, direction)| direction)
}

impl Mentions {
    /// Reads a sentence of a source.
    pub(crate) fn read(
        &mut self,
        text: &str,
        language: Language,
        term: impl FnMut(&str) -> Option<u32>,
    ) {
        let (mentions, sentence) = of_sentence(text, language, term);
        if mentions.is_empty() {
            return;
        }
        let number = u32::try_from(self.sentences.len()).unwrap_or(u32::MAX);
        self.sentences.push(sentence);
        for mut mention in mentions {
            mention.sentence = number;
            self.add(mention);
        }
    }

    /// What whoever asked says is no invention, whatever it is of.
    pub(crate) fn give(&mut self, text: &str, language: Language) {
        let (mentions, _) = of_sentence(text, language, |_| None);
        for mention in mentions {
            match mention.what {
                What::Figure(figure) => {
                    self.given
                        .extend(figure.values.iter().map(|value| key(*value)));
                    self.given.extend(figure.base_values().map(key));
                    if let Some(year) = figure.year {
                        self.dates.year(year);
                    }
                }
                What::Date(date) => self.dates.add(&date.when),
            }
        }
    }

    fn add(&mut self, mention: Mention) {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        for term in &mention.near {
            let list = self.by_term.entry(*term).or_default();
            if list.len() < LOOKED_AT && list.last() != Some(&number) {
                list.push(number);
            }
        }
        match &mention.what {
            What::Figure(figure) => {
                let dimension = figure.dimension().unwrap_or_default();
                for value in figure.base_values() {
                    self.by_base
                        .entry((dimension, key(value)))
                        .or_default()
                        .push(number);
                    self.sorted.push((value, number));
                }
                for value in &figure.values {
                    self.by_value.entry(key(*value)).or_default().push(number);
                }
                if let Some(literal) = &figure.literal {
                    self.literals.insert(literal.clone());
                }
                if let Some(year) = figure.year {
                    self.dates.year(year);
                    self.by_day
                        .entry((None, None, Some(year)))
                        .or_default()
                        .push(number);
                }
            }
            What::Date(date) => {
                self.dates.add(&date.when);
                if let When::Season(_, year) = &date.when {
                    let list = self.by_day.entry((None, None, Some(*year))).or_default();
                    list.push(number);
                    let list = self.by_value.entry(key(f64::from(*year))).or_default();
                    list.push(number);
                }
                if let When::Day(readings) = &date.when {
                    for day in readings.iter().copied().flat_map(implied) {
                        let list = self.by_day.entry(day).or_default();
                        if list.len() < LOOKED_AT {
                            list.push(number);
                        }
                    }
                }
                if let When::Day(readings) = &date.when {
                    for (_, day, year) in readings.iter().copied() {
                        let parts = [day, year].into_iter().flatten();
                        for part in parts {
                            self.by_value
                                .entry(key(f64::from(part)))
                                .or_default()
                                .push(number);
                        }
                    }
                }
            }
        }
        self.all.push(mention);
    }

    pub(crate) fn finish(&mut self) {
        self.sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    }

    /// What the sources say to what a sentence says; `left` comparisons may be made.
    pub(crate) fn supports(
        &self,
        said: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Vec<Support> {
        let sentence = &sentence[..sentence.len().min(TERMS)];
        said.iter()
            .enumerate()
            .map(|(number, mention)| {
                let all = &said[number.saturating_sub(NEXT)..said.len().min(number + NEXT + 1)];
                match &mention.what {
                    What::Figure(figure) => self.figure(figure, mention, all, sentence, left),
                    What::Date(date) => self.date(date, mention, all, sentence, left),
                }
            })
            .collect()
    }

    fn figure(
        &self,
        figure: &Figure,
        mention: &Mention,
        all: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Support {
        if figure.is_weak {
            return Support::Yes;
        }
        if let Some(literal) = &figure.literal {
            return if self.literals.contains(literal) {
                Support::Yes
            } else {
                Support::No
            };
        }
        if figure
            .values
            .iter()
            .any(|value| self.given.contains(&key(*value)))
        {
            return Support::Yes;
        }
        let year = figure.year.filter(|year| self.dates.has_year(*year));
        let same = self.same(figure, mention);
        if same.is_empty() && year.is_none() {
            let near = self.rounded(figure, mention)
                || figure.vague && self.vague(figure, mention, sentence);
            return if near { Support::Yes } else { Support::No };
        }
        if same.is_empty() {
            return Support::Yes;
        }
        self.in_context(&same, mention, all, sentence, left)
    }

    fn date(
        &self,
        date: &Date,
        mention: &Mention,
        all: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Support {
        if !self.dates.cover(&date.when) && !follows_from_day(&date.when, all) {
            return Support::No;
        }
        // Of days only: a weekday or a time is said too seldom to be told apart.
        let readings = match &date.when {
            When::Day(readings) => readings.clone(),
            When::Season(_, year) => vec![(None, None, Some(*year))],
            _ => return Support::Yes,
        };
        let lists = readings.iter().filter_map(|day| self.by_day.get(day));
        let same: Vec<u32> = lists.flatten().copied().take(LOOKED_AT).collect();
        if same.is_empty() {
            return Support::Yes;
        }
        self.in_context(&same, mention, all, sentence, left)
    }

    /// The mentions of the same value, in a unit that fits.
    fn same(&self, figure: &Figure, mention: &Mention) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let take =
            |list: Option<&Vec<u32>>, found: &mut Vec<u32>, fits: &dyn Fn(&Mention) -> bool| {
                let list = list.into_iter().flatten().copied();
                found.extend(
                    list.take(LOOKED_AT * 8)
                        .filter(|number| fits(&self.all[*number as usize]))
                        .take(LOOKED_AT),
                );
            };
        let sign = |other: &Mention| {
            mention.negative == other.negative || other.negative && other.direction != 0
        };
        let fits_sign = |other: &Mention| sign(other) || other.negative;
        match figure.unit {
            Some(unit) => {
                for value in figure.base_values() {
                    // Thirds have more digits than anybody writes.
                    let list = self.by_base.get(&(unit.dimension, key(value)));
                    take(list, &mut found, &|other| {
                        fits_sign(other) && (!mention.negative || other.negative)
                    });
                    if unit.dimension == units::RATIO
                        && unit.factor > 0.5
                        && found.is_empty()
                        && !mention.negative
                    {
                        found.extend(self.close_ratio(value));
                    }
                    // A quarter came from one, and the rest from the other.
                    if unit.dimension == units::RATIO && found.is_empty() && value < 1.0 {
                        let rest = self.close_ratio(1.0 - value).into_iter();
                        found.extend(rest.filter(|number| self.all[*number as usize].of_rest));
                    }
                }
                for value in &figure.values {
                    // Where the source leaves the unit out, its sentence has it.
                    take(
                        self.by_value.get(&key(*value)),
                        &mut found,
                        &|other| match &other.what {
                            What::Figure(known) => {
                                known.unit.is_none()
                                    && known.counted.is_none()
                                    && self.names_unit(other, unit.dimension)
                                    && mention.negative == other.negative
                            }
                            What::Date(_) => false,
                        },
                    );
                }
            }
            None => {
                for value in &figure.values {
                    take(self.by_value.get(&key(*value)), &mut found, &|other| {
                        mention.negative == other.negative && Self::fits_bare(figure, other)
                    });
                }
            }
        }
        // `A week` is no month.
        found.retain(|number| match &self.all[*number as usize].what {
            What::Figure(known) => {
                figure.per.is_none() || known.per.is_none() || figure.per == known.per
            }
            What::Date(_) => true,
        });
        found.dedup();
        found
    }

    /// Whether a number without a unit may be one that has one: `41` of `41 %` where nothing is counted.
    fn fits_bare(figure: &Figure, other: &Mention) -> bool {
        match &other.what {
            What::Figure(known) if known.unit.is_some() => {
                figure.counted.is_none() || {
                    // `8-kilometre`, or a unit that we don't know in this language.
                    known.dimension() == Some(units::YEARS)
                        || known.dimension() == Some(units::TIME)
                }
            }
            What::Date(_) => figure.counted.is_none() || figure.year.is_some(),
            What::Figure(_) => true,
        }
    }

    /// Percentages within half of one, for fractions in words.
    fn close_ratio(&self, value: f64) -> Vec<u32> {
        let from = self
            .sorted
            .partition_point(|(known, _)| *known < value - 0.005);
        let close = self.sorted[from..]
            .iter()
            .take_while(|(known, _)| *known <= value + 0.005)
            .take(LOOKED_AT * 8);
        close
            .filter(|(_, number)| matches!(&self.all[*number as usize].what, What::Figure(figure) if figure.dimension() == Some(units::RATIO)))
            .map(|(_, number)| *number)
            .take(LOOKED_AT)
            .collect()
    }

    fn names_unit(&self, other: &Mention, dimension: u8) -> bool {
        let first = self
            .all
            .partition_point(|mention| mention.sentence < other.sentence);
        let of_sentence = self.all[first..]
            .iter()
            .take_while(|mention| mention.sentence == other.sentence);
        of_sentence.take(LOOKED_AT).any(|mention| {
            matches!(&mention.what, What::Figure(figure) if figure.unit.is_some_and(|unit| {
                // `Half of them` names no percentage.
                unit.dimension == dimension && (dimension != units::RATIO || unit.factor < 1.0)
            }))
        })
    }

    /// Whether a source has a number from which this one was rounded, as it says.
    fn rounded(&self, figure: &Figure, mention: &Mention) -> bool {
        let Some((below, above)) = figure.rounded else {
            return false;
        };
        let dimension = figure.dimension();
        figure.base_values().any(|value| {
            let (least, most) = (
                value * (1.0 - below) - f64::EPSILON,
                value * (1.0 + above) + f64::EPSILON,
            );
            let from = self.sorted.partition_point(|(known, _)| *known < least);
            self.sorted[from..]
                .iter()
                .take_while(|(known, _)| *known <= most)
                .take(LOOKED_AT * 8)
                .any(|(_, number)| match &self.all[*number as usize].what {
                    What::Figure(known) => {
                        known.dimension() == dimension && known.year.is_none() && !mention.negative
                    }
                    What::Date(_) => false,
                })
        })
    }

    /// `Thousands of crossings` where there are 42,000 of them.
    fn vague(&self, figure: &Figure, mention: &Mention, sentence: &[u32]) -> bool {
        let Some(value) = figure.values.first() else {
            return false;
        };
        let counted = mention.counted;
        let from = self.sorted.partition_point(|(known, _)| known < value);
        self.sorted[from..]
            .iter()
            .take_while(|(known, _)| *known < value * 1_000.0)
            .take(LOOKED_AT * 8)
            .any(|(_, number)| {
                let other = &self.all[*number as usize];
                let of_same = counted.is_some() && other.counted == counted
                    || other.near.iter().filter(|term| sentence.contains(term)).count() >= 2;
                matches!(&other.what, What::Figure(known) if known.unit.is_none() && known.year.is_none()) && of_same
            })
    }

    /// Whether one of the mentions of the same value is of the same thing.
    #[expect(
        clippy::too_many_lines,
        clippy::cast_precision_loss,
        reason = "one rule after the other; counts of mentions"
    )]
    fn in_context(
        &self,
        same: &[u32],
        mention: &Mention,
        all: &[Mention],
        sentence: &[u32],
        left: &mut Budget,
    ) -> Support {
        let score = |other: &Mention| {
            let known = &self.sentences[other.sentence as usize];
            let weight = |term: &u32, own: f64| {
                let rarity = 1.0
                    / (1.0
                        + self
                            .by_term
                            .get(term)
                            .map_or(0.0, |list| (list.len() as f64).ln()));
                if other.near.contains(term) {
                    own * rarity
                } else if known.binary_search(term).is_ok() {
                    own * rarity * 0.6
                } else {
                    0.0
                }
            };
            let near: f64 = mention.near.iter().map(|term| weight(term, 1.0)).sum();
            let rest = sentence.iter().filter(|term| !mention.near.contains(term));
            near + rest.map(|term| weight(term, 0.5)).sum::<f64>()
        };
        if !left.spend(same.len() * 4) {
            return Support::Yes;
        }
        let mentions = |numbers: &[u32]| -> Vec<&Mention> {
            numbers
                .iter()
                .map(|number| &self.all[*number as usize])
                .collect()
        };
        let same_mentions = mentions(same);
        if Self::contradicts(mention, all) {
            return Support::Elsewhere;
        }
        // Said to have risen, and it fell.
        let opposite = |other: &&Mention| mention.direction * other.direction < 0;
        if mention.direction != 0 && same_mentions.iter().all(opposite) {
            return Support::Elsewhere;
        }
        // Of today, and it was then.
        if mention.moment != 0
            && same_mentions
                .iter()
                .all(|other| mention.moment * other.moment < 0)
        {
            return Support::Elsewhere;
        }
        if same_mentions
            .iter()
            .all(|other| self.beside_it(other, mention, all))
            || self.is_of_other_date(mention, all)
        {
            return Support::Elsewhere;
        }
        // `from 5 to 30` of `from 30 to 5`.
        if let Some(from) = &mention.from
            && same_mentions
                .iter()
                .all(|other| other.from.as_ref() != Some(from))
            && all.iter().any(|first| self.came_from(first, from, mention))
        {
            return Support::Elsewhere;
        }
        let best = same_mentions
            .iter()
            .map(|other| score(other))
            .fold(0.0, f64::max);
        let same_sentences: Vec<u32> = same_mentions.iter().map(|other| other.sentence).collect();
        // What the text says of the same kind in the same sentence is no rival.
        let said = |other: &Mention| all.iter().any(|one| equal(&one.what, &other.what));
        let mut rivals: Vec<u32> = Vec::new();
        for term in mention.near.iter().chain(sentence) {
            rivals.extend(self.by_term.get(term).into_iter().flatten().take(LOOKED_AT));
        }
        rivals.sort_unstable();
        rivals.dedup();
        rivals.retain(|number| !same.contains(number));
        rivals.truncate(LOOKED_AT * 8);
        if !left.spend(rivals.len()) {
            return Support::Yes;
        }
        let rivals: Vec<(f64, &Mention)> = rivals
            .iter()
            .map(|number| &self.all[*number as usize])
            .filter(|other| alike(&mention.what, &other.what) && !said(other))
            .map(|other| (score(other), other))
            .collect();
        let counted_elsewhere = mention.counted.is_some()
            && same_mentions
                .iter()
                .all(|same| same.counted.is_some() && same.counted != mention.counted)
            && rivals
                .iter()
                .any(|(other, rival)| rival.counted == mention.counted && *other > best);
        let rival = rivals
            .into_iter()
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let Some((other, rival)) = rival else {
            return Support::Yes;
        };
        let margin = if same_sentences.contains(&rival.sentence) {
            1.6
        } else {
            1.5
        };
        let elsewhere = if best < 0.1 {
            other >= 0.45
        } else {
            other > best * margin && other - best >= 0.6
                || other > best * FAR && other - best >= 0.45
        };
        if elsewhere || counted_elsewhere {
            Support::Elsewhere
        } else {
            Support::Yes
        }
    }

    /// Of one sentence.
    fn of_one_sentence(&self, sentence: u32) -> &[Mention] {
        let first = self
            .all
            .partition_point(|mention| mention.sentence < sentence);
        let length = self.all[first..]
            .iter()
            .take(LOOKED_AT)
            .take_while(|mention| mention.sentence == sentence)
            .count();
        &self.all[first..first + length]
    }

    /// Whether the sentence of a mention with the same value has another figure that is meant: one of the same kind of
    /// which is said what the text says, `now` or `less`, or whose own words the text has.
    fn beside_it(&self, same: &Mention, mention: &Mention, all: &[Mention]) -> bool {
        let shared = |other: &Mention| {
            let near = mention.near.iter();
            near.filter(|term| other.near.contains(term)).count()
        };
        let own = shared(same);
        self.of_one_sentence(same.sentence).iter().any(|rival| {
            let is_rival = rival.at != same.at
                && alike(&mention.what, &rival.what)
                && !is_weak(&rival.what)
                && !all.iter().any(|one| equal(&one.what, &rival.what));
            let then = mention.moment != 0 && same.moment == 0 && rival.moment == mention.moment;
            let way = mention.direction != 0
                && same.direction == 0
                && rival.direction == mention.direction;
            let theirs = shared(rival);
            let theirs_or_as_many = theirs >= own;
            // A clause that leaves out what it shares with the one before has few words.
            let words = same.near.len();
            let theirs = own == 0 && theirs > 0 && words > 1 || theirs > own * 2 && words > 2;
            is_rival && (then || way && theirs_or_as_many || theirs)
        })
    }

    /// Whether a year stands beside a figure that the sources have in a sentence with another year alone.
    fn is_of_other_date(&self, mention: &Mention, all: &[Mention]) -> bool {
        if !matches!(&mention.what, What::Date(_)) && !is_year(&mention.what) {
            return false;
        }
        let Some(own) = all.iter().position(|one| one.at == mention.at) else {
            return false;
        };
        let beside = [own.checked_sub(1), Some(own + 1)];
        let mut beside = beside.into_iter().flatten().filter_map(|at| all.get(at));
        beside.any(|figure| {
            let What::Figure(value) = &figure.what else {
                return false;
            };
            if value.is_weak || is_year(&figure.what) || value.unit.is_none() {
                return false;
            }
            let same = self.same(value, figure);
            !same.is_empty()
                && same.iter().all(|number| {
                    let sentence = self.of_one_sentence(self.all[*number as usize].sentence);
                    let mut dates = sentence
                        .iter()
                        .filter(|other| alike(&mention.what, &other.what));
                    let said =
                        |other: &Mention| all.iter().any(|one| covers(&other.what, &one.what));
                    dates.clone().next().is_some() && !dates.any(said)
                })
        })
    }

    /// `Fell from 5 to 30.`
    fn contradicts(mention: &Mention, all: &[Mention]) -> bool {
        let of = |mention: &Mention| match &mention.what {
            What::Figure(figure) => figure.values.first().copied(),
            What::Date(_) => None,
        };
        let pairs = all.windows(2).filter(|pair| pair[1].from.is_some());
        let mut own = pairs.filter(|pair| pair.iter().any(|one| one.at == mention.at));
        own.any(|pair| {
            let direction = pair[0].direction;
            match (of(&pair[0]), of(&pair[1])) {
                (Some(first), Some(second)) => {
                    direction > 0 && second < first || direction < 0 && second > first
                }
                _ => false,
            }
        })
    }

    /// Whether a source goes from the second to the first.
    fn came_from(&self, first: &Mention, from: &str, second: &Mention) -> bool {
        let (What::Figure(one), What::Figure(two)) = (&first.what, &second.what) else {
            return false;
        };
        let is_first = one.values.first().is_some_and(|value| key(*value) == from);
        let Some(second) = two.values.first() else {
            return false;
        };
        is_first
            && self
                .by_value
                .get(from)
                .into_iter()
                .flatten()
                .take(LOOKED_AT)
                .any(|number| {
                    self.all[*number as usize].from.as_deref() == Some(key(*second).as_str())
                })
    }
}

/// Whether a weekday is the one of a day that is said, too.
fn follows_from_day(when: &When, all: &[Mention]) -> bool {
    let When::Weekday(weekday) = when else {
        return false;
    };
    all.iter().any(|mention| match &mention.what {
        What::Date(Date {
            when: When::Day(days),
            ..
        }) => days.iter().any(|day| match day {
            (Some(month), Some(day), Some(year)) => {
                calendar::weekday(*year, *month, *day) == *weekday
            }
            _ => false,
        }),
        _ => false,
    })
}

/// Comparisons that may still be made.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(COMPARISONS)
    }

    fn spend(&mut self, comparisons: usize) -> bool {
        let enough = self.0 >= comparisons;
        self.0 = self.0.saturating_sub(comparisons);
        enough
    }
}

fn is_year(what: &What) -> bool {
    match what {
        What::Figure(figure) => figure.year.is_some() && figure.unit.is_none(),
        What::Date(date) => match &date.when {
            When::Day(days) => days.iter().any(|day| day.2.is_some()),
            When::Season(..) => true,
            _ => false,
        },
    }
}

/// Whether both say a thing of one kind, so that one can be taken for the other.
fn alike(one: &What, other: &What) -> bool {
    let has_month = |what: &What| matches!(what, What::Date(Date { when: When::Day(days), .. }) if days.iter().any(|day| day.0.is_some()));
    match (one, other) {
        (What::Figure(one), What::Figure(two)) => {
            let years = one.year.is_some() && two.year.is_some();
            // Of somebody's age the unit may be left out.
            let age = |one: &Figure, two: &Figure| {
                one.dimension() == Some(units::YEARS) && two.unit.is_none() && two.counted.is_none()
            };
            let kinds = one.dimension() == two.dimension() || age(one, two) || age(two, one);
            years || kinds && one.year.is_none() && two.year.is_none()
        }
        _ => is_year(one) && is_year(other) || has_month(one) && has_month(other),
    }
}

/// Whether a date says all that another one says.
fn covers(known: &What, said: &What) -> bool {
    let when = |what: &What| match what {
        What::Figure(figure) => Some(When::Day(vec![(None, None, Some(figure.year?))])),
        What::Date(date) => Some(date.when.clone()),
    };
    let (Some(known), Some(said)) = (when(known), when(said)) else {
        return false;
    };
    let mut dates = Dates::default();
    dates.add(&known);
    dates.cover(&said)
}

fn is_weak(what: &What) -> bool {
    matches!(what, What::Figure(figure) if figure.is_weak)
}

fn equal(one: &What, other: &What) -> bool {
    match (one, other) {
        (What::Figure(one), What::Figure(two)) => {
            one.values.first().map(|value| key(*value))
                == two.values.first().map(|value| key(*value))
        }
        (What::Date(one), What::Date(two)) => one.when == two.when,
        _ => false,
    }
}

/// Whether a word makes what follows inexact; no word of a statement.
pub(crate) fn is_rounding(word: &str) -> bool {
    ROUNDED.contains_key(word)
}
