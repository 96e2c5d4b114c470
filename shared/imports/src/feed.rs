//! Feeds of podcasts: RSS, Atom, JSON Feed. Which episodes there are, and where the recording of one is.

use chrono::{DateTime, Utc};
use feed_rs::{model::Entry, parser};
use outbound::reqwest::Url;

use crate::{ImportError, limits};

/// A podcast.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    pub title: Option<String>,
    /// Those with a recording, newest first.
    pub episodes: Vec<Episode>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// The feed's own id of it.
    pub guid: String,
    pub title: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    /// Of the recording.
    pub url: Url,
    pub media_type: Option<String>,
}

impl Feed {
    /// Reads a feed that was at this address. Entities are not expanded, and nothing else is fetched.
    pub fn read(bytes: &[u8], url: &Url) -> Result<Self, ImportError> {
        if entries(bytes) > limits::FEED_ENTRIES {
            return Err(ImportError::LargeFeed(limits::FEED_ENTRIES));
        }
        let feed = parser::Builder::new()
            .base_uri(Some(url.as_str()))
            .build()
            .parse(bytes)
            .map_err(|_| ImportError::NoFeed)?;
        let mut episodes: Vec<_> = feed
            .entries
            .into_iter()
            .filter_map(|entry| Episode::of(entry, url))
            .collect();
        // A feed's own order where it has no dates.
        episodes.sort_by_key(|episode| std::cmp::Reverse(episode.published_at));
        Ok(Self {
            title: feed.title.map(|title| title.content),
            episodes,
        })
    }

    /// Whether bytes that were fetched are to be read as a feed: by what the site calls them, else by how they begin.
    #[must_use]
    pub fn is_one(media_type: Option<&str>, head: &[u8]) -> bool {
        let named = media_type.is_some_and(|name| {
            matches!(
                name,
                "application/rss+xml" | "application/atom+xml" | "application/feed+json"
            )
        });
        let head = String::from_utf8_lossy(&head[..head.len().min(limits::FEED_HEAD)]);
        let begins = |with: &str| head.contains(with);
        let is_html = head.to_ascii_lowercase().contains("<html");
        named || !is_html && (begins("<rss") || begins("<feed") || begins("<rdf:RDF"))
    }

    /// The episode with this id; without one the newest.
    pub fn episode(self, guid: Option<&str>) -> Result<Episode, ImportError> {
        let mut episodes = self.episodes.into_iter();
        match guid {
            Some(guid) => episodes
                .find(|episode| episode.guid == guid)
                .ok_or(ImportError::NoEpisode),
            None => episodes.next().ok_or(ImportError::NoRecording),
        }
    }
}

/// At most so many entries are in a feed: of RSS `item`, of Atom `entry`, of JSON an object. The parser has no bound of its own.
fn entries(bytes: &[u8]) -> usize {
    // Of an ASCII character UTF-16 has a byte that is 0.
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let is_json = bytes.trim_ascii_start().first() == Some(&b'{');
    let begins = |at: usize| {
        let name = &bytes[at + 1..];
        match bytes[at] {
            b'{' => is_json,
            b'<' | b':' => name.starts_with(b"item") || name.starts_with(b"entry"),
            _ => false,
        }
    };
    (0..bytes.len()).filter(|at| begins(*at)).count()
}

