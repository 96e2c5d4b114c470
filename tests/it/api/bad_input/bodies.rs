//! JSON bodies, by a table of what each route takes.

use serde_json::{Value, json};

use super::Account;
use crate::app::{app, request::Request};

/// What a field takes.
#[derive(Clone, Copy)]
enum Takes {
    /// From one to so many characters.
    Text(usize),
    /// Up to so many characters.
    MaybeEmpty(usize),
    Words,
    Flag,
    Id,
    Ids,
    Platforms,
    Variants,
    Language,
    /// A template's type.
    Type,
    /// From one to so many characters, with placeholders that are known.
    Prompt(usize),
    /// Of this much JSON at most.
    Object(usize),
    Filename,
    /// Of a text.
    MediaType,
    /// From one.
    Bytes,
}

struct Body {
    name: &'static str,
    method: &'static str,
    /// After the project's or the output's own path, or from the root.
    path: &'static str,
    required: &'static [&'static str],
    /// Where `null` is not a value.
    not_null: &'static [&'static str],
    fields: &'static [(&'static str, Takes)],
}

const BODIES: [Body; 9] = [
    Body {
        name: "project-create",
        method: "POST",
        path: "/projects",
        required: &["title"],
        not_null: &["title"],
        fields: &[
            ("title", Takes::Text(200)),
            ("description", Takes::MaybeEmpty(5_000)),
        ],
    },
    Body {
        name: "project-update",
        method: "PATCH",
        path: "{project}",
        required: &[],
        not_null: &["title"],
        fields: &[
            ("title", Takes::Text(200)),
            ("description", Takes::MaybeEmpty(5_000)),
        ],
    },
    Body {
        name: "profile-update",
        method: "PATCH",
        path: "/users/me",
        required: &[],
        not_null: &["preferences"],
        fields: &[
            ("name", Takes::Text(200)),
            ("tone_of_voice", Takes::Text(200)),
            ("preferences", Takes::Object(16 * 1024)),
        ],
    },
    Body {
        name: "template-create",
        method: "POST",
        path: "/templates",
        required: &["name", "type", "prompt"],
        not_null: &["name", "type", "prompt"],
        fields: &[
            ("name", Takes::Text(200)),
            ("type", Takes::Type),
            ("prompt", Takes::Prompt(20_000)),
        ],
    },
    Body {
        name: "template-update",
        method: "PATCH",
        // Read before anybody looks for the template.
        path: "/templates/00000000-0000-4000-8000-00000000000a",
        required: &[],
        not_null: &["name", "type", "prompt"],
        fields: &[
            ("name", Takes::Text(200)),
            ("type", Takes::Type),
            ("prompt", Takes::Prompt(20_000)),
        ],
    },
    Body {
        name: "file-create",
        method: "POST",
        path: "{project}/files",
        required: &["filename", "size_bytes"],
        not_null: &["filename", "size_bytes"],
        fields: &[
            ("filename", Takes::Filename),
            ("mime_type", Takes::MediaType),
            ("size_bytes", Takes::Bytes),
        ],
    },
    Body {
        name: "output-create",
        method: "POST",
        path: "{project}/generate/social",
        required: &[],
        not_null: &[],
        fields: REQUEST,
    },
    Body {
        name: "output-regenerate",
        method: "POST",
        path: "{output}/regenerate",
        required: &[],
        not_null: &[],
        fields: REQUEST,
    },
    Body {
        name: "output-update",
        method: "PATCH",
        path: "{output}",
        required: &[],
        not_null: &["body", "metadata"],
        fields: &[
            ("body", Takes::Text(100_000)),
            ("metadata", Takes::Object(16 * 1024)),
        ],
    },
];

/// What a generation is asked for with.
const REQUEST: &[(&str, Takes)] = &[
    ("topic", Takes::Text(1_000)),
    ("prompt_overrides", Takes::MaybeEmpty(4_000)),
    ("tone_of_voice", Takes::Text(200)),
    ("template_id", Takes::Id),
    ("target_length", Takes::Words),
    ("file_ids", Takes::Ids),
    ("dry_run", Takes::Flag),
    ("extras", Takes::Object(16 * 1024)),
    ("extras/platforms", Takes::Platforms),
    ("extras/thread", Takes::Flag),
    ("extras/include_hashtags", Takes::Flag),
    ("extras/include_quotes", Takes::Flag),
    ("extras/subject_line", Takes::Text(200)),
    ("extras/preview_text", Takes::Text(200)),
    ("extras/target_length", Takes::Words),
    ("extras/variants", Takes::Variants),
    ("extras/language", Takes::Language),
    ("extras/audience", Takes::Text(200)),
];

