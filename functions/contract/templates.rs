//! Templates.

use models::templates::{Template, TemplateType};
use serde_json::json;

use super::{example, operation::Operation};
use crate::TEMPLATE_LIST;

pub(super) const TAG: &str = "Templates";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            TEMPLATE_LIST,
            TAG,
            "The system's templates and your own, newest first",
        )
        .read()
        .filter("type", &TemplateType::ALL.map(TemplateType::as_str))
        .page::<Template>("A page of templates.", json!([example::system_template()])),
    ]
}
