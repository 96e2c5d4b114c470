//! Of what kind a figure or a date is, and whether one can be taken for another.

use super::{Mention, What};
use crate::check::{
    dates::{Date, Dates, When},
    figures::{Figure, key},
    lexicon::{numbers::COUNTED_TIMES, units},
};

/// A count that needs no words of its own.
const SMALL: f64 = 10.0;

/// `The worst of the five`, `twice a week`: what may be counted anywhere.
pub(super) fn is_any_count(what: &What) -> bool {
    let What::Figure(figure) = what else {
        return false;
    };
    let is_small = figure.values.first().is_some_and(|value| *value <= SMALL);
    figure.dimension() == Some(units::MULTIPLE)
        || is_small && figure.unit.is_none() && figure.counted.is_none()
}

/// A number of things that are named.
pub(super) fn is_count(what: &What) -> bool {
    matches!(what, What::Figure(figure) if figure.unit.is_none() && figure.counted.is_some())
}

/// `A week`, `a single weekend`: one of a unit, or of something else than what is counted.
pub(super) fn is_one(other: &Mention, mention: &Mention) -> bool {
    let is_other = other.counted != mention.counted;
    matches!(&other.what, What::Figure(figure)
        if figure.values.first() == Some(&1.0) && (figure.unit.is_some() || is_other))
}

/// Whether a value is of something else that is counted, or of a unit.
pub(super) fn has_other_count(same: &Mention, mention: &Mention) -> bool {
    let has_unit = matches!(&same.what, What::Figure(figure) if figure.unit.is_some());
    (same.counted.is_some() || has_unit) && same.counted != mention.counted
}

pub(super) fn is_year(what: &What) -> bool {
    match what {
        What::Figure(figure) => figure.year.is_some() && figure.unit.is_none(),
        What::Date(date) => match &date.when {
            When::Day(days) => days.iter().any(|day| day.2.is_some()),
            When::Season(..) => true,
            _ => false,
        },
    }
}

/// Whether what a source says may be meant by what a text says, its unit perhaps left out there.
pub(super) fn is_rival(mention: &Mention, other: &Mention) -> bool {
    let dimension = match (&mention.what, &other.what) {
        (What::Figure(figure), What::Figure(_)) => figure.dimension(),
        _ => None,
    };
    alike(&mention.what, &other.what)
        || dimension.is_some() && other.carried.map(|unit| unit.dimension) == dimension
}

/// Whether both say a thing of one kind, so that one can be taken for the other.
pub(super) fn alike(one: &What, other: &What) -> bool {
    let has_day = |what: &What| match what {
        What::Date(Date { when, .. }) => match when {
            When::Day(days) => days.iter().any(|day| day.0.is_some()),
            When::Weekday(_) => true,
            _ => false,
        },
        What::Figure(_) => false,
    };
    match (one, other) {
        (What::Figure(one), What::Figure(two)) => {
            let years = one.year.is_some() && two.year.is_some();
            // Of somebody's age the unit may be left out.
            let age = |one: &Figure, two: &Figure| {
                one.dimension() == Some(units::YEARS) && two.unit.is_none() && two.counted.is_none()
            };
            let lasts =
                |figure: &Figure| matches!(figure.dimension(), Some(units::TIME | units::YEARS));
            let kinds = one.dimension() == two.dimension()
                || lasts(one) && lasts(two)
                || age(one, two)
                || age(two, one);
            years || kinds && one.year.is_none() && two.year.is_none()
        }
        _ => is_year(one) && is_year(other) || has_day(one) && has_day(other),
    }
}

/// Whether a date says all that another one says.
pub(super) fn covers(known: &What, said: &What) -> bool {
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

pub(super) fn is_weak(what: &What) -> bool {
    matches!(what, What::Figure(figure) if figure.is_weak)
}

pub(super) fn equal(one: &What, other: &What) -> bool {
    match (one, other) {
        (What::Figure(one), What::Figure(two)) => {
            one.values.first().map(|value| key(*value))
                == two.values.first().map(|value| key(*value))
        }
        (What::Date(one), What::Date(two)) => one.when == two.when,
        _ => false,
    }
}

/// `Three times`
pub(super) fn counts_times(what: &What) -> bool {
    match what {
        What::Figure(figure) => {
            let counted = figure.counted.as_deref();
            figure.unit.is_none() && counted.is_some_and(|word| COUNTED_TIMES.contains(word))
        }
        What::Date(_) => false,
    }
}