impl Takes {
    /// What a field takes that has to be there.
    fn right(self) -> Value {
        match self {
            Self::Type => json!("blog"),
            Self::Filename => json!("a.txt"),
            Self::Bytes => json!(4),
            _ => json!("x"),
        }
    }

    /// What it does not take.
    fn wrong(self) -> Vec<Value> {
        let mut wrong = vec![json!([[]])];
        if !matches!(self, Self::Object(_)) {
            wrong.push(json!({ "a": 1 }));
        }
        if !matches!(self, Self::Flag) {
            wrong.push(json!(true));
        }
        if !matches!(self, Self::Words | Self::Variants | Self::Bytes) {
            wrong.push(json!(100));
        }
        match self {
            Self::Text(most) => wrong.extend([
                json!(""),
                json!(" \n "),
                json!("ä".repeat(most + 1)),
                json!("a\0b"),
            ]),
            Self::Type => wrong.extend([json!(""), json!("Blog"), json!("social")]),
            Self::Prompt(most) => wrong.extend([
                json!(" \n "),
                json!("ä".repeat(most + 1)),
                json!("a\0b"),
                json!("{sources}"),
                json!("{source"),
                json!("}"),
            ]),
            Self::MaybeEmpty(most) => wrong.extend([json!("ä".repeat(most + 1)), json!("\0")]),
            Self::Words => wrong.extend([
                json!(49),
                json!(10_001),
                json!(100.5),
                json!("100"),
                json!(-1),
                json!(1e300),
            ]),
            Self::Variants => wrong.extend([json!(0), json!(6), json!(u64::MAX), json!("2")]),
            Self::Flag => wrong.extend([json!("true"), json!(1)]),
            Self::Id => wrong.extend([
                json!("1"),
                json!(""),
                json!("zzzzzzzz-0000-4000-8000-000000000000"),
            ]),
            Self::Ids => {
                let id = "00000000-0000-4000-8000-000000000000";
                wrong.extend([
                    json!([]),
                    json!(id),
                    json!(["1"]),
                    json!([id, null]),
                    json!(vec![id; 21]),
                ]);
            }
            Self::Platforms => wrong.extend([
                json!([]),
                json!("twitter"),
                json!(["facebook"]),
                json!(["twitter", "twitter"]),
                json!(["X"]),
                json!([null]),
            ]),
            Self::Filename => wrong.extend([
                json!(""),
                json!(" "),
                json!("a.txt/"),
                json!("\u{202e}"),
                json!("../a.txt"),
                json!(format!("{}.txt", "n".repeat(252))),
                json!("a\0.txt"),
            ]),
            Self::MediaType => wrong.extend([
                json!("audio/mpeg"),
                json!("text/html"),
                json!("text"),
                json!("text/plain\0"),
                json!(format!("text/plain; a={}", "x".repeat(255))),
            ]),
            Self::Bytes => wrong.extend([
                json!(0),
                json!(-1),
                json!(4.5),
                json!("4"),
                json!(1e300),
                json!(u64::MAX),
            ]),
            Self::Language => wrong.extend([json!("e"), json!("e".repeat(36))]),
            Self::Object(most) => wrong.extend([
                json!("{}"),
                json!({ "a": "x".repeat(most) }),
                json!({ "a": "\0" }),
                json!({ "a\0": 1 }),
                json!({ "a": [{ "b": ["c\0"] }] }),
            ]),
        }
        wrong
    }
}

impl Body {
    fn request(&self, somebody: &Account) -> Request {
        let path = self.path.replace("{project}", &somebody.project);
        let path = path.replace("{output}", &somebody.output);
        somebody.user.request(self.method, &path)
    }

    /// What has to be there, and nothing else.
    fn least(&self) -> Value {
        let required = self
            .fields
            .iter()
            .filter(|(name, _)| self.required.contains(name));
        required
            .map(|(name, takes)| ((*name).to_owned(), takes.right()))
            .collect()
    }

