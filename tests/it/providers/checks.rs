//! What a model invents is mended, marked or refused, and each of its calls is told.

use super::*;

fn saying(text: &str) -> Answer {
    Answer::json(200, &completion(text))
}

fn post(text: &str) -> Answer {
    saying(&json!({"posts": [{"platform": "twitter", "parts": [text]}]}).to_string())
}

struct Asked {
    written: Result<Draft, ProviderError>,
    calls: Vec<ProviderRequest>,
    /// The messages of each request.
    messages: Vec<Value>,
}

impl Asked {
    async fn of(brief: &Brief, answers: Vec<Answer>) -> Self {
        Self::within(DEADLINE, brief, answers).await
    }

    async fn within(deadline: Duration, brief: &Brief, answers: Vec<Answer>) -> Self {
        let server = Scripted::start(answers).await;
        let mut calls = Vec::new();
        let provider = provider(&server.url);
        let written = provider.write(brief, deadline, &mut calls).await;
        let requests = server.requests();
        let messages = requests
            .iter()
            .map(|request| request.json()["messages"].clone());
        Self {
            written,
            calls,
            messages: messages.collect(),
        }
    }

    fn outcomes(&self) -> Vec<&str> {
        self.calls.iter().map(|call| call.outcome).collect()
    }

    /// What was found and what was done; without what is said of the length.
    fn checks(&self) -> Vec<Value> {
        let draft = self.written.as_ref().unwrap();
        let told = json!(draft.metadata.checks);
        let told = told.as_array().unwrap().iter();
        told.filter(|check| check["code"] != "shorter_than_asked")
            .cloned()
            .collect()
    }
}

const INVENTED: &str =
    "# A new nation\n\nLincoln said “our mothers brought forth a nation” that day.\n";
const HONEST: &str = "# A new nation\n\nLincoln said “our fathers brought forth on this continent a new nation” that day.\n";

