//! `template.yaml`: the values of `GENERATION_PROVIDER`, among which a deployment chooses. The rest is written by hand.

use anyhow::{Context, Result};
use generation::Provider;

use crate::{File, Workspace};

const PATH: &str = "template.yaml";
const PARAMETER: &str = "\n  GenerationProvider:\n";
const VALUES: &str = "    AllowedValues: [";

pub(crate) fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let kept = workspace.committed(PATH).context(PATH)?;
    Ok(vec![File {
        path: PATH.to_owned(),
        text: with_values(&kept, &Provider::names()).context("GenerationProvider has no values")?,
    }])
}

fn with_values(text: &str, names: &[&str]) -> Option<String> {
    let (before, parameter) = text.split_once(PARAMETER)?;
    let (between, values) = parameter.split_once(VALUES)?;
    let (_, after) = values.split_once(']')?;
    let names = names.join(", ");
    Some(format!(
        "{before}{PARAMETER}{between}{VALUES}{names}]{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_the_parameter_alone_are_written() {
        let text = |names: &str| {
            format!(
                "Parameters:\n  A:\n    AllowedValues: [a]\n  GenerationProvider:\n    Type: String\n    AllowedValues: [{names}]\n    \
                 Description: D\n"
            )
        };
        let written = with_values(&text("one"), &["one", "two"]);
        assert_eq!(written, Some(text("one, two")));
        assert_eq!(with_values("Parameters:\n", &["one"]), None);
    }
}
