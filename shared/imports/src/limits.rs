//! Bounds of what is fetched.

use std::time::Duration;

/// Redirects that are followed, each of them checked as the first address is.
pub const REDIRECTS: usize = 5;
/// For the answer's head to come; what its bytes may take is the caller's.
pub const ANSWER: Duration = Duration::from_secs(15);
/// For an answer with all its bytes, where its caller has more time than that.
pub const WHOLE: Duration = Duration::from_mins(15);
/// Of a `robots.txt`; what comes after so many bytes is not read (RFC 9309, 2.5, asks for 500 kibibytes at least).
pub const ROBOTS_BYTES: usize = 512 * 1024;
pub const ROBOTS_TIME: Duration = Duration::from_secs(10);
/// Of a feed.
pub const FEED_BYTES: usize = 10 * 1024 * 1024;
/// Bytes by which a feed is known.
pub const FEED_HEAD: usize = 2048;
/// Entries of a feed. Each takes some kilobytes once it is read, however few bytes it has in the feed.
pub const FEED_ENTRIES: usize = 20_000;
/// Episodes of a feed that are listed, the newest.
pub const EPISODES: usize = 100;
/// Characters of an address.
pub const ADDRESS: usize = 2048;
