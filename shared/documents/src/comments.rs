//! Comments as Google Docs writes them into a text: `[a]` behind the words, and below all else `[a]Is this so?`.

use crate::block::Block;

/// Without the comments and their marks. What is a note has a space after its mark, and stays.
pub(crate) fn remove(blocks: &mut Vec<Block>) {
    let mut marked = false;
    let first = blocks.iter().enumerate().find_map(|(place, block)| {
        let mut start = 0;
        for line in block.text.split_inclusive('\n') {
            if marked && comment(line).is_some_and(|name| name == "a") {
                return Some((place, start));
            }
            marked |= line.find("[a]").is_some_and(|at| at > 0);
            start += line.len();
        }
        None
    });
    let Some((place, start)) = first else {
        return;
    };
    let below = blocks.split_off(place + 1);
    let last = blocks[place].text.split_off(start);
    let comments =
        std::iter::once(last.as_str()).chain(below.iter().map(|block| block.text.as_str()));
    let names: Vec<String> = comments
        .flat_map(str::lines)
        .filter_map(comment)
        .map(|name| ["[", name, "]"].concat())
        .collect();
    for block in blocks.iter_mut() {
        for name in &names {
            block.text = block.text.replace(name.as_str(), "");
        }
    }
    blocks.retain(|block| !block.text.trim().is_empty());
}

/// The letters of a comment's line: `a` to `z`, then `aa`.
fn comment(line: &str) -> Option<&str> {
    let (name, said) = line.strip_prefix('[')?.split_once(']')?;
    let is_name =
        (1..=2).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_name && !said.is_empty() && !said.starts_with(char::is_whitespace)).then_some(name)
}
