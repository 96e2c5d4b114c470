//! The process environment, read once at start, with everything that is missing or wrong named at once.

use std::{collections::HashMap, fmt::Display, str::FromStr};

/// Collects what is wrong while the clients of a function are built from it; [`Env::finish`] tells.
///
/// A reader of a bad variable gets a default to go on with, so that the next reader is heard too: nothing built
/// from it is used, since `finish` fails.
#[derive(Debug, Default)]
pub struct Env {
    /// Instead of the process's own.
    variables: Option<HashMap<String, String>>,
    problems: Vec<String>,
}

/// What is missing or wrong, one sentence a variable; never a variable's value, which may be a secret.
#[derive(Debug, thiserror::Error)]
#[error("the environment is incomplete: {}", .0.join("; "))]
pub struct EnvError(Vec<String>);

impl Env {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The variable's value; empty counts as absent.
    #[must_use]
    pub fn optional(&self, name: &str) -> Option<String> {
        let value = match &self.variables {
            Some(variables) => variables.get(name).cloned(),
            None => std::env::var(name).ok(),
        };
        value.filter(|value| !value.is_empty())
    }

    pub fn required(&mut self, name: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.problem(name, "is missing");
            String::new()
        })
    }

    /// The variable parsed, or `default` where it is absent.
    pub fn parsed<T: FromStr<Err: Display>>(&mut self, name: &str, default: T) -> T {
        match self.optional(name).map(|value| value.parse()) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                self.problem(name, error);
                default
            }
        }
    }

    /// `on` or `off`, which it is where it is absent.
    pub fn switch(&mut self, name: &str) -> bool {
        match self.optional(name).as_deref() {
            None | Some("off") => false,
            Some("on") => true,
            Some(_) => {
                self.problem(name, "is neither on nor off");
                false
            }
        }
    }

    pub fn problem(&mut self, name: &str, what: impl Display) {
        self.problems.push(format!("{name} {what}"));
    }

    /// The same, where each sentence begins with its variable's name.
    pub fn problems(&mut self, sentences: Vec<String>) {
        self.problems.extend(sentences);
    }

    pub fn finish(self) -> Result<(), EnvError> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(EnvError(self.problems))
        }
    }
}

/// For tests: a process may not change its own environment while other threads read it.
impl FromIterator<(String, String)> for Env {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        Self {
            variables: Some(variables.into_iter().collect()),
            problems: Vec::new(),
        }
    }
}
