//! Every bound of the product: on what is stored, asked for and given, in one place. Characters are Unicode scalar values.
//! What bounds the means alone (a connection, a request to a provider) stands in the `limits` of its crate.

use std::time::Duration;

pub const PROJECT_TITLE: usize = 200;
pub const PROJECT_DESCRIPTION: usize = 5_000;
pub const PROFILE_NAME: usize = 200;
pub const TONE_OF_VOICE: usize = 200;
/// Bytes of `preferences` as JSON.
pub const PREFERENCES: usize = 16 * 1024;
/// Of an account.
pub const API_KEYS: usize = 20;
pub const API_KEY_NAME: usize = 100;
/// Of an account.
pub const WEBHOOKS: usize = 5;
pub const WEBHOOK_URL: usize = 2_048;
pub const WEBHOOK_DESCRIPTION: usize = 200;
/// How long the secret from before still signs, beside the new one.
pub const SECRET_OVERLAP: Duration = Duration::from_hours(24);
pub const TEMPLATE_NAME: usize = 200;
/// Ten times the longest of the system's.
pub const TEMPLATE_PROMPT: usize = 20_000;
pub const TOPIC: usize = 1_000;
pub const PROMPT_OVERRIDES: usize = 4_000;
pub const FILENAME: usize = 255;
/// A media type with its parameters.
pub const MEDIA_TYPE: usize = 255;
/// Sources of one generation.
pub const FILE_IDS: usize = 20;
/// Words asked for.
pub const TARGET_LENGTH: std::ops::RangeInclusive<i64> = 50..=10_000;
/// Of one output, all together.
pub const VARIANTS: std::ops::RangeInclusive<i64> = 1..=5;
pub const SUBJECT_LINE: usize = 200;
pub const PREVIEW_TEXT: usize = 200;
/// Names and terms of a vocabulary.
pub const VOCABULARY: usize = 100;
/// Characters of one.
pub const VOCABULARY_TERM: usize = 80;
/// A language tag (BCP 47).
pub const LANGUAGE: usize = 35;
pub const AUDIENCE: usize = 200;
/// Bytes of `extras` as JSON.
pub const EXTRAS: usize = 16 * 1024;
/// Bytes of what a client has put into an output's `metadata`, as JSON.
pub const METADATA: usize = 16 * 1024;
/// Words of a blog post where nobody says.
pub const BLOG_WORDS: u32 = 800;
/// Words of a post where nobody says.
pub const POST_WORDS: u32 = 150;
/// Words of an email where nobody says.
pub const EMAIL_WORDS: u32 = 250;
/// Words a minute of a reader (Brysbaert 2019, silent reading of non-fiction in English).
pub const READING_SPEED: u32 = 238;
/// Characters of an email's subject and preview, beyond which inboxes cut.
pub const INBOX_SUBJECT: usize = 60;
pub const INBOX_PREVIEW: usize = 110;
/// Posts of a thread.
pub const THREAD_POSTS: usize = 10;
/// Hashtags that Instagram takes.
pub const INSTAGRAM_HASHTAGS: usize = 30;
/// Of what an output says that it is about.
pub const OUTPUT_KEYWORDS: usize = 8;
/// Characters of an output's body.
pub const OUTPUT_BODY: usize = 100_000;
/// The longest that a read waits for an output to be done (`Prefer: wait`): API Gateway gives up after 30 s.
pub const WAIT: Duration = Duration::from_secs(25);
/// After which its slot is free again, should it not have been released.
pub const WAIT_SLOT: Duration = Duration::from_secs(30);
/// The pause before it looks again: a tenth of the time that it has waited, but within these.
pub const WAIT_POLL: std::ops::RangeInclusive<Duration> =
    Duration::from_millis(50)..=Duration::from_millis(500);

/// Earlier bodies of one output that are kept, the newest; the migrations have the same number.
pub const VERSIONS: i32 = 100;
/// Corrections of one transcription that are kept beside the present one and what was read, the newest; the migrations have
/// the same number.
pub const TRANSCRIPTION_VERSIONS: i32 = 20;
/// Bytes of their texts together; the migrations have the same number.
pub const TRANSCRIPTION_VERSIONS_BYTES: usize = 16 * 1024 * 1024;
/// Segments, speakers, splits and merges, of each so many in one correction.
pub const CORRECTIONS: usize = 1_000;
/// Characters of a segment's text as a person gives it.
pub const SEGMENT_TEXT: usize = 20_000;
pub const SPEAKER: usize = 200;

/// Months after which it is forgotten which jobs were accepted in one.
pub const RESERVATIONS_KEPT: i32 = 13;

/// Files and outputs of a project that can go to another account, in one transaction.
pub const TRANSFER_ROWS: i32 = 2_000;

/// Days in which a deleted project or output can be restored; the migrations have the same number.
pub const RESTORABLE: i32 = 30;

/// Days after which it is forgotten who did what in an account.
pub const AUDIT_KEPT: i32 = 365;

/// Days after a failed payment in which a plan still counts, unless `BILLING_GRACE_DAYS` says otherwise; and what it may say.
pub const GRACE_DAYS: i32 = 7;
pub const GRACE_DAYS_ALLOWED: std::ops::RangeInclusive<i32> = 0..=60;

/// A page of a list, and of the lists inside of a project.
pub const PAGE: i64 = 100;
/// As many files and outputs of a project are counted.
pub const COUNTED: i64 = 10_000;
/// Characters of what is searched for.
pub const SEARCH: usize = 200;
/// Bytes after which a page of a list ends early: Lambda answers with at most 6 MB.
pub const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// The same with its escapes as a string in Lambda's answer, which has 6 MB in all.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub const ESCAPED_BYTES: usize = 5 * 1024 * 1024 + 512 * 1024;

/// Bytes of a file that comes through a function: Lambda takes 6 MB a request, base64 included.
pub const DIRECT_UPLOAD: usize = 4 * 1024 * 1024;
/// Bytes of a file that goes straight to the storage, unless `MAX_UPLOAD_BYTES` says otherwise: what Supabase's free plan
/// takes.
pub const UPLOAD: u64 = 50 * 1024 * 1024;
/// How long a signed URL puts a file. A PUT that has begun may take longer.
pub const UPLOAD_URL: Duration = Duration::from_mins(15);
/// How long a signed URL gives a file.
pub const DOWNLOAD_URL: Duration = Duration::from_mins(5);
/// After so long uploaded bytes that were not completed go, by a task that runs each hour: within a day they are gone.
pub const STAGED: Duration = Duration::from_hours(22);
/// After so long an upload that was never completed is given up. Its URL is signed anew as long as its `Idempotency-Key`
/// is kept, 24 hours; and then a PUT that has begun may still be on its way.
pub const UPLOAD_ABANDONED: Duration = Duration::from_hours(48);
/// Bytes of a transcription's text that come with its file. With every character escaped it is half of [`ESCAPED_BYTES`].
pub const FILE_TEXT: i32 = 512 * 1024;
/// The first bytes of a file, which say what it is.
pub const SNIFFED: u64 = 64 * 1024;
/// The last bytes of a zip archive, in which its directory must be.
pub const ARCHIVE_DIRECTORY: u64 = 1024 * 1024;
/// Bytes of all parts of a document that is a zip archive, unpacked.
pub const UNPACKED: u64 = 200 * 1024 * 1024;
/// How many times its own size such a document may be, unpacked.
pub const UNPACKED_RATIO: u64 = 100;
/// Bytes of all sources that one generation reads.
pub const SOURCE: usize = 8 * 1024 * 1024;
