//! Chats as LINE and KakaoTalk save them, in the form in which others do: `12/03/2025, 09:14 - Maya: …`.

/// Messages from which on a text is a chat.
const ENOUGH: usize = 3;
/// Lines of a head.
const HEAD: usize = 3;
/// Bytes of a name.
const NAME: usize = 60;
/// How a line begins that says whose chat it is, and when it was saved.
const HEADS: [&str; 8] = [
    "[line] ",
    "saved on:",
    "保存日時",
    "儲存日期",
    "저장한 날짜",
    "날짜 :",
    "save date",
    "date saved",
];
const HALVES: [(&str, u32); 6] = [
    ("오전", 0),
    ("오후", 12),
    ("午前", 0),
    ("午後", 12),
    ("上午", 0),
    ("下午", 12),
];

/// `None` of a text that is none of them.
pub(crate) fn as_others(text: &str) -> Option<String> {
    // A transcript's lines may look alike, but for such a head.
    let is_headed = text.lines().take(HEAD).any(is_head);
    let messages = text
        .lines()
        .filter(|line| message(line, is_headed).is_some())
        .count();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    if messages < ENOUGH || messages * 2 < lines {
        return None;
    }
    let mut chat = String::with_capacity(text.len() + messages * "1/1/2000, ".len());
    let mut has_begun = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((time, name, said)) = message(line, is_headed) {
            has_begun = true;
            // A message of several lines stands in quotation marks.
            let said = said
                .strip_prefix('"')
                .filter(|said| !said.contains('"'))
                .unwrap_or(said);
            chat.extend(["\n\n1/1/2000, ", &time, " - ", name, ": ", said]);
        } else if has_begun && !is_noted(line) {
            chat.push('\n');
            chat.push_str(
                line.strip_suffix('"')
                    .filter(|line| !line.contains('"'))
                    .unwrap_or(line),
            );
        }
    }
    Some(chat)
}

/// `09:15⇥Maya⇥…`, `[Maya] [오전 9:15] …`: when, who, what.
fn message(line: &str, is_headed: bool) -> Option<(String, &str, &str)> {
    let (time, name, said) = if let Some(rest) = line.strip_prefix('[') {
        let (name, rest) = rest.split_once("] [")?;
        let (time, said) = rest.split_once("] ")?;
        let is_hour = is_headed || HALVES.iter().any(|(half, _)| time.starts_with(half));
        is_hour.then_some((time, name, said))?
    } else if !is_headed {
        return None;
    } else {
        let mut cells = line.splitn(3, '\t');
        (cells.next()?, cells.next()?, cells.next()?)
    };
    let is_name = !name.trim().is_empty() && name.len() <= NAME && !name.contains(':');
    Some((hour(time.trim())?, name.trim(), said.trim())).filter(|_| is_name)
}

/// `9:15 PM`, `오후 9:15` as `21:15`.
fn hour(time: &str) -> Option<String> {
    let half = HALVES
        .iter()
        .find_map(|(half, hours)| Some((time.strip_prefix(half)?, *hours)));
    let (time, half) = half.unwrap_or((time, 0));
    let lower = time.trim().to_lowercase();
    let (time, half) = match lower.strip_suffix("pm") {
        Some(time) => (time.trim(), 12),
        None => (lower.strip_suffix("am").unwrap_or(&lower).trim(), half),
    };
    let (hours, minutes) = time.split_once(':')?;
    let number = |text: &str| {
        let is_one =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_one.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60)
        .then(|| format!("{:02}:{minutes:02}", hours % 12 + half.max(hours / 12 * 12)))
}

fn is_head(line: &str) -> bool {
    let lower = line.to_lowercase();
    HEADS.iter().any(|head| lower.starts_with(head)) || lower.ends_with("카카오톡 대화")
}

/// A day between messages, a call, what was taken back, whose chat it is.
fn is_noted(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_day = || {
        let digits = line.chars().filter(char::is_ascii_digit).count();
        digits >= 4
            && line.split_whitespace().count() <= 8
            && line.contains(['/', '.', '年', '년', '-'])
    };
    // `10:20⇥☎ Call time 3:12`
    let is_event = line
        .split_once('\t')
        .is_some_and(|(time, _)| hour(time).is_some());
    line.starts_with("---")
        || is_day()
        || is_event
        || is_head(line)
        || lower.ends_with("unsent a message.")
        || lower.ends_with("님이 들어왔습니다.")
        || lower.ends_with("님이 나갔습니다.")
}
