//! What stands at an address that somebody gave: pages, documents, recordings, feeds of podcasts.
//!
//! What may live here: how it is fetched, within which bounds, and what a feed says. What becomes of the bytes is the
//! worker's.

mod error;
mod feed;
mod fetch;
pub mod limits;
mod platforms;

pub use error::ImportError;
pub use feed::{Episode, Feed};
pub use fetch::{Fetched, Fetcher};
pub use outbound::{
    public::{AddressError, Reach, address},
    reqwest::Url,
};
pub use platforms::is_video_platform;
