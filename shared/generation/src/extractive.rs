//! The built-in provider.

use crate::{Brief, Draft, ProviderError, Usage};

pub(crate) const MODEL: &str = "extractive-1";

pub(crate) fn write(_brief: &Brief) -> Result<Draft, ProviderError> {
    Err(ProviderError { code: "no_usable_source", detail: String::new(), retryable: false, retry_after: None, usage: Usage::default() })
}
