//! What a request about templates can be rejected with.

use generation::{PLACEHOLDERS, TemplateFaults};
use web::{InvalidValue, Problem, StatusCode};

/// What a change of a template of the system's is answered with.
#[must_use]
pub fn system_template() -> Problem {
    let detail =
        "This template is the system's and stays as it is. Make one of your own from its prompt.";
    Problem::new(StatusCode::FORBIDDEN, "system_template", detail)
}

/// What a broken [`models::templates::NAME_KEY`] means.
#[must_use]
pub fn template_name_taken() -> Problem {
    let detail = "You have a template of this name. Choose another name, or change that template.";
    Problem::conflict("template_name_taken", detail)
}

/// A prompt with placeholders that can't be filled in, or with a brace that is none's; `None` where it has neither.
#[must_use]
pub fn bad_placeholders(faults: &TemplateFaults<'_>) -> Option<InvalidValue> {
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
        return None;
    }
    details.push("A brace that is meant as one is written twice: {{ or }}.".to_owned());
    let code = if faults.unknown.is_empty() {
        "lone_brace"
    } else {
        "unknown_placeholder"
    };
    Some(InvalidValue::new(code, details.join(" ")))
}

fn in_braces(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("{{{name}}}")).collect();
    names.join(", ")
}
