//! What the functions that write templates have in common.

use domain::{TemplateId, TemplateType, limits};
use generation::{PLACEHOLDERS, TemplateFaults};
use models::templates::{self, Template};
use serde_json::Value;
use web::{
    AuthenticatedRequest, InvalidValue, Problem, Rejection, StatusCode, Transaction, choice,
    trimmed,
};

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
        return Err(system_template().into());
    }
    request.check_precondition(&template)?;
    Ok(template)
}

/// What a change of a template of the system's is answered with.
#[must_use]
pub fn system_template() -> Problem {
    let detail =
        "This template is the system's and stays as it is. Make one of your own from its prompt.";
    Problem::new(StatusCode::FORBIDDEN, "system_template", detail)
}

/// What a broken [`templates::NAME_KEY`] means.
#[must_use]
pub fn template_name_taken() -> Problem {
    let detail = "You have a template of this name. Choose another name, or change that template.";
    Problem::conflict("template_name_taken", detail)
}

/// One of the schema's types.
pub fn template_type(value: &Value) -> Result<TemplateType, InvalidValue> {
    choice(&TemplateType::ALL.map(|of| (of.as_str(), of)))(value)
}

/// A prompt whose placeholders can all be filled in.
pub fn template_prompt(value: &Value) -> Result<String, InvalidValue> {
    let prompt = trimmed(1..=limits::TEMPLATE_PROMPT)(value)?;
    let faults = TemplateFaults::of(&prompt);
    let mut details = Vec::new();
    if !faults.unknown.is_empty() {
        let (unknown, known) = (in_braces(&faults.unknown), in_braces(&PLACEHOLDERS));
        details.push(format!(
            "There is no placeholder {unknown}. There are {known}."
        ));
    }
    if !faults.lone_braces.is_empty() {
        let lines: Vec<_> = faults.lone_braces.iter().map(usize::to_string).collect();
        details.push(format!(
            "A brace stands alone in line {}.",
            lines.join(", ")
        ));
    }
    if details.is_empty() {
        return Ok(prompt);
    }
    details.push("A brace that is meant as one is written twice: {{ or }}.".to_owned());
    Err(InvalidValue {
        code: if faults.unknown.is_empty() {
            "lone_brace"
        } else {
            "unknown_placeholder"
        },
        detail: details.join(" "),
    })
}

fn in_braces(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("{{{name}}}")).collect();
    names.join(", ")
}
