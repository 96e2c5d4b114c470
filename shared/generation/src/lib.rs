//! From sources to an output: texts → brief → provider → checked result.
//!
//! What may live here: everything about texts, prompts, providers and platforms. What may not: Lambda, SQL, HTTP in,
//! and the bytes of files.

mod brief;
mod call;
mod content;
mod draft;
mod extractive;
mod kind;
pub mod limits;
mod openai;
mod prompt;
mod provider;
mod sentence;
mod weight;
mod words;

pub use brief::{Brief, Source};
pub use call::Call;
pub use content::{ContentError, Derived, derive};
pub use draft::{Check, Draft, Metadata, Post, SourceUsed, Usage};
pub use kind::{Kind, Platform};
pub use prompt::{Message, PLACEHOLDERS, TemplateFaults};
pub use provider::{Config, ConfigError, DryRun, Provider, ProviderError};
