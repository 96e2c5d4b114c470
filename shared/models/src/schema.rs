//! What the types alone don't say of the JSON that they are read from, for the contract.

use schemars::Schema;
use serde_json::Value;

/// NUL is a character of JSON and none that Postgres stores.
pub const TEXT: &str = r"^[^\u0000]*$";
/// What is not empty either, once the white space around it is gone.
pub const TRIMMED: &str = r"^[^\u0000]*\S[^\u0000]*$";

/// A field that may be absent and not `null`.
pub fn not_null(schema: &mut Schema) {
    // What refers to another schema.
    if let Some(Value::Array(mut forms)) = schema.remove("anyOf") {
        forms.retain(|form| form["type"] != "null");
        match forms.as_mut_slice() {
            [Value::Object(one)] => schema.ensure_object().append(one),
            _ => _ = schema.insert("anyOf".to_owned(), forms.into()),
        }
    }
    let Some(Value::Array(types)) = schema.get_mut("type") else {
        return;
    };
    types.retain(|known| known != "null");
    if let [one] = types.as_slice() {
        let one = one.clone();
        schema.insert("type".to_owned(), one);
    }
}

/// An object whose fields may all be absent.
pub fn nothing_required(schema: &mut Schema) {
    schema.remove("required");
}
