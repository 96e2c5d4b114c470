//! What bounds the work of a generation; what bounds its result stands in `domain::limits`.

/// How often a prompt is made again of three quarters of its tokens, where the model finds it too long.
pub const CONTEXT_NARROWINGS: u32 = 2;
/// Steps in which sources that are longer than a context are condensed; each leaves a quarter at least, so that a model
/// has something to choose from.
pub const CONDENSING_STEPS: u32 = 4;
pub const CONDENSED_TO: u64 = 4;
/// Requests for that, of all steps and sources together.
pub const CONDENSING_CALLS: u64 = 96;
/// One part in so many of an attempt's time is left for the writing itself.
pub const WRITING_TIME: u32 = 3;
/// Tokens of a part of a source, below which condensing isn't worth its requests.
pub const CONDENSED_PART: u64 = 256;
/// Bytes of a provider's answer.
pub const ANSWER: usize = 2 * 1024 * 1024;
