//! A social set: one section for each platform, as JSON.

use serde_json::{Value, json};

use super::{
    json_in_text,
    plain::invalid_form,
    spec::{FormSpec, object},
};
use domain::{Platform, limits};

use crate::{
    Brief, cut,
    finding::{Code, Finding},
    hashtags::hashtags,
    post_length::PostLength,
    written::Written,
};

pub(super) const FORM: FormSpec = FormSpec {
    instructions,
    schema,
    read,
    texts: |brief| brief.platforms.len().max(1),
    // Each platform has a length of its own.
    has_target_length: false,
};

fn instructions(brief: &Brief) -> String {
    let mut form = String::from(
        "Answer with one JSON object and nothing else:\n{\"posts\": [{\"platform\": \"…\", \"parts\": [\"…\"]}]}\nOne entry for each of these platforms, in this order. `parts` holds the post's text as one string, unless something else is said. Plain text without Markdown; line breaks as \\n; each post can be understood alone.\n",
    );
    for platform in &brief.platforms {
        let name = platform.as_str();
        let line = match platform {
            Platform::Twitter if brief.thread => format!(
                "- \"{name}\" (X): a thread. `parts` holds 2 to {} strings, one a post, each at most 265 characters, not numbered.\n",
                limits::THREAD_POSTS
            ),
            Platform::Twitter => format!(
                "- \"{name}\" (X): one post of at most {} characters. A link counts 23, an emoji or a Chinese, Japanese or Korean character 2.\n",
                platform.limit()
            ),
            Platform::Linkedin => {
                format!("- \"{name}\": at most {} characters.\n", platform.limit())
            }
            Platform::Instagram => format!(
                "- \"{name}\": at most {} characters, at most {} hashtags.\n",
                platform.limit(),
                limits::INSTAGRAM_HASHTAGS
            ),
        };
        form.push_str(&line);
    }
    form.push_str(if brief.include_hashtags {
        "A few fitting hashtags, at the end of a post.\n"
    } else {
        "No hashtags.\n"
    });
    form
}

fn schema(brief: &Brief) -> Option<Value> {
    let platforms = brief.platforms.iter();
    let platforms: Vec<_> = platforms.map(|platform| platform.as_str()).collect();
    let post = object(&json!({
        "platform": {"type": "string", "enum": platforms},
        "parts": {"type": "array", "items": {"type": "string"}},
    }))?;
    object(&json!({"posts": {"type": "array", "items": post}}))
}

/// The set, with what had to be cut.
fn read(brief: &Brief, text: &str) -> Result<Written, Finding> {
    let mut findings = Vec::new();
    let body = body(brief, text, &mut findings)?;
    Ok(Written {
        body,
        findings,
        ..Written::default()
    })
}

fn body(brief: &Brief, text: &str, findings: &mut Vec<Finding>) -> Result<String, Finding> {
    let written = json_in_text::values(text)
        .find_map(|value| of_json(&value))
        .or_else(|| of_markdown(text))
        .ok_or_else(|| invalid_form("It is no set of posts."))?;
    let mut body = String::new();
    for platform in &brief.platforms {
        let parts = written
            .iter()
            .find(|(of, _)| of == platform)
            .map(|(_, parts)| parts.as_slice())
            .unwrap_or_default();
        let parts: Vec<String> = parts.iter().flat_map(|part| plain(part)).collect();
        if parts.is_empty() {
            let what = format!("It lacks the post for {}.", platform.heading());
            return Err(invalid_form(what));
        }
        let parts = if *platform == Platform::Twitter && brief.thread {
            thread(&parts, findings)
        } else {
            vec![single(*platform, &parts, findings)]
        };
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str("## ");
        body.push_str(platform.heading());
        body.push_str("\n\n");
        body.push_str(&parts.join("\n\n---\n\n"));
    }
    body.push('\n');
    Ok(body)
}

type Posts = Vec<(Platform, Vec<String>)>;

