//! JSON bodies, read strictly: every field that is wrong, missing or unknown is told, all at once.

use std::{collections::BTreeMap, ops::RangeInclusive, str::FromStr};

use serde_json::{Map, Value};

use crate::{FieldError, InvalidValue, Problem, limits};

/// The fields of a JSON object while they are being read.
#[derive(Debug)]
pub struct Fields {
    remaining: Map<String, Value>,
    at: String,
    errors: BTreeMap<String, FieldError>,
}

impl Fields {
    /// Reads a whole object.
    pub fn read<T>(
        value: Value,
        reader: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Result<T, Problem> {
        let Value::Object(remaining) = value else {
            let invalid = InvalidValue::not_a_json_object();
            return Err(Problem::invalid(vec![invalid.at("#")]));
        };
        let mut fields = Self {
            remaining,
            at: "#".to_owned(),
            errors: BTreeMap::new(),
        };
        let read = reader(&mut fields);
        fields.reject_unknown();
        match read {
            Some(read) if fields.errors.is_empty() => Ok(read),
            _ => Err(Problem::invalid(fields.errors.into_values().collect())),
        }
    }

    /// Whether a field that was not read yet is there: for a body that has one of several forms.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.remaining.contains_key(name)
    }

    /// A field that must be there.
    pub fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, InvalidValue>,
    ) -> Option<T> {
        match self.remaining.remove(name) {
            None => self.fail(name, InvalidValue::required()),
            Some(value) => self.value(name, &value, read),
        }
    }

    /// A field that may be absent or `null`.
    #[allow(clippy::option_option)] // the outer one says whether the field is as it must be
    pub fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, InvalidValue>,
    ) -> Option<Option<T>> {
        match self.remaining.remove(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => self.value(name, &value, read).map(Some),
        }
    }

    /// A field of a merge patch (RFC 7396) whose column is not nullable: absent leaves.
    #[allow(clippy::option_option)]
    pub fn patch<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, InvalidValue>,
    ) -> Option<Option<T>> {
        match self.remaining.remove(name) {
            None => Some(None),
            Some(Value::Null) => self.fail(name, InvalidValue::not_nullable()),
            Some(value) => self.value(name, &value, read).map(Some),
        }
    }

    /// A field of a merge patch whose column is nullable: absent leaves, `null` clears.
    #[allow(clippy::option_option)]
    pub fn patch_nullable<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, InvalidValue>,
    ) -> Option<Option<Option<T>>> {
        match self.remaining.remove(name) {
            None => Some(None),
            Some(Value::Null) => Some(Some(None)),
            Some(value) => self
                .value(name, &value, read)
                .map(|value| Some(Some(value))),
        }
    }

    /// The fields of an object inside of this one; unknown ones stay in it where `open`.
    pub fn nested<T>(
        &mut self,
        name: &str,
        open: bool,
        reader: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let remaining = match self.remaining.remove(name) {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(remaining)) => remaining,
            Some(_) => return self.fail(name, InvalidValue::not_an_object()),
        };
        let mut inner = Self {
            remaining,
            at: self.pointer(name),
            errors: BTreeMap::new(),
        };
        let read = reader(&mut inner);
        if open {
            // Kept as they are, so they too must be storable.
            let unknown: Vec<_> = std::mem::take(&mut inner.remaining).into_iter().collect();
            for (name, value) in unknown {
                let entry = Value::Object(std::iter::once((name.clone(), value)).collect());
                let _ = inner.value(&name, &entry, |_| Ok(()));
            }
        } else {
            inner.reject_unknown();
        }
        let ok = inner.errors.is_empty();
        self.errors.append(&mut inner.errors);
        read.filter(|_| ok)
    }

    /// A list of up to `most` objects, each read like this one; absent is empty.
    pub fn objects<T>(
        &mut self,
        name: &str,
        most: usize,
        reader: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(value) = self.remaining.remove(name) else {
            return Some(Vec::new());
        };
        let Value::Array(values) = value else {
            return self.fail(name, InvalidValue::not_an_array());
        };
        if values.len() > most {
            return self.fail(name, InvalidValue::too_many(most, values.len()));
        }
        let mut list = Self {
            remaining: Map::new(),
            at: self.pointer(name),
            errors: BTreeMap::new(),
        };
        let mut read = Some(Vec::new());
        // All of them, so that each tells what is wrong.
        for (number, value) in values.into_iter().enumerate() {
            let name = number.to_string();
            list.remaining.insert(name.clone(), value);
            let entry = list.entry(&name, &reader);
            read = read.zip(entry).map(|(mut all, entry)| {
                all.push(entry);
                all
            });
        }
        self.errors.append(&mut list.errors);
        read
    }

    /// An object there, read like this one.
    fn entry<T>(&mut self, name: &str, reader: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        if !self.remaining.get(name).is_some_and(Value::is_object) {
            return self.fail(name, InvalidValue::not_an_object());
        }
        self.nested(name, false, reader)
    }

    /// An object of up to `most` values under names of the client's own, which are strings as `read` takes them too; absent is
    /// empty.
    pub fn named<T>(
        &mut self,
        name: &str,
        most: usize,
        read: impl Fn(&Value) -> Result<T, InvalidValue>,
    ) -> Option<Vec<(String, T)>> {
        let values = match self.remaining.remove(name) {
            None => return Some(Vec::new()),
            Some(Value::Object(values)) if values.len() <= most => values,
            Some(Value::Object(values)) => {
                return self.fail(name, InvalidValue::too_many(most, values.len()));
            }
            Some(_) => return self.fail(name, InvalidValue::not_an_object()),
        };
        let mut object = Self {
            remaining: Map::new(),
            at: self.pointer(name),
            errors: BTreeMap::new(),
        };
        let mut all = Vec::new();
        for (name, value) in values {
            if let Some(read) = object.value(&name, &value, &read) {
                all.push((name, read));
            }
        }
        let ok = object.errors.is_empty();
        self.errors.append(&mut object.errors);
        ok.then_some(all)
    }

    /// The fields of an object in a merge patch, and the object itself: absent leaves, and it can't be cleared.
    #[allow(clippy::option_option)]
    pub fn nested_patch<T>(
        &mut self,
        name: &str,
        reader: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<(Value, T)>> {
        match self.remaining.get(name).cloned() {
            None => Some(None),
            Some(Value::Null) => self.fail(name, InvalidValue::not_nullable()),
            Some(patch) => self
                .nested(name, true, reader)
                .map(|read| Some((patch, read))),
        }
    }

    /// Refuses a field that a client reads and never sets.
    pub fn read_only(&mut self, name: &str) -> Option<()> {
        match self.remaining.remove(name) {
            None => Some(()),
            Some(_) => self.fail(name, InvalidValue::read_only()),
        }
    }

    /// Refuses an object of more bytes as JSON.
    pub fn limit_bytes(&mut self, most: usize) {
        let map = Value::Object(std::mem::take(&mut self.remaining));
        let length = map.to_string().len();
        if let Value::Object(remaining) = map {
            self.remaining = remaining;
        }
        if length > most {
            let error = InvalidValue::too_much_json(most, length).at(&self.at);
            self.errors.insert(self.at.clone(), error);
        }
    }

    fn value<T>(
        &mut self,
        name: &str,
        value: &Value,
        read: impl FnOnce(&Value) -> Result<T, InvalidValue>,
    ) -> Option<T> {
        let read = storable(value, 0).and_then(|()| read(value));
        match read {
            Ok(value) => Some(value),
            Err(invalid) => self.fail(name, invalid),
        }
    }

    fn fail<T>(&mut self, name: &str, invalid: InvalidValue) -> Option<T> {
        let pointer = self.pointer(name);
        let error = invalid.at(&pointer);
        self.errors.insert(pointer, error);
        None
    }

    fn reject_unknown(&mut self) {
        let names: Vec<String> = self.remaining.keys().cloned().collect();
        for name in names {
            self.fail::<()>(&name, InvalidValue::unknown_field());
        }
    }

    fn pointer(&self, name: &str) -> String {
        pointer(&self.at, name)
    }
}

