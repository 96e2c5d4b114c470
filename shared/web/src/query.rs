//! The parameters of a request's query: what its route doesn't have or take is refused before the handler is asked.

use std::collections::BTreeSet;

use crate::{
    AuthenticatedRequest, InvalidValue, Problem, Request, query_parameter::listed, zip_errors,
};

/// As many are told at once.
const MOST_UNKNOWN: usize = 20;

impl Request {
    /// A parameter of the query; 422 where it is there more than once.
    pub fn query(&self, name: &str) -> Result<Option<&str>, Problem> {
        let declared = self.policy.query_names().contains(&name);
        self.expect_policy(declared, &format!("has the parameter {name}"))?;
        let mut values = self.values(name);
        let first = values.next();
        if values.next().is_some() {
            return Err(Problem::invalid(vec![InvalidValue::repeated().of(name)]));
        }
        Ok(first)
    }

    /// A parameter of the query as one of a few values.
    pub fn query_choice<T: Copy>(
        &self,
        name: &str,
        values: &[(&str, T)],
    ) -> Result<Option<T>, Problem> {
        let Some(given) = self.query(name)? else {
            return Ok(None);
        };
        let found = values.iter().find(|(value, _)| *value == given);
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let known = values.iter().map(|(value, _)| *value);
            Problem::invalid(vec![InvalidValue::not_one_of(known).of(name)])
        })
    }

    /// Whether a parameter that is a switch is on.
    pub fn query_switch(&self, name: &str) -> Result<bool, Problem> {
        let on = self.query_choice(name, &[("false", false), ("true", true)])?;
        Ok(on.unwrap_or(false))
    }

    /// Whether a parameter that lists some of a few values has this one.
    pub fn query_has(&self, name: &str, value: &str) -> Result<bool, Problem> {
        let given = self.query(name)?.unwrap_or_default();
        Ok(listed(given).any(|listed| listed == value))
    }

    /// The parameters that tell one list from another: all but where it begins and how long a page is.
    pub(crate) fn filters(&self) -> Vec<(&str, &str)> {
        let mut filters: Vec<_> = self
            .query
            .iter()
            .filter(|(name, _)| name != "cursor" && name != "limit")
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        filters.sort_unstable();
        filters
    }

    /// Another path with the same query.
    #[must_use]
    pub fn with_query(&self, path: &str) -> String {
        if self.query.is_empty() {
            return path.to_owned();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.query);
        format!("{path}?{}", query.finish())
    }

    /// 422 with every parameter that the route doesn't have, has twice, or doesn't take so; those of a page are read by
    /// [`AuthenticatedRequest::page`].
    pub(crate) fn check_query(&self) -> Result<(), Problem> {
        let accepted = self.policy.query_names();
        let given = self.query.iter().map(|(name, _)| name.as_str());
        let unknown: BTreeSet<_> = given.filter(|name| !accepted.contains(name)).collect();
        let unknown = unknown.into_iter().take(MOST_UNKNOWN);
        let unknown = unknown.map(|name| InvalidValue::unknown_parameter(&accepted).of(name));
        let bad = self.policy.query.iter().filter_map(|parameter| {
            let mut values = self.values(parameter.name);
            let first = values.next()?;
            let invalid = if values.next().is_some() {
                InvalidValue::repeated()
            } else {
                parameter.refuse(first)?
            };
            Some(invalid.of(parameter.name))
        });
        let errors: Vec<_> = unknown.chain(bad).collect();
        if errors.is_empty() {
            return Ok(());
        }
        Err(Problem::invalid(errors))
    }

    fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let named = self.query.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}

impl AuthenticatedRequest {
    /// The same as [`Request::check_query`], with where a page begins and how long it is.
    pub(crate) fn check_whole_query(&self) -> Result<(), Problem> {
        let page = if self.policy.paged {
            self.page().map(|_| ())
        } else {
            Ok(())
        };
        zip_errors(self.check_query(), page).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::QueryParameter;

    const ROUTE_QUERY: &[QueryParameter] = &[
        QueryParameter::one_of("kind", "", || vec!["blog", "email"]),
        QueryParameter::some_of("include", "", || vec!["files", "outputs"]),
        QueryParameter::text("q", "", 5),
    ];

    fn refused(query: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut request = Request::default();
        request.policy.query = ROUTE_QUERY;
        request.query = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let errors = request
            .check_query()
            .map_or_else(|problem| problem.errors, |()| Vec::new());
        let told = errors.iter().map(|error| {
            let error = serde_json::to_value(error).unwrap();
            let text = |name: &str| error[name].as_str().unwrap().to_owned();
            (text("parameter"), text("code"))
        });
        told.collect()
    }

    #[test]
    fn what_a_route_does_not_have_is_told_with_what_it_does_not_take() {
        assert!(
            refused(&[
                ("kind", "blog"),
                ("include", "files,,outputs"),
                ("q", "äöüßé")
            ])
            .is_empty()
        );
        let told = |query, expected: &[(&str, &str)]| {
            let given = refused(query);
            let given: Vec<_> = given
                .iter()
                .map(|(n, c)| (n.as_str(), c.as_str()))
                .collect();
            assert_eq!(given, expected);
        };
        told(
            &[
                ("page", "2"),
                ("page", "3"),
                ("kind", "video"),
                ("q", "a"),
                ("q", "b"),
            ],
            &[
                ("page", "unknown_parameter"),
                ("kind", "unknown_value"),
                ("q", "repeated"),
            ],
        );
        told(&[("limit", "1")], &[("limit", "unknown_parameter")]);
        told(&[("", "1")], &[("", "unknown_parameter")]);
        told(&[("Kind", "blog")], &[("Kind", "unknown_parameter")]);
        told(
            &[("include", "files,users")],
            &[("include", "unknown_value")],
        );
    }

    #[test]
    fn a_text_is_as_long_as_it_may_be_and_can_be_stored() {
        for (text, code) in [
            (" ", "too_short"),
            ("123456", "too_long"),
            ("a\0b", "invalid_text"),
        ] {
            assert_eq!(refused(&[("q", text)]), [("q".to_owned(), code.to_owned())]);
        }
    }

    #[test]
    fn no_more_are_told_than_an_answer_should_hold() {
        let names: Vec<String> = (0..3000).map(|n| n.to_string()).collect();
        let query: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert_eq!(refused(&query).len(), MOST_UNKNOWN);
    }

    #[test]
    fn a_parameter_that_the_route_does_not_declare_is_not_read() {
        let read = Request::default().query("kind").map(|_| ());
        assert_eq!(read.unwrap_err().status.as_u16(), 500);
    }
}
