//! Where a single quotation mark may be closed: most of what could do it are apostrophes.

use std::{collections::HashMap, ops::Range};

/// So many of the places are tried, those after the first within so many bytes.
const READINGS: usize = 3;
const LONGEST: usize = 4_000;

/// A mark that opens, and what closes it.
const SORTS: [(char, &[char]); 3] = [('‚', &['‘', '’']), ('‘', &['’']), ('\'', &['\''])];

/// The single marks of a text, each looked at once, however many open and never close.
pub(super) struct Singles([Sort; 3]);

#[derive(Default)]
struct Sort {
    open: char,
    /// How deep the text is from each of its marks on: less where one closes, more where one opens inside of another.
    depths: Vec<(usize, i64)>,
    /// The places of the marks that lead down to a depth.
    down_to: HashMap<i64, Vec<Range<usize>>>,
}

impl Singles {
    pub(super) fn of(text: &str) -> Self {
        let mut sorts = SORTS.map(|(open, _)| Sort {
            open,
            ..Sort::default()
        });
        let mut before = None;
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let end = at + c.len_utf8();
            // Within a word it is an apostrophe.
            let ends_a_word = before.is_some_and(|c: char| !c.is_whitespace())
                && characters
                    .peek()
                    .is_none_or(|(_, next)| !next.is_alphanumeric());
            for (sort, (open, close)) in sorts.iter_mut().zip(SORTS) {
                if close.contains(&c) && ends_a_word {
                    sort.closes(at..end);
                } else if c == open && !close.contains(&c) {
                    sort.opens(at);
                }
            }
            before = Some(c);
        }
        Self(sorts)
    }

    /// Of what `open` opens right before `from`, the nearest first.
    pub(super) fn ends(&self, open: char, from: usize) -> Vec<Range<usize>> {
        let mut sorts = self.0.iter();
        let sort = sorts.find(|sort| sort.open == open);
        sort.map(|sort| sort.ends(from)).unwrap_or_default()
    }
}

impl Sort {
    fn depth(&self) -> i64 {
        self.depths.last().map_or(0, |(_, depth)| *depth)
    }

    fn opens(&mut self, at: usize) {
        self.depths.push((at, self.depth() + 1));
    }

    fn closes(&mut self, at: Range<usize>) {
        let depth = self.depth() - 1;
        self.depths.push((at.start, depth));
        self.down_to.entry(depth).or_default().push(at);
    }

    /// A place that ends it leads out of it; the next one, out of what is around it, too.
    fn ends(&self, from: usize) -> Vec<Range<usize>> {
        let before = self.depths.partition_point(|(at, _)| *at < from);
        let depth = before.checked_sub(1).map_or(0, |last| self.depths[last].1);
        (1..)
            .map_while(|out| {
                let places = self.down_to.get(&(depth - out))?;
                let next = places.partition_point(|place| place.start < from);
                places.get(next).cloned()
            })
            .take(READINGS)
            .enumerate()
            .take_while(|(reading, end)| *reading == 0 || end.start - from <= LONGEST)
            .map(|(_, end)| end)
            .collect()
    }
}
