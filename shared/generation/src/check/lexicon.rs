//! Words that the checks know: of numbers, units, the calendar, directions, speech and negation. Tables, and how they are asked.

pub(crate) mod calendar;
pub(crate) mod comparison;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod reader;
pub(crate) mod relations;
pub(crate) mod speech;
pub(crate) mod units;

use std::collections::{HashMap, HashSet};

/// The words of a list.
pub(crate) fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Each word of each row with the row's value.
pub(crate) fn map<T: Copy>(rows: &[(&'static str, T)]) -> HashMap<&'static str, T> {
    rows.iter()
        .flat_map(|(words, value)| words.split_whitespace().map(|word| (word, *value)))
        .collect()
}
