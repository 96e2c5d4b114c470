//! HTTP to addresses that somebody else names: only to what is public, and only to the address that was looked at.

use std::{
    error::Error,
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
};

use crate::{ClientError, builder, global::is_global};

/// Where requests may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Public hosts alone.
    Public,
    /// Also this machine and its network: for the local stack alone. Whoever can name an address reaches all that this
    /// process reaches.
    Everything,
}

/// Why an address can't be used, as a sentence for whoever gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("Give a whole address, such as https://example.com/page.")]
    Malformed,
    #[error("Only addresses that begin with https:// or http:// can be used.")]
    Scheme,
    #[error("Leave the user's name and the password out of the address.")]
    Credentials,
    #[error("Give the host's name, not its number.")]
    Literal,
    #[error("Only the ports 80, 443 and those from 1024 on can be used.")]
    Port,
    #[error("This is no host of the public internet.")]
    NotPublic,
}

/// Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375), and those that clouds give their own services.
const INNER: [&str; 8] = [
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "test",
    "invalid",
    "onion",
    "lan",
];

/// Reads an address that somebody gave. That its host is public is seen when it is looked up; what can be seen before that
/// is refused here.
pub fn address(text: &str, reach: Reach) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::Malformed)?;
    check(&url, reach)?;
    Ok(url)
}

