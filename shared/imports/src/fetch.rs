//! Fetching: hop by hop, each address checked anew, and within bounds of size and time.

use std::{io::Write, time::Instant};

use outbound::{
    ClientError,
    public::{self, Reach},
    reqwest::{
        Client, Error, Response, StatusCode, Url,
        header::{
            ACCEPT, ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, LOCATION,
            USER_AGENT,
        },
    },
    retry_after,
};
use percent_encoding::percent_decode_str;
use robotxt::{AccessResult, Robots};
use tokio::time::{timeout, timeout_at};

use crate::{ImportError, is_video_platform, limits};

/// By which a site's `robots.txt` knows who asks.
const AGENT: &str = "Repostr";
const AGENT_HEADER: &str = concat!(
    "Repostr/",
    env!("CARGO_PKG_VERSION"),
    " (fetches what its users name)"
);

/// Fetches what addresses name.
#[derive(Debug, Clone)]
pub struct Fetcher {
    client: Client,
    reach: Reach,
}

/// What an address gave; its bytes are where they were written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was in the end.
    pub url: Url,
    pub bytes: u64,
    /// As the site says it, without parameters, in lower case.
    pub media_type: Option<String>,
    /// As the site says it.
    pub filename: Option<String>,
}

impl Fetcher {
    pub fn new(reach: Reach) -> Result<Self, ClientError> {
        let client = public::client(limits::WHOLE, reach)?;
        Ok(Self { client, reach })
    }

    /// Where it may go.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Writes at most so many bytes of what the address names, before the moment is over.
    pub async fn fetch(
        &self,
        url: &Url,
        into: &mut impl Write,
        most: u64,
        until: Instant,
    ) -> Result<Fetched, ImportError> {
        let fetched = self.within(url, into, most);
        timeout_at(until.into(), fetched)
            .await
            .map_err(|_| ImportError::TimedOut)?
    }

    async fn within(
        &self,
        url: &Url,
        into: &mut impl Write,
        most: u64,
    ) -> Result<Fetched, ImportError> {
        let (url, mut response) = self.follow(url).await?;
        if response.content_length().is_some_and(|bytes| bytes > most) {
            return Err(ImportError::TooLarge(most));
        }
        let header = |name| response.headers().get(name)?.to_str().ok();
        let media_type = header(CONTENT_TYPE).map(|value| {
            let essence = value.split(';').next().unwrap_or_default();
            essence.trim().to_ascii_lowercase()
        });
        let filename = header(CONTENT_DISPOSITION).and_then(filename);
        let mut bytes: u64 = 0;
        while let Some(part) = response.chunk().await.map_err(broken)? {
            bytes += u64::try_from(part.len()).unwrap_or(u64::MAX);
            if bytes > most {
                return Err(ImportError::TooLarge(most));
            }
            into.write_all(&part)?;
        }
        if bytes == 0 {
            return Err(ImportError::Empty);
        }
        Ok(Fetched {
            url,
            bytes,
            media_type,
            filename,
        })
    }

    /// The first answer that is no redirect, and whose it is.
    async fn follow(&self, url: &Url) -> Result<(Url, Response), ImportError> {
        let mut url = url.clone();
        let mut asked = None;
        for _ in 0..=limits::REDIRECTS {
            public::check(&url, self.reach)?;
            if is_video_platform(&url) {
                return Err(ImportError::VideoPlatform);
            }
            let origin = url.origin();
            let robots = match asked.take() {
                Some((known, robots)) if known == origin => robots,
                _ => self.robots(&url).await?,
            };
            if !robots.is_url_allowed(&url) {
                return Err(ImportError::Robots);
            }
            asked = Some((origin, robots));
            let response = self.ask(&url).await?;
            match location(&url, &response)? {
                Some(next) => url = next,
                None => return Ok((url, accepted(response)?)),
            }
        }
        Err(ImportError::Redirects(limits::REDIRECTS))
    }

