//! A method and a path with its parameters: `GET /projects/{project_id}`.

use lambda_http::http::Method;

use crate::{Example, Policy, Problem, policy};

/// One route, served by one function.
#[derive(Debug, Clone)]
pub struct Route {
    pub method: Method,
    /// With parameters in braces, as `OpenAPI`, API Gateway and cargo-lambda write it.
    pub path: &'static str,
    /// The name of the binary.
    pub function: &'static str,
    pub policy: Policy,
    /// What its handler can answer beyond what the policy brings.
    pub(crate) own_problems: &'static [Example],
}

/// A function mostly serves one.
impl AsRef<[Route]> for Route {
    fn as_ref(&self) -> &[Route] {
        std::slice::from_ref(self)
    }
}

/// The values of a path's parameters, as they stand in the path.
#[derive(Debug, Clone, Default)]
pub struct Params(Vec<(&'static str, String)>);

impl Route {
    #[must_use]
    pub const fn new(method: Method, path: &'static str, function: &'static str) -> Self {
        Self {
            method,
            path,
            function,
            policy: Policy::DEFAULT,
            own_problems: &[],
        }
    }

    /// The methods that it answers: where GET, HEAD too, with the same headers and no body (RFC 9110, section 9.3.2).
    #[must_use]
    pub fn methods(&self) -> &[Method] {
        if self.method == Method::GET {
            &policy::READ
        } else {
            std::slice::from_ref(&self.method)
        }
    }

    /// The names of the path's parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }

    /// The path's parameters, or `None` where the path is another one. The raw path is what counts, segment by
    /// segment: nothing is normalised, so that nothing is matched on one path and authorised on another.
    #[must_use]
    pub fn matches(&self, raw_path: &str) -> Option<Params> {
        let mut params = Params::default();
        let (mut pattern, mut path) = (self.path.split('/'), raw_path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return Some(params),
                (Some(expected), Some(segment)) => {
                    match expected.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
                        Some(name) if !segment.is_empty() => {
                            params.0.push((name, segment.to_owned()));
                        }
                        None if expected == segment => {}
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }
}

impl Params {
    /// The parameter as an id; one that is none is an id that was never used. Of what an id is made needs no escaping: one
    /// that is escaped all the same would be another address of the same thing.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.get(name)
            .parse()
            .map_err(|_| Problem::not_found(name.strip_suffix("_id").unwrap_or(name)))
    }

    /// To the letter, with nothing decoded.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::new(Method::GET, "/projects/{project_id}/files", "file-list");

    #[test]
    fn a_path_matches_segment_by_segment() {
        assert_eq!(
            ROUTE
                .matches("/projects/a%20b/files")
                .map(|p| p.get("project_id").to_owned()),
            Some("a%20b".into())
        );
        for other in [
            "/projects//files",
            "/projects/a/files/",
            "/projects/a",
            "/x/../projects/a/files",
            "",
            "/",
        ] {
            assert!(ROUTE.matches(other).is_none(), "{other}");
        }
    }
}
