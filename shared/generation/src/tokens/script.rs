//! Scripts whose letters are counted each at their own rate.

/// By Unicode's blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Thai,
    Hangul,
    /// With Japanese syllables.
    Han,
}

impl Script {
    pub(super) const ALL: [Self; 16] = [
        Self::Latin,
        Self::Greek,
        Self::Cyrillic,
        Self::Armenian,
        Self::Hebrew,
        Self::Arabic,
        Self::Devanagari,
        Self::Bengali,
        Self::Gujarati,
        Self::Tamil,
        Self::Telugu,
        Self::Kannada,
        Self::Malayalam,
        Self::Thai,
        Self::Hangul,
        Self::Han,
    ];

    /// Of a letter or of a mark above or below one; `None` for all else, and for scripts that no rate is known of.
    pub(super) fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' => Self::Latin,
            '\0'..='\u{BF}' | '×' | '÷' => return None,
            '\u{C0}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' => Self::Latin,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Self::Greek,
            '\u{400}'..='\u{52F}' => Self::Cyrillic,
            '\u{530}'..='\u{58F}' => Self::Armenian,
            '\u{590}'..='\u{5FF}' => Self::Hebrew,
            // Digits, a comma and a question mark of their own are signs.
            '\u{610}'..='\u{61A}' | '\u{620}'..='\u{65F}' | '\u{670}'..='\u{6D3}' => Self::Arabic,
            '\u{900}'..='\u{963}' => Self::Devanagari,
            '\u{980}'..='\u{9E3}' => Self::Bengali,
            '\u{A80}'..='\u{AE3}' => Self::Gujarati,
            '\u{B80}'..='\u{BE5}' => Self::Tamil,
            '\u{C00}'..='\u{C65}' => Self::Telugu,
            '\u{C80}'..='\u{CE5}' => Self::Kannada,
            '\u{D00}'..='\u{D65}' => Self::Malayalam,
            '\u{E01}'..='\u{E4E}' => Self::Thai,
            '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}' => Self::Hangul,
            '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => {
                Self::Han
            }
            _ => return None,
        })
    }

    /// Between its words.
    pub(super) const fn has_spaces(self) -> bool {
        !matches!(self, Self::Han | Self::Thai)
    }
}
