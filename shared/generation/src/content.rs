//! What an output's body says of itself: read from the Markdown on every write, so that `body` stays the truth.

use std::collections::HashSet;

use domain::{OutputKind, Platform, limits};
use schemars::JsonSchema;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    Post,
    hashtags::hashtags,
    post_length::PostLength,
    sentence,
    words::{
        Language, is_unspaced,
        phrases::{Phrase, UNKNOWN, is_acronym, phrases, ratio},
    },
};

/// The derived keys of `outputs.metadata`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Derived {
    pub word_count: usize,
    /// Minutes, at least 1.
    #[schemars(range(min = 1))]
    pub reading_time: usize,
    pub keywords: Vec<String>,
    /// Blog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Blog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// Social.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts: Option<Vec<Post>>,
}

/// Why a body is none of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    #[error("the body is empty")]
    Empty,
    #[error("a blog post begins with a line `# title`")]
    NoTitle,
    #[error(
        "line {0}: a social set has the sections `## X`, `## LinkedIn` and `## Instagram`, each at most once"
    )]
    Section(usize),
    #[error("{} takes {limit} characters, and part {part} has {length}", .platform.heading())]
    TooLong {
        platform: Platform,
        /// 1 for the first.
        part: usize,
        length: usize,
        limit: usize,
    },
    #[error("a thread has {limit} posts at most, and this has {count}")]
    ThreadTooLong { count: usize, limit: usize },
    #[error("{} takes {limit} hashtags, and the post has {count}", .platform.heading())]
    TooManyHashtags {
        platform: Platform,
        count: usize,
        limit: usize,
    },
}

/// Reads a body of `kind`.
pub fn derive(kind: OutputKind, body: &str) -> Result<Derived, ContentError> {
    if body.trim().is_empty() {
        return Err(ContentError::Empty);
    }
    let mut derived = Derived {
        word_count: word_count(body),
        reading_time: reading_time(body),
        keywords: keywords(body),
        title: None,
        excerpt: None,
        posts: None,
    };
    match kind {
        OutputKind::Blog => {
            let (title, rest) = body
                .trim_start()
                .split_once('\n')
                .unwrap_or((body.trim_start(), ""));
            let title = title.strip_prefix("# ").map(str::trim);
            let title = title.filter(|title| !title.is_empty());
            derived.title = Some(title.ok_or(ContentError::NoTitle)?.to_owned());
            derived.excerpt = rest
                .split("\n\n")
                .map(str::trim)
                .find(|p| !p.is_empty() && !p.starts_with('#'))
                .map(str::to_owned);
        }
        OutputKind::Social => derived.posts = Some(posts(body)?),
        OutputKind::Email => {}
    }
    Ok(derived)
}

/// The sections of a social set.
fn posts(body: &str) -> Result<Vec<Post>, ContentError> {
    let mut sections: Vec<(Platform, String)> = Vec::new();
    for (number, line) in body.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("## ") {
            let platform = Platform::ALL
                .into_iter()
                .find(|platform| platform.heading() == heading.trim());
            match platform {
                Some(platform) if sections.iter().all(|(known, _)| *known != platform) => {
                    sections.push((platform, String::new()));
                }
                _ => return Err(ContentError::Section(number + 1)),
            }
        } else if let Some((_, text)) = sections.last_mut() {
            text.push_str(line);
            text.push('\n');
        } else if !line.trim().is_empty() {
            return Err(ContentError::Section(number + 1));
        }
    }
    sections
        .into_iter()
        .map(|(platform, text)| post(platform, &text))
        .collect()
}

