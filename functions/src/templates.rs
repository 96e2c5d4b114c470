//! What the functions that write templates have in common.

pub mod problems;

use domain::{TemplateId, TemplateType, limits};
use generation::TemplateFaults;
use models::templates::{self, Template};
use serde_json::Value;
use web::{AuthenticatedRequest, InvalidValue, Problem, Rejection, Transaction, choice, trimmed};

/// One's own template, locked, as the client last read it where it says so: what may be changed or deleted.
pub async fn own_template(
    request: &AuthenticatedRequest,
    tx: &mut Transaction<'_>,
    id: TemplateId,
) -> Result<Template, Rejection> {
    let template = templates::lock(tx, id)
        .await?
        .ok_or_else(|| Problem::not_found("template"))?;
    if !template.is_custom {
        return Err(problems::system_template().into());
    }
    request.check_precondition(&template)?;
    Ok(template)
}

/// One of the schema's types.
pub fn template_type(value: &Value) -> Result<TemplateType, InvalidValue> {
    choice(&TemplateType::ALL.map(|of| (of.as_str(), of)))(value)
}

/// A prompt whose placeholders can all be filled in.
pub fn template_prompt(value: &Value) -> Result<String, InvalidValue> {
    let prompt = trimmed(1..=limits::TEMPLATE_PROMPT)(value)?;
    match problems::bad_placeholders(&TemplateFaults::of(&prompt)) {
        None => Ok(prompt),
        Some(invalid) => Err(invalid),
    }
}
