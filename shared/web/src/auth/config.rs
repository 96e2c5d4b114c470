//! Whose tokens are taken.

use std::time::Duration;

use domain::Env;
use outbound::reqwest::Url;

#[derive(Debug, Clone)]
pub struct Config {
    /// `iss`, to the letter: Clerk's frontend API, `https://….clerk.accounts.dev` or one's own domain, no slash at
    /// the end.
    pub issuer: String,
    pub keys: KeyConfig,
    /// Origins that `azp` may name; empty: any.
    pub authorized_parties: Vec<String>,
    /// Whether tokens that were made by a JWT template, and name no session, are taken too.
    pub template_tokens: bool,
    pub cache: CacheTimes,
}

/// Where the public keys come from.
#[derive(Debug, Clone)]
pub enum KeyConfig {
    /// The URL of a JWKS: keys may change while the process runs.
    Jwks(String),
    /// One key, in PEM format: nothing is fetched.
    Pem(String),
}

/// How old a fetched JWKS may be.
#[derive(Debug, Clone, Copy)]
pub struct CacheTimes {
    /// After this it is fetched again before it is used: a key that the issuer withdrew is good for so long.
    pub fresh: Duration,
    /// After this it isn't used any more, even where the issuer can't be reached.
    pub stale: Duration,
    /// Between two fetches, however many tokens name unknown keys.
    pub pause: Duration,
    /// Between two fetches as long as there are no keys at all.
    pub retry: Duration,
    /// An unknown `kid` is not asked for again for so long.
    pub miss: Duration,
}

impl Default for CacheTimes {
    fn default() -> Self {
        Self {
            fresh: Duration::from_mins(10),
            stale: Duration::from_hours(1),
            pause: Duration::from_secs(30),
            retry: Duration::from_secs(1),
            miss: Duration::from_mins(2),
        }
    }
}

/// What is wrong, one sentence a variable; never a variable's value.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("identity is not configured: {}", .0.iter().map(|(name, what)| format!("{name} {what}")).collect::<Vec<_>>().join("; "))]
pub struct ConfigError(Vec<(&'static str, &'static str)>);

impl ConfigError {
    pub(super) fn of(name: &'static str, what: &'static str) -> Self {
        Self(vec![(name, what)])
    }
}

impl Config {
    /// From `CLERK_ISSUER`, `CLERK_JWT_KEY` or else `CLERK_JWKS_URL`, `CLERK_AUTHORIZED_PARTIES` (origins
    /// separated by commas; may be missing) and `CLERK_TEMPLATE_TOKENS`.
    pub fn from_env(env: &mut Env) -> Self {
        let keys = match (
            env.optional("CLERK_JWT_KEY"),
            env.optional("CLERK_JWKS_URL"),
        ) {
            (Some(pem), _) => Some(KeyConfig::Pem(pem)),
            (None, Some(url)) => Some(KeyConfig::Jwks(url)),
            (None, None) => None,
        };
        let parties = env.optional("CLERK_AUTHORIZED_PARTIES").unwrap_or_default();
        let parties = parties
            .split(',')
            .map(str::trim)
            .filter(|party| !party.is_empty());
        let config = Self {
            issuer: env.required("CLERK_ISSUER"),
            keys: keys.clone().unwrap_or(KeyConfig::Pem(String::new())),
            authorized_parties: parties.map(str::to_owned).collect(),
            template_tokens: env.switch("CLERK_TEMPLATE_TOKENS"),
            cache: CacheTimes::default(),
        };

        let absent = |name: &str| match name {
            "CLERK_ISSUER" => config.issuer.is_empty(),
            "CLERK_JWT_KEY" => keys.is_none(),
            _ => false,
        };
        if keys.is_none() {
            env.problem("CLERK_JWT_KEY", "or CLERK_JWKS_URL is missing");
        }
        for (name, what) in config
            .problems()
            .into_iter()
            .filter(|(name, _)| !absent(name))
        {
            env.problem(name, what);
        }
        config
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let problems = self.problems();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ConfigError(problems))
        }
    }

    fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let mut problems = Vec::new();
        // With a slash at its end, which Clerk's `iss` lacks, every token would be refused.
        if !is_web(&self.issuer) || self.issuer.ends_with('/') {
            problems.push((
                "CLERK_ISSUER",
                "is not a URL that begins with https:// and has no slash at its end",
            ));
        }
        match &self.keys {
            KeyConfig::Jwks(url) if !is_trustworthy(url) => {
                problems.push((
                    "CLERK_JWKS_URL",
                    "is not an https:// URL (http:// will do on the same machine only)",
                ));
            }
            KeyConfig::Pem(pem) => {
                if let Err(what) = super::rsa::from_pem(pem) {
                    problems.push(("CLERK_JWT_KEY", what));
                }
            }
            KeyConfig::Jwks(_) => {}
        }
        if !self.authorized_parties.iter().all(|party| is_origin(party)) {
            problems.push((
                "CLERK_AUTHORIZED_PARTIES",
                "is not a list of origins like https://app.example.com, without paths or slashes at the end",
            ));
        }
        problems
    }
}

