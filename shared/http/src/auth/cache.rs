//! The JWKS as last fetched: when it is fetched again, and when not.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use jsonwebtoken::DecodingKey;
use reqwest::{Client, StatusCode, Url, redirect};

use super::{
    AuthError, CacheTimes, ConfigError,
    jwks::{self, KeySet},
};

/// For the whole of a fetch. Some request waits for it.
const TIMEOUT: Duration = Duration::from_secs(2);
/// Clerk's is some 2 KB.
const MAX_BODY: usize = 64 * 1024;
/// Of remembered misses, 128 bytes each at most.
const MAX_MISSES: usize = 64;

pub(super) struct Cache {
    client: Client,
    url: Url,
    times: CacheTimes,
    state: Mutex<State>,
    /// Held during a fetch: who needs one too waits for its outcome.
    fetching: tokio::sync::Mutex<()>,
}

/// Times are the wall clock's: a frozen process's own clock may stand still, and the keys age all the same.
#[derive(Default)]
struct State {
    keys: Option<(KeySet, SystemTime)>,
    /// When a fetch last began or ended.
    attempted: Option<SystemTime>,
    misses: VecDeque<(String, SystemTime)>,
}

enum Lookup {
    Fresh(Arc<DecodingKey>),
    /// Good, but the issuer should be asked again.
    Ageing(Arc<DecodingKey>),
    /// Not there, and the issuer knew no better a short while ago.
    Missed,
    Absent,
}

impl Cache {
    pub(super) fn new(url: &str, times: CacheTimes) -> Result<Self, ConfigError> {
        let url = Url::parse(url).map_err(|_| ConfigError::of("CLERK_JWKS_URL", "is not a URL"))?;
        let client = client(&url)
            .map_err(|_| ConfigError::of("CLERK_JWKS_URL", "cannot be fetched: no TLS"))?;
        Ok(Self {
            client,
            url,
            times,
            state: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        })
    }

    pub(super) async fn warm(&self) {
        let _turn = self.fetching.lock().await;
        self.refresh(None).await;
    }

    pub(super) async fn find(&self, kid: &str) -> Result<Arc<DecodingKey>, AuthError> {
        let lookup = self.state().look(kid, &self.times);
        match lookup {
            Lookup::Fresh(key) => return Ok(key),
            Lookup::Missed => return Err(AuthError::Unauthorized("the key is unknown")),
            // One request goes and asks; the others needn't wait for it.
            Lookup::Ageing(key) => match self.fetching.try_lock() {
                Ok(_turn) => self.refresh(Some(kid)).await,
                Err(_) => return Ok(key),
            },
            Lookup::Absent => {
                let _turn = self.fetching.lock().await;
                self.refresh(Some(kid)).await;
            }
        }
        self.state().usable(kid, &self.times)
    }

    /// Fetches, unless that was done a moment ago: maybe by the one whose turn it was before. On failure the old
    /// keys stay. The caller holds `fetching`.
    async fn refresh(&self, wanted: Option<&str>) {
        {
            let mut state = self.state();
            if !state.may_fetch(wanted, &self.times) {
                return;
            }
            // Before the fetch as well: this future may be dropped in the middle of it.
            state.attempted = Some(SystemTime::now());
        }
        let fetched = self.fetch().await;
        let mut state = self.state();
        let now = SystemTime::now();
        state.attempted = Some(now);
        match fetched {
            Ok(keys) => {
                if let Some(kid) = wanted.filter(|kid| !keys.contains_key(*kid)) {
                    state.remember_miss(kid, now);
                }
                state.keys = Some((keys, now));
            }
            Err(reason) => tracing::warn!(reason, "the JWKS could not be fetched"),
        }
    }

    async fn fetch(&self) -> Result<KeySet, &'static str> {
        let mut response = self
            .client
            .get(self.url.clone())
            .send()
            .await
            .map_err(|_| "no answer")?;
        if response.status() != StatusCode::OK {
            return Err("not the status 200");
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| "the answer broke off")? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err("the answer is too large");
            }
            body.extend_from_slice(&chunk);
        }
        jwks::parse(&body)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn look(&self, kid: &str, times: &CacheTimes) -> Lookup {
        let Some((keys, fetched)) = self
            .keys
            .as_ref()
            .filter(|(_, fetched)| within(*fetched, times.stale))
        else {
            return Lookup::Absent;
        };
        match keys.get(kid) {
            Some(key) if within(*fetched, times.fresh) => Lookup::Fresh(Arc::clone(key)),
            Some(key) => Lookup::Ageing(Arc::clone(key)),
            None if self.missed(kid, times) => Lookup::Missed,
            None => Lookup::Absent,
        }
    }

    fn usable(&self, kid: &str, times: &CacheTimes) -> Result<Arc<DecodingKey>, AuthError> {
        match self.look(kid, times) {
            Lookup::Fresh(key) | Lookup::Ageing(key) => Ok(key),
            Lookup::Missed => Err(AuthError::Unauthorized("the key is unknown")),
            Lookup::Absent if self.has_keys(times) => {
                Err(AuthError::Unauthorized("the key is unknown"))
            }
            Lookup::Absent => Err(AuthError::KeysUnavailable("there are no keys")),
        }
    }

    /// The one whose turn it was before may have brought the key: then there is nothing to fetch.
    fn may_fetch(&self, wanted: Option<&str>, times: &CacheTimes) -> bool {
        if wanted
            .is_some_and(|kid| matches!(self.look(kid, times), Lookup::Fresh(_) | Lookup::Missed))
        {
            return false;
        }
        let pause = if self.has_keys(times) {
            times.pause
        } else {
            times.retry
        };
        !self
            .attempted
            .is_some_and(|attempted| within(attempted, pause))
    }

    fn has_keys(&self, times: &CacheTimes) -> bool {
        self.keys
            .as_ref()
            .is_some_and(|(_, fetched)| within(*fetched, times.stale))
    }

    fn missed(&self, kid: &str, times: &CacheTimes) -> bool {
        self.misses
            .iter()
            .any(|(missed, at)| missed == kid && within(*at, times.miss))
    }

    fn remember_miss(&mut self, kid: &str, now: SystemTime) {
        self.misses.retain(|(missed, _)| missed != kid);
        self.misses.truncate(MAX_MISSES - 1);
        self.misses.push_front((kid.to_owned(), now));
    }
}

/// A time in the future is none to rely on: the clock was set.
fn within(since: SystemTime, span: Duration) -> bool {
    since.elapsed().is_ok_and(|elapsed| elapsed < span)
}

/// Takes `ring` and the roots compiled in: nothing is read from disk. Roots are there only for a URL that needs them,
/// and no connection is kept, since it might be dead after the process was frozen.
fn client(url: &Url) -> Result<Client, Box<dyn std::error::Error>> {
    let mut roots = rustls::RootCertStore::empty();
    if url.scheme() == "https" {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()?
    .with_root_certificates(roots)
    .with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .timeout(TIMEOUT)
        .pool_max_idle_per_host(0)
        .build()?;
    Ok(client)
}
