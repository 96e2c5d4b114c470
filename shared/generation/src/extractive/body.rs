//! A body, put together from its blocks: no longer than a body can be, whatever the source takes for a sentence.

use domain::limits::OUTPUT_BODY;

use crate::cut;

/// Characters of a title and of a heading, which may be a source's own.
const HEADING: usize = 300;
const BETWEEN: &str = "\n\n";

/// As many of the blocks as there is room for. Of the first paragraph its beginning, where it alone is too long.
pub(super) fn body(blocks: Vec<String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut room = OUTPUT_BODY;
    let mut is_told = false;
    for block in blocks {
        let is_heading = block.starts_with('#');
        let most = room.saturating_sub(BETWEEN.len());
        let mut block = block;
        if is_heading {
            block = cut::shortened(&block, HEADING);
        } else if !is_told {
            block = cut::shortened(&block, most);
        }
        let length = block.chars().count();
        if length > most {
            break;
        }
        is_told |= !is_heading;
        room = most - length;
        kept.push(block);
    }
    // A heading without a text is none; the first is the title.
    while kept.len() > 1 && kept.last().is_some_and(|last| last.starts_with('#')) {
        kept.pop();
    }
    kept.join(BETWEEN)
}
