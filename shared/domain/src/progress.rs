//! How far the work on an output or a file is, as its user is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is being done.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Stage {
    /// Its turn has not come, or it has only just begun.
    Waiting,
    /// What an address names is fetched.
    Fetching,
    /// Sources, or the file itself.
    Reading,
    /// Seconds of a recording.
    Transcribing,
    /// Parts of sources that are longer than the model reads at a time.
    Condensing,
    /// Texts: one, and as many more as variants were asked for.
    Writing,
    /// The text that was written last.
    Checking,
    /// The same, since something was wrong with it.
    Repairing,
    /// What came of it.
    Storing,
}

/// How far it is. In an attempt it goes on and never back; another attempt begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    description = "How far the work is. It never goes back, unless the work is begun anew: stages come in their order, and of \
                   several texts `writing`, `checking` and `repairing` come for each, with one more `done` each time."
)]
pub struct Progress {
    /// `waiting`, then `fetching` of what comes from an address; of a file `reading`, `transcribing` (seconds of a recording),
    /// `storing`; of an output `reading` (files), `condensing` (parts of what is longer than a model reads at a time),
    /// `writing`, `checking`, `repairing` (texts), `storing`. There may be others one day.
    pub stage: Stage,
    /// Of the stage, so much of `total`.
    pub done: u32,
    /// At least 1. It may grow where nobody knew it before.
    #[schemars(range(min = 1))]
    pub total: u32,
}

impl Stage {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Fetching => "fetching",
            Self::Reading => "reading",
            Self::Transcribing => "transcribing",
            Self::Condensing => "condensing",
            Self::Writing => "writing",
            Self::Checking => "checking",
            Self::Repairing => "repairing",
            Self::Storing => "storing",
        }
    }

    /// Those of one text come again for the next.
    const fn is_of_a_text(self) -> bool {
        matches!(self, Self::Writing | Self::Checking | Self::Repairing)
    }
}

impl Progress {
    /// Nothing of it is done; also where it is not parted into steps.
    #[must_use]
    pub const fn begin(stage: Stage) -> Self {
        Self {
            stage,
            done: 0,
            total: 1,
        }
    }

    /// So many of so many steps; more than the largest number is the largest.
    #[must_use]
    pub fn of(stage: Stage, done: usize, total: usize) -> Self {
        let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
        Self {
            stage,
            done: count(done),
            total: count(total.max(done)).max(1),
        }
    }

    /// Whether it is further than `before`, in the same attempt.
    #[must_use]
    pub fn is_beyond(self, before: Self) -> bool {
        self.order() > before.order()
    }

    fn order(self) -> (Stage, u32, Stage, u32) {
        let phase = if self.stage.is_of_a_text() {
            Stage::Writing
        } else {
            self.stage
        };
        (phase, self.done, self.stage, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_come_in_their_order_and_those_of_a_text_for_each_text() {
        let of = Progress::of;
        let run = [
            Progress::begin(Stage::Waiting),
            of(Stage::Reading, 0, 2),
            of(Stage::Reading, 1, 2),
            of(Stage::Condensing, 0, 40),
            of(Stage::Condensing, 39, 40),
            of(Stage::Condensing, 39, 52),
            of(Stage::Writing, 0, 2),
            of(Stage::Checking, 0, 2),
            of(Stage::Repairing, 0, 2),
            of(Stage::Writing, 1, 2),
            of(Stage::Checking, 1, 2),
            of(Stage::Storing, 0, 1),
        ];
        for (number, progress) in run.iter().enumerate() {
            for before in &run[..number] {
                assert!(progress.is_beyond(*before) && !before.is_beyond(*progress));
            }
            assert!(!progress.is_beyond(*progress));
            let json = serde_json::to_value(progress).unwrap();
            assert_eq!(json["stage"], progress.stage.as_str());
        }
        // A repaired text that is checked again is still being repaired.
        assert!(!of(Stage::Checking, 0, 2).is_beyond(of(Stage::Repairing, 0, 2)));
    }

    #[test]
    fn it_is_never_done_before_it_began_nor_more_than_all() {
        assert_eq!(
            Progress::of(Stage::Reading, 0, 0),
            Progress::begin(Stage::Reading)
        );
        assert_eq!(Progress::of(Stage::Reading, 3, 2).total, 3);
        assert_eq!(Progress::of(Stage::Reading, 0, usize::MAX).total, u32::MAX);
    }
}
