//! A transcription as a file: plain text, subtitles (SubRip, WebVTT), Markdown.

use std::fmt::Write;

use domain::Segment;

use crate::paragraphs::paragraphs;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    SubRip,
    WebVtt,
    Markdown,
}

/// A document has no times, and so no subtitles; what stands above a transcript is not said either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are no times in it")]
pub struct Untimed;

/// What can be asked for, by name; `None` is the resource itself, as JSON.
pub const FORMATS: [(&str, Option<Format>); 5] = [
    ("json", None),
    (Format::Text.as_str(), Some(Format::Text)),
    (Format::SubRip.as_str(), Some(Format::SubRip)),
    (Format::WebVtt.as_str(), Some(Format::WebVtt)),
    (Format::Markdown.as_str(), Some(Format::Markdown)),
];

impl Format {
    /// Its name, which is its extension too.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::SubRip => "srt",
            Self::WebVtt => "vtt",
            Self::Markdown => "md",
        }
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::SubRip => "application/x-subrip; charset=utf-8",
            Self::WebVtt => "text/vtt; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// `text` as a whole, and in its parts; `title` is what a Markdown file is headed with.
pub fn write(
    text: &str,
    segments: &[Segment],
    title: &str,
    format: Format,
) -> Result<String, Untimed> {
    match format {
        Format::Text => Ok(format!("{text}\n")),
        Format::SubRip => subrip(segments),
        Format::WebVtt => webvtt(segments),
        Format::Markdown => Ok(markdown(segments, title)),
    }
}

fn subrip(segments: &[Segment]) -> Result<String, Untimed> {
    let mut file = String::new();
    for (number, cue) in cues(segments)?.iter().enumerate() {
        let (start, end) = (time(cue.start, ','), time(cue.end, ','));
        let voice = cue
            .speaker
            .map(|name| format!("{name}: "))
            .unwrap_or_default();
        // An arrow in a text would begin another cue.
        let text = format!("{voice}{}", cue.text).replace("-->", "->");
        _ = write!(file, "{}\n{start} --> {end}\n{text}\n\n", number + 1);
    }
    Ok(file)
}

/// <https://www.w3.org/TR/webvtt1/>
fn webvtt(segments: &[Segment]) -> Result<String, Untimed> {
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let mut file = "WEBVTT\n\n".to_owned();
    for cue in cues(segments)? {
        let (start, end) = (time(cue.start, '.'), time(cue.end, '.'));
        let voice = cue
            .speaker
            .map(|name| format!("<v {}>", escaped(name)))
            .unwrap_or_default();
        _ = write!(file, "{start} --> {end}\n{voice}{}\n\n", escaped(cue.text));
    }
    Ok(file)
}

fn markdown(segments: &[Segment], title: &str) -> String {
    let mut file = format!("# {}\n", escaped(title));
    let mut last = None;
    for paragraph in paragraphs(segments) {
        let text = escaped(&paragraph.text);
        _ = match paragraph.first {
            Segment::Said { start, speaker, .. } => {
                let time = time(*start, '.');
                let time = time.split('.').next().unwrap_or_default();
                let voice = speaker
                    .as_deref()
                    .map(|name| format!("{} ", escaped(name)))
                    .unwrap_or_default();
                write!(file, "\n**{voice}\\[{time}\\]** {text}\n")
            }
            &Segment::Page {
                page, ref speaker, ..
            } => {
                if last != Some(page) {
                    _ = write!(file, "\n## Page {page}\n");
                    last = Some(page);
                }
                write!(file, "\n{}{text}\n", voice(speaker.as_deref()))
            }
            Segment::Paragraph { speaker, .. } => {
                write!(file, "\n{}{text}\n", voice(speaker.as_deref()))
            }
        };
    }
    file
}

/// Who speaks, where nobody knows when.
fn voice(speaker: Option<&str>) -> String {
    speaker
        .map(|name| format!("**{}** ", escaped(name)))
        .unwrap_or_default()
}

struct Cue<'a> {
    start: f64,
    end: f64,
    text: &'a str,
    speaker: Option<&'a str>,
}

fn cues(segments: &[Segment]) -> Result<Vec<Cue<'_>>, Untimed> {
    let cue = |segment| match segment {
        &Segment::Said {
            start,
            end,
            ref text,
            ref speaker,
        } => Some(Cue {
            start,
            end,
            text,
            speaker: speaker.as_deref(),
        }),
        Segment::Page { .. } | Segment::Paragraph { .. } => None,
    };
    let cues: Vec<_> = segments.iter().filter_map(cue).collect();
    if cues.is_empty() {
        return Err(Untimed);
    }
    Ok(cues)
}

/// `00:01:02,345`
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times of at most a day; `as` saturates"
)]
fn time(seconds: f64, point: char) -> String {
    let milliseconds = (seconds.max(0.0) * 1_000.0).round() as u64;
    let (seconds, milliseconds) = (milliseconds / 1_000, milliseconds % 1_000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}")
}

/// What means something to Markdown means itself.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
