//! What there is to work on. A kind of work has a queue, a worker and rows of `private.jobs`; a job is of one subject, by
//! whose id its message and its row find each other.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeliveryId, FileId, OutputId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkKind {
    /// An output is written.
    Generation,
    /// A recording is transcribed, or a document read.
    Ingestion,
    /// A webhook endpoint is told of something.
    Delivery,
}

/// What a job is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    #[serde(rename = "output_id")]
    Output(OutputId),
    #[serde(rename = "file_id")]
    File(FileId),
    #[serde(rename = "delivery_id")]
    Delivery(DeliveryId),
}

impl WorkKind {
    pub const ALL: [Self; 3] = [Self::Generation, Self::Ingestion, Self::Delivery];

    /// As `private.jobs` has it in `work`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Generation => "generation",
            Self::Ingestion => "ingestion",
            Self::Delivery => "delivery",
        }
    }

    /// Its queue, and with `-dead-letter` behind it the one of messages that no worker has brought to an end.
    #[must_use]
    pub const fn queue(self) -> &'static str {
        match self {
            Self::Generation => "outputs",
            Self::Ingestion => "ingestion",
            Self::Delivery => "webhooks",
        }
    }

    /// The work itself, as its user is told of it.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Generation => "Writing this output",
            Self::Ingestion => "Reading this file",
            Self::Delivery => "Sending this event",
        }
    }

    /// How its user has it done once more.
    #[must_use]
    pub const fn how_to_repeat(self) -> &'static str {
        match self {
            Self::Generation => "Generate again.",
            Self::Ingestion => "Call `complete` again.",
            Self::Delivery => "Have it sent again.",
        }
    }

    /// The subject of this id.
    #[must_use]
    pub const fn subject(self, id: Uuid) -> Subject {
        match self {
            Self::Generation => Subject::Output(OutputId(id)),
            Self::Ingestion => Subject::File(FileId(id)),
            Self::Delivery => Subject::Delivery(DeliveryId(id)),
        }
    }
}

/// As lines about a job have it: `output 5f1c…`.
impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Output(_) => "output",
            Self::File(_) => "file",
            Self::Delivery(_) => "delivery",
        };
        write!(out, "{name} {}", self.id())
    }
}

impl Subject {
    #[must_use]
    pub const fn work(self) -> WorkKind {
        match self {
            Self::Output(_) => WorkKind::Generation,
            Self::File(_) => WorkKind::Ingestion,
            Self::Delivery(_) => WorkKind::Delivery,
        }
    }

    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Output(OutputId(id))
            | Self::File(FileId(id))
            | Self::Delivery(DeliveryId(id)) => id,
        }
    }
}