fn post(platform: Platform, text: &str) -> Result<Post, ContentError> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.trim() == "---" {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        return Err(ContentError::Empty);
    }
    if platform == Platform::Twitter && parts.len() > limits::THREAD_POSTS {
        return Err(ContentError::ThreadTooLong {
            count: parts.len(),
            limit: limits::THREAD_POSTS,
        });
    }
    let characters: Vec<usize> = parts.iter().map(|part| platform.count(part)).collect();
    if let Some(part) = characters
        .iter()
        .position(|length| *length > platform.limit())
    {
        let (length, limit) = (characters[part], platform.limit());
        return Err(ContentError::TooLong {
            platform,
            part: part + 1,
            length,
            limit,
        });
    }
    let tags = |part: &String| -> Vec<String> {
        let tags = hashtags(part).into_iter();
        tags.map(|tag| part[tag].trim_start_matches(['#', '＃']).to_owned())
            .collect()
    };
    let hashtags: Vec<String> = parts.iter().flat_map(tags).collect();
    if let Some(limit) = platform.hashtag_limit()
        && hashtags.len() > limit
    {
        return Err(ContentError::TooManyHashtags {
            platform,
            count: hashtags.len(),
            limit,
        });
    }
    Ok(Post {
        platform,
        parts,
        hashtags,
        characters,
        limit: platform.limit(),
    })
}

/// Words as Unicode draws their borders (UAX 29).
pub(crate) fn word_count(text: &str) -> usize {
    text.unicode_words().count()
}

fn reading_time(text: &str) -> usize {
    word_count(text)
        .div_ceil(limits::READING_SPEED as usize)
        .max(1)
}

/// What the text is about, as it writes it: the phrases and words that it uses the most as names of something.
fn keywords(text: &str) -> Vec<String> {
    let prose: Vec<String> = text.lines().map(prose).collect();
    // What two posts say is said once.
    let mut seen = HashSet::new();
    let lines = prose.iter().flat_map(|line| sentence::bounds(line));
    let told = lines
        .map(|(_, sentence)| sentence.trim())
        .filter(|sentence| seen.insert(*sentence));
    let mut found = phrases(told, Language::of(text));
    found.retain(|phrase| {
        // What is used once, and nobody can tell how, is no name yet.
        (phrase.noun > UNKNOWN || phrase.noun >= UNKNOWN && phrase.count > 1)
            && (phrase.text.chars().count() > 3
                || is_acronym(&phrase.text)
                || phrase.text.contains(is_unspaced))
            // Words that stood together once are no phrase yet.
            && (phrase.words == 1 || phrase.count > 1)
    });
    let weight = |phrase: &Phrase| ratio(phrase.count * phrase.words, 1) * phrase.noun;
    found.sort_by(|a, b| {
        weight(b)
            .total_cmp(&weight(a))
            .then_with(|| a.place.cmp(&b.place))
    });
    let mut stems: HashSet<String> = HashSet::new();
    let mut keywords = Vec::new();
    for phrase in found {
        let said = phrase.key.split(' ').any(|stem| stems.contains(stem));
        if keywords.len() < limits::OUTPUT_KEYWORDS && !said {
            stems.extend(phrase.key.split(' ').map(str::to_owned));
            keywords.push(phrase.text);
        }
    }
    keywords
}

/// A line without what nobody reads as a sentence: the signs of Markdown, a platform's name, links and hashtags.
fn prose(line: &str) -> String {
    let heading = line.strip_prefix("## ").map(str::trim);
    if Platform::ALL
        .iter()
        .any(|platform| Some(platform.heading()) == heading)
    {
        return String::new();
    }
    let read = |word: &&str| !word.starts_with(['#', '@']) && !word.contains("://");
    line.split_whitespace()
        .filter(read)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_name_what_a_text_is_about() {
        let body = "## X\n\nThe AI writes for the United States. #writing #writing #writing\n\n## LinkedIn\n\nThe AI of the \
                    United States has a price. The price is high.\n\nhttps://example.com/price #writing\n";
        let keywords = derive(OutputKind::Social, body).map(|derived| derived.keywords);
        let expected = ["United States", "price", "AI"].map(str::to_owned);
        assert_eq!(keywords, Ok(expected.to_vec()));
    }
}
