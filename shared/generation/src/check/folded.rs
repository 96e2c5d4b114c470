//! A text with everything folded that doesn't change what is said: case, white space, quotation marks, dashes, emphasis.
//!
//! Each place in it leads back to the characters that it was made from.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// Where the distance between a byte here and a character there changes: from this byte on, this character.
    steps: Vec<(u32, u32)>,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            steps: Vec::new(),
        };
        let mut space = None;
        let mut before = None;
        let mut marked = None;
        let mut chars = text.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match kind(c, before, next) {
                Kind::Space => space = space.or(Some(at)),
                Kind::Nothing => {}
                Kind::Mark => marked = marked.or(Some(at)),
                Kind::Dash => {
                    if !folded.text.ends_with('-') {
                        folded.push('-', at);
                    }
                    (space, marked) = (None, None);
                }
                Kind::Itself => {
                    let glued = folded.text.ends_with(char::is_alphanumeric) && c.is_alphanumeric();
                    let between = marked.take().filter(|_| glued);
                    if let Some(at) = space.take().or(between)
                        && !folded.text.is_empty()
                        && !folded.text.ends_with('-')
                    {
                        folded.push(' ', at);
                    }
                    folded.letter(c, at);
                }
            }
            before = Some(c);
        }
        folded
    }

    fn letter(&mut self, c: char, at: usize) {
        match c {
            '…' => (0..3).for_each(|_| self.push('.', at)),
            '’' | '‘' | '‛' | '´' | '`' | 'ʼ' | '＇' => self.push('\'', at),
            // Which of the two small ones it becomes depends on what stands around it.
            'Σ' | 'ς' => self.push('σ', at),
            c if c.is_ascii() => self.push(c.to_ascii_lowercase(), at),
            c => c
                .to_lowercase()
                .for_each(|c| decompose_canonical(c, |c| self.push(c, at))),
        }
    }

    fn push(&mut self, c: char, at: usize) {
        let (byte, at) = (place(self.text.len()), place(at));
        let expected = self
            .steps
            .last()
            .map_or(byte, |(from, first)| first + (byte - from));
        if expected != at {
            self.steps.push((byte, at));
        }
        self.text.push(c);
    }

    /// The characters of the text that these bytes were made from.
    pub(crate) fn original(&self, bytes: Range<usize>) -> Range<usize> {
        let last = self.text[bytes.clone()].char_indices().next_back();
        let last = last.map_or(bytes.start, |(at, _)| bytes.start + at);
        self.character(bytes.start)..self.character(last) + 1
    }

    /// The first byte here that was made from this character of the text or one behind it.
    pub(crate) fn byte(&self, character: usize) -> usize {
        let character = place(character);
        let step = self.steps.partition_point(|(_, first)| *first <= character);
        let next = self
            .steps
            .get(step)
            .map_or(self.text.len(), |(from, _)| *from as usize);
        let (from, first) = step.checked_sub(1).map_or((0, 0), |step| self.steps[step]);
        let byte = next.min((from + (character - first.min(character))) as usize);
        self.text.ceil_char_boundary(byte)
    }

    fn character(&self, byte: usize) -> usize {
        let byte = place(byte);
        let step = self.steps.partition_point(|(from, _)| *from <= byte);
        let (from, first) = step.checked_sub(1).map_or((0, 0), |step| self.steps[step]);
        (first + (byte - from)) as usize
    }

    /// Where these words are, whole, among these bytes.
    pub(crate) fn all<'a>(
        &'a self,
        words: &'a str,
        among: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let among = among.start..self.text.floor_char_boundary(among.end);
        let found = self.text[among.clone()].match_indices(words);
        let found = found.map(move |(at, words)| among.start + at..among.start + at + words.len());
        found.filter(|at| self.is_whole(at))
    }

    /// Whether these bytes begin and end where words do: `can` is not in `can't`.
    pub(crate) fn is_whole(&self, bytes: &Range<usize>) -> bool {
        let inside = &self.text[bytes.clone()];
        let (before, after) = (&self.text[..bytes.start], &self.text[bytes.end..]);
        let (Some(first), Some(last)) = (inside.chars().next(), inside.chars().next_back()) else {
            return false;
        };
        let mut back = before.chars().rev();
        let mut on = after.chars();
        let begins = !joins(back.next(), back.next(), first);
        begins && !joins(on.next(), on.next(), last)
    }
}

