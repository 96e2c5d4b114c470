//! Platforms whose terms allow nobody to take their videos elsewhere: a page of theirs is refused with what to do instead.

use outbound::reqwest::Url;

/// Their domains.
const VIDEO: [&str; 13] = [
    "bilibili.com",
    "dailymotion.com",
    "facebook.com",
    "fb.watch",
    "instagram.com",
    "netflix.com",
    "rumble.com",
    "tiktok.com",
    "twitch.tv",
    "vimeo.com",
    "youku.com",
    "youtu.be",
    "youtube.com",
];

/// Whether the address is one of a video platform.
#[must_use]
pub fn is_video_platform(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    VIDEO.iter().any(|domain| {
        host.strip_suffix(domain)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_video_platform;

    #[test]
    fn a_platform_is_known_by_its_domain() {
        for (address, expected) in [
            ("https://www.youtube.com/watch?v=a", true),
            ("https://m.youtube.com/watch?v=a", true),
            ("https://youtu.be/a", true),
            ("https://vimeo.com/1", true),
            ("https://notyoutube.com/", false),
            ("https://youtube.com.example.com/", false),
            ("https://example.com/youtube.com", false),
        ] {
            assert_eq!(
                is_video_platform(&address.parse().unwrap()),
                expected,
                "{address}"
            );
        }
    }
}