/// The same of an address that is there, such as a redirect's.
pub fn check(url: &Url, reach: Reach) -> Result<(), AddressError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    // `0x7f.1` and `2130706433` are numbers too, and the parser says so.
    let host = url.host_str().ok_or(AddressError::Malformed)?;
    let port = url.port_or_known_default().ok_or(AddressError::Port)?;
    if reach == Reach::Everything {
        return Ok(());
    }
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() {
        return Err(AddressError::Literal);
    }
    if !matches!(port, 80 | 443 | 1024..) {
        return Err(AddressError::Port);
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_inner = INNER.iter().any(|inner| {
        host.strip_suffix(inner)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    if !host.contains('.') || is_inner {
        return Err(AddressError::NotPublic);
    }
    Ok(())
}

/// A client that connects to public hosts alone, whatever a name server says: it refuses a name of which any address is
/// not public, and connects to the addresses that it has looked at and to no other. It follows no redirect. The addresses
/// that it is given are to be [`check`]ed before: a number needs no name server.
pub fn client(timeout: Duration, reach: Reach) -> Result<Client, ClientError> {
    match reach {
        Reach::Public => looking_up(timeout, system),
        Reach::Everything => crate::client(timeout),
    }
}

/// The host was refused; found in the chain of what the client says.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
struct Refused;

/// Whether the client refused the host, as not public.
#[must_use]
pub fn is_refused(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if error.is::<Refused>() {
            return true;
        }
        cause = error.source();
    }
    false
}

type LookUp = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// As this machine looks names up.
fn system(name: String) -> LookUp {
    Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
}

fn looking_up(
    timeout: Duration,
    look_up: impl Fn(String) -> LookUp + Send + Sync + 'static,
) -> Result<Client, ClientError> {
    let resolver = PublicResolver(Arc::new(look_up));
    builder(timeout)?
        .dns_resolver(resolver)
        .build()
        .map_err(|error| ClientError(error.to_string()))
}

struct PublicResolver<L>(Arc<L>);

impl<L: Fn(String) -> LookUp + Send + Sync + 'static> Resolve for PublicResolver<L> {
    fn resolve(&self, name: Name) -> Resolving {
        let found = (self.0)(name.as_str().to_owned());
        Box::pin(async move {
            let found = found.await?;
            if found.iter().any(|address| !is_global(address.ip())) {
                return Err(Refused.into());
            }
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        net::{Ipv4Addr, SocketAddr},
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use tokio::net::TcpListener;

    use super::{AddressError, Reach, address, is_refused, looking_up};
    use crate::global::tests::SPECIAL;

    #[test]
    fn addresses_of_public_hosts_are_taken() {
        for good in [
            "https://example.com",
            "http://example.com/a?b#c",
            "https://www.example.com:8443/feed.xml",
            " https://example.com/ ",
            "https://bücher.example/",
            "https://example.com./",
            "https://127.0.0.1.example.com/",
            "https://localhost.example.com/",
        ] {
            assert!(address(good, Reach::Public).is_ok(), "{good}");
        }
    }

    #[test]
    fn what_can_be_seen_to_be_hostile_is_refused() {
        use AddressError as E;
        for (bad, why) in [
            ("", E::Malformed),
            ("example.com", E::Malformed),
            ("//example.com", E::Malformed),
            ("https://", E::Malformed),
            ("file:///etc/passwd", E::Scheme),
            ("ftp://example.com/", E::Scheme),
            ("gopher://example.com/", E::Scheme),
            ("javascript:alert(1)", E::Scheme),
            ("data:text/plain,a", E::Scheme),
            ("https://user@example.com/", E::Credentials),
            ("https://user:password@example.com/", E::Credentials),
            ("https://example.com@127.0.0.1/", E::Credentials),
            ("http://127.0.0.1/", E::Literal),
            ("http://127.1/", E::Literal),
            ("http://2130706433/", E::Literal),
            ("http://0x7f000001/", E::Literal),
            ("http://0177.0.0.1/", E::Literal),
            ("http://0/", E::Literal),
            ("http://８.８.８.８/", E::Literal),
            ("http://8.8.8.8/", E::Literal),
            ("http://169.254.169.254/latest/meta-data/", E::Literal),
            ("http://[::1]/", E::Literal),
            ("http://[::ffff:127.0.0.1]/", E::Literal),
            ("http://[fd00:ec2::254]/", E::Literal),
            ("http://[64:ff9b::7f00:1]/", E::Literal),
            ("https://example.com:22/", E::Port),
            ("https://example.com:25/", E::Port),
            ("https://example.com:0/", E::Port),
            ("http://localhost/", E::NotPublic),
            ("http://LOCALHOST:9001/", E::NotPublic),
            ("http://localhost./", E::NotPublic),
            ("http://a.localhost/", E::NotPublic),
            ("http://printer.local/", E::NotPublic),
            ("http://metadata.google.internal/", E::NotPublic),
            ("http://intranet/", E::NotPublic),
            ("http://router.home.arpa/", E::NotPublic),
        ] {
            assert_eq!(address(bad, Reach::Public), Err(why), "{bad}");
        }
    }

    /// Counts at the socket: nobody connects where any of a name's addresses is not public, nor where a name server says
    /// something else at the second look.
    #[tokio::test]
    async fn nothing_connects_to_what_is_not_public() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        let public = "192.0.1.1";
        let mut names: Vec<Vec<&str>> = SPECIAL.iter().map(|address| vec![*address]).collect();
        // Of several, one is enough.
        for special in [
            "127.0.0.1",
            "10.0.0.1",
            "::1",
            "64:ff9b::7f00:1",
            "169.254.169.254",
        ] {
            names.extend([
                vec![public, special],
                vec![special, public],
                vec!["2606:4700::1", public, special],
            ]);
        }
        assert!(names.len() >= 60);
        for addresses in names {
            let client = looking_up(Duration::from_millis(300), move |_| {
                let found = addresses
                    .iter()
                    .map(|address| SocketAddr::new(address.parse().unwrap(), 0))
                    .collect();
                Box::pin(async move { Ok(found) })
            })
            .unwrap();
            let url = format!("http://rebound.example.com:{port}/");
            let error = client.get(url).send().await.unwrap_err();
            assert!(is_refused(&error), "{error:?}");
        }
        // A name is looked up once a connection: what the second look would say is not asked for.
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looks);
        let client = looking_up(Duration::from_millis(300), move |_| {
            let address = match counted.fetch_add(1, Ordering::SeqCst) {
                0 => public,
                _ => "127.0.0.1",
            };
            let found = vec![SocketAddr::new(address.parse().unwrap(), 0)];
            Box::pin(async move { Ok(found) })
        })
        .unwrap();
        let url = format!("http://rebound.example.com:{port}/");
        let _ = client.get(&url).send().await.unwrap_err();
        let again = client.get(&url).send().await.unwrap_err();
        assert!(is_refused(&again), "{again:?}");
        assert_eq!(looks.load(Ordering::SeqCst), 2);
        assert_eq!(connections.load(Ordering::SeqCst), 0);
    }
}
