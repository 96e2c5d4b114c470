//! Every bound of generation, in one place.

/// Words of a blog post where nobody says.
pub const BLOG_WORDS: u32 = 800;
/// Words of a post where nobody says.
pub const POST_WORDS: u32 = 150;
/// Words of an email where nobody says.
pub const EMAIL_WORDS: u32 = 250;
/// Words a minute of a reader (Brysbaert 2019, silent reading of non-fiction in English).
pub const READING_SPEED: u32 = 238;
/// Characters of an email's subject and preview, beyond which inboxes cut.
pub const SUBJECT: usize = 60;
pub const PREVIEW: usize = 110;
/// Posts of a thread.
pub const THREAD: usize = 10;
/// Hashtags that Instagram takes.
pub const HASHTAGS: usize = 30;
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
/// Of what an output says that it is about.
pub const KEYWORDS: usize = 8;
/// Characters of an output's body.
pub const BODY: usize = 100_000;
