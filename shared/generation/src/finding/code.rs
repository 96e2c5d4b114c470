//! What can be found in a text, how bad it is, and what it leads to: one table.

/// What is done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// It is said, and the text stays as it is.
    Mark,
    /// One repair; if it is still there it is said, and the text stays as it is.
    RepairElseMark,
    /// One repair; if it is still there the text is cut.
    RepairElseCut,
    /// One repair; if it is still there the output fails with it.
    RepairElseFail,
    /// Something was cut already, and asking again wouldn't help.
    Cut,
    /// The variant is left out.
    Drop,
}

impl Remedy {
    pub(crate) const fn asks_for_repair(self) -> bool {
        matches!(
            self,
            Self::RepairElseMark | Self::RepairElseCut | Self::RepairElseFail
        )
    }

    /// What was done where no repair has helped.
    pub(crate) const fn action(self) -> &'static str {
        match self {
            Self::Mark | Self::RepairElseMark | Self::RepairElseFail => "marked",
            Self::RepairElseCut | Self::Cut => "cut",
            Self::Drop => "dropped",
        }
    }
}

impl Code {
    /// Found by holding a text against its sources, and so anew when it was edited.
    pub(crate) const fn is_of_sources(self) -> bool {
        matches!(
            self,
            Self::QuoteNotInSource
                | Self::QuoteShortened
                | Self::QuoteAttributedToAnother
                | Self::QuoteWithoutSource
                | Self::FigureNotInSource
                | Self::FigureOutOfContext
                | Self::DateNotInSource
                | Self::NameNotInSource
                | Self::AddressNotInSource
                | Self::LinkNotInSource
                | Self::Ungrounded
                | Self::ContradictsSource
                | Self::NotChecked
        )
    }
}

macro_rules! codes {
    ($($code:ident $name:literal $severity:literal $remedy:ident,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Code { $($code),* }

        impl Code {
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$code),)* _ => None }
            }

            /// Stable, for programs.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            pub(crate) const fn severity(self) -> &'static str {
                match self { $(Self::$code => $severity),* }
            }

            pub(crate) const fn remedy(self) -> Remedy {
                match self { $(Self::$code => Remedy::$remedy),* }
            }
        }
    };
}

codes! {
    // Over a platform's limit.
    PostTooLong "post_too_long" "warning" RepairElseCut,
    TooManyHashtags "too_many_hashtags" "warning" RepairElseCut,
    ThreadTooLong "thread_too_long" "warning" RepairElseCut,
    SubjectTooLong "subject_too_long" "warning" RepairElseCut,
    PreviewTooLong "preview_text_too_long" "warning" RepairElseCut,
    // Not in the source.
    QuoteNotInSource "quote_not_in_source" "error" RepairElseMark,
    QuoteShortened "quote_shortened" "error" RepairElseMark,
    QuoteAttributedToAnother "quote_attributed_to_another" "error" RepairElseMark,
    QuoteWithoutSource "quote_without_source" "error" Mark,
    FigureNotInSource "figure_not_in_source" "warning" Mark,
    FigureOutOfContext "figure_out_of_context" "warning" Mark,
    DateNotInSource "date_not_in_source" "warning" Mark,
    NameNotInSource "name_not_in_source" "warning" Mark,
    AddressNotInSource "address_not_in_source" "warning" Mark,
    LinkNotInSource "link_not_in_source" "warning" Mark,
    Ungrounded "ungrounded" "warning" Mark,
    ContradictsSource "contradicts_source" "warning" Mark,
    // Nothing that could be published.
    Empty "empty" "error" RepairElseFail,
    Truncated "truncated" "error" RepairElseFail,
    Looping "looping" "error" RepairElseFail,
    ModelArtifact "leftover" "error" RepairElseFail,
    WrongLanguage "wrong_language" "error" RepairElseFail,
    PostsAlike "posts_alike" "warning" RepairElseMark,
    InvalidForm "invalid_form" "error" RepairElseFail,
    // Of a set of variants.
    TooSimilar "variant_too_similar" "info" Drop,
    NotWritten "variant_not_written" "info" Drop,
    // What its reader should know.
    NoSource "no_source" "warning" Mark,
    NotChecked "not_checked" "info" Mark,
    SourceCondensed "source_condensed" "info" Mark,
    SourceShortened "source_shortened" "info" Cut,
    ShorterThanAsked "shorter_than_asked" "info" Mark,
    LongerThanAsked "longer_than_asked" "info" Mark,
    ToneNotApplied "tone_not_applied" "info" Mark,
    LanguageNotApplied "language_not_applied" "info" Mark,
}
