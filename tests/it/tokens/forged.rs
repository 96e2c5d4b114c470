//! Forged and broken tokens: what a 401 is for.

mod claims;
mod envelope;

use super::signer::Signer;

/// Values of the header `Authorization`. Without the controls a verifier that refuses everything would do.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    /// Good ones, as near to the forged ones as can be.
    pub(crate) controls: Vec<String>,
    /// Each is refused with 401, whether the keys come from a JWKS or from a PEM.
    pub(crate) forged: Vec<(&'static str, String)>,
}

/// All groups, by the genuine key of an issuer.
pub(crate) fn groups(signer: &Signer) -> Vec<Group> {
    vec![
        envelope::schemes(signer),
        envelope::algorithms(signer),
        envelope::keys(signer),
        envelope::headers(signer),
        envelope::signatures(signer),
        claims::dates(signer),
        claims::parties(signer),
        claims::subjects(signer),
        claims::payloads(signer),
    ]
}