#[tokio::test]
async fn an_invented_quotation_is_mended() {
    let brief = Brief {
        topic: Some("Lincoln’s address".to_owned()),
        ..brief(OutputKind::Blog)
    };
    let asked = Asked::of(&brief, vec![saying(INVENTED), saying(HONEST)]).await;
    assert_eq!(asked.written.as_ref().unwrap().body, HONEST);
    assert_eq!(asked.outcomes(), ["quote_not_in_source", "completed"]);
    let checks = asked.checks();
    let [quote] = &checks[..] else {
        panic!("{checks:?}")
    };
    assert_eq!(quote["code"], "quote_not_in_source");
    assert_eq!(quote["text"], "“our mothers brought forth a nation”");
    assert_eq!(quote["action"], "repaired");
    assert_eq!(quote.get("start"), None);

    // It is told what it wrote and what is wrong with it, and the roles take turns.
    let roles = |messages: &Value| -> Vec<String> {
        let messages = messages.as_array().unwrap().iter();
        messages
            .map(|message| message["role"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(roles(&asked.messages[0]), ["system", "user"]);
    assert_eq!(
        roles(&asked.messages[1]),
        ["system", "user", "assistant", "user"]
    );
    assert_eq!(asked.messages[1][2]["content"], INVENTED.trim());
    let note = asked.messages[1][3]["content"].as_str().unwrap();
    assert!(
        note.contains("“our mothers brought forth a nation”"),
        "{note}"
    );

    let metadata = json!(asked.written.unwrap().metadata);
    let cost = &metadata["usage"];
    assert_eq!([&cost["prompt_tokens"], &cost["cost_micros"]], [200, 260]);
    // The quotation's place in the source.
    let start = SOURCE.find("our fathers").unwrap();
    let end = start + "our fathers brought forth on this continent a new nation".len();
    assert_eq!(
        metadata["provenance"],
        json!([{"paragraph": 1, "sources": [{"file_id": Uuid::nil(), "start": start, "end": end}]}])
    );
    let hash = metadata["prompt_sha256"].as_str().unwrap();
    assert_eq!(hash.len(), 64);
}

#[tokio::test]
async fn a_quotation_that_stays_invented_is_completed_and_marked() {
    let again = || saying(INVENTED);
    let asked = Asked::of(&brief(OutputKind::Blog), vec![again(), again(), again()]).await;
    assert_eq!(asked.calls.len(), 2, "one repair, and no more");
    let quote = asked
        .checks()
        .into_iter()
        .find(|check| check["code"] == "quote_not_in_source")
        .unwrap();
    assert_eq!(quote["action"], "marked");
    let body = asked.written.unwrap().body;
    let place = |name: &str| usize::try_from(quote[name].as_u64().unwrap()).unwrap();
    let marked: String = body
        .chars()
        .skip(place("start"))
        .take(place("end") - place("start"))
        .collect();
    assert_eq!(marked, "“our mothers brought forth a nation”");
}

#[tokio::test]
async fn a_repair_that_fails_or_has_no_time_leaves_what_there_is() {
    let failing = || Answer::json(500, &json!({}));
    let worse = || saying("I won't.");
    for (deadline, second, outcomes) in [
        (
            DEADLINE,
            failing(),
            vec!["quote_not_in_source", "provider_unavailable"],
        ),
        (
            DEADLINE,
            worse(),
            vec!["quote_not_in_source", "invalid_form"],
        ),
        (Duration::from_secs(4), saying(HONEST), vec!["completed"]),
    ] {
        let brief = brief(OutputKind::Blog);
        let asked = Asked::within(deadline, &brief, vec![saying(INVENTED), second]).await;
        assert_eq!(asked.written.as_ref().unwrap().body, INVENTED);
        assert_eq!(asked.outcomes(), outcomes);
        let marked =
            |check: &Value| check["code"] == "quote_not_in_source" && check["action"] == "marked";
        assert!(asked.checks().iter().any(marked));
    }
}

#[tokio::test]
async fn a_post_that_is_too_long_is_mended_else_cut() {
    let brief = Brief {
        platforms: vec![Platform::Twitter],
        ..brief(OutputKind::Social)
    };
    let sentence = "A new nation was brought forth on this continent. ";
    let long = sentence.repeat(2)
        + &"It was not an easy thing to do for our fathers, who had come from afar. ".repeat(3);
    let asked = Asked::of(&brief, vec![post(&long), post("A new nation.")]).await;
    assert_eq!(asked.outcomes(), ["post_too_long", "completed"]);
    assert_eq!(
        asked.written.as_ref().unwrap().body,
        "## X\n\nA new nation.\n"
    );
    assert_eq!(asked.checks()[0]["action"], "repaired");

    let asked = Asked::of(&brief, vec![post(&long), post(&long)]).await;
    let posts = asked
        .written
        .as_ref()
        .unwrap()
        .metadata
        .derived
        .posts
        .clone();
    assert!(posts.unwrap()[0].parts[0].ends_with("from afar."));
    assert_eq!(asked.checks()[0]["action"], "cut");
    assert_eq!(asked.outcomes(), ["post_too_long", "completed"]);
}

#[tokio::test]
async fn without_a_source_all_quotations_are_marked_and_none_is_asked_about() {
    let brief = Brief {
        sources: Vec::new(),
        topic: Some("Gettysburg".to_owned()),
        ..brief(OutputKind::Blog)
    };
    let asked = Asked::of(&brief, vec![saying(HONEST), saying(HONEST)]).await;
    assert_eq!(asked.outcomes(), ["completed"]);
    let codes: Vec<Value> = asked
        .checks()
        .iter()
        .map(|check| check["code"].clone())
        .collect();
    assert_eq!(codes, ["no_source", "quote_without_source"]);
    let provenance = json!(asked.written.unwrap().metadata.provenance);
    assert_eq!(provenance, json!([{"paragraph": 1, "sources": []}]));
}

#[tokio::test]
async fn a_letter_is_checked_with_what_an_inbox_shows_of_it() {
    let letter = |subject: &str| {
        saying(&json!({"subject": subject, "preview_text": "A new nation", "body": "Dear all,\n\nit was new."}).to_string())
    };
    let invented = "He said “never again will we meet”";
    let asked = Asked::of(
        &brief(OutputKind::Email),
        vec![letter(invented), letter(invented)],
    )
    .await;
    let checks = asked.checks();
    assert_eq!(checks[0]["code"], "quote_not_in_source");
    assert_eq!(checks[0].get("start"), None, "it isn't in the body");
}

const OTHERS: [&str; 3] = [
    "# A new nation\n\nFour score and seven years ago our fathers brought forth on this continent a new nation.\n",
    "# A new nation\n\nFour score and seven years ago our fathers brought forth upon this continent a new nation.\n",
    "# What fathers did\n\nA continent got something that it never had before, and that was long ago.\n",
];

#[tokio::test]
async fn variants_differ_in_substance_or_are_dropped() {
    let brief = Brief {
        variants: 4,
        ..brief(OutputKind::Blog)
    };
    let answers = OTHERS
        .map(saying)
        .into_iter()
        .chain([Answer::json(500, &json!({}))]);
    let asked = Asked::of(&brief, answers.collect()).await;
    assert_eq!(
        asked.outcomes(),
        [
            "completed",
            "completed",
            "completed",
            "provider_unavailable"
        ]
    );
    let dropped: Vec<_> = asked
        .checks()
        .into_iter()
        .filter(|check| check["action"] == "dropped")
        .map(|check| (check["code"].clone(), check["variant"].clone()))
        .collect();
    assert_eq!(
        dropped,
        [
            (json!("variant_too_similar"), json!(2)),
            (json!("variant_not_written"), json!(3))
        ]
    );
    // Each is told of those before it.
    let prompt = |number: usize| {
        asked.messages[number][1]["content"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(!prompt(0).contains("There are versions already"));
    assert!(prompt(1).contains("# A new nation Four score and seven"));
    assert!(prompt(3).contains("# What fathers did"));

    let draft = asked.written.unwrap();
    assert_eq!(draft.body, OTHERS[0]);
    let metadata = json!(draft.metadata);
    let variants = metadata["variants"].as_array().unwrap();
    assert_eq!(variants.len(), 1);
    assert_eq!(variants[0]["body"], OTHERS[2]);
    assert_eq!(variants[0]["title"], "What fathers did");
    for check in variants[0]["checks"].as_array().unwrap() {
        assert_eq!(check["variant"], 1);
    }
    assert_eq!(
        metadata["usage"]["prompt_tokens"], 300,
        "of all that answered"
    );
}

#[tokio::test]
async fn the_built_in_provider_has_variants_as_far_as_its_source_goes() {
    let write = async |text: &str| {
        let mut brief = Brief {
            variants: 3,
            target_length: Some(120),
            ..brief(OutputKind::Blog)
        };
        text.clone_into(&mut brief.sources[0].text);
        let draft = Provider::Extractive
            .write(&brief, DEADLINE, &mut Vec::new())
            .await;
        json!(draft.unwrap().metadata)
    };
    let long = write(include_str!("../../../dev/samples/lincoln-1863.txt")).await;
    assert_eq!(
        long["variants"].as_array().unwrap().len(),
        2,
        "{}",
        long["checks"]
    );
    assert_eq!(long["checks"], json!([]));
    let short = write(SOURCE).await;
    assert_eq!(short.get("variants"), None);
    let similar = |check: &&Value| check["code"] == "variant_too_similar";
    assert_eq!(
        short["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(similar)
            .count(),
        2
    );
}
