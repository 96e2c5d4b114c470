//! The endpoints that are known by name, as far as they differ.

use outbound::{openai::endpoint_url, reqwest::Url};

/// One value of `GENERATION_PROVIDER` that is a model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Endpoint {
    pub(super) name: &'static str,
    /// Where it is, unless `GENERATION_BASE_URL` says something else.
    base_url: Option<&'static str>,
    /// It keeps to a JSON Schema that is given as `response_format`.
    pub(super) keeps_to_schemas: bool,
}

/// Anthropic's and Gemini's own protocols have nothing more that a text needs: tokens, reasons and refusals come in the
/// terms of `OpenAI`'s, and what an answer must look like is checked in any case.
const ENDPOINTS: [Endpoint; 3] = [
    Endpoint {
        name: "openai",
        base_url: None,
        keeps_to_schemas: true,
    },
    // Ignores `response_format`: https://platform.claude.com/docs/en/api/openai-sdk
    Endpoint {
        name: "anthropic",
        base_url: Some("https://api.anthropic.com/v1/"),
        keeps_to_schemas: false,
    },
    // https://ai.google.dev/gemini-api/docs/openai
    Endpoint {
        name: "gemini",
        base_url: Some("https://generativelanguage.googleapis.com/v1beta/openai/"),
        keeps_to_schemas: true,
    },
];

/// The values of `GENERATION_PROVIDER` that this client serves.
pub(in crate::clients) const PROVIDERS: [&str; ENDPOINTS.len()] = {
    let mut names = [""; ENDPOINTS.len()];
    let mut place = 0;
    while place < ENDPOINTS.len() {
        names[place] = ENDPOINTS[place].name;
        place += 1;
    }
    names
};

impl Endpoint {
    pub(super) fn of(name: &str) -> Option<Self> {
        ENDPOINTS.into_iter().find(|known| known.name == name)
    }

    /// Its chat completions.
    pub(super) fn url(self, base: Option<&str>) -> Result<Url, String> {
        let base = base
            .map(str::trim)
            .filter(|base| !base.is_empty())
            .or(self.base_url)
            .ok_or("is missing")?;
        endpoint_url(base, ["chat", "completions"], "GENERATION_API_KEY")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_endpoint_has_its_address() {
        for (name, base, url) in [
            (
                "anthropic",
                None,
                Ok("https://api.anthropic.com/v1/chat/completions"),
            ),
            (
                "gemini",
                Some(" "),
                Ok("https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"),
            ),
            (
                "gemini",
                Some("http://127.0.0.1:1/v1"),
                Ok("http://127.0.0.1:1/v1/chat/completions"),
            ),
            ("openai", None, Err("is missing")),
            (
                "openai",
                Some("https://user:pw@example.com"),
                Err("has a password in it: the key belongs into GENERATION_API_KEY"),
            ),
        ] {
            let made = Endpoint::of(name).unwrap().url(base);
            assert_eq!(
                made.as_ref().map(Url::as_str),
                url.map_err(str::to_owned).as_ref().copied(),
                "{name}"
            );
        }
        assert!(Endpoint::of("extractive").is_none());
    }

    #[test]
    fn the_address_is_made_from_any_base() {
        let openai = Endpoint::of("openai").unwrap();
        for (base, expected) in [
            (
                "https://api.example.com/v1",
                "https://api.example.com/v1/chat/completions",
            ),
            (
                "http://127.0.0.1:11434/v1/",
                "http://127.0.0.1:11434/v1/chat/completions",
            ),
            (
                " https://example.com ",
                "https://example.com/chat/completions",
            ),
            (
                "https://example.com/a?api-version=1",
                "https://example.com/a/chat/completions?api-version=1",
            ),
        ] {
            assert_eq!(openai.url(Some(base)).unwrap().as_str(), expected);
        }
        for base in [
            "",
            "example.com",
            "/v1",
            "ftp://example.com",
            "mailto:a@example.com",
            "https://me:secret@example.com",
        ] {
            assert!(openai.url(Some(base)).is_err(), "{base}");
        }
    }
}
