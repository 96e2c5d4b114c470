//! Requests to the queue and storage server, signed as AWS wants them (Signature Version 4), which it checks.

use anyhow::{Context, Result, bail};
use chrono::Utc;
use reqwest::{Client, Method};
use ring::{
    digest::{SHA256, digest},
    hmac,
};
use serde_json::Value;

use crate::settings::{Settings, hex};

pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ACCESS_KEY_ID: &str = "local";
/// The account that an emulator without accounts says it is.
pub(crate) const ACCOUNT: &str = "000000000000";

#[derive(Debug)]
pub(crate) struct Aws {
    client: Client,
    host: String,
    secret: String,
}

impl Aws {
    pub(crate) fn new(settings: &Settings) -> Self {
        let host = format!("127.0.0.1:{}", settings.ports.ministack.unwrap_or_default());
        Self {
            client: client(),
            host,
            secret: settings.secret_access_key.clone(),
        }
    }

    /// An action of SQS.
    pub(crate) async fn sqs(&self, action: &str, request: &Value) -> Result<Value> {
        self.json("sqs", &format!("AmazonSQS.{action}"), request)
            .await
    }

    /// An action of a service that speaks AWS's JSON protocol.
    pub(crate) async fn json(&self, service: &str, target: &str, request: &Value) -> Result<Value> {
        let headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amz-target", target),
        ];
        let answer = self
            .send(service, Method::POST, "/", &headers, request.to_string())
            .await?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// A request to a service whose resources have paths, such as Lambda's own API.
    pub(crate) async fn rest(
        &self,
        service: &str,
        method: Method,
        path: &str,
        request: Option<&Value>,
    ) -> Result<Value> {
        let body = request.map(ToString::to_string).unwrap_or_default();
        let answer = self
            .send(
                service,
                method,
                path,
                &[("content-type", "application/json")],
                body,
            )
            .await?;
        Ok(if answer.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&answer)?
        })
    }

    /// A request to S3, path style. `path` may end in a subresource, as in `/uploads?cors=`.
    pub(crate) async fn s3(&self, method: Method, path: &str, body: String) -> Result<String> {
        self.send("s3", method, path, &[], body).await
    }

    async fn send(
        &self,
        service: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<String> {
        let (time, hash) = (
            Utc::now().format("%Y%m%dT%H%M%SZ").to_string(),
            sha256(&body),
        );
        let mut signed = vec![
            ("host", self.host.as_str()),
            ("x-amz-content-sha256", &hash),
            ("x-amz-date", &time),
        ];
        signed.extend(headers);
        signed.sort_unstable();
        let authorization = self.authorization(service, method.as_str(), path, &signed);
        let mut request = self
            .client
            .request(method.clone(), format!("http://{}{path}", self.host));
        for (name, value) in signed {
            request = request.header(name, value);
        }
        let response = request
            .header("authorization", authorization)
            .body(body)
            .send()
            .await?;
        let (status, answer) = (response.status(), response.text().await?);
        if !status.is_success() {
            bail!("{method} {path} of {service}: {status} {answer}");
        }
        Ok(answer)
    }

    /// The header of that name. `headers`: all that are signed, sorted, the hash and the date of the request among
    /// them. <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
    fn authorization(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> String {
        let value = |name| {
            headers
                .iter()
                .find(|header| header.0 == name)
                .map(|header| header.1)
                .unwrap_or_default()
        };
        let (time, hash) = (value("x-amz-date"), value("x-amz-content-sha256"));
        let date = time.get(..8).unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let lines = headers
            .iter()
            .map(|(name, value)| format!("{name}:{value}"))
            .collect::<Vec<_>>()
            .join("\n");
        let names = headers
            .iter()
            .map(|header| header.0)
            .collect::<Vec<_>>()
            .join(";");
        let canonical = format!("{method}\n{path}\n{query}\n{lines}\n\n{names}\n{hash}");
        let scope = format!("{date}/{REGION}/{service}/aws4_request");
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", sha256(&canonical));
        let mut key = format!("AWS4{}", self.secret).into_bytes();
        for part in [date, REGION, service, "aws4_request", &text] {
            key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), part.as_bytes())
                .as_ref()
                .to_vec();
        }
        let signature = hex(&key);
        format!(
            "AWS4-HMAC-SHA256 Credential={ACCESS_KEY_ID}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
    }
}

/// Everything here is on this machine and speaks plain HTTP; the library insists on a choice all the same.
pub(crate) fn client() -> Client {
    _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

fn sha256(text: &str) -> String {
    hex(digest(&SHA256, text.as_bytes()).as_ref())
}

/// What a queue's URL ends in.
pub(crate) fn queue_path(name: &str) -> String {
    format!("/{ACCOUNT}/{name}")
}

pub(crate) fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

/// The field of an answer that has to be there.
pub(crate) fn field<'a>(answer: &'a Value, name: &str) -> Result<&'a str> {
    answer[name]
        .as_str()
        .with_context(|| format!("the answer has no {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's documentation for S3, 'GET Bucket Lifecycle', with this module's key id and region.
    #[test]
    fn signs_as_aws_does() {
        let aws = Aws {
            client: client(),
            host: "examplebucket.s3.amazonaws.com".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
        };
        let hash = sha256("");
        let headers = [
            ("host", aws.host.as_str()),
            ("x-amz-content-sha256", &hash),
            ("x-amz-date", "20130524T000000Z"),
        ];
        let authorization = aws.authorization("s3", "GET", "/?lifecycle=", &headers);
        let signature = "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543";
        assert!(authorization.ends_with(signature), "{authorization}");
    }
}