    fn with(&self, field: &str, value: Value) -> Value {
        let mut body = self.least();
        match field.split_once('/') {
            None => body[field] = value,
            Some((outer, inner)) => body[outer] = json!({ inner: value }),
        }
        body
    }
}

#[tokio::test]
async fn every_field_says_what_is_wrong_with_it() {
    let app = app();
    for body in BODIES {
        let mut somebody = Account::new(&app).await;
        let request = body.request(&somebody);
        for (field, takes) in body.fields {
            let mut wrong = takes.wrong();
            if body.not_null.contains(field) {
                wrong.push(Value::Null);
            }
            for value in wrong {
                let case: String = format!("{}: {field}: {value}", body.name)
                    .chars()
                    .take(200)
                    .collect();
                let sent = request.clone().json(body.with(field, value));
                let answer = somebody.refused(&case, sent, 422, "invalid_request").await;
                // What is wrong deep inside of an object that is open has the place where the object begins.
                let place = format!("#/{field}");
                let places = answer.places();
                assert!(
                    places.len() == 1 && places[0].starts_with(&place),
                    "{case}: {answer}"
                );
            }
        }
        for field in body.required {
            let mut without = body.least();
            without.as_object_mut().unwrap().remove(*field);
            somebody
                .refused(
                    body.name,
                    request.clone().json(without),
                    422,
                    "invalid_request",
                )
                .await
                .invalid(&[format!("#/{field}").as_str()]);
        }
    }
}

#[tokio::test]
async fn all_bad_fields_are_told_at_once() {
    let app = app();
    for body in BODIES {
        let mut somebody = Account::new(&app).await;
        let mut all = json!({ "no/such~field": 1, "id": "x", "user_id": "user_other" });
        let mut places = vec![
            "#/id".to_owned(),
            "#/no~1such~0field".to_owned(),
            "#/user_id".to_owned(),
        ];
        for (field, takes) in body.fields.iter().filter(|(field, _)| *field != "extras") {
            places.push(format!("#/{field}"));
            let value = takes.wrong().remove(0);
            match field.split_once('/') {
                None => all[*field] = value,
                Some((outer, inner)) => all[outer][inner] = value,
            }
        }
        places.sort();
        let request = body.request(&somebody).json(all);
        let answer = somebody
            .refused(body.name, request, 422, "invalid_request")
            .await;
        assert_eq!(answer.places(), places, "{answer}");
    }
}

