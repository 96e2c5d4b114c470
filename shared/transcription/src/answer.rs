//! What a provider answers, and what of it is believed.

use domain::Segment;
use isolang::Language;
use serde_json::Value;

use crate::{fault::Fault, limits};

/// What is said in a recording, or in a piece of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// A code of ISO 639, or what the provider says where it is none.
    pub language: Option<String>,
    /// Seconds.
    pub duration: f64,
    /// In order; seconds from the beginning of what was sent. Nothing where nobody speaks.
    pub segments: Vec<Segment>,
}

impl Transcript {
    /// Whatever the bytes are: times are finite, in order and within `duration`, where that is known; texts are clean.
    pub(crate) fn read(body: &[u8], duration: Option<f64>) -> Result<Self, Fault> {
        let unreadable = || Fault::InvalidOutput("The provider's answer was no transcription.");
        let answer: Value = serde_json::from_slice(body).map_err(|_| unreadable())?;
        let said = answer["text"].as_str().map(clean);
        let parts = answer["segments"].as_array();
        if said.is_none() && parts.is_none() {
            return Err(unreadable());
        }
        let duration = duration.or_else(|| seconds(&answer["duration"]));
        let within = |time: f64| time.clamp(0.0, duration.unwrap_or(limits::RECORDING));
        let mut segments: Vec<(f64, f64, Segment)> = Vec::new();
        for part in parts.into_iter().flatten() {
            let text = part["text"].as_str().map(clean).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let start = within(seconds(&part["start"]).unwrap_or_default());
            let end = within(seconds(&part["end"]).unwrap_or(start)).max(start);
            let speaker = name(&part["speaker"]);
            segments.push((
                start,
                end,
                Segment::Said {
                    start,
                    end,
                    text,
                    speaker,
                },
            ));
        }
        segments.sort_by(|a, b| a.0.total_cmp(&b.0));
        let last = segments.iter().map(|(_, end, _)| *end).fold(0.0, f64::max);
        let duration = duration.unwrap_or(last);
        let mut segments: Vec<_> = segments
            .into_iter()
            .map(|(_, _, segment)| segment)
            .collect();
        // A model without times.
        if segments.is_empty()
            && let Some(text) = said.filter(|text| !text.is_empty())
        {
            segments.push(Segment::Said {
                start: 0.0,
                end: duration,
                text,
                speaker: None,
            });
        }
        Ok(Self {
            language: name(&answer["language"]).map(|name| code(&name)),
            duration,
            segments,
        })
    }
}

/// `OpenAI` says `english` where others say `en`.
fn code(name: &str) -> String {
    let lower = name.to_lowercase();
    Language::from_name_lowercase(&lower)
        .and_then(|language| language.to_639_1())
        .map_or(lower, str::to_owned)
}

/// A number, or one in a string: `OpenAI` gives the duration as one.
fn seconds(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    };
    number.filter(|number| number.is_finite() && (0.0..=limits::RECORDING).contains(number))
}

/// Of a voice or a language; some providers count voices.
fn name(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let text: String = text.chars().take(limits::NAME).collect();
    (!text.is_empty()).then_some(text)
}

/// On one line, without what can't be stored or isn't seen.
fn clean(text: &str) -> String {
    let visible = text.replace(|c: char| c.is_control(), " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn said(start: f64, end: f64, text: &str, speaker: Option<&str>) -> Segment {
        Segment::Said {
            start,
            end,
            text: text.to_owned(),
            speaker: speaker.map(str::to_owned),
        }
    }

    #[test]
    fn answers_are_read_as_providers_write_them() {
        let read =
            |answer: Value, duration| Transcript::read(answer.to_string().as_bytes(), duration);
        let whole = json!({
            "task": "transcribe", "language": "english", "duration": "8.5", "text": "One. Two.",
            "segments": [
                { "id": 1, "start": 3.2, "end": 99.0, "text": " Two.\u{0}", "speaker": 1 },
                { "id": 0, "start": 0, "end": 3.2, "text": " One.", "speaker": "A" },
                { "id": 2, "start": 4, "end": 5, "text": "  " },
            ],
        });
        let expected = Transcript {
            language: Some("en".to_owned()),
            duration: 8.5,
            segments: vec![
                said(0.0, 3.2, "One.", Some("A")),
                said(3.2, 8.5, "Two.", Some("1")),
            ],
        };
        assert_eq!(read(whole, None), Ok(expected));
        let plain = read(json!({ "text": "One.\nTwo." }), Some(2.0)).unwrap();
        assert_eq!(plain.segments, [said(0.0, 2.0, "One. Two.", None)]);
        let silence = read(json!({ "text": "", "segments": [] }), Some(2.0)).unwrap();
        assert_eq!(silence.segments, []);
        for garbage in [json!(null), json!([]), json!({}), json!({ "text": 1 })] {
            assert!(read(garbage, None).is_err());
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_back_times_are_in_order_and_in_bounds(
            parts in proptest::collection::vec((any::<f64>(), any::<f64>(), ".{0,20}"), 0..20),
            duration in 0.0..100.0_f64,
        ) {
            let parts: Vec<_> = parts.iter().map(|(start, end, text)| json!({ "start": start, "end": end, "text": text })).collect();
            let answer = json!({ "segments": parts }).to_string();
            let transcript = Transcript::read(answer.as_bytes(), Some(duration)).unwrap();
            let mut before = 0.0;
            for segment in transcript.segments {
                let Segment::Said { start, end, text, .. } = segment else { panic!("a page") };
                prop_assert!(before <= start && start <= end && end <= duration);
                prop_assert!(!text.is_empty() && !text.contains('\0'));
                before = start;
            }
        }
    }
}
