//! What a template shapes: an output of a kind, or a post for a platform.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{OutputKind, Platform};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateType {
    Blog,
    Linkedin,
    Twitter,
    Instagram,
    Email,
}

impl TemplateType {
    pub const ALL: [Self; 5] = [
        Self::Blog,
        Self::Linkedin,
        Self::Twitter,
        Self::Instagram,
        Self::Email,
    ];

    /// Its name in a request and in the database: that of its kind or of its platform.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => OutputKind::Blog.as_str(),
            Self::Email => OutputKind::Email.as_str(),
            Self::Linkedin => Platform::Linkedin.as_str(),
            Self::Twitter => Platform::Twitter.as_str(),
            Self::Instagram => Platform::Instagram.as_str(),
        }
    }
}

impl OutputKind {
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
