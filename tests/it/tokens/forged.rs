//! Forged and broken tokens: what a 401 is for.

mod claims;
mod envelope;

use crate::signer::Signer;

/// Values of the header `Authorization`. Without the controls a verifier that refuses everything would do.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    /// Good ones, as near to the forged ones as can be.
    pub(crate) controls: Vec<String>,
    /// Each is refused with 401, whether the keys come from a JWKS or from a PEM.
    pub(crate) forged: Vec<(&'static str, String)>,
}

/// All groups, by the genuine key of an issuer. Each is made when its turn comes: some of its tokens are good for seconds.
pub(crate) fn groups(signer: &Signer) -> impl Iterator<Item = Group> {
    let groups: [fn(&Signer) -> Group; 10] = [
        envelope::schemes,
        envelope::algorithms,
        envelope::keys,
        envelope::headers,
        envelope::signatures,
        claims::dates,
        claims::parties,
        claims::subjects,
        claims::sessions,
        claims::payloads,
    ];
    groups.into_iter().map(|group| group(signer))
}
