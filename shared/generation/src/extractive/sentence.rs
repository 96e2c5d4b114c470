//! A sentence of a source, with what ranking and layout want to know of it.

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub(super) struct Sentence {
    /// As in the source, but for white space and for what marks a list, a speaker or a time before it.
    pub(super) text: String,
    /// Counted over all sources.
    pub(super) paragraph: usize,
    pub(super) words: usize,
    /// Ids of the meaningful words' stems, in order, with repetitions.
    pub(super) terms: Vec<usize>,
    /// The same, sorted, each once.
    pub(super) vocabulary: Vec<usize>,
    /// It needs nothing before it to be understood.
    pub(super) stands_alone: bool,
    /// Of a list, as its source marks it.
    pub(super) is_item: bool,
    /// It ends as sentences end; an item of a list doesn't.
    pub(super) ended: bool,
    pub(super) question: bool,
    /// Its source says something between it and the sentence before it, which is left out.
    pub(super) after_gap: bool,
    /// The heading above it, in `Corpus::headings`.
    pub(super) heading: Option<usize>,
    /// Who says it, in a transcript that names them.
    pub(super) speaker: Option<String>,
}
