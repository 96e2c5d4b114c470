//! The JWKS as last fetched: when it is fetched again, and when not.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use jsonwebtoken::DecodingKey;
use outbound::reqwest::{Client, StatusCode, Url};

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
        let client = outbound::client(TIMEOUT)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn state(kids: &[&str], fetched: SystemTime) -> State {
        let key = Arc::new(DecodingKey::from_rsa_raw_components(&[], &[]));
        let keys = kids
            .iter()
            .map(|kid| ((*kid).to_owned(), Arc::clone(&key)))
            .collect();
        State {
            keys: Some((keys, fetched)),
            ..State::default()
        }
    }

    fn name(lookup: &Lookup) -> &'static str {
        match lookup {
            Lookup::Fresh(_) => "fresh",
            Lookup::Ageing(_) => "ageing",
            Lookup::Missed => "missed",
            Lookup::Absent => "absent",
        }
    }

    #[test]
    fn keys_age() {
        let times = CacheTimes::default();
        let aged = |age: Duration| state(&["k"], SystemTime::now() - age);
        for (age, expected) in [
            (Duration::ZERO, "fresh"),
            (times.fresh / 2, "fresh"),
            (times.fresh, "ageing"),
            (times.stale / 2, "ageing"),
            (times.stale, "absent"),
        ] {
            assert_eq!(name(&aged(age).look("k", &times)), expected, "{age:?}");
        }
        let set_back = state(&["k"], SystemTime::now() + Duration::from_mins(1));
        assert_eq!(
            name(&set_back.look("k", &times)),
            "absent",
            "from the future"
        );
    }

    #[test]
    fn misses_are_remembered_for_a_while_and_not_without_bound() {
        let (times, now) = (CacheTimes::default(), SystemTime::now());
        let mut state = state(&["k"], now);
        state.remember_miss("old", now - times.miss);
        state.remember_miss("young", now - times.miss / 2);
        assert_eq!(name(&state.look("old", &times)), "absent");
        assert_eq!(name(&state.look("young", &times)), "missed");
        for number in 0..10 * MAX_MISSES {
            state.remember_miss(&number.to_string(), now);
        }
        assert_eq!(state.misses.len(), MAX_MISSES);
        assert_eq!(
            name(&state.look("young", &times)),
            "absent",
            "the oldest are forgotten"
        );
        assert_eq!(name(&state.look("639", &times)), "missed");
    }

    #[test]
    fn a_key_that_has_come_meanwhile_is_not_missed_any_more() {
        let (times, now) = (CacheTimes::default(), SystemTime::now());
        let mut state = state(&["k"], now);
        state.remember_miss("k", now);
        assert_eq!(name(&state.look("k", &times)), "fresh");
    }

    #[test]
    fn a_pause_lies_between_two_fetches() {
        let (times, now) = (CacheTimes::default(), SystemTime::now());
        let with_keys = |ago| State {
            attempted: Some(now - ago),
            ..state(&["k"], now)
        };
        assert!(!with_keys(times.pause / 2).may_fetch(Some("other"), &times));
        assert!(with_keys(times.pause).may_fetch(Some("other"), &times));
        assert!(
            !with_keys(times.pause).may_fetch(Some("k"), &times),
            "it has come meanwhile"
        );
        let without = |ago| State {
            attempted: Some(now - ago),
            ..State::default()
        };
        assert!(!without(times.retry / 2).may_fetch(Some("k"), &times));
        assert!(without(times.retry).may_fetch(Some("k"), &times));
        assert!(State::default().may_fetch(None, &times));
    }
}
