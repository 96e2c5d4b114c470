//! Why nothing came of an address, as sentences for whoever gave it.

use std::{io, time::Duration};

use outbound::public::AddressError;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It leads where nobody is sent.
    #[error("{0}")]
    Address(#[from] AddressError),
    #[error(
        "Its page is a video platform's, whose terms forbid this. Download your own recording there and upload it."
    )]
    VideoPlatform,
    #[error(
        "The site's robots.txt asks programs not to read this address. Save the page and upload it."
    )]
    Robots,
    #[error("The address redirects more than {0} times.")]
    Redirects(usize),
    #[error("The address redirects to nowhere.")]
    Redirect,
    #[error("The site asks for a sign-in (status {0}). Download the file there and upload it.")]
    SignIn(u16),
    #[error("There is nothing at this address (status {0}). Check it in a browser.")]
    Missing(u16),
    #[error("The site answers with status {0}. Check the address in a browser.")]
    Status(u16),
    /// Compressed, though nobody asked for it: what it unpacks to is not known.
    #[error("The site sends the content in an encoding that was not asked for.")]
    Encoding,
    #[error("What is at the address has more than {0} bytes.")]
    TooLarge(u64),
    #[error("What is at the address is empty.")]
    Empty,
    #[error("The site sent less than it said.")]
    Interrupted,
    #[error("The site can't be reached at present.")]
    Unreachable,
    #[error("The site takes too long.")]
    TimedOut,
    #[error("The site has too much to do (status {status}).")]
    Busy {
        status: u16,
        retry_after: Option<Duration>,
    },
    #[error("What is at the address is no feed of a podcast.")]
    NoFeed,
    #[error("The feed has more than {0} entries.")]
    LargeFeed(usize),
    #[error("The feed has no episode with this id.")]
    NoEpisode,
    #[error("No episode of the feed has a recording.")]
    NoRecording,
    /// What it is said to be, and the kinds that are taken.
    #[error("What is at the address can't be read{}. It must be one of {accepted}.", called(.said))]
    Kind { said: String, accepted: String },
    /// Of this machine.
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

impl ImportError {
    /// By which programs know it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "address_not_public",
            Self::VideoPlatform => "video_platform",
            Self::Robots => "refused_by_robots",
            Self::Redirects(_) | Self::Redirect => "too_many_redirects",
            Self::SignIn(_) => "sign_in_required",
            Self::Missing(_) => "address_not_found",
            Self::Status(_) | Self::Encoding => "address_unusable",
            Self::TooLarge(_) | Self::LargeFeed(_) => "file_too_large",
            Self::Empty => "empty_file",
            Self::Interrupted | Self::Unreachable | Self::TimedOut | Self::Busy { .. } => {
                "address_unavailable"
            }
            Self::NoFeed => "no_feed",
            Self::NoEpisode | Self::NoRecording => "no_such_episode",
            Self::Kind { .. } => "unsupported_media_type",
            Self::Disk(_) => "worker_busy",
        }
    }

    /// Whether it may go better later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Interrupted
                | Self::Unreachable
                | Self::TimedOut
                | Self::Busy { .. }
                | Self::Disk(_)
        )
    }
}

fn called(said: &str) -> String {
    if said.is_empty() {
        return String::new();
    }
    format!(" (it is called {said})")
}