fn is_web(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

/// Over plain HTTP anyone on the way could put in a key of their own.
fn is_trustworthy(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let local = host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "https" => url.has_host(),
        "http" => local,
        _ => false,
    }
}

/// Compared to the letter with what a browser sends: scheme and host in lower case, no default port, no path. Apps
/// and extensions have schemes of their own.
fn is_origin(party: &str) -> bool {
    match Url::parse(party) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => {
            url.origin().ascii_serialization() == party
        }
        Ok(url) => url.has_host() && !party.ends_with('/'),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEM: &str = include_str!("testkeys/info.pem");

    fn config() -> Config {
        Config {
            issuer: "https://clerk.example.com".to_owned(),
            keys: KeyConfig::Pem(PEM.to_owned()),
            authorized_parties: vec!["https://app.example.com".to_owned()],
            template_tokens: false,
            cache: CacheTimes::default(),
        }
    }

    fn wrong(config: &Config) -> Vec<&'static str> {
        config
            .problems()
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        assert_eq!(config().check(), Ok(()));
        let config = Config {
            issuer: "clerk.example.com".to_owned(),
            keys: KeyConfig::Jwks("http://clerk.example.com/.well-known/jwks.json".to_owned()),
            authorized_parties: vec!["app.example.com".to_owned()],
            ..config()
        };
        assert_eq!(
            wrong(&config),
            ["CLERK_ISSUER", "CLERK_JWKS_URL", "CLERK_AUTHORIZED_PARTIES"]
        );
        let text = config.check().unwrap_err().to_string();
        assert!(
            text.contains("CLERK_ISSUER is not") && !text.contains("example.com/"),
            "{text}"
        );
    }

    #[test]
    fn an_issuer_is_a_url_without_a_slash_at_its_end() {
        for good in [
            "https://clerk.example.com",
            "https://x.clerk.accounts.dev",
            "http://127.0.0.1:8099",
        ] {
            assert!(
                wrong(&Config {
                    issuer: good.to_owned(),
                    ..config()
                })
                .is_empty(),
                "{good}"
            );
        }
        for bad in [
            "",
            "https://clerk.example.com/",
            "clerk.example.com",
            "ftp://clerk.example.com",
            "https://",
        ] {
            assert_eq!(
                wrong(&Config {
                    issuer: bad.to_owned(),
                    ..config()
                }),
                ["CLERK_ISSUER"],
                "{bad}"
            );
        }
    }

    #[test]
    fn keys_come_over_https_or_from_this_machine() {
        for good in [
            "https://clerk.example.com/k",
            "http://localhost:1/k",
            "http://127.0.0.1:1/k",
            "http://[::1]:1/k",
        ] {
            assert!(
                wrong(&Config {
                    keys: KeyConfig::Jwks(good.to_owned()),
                    ..config()
                })
                .is_empty(),
                "{good}"
            );
        }
        for bad in [
            "",
            "/k",
            "http://clerk.example.com/k",
            "http://127.0.0.1.example/k",
            "file:///k",
        ] {
            assert_eq!(
                wrong(&Config {
                    keys: KeyConfig::Jwks(bad.to_owned()),
                    ..config()
                }),
                ["CLERK_JWKS_URL"],
                "{bad}"
            );
        }
        assert_eq!(
            wrong(&Config {
                keys: KeyConfig::Pem("key".to_owned()),
                ..config()
            }),
            ["CLERK_JWT_KEY"]
        );
    }

    #[test]
    fn authorized_parties_are_origins() {
        for good in [
            "https://app.example.com",
            "http://localhost:3000",
            "chrome-extension://abcdef",
        ] {
            assert!(
                wrong(&Config {
                    authorized_parties: vec![good.to_owned()],
                    ..config()
                })
                .is_empty(),
                "{good}"
            );
        }
        for bad in [
            "",
            "app.example.com",
            "https://app.example.com/",
            "https://App.example.com",
            "https://a.b:443",
            "*",
        ] {
            let config = Config {
                authorized_parties: vec![bad.to_owned()],
                ..config()
            };
            assert_eq!(wrong(&config), ["CLERK_AUTHORIZED_PARTIES"], "{bad}");
        }
    }
}
