//! From sources to an output: texts → brief → provider → checked result.
//!
//! What may live here: everything about texts, prompts, providers and platforms. What may not: Lambda, SQL, HTTP in,
//! and the bytes of files.

mod brief;
mod check;
mod condense;
mod content;
mod cut;
mod draft;
mod extractive;
mod hash;
mod hashtags;
mod kind;
mod ledger;
pub mod limits;
mod openai;
mod prompt;
mod provider;
mod sentence;
mod split;
mod twitter_text;
mod words;
mod write;

pub use brief::{Brief, Source};
pub use content::{ContentError, Derived, derive};
pub use draft::{Check, Draft, Metadata, Passage, Post, Provenance, SourceUsed, Usage, Variant};
pub use kind::{Kind, Platform};
pub use ledger::{Ledger, NotEntered, ProviderRequest};
pub use prompt::{Message, PLACEHOLDERS, TemplateFaults};
pub use provider::{Config, ConfigError, DryRun, Provider, ProviderError};
