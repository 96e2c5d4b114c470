//! Any endpoint that speaks `OpenAI`'s audio transcriptions.

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use outbound::{
    openai::{ErrorResponse, bearer, endpoint_url, read_body},
    reqwest::{
        Client, StatusCode, Url,
        header::{AUTHORIZATION, HeaderValue},
        multipart::{Form, Part},
    },
};

use crate::{
    answer::Transcript,
    fault::{self, Fault, TranscriptionError},
    limits,
};

/// How transcription is configured, by the variables `TRANSCRIPTION_…`.
#[derive(Clone)]
pub struct Config {
    pub base_url: String,
    pub api_key: Option<String>,
    pub model: Option<String>,
    /// US dollars for a minute.
    pub price_minute: f64,
}

/// What is missing or wrong, each named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("transcription is not configured: {}", .0.join("; "))]
pub struct ConfigError(pub Vec<String>);

pub struct Provider {
    client: Client,
    url: Url,
    key: Option<HeaderValue>,
    model: String,
    price_minute: f64,
    /// The model turned out to give no times (`OpenAI`'s `gpt-4o-transcribe`): known from its first refusal.
    without_times: AtomicBool,
    /// The model turned out to take no prompt (`OpenAI`'s `gpt-4o-transcribe-diarize`): known from its first refusal.
    without_prompt: AtomicBool,
}

/// What is sent: a file in a format that providers take.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Its extension tells the provider what it is.
    pub filename: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
    /// Where it is known, in seconds.
    pub duration: Option<f64>,
    /// Names and terms as they are spelled, as [`crate::prompt`] makes it.
    pub prompt: Option<String>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

impl Provider {
    /// Every variable that is missing or wrong is named at once.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let mut wrong = Vec::new();
        let url = endpoint_url(
            config.base_url.trim(),
            ["audio", "transcriptions"],
            "TRANSCRIPTION_API_KEY",
        )
        .map_err(|why| wrong.push(format!("TRANSCRIPTION_BASE_URL {why}")))
        .ok();
        let model = config.model.as_deref().map(str::trim).unwrap_or_default();
        if model.is_empty() {
            wrong.push("TRANSCRIPTION_MODEL is missing".to_owned());
        }
        let key = bearer(config.api_key.as_deref())
            .map_err(|_| {
                wrong.push("TRANSCRIPTION_API_KEY has characters in it that no key has".to_owned());
            })
            .unwrap_or_default();
        if !config.price_minute.is_finite() || config.price_minute < 0.0 {
            wrong.push("TRANSCRIPTION_PRICE_MINUTE is no price".to_owned());
        }
        let client = outbound::client(limits::LONGEST_REQUEST)
            .map_err(|error| wrong.push(format!("TRANSCRIPTION_BASE_URL {error}")))
            .ok();
        match (client, url) {
            (Some(client), Some(url)) if wrong.is_empty() => Ok(Self {
                client,
                url,
                key,
                model: model.to_owned(),
                price_minute: config.price_minute,
                without_times: AtomicBool::default(),
                without_prompt: AtomicBool::default(),
            }),
            _ => Err(ConfigError(wrong)),
        }
    }

    #[must_use]
    pub fn name(&self) -> &'static str {
        "openai"
    }

    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Millionths of a US dollar for so many seconds.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "money; `as` saturates")]
    pub fn cost_micros(&self, seconds: f64) -> i64 {
        (seconds.max(0.0) / 60.0 * self.price_minute * 1e6).ceil() as i64
    }

    /// One request, in `deadline` at most.
    pub async fn transcribe(
        &self,
        recording: &Recording,
        deadline: Duration,
    ) -> Result<Transcript, TranscriptionError> {
        tokio::time::timeout(deadline, self.ask(recording, deadline))
            .await
            .unwrap_or(Err(Fault::Timeout))
            .map_err(Fault::error)
    }

    async fn ask(&self, recording: &Recording, deadline: Duration) -> Result<Transcript, Fault> {
        let without_times = self.without_times.load(Ordering::Relaxed);
        let prompt = recording.prompt.as_deref();
        let prompt = prompt.filter(|_| !self.without_prompt.load(Ordering::Relaxed));
        let mut request = self
            .client
            .post(self.url.clone())
            .timeout(deadline)
            .multipart(self.form(recording, prompt, without_times)?);
        if let Some(key) = &self.key {
            request = request.header(AUTHORIZATION, key.clone());
        }
        let response = request
            .send()
            .await
            .map_err(|error| fault::of_transport(&error))?;
        let status = response.status();
        if status.is_success() {
            let answer = read_body(response, limits::ANSWER).await?;
            return Transcript::read(&answer, recording.duration);
        }
        let refusal = ErrorResponse::read(response).await;
        if status == StatusCode::BAD_REQUEST
            && fault::rejects_timestamps(&refusal)
            && !without_times
        {
            self.without_times.store(true, Ordering::Relaxed);
            return Err(Fault::WithoutTimes);
        }
        if status == StatusCode::BAD_REQUEST && fault::rejects_prompt(&refusal) && prompt.is_some()
        {
            self.without_prompt.store(true, Ordering::Relaxed);
            return Err(Fault::WithoutPrompt);
        }
        Err(fault::of_status(&refusal, status.as_u16()))
    }

    fn form(
        &self,
        recording: &Recording,
        prompt: Option<&str>,
        without_times: bool,
    ) -> Result<Form, Fault> {
        let file = Part::bytes(recording.bytes.clone())
            .file_name(recording.filename.clone())
            .mime_str(recording.media_type)
            .map_err(|_| Fault::RejectedRequest)?;
        let form = Form::new()
            .part("file", file)
            .text("model", self.model.clone());
        let form = match prompt {
            Some(prompt) => form.text("prompt", prompt.to_owned()),
            None => form,
        };
        Ok(if without_times {
            form.text("response_format", "json")
        } else {
            form.text("response_format", "verbose_json")
                .text("timestamp_granularities[]", "segment")
        })
    }
}
