"""What Schemathesis can't know by itself: which rows there are, how a file is sent, and what a schema can't say."""

import json
import os

import schemathesis

ROWS = json.loads(os.environ["FUZZ_ROWS"])
PATHS = ("project_id", "file_id", "output_id", "template_id")


@schemathesis.hook
def before_load_schema(context, document):
    """Paths lead to rows that are there, since every other leads to the same 404. What is deleted is another's row."""
    parameters = document["components"]["parameters"]
    examples = {name: parameters[name]["example"] for name in PATHS if name in parameters}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            rows = ROWS["deleted" if method == "delete" else "kept"]
            operation["parameters"] = [known(parameter, parameters, rows) for parameter in operation.get("parameters", [])]
            for content in operation.get("requestBody", {}).get("content", {}).values():
                text = json.dumps(content)
                for name, example in examples.items():
                    text = text.replace(example, ROWS["kept"][name])
                content.update(json.loads(text))


def known(parameter, parameters, rows):
    name = parameter.get("$ref", "").rpartition("/")[2]
    if name not in rows:
        return parameter
    return {**parameters[name], "schema": {"type": "string", "enum": [rows[name]]}, "example": rows[name]}


@schemathesis.hook
def before_call(context, case, kwargs):
    """A file has a name, by which the API tells what it is."""
    if case.media_type == "multipart/form-data" and isinstance(case.body, dict) and positive(case):
        kwargs["files"] = [(name, ("talk.txt", content(value), "text/plain")) for name, value in case.body.items()]


def content(value):
    return getattr(value, "data", value if isinstance(value, bytes) else str(value).encode())


def positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


# What a request must be to be accepted beyond what a schema can say of it.
BEYOND_SCHEMAS = {
    "invalid_cursor",  # made by the API alone, for one list
    "precondition_failed",  # the tag of what is there now
    "idempotency_key_reused",  # a key that was not used before
    "invalid_signature",  # of Clerk's, who alone can make one
    "template_not_found",  # of a row that is there
    "file_not_found",
    "no_usable_source",  # a file of the project, of a kind that can be read
    "template_type_mismatch",  # a template of the kind that is asked for
    "not_an_integer",  # written without a fraction: to JSON Schema 5.0 is a whole number, too
    "no_title",  # a body in the form of its output's kind
    "unknown_section",
    "post_too_long",
    "too_many_hashtags",
    "not_an_email",
    "read_only",  # of metadata what is not derived, though it is open
    "unknown_placeholder",  # a prompt that can be filled in
    "lone_brace",
    "invalid_filename",  # no folder's dots alone
    "filename_required",  # a form's part with a name
    "type_mismatch",  # the type of that name
    "unsupported_media_type",
    "content_mismatch",
    "file_too_large",  # as large as the deployment takes
    "not_an_array",  # a form's part that is a JSON list
    "not_admin_there",  # an account whose admin one is
    "not_among_deleted",  # no other choice beside what was deleted
    "version_not_kept",  # a version of a text that was and is still there
    "no_times",  # subtitles of what was said, not of what was written
    "not_in_the_future",  # a time that is still to come
    "invalid_address",  # a host that anybody reaches
    "video_platform",  # and that may be asked
    "address_unavailable",  # a site that answers, and with a feed
    "address_not_found",
    "address_not_public",
    "address_unusable",
    "empty_file",
    "no_feed",
    "refused_by_robots",
    "sign_in_required",
    "too_many_redirects",
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether it is the API's."""
    name = type(failure).__name__
    if case.operation.path == "/mcp" and name in ("RejectedPositiveData", "AcceptedNegativeData"):
        # What a message is, and what becomes of each of a batch, is the protocol's to say: JSON-RPC.
        return False
    if name == "RejectedPositiveData":
        return not BEYOND_SCHEMAS & set(codes(response))
    if name == "UnsupportedMethodResponse" and response.request.method in ("TRACE", "QUERY"):
        # `cargo lambda watch` can't be told of these, and says that it has no default; on AWS that is `fallback`.
        return b"the default function route is disabled" not in response.content
    if name == "UnsupportedMethodResponse" and case.operation.path == "/templates/custom":
        # With any other method it is a template's path, and `custom` no id of one.
        return "template_not_found" not in codes(response)
    if name == "MissingHeaderNotRejected" and case.operation.path.startswith("/billing/"):
        # Where nothing is sold there is no such route.
        return "route_not_found" not in codes(response)
    # `cargo lambda watch` hands on nothing that is not UTF-8, and answers in its own way instead.
    return not (of_watch(response) and not text(response.request))


def codes(response):
    problem = response.json()
    return [problem.get("code"), *(error["code"] for error in problem.get("errors", []))]


def of_watch(response):
    return "x-request-id" not in response.headers and b"https://httpstatuses.com/" in response.content


def text(request):
    body = request.body if isinstance(request.body, bytes) else b""
    try:
        body.decode()
        return all(str(value).isascii() for value in request.headers.values())
    except UnicodeDecodeError:
        return False
