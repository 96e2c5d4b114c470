//! What a messenger's export has beside what people wrote: pictures that are left out, messages that are gone.

/// In place of what was sent, in the languages that exports are most often in.
const LEFT_OUT: &str = "<media omitted>, image omitted, video omitted, audio omitted, gif omitted, sticker omitted, \
    document omitted, contact card omitted, this message was deleted, you deleted this message, missed voice call, \
    missed video call, null, <medien ausgeschlossen>, bild weggelassen, video weggelassen, audio weggelassen, \
    sticker weggelassen, gif weggelassen, dokument weggelassen, diese nachricht wurde gelöscht, <multimedia omitido>, \
    imagen omitida, audio omitido, video omitido, sticker omitido, se eliminó este mensaje, <médias omis>, image absente, \
    vidéo absente, audio omis, ce message a été supprimé, <mídia oculta>, imagem ocultada, vídeo omitido, \
    mensagem apagada, <media omessi>, immagine omessa, audio omesso, questo messaggio è stato eliminato, \
    <без медиафайлов>, изображение отсутствует, данное сообщение удалено, \
    [sticker], [photo], [photos], [video], [voice message], [file], [album], [location], [contact], [スタンプ], [写真], [動画], \
    [ファイル], [貼圖], [照片], [影片], [圖片], [图片], [表情], [语音], [视频], 사진, 동영상, 이모티콘, 음성메시지, 삭제된 메시지입니다";
/// What begins or ends a line that a program wrote.
const STARTS: [&str; 9] = [
    "replying to \"",
    "reacted to \"",
    "removed a ",
    "{attachments}",
    "{embed}",
    "{reactions}",
    "{stickers}",
    "exported ",
    "pinned a message",
];
const SAYS: [&str; 6] = [
    "end-to-end encrypted",
    "ende-zu-ende-verschlüsselt",
    "cifrados de extremo a extremo",
    "chiffrés de bout en bout",
    "criptografia de ponta a ponta",
    "crittografati end-to-end",
];
const EDITED: [&str; 5] = [
    "<this message was edited>",
    "<diese nachricht wurde bearbeitet.>",
    "(edited)",
    "(bearbeitet)",
    "(modifié)",
];

/// A line that nobody wrote.
pub(super) fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_address = lower.starts_with("https://") && !lower.contains(' ');
    is_address
        || STARTS.iter().any(|start| lower.starts_with(start))
        || SAYS.iter().any(|says| lower.contains(says))
}

/// `:+1:`
pub(super) fn is_emoji(line: &str) -> bool {
    line.strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .is_some_and(|name| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"_+-:".contains(&byte))
        })
}

/// Without `:wave:` between words, where something else is said beside it.
pub(super) fn without_emojis(line: &str) -> Option<String> {
    let is_code = |word: &str| {
        let word = word.trim_end_matches(['.', ',', '!', '?']);
        word.len() > 3 && is_emoji(word) && word.contains(|c: char| c.is_ascii_lowercase())
    };
    if !line.contains(':') || !line.split(' ').any(is_code) || line.split(' ').all(is_code) {
        return None;
    }
    let kept: Vec<&str> = line.split(' ').filter(|word| !is_code(word)).collect();
    Some(kept.join(" "))
}

/// What a chat says below a message: `2 replies`, `Last reply 3 hours ago`, `View thread`.
pub(super) fn is_thread(line: &str) -> bool {
    const LINES: [&str; 4] = [
        "view thread",
        "view newer replies",
        "also sent to the channel",
        "thread",
    ];
    let lower = line.to_lowercase();
    let count = lower
        .strip_suffix(" replies")
        .or_else(|| lower.strip_suffix(" reply"));
    LINES.contains(&lower.as_str())
        || count.is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
        || lower.starts_with("last reply ") && lower.split(' ').count() <= 6
}

/// A file's name, and the line above what is new.
pub(super) fn is_beside(line: &str) -> bool {
    const FILES: [&str; 12] = [
        ".png", ".jpg", ".jpeg", ".gif", ".heic", ".pdf", ".mp4", ".mov", ".docx", ".xlsx",
        ".pptx", ".zip",
    ];
    let lower = line.to_lowercase();
    lower == "new" || FILES.iter().any(|end| lower.ends_with(end)) && !lower.contains(' ')
}

/// What somebody sent and is not there, or no longer.
pub(super) fn is_left_out(said: &str) -> bool {
    let lower = said.to_lowercase();
    let bare = lower.trim_end_matches('.');
    LEFT_OUT.split(", ").any(|out| out == bare) || SAYS.iter().any(|says| bare.contains(says))
}

pub(super) fn without_edits(said: &str) -> &str {
    let lower = said.to_lowercase();
    EDITED
        .iter()
        .find(|mark| lower.ends_with(**mark))
        .and_then(|mark| said.get(..said.len() - mark.len()))
        .unwrap_or(said)
        .trim_end()
}