/// All of them would be more than Lambda can answer.
#[tokio::test]
async fn of_very_many_bad_fields_the_first_hundred_are_told() {
    let app = app();
    let mut somebody = Account::new(&app).await;
    let fields: serde_json::Map<_, _> = (0..60_000)
        .map(|number| (format!("a{number:05}"), json!(0)))
        .collect();
    let request = somebody.user.post("/projects").json(Value::Object(fields));
    let answer = somebody
        .refused("project-create", request, 422, "invalid_request")
        .await;
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn what_is_no_json_object_is_refused() {
    let app = app();
    for body in BODIES {
        let mut somebody = Account::new(&app).await;
        let request = body.request(&somebody);
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for (text, status) in [
            (&b""[..], 400),
            (b" ", 400),
            (b"{", 400),
            (b"{\"title\":", 400),
            (b"{'title':'x'}", 400),
            (b"{\"title\":\"x\"}}", 400),
            (b"{\"title\":\"x\"}{}", 400),
            (b"{\"title\":\"x\",}", 400),
            (b"\xef\xbb\xbf{\"title\":\"x\"}", 400),
            (b"{\"title\":NaN}", 400),
            (b"{\"title\":1e999}", 400),
            (b"title=x", 400),
            (b"{\"title\":\"a\x01b\"}", 400),
            (b"[]", 422),
            (b"null", 422),
            (b"1", 422),
            (b"\"title\"", 422),
            (b"[{\"title\":\"x\"}]", 422),
            (deep(100_000).as_bytes(), 400),
            (format!("{{\"title\":{}}}", deep(100_000)).as_bytes(), 400),
        ] {
            let case = format!(
                "{}: {}",
                body.name,
                String::from_utf8_lossy(&text[..text.len().min(60)])
            );
            let code = if status == 400 {
                "invalid_json"
            } else {
                "invalid_request"
            };
            let sent = request.clone().body("application/json", text);
            let answer = somebody.refused(&case, sent, status, code).await;
            assert_eq!(
                answer.places(),
                if status == 400 { vec![] } else { vec!["#"] },
                "{case}: {answer}"
            );
        }
    }
}

#[tokio::test]
async fn half_a_surrogate_pair_is_no_character() {
    let app = app();
    for body in BODIES {
        let mut somebody = Account::new(&app).await;
        let request = body.request(&somebody);
        for half in [
            r"\ud800",
            r"\udc00",
            r"\ud800\ud800",
            r"a\ud83d",
            r"\ud83dx",
            r"\ud83d\u0041",
        ] {
            for text in [
                format!(r#"{{"title":"{half}"}}"#),
                format!(r#"{{"{half}":1}}"#),
                format!(r#"{{"extras":{{"a":["{half}"]}},"preferences":{{"a":["{half}"]}}}}"#),
            ] {
                let case = format!("{}: {text}", body.name);
                let sent = request.clone().body("application/json", text);
                somebody.refused(&case, sent, 422, "invalid_request").await;
            }
        }
    }
}

#[tokio::test]
async fn a_body_has_a_type_and_a_size() {
    let app = app();
    for body in BODIES {
        let mut somebody = Account::new(&app).await;
        let request = body.request(&somebody);
        let least = body.least().to_string();
        for wrong in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "application",
            "application/xml; charset=application/json",
        ] {
            let sent = request.clone().body(wrong, least.clone());
            let case = format!("{}: {wrong}", body.name);
            somebody
                .refused(&case, sent, 415, "unsupported_media_type")
                .await;
        }
        let sent = request
            .clone()
            .body("x", least.clone())
            .without_header("content-type");
        somebody
            .refused("no type", sent, 415, "unsupported_media_type")
            .await;

        let large = |length: usize| format!(r#"{{"title":"{}"}}"#, "x".repeat(length));
        for length in [1024 * 1024, 2 * 1024 * 1024] {
            let sent = request.clone().body("application/json", large(length));
            somebody
                .refused(body.name, sent, 413, "body_too_large")
                .await;
        }
        // White space counts.
        let sent = request.clone().body(
            "application/json",
            format!("{}{least}", " ".repeat(1024 * 1024)),
        );
        somebody
            .refused(body.name, sent, 413, "body_too_large")
            .await;
        let most = format!("{}{least}", " ".repeat(1024 * 1024 - least.len()));
        let fits = request.body("application/json", most).send().await;
        assert_ne!(fits.status, 413, "{}: {fits}", body.name);
    }
}

/// What is stored comes back: however deep it is, it is either refused or can be read again.
#[tokio::test]
async fn deep_json_is_stored_or_refused_and_never_stuck() {
    let app = app();
    let user = app.user();
    let (mut stored, mut refused) = (0, 0);
    let mut database = app.database().await;
    let project = user.project_row(&mut database).await;
    user.file_row(&mut database, &project).await;
    let mut outputs = 0;
    for depth in (10..100).step_by(30).chain(115..132) {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let profile = user.patch("/users/me");
        let profile = profile
            .body(
                "application/json",
                format!(r#"{{"preferences":{{"deep":{deep}}}}}"#),
            )
            .send()
            .await;
        let output = user
            .post(&format!("{project}/generate/blog"))
            .key(&format!("depth {depth}"));
        let output = output.body(
            "application/json",
            format!(r#"{{"extras":{{"deep":{deep}}}}}"#),
        );
        let again = output.clone();
        let output = output.send().await;
        for answer in [&profile, &output] {
            match answer.status {
                200 | 202 => stored += 1,
                400 | 422 => refused += 1,
                _ => panic!("{depth}: {answer}"),
            }
        }
        if output.status == 202 {
            outputs += 1;
            assert_eq!(again.send().await.expect(202).body, output.body, "{depth}");
            user.get(output.header("location")).send().await.expect(200);
        }
        user.get("/users/me").send().await.expect(200);
        let list = user
            .get(&format!("{project}/outputs"))
            .send()
            .await
            .expect(200)
            .json();
        assert_eq!(list.as_array().unwrap().len(), outputs, "{depth}");
        user.get(&format!("{project}?include=outputs"))
            .send()
            .await
            .expect(200);
    }
    assert!(
        stored > 0 && refused > 0,
        "{stored} stored, {refused} refused"
    );
}
