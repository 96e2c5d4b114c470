//! Reading objects, whole or in part.

use std::{io::Write, time::Duration};

use outbound::reqwest::{
    Response,
    header::{CONTENT_LENGTH, ETAG, HeaderMap, IF_MATCH, RANGE},
};
use rusty_s3::S3Action;

use crate::{
    Configured, DOWNLOAD, Place, SIGNATURE, Storage, StorageError, TIMEOUT, UPLOADED_AS,
    check_status, unavailable,
};

/// What a HEAD request says of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectMetadata {
    /// Bytes.
    pub size: u64,
    /// As received, with its quotes. It differs for another object under the same key.
    pub etag: String,
    /// The key that a client put it under; `None` of what no client has put.
    pub uploaded_as: Option<String>,
}

/// A range of an object's bytes.
#[derive(Debug, Clone, Copy)]
pub enum ByteRange {
    /// At most so many bytes from the start.
    First(u64),
    /// At most so many bytes from the end.
    Last(u64),
}

impl Storage {
    pub async fn head(&self, place: Place, path: &str) -> Result<ObjectMetadata, StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            credentials,
            ..
        } = configured;
        let bucket = configured.bucket(place);
        let url = bucket.head_object(Some(credentials), path).sign(SIGNATURE);
        let response = check_status(client.head(url).send().await)?;
        let said = |name| text(response.headers(), name);
        let stored = said(CONTENT_LENGTH.as_str())
            .and_then(|size| size.parse().ok())
            .zip(said(ETAG.as_str()));
        let (size, etag) = stored.ok_or_else(|| {
            StorageError::Unexpected("an object without a size or an entity tag".to_owned())
        })?;
        Ok(ObjectMetadata {
            size,
            etag: etag.to_owned(),
            uploaded_as: said(UPLOADED_AS).map(str::to_owned),
        })
    }

    /// The served object's bytes, at most `limit` of them. With an `etag`, of that object alone.
    pub async fn get(
        &self,
        path: &str,
        etag: Option<&str>,
        limit: usize,
    ) -> Result<Vec<u8>, StorageError> {
        let response = self
            .request(Place::Served, path, etag, None, TIMEOUT)
            .await?;
        read(response, limit).await
    }

    /// A part of the object with this `etag`.
    pub async fn get_part(
        &self,
        place: Place,
        path: &str,
        etag: &str,
        part: ByteRange,
    ) -> Result<Vec<u8>, StorageError> {
        let (range, limit) = match part {
            ByteRange::First(bytes) => (format!("bytes=0-{}", bytes.saturating_sub(1)), bytes),
            ByteRange::Last(bytes) => (format!("bytes=-{bytes}"), bytes),
        };
        let response = self
            .request(place, path, Some(etag), Some(range), TIMEOUT)
            .await?;
        read(response, usize::try_from(limit).unwrap_or(usize::MAX)).await
    }

    /// Writes the served object's bytes as they come; how many. With an `etag`, of that object alone.
    pub async fn download(
        &self,
        path: &str,
        etag: Option<&str>,
        into: &mut impl Write,
    ) -> Result<u64, StorageError> {
        let mut response = self
            .request(Place::Served, path, etag, None, DOWNLOAD)
            .await?;
        let mut bytes = 0;
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| unavailable(&error))?
        {
            into.write_all(&chunk)
                .map_err(|error| StorageError::Unavailable(format!("no room: {error}")))?;
            bytes += chunk.len() as u64;
        }
        Ok(bytes)
    }

    async fn request(
        &self,
        place: Place,
        path: &str,
        etag: Option<&str>,
        range: Option<String>,
        timeout: Duration,
    ) -> Result<Response, StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            credentials,
            ..
        } = configured;
        let bucket = configured.bucket(place);
        let url = bucket.get_object(Some(credentials), path).sign(SIGNATURE);
        let mut request = client.get(url).timeout(timeout);
        if let Some(etag) = etag {
            request = request.header(IF_MATCH, etag);
        }
        if let Some(range) = range {
            request = request.header(RANGE, range);
        }
        let response = check_status(request.send().await)?;
        // Not every storage that speaks S3 heeds `If-Match`; each says what it gives.
        match (etag, text(response.headers(), ETAG.as_str())) {
            (Some(wanted), Some(given)) if wanted != given => Err(StorageError::Changed),
            _ => Ok(response),
        }
    }
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, StorageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unavailable(&error))?
    {
        if bytes.len() + chunk.len() > limit {
            return Err(StorageError::TooLarge(limit));
        }
        bytes.extend(chunk);
    }
    Ok(bytes)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
