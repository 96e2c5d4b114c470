//! From sources to an output: texts → brief → provider → checked result.
//!
//! What may live here: everything about texts, prompts, providers and platforms. What may not: Lambda, SQL, HTTP in,
//! and the bytes of files.

mod brief;
mod carry;
mod chat;
mod check;
mod clients;
mod condense;
mod config;
mod content;
mod cut;
mod draft;
mod dry_run;
mod error;
mod extractive;
mod finding;
mod form;
mod hash;
mod hashtags;
mod ledger;
pub mod limits;
mod metered;
mod post;
mod post_length;
mod prompt;
mod provenance;
mod provider;
mod recheck;
mod sentence;
mod source;
mod split;
mod tokens;
mod twitter_text;
mod usage;
mod words;
mod write;
mod written;

pub use brief::Brief;
pub use carry::{carry, carry_lines};
pub use chat::{ChatModel, ChatRequest, Completing, Completion, Fault, Message};
pub use config::{Config, ConfigError};
pub use content::{ContentError, Derived, derive};
pub use draft::{Draft, Metadata, Variant};
pub use dry_run::DryRun;
pub use error::ProviderError;
pub use finding::Check;
pub use ledger::{KeptAnswer, Ledger, NotEntered, ProviderRequest};
pub use post::Post;
pub use post_length::PostLength;
pub use prompt::{PLACEHOLDERS, TemplateFaults};
pub use provenance::{Passage, Provenance};
pub use provider::Provider;
pub use recheck::{Recheck, recheck};
pub use sentence::sentences_by_code as sentences;
pub use source::{Part, Source, SourceUsed};
pub use usage::{Prices, Usage};