/// What is called `name` in what is `at` (RFC 6901, as URI fragment).
#[must_use]
pub fn pointer(at: &str, name: &str) -> String {
    let token = name.replace('~', "~0").replace('/', "~1");
    let escaped: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    format!("{at}/{}", escaped.replace('+', "%20").replace("%7E", "~"))
}

/// JSON Merge Patch (RFC 7396): `null` removes, objects are merged, all else replaces.
pub fn merge_patch(target: &mut Value, patch: Value) {
    let Value::Object(changes) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(fields) = target else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            fields.remove(&name);
        } else {
            merge_patch(fields.entry(name).or_insert(Value::Null), change);
        }
    }
}

/// NUL is a character of JSON and none that Postgres stores; and what is stored is read again inside of other JSON,
/// where no more than 127 levels can be read.
fn storable(value: &Value, depth: usize) -> Result<(), InvalidValue> {
    if depth > limits::JSON_DEPTH {
        return Err(InvalidValue::too_deep());
    }
    match value {
        Value::String(text) if text.contains('\0') => Err(InvalidValue::nul()),
        Value::Array(values) => values
            .iter()
            .try_for_each(|value| storable(value, depth + 1)),
        Value::Object(map) => map.iter().try_for_each(|(name, value)| {
            storable(&Value::String(name.clone()), depth)?;
            storable(value, depth + 1)
        }),
        _ => Ok(()),
    }
}

