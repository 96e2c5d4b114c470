//! What deleting projects and outputs has in common: what is deleted can be restored for some days, and is listed until then.

pub(crate) mod problems;

use web::{AuthenticatedRequest, Problem, QueryParameter};

pub(crate) const DELETED: QueryParameter = QueryParameter::switch(
    "deleted",
    "`true`: what was deleted and can be restored, the last deleted first. It goes with no other choice.",
);

pub(crate) const PERMANENT: QueryParameter = QueryParameter::switch(
    "permanent",
    "`true`: for good, also what was deleted before.",
);

/// 422 with each of the parameters that is there.
pub fn refuse_beside_deleted(
    request: &AuthenticatedRequest,
    names: &[&'static str],
) -> Result<(), Problem> {
    let mut refused = Vec::new();
    for name in names {
        if request.query(name)?.is_some() {
            refused.push(problems::not_among_deleted().of(name));
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(Problem::invalid(refused))
}
