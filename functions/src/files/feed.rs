//! A podcast's feed, as it is asked for and answered.

use domain::Timestamp;
use imports::{Episode, Feed, Reach, Url, limits};
use schemars::JsonSchema;
use serde::Serialize;
use web::Fields;

use super::uploads::address;

#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A podcast's feed.")]
pub struct FeedRequest {
    /// Of an RSS, Atom or JSON feed. It begins with https:// or http://.
    #[schemars(with = "String", url, length(max = limits::ADDRESS))]
    pub url: Url,
}

impl FeedRequest {
    pub fn read(body: &mut Fields, reach: Reach) -> Option<Self> {
        let url = body.required("url", |value| address(value, reach))?;
        Some(Self { url })
    }
}

/// A podcast.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FeedContents {
    pub title: Option<String>,
    /// Those with a recording, newest first.
    #[schemars(length(max = limits::EPISODES))]
    pub episodes: Vec<FeedEpisode>,
}

/// An episode; import it by the feed's address and its id.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FeedEpisode {
    /// The feed's own.
    pub id: String,
    pub title: Option<String>,
    pub published_at: Option<Timestamp>,
    /// Of its recording.
    #[schemars(url)]
    pub url: String,
    /// As the feed says it.
    pub mime_type: Option<String>,
}

impl From<Feed> for FeedContents {
    fn from(feed: Feed) -> Self {
        let newest = feed.episodes.into_iter().take(limits::EPISODES);
        Self {
            title: feed.title,
            episodes: newest.map(FeedEpisode::from).collect(),
        }
    }
}

impl From<Episode> for FeedEpisode {
    fn from(episode: Episode) -> Self {
        Self {
            id: episode.guid,
            title: episode.title,
            published_at: episode.published_at,
            url: episode.url.into(),
            mime_type: episode.media_type,
        }
    }
}
