//! A correction of a transcription: what a person may put right in it. What follows is in [`apply`].

mod apply;

use std::{borrow::Cow, collections::BTreeMap};

use domain::limits;
use models::{
    schema::{TRIMMED, not_null},
    transcriptions::TextVersion,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use web::{Fields, InvalidValue, amount, integer, trimmed};

use super::problems;

/// Segments are named by their place in `segments` as it was read, from 0, wherever others are split, merged or taken out by
/// the same request.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Correction {
    #[schemars(with = "Option<Vec<SegmentEdit>>", length(max = limits::CORRECTIONS), transform = not_null)]
    segments: Vec<SegmentEdit>,
    /// By the present name of a speaker another one, for all that they say; null: nobody knows who it is.
    #[schemars(with = "Option<BTreeMap<String, Option<SpeakerName>>>", extend("maxProperties" = limits::CORRECTIONS), transform = not_null)]
    speakers: Vec<(String, Option<String>)>,
    #[schemars(with = "Option<Vec<Split>>", length(max = limits::CORRECTIONS), transform = not_null)]
    split: Vec<Split>,
    #[schemars(with = "Option<Vec<Merge>>", length(max = limits::CORRECTIONS), transform = not_null)]
    merge: Vec<Merge>,
    /// Back to an earlier text, and nothing else: `original` is as it was read, a number is a `version`.
    #[schemars(with = "Option<VersionName>", transform = not_null)]
    restore: Option<TextVersion>,
}

/// What is right in a segment.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(clippy::option_option)]
struct SegmentEdit {
    #[schemars(range(min = 0))]
    segment: usize,
    /// `null` takes the segment out.
    #[schemars(with = "Option<String>", length(min = 1, max = limits::SEGMENT_TEXT), regex(pattern = TRIMMED))]
    text: Option<Option<String>>,
    /// Of this segment alone; `null`: nobody knows who speaks.
    #[schemars(with = "Option<String>", length(min = 1, max = limits::SPEAKER), regex(pattern = TRIMMED))]
    speaker: Option<Option<String>>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "the schema of a name in a map")]
struct SpeakerName(
    #[schemars(length(min = 1, max = limits::SPEAKER), regex(pattern = TRIMMED))] String,
);

/// A segment that is two.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Split {
    #[schemars(range(min = 0))]
    segment: usize,
    /// Characters of its text, as this request leaves it, that stay in the first.
    #[schemars(range(min = 1))]
    at: usize,
    /// When the second begins, in seconds. Else by the shares of their characters.
    #[schemars(range(min = 0.0), transform = not_null)]
    time: Option<f64>,
}

/// Segments that are one, of one speaker as this request leaves them.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Merge {
    #[schemars(range(min = 0))]
    first: usize,
    #[schemars(range(min = 1))]
    last: usize,
}

impl Correction {
    pub fn read(body: &mut Fields) -> Option<Self> {
        let segments = body.objects("segments", limits::CORRECTIONS, |edit| {
            let segment = edit.required("segment", number);
            let text = edit.patch_nullable("text", trimmed(1..=limits::SEGMENT_TEXT));
            let speaker = edit.patch_nullable("speaker", trimmed(1..=limits::SPEAKER));
            Some(SegmentEdit {
                segment: segment?,
                text: text?,
                speaker: speaker?,
            })
        });
        let speakers = body.named("speakers", limits::CORRECTIONS, |name| match name {
            Value::Null => Ok(None),
            name => trimmed(1..=limits::SPEAKER)(name).map(Some),
        });
        let split = body.objects("split", limits::CORRECTIONS, |split| {
            let segment = split.required("segment", number);
            let at = split.required("at", number);
            let time = split.patch("time", amount);
            Some(Split {
                segment: segment?,
                at: at?,
                time: time?,
            })
        });
        let merge = body.objects("merge", limits::CORRECTIONS, |merge| {
            let first = merge.required("first", number);
            let last = merge.required("last", number);
            Some(Merge {
                first: first?,
                last: last?,
            })
        });
        let restore = body.patch("restore", |value| {
            if value.is_f64() {
                return Err(InvalidValue::not_an_integer());
            }
            let number = || value.as_u64().map(|number| number.to_string());
            let name = value.as_str().map(str::to_owned).or_else(number);
            text_version(&name.unwrap_or_default())
        });
        Some(Self {
            segments: segments?,
            speakers: speakers?,
            split: split?,
            merge: merge?,
            restore: restore?,
        })
    }

    /// The earlier text that it wants back.
    #[must_use]
    pub fn restores(&self) -> Option<TextVersion> {
        self.restore
    }
}

/// `original`, or a number.
pub fn text_version(name: &str) -> Result<TextVersion, InvalidValue> {
    if name == problems::ORIGINAL {
        return Ok(TextVersion::Original);
    }
    let number = name.parse().ok().filter(|number| *number >= 1);
    number
        .map(TextVersion::Number)
        .ok_or_else(problems::not_a_version)
}

/// What [`text_version`] takes.
struct VersionName;

impl JsonSchema for VersionName {
    fn schema_name() -> Cow<'static, str> {
        "VersionName".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [{ "const": problems::ORIGINAL }, { "type": "integer", "minimum": 1, "maximum": i32::MAX }],
        })
    }
}

fn number(value: &Value) -> Result<usize, InvalidValue> {
    let number = integer(0..=i64::from(i32::MAX))(value)?;
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}