/// Whether the character at a text's border goes on in the next two outside of it.
fn joins(next: Option<char>, after: Option<char>, border: char) -> bool {
    let word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let Some(next) = next.filter(|_| word(border)) else {
        return false;
    };
    word(next) || next == '\'' && after.is_some_and(word)
}

/// Of the signs that Japanese and Chinese names are written with.
pub(crate) fn is_of_name(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{30A0}'..='\u{30FF}' | '々')
}

/// Of a script that puts no spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Sources have some megabytes at most.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

enum Kind {
    Space,
    Nothing,
    /// Nothing, too, but glued to letters on both sides it is between words all the same.
    Mark,
    Dash,
    Itself,
}

fn kind(c: char, before: Option<char>, next: Option<char>) -> Kind {
    let inside =
        || before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    match c {
        // The mark of a quotation that goes over lines.
        '>' if before.is_none_or(|before| before == '\n') => Kind::Nothing,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '‚'
        | '＂' | '″' => Kind::Mark,
        '*' | '_' | '\\' | '~' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {
            Kind::Nothing
        }
        '\'' | '’' | '‘' | '‛' | '´' | '`' | 'ʼ' | '＇' if !inside() => Kind::Mark,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '－' => Kind::Dash,
        c if c.is_whitespace() => Kind::Space,
        _ => Kind::Itself,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_nothing_is_folded() {
        for (text, expected) in [
            ("  Four  Score\n\nand\tSEVEN ", "four score and seven"),
            ("“He said ‘no’,” she — said", "he said no, she-said"),
            ("here -- to us", "here-to us"),
            ("It’s the dogs’ can't", "it's the dogs can't"),
            ("> a quote\n> over lines", "a quote over lines"),
            ("so… on", "so... on"),
            ("he said:\"We\"and left", "he said:we and left"),
            ("**bold** and _soft_ \\[1\\]", "bold and soft [1]"),
            ("Stra\u{AD}ße Caf\u{e9}", "straße cafe\u{301}"),
            ("Caf\u{65}\u{301}", "cafe\u{301}"),
        ] {
            assert_eq!(Folded::of(text).text, expected, "{text}");
        }
    }

    #[test]
    fn a_place_leads_back() {
        for text in [
            "Grüße — “an   alle”, 世界!\n\nUnd: Émile’s…",
            "é\u{301}\u{200b}b",
            "İstanbul ﬁn",
        ] {
            let folded = Folded::of(text);
            let chars: Vec<char> = text.chars().collect();
            for (start, c) in folded.text.char_indices() {
                let place = folded.original(start..start + c.len_utf8());
                let original: String = chars[place].iter().collect();
                let same = Folded::of(&original).text;
                assert!(
                    c == ' ' || c == '\'' || c == '-' || same.contains(c) || original == "…",
                    "{text}: {c} of {original}"
                );
            }
        }
        let folded = Folded::of("Say “we   can” now");
        let at = folded.text.find("we can").unwrap();
        assert_eq!(folded.original(at..at + 6), 5..13);
    }

    #[test]
    fn words_are_whole() {
        let folded = Folded::of("we can't, we cannot - and the sea's 世界大战");
        for (needle, whole) in [
            ("we can", false),
            ("we can't", true),
            ("can't, we cannot", true),
            ("the sea", false),
            ("cannot", true),
            ("界大", true),
            ("nd the", false),
        ] {
            let at = folded.text.find(needle).unwrap();
            assert_eq!(folded.is_whole(&(at..at + needle.len())), whole, "{needle}");
        }
    }
}
