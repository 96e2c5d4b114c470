//! What a request carries beside its body.

use domain::OutputKind;
use serde_json::{Value, json};
use web::{QueryParameter, Values, limits};

use super::example;

/// 32 bytes in base64url, and where titles sort a list one of those.
pub(super) const CURSOR: &str = "^[A-Za-z0-9_-]{43,1110}$";

/// Not white space alone, and no NUL.
const NOT_BLANK: &str = r"^[^\u0000]*\S[^\u0000]*$";

#[derive(Clone)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    /// `path`, `query` or `header`.
    pub(super) place: &'static str,
    pub(super) description: &'static str,
    pub(super) schema: Value,
    pub(super) example: Option<Value>,
    pub(super) required: bool,
    /// The same wherever it stands.
    pub(super) shared: bool,
}

impl Parameter {
    fn shared(
        place: &'static str,
        name: &'static str,
        description: &'static str,
        schema: Value,
    ) -> Self {
        Self {
            name,
            place,
            description,
            schema,
            example: None,
            required: place == "path",
            shared: true,
        }
    }

    /// Of one operation's query.
    fn query(name: &'static str, description: &'static str, schema: Value) -> Self {
        Self {
            shared: false,
            ..Self::shared("query", name, description, schema)
        }
    }

    /// Of one operation, which doesn't work without.
    pub(super) fn header(name: &'static str, description: &'static str, schema: Value) -> Self {
        Self {
            required: true,
            shared: false,
            ..Self::shared("header", name, description, schema)
        }
    }

    /// As its route has it.
    pub(super) fn of_query(parameter: &QueryParameter) -> Self {
        let (mut schema, example) = match parameter.values {
            Values::Any => (json!({ "type": "string" }), None),
            Values::Text(most) => (
                json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": NOT_BLANK }),
                None,
            ),
            Values::OneOf(names) => {
                let names = names();
                let last = names.last().copied();
                (json!({ "type": "string", "enum": names }), last)
            }
            Values::SomeOf(names) => {
                let names = names();
                let one = names.join("|");
                let pattern = format!("^({one})?(,({one})?)*$");
                let first = names.first().copied();
                (json!({ "type": "string", "pattern": pattern }), first)
            }
        };
        if let Some(default) = parameter.default {
            schema["default"] = default.into();
        }
        Self {
            example: example.map(Value::from),
            ..Self::query(parameter.name, parameter.description, schema)
        }
    }

    pub(super) fn example(self, example: impl Into<Value>) -> Self {
        Self {
            example: Some(example.into()),
            ..self
        }
    }

    pub(super) fn object(&self) -> Value {
        let mut object = json!({
            "name": self.name,
            "in": self.place,
            "required": self.required,
            "description": self.description,
            "schema": self.schema,
        });
        if let Some(example) = &self.example {
            object["example"] = example.clone();
        }
        object
    }
}

/// Of a path, by its name in the route.
pub(super) fn path(name: &str) -> Option<Parameter> {
    let id = || json!({ "type": "string", "format": "uuid" });
    let parameter = |name, description, schema, example: &str| {
        Parameter::shared("path", name, description, schema).example(example)
    };
    Some(match name {
        "project_id" => parameter("project_id", "A project of yours.", id(), example::PROJECT),
        "file_id" => parameter("file_id", "A file of the project.", id(), example::FILE),
        "output_id" => parameter(
            "output_id",
            "An output of the project.",
            id(),
            example::OUTPUT,
        ),
        "template_id" => parameter(
            "template_id",
            "A template of yours, or one of the system's.",
            id(),
            example::OWN_TEMPLATE,
        ),
        "api_key_id" => parameter(
            "api_key_id",
            "A key of the account.",
            id(),
            example::API_KEY,
        ),
        "webhook_id" => parameter(
            "webhook_id",
            "An endpoint of the account.",
            id(),
            example::WEBHOOK,
        ),
        "delivery_id" => parameter(
            "delivery_id",
            "What the endpoint was sent.",
            id(),
            example::DELIVERY,
        ),
        "user_id" => parameter(
            "user_id",
            "Clerk's.",
            json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$" }),
            example::USER,
        ),
        "kind" => parameter(
            "kind",
            "What to write. Anything else is 404.",
            json!({ "type": "string", "enum": OutputKind::ALL.map(OutputKind::as_str) }),
            "blog",
        ),
        _ => return None,
    })
}

pub(super) fn limit() -> Parameter {
    let most = domain::limits::PAGE;
    let schema = json!({ "type": "integer", "minimum": 1, "maximum": most, "default": most });
    Parameter::shared(
        "query",
        "limit",
        "At most so many. A page may end earlier, at 4 MB.",
        schema,
    )
}

pub(super) fn cursor() -> Parameter {
    let description = "Where the page before ended: its `X-Next-Cursor`. Good for the same list with the same filters alone.";
    Parameter::shared(
        "query",
        "cursor",
        description,
        json!({ "type": "string", "pattern": CURSOR }),
    )
}

pub(super) fn idempotency_key() -> Parameter {
    // The quotes around it don't count.
    let most = limits::IDEMPOTENCY_KEY + 2;
    let description = "At most 255 visible characters, quotes around them optional, such as a new UUID for each thing to \
                       be done. The same key with the same request gives the first answer again within 24 hours, and \
                       nothing is done twice.";
    let schema = json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": r#"^("[ -~]{1,255}"|[!#-~]([ -~]{0,253}[!-~])?)$"# });
    Parameter::shared("header", "Idempotency-Key", description, schema)
}

pub(super) fn if_match() -> Parameter {
    let description = "An `ETag` as you read it, or `*`: 412 where it has changed since.";
    Parameter::shared(
        "header",
        "If-Match",
        description,
        json!({ "type": "string" }),
    )
}

pub(super) fn if_none_match() -> Parameter {
    let description = "An `ETag` that you have: 304 where it has not changed.";
    Parameter::shared(
        "header",
        "If-None-Match",
        description,
        json!({ "type": "string" }),
    )
}

pub(super) fn prefer() -> Parameter {
    let description = "`wait=N` (at most 25): answer as soon as the status is final, or after so many seconds. May be \
                       ignored; `Preference-Applied` says.";
    Parameter::shared("header", "Prefer", description, json!({ "type": "string" }))
}