impl Episode {
    fn of(entry: Entry, base: &Url) -> Option<Self> {
        let enclosed = entry.links.iter().find_map(|link| {
            let is_enclosure = link.rel.as_deref() == Some("enclosure");
            let url = is_enclosure.then(|| base.join(&link.href).ok())??;
            Some((url, link.media_type.clone()))
        });
        let contents = entry.media.iter().flat_map(|media| &media.content);
        let media = contents.into_iter().find_map(|content| {
            let media_type = content.content_type.as_ref().map(ToString::to_string);
            Some((content.url.clone()?, media_type))
        });
        let (url, media_type) = media.or(enclosed)?;
        Some(Self {
            guid: entry.id,
            title: entry.title.map(|title| title.content),
            published_at: entry.published.or(entry.updated),
            url,
            media_type,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Feed;
    use crate::ImportError;

    const PODCAST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>Bread &amp; Butter</title>
<item><title>The second</title><guid isPermaLink="false">ep-2</guid>
  <pubDate>Tue, 03 Nov 2026 06:00:00 GMT</pubDate>
  <enclosure url="/audio/2.mp3?a=1&amp;b=2" length="1" type="audio/mpeg"/></item>
<item><title>A note</title><guid>note</guid><pubDate>Wed, 04 Nov 2026 06:00:00 GMT</pubDate></item>
<item><title>The first</title><guid isPermaLink="false">ep-1</guid>
  <pubDate>Tue, 27 Oct 2026 06:00:00 GMT</pubDate>
  <enclosure url="https://cdn.example.com/1.mp3" length="1" type="audio/mpeg"/></item>
</channel></rss>"#;

    fn read(text: &str) -> Result<Feed, ImportError> {
        Feed::read(
            text.as_bytes(),
            &"https://example.com/feed.xml".parse().unwrap(),
        )
    }

    #[test]
    fn episodes_are_read_newest_first() {
        let feed = read(PODCAST).unwrap();
        assert_eq!(feed.title.as_deref(), Some("Bread & Butter"));
        let ids: Vec<_> = feed.episodes.iter().map(|episode| &*episode.guid).collect();
        assert_eq!(ids, ["ep-2", "ep-1"]);
        let newest = feed.clone().episode(None).unwrap();
        assert_eq!(
            newest.url.as_str(),
            "https://example.com/audio/2.mp3?a=1&b=2"
        );
        assert_eq!(newest.media_type.as_deref(), Some("audio/mpeg"));
        let first = feed.clone().episode(Some("ep-1")).unwrap();
        assert_eq!(first.url.as_str(), "https://cdn.example.com/1.mp3");
        assert!(matches!(
            feed.episode(Some("ep-3")),
            Err(ImportError::NoEpisode)
        ));
    }

    #[test]
    fn what_is_no_feed_is_none() {
        for text in [
            "",
            "Hello.",
            "<html><body>rss</body></html>",
            "<rss version=\"2.0\"><channel><item>",
        ] {
            assert!(matches!(read(text), Err(ImportError::NoFeed)), "{text}");
        }
        let empty = r#"<rss version="2.0"><channel><title>a</title></channel></rss>"#;
        assert!(matches!(
            read(empty).unwrap().episode(None),
            Err(ImportError::NoRecording)
        ));
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
            <rss version="2.0"><channel><title>&c;&x;</title></channel></rss>"#;
        if let Ok(feed) = read(bomb) {
            let title = feed.title.unwrap_or_default();
            assert!(title.len() < 50 && !title.contains("root"), "{title}");
        }
    }

    /// Each would take some kilobytes, and the function that lists episodes has 256 MB.
    #[test]
    fn a_feed_of_too_many_entries_is_not_read() {
        let rss = |items: &str| format!("<rss version=\"2.0\"><channel>{items}</channel></rss>");
        let many = |item: &str, count: usize| item.repeat(count);
        let item = "<item><guid>a</guid><enclosure url=\"/a\" type=\"audio/mpeg\"/></item>";
        let atom = format!("<feed>{}</feed>", many("<entry/>", 100_000));
        let json = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{}{{"id": "1"}}]}}"#,
            many(r#"{"id": "1"},"#, 100_000)
        );
        let utf_16: Vec<u8> = rss(&many(item, 100_000))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let url = "https://example.com/feed.xml".parse().unwrap();
        for feed in [
            rss(&many(item, 100_000)).into_bytes(),
            rss(&many("<item/>", 1_000_000)).into_bytes(),
            atom.into_bytes(),
            json.into_bytes(),
            utf_16,
        ] {
            let read = Feed::read(&feed, &url);
            assert!(matches!(read, Err(ImportError::LargeFeed(_))), "{read:?}");
        }
        let daily = read(&rss(&many(item, 15_000))).unwrap();
        assert_eq!(daily.episodes.len(), 15_000);
    }

    #[test]
    fn a_feed_is_known_by_its_type_or_its_beginning() {
        assert!(Feed::is_one(Some("application/rss+xml"), b""));
        assert!(Feed::is_one(Some("text/xml"), PODCAST.as_bytes()));
        assert!(!Feed::is_one(
            Some("text/html"),
            b"<!doctype html><html><code>&lt;rss</code><rss>"
        ));
        assert!(!Feed::is_one(None, b"%PDF-1.7"));
    }
}
