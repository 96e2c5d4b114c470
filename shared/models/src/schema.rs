//! What the types alone don't say of the JSON that they are read from, for the contract.

use schemars::Schema;
use serde_json::Value;

/// A field that may be absent and not `null`.
pub fn not_null(schema: &mut Schema) {
    let Some(Value::Array(types)) = schema.get_mut("type") else {
        return;
    };
    types.retain(|known| known != "null");
    if let [one] = types.as_slice() {
        let one = one.clone();
        schema.insert("type".to_owned(), one);
    }
}
