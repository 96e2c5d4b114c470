//! Large texts are sent compressed to whoever takes gzip: API Gateway's HTTP APIs compress nothing.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::{Response, etag, response::Body};

/// Below it, what is saved is less than a packet or two.
const LEAST: usize = 8 * 1024;

impl Response {
    /// As its reader takes it, by `Accept-Encoding`.
    pub(crate) fn encoded(self, accepted: Option<&str>) -> Self {
        let content_type = self.headers.get("content-type");
        let readable =
            content_type.is_some_and(|of| of.starts_with("text/") || of.contains("json"));
        let Body::Text(text) = &self.body else {
            return self;
        };
        if !readable || text.len() < LEAST {
            return self;
        }
        let compressed = accepted
            .filter(|accepted| takes_gzip(accepted))
            .and_then(|_| gzip(text.as_bytes()).ok())
            // In base64 it is a third larger on its way through the gateway, which takes 6 MB.
            .filter(|bytes| bytes.len() / 3 * 4 < text.len());
        let response = self.header("vary", "accept-encoding".to_owned());
        let Some(bytes) = compressed else {
            return response;
        };
        let tag = response.headers.get("etag").map(|tag| etag::of_gzip(tag));
        let response = Self {
            body: Body::Binary(bytes),
            ..response
        };
        let response = response.header("content-encoding", "gzip".to_owned());
        match tag {
            Some(tag) => response.header("etag", tag),
            None => response,
        }
    }
}

/// The fastest level: a function has a seventh of a processor.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// RFC 9110, section 12.5.3.
fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        is_gzip && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use lambda_http::http::StatusCode;

    use super::*;

    fn answer(content_type: &'static str, length: usize) -> Response {
        Response::text(
            StatusCode::OK,
            content_type,
            "{\"a\":1}\n".repeat(length / 8),
        )
        .with_etag()
    }

    #[test]
    fn what_is_large_is_compressed_for_whoever_takes_it() {
        let plain = answer("application/json", LEAST);
        let sent = plain.clone().encoded(Some("br;q=1.0, GZIP;q=0.5"));
        assert_eq!(sent.headers["content-encoding"], "gzip");
        assert_eq!(sent.headers["vary"], "accept-encoding");
        assert_ne!(sent.headers["etag"], plain.headers["etag"]);
        let mut read = String::new();
        let mut decoder = GzDecoder::new(sent.body.bytes());
        decoder.read_to_string(&mut read).unwrap();
        assert_eq!(read.as_bytes(), plain.body.bytes());
    }

    #[test]
    fn nobody_gets_what_they_do_not_take() {
        for accepted in [
            None,
            Some("br"),
            Some("gzip;q=0"),
            Some("identity, gzip; q=0.0"),
        ] {
            let plain = answer("application/json", LEAST);
            let sent = plain.clone().encoded(accepted);
            assert_eq!(
                (&sent.body, &sent.headers["etag"]),
                (&plain.body, &plain.headers["etag"])
            );
            assert_eq!(sent.headers["vary"], "accept-encoding");
        }
    }

    #[test]
    fn what_is_small_or_no_text_is_sent_as_it_is() {
        for plain in [
            answer("application/json", LEAST - 8),
            answer("application/pdf", LEAST),
        ] {
            let sent = plain.clone().encoded(Some("gzip"));
            assert_eq!((sent.body, sent.headers), (plain.body, plain.headers));
        }
    }
}
