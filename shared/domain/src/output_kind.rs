//! What can be asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{TemplateType, limits};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    Blog,
    Social,
    Email,
}

impl OutputKind {
    pub const ALL: [Self; 3] = [Self::Blog, Self::Social, Self::Email];

    /// Its name in a request and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Social => "social",
            Self::Email => "email",
        }
    }

    /// Whether it has a subject and a preview.
    #[must_use]
    pub const fn has_inbox_lines(self) -> bool {
        match self {
            Self::Email => true,
            Self::Blog | Self::Social => false,
        }
    }

    /// Words of a text where nobody says; of a social set, of a post.
    #[must_use]
    pub const fn default_words(self) -> u32 {
        match self {
            Self::Blog => limits::BLOG_WORDS,
            Self::Social => limits::POST_WORDS,
            Self::Email => limits::EMAIL_WORDS,
        }
    }

    /// The types of template that can shape an output of this kind.
    #[must_use]
    pub const fn template_types(self) -> &'static [TemplateType] {
        match self {
            Self::Blog => &[TemplateType::Blog],
            Self::Social => &[
                TemplateType::Twitter,
                TemplateType::Linkedin,
                TemplateType::Instagram,
            ],
            Self::Email => &[TemplateType::Email],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Platform;

    #[test]
    fn every_template_shapes_one_kind_and_is_called_the_same_everywhere() {
        let mut shaping: Vec<&str> = OutputKind::ALL
            .iter()
            .flat_map(|kind| kind.template_types())
            .map(|shaped| shaped.as_str())
            .collect();
        let mut all = TemplateType::ALL.map(TemplateType::as_str);
        shaping.sort_unstable();
        all.sort_unstable();
        assert_eq!(shaping, all);
        let social = OutputKind::Social.template_types().iter();
        assert!(
            social
                .map(|shaped| shaped.as_str())
                .eq(Platform::ALL.map(Platform::as_str)),
            "each platform has a template"
        );
        for shaped in TemplateType::ALL {
            let json = format!("\"{}\"", shaped.as_str());
            assert!(
                serde_json::from_str::<TemplateType>(&json).is_ok_and(|read| read == shaped),
                "{json}"
            );
        }
    }
}
