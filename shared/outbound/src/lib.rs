//! HTTP out: how every request that leaves a function is made, to storage, queue, provider, key server, or to an address
//! that somebody gave.
//!
//! What may live here: the one client and its bounds, and what HTTP itself says. Of the protocols
//! spoken over it, what both providers' have in common; nothing else of them.

mod global;
pub mod openai;
pub mod public;
mod retry_after;

use std::{sync::Arc, time::Duration};

pub use reqwest;
use reqwest::{Client, ClientBuilder, redirect};
pub use retry_after::retry_after;

/// The TLS configuration could not be built.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client: {0}")]
pub struct ClientError(String);

/// Connecting, TLS included. What a whole request may take is said with each request.
const CONNECT: Duration = Duration::from_secs(5);
/// A silent connection is not taken up again after so long: a function may have been frozen meanwhile.
const IDLE: Duration = Duration::from_secs(15);

/// A client that trusts webpki's roots, by `ring`: nothing is read from disk, and nothing from the environment. It
/// follows no redirect and retries nothing.
pub fn client(timeout: Duration) -> Result<Client, ClientError> {
    builder(timeout)?
        .build()
        .map_err(|error| ClientError(error.to_string()))
}

fn builder(timeout: Duration) -> Result<ClientBuilder, ClientError> {
    let roots = webpki_roots::TLS_SERVER_ROOTS
        .iter()
        .cloned()
        .collect::<rustls::RootCertStore>();
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .map_err(|error| ClientError(error.to_string()))?
    .with_root_certificates(roots)
    .with_no_client_auth();
    Ok(Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .timeout(timeout)
        .pool_idle_timeout(IDLE))
}
