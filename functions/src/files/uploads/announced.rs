//! The request of `file-create`: a file that is to come.

use domain::{limits, media};
use models::schema::TRIMMED;
use schemars::JsonSchema;
use serde_json::Value;
use web::{Fields, InvalidValue, Problem, integer, text};

use super::content::is_made_of_text;
use crate::{
    files::{Name, filename, problems},
    vocabulary,
};

#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A file that is to come.")]
pub struct NewUpload {
    /// Its extension says what kind of file it is. A name alone: no folders, and nothing in it that nobody sees.
    #[schemars(length(min = 1, max = limits::FILENAME), regex(pattern = filename::PATTERN))]
    pub filename: String,
    /// The extension decides: a type that says otherwise is refused.
    #[schemars(length(max = limits::MEDIA_TYPE))]
    pub mime_type: Option<String>,
    /// Exactly so many bytes can then be put.
    #[schemars(range(min = 1))]
    pub size_bytes: i64,
    /// Names and terms that are said in it, in the spelling that is right, beside the profile's.
    #[schemars(length(max = limits::VOCABULARY), inner(length(min = 1, max = limits::VOCABULARY_TERM), regex(pattern = TRIMMED)))]
    pub vocabulary: Option<Vec<String>>,
}

impl NewUpload {
    pub fn read(body: &mut Fields) -> Option<Self> {
        let filename = body.required("filename", filename);
        let mime_type = body.optional("mime_type", mime_type(filename.as_deref()));
        let size_bytes = body.required("size_bytes", integer(1..=i64::MAX));
        let vocabulary = body.optional("vocabulary", vocabulary());
        Some(Self {
            filename: filename?,
            mime_type: mime_type?,
            size_bytes: size_bytes?,
            vocabulary: vocabulary?,
        })
    }

    /// Its name, where its kind is one of those that can be taken, and its size too.
    pub fn accepted(&self, largest: u64) -> Result<Name, Problem> {
        // Its fields are good: what is left is a kind that is not accepted.
        let name = Name::read(&self.filename).map_err(|_| problems::unknown_kind())?;
        let within = |most: u64| u64::try_from(self.size_bytes).is_ok_and(|size| size <= most);
        let source = u64::try_from(limits::SOURCE).unwrap_or(u64::MAX);
        if is_made_of_text(name.extension) && source < largest && !within(source) {
            return Err(problems::text_too_large(self.size_bytes));
        }
        if within(largest) {
            return Ok(name);
        }
        Err(problems::file_too_large(largest, self.size_bytes))
    }
}

/// A name, be it of a kind that is not accepted.
fn filename(value: &Value) -> Result<String, InvalidValue> {
    let given = text(0..=usize::MAX)(value)?;
    match Name::read(&given).err().and_then(problems::bad_name) {
        None => Ok(given),
        Some(invalid) => Err(invalid),
    }
}

fn mime_type(filename: Option<&str>) -> impl Fn(&Value) -> Result<String, InvalidValue> {
    let name = filename.and_then(|filename| Name::read(filename).ok());
    move |value| {
        let given = text(0..=limits::MEDIA_TYPE)(value)?;
        match &name {
            Some(name) if !media::agrees(name.extension, &given) => {
                Err(problems::type_mismatch(name.extension))
            }
            _ => Ok(given),
        }
    }
}