/// A string of so many characters.
pub fn text(length: RangeInclusive<usize>) -> impl Fn(&Value) -> Result<String, InvalidValue> {
    move |value| within(value, &length, str::to_owned)
}

/// A string of so many characters once the white space around it is gone.
pub fn trimmed(length: RangeInclusive<usize>) -> impl Fn(&Value) -> Result<String, InvalidValue> {
    move |value| within(value, &length, |text| text.trim().to_owned())
}

fn within(
    value: &Value,
    length: &RangeInclusive<usize>,
    clean: impl Fn(&str) -> String,
) -> Result<String, InvalidValue> {
    let Value::String(text) = value else {
        return Err(InvalidValue::not_a_string());
    };
    let text = clean(text);
    let characters = text.chars().count();
    if length.contains(&characters) {
        return Ok(text);
    }
    let (least, most) = (length.start(), length.end());
    if characters < *least {
        return Err(InvalidValue::too_short(*least));
    }
    Err(InvalidValue::too_long(*most, characters))
}

/// A whole number in a range.
pub fn integer(range: RangeInclusive<i64>) -> impl Fn(&Value) -> Result<i64, InvalidValue> {
    move |value| match value.as_i64() {
        Some(number) if range.contains(&number) => Ok(number),
        Some(_) => Err(InvalidValue::out_of_range(&range)),
        None => Err(InvalidValue::not_an_integer()),
    }
}

/// A number that is finite and not below zero.
pub fn amount(value: &Value) -> Result<f64, InvalidValue> {
    let number = value
        .as_f64()
        .filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(InvalidValue::not_an_amount)
}

/// `true` or `false`.
pub fn boolean(value: &Value) -> Result<bool, InvalidValue> {
    value.as_bool().ok_or_else(InvalidValue::not_a_boolean)
}

/// An id.
pub fn id<T: FromStr>(value: &Value) -> Result<T, InvalidValue> {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .ok_or_else(InvalidValue::not_an_id)
}

/// A list of 1 to `most` different ids.
pub fn ids<T: FromStr>(most: usize) -> impl Fn(&Value) -> Result<Vec<T>, InvalidValue> {
    move |value| {
        let Value::Array(values) = value else {
            return Err(InvalidValue::not_a_list_of_ids());
        };
        if values.is_empty() || values.len() > most {
            return Err(InvalidValue::number_of_ids(most));
        }
        values.iter().map(id).collect()
    }
}