    async fn ask(&self, url: &Url) -> Result<Response, ImportError> {
        let request = self
            .client
            .get(url.clone())
            .header(USER_AGENT, AGENT_HEADER)
            .header(ACCEPT, "*/*")
            .header(ACCEPT_ENCODING, "identity")
            .send();
        timeout(limits::ANSWER, request)
            .await
            .map_err(|_| ImportError::TimedOut)?
            .map_err(broken)
    }

    /// What the site asks of programs (RFC 9309). One that can't say it now is asked again later.
    async fn robots(&self, url: &Url) -> Result<Robots, ImportError> {
        let rules = async {
            let mut at = url.join("/robots.txt").map_err(|_| ImportError::Redirect)?;
            for _ in 0..=limits::REDIRECTS {
                public::check(&at, self.reach)?;
                let response = self.ask(&at).await?;
                if let Some(next) = location(&at, &response)? {
                    at = next;
                    continue;
                }
                return match response.status() {
                    status if status.is_success() => {
                        let text = beginning(response, limits::ROBOTS_BYTES).await?;
                        Ok(Robots::parse(&text, AGENT))
                    }
                    StatusCode::TOO_MANY_REQUESTS => Err(busy(&response)),
                    status if status.is_server_error() => Err(busy(&response)),
                    _ => Ok(Robots::from_access(AccessResult::Unavailable, AGENT)),
                };
            }
            Ok(Robots::from_access(AccessResult::TooManyRedirects, AGENT))
        };
        timeout(limits::ROBOTS_TIME, rules)
            .await
            .map_err(|_| ImportError::TimedOut)?
    }
}

/// Where a redirect leads; `None` where the answer is none.
fn location(url: &Url, response: &Response) -> Result<Option<Url>, ImportError> {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    if !redirects {
        return Ok(None);
    }
    let next = response
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| url.join(location).ok());
    next.map(Some).ok_or(ImportError::Redirect)
}

fn accepted(response: Response) -> Result<Response, ImportError> {
    let status = response.status();
    match status.as_u16() {
        200 => {}
        401 | 402 | 403 | 407 => return Err(ImportError::SignIn(status.as_u16())),
        404 | 410 => return Err(ImportError::Missing(status.as_u16())),
        429 | 500..=599 => return Err(busy(&response)),
        other => return Err(ImportError::Status(other)),
    }
    let encoding = response.headers().get(CONTENT_ENCODING);
    match encoding.map(|encoding| encoding.as_bytes().to_ascii_lowercase()) {
        None => Ok(response),
        Some(encoding) if matches!(&*encoding, b"" | b"identity") => Ok(response),
        Some(_) => Err(ImportError::Encoding),
    }
}

fn busy(response: &Response) -> ImportError {
    ImportError::Busy {
        status: response.status().as_u16(),
        retry_after: retry_after(response.headers()),
    }
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
fn broken(error: Error) -> ImportError {
    if public::is_refused(&error) {
        public::AddressError::NotPublic.into()
    } else if error.is_timeout() {
        ImportError::TimedOut
    } else if error.is_body() || error.is_decode() {
        ImportError::Interrupted
    } else {
        ImportError::Unreachable
    }
}

/// The first bytes of a body.
async fn beginning(mut response: Response, most: usize) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&part);
        if bytes.len() >= most {
            bytes.truncate(most);
            break;
        }
    }
    Ok(bytes)
}

/// `filename` or `filename*` of `Content-Disposition` (RFC 6266), without folders.
fn filename(disposition: &str) -> Option<String> {
    let parameter = |wanted: &str| {
        disposition.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_wanted = name.trim().eq_ignore_ascii_case(wanted);
            is_wanted.then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    let extended = || {
        let value = parameter("filename*")?;
        let (charset, rest) = value.split_once('\'')?;
        let (_, encoded) = rest.split_once('\'')?;
        let is_utf8 = charset.eq_ignore_ascii_case("utf-8");
        is_utf8.then(|| percent_decode_str(encoded).decode_utf8_lossy().into_owned())
    };
    let name = extended().or_else(|| parameter("filename"))?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_owned())
}
