//! What can be wrong with a value, each once: its code for programs, and a sentence for people.

use std::{borrow::Cow, ops::RangeInclusive};

use crate::{FieldError, limits};

/// Why a value is not what a field wants.
#[derive(Debug, Clone)]
pub struct InvalidValue {
    code: Cow<'static, str>,
    detail: String,
}

impl InvalidValue {
    #[must_use]
    pub fn new(code: impl Into<Cow<'static, str>>, detail: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            detail: detail.into(),
        }
    }

    /// In the body: a JSON Pointer as URI fragment, `#/title`.
    #[must_use]
    pub fn at(self, pointer: &str) -> FieldError {
        FieldError::body(pointer, self.code, &self.detail)
    }

    /// In a parameter: of the query, a header, or of the path.
    #[must_use]
    pub fn of(self, parameter: &str) -> FieldError {
        FieldError::parameter(parameter, self.code, &self.detail)
    }

    #[must_use]
    pub fn required() -> Self {
        Self::new("required", "This field is required.")
    }

    #[must_use]
    pub fn unknown_field() -> Self {
        Self::new("unknown_field", "There is no such field.")
    }

    #[must_use]
    pub fn not_nullable() -> Self {
        Self::new("not_nullable", "This field can't be cleared.")
    }

    #[must_use]
    pub fn read_only() -> Self {
        Self::new(
            "read_only",
            "This field says how it was made; leave it out.",
        )
    }

    /// The body itself.
    #[must_use]
    pub fn not_a_json_object() -> Self {
        Self::new("not_an_object", "Send a JSON object.")
    }

    #[must_use]
    pub fn not_an_object() -> Self {
        Self::new("not_an_object", "Give an object.")
    }

    #[must_use]
    pub fn too_much_json(most: usize, length: usize) -> Self {
        Self::new(
            "too_long",
            format!("At most {most} bytes of JSON; this has {length}."),
        )
    }

    #[must_use]
    pub fn too_deep() -> Self {
        let levels = limits::JSON_DEPTH;
        Self::new(
            "too_deep",
            format!("At most {levels} levels of arrays and objects."),
        )
    }

    #[must_use]
    pub fn nul() -> Self {
        Self::new("invalid_text", "Leave out the NUL character.")
    }

    #[must_use]
    pub fn half_a_surrogate_pair() -> Self {
        Self::new(
            "invalid_text",
            "A string holds half of a surrogate pair, which is not a character.",
        )
    }

    /// As the database says.
    #[must_use]
    pub fn not_storable() -> Self {
        Self::new(
            "invalid_text",
            "A string holds a character that can't be stored, such as NUL.",
        )
    }

    #[must_use]
    pub fn not_a_string() -> Self {
        Self::new("not_a_string", "Give a string.")
    }

    #[must_use]
    pub fn too_short(least: usize) -> Self {
        let detail = if least == 1 {
            "This must not be empty.".to_owned()
        } else {
            format!("At least {least} characters.")
        };
        Self::new("too_short", detail)
    }

    #[must_use]
    pub fn too_long(most: usize, characters: usize) -> Self {
        Self::new(
            "too_long",
            format!("At most {most} characters; this has {characters}."),
        )
    }

    #[must_use]
    pub fn out_of_range(range: &RangeInclusive<i64>) -> Self {
        Self::new(
            "out_of_range",
            format!("Give {} to {}.", range.start(), range.end()),
        )
    }

    #[must_use]
    pub fn not_an_integer() -> Self {
        Self::new("not_an_integer", "Give a whole number.")
    }

    #[must_use]
    pub fn not_an_amount() -> Self {
        Self::new("not_a_number", "Give a number, not below zero.")
    }

    #[must_use]
    pub fn not_an_array() -> Self {
        Self::new("not_an_array", "Give a list.")
    }

    /// In a list or an object.
    #[must_use]
    pub fn too_many(most: usize, there: usize) -> Self {
        Self::new(
            "too_many",
            format!("At most {most} entries; this has {there}."),
        )
    }

    #[must_use]
    pub fn not_a_boolean() -> Self {
        Self::new("not_a_boolean", "Give true or false.")
    }

    #[must_use]
    pub fn not_an_id() -> Self {
        Self::new("not_an_id", "Give the id, a UUID.")
    }

    #[must_use]
    pub fn not_a_list_of_ids() -> Self {
        Self::new("not_an_array", "Give a list of ids.")
    }

    #[must_use]
    pub fn number_of_ids(most: usize) -> Self {
        Self::new("out_of_range", format!("Give 1 to {most} ids."))
    }

    #[must_use]
    pub fn not_one_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<_> = values.into_iter().collect();
        Self::new(
            "unknown_value",
            format!("Give one of: {}.", known.join(", ")),
        )
    }

    /// In a list with commas between.
    #[must_use]
    pub fn not_some_of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<_> = values.into_iter().collect();
        Self::new(
            "unknown_value",
            format!(
                "Give one of these, or more with commas between: {}.",
                known.join(", ")
            ),
        )
    }

    /// A parameter of the query, which has none but these.
    #[must_use]
    pub fn unknown_parameter(accepted: &[&str]) -> Self {
        let detail = if accepted.is_empty() {
            "This route takes no parameters.".to_owned()
        } else {
            let accepted = accepted.join(", ");
            format!("There is no such parameter. This route takes: {accepted}.")
        };
        Self::new("unknown_parameter", detail)
    }

    /// A parameter of the query.
    #[must_use]
    pub fn repeated() -> Self {
        Self::new("repeated", "Give this parameter once.")
    }
}

/// Parameters that many routes have.
impl FieldError {
    #[must_use]
    pub fn invalid_idempotency_key() -> Self {
        let most = limits::IDEMPOTENCY_KEY;
        let detail = format!("Give 1 to {most} visible ASCII characters, such as a UUID.");
        InvalidValue::new("invalid_key", detail).of("Idempotency-Key")
    }

    #[must_use]
    pub fn invalid_limit() -> Self {
        let most = domain::limits::PAGE;
        let detail = format!("Give a whole number from 1 to {most}.");
        InvalidValue::new("out_of_range", detail).of("limit")
    }

    #[must_use]
    pub fn invalid_cursor() -> Self {
        let detail = "This is no cursor of this list. Start without one.";
        InvalidValue::new("invalid_cursor", detail).of("cursor")
    }
}
