//! Times of a day, and weekdays.

use super::{Found, Reader, When};
use crate::{
    check::{
        folded::is_unspaced,
        lexicon::calendar::{AFTERNOON, MORNING, OCLOCK, WEEKDAYS},
        lexicon::{numbers::RANGE, units},
    },
    words::Language,
};

/// Minutes of a day, and those that are near to midnight and noon.
const DAY: u32 = 1_440;
const NEAR: u32 = 30;

impl Reader<'_> {
    pub(super) fn time(&mut self, place: usize) -> Found {
        if let Some(minutes) = self.word(place).and_then(|word| match word {
            "noon" | "midday" | "mediodía" | "полдень" | "mezzogiorno" => Some(720),
            "midnight" | "mitternacht" | "minuit" | "medianoche" | "полночь" => Some(0),
            _ => None,
        }) {
            let times = self.around(place, minutes);
            return Some((place..place + 1, When::Time(times), false));
        }
        if let Some(found) = self.spoken_time(place) {
            return Some(found);
        }
        let mut end = place + 1;
        let mut minute = 0;
        let mut is_clock = false;
        let raw = self.digits(place).unwrap_or_default().to_owned();
        let hour = if self.sign(place + 1) == Some(':')
            && self.lexemes.get(place + 2).is_some_and(|next| next.glued)
        {
            minute = self.number(place + 2, 2..3).filter(|minute| *minute < 60)?;
            end = place + 3;
            is_clock = true;
            self.number(place, 1..3)?
        } else if let Some((hour, minutes)) = raw.split_once('.')
            && minutes.len() == 2
        {
            minute = minutes.parse().ok().filter(|minute| *minute < 60)?;
            is_clock = self.is_at(place) && self.language != Language::English;
            hour.parse().ok()?
        } else {
            self.whole(place)?
        };
        if hour > 24 {
            return None;
        }
        // `9 bis 13 Uhr`
        let to = self.word(end).is_some_and(|word| RANGE.contains(&word))
            || self.sign(end).is_some_and(|sign| "-–—".contains(sign));
        if to
            && !is_clock
            && self.whole(end + 1).is_some()
            && let Some((_, When::Time(until), lasts)) = self.time(end + 1)
            // `с 11 до 16 часов` is no duration.
            && (!lasts || self.is_at(place))
        {
            let both = times(hour, minute, false, false);
            let is_later = |time: &u32| until.iter().any(|until| time < until);
            let times = both.iter().copied().filter(is_later).collect();
            return Some((place..end, When::Time(times), false));
        }
        let named = self.word(end).map(str::to_owned);
        let hours_word = named.as_deref().is_some_and(|word| OCLOCK.contains(word));
        if hours_word {
            end += 1;
            is_clock |=
                ["o'clock", "uhr", "uur", "बजे"].contains(&named.as_deref().unwrap_or_default());
            if let Some(minutes) = self.number(end, 2..3).filter(|minute| *minute < 60) {
                // `6 h 52 min` lasts so long.
                let lasts = self.word(end + 1).and_then(units::named);
                if lasts.is_some_and(|unit| unit.dimension == units::TIME) {
                    return None;
                }
                (minute, is_clock, end) = (minutes, true, end + 1);
            } else if self
                .word(end)
                .is_some_and(|word| ["et", "y", "e"].contains(&word))
                && self.lexemes.get(end + 1).is_some_and(|next| {
                    next.word()
                        .is_some_and(|word| ["demie", "media"].contains(&word))
                })
            {
                (minute, is_clock, end) = (30, true, end + 2);
            }
        } else if ["y", "e"].contains(&named.as_deref().unwrap_or_default())
            && self
                .word(end + 1)
                .is_some_and(|word| word == "media" || word == "mezza")
        {
            (minute, is_clock, end) = (30, true, end + 2);
        }
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        let las = before.is_some_and(|word| ["las", "la"].contains(&word));
        let (afternoon, morning, after) = self.part_of_day(end, hour);
        // `One evening` is no hour.
        let is_article = hour == 1 && !hours_word && self.digits(place).is_none();
        if is_article && !self.is_at(place) && after == Some(end + 1) {
            return None;
        }
        let directly = after.is_some_and(|after| after == end + 1);
        let marked = after.is_some()
            && (is_clock || hours_word || las || directly || minute > 0 || self.is_at(place));
        if !(is_clock || hours_word || marked || las && after.is_some()) {
            // `a las 5` and the like say no more than a number does.
            return None;
        }
        let end = after.filter(|_| marked).unwrap_or(end);
        let (afternoon, morning) = (afternoon && marked, morning && marked);
        let exact = is_clock && raw.starts_with('0');
        let times = if exact {
            vec![hour * 60 + minute]
        } else {
            times(hour, minute, afternoon, morning)
        };
        Some((place..end, When::Time(times), !is_clock && !marked))
    }

    /// `Shortly before midnight` is any minute near it.
    fn around(&self, place: usize, minutes: u32) -> Vec<u32> {
        const BEFORE: [&str; 6] = ["before", "vor", "avant", "antes", "prima", "до"];
        const AFTER: [&str; 6] = ["after", "nach", "après", "después", "dopo", "после"];
        const ABOUT: [&str; 6] = ["around", "about", "gegen", "vers", "hacia", "около"];
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        // `Antes de la medianoche`
        let before = before
            .filter(|word| *word != "la" && *word != "de")
            .or_else(|| (2..4).find_map(|back| self.word(place.checked_sub(back)?)));
        let is = |list: &[&str]| before.is_some_and(|word| list.contains(&word));
        let (earlier, later) = match () {
            () if is(&BEFORE) => (NEAR, 0),
            () if is(&AFTER) => (0, NEAR),
            () if is(&ABOUT) => (NEAR, NEAR),
            () => (0, 0),
        };
        let first = minutes + DAY - earlier;
        (first..=first + earlier + later)
            .map(|minute| minute % DAY)
            .collect()
    }

    /// Whether a preposition before it makes it a time.
    pub(super) fn is_at(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        before.is_some_and(|word| {
            [
                "at", "um", "à", "в", "с", "from", "von", "de", "desde", "until", "ab", "bis",
                "las", "alle", "às", "dès",
            ]
            .contains(&word)
        })
    }

    /// `half past seven`, `halb acht`, `quarter to nine`.
    pub(super) fn spoken_time(&self, place: usize) -> Found {
        let word = self.word(place)?;
        let hour = |at: usize| self.whole(at).filter(|hour| (1..=24).contains(hour));
        let (hour, minute, end) = match word {
            "half" | "quarter" if self.word(place + 1) == Some("past") => (
                hour(place + 2)?,
                if word == "half" { 30 } else { 15 },
                place + 3,
            ),
            "quarter" if self.word(place + 1) == Some("to") => {
                (hour(place + 2)?.checked_sub(1)?, 45, place + 3)
            }
            "halb" => (hour(place + 1)?.checked_sub(1)?, 30, place + 2),
            "viertel" if self.word(place + 1) == Some("nach") => (hour(place + 2)?, 15, place + 3),
            "viertel" if self.word(place + 1) == Some("vor") => {
                (hour(place + 2)?.checked_sub(1)?, 45, place + 3)
            }
            _ => return None,
        };
        let (afternoon, morning, after) = self.part_of_day(end, hour);
        Some((
            place..after.unwrap_or(end),
            When::Time(times(hour, minute, afternoon, morning)),
            false,
        ))
    }

    /// Whether it says which half of a day, and where that ends.
    pub(super) fn part_of_day(&self, from: usize, hour: u32) -> (bool, bool, Option<usize>) {
        for at in from..from + 4 {
            let Some(word) = self.word(at) else { break };
            let bare = word.trim_end_matches('.');
            // `Three at night` is before dawn.
            let is_night = ["night", "nachts", "noche", "nuit", "notte"].contains(&bare);
            let is_small = is_night && (hour < 6 || hour == 12);
            let afternoon = AFTERNOON.contains(bare) && !is_small;
            let morning = MORNING.contains(bare) || is_small;
            if afternoon || morning {
                // `утра` and `in the morning`; `am` in German is another word.
                if bare == "am" && self.language != Language::English {
                    continue;
                }
                return (afternoon, morning, Some(at + 1));
            }
            let is_filler = [
                "in", "the", "at", "de", "la", "du", "l", "del", "am", "di", "da",
            ]
            .contains(&bare);
            if !is_filler {
                break;
            }
        }
        (false, false, None)
    }

    pub(super) fn weekday(&mut self, place: usize) -> Found {
        let word = self.word(place)?;
        // `أحد` is anybody, too.
        let before = place.checked_sub(1).and_then(|at| self.word(at));
        if word == "أحد"
            && !before.is_some_and(|before| ["يوم", "كل", "مساء", "صباح"].contains(&before))
        {
            return None;
        }
        if let Some(day) = WEEKDAYS.get(word) {
            // `sun`, `mar` and the like are not in the list; `सोमवार` has no capitals.
            return Some((place..place + 1, When::Weekday(*day), false));
        }
        let start = self.lexemes[place].at.start;
        let is_han = word.starts_with(['周', '星', '月', '火', '水', '木', '金', '土', '日']);
        let (name, day) = WEEKDAYS
            .iter()
            .filter(|(name, _)| is_han && name.chars().all(is_unspaced))
            .find(|(name, _)| self.text[start..].starts_with(**name))?;
        let length = name.chars().count();
        let fits = place + length <= self.lexemes.len();
        fits.then_some((place..place + length, When::Weekday(*day), false))
    }
}

pub(super) fn times(hour: u32, minute: u32, afternoon: bool, morning: bool) -> Vec<u32> {
    let minutes = (hour % 24) * 60 + minute;
    match (afternoon, morning) {
        (true, _) if hour < 12 => vec![minutes + 720],
        (_, true) if hour == 12 => vec![minute],
        (true, _) | (_, true) => vec![minutes],
        _ if (1..=12).contains(&hour) => vec![minutes, (minutes + 720) % 1_440],
        _ => vec![minutes],
    }
}
