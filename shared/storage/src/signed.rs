//! URLs by which somebody without keys puts or reads one object, for a while.
//!
//! Whoever has such a URL may do what it says: it belongs in an answer to its user, and in no log and no table.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, Utc};
use rusty_s3::S3Action;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Configured, Storage, StorageError};

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SignedUrl {
    #[schemars(url)]
    pub url: String,
    pub expires_at: DateTime<Utc>,
}

impl Storage {
    /// Reads one object, served with this `Content-Disposition`.
    pub fn sign_get(
        &self,
        path: &str,
        disposition: &str,
        valid: Duration,
    ) -> Result<SignedUrl, StorageError> {
        let Configured {
            served,
            credentials,
            ..
        } = self.configured()?;
        let mut action = served.get_object(Some(credentials), path);
        action
            .query_mut()
            .insert("response-content-disposition", disposition);
        Ok(signed(&action, valid))
    }
}

pub(crate) fn signed<'a>(action: &impl S3Action<'a>, valid: Duration) -> SignedUrl {
    // Taken before the signature, and in the whole seconds that one has, so that the URL is never said to be valid for
    // longer than it is.
    let now = Utc::now().trunc_subsecs(0);
    SignedUrl {
        url: action.sign(valid).into(),
        expires_at: now + valid,
    }
}
