//! One route of the contract, while it is being said: what its policy says of it is taken from there.

use std::borrow::Cow;

use domain::limits;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use web::{Admission, Authentication, Method, Route, StatusCode};

use super::parameter::{self, Parameter};

pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;
pub(super) type Examples = Vec<(&'static str, Value)>;

pub(super) struct Operation {
    pub(super) route: Route,
    pub(super) id: &'static str,
    pub(super) tag: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: Cow<'static, str>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Vec<Content>,
    pub(super) answers: Vec<Success>,
    /// Headers that come with each success, where there is reason.
    pub(super) extra_headers: Vec<&'static str>,
    /// The path parameter that the `id` of an answer's body is a value for.
    pub(super) gives: Option<&'static str>,
}

pub(super) struct Success {
    pub(super) status: StatusCode,
    pub(super) description: &'static str,
    pub(super) headers: Vec<&'static str>,
    pub(super) content: Vec<Content>,
}

#[derive(Clone)]
pub(super) struct Content {
    pub(super) media_type: &'static str,
    pub(super) schema: SchemaOf,
    pub(super) examples: Examples,
}

const JSON: &str = "application/json";

impl Operation {
    pub(super) fn new(route: Route, tag: &'static str, summary: &'static str) -> Self {
        let mut parameters: Vec<_> = route.parameters().filter_map(parameter::path).collect();
        let mut extra_headers = Vec::new();
        if route.policy.authentication != Authentication::Public {
            extra_headers.push("Cache-Control");
        }
        let query = route.policy.query.iter().map(Parameter::of_query);
        parameters.extend(query);
        if route.policy.is_write() {
            parameters.push(parameter::idempotency_key());
            extra_headers.push("Idempotent-Replayed");
        }
        if route.policy.admission == Admission::RateLimitedWrite {
            extra_headers.extend([
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining",
                "X-RateLimit-Reset",
            ]);
        }
        if route.policy.conditional {
            parameters.push(parameter::if_match());
        }
        Self {
            id: route.function,
            route,
            tag,
            summary,
            description: Cow::default(),
            parameters,
            body: Vec::new(),
            answers: Vec::new(),
            extra_headers,
            gives: None,
        }
    }

    /// Those of the policy, its own, and those of a page.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        let mut all = self.parameters.clone();
        if self.route.policy.paged {
            all.extend([parameter::limit(), parameter::cursor()]);
        }
        all
    }

    /// Of a function with several routes, the one whose id is not the function's name.
    pub(super) fn named(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    pub(super) fn says(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self {
            description: description.into(),
            ..self
        }
    }

    /// What reads its body with `Request::json`.
    pub(super) fn body<T: JsonSchema>(self, examples: Examples) -> Self {
        self.content(JSON, SchemaGenerator::subschema_for::<T>, examples)
    }

    /// The same for a merge patch (RFC 7396), which has a media type of its own.
    pub(super) fn merge_patch<T: JsonSchema>(self, examples: Examples) -> Self {
        self.body::<T>(examples.clone()).content(
            "application/merge-patch+json",
            SchemaGenerator::subschema_for::<T>,
            examples,
        )
    }

    pub(super) fn content(
        mut self,
        media_type: &'static str,
        schema: SchemaOf,
        examples: Examples,
    ) -> Self {
        self.body.push(Content {
            media_type,
            schema,
            examples,
        });
        self
    }

    pub(super) fn parameter(mut self, parameter: Parameter) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// What more there is to say of a parameter of the query than its route does.
    pub(super) fn refine(mut self, name: &str, schema: Option<Value>, example: &str) -> Self {
        let named = self.parameters.iter_mut().find(|known| known.name == name);
        if let Some(parameter) = named {
            parameter.example = Some(example.into());
            parameter.schema = schema.unwrap_or_else(|| parameter.schema.take());
        }
        self
    }

    /// A page of what `AuthenticatedRequest::page` asks for.
    pub(super) fn page<T: JsonSchema>(self, description: &'static str, example: Value) -> Self {
        self.answer(StatusCode::OK, description)
            .with(JSON, page_response::<T>, vec![("page", example)])
            .with_header("Link")
            .with_header("X-Next-Cursor")
    }

    /// 200 and the resource, as `Response::resource` gives it.
    pub(super) fn resource<T: JsonSchema>(
        self,
        description: &'static str,
        examples: Examples,
    ) -> Self {
        let operation = self.ok::<T>(description, examples).with_header("ETag");
        if operation.route.method != Method::GET {
            return operation;
        }
        operation
            .parameter(parameter::if_none_match())
            .answer(StatusCode::NOT_MODIFIED, "You have it already.")
            .with_header("ETag")
    }

    /// 201 and the resource, as `Response::created` gives it.
    pub(super) fn created<T: JsonSchema>(self, description: &'static str, example: Value) -> Self {
        self.answer(StatusCode::CREATED, description)
            .with_json::<T>(vec![("created", example)])
            .with_header("ETag")
            .with_header("Location")
    }

    /// 202 and the resource, as `Response::accepted` gives it.
    pub(super) fn accepted<T: JsonSchema>(self, description: &'static str, example: Value) -> Self {
        self.answer(StatusCode::ACCEPTED, description)
            .with_json::<T>(vec![("accepted", example)])
            .with_header("ETag")
            .with_header("Location")
    }

    /// 200 and JSON.
    pub(super) fn ok<T: JsonSchema>(self, description: &'static str, examples: Examples) -> Self {
        self.answer(StatusCode::OK, description)
            .with_json::<T>(examples)
    }

    pub(super) fn no_content(self) -> Self {
        self.answer(StatusCode::NO_CONTENT, "Done.")
    }

    pub(super) fn answer(mut self, status: StatusCode, description: &'static str) -> Self {
        self.answers.push(Success {
            status,
            description,
            headers: vec!["X-Request-Id"],
            content: Vec::new(),
        });
        self
    }

    /// A form of the last answer.
    pub(super) fn with(
        mut self,
        media_type: &'static str,
        schema: SchemaOf,
        examples: Examples,
    ) -> Self {
        if let Some(answer) = self.answers.last_mut() {
            answer.content.push(Content {
                media_type,
                schema,
                examples,
            });
        }
        self
    }

    /// JSON as the last answer's form.
    pub(super) fn with_json<T: JsonSchema>(self, examples: Examples) -> Self {
        self.with(JSON, SchemaGenerator::subschema_for::<T>, examples)
    }

    /// A header of the last answer.
    pub(super) fn with_header(mut self, name: &'static str) -> Self {
        if let Some(answer) = self.answers.last_mut() {
            answer.headers.push(name);
        }
        self
    }

    /// A header of every success, also of what is not modified.
    pub(super) fn header(mut self, name: &'static str) -> Self {
        self.extra_headers.push(name);
        self
    }

    /// The `id` of the answer's body is a value for this path parameter.
    pub(super) fn gives(self, parameter: &'static str) -> Self {
        Self {
            gives: Some(parameter),
            ..self
        }
    }
}

fn page_response<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    schemars::json_schema!({
        "type": "array",
        "items": generator.subschema_for::<T>(),
        "maxItems": limits::PAGE,
    })
}
