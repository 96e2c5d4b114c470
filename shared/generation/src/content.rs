//! What an output's body says of itself: read from the Markdown on every write, so that `body` stays the truth.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    Kind, Platform,
    draft::Post,
    limits,
    words::{Language, lower},
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
pub fn derive(kind: Kind, body: &str) -> Result<Derived, ContentError> {
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
        Kind::Blog => {
            let (title, rest) = body
                .trim_start()
                .split_once('\n')
                .unwrap_or((body.trim_start(), ""));
            derived.title = Some(
                title
                    .strip_prefix("# ")
                    .ok_or(ContentError::NoTitle)?
                    .trim()
                    .to_owned(),
            );
            derived.excerpt = rest
                .split("\n\n")
                .map(str::trim)
                .find(|p| !p.is_empty() && !p.starts_with('#'))
                .map(str::to_owned);
        }
        Kind::Social => derived.posts = Some(posts(body)?),
        Kind::Email => {}
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
    if platform == Platform::Twitter && parts.len() > limits::THREAD {
        return Err(ContentError::ThreadTooLong {
            count: parts.len(),
            limit: limits::THREAD,
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
    let hashtags: Vec<String> = parts.iter().flat_map(|part| hashtags(part)).collect();
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

fn hashtags(text: &str) -> Vec<String> {
    let tag = |word: &str| {
        let tag: String = word
            .strip_prefix('#')?
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        (!tag.is_empty() && !tag.chars().all(|c| c.is_ascii_digit())).then_some(tag)
    };
    text.split_whitespace().filter_map(tag).collect()
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

/// The words that stand out: the most frequent that carry meaning, at most eight.
fn keywords(text: &str) -> Vec<String> {
    let language = Language::of(text);
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for (place, word) in text.unicode_words().enumerate() {
        let word = lower(word);
        if word.chars().count() > 3
            && !language.is_stop_word(&word)
            && !word.chars().any(|c| c.is_ascii_digit())
        {
            counts.entry(word).or_insert((0, place)).0 += 1;
        }
    }
    let mut words: Vec<_> = counts.into_iter().collect();
    words.sort_by(|(_, (a, first)), (_, (b, second))| b.cmp(a).then(first.cmp(second)));
    words.into_iter().take(8).map(|(word, _)| word).collect()
}
