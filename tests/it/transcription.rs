//! What is said in a recording can be read, with when it is said, and written about; and what is written in a document.
//!
//! As in `nothing_lost`, each test has a database and queues of its own. The provider is played by a script, or by one who
//! knows the recording and answers what is said in the part that it gets.

mod corrections;
mod cut;
mod documents;
mod endings;
mod exports;
mod faults;
pub(crate) mod fixture;
mod formats;
mod imports;
mod layouts;
mod said;
mod transcripts;
mod vocabulary;
mod waits;
