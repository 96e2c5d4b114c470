//! JSON as models write it: in a fence, with a remark before or after it, with bare line breaks in its strings.

use serde_json::{Deserializer, Value};

/// The values that begin with the first brace, the first bracket and the first of them at a line's beginning, if they
/// are whole.
pub(super) fn values(text: &str) -> impl Iterator<Item = Value> {
    let places = [
        text.find('{'),
        text.find('['),
        text.find("\n{").map(|place| place + 1),
        text.find("\n[").map(|place| place + 1),
    ];
    places.into_iter().flatten().filter_map(|start| {
        let text = &text[start..];
        first(text).or_else(|| first(&escaped(text)))
    })
}

fn first(text: &str) -> Option<Value> {
    Deserializer::from_str(text).into_iter().next()?.ok()
}

/// With the control characters of its strings escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut in_string = false;
    let mut after_backslash = false;
    for c in text.chars() {
        match c {
            '\n' if in_string => escaped.push_str("\\n"),
            '\t' if in_string => escaped.push_str("\\t"),
            c if in_string && c.is_control() => {}
            c => escaped.push(c),
        }
        if c == '"' && !after_backslash {
            in_string = !in_string;
        }
        after_backslash = in_string && c == '\\' && !after_backslash;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_remark_in_brackets_hides_nothing() {
        let text = "As in [1] and {so on}:\n{\"a\": 1}";
        assert!(values(text).any(|value| value == json!({"a": 1})));
    }

    #[test]
    fn json_is_found_as_models_write_it() {
        let expected = Some(json!({"a": "b\n\"c\" {"}));
        for text in [
            r#"{"a": "b\n\"c\" {"}"#,
            "```json\n{\"a\": \"b\\n\\\"c\\\" {\"}\n```",
            "Here you are:\n\n{\"a\": \"b\\n\\\"c\\\" {\"}\nI hope it helps {you}.",
            "{\"a\":\n \"b\n\\\"c\\\" {\"\n}",
        ] {
            assert_eq!(values(text).next(), expected, "{text}");
        }
        for text in ["", "none", "{", "{\"a\": \"b", "{\"a\": \"\\ud800\"}", "}{"] {
            assert_eq!(values(text).next(), None, "{text}");
        }
    }
}
