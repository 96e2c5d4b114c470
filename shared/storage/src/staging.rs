//! Uploads by clients: into the bucket for staging, and from there to where they are served from.
//!
//! A signature binds the URL and the headers that it names, and nothing else that is sent. With `x-amz-copy-source`, a PUT
//! copies another object instead of storing its body, from whatever bucket our keys reach. Where the storage doesn't refuse
//! that header unsigned (Supabase's doesn't), a copy can get into staging. It can't get further: two of the signed headers
//! give what is put its own key as metadata, and have a copy keep the metadata of what it was made from.

use std::{collections::BTreeMap, time::Duration};

use rusty_s3::S3Action;

use crate::{
    Configured, ObjectMetadata, Place, SIGNATURE, SignedUrl, Storage, StorageError, UPLOADED_AS,
    check_status, signed::signed, unavailable,
};

const METADATA_DIRECTIVE: &str = "x-amz-metadata-directive";

/// How a client puts one object: with exactly these headers.
#[derive(Debug, Clone)]
pub struct SignedPut {
    pub url: SignedUrl,
    pub headers: BTreeMap<&'static str, String>,
}

impl Storage {
    /// Puts one object of exactly this type and size into staging. The storage refuses a PUT with other headers, or another
    /// `Content-Length`, since they are signed; it can't refuse a second PUT before the URL expires.
    pub fn sign_put(
        &self,
        path: &str,
        content_type: &str,
        size: u64,
        valid: Duration,
    ) -> Result<SignedPut, StorageError> {
        let Configured {
            staging,
            credentials,
            ..
        } = self.configured()?;
        let headers = BTreeMap::from([
            ("content-type", content_type.to_owned()),
            (UPLOADED_AS, path.to_owned()),
            (METADATA_DIRECTIVE, "COPY".to_owned()),
        ]);
        let mut action = staging.put_object(Some(credentials), path);
        let signed_headers = action.headers_mut();
        signed_headers.insert("content-length", size.to_string());
        for (name, value) in &headers {
            signed_headers.insert(*name, value.clone());
        }
        let url = signed(&action, valid);
        Ok(SignedPut { url, headers })
    }

    /// What a client has put under this key; [`StorageError::NotFound`] of what got there by another way, too.
    pub async fn head_upload(&self, path: &str) -> Result<ObjectMetadata, StorageError> {
        let stored = self.head(Place::Staging, path).await?;
        if stored.uploaded_as.as_deref() == Some(path) {
            Ok(stored)
        } else {
            Err(StorageError::NotFound)
        }
    }

    /// Copies what is staged under this key, and has this entity tag, to where it is served from, as this type and with no
    /// other metadata; what is served then. [`StorageError::Changed`] where it is another by now.
    pub async fn publish(
        &self,
        path: &str,
        etag: &str,
        content_type: &str,
    ) -> Result<ObjectMetadata, StorageError> {
        self.copy((Place::Staging, path), etag, path, content_type)
            .await
    }

    /// Copies the object of a place and key that has this entity tag to another key, to be served from there, as this type and
    /// with no other metadata; what is served then. [`StorageError::Changed`] where it is another by now.
    pub async fn copy(
        &self,
        (place, from): (Place, &str),
        etag: &str,
        to: &str,
        content_type: &str,
    ) -> Result<ObjectMetadata, StorageError> {
        let configured = self.configured()?;
        let Configured {
            client,
            served,
            credentials,
            ..
        } = configured;
        let source = configured.bucket(place).name();
        let headers = [
            ("content-type", content_type.to_owned()),
            ("x-amz-copy-source", format!("{source}/{from}")),
            ("x-amz-copy-source-if-match", etag.to_owned()),
            (METADATA_DIRECTIVE, "REPLACE".to_owned()),
        ];
        let mut action = served.put_object(Some(credentials), to);
        let mut request_headers = outbound::reqwest::header::HeaderMap::new();
        for (name, value) in headers {
            let said = value
                .parse()
                .map_err(|_| StorageError::Unexpected(format!("{name}: not a header's value")))?;
            request_headers.insert(name, said);
            action.headers_mut().insert(name, value);
        }
        let request = client.put(action.sign(SIGNATURE)).headers(request_headers);
        let text = check_status(request.send().await)?
            .text()
            .await
            .map_err(|error| unavailable(&error))?;
        // A copy may fail after 200 was said.
        if text.contains("<Error>") {
            return Err(StorageError::Unavailable("it was not copied".to_owned()));
        }
        self.head(Place::Served, to).await
    }
}
