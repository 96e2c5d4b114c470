//! One route of the contract, while it is being said.

use domain::{Timestamp, limits};
use models::plans::{PLANS, Plan, Quota, QuotaExceeded};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use web::{FieldError, Method, Problem, Route, StatusCode};

use super::parameter::{self, Parameter};

pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;
pub(super) type Examples = Vec<(&'static str, Value)>;

pub(super) struct Operation {
    pub(super) route: Route,
    pub(super) id: &'static str,
    pub(super) tag: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    /// To anybody.
    pub(super) open: bool,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Vec<Content>,
    pub(super) answers: Vec<Success>,
    pub(super) problems: Vec<Problem>,
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
        let parameters = route
            .path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .filter_map(parameter::path)
            .collect();
        Self {
            id: route.function,
            route,
            tag,
            summary,
            description: "",
            open: false,
            parameters,
            body: Vec::new(),
            answers: Vec::new(),
            problems: vec![Problem::timed_out(), Problem::internal("")],
            extra_headers: Vec::new(),
            gives: None,
        }
    }

    /// Of a function with several routes, the one whose id is not the function's name.
    pub(super) fn named(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    pub(super) fn says(self, description: &'static str) -> Self {
        Self {
            description,
            ..self
        }
    }

    /// To anybody, without a token.
    pub(super) fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// What reads with `AuthenticatedRequest::begin_read`.
    pub(super) fn read(self) -> Self {
        self.signed_in().problem(Problem::database_unavailable())
    }

    /// What needs a token.
    pub(super) fn signed_in(self) -> Self {
        let of_the_path: Vec<_> = self
            .parameters
            .iter()
            .filter(|parameter| parameter.place == "path")
            .map(|parameter| parameter.name.trim_end_matches("_id"))
            .collect();
        of_the_path
            .into_iter()
            .rev()
            .fold(self, |operation, thing| {
                operation.problem(Problem::not_found(thing))
            })
            .problem(Problem::unauthorized())
            .problem(Problem::keys_unavailable())
    }

    /// What writes with `AuthenticatedRequest::begin_write`.
    pub(super) fn write(self) -> Self {
        let repeatable = self
            .read()
            .parameter(parameter::idempotency_key())
            .problem(Problem::idempotency_key_in_flight())
            .problem(Problem::idempotency_key_reused())
            .header("Idempotent-Replayed");
        let detail = "Give 1 to 255 visible ASCII characters, such as a UUID.";
        repeatable.invalid(vec![FieldError::parameter(
            "Idempotency-Key",
            "invalid_key",
            detail,
        )])
    }

    /// What admits administrators alone.
    pub(super) fn admin(self) -> Self {
        self.read().problem(Problem::not_found("route"))
    }

    /// What writes with `AuthenticatedRequest::begin_upload`.
    pub(super) fn upload(self) -> Self {
        let (plan, limit) = (&PLANS[0], PLANS[0].limits.storage_bytes);
        self.write().quota(Quota::StorageBytes, plan, limit, None)
    }

    /// What queues a job with `Transaction::respond_with_job`.
    pub(super) fn queues(self) -> Self {
        let (plan, limit) = (&PLANS[0], PLANS[0].limits.outputs);
        let month = Timestamp::from_timestamp(1_706_745_600, 0);
        self.quota(Quota::Outputs, plan, limit, month)
    }

    fn quota(self, quota: Quota, plan: &Plan, limit: i64, resets_at: Option<Timestamp>) -> Self {
        self.problem(Problem::quota_exceeded(Box::new(QuotaExceeded {
            quota,
            plan: plan.name.to_owned(),
            limit,
            resets_at,
            larger_plan: Some(PLANS[1].name.to_owned()),
        })))
    }

    /// What writes with `AuthenticatedRequest::begin_rate_limited_write`.
    pub(super) fn rate_limited_write(self) -> Self {
        self.write()
            .problem(counted(Problem::too_many_requests(42)))
            .header("X-RateLimit-Limit")
            .header("X-RateLimit-Remaining")
            .header("X-RateLimit-Reset")
    }

    /// What holds its change against `If-Match`.
    pub(super) fn conditional(self) -> Self {
        self.parameter(parameter::if_match())
            .problem(Problem::precondition_failed())
    }

    /// What asks the storage.
    pub(super) fn storage(self) -> Self {
        self.problem(Problem::unavailable("storage_unavailable", "The storage"))
    }

    /// What reads its body with `Request::json`.
    pub(super) fn body<T: JsonSchema>(self, examples: Examples) -> Self {
        let example = FieldError::body("#/title", "unknown_field", "There is no such field.");
        let operation = self
            .content(JSON, SchemaGenerator::subschema_for::<T>, examples)
            .problem(Problem::invalid_json("expected value at line 1 column 1"))
            .problem(Problem::body_too_large())
            .problem(Problem::not_json());
        operation.invalid(vec![example])
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

    /// A parameter of the query, and the problem of a value that is none of its own.
    pub(super) fn query(self, parameter: Parameter, code: &'static str, detail: &str) -> Self {
        let name = parameter.name;
        self.parameter(parameter)
            .invalid(vec![FieldError::parameter(name, code, detail)])
    }

    /// One of a few values, read with `Request::query_choice`.
    pub(super) fn filter(self, name: &'static str, values: &[&str]) -> Self {
        let detail = format!("Give one of: {}.", values.join(", "));
        self.query(Parameter::filter(name, values), "unknown_value", &detail)
    }

    /// A page of what `AuthenticatedRequest::page` asks for.
    pub(super) fn page<T: JsonSchema>(self, description: &'static str, example: Value) -> Self {
        let (limit, cursor) = (
            "Give a whole number from 1 to 100.",
            "This is no cursor of this list. Start without one.",
        );
        self.parameter(parameter::limit())
            .parameter(parameter::cursor())
            .invalid(vec![
                FieldError::parameter("limit", "out_of_range", limit),
                FieldError::parameter("cursor", "invalid_cursor", cursor),
            ])
            .answer(StatusCode::OK, description)
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
            .with(
                JSON,
                SchemaGenerator::subschema_for::<T>,
                vec![("created", example)],
            )
            .with_header("ETag")
            .with_header("Location")
    }

    /// 202 and the resource, as `Response::accepted` gives it.
    pub(super) fn accepted<T: JsonSchema>(self, description: &'static str, example: Value) -> Self {
        self.answer(StatusCode::ACCEPTED, description)
            .with(
                JSON,
                SchemaGenerator::subschema_for::<T>,
                vec![("accepted", example)],
            )
            .with_header("ETag")
            .with_header("Location")
    }

    /// 200 and JSON.
    pub(super) fn ok<T: JsonSchema>(self, description: &'static str, examples: Examples) -> Self {
        self.answer(StatusCode::OK, description).with(
            JSON,
            SchemaGenerator::subschema_for::<T>,
            examples,
        )
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

    /// A header of the last answer.
    pub(super) fn with_header(mut self, name: &'static str) -> Self {
        if let Some(answer) = self.answers.last_mut() {
            answer.headers.push(name);
        }
        self
    }

    /// A header of every success.
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

    /// A problem; of the same status and code the last counts.
    pub(super) fn problem(mut self, problem: Problem) -> Self {
        self.problems
            .retain(|known| (known.status, &known.code) != (problem.status, &problem.code));
        self.problems.push(problem);
        self
    }

    /// Fields that are not as they must be; the first said are the example.
    pub(super) fn invalid(self, errors: Vec<FieldError>) -> Self {
        let invalid = Problem::invalid(errors);
        if self.problems.iter().any(|known| known.code == invalid.code) {
            self
        } else {
            self.problem(invalid)
        }
    }
}

/// A problem for which a place in the rate limit was taken, as `Transaction::refuse` gives it.
pub(super) fn counted(problem: Problem) -> Problem {
    problem
        .header("x-ratelimit-limit", String::new())
        .header("x-ratelimit-remaining", String::new())
        .header("x-ratelimit-reset", String::new())
}

fn page_response<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    schemars::json_schema!({
        "type": "array",
        "items": generator.subschema_for::<T>(),
        "maxItems": limits::PAGE,
    })
}