/// `{"posts": [{"platform", "parts"}]}`, and what models make of it.
fn of_json(value: &Value) -> Option<Posts> {
    let posts = value.get("posts").unwrap_or(value);
    let posts: Posts = match posts {
        Value::Array(posts) => posts
            .iter()
            .filter_map(|post| {
                let texts = ["parts", "text", "content", "post", "body"]
                    .iter()
                    .find_map(|name| post.get(name))?;
                Some((platform(post.get("platform")?.as_str()?)?, strings(texts)))
            })
            .collect(),
        Value::Object(posts) => posts
            .iter()
            .filter_map(|(name, texts)| Some((platform(name)?, strings(texts))))
            .collect(),
        _ => return None,
    };
    (!posts.is_empty()).then_some(posts)
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Object(fields) => ["text", "content", "parts"]
            .iter()
            .find_map(|name| fields.get(*name))
            .map(strings)
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// `## X`, and so on: the form that a body has.
fn of_markdown(text: &str) -> Option<Posts> {
    let mut posts: Posts = Vec::new();
    for line in text.lines() {
        let heading = line
            .starts_with('#')
            .then(|| line.trim_start_matches('#'))
            .filter(|rest| rest.starts_with(' '))
            .and_then(platform);
        if let Some(platform) = heading {
            posts.push((platform, vec![String::new()]));
        } else if let Some(part) = posts.last_mut().and_then(|(_, parts)| parts.last_mut()) {
            part.push_str(line);
            part.push('\n');
        }
    }
    (!posts.is_empty()).then_some(posts)
}

fn platform(name: &str) -> Option<Platform> {
    let name = name
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .to_lowercase();
    match name.as_str() {
        "twitter" | "x" | "x (twitter)" | "x/twitter" | "twitter/x" | "twitter (x)" => {
            Some(Platform::Twitter)
        }
        "linkedin" => Some(Platform::Linkedin),
        "instagram" => Some(Platform::Instagram),
        _ => None,
    }
}

/// The posts in a text, which rules separate, none of them empty and without what would be read as a border of the set.
fn plain(text: &str) -> Vec<String> {
    let mut posts = vec![String::new()];
    for line in text.lines() {
        if is_rule(line) {
            posts.push(String::new());
        } else if let Some(post) = posts.last_mut() {
            post.extend(unheaded(line).chars().filter(|c| !c.is_control()));
            post.push('\n');
        }
    }
    let posts = posts.iter().map(|post| post.trim().to_owned());
    posts.filter(|post| !post.is_empty()).collect()
}

/// A hashtag stays, a heading loses its signs.
fn unheaded(line: &str) -> &str {
    let rest = line.trim_start().trim_start_matches('#');
    if rest.starts_with(char::is_whitespace) {
        rest.trim()
    } else {
        line.trim_end()
    }
}

/// A line `---` or `***`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'*'))
}

/// One post, of as many of the parts as fit.
fn single(platform: Platform, parts: &[String], findings: &mut Vec<Finding>) -> String {
    let kept = (1..=parts.len())
        .take_while(|count| platform.fits(&parts[..*count].join("\n\n")))
        .last()
        .unwrap_or(1);
    if kept < parts.len() {
        findings.push(Finding::new(
            Code::PostTooLong,
            format!(
                "{}: of {} posts only the first {kept} fit into one.",
                platform.heading(),
                parts.len()
            ),
        ));
    }
    let mut post = parts[..kept].join("\n\n");
    if platform == Platform::Instagram {
        post = fewer_hashtags(&post, findings);
    }
    fitting(platform, &post, 1, str::to_owned, findings)
}

/// Each with its number, which counts.
fn thread(parts: &[String], findings: &mut Vec<Finding>) -> Vec<String> {
    if parts.len() > limits::THREAD_POSTS {
        findings.push(Finding::new(
            Code::ThreadTooLong,
            format!(
                "The thread had {} posts, and {} are the most.",
                parts.len(),
                limits::THREAD_POSTS
            ),
        ));
    }
    let parts: Vec<&str> = parts
        .iter()
        .take(limits::THREAD_POSTS)
        .map(|part| unnumbered(part))
        .filter(|part| !part.is_empty())
        .collect();
    if let [part] = parts[..] {
        return vec![single(Platform::Twitter, &[part.to_owned()], findings)];
    }
    let whole = parts.len();
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            fitting(
                Platform::Twitter,
                part,
                at + 1,
                |part| format!("{part} {}/{whole}", at + 1),
                findings,
            )
        })
        .collect()
}

/// Without the number that the model gave it all the same, at either end.
fn unnumbered(part: &str) -> &str {
    let is_number = |word: &str| {
        let word = word.trim_matches(['(', ')', '[', ']', '.', ':']);
        let of = |number: &str| {
            (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        word.split_once('/')
            .is_some_and(|(n, m)| of(n) && (of(m) || m.is_empty()))
    };
    let part = match part.split_once(char::is_whitespace) {
        Some((first, rest)) if is_number(first) => rest.trim_start(),
        _ => part,
    };
    match part.rsplit_once(char::is_whitespace) {
        Some((rest, last)) if is_number(last) => rest.trim_end(),
        _ => part,
    }
}

/// Cut where its `finished` form is over the platform's limit.
fn fitting(
    platform: Platform,
    post: &str,
    number: usize,
    finished: impl Fn(&str) -> String,
    findings: &mut Vec<Finding>,
) -> String {
    let whole = finished(post);
    if platform.fits(&whole) {
        return whole;
    }
    findings.push(Finding::new(
        Code::PostTooLong,
        format!(
            "{}, post {number}: {} characters, and {} are the most.",
            platform.heading(),
            platform.count(&whole),
            platform.limit()
        ),
    ));
    finished(&cut::to_fit(post, |kept| platform.fits(&finished(kept))))
}

/// Instagram takes no post that has more.
fn fewer_hashtags(post: &str, findings: &mut Vec<Finding>) -> String {
    let tags = hashtags(post);
    let Some(surplus @ [_, ..]) = tags.get(limits::INSTAGRAM_HASHTAGS..) else {
        return post.to_owned();
    };
    findings.push(Finding::new(
        Code::TooManyHashtags,
        format!("Instagram takes {} hashtags.", limits::INSTAGRAM_HASHTAGS),
    ));
    let mut kept = String::new();
    let mut from = 0;
    for tag in surplus {
        let before = &post[from..tag.start];
        kept.push_str(before.strip_suffix(' ').unwrap_or(before));
        from = tag.end;
    }
    kept.push_str(&post[from..]);
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests;
