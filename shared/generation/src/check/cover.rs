//! Which bytes of a text are spoken for.

use std::ops::Range;

#[derive(Debug)]
pub(crate) struct Cover(Vec<bool>);

impl Cover {
    pub(crate) fn of<'a>(text: &str, spans: impl IntoIterator<Item = &'a Range<usize>>) -> Self {
        let mut cover = Self(vec![false; text.len()]);
        for span in spans {
            cover.add(span);
        }
        cover
    }

    pub(crate) fn add(&mut self, span: &Range<usize>) {
        if let Some(bytes) = self.0.get_mut(span.clone()) {
            bytes.fill(true);
        }
    }

    pub(crate) fn touches(&self, span: &Range<usize>) -> bool {
        self.0
            .get(span.clone())
            .is_some_and(|bytes| bytes.contains(&true))
    }
}
