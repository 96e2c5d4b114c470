//! What a route says of its query: which parameters it has and what each takes. The contract is written from it.

use crate::{FieldError, InvalidValue};

/// A parameter of a route's query.
#[derive(Debug, Clone, Copy)]
pub struct QueryParameter {
    pub name: &'static str,
    pub description: &'static str,
    pub values: Values,
    /// What its absence means.
    pub default: Option<&'static str>,
}

/// The names of a few values, as they stand in a type's `ALL`.
pub type Names = fn() -> Vec<&'static str>;

/// What a parameter takes.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// What its handler can read.
    Any,
    OneOf(Names),
    /// Some of these, with commas between.
    SomeOf(Names),
    /// Something to look for: 1 to so many characters.
    Text(usize),
}

impl QueryParameter {
    #[must_use]
    pub const fn any(name: &'static str, description: &'static str) -> Self {
        Self {
            name,
            description,
            values: Values::Any,
            default: None,
        }
    }

    #[must_use]
    pub const fn one_of(name: &'static str, description: &'static str, values: Names) -> Self {
        Self {
            values: Values::OneOf(values),
            ..Self::any(name, description)
        }
    }

    /// `true`, or `false` as without it.
    #[must_use]
    pub const fn switch(name: &'static str, description: &'static str) -> Self {
        Self::one_of(name, description, || vec!["false", "true"]).default("false")
    }

    #[must_use]
    pub const fn some_of(name: &'static str, description: &'static str, values: Names) -> Self {
        Self {
            values: Values::SomeOf(values),
            ..Self::any(name, description)
        }
    }

    #[must_use]
    pub const fn text(name: &'static str, description: &'static str, most: usize) -> Self {
        Self {
            values: Values::Text(most),
            ..Self::any(name, description)
        }
    }

    #[must_use]
    pub const fn default(self, value: &'static str) -> Self {
        Self {
            default: Some(value),
            ..self
        }
    }

    /// What is wrong with a value of it.
    pub(crate) fn refuse(&self, given: &str) -> Option<InvalidValue> {
        match self.values {
            Values::Any => None,
            Values::OneOf(names) => {
                let names = names();
                (!names.contains(&given)).then(|| InvalidValue::not_one_of(names))
            }
            Values::SomeOf(names) => {
                let names = names();
                let known = listed(given).all(|name| names.contains(&name));
                (!known).then(|| InvalidValue::not_some_of(names))
            }
            Values::Text(_) if given.trim().is_empty() => Some(InvalidValue::too_short(1)),
            Values::Text(_) if given.contains('\0') => Some(InvalidValue::nul()),
            Values::Text(most) => {
                let length = given.chars().count();
                (length > most).then(|| InvalidValue::too_long(most, length))
            }
        }
    }

    /// As the frame refuses it, for the contract.
    pub(crate) fn example(&self) -> Option<FieldError> {
        let bad = match self.values {
            Values::Text(_) => "",
            Values::Any | Values::OneOf(_) | Values::SomeOf(_) => "?",
        };
        Some(self.refuse(bad)?.of(self.name))
    }
}

/// The names in `a,b`.
pub(crate) fn listed(given: &str) -> impl Iterator<Item = &str> {
    given.split(',').filter(|name| !name.is_empty())
}