/// A list of up to `most` strings of so many characters, each once.
pub fn texts(
    most: usize,
    length: RangeInclusive<usize>,
) -> impl Fn(&Value) -> Result<Vec<String>, InvalidValue> {
    move |value| {
        let values = value.as_array().ok_or_else(InvalidValue::not_an_array)?;
        if values.len() > most {
            return Err(InvalidValue::too_many(most, values.len()));
        }
        let mut texts = Vec::new();
        for value in values {
            let text = trimmed(length.clone())(value)?;
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        Ok(texts)
    }
}

/// An object of at most so many bytes as JSON.
pub fn object(most: usize) -> impl Fn(&Value) -> Result<Map<String, Value>, InvalidValue> {
    move |value| match value {
        Value::Object(map) if value.to_string().len() <= most => Ok(map.clone()),
        Value::Object(_) => Err(InvalidValue::too_much_json(most, value.to_string().len())),
        _ => Err(InvalidValue::not_an_object()),
    }
}

/// One of a few strings.
pub fn choice<'a, T: Copy>(
    values: &'a [(&'a str, T)],
) -> impl Fn(&Value) -> Result<T, InvalidValue> + 'a {
    move |value| {
        let found = values.iter().find(|(name, _)| value.as_str() == Some(name));
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| InvalidValue::not_one_of(values.iter().map(|(name, _)| *name)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ErrorSource;

    fn pointers(value: Value) -> Vec<String> {
        let read = Fields::read(value, |fields| {
            let title = fields.required("title", trimmed(1..=5));
            let size = fields.optional("size", integer(1..=3));
            let extras = fields.nested("extras", true, |extras| {
                extras.optional("variants", integer(1..=5))
            });
            Some((title?, size?, extras?))
        });
        read.err()
            .into_iter()
            .flat_map(|problem| problem.errors)
            .map(|error| match error.source {
                ErrorSource::Pointer(at) | ErrorSource::Parameter(at) => at,
            })
            .collect()
    }

    #[test]
    fn every_bad_entry_is_told_at_once() {
        let read = |value| {
            let read = Fields::read(value, |fields| {
                let parts = fields.objects("parts", 2, |part| part.required("at", integer(1..=3)));
                let names = fields.named("names", 2, trimmed(1..=5));
                Some((parts?, names?))
            });
            read.map_err(|problem| {
                let places = problem.errors.into_iter().map(|error| match error.source {
                    ErrorSource::Pointer(at) | ErrorSource::Parameter(at) => at,
                });
                places.collect::<Vec<_>>()
            })
        };
        let good = read(json!({ "parts": [{ "at": 1 }, { "at": 3 }], "names": { "a": " b " } }));
        assert_eq!(
            good,
            Ok((vec![1, 3], vec![("a".to_owned(), "b".to_owned())]))
        );
        assert_eq!(read(json!({})), Ok((vec![], vec![])));
        assert_eq!(
            read(json!({ "parts": [{ "at": 4, "to": 1 }, 7], "names": { "a/b": 1, "c": "" } })),
            Err([
                "#/names/a~1b",
                "#/names/c",
                "#/parts/0/at",
                "#/parts/0/to",
                "#/parts/1"
            ]
            .map(str::to_owned)
            .to_vec())
        );
        assert_eq!(
            read(json!({ "parts": [{}, {}, {}], "names": { "a": "", "b": "", "c": "" } })),
            Err(["#/names", "#/parts"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn every_bad_field_is_told_at_once() {
        assert!(pointers(json!({ "title": " four ", "extras": { "other": [] } })).is_empty());
        assert_eq!(pointers(json!([])), ["#"]);
        assert_eq!(
            pointers(
                json!({ "title": "", "size": 4, "a/b c~": 1, "extras": { "variants": "x", "other": 1 } })
            ),
            ["#/a~1b%20c~0", "#/extras/variants", "#/size", "#/title"]
        );
        assert_eq!(pointers(json!({ "title": "a\0b" })), ["#/title"]);
    }
}
