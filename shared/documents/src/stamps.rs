//! Lines of a page that say when and by whom it was written, or count something, and nothing else.

/// Words of such a line.
const WORDS: usize = 14;
/// Before who made something; in their own line.
const BY: [&str; 15] = [
    "by ",
    "written by ",
    "words by ",
    "story by ",
    "text by ",
    "illustrations by ",
    "illustration by ",
    "photographs by ",
    "photography by ",
    "photos by ",
    "reviewed by ",
    "interview: ",
    "von ",
    "par ",
    "por ",
];
/// What a line is made of that says when.
const WHEN: [&str; 62] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "am",
    "pm",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "cet",
    "cest",
    "bst",
    "ist",
    "published",
    "updated",
    "posted",
    "modified",
    "asked",
    "answered",
    "edited",
    "created",
    "viewed",
    "times",
    "ago",
    "year",
    "years",
    "month",
    "months",
    "day",
    "days",
    "hour",
    "hours",
    "minutes",
    "today",
    "yesterday",
    "first",
    "last",
    "date",
    "at",
    "on",
    "uhr",
    "aktualisiert",
    "min",
];
const MONTHS: &[&str] = &[
    "janvier",
    "février",
    "mars",
    "avril",
    "juillet",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "janeiro",
    "fevereiro",
    "março",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "publié",
    "publiée",
    "modifié",
    "modifiée",
    "mis",
    "mise",
    "jour",
    "le",
    "publicado",
    "actualizado",
    "el",
    "pubblicato",
    "aggiornato",
    "il",
    "alle",
    "ore",
    "atualizado",
    "em",
    "veröffentlicht",
    "erstellt",
    "am",
    "um",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "dez",
    "fev",
    "abr",
    "mai",
    "set",
    "out",
    "ene",
    "dic",
    "janv",
    "févr",
    "avr",
    "juin",
    "juil",
    "août",
    "déc",
    "januar",
    "februar",
    "märz",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "às",
    "à",
    "de",
    "a",
    "las",
];

/// `27`, `12 March 2026, 14:20 GMT`, `Asked 3 years ago`, `By Nora Whitfield`.
pub(crate) fn is_stamp(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    if words == 0 || words > WORDS || text.ends_with(['!', '?', '…']) {
        return false;
    }
    let is_count = text.is_ascii()
        && !text.contains(char::is_alphabetic)
        && text.contains(|c: char| c.is_ascii_digit());
    is_count || is_when(text) || is_byline(text, words)
}

fn is_when(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let says_when = |word: &&str| WHEN.contains(word) || MONTHS.contains(word);
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    words.iter().any(says_when)
        && words.iter().any(is_number)
        && words.iter().all(|word| is_number(word) || says_when(word))
}

fn is_byline(text: &str, words: usize) -> bool {
    let lower = text.to_lowercase();
    let Some(by) = BY.iter().find(|by| lower.starts_with(**by)) else {
        return false;
    };
    let name = text.get(by.len()..).unwrap_or_default();
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            || matches!(
                word,
                "and" | "und" | "et" | "y" | "de" | "van" | "von" | "for" | "|" | "/"
            )
    };
    words <= 9
        && !name.ends_with(['.', ':'])
        && name.contains(char::is_uppercase)
        && name.split_whitespace().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::is_stamp;

    #[test]
    fn a_line_of_when_and_who_is_none_of_the_text() {
        for text in [
            "27",
            "21%",
            "12 March 2026",
            "Mar 12, 2026, 09:00 ET",
            "14.20 GMT",
            "Updated at 14.31 GMT",
            "Asked 3 years, 2 months ago",
            "asked Jan 4, 2023 at 9:12",
            "By Nora Whitfield",
            "Illustrations by Jo Park and Tom Beck",
            "Von Anna Becker",
        ] {
            assert!(is_stamp(text), "{text}");
        }
        for text in [
            "May 2026 was cold.",
            "By Friday the farm was gone",
            "By Monday, Portree had no power.",
            "At 94 the needle stopped",
            "12 crates of kelp",
            "Von der Küste",
        ] {
            assert!(!is_stamp(text), "{text}");
        }
    }
}
