use domain::OutputKind;

use super::*;

use crate::brief::brief;

#[test]
fn artifacts_are_found_and_nothing_else() {
    let source = "Write {topic} where the subject goes, and sign with [Your Name].";
    let brief = &brief(OutputKind::Email, source);
    for (text, said) in [
        ("About {title} it is.", "{title}"),
        ("Dear {{audience}},", "{audience}"),
        ("Dear [Name],", "[Name]"),
        ("Yours, [Your Company]", "[Your Company]"),
        ("Click [link] now", "[link]"),
        ("Grüße, [Ihr Name]", "[Ihr Name]"),
        (
            "As an AI language model, I think so.",
            "As an AI language model",
        ),
        ("Well. As an AI, I can't.", "As an AI,"),
        ("I’m an AI and know it.", "I’m an AI"),
        (
            "Als KI-Sprachmodell kann ich das nicht.",
            "Als KI-Sprachmodell",
        ),
        ("En tant qu'IA, je ne peux pas.", "En tant qu'IA"),
        ("Certainly! Here it is.", "Certainly!"),
        (
            "Below is the article, written in a friendly tone.",
            "Below is the article, written in a friendly tone.",
        ),
        (
            "I was unable to access the file you sent.",
            "I was unable to access the file you sent.",
        ),
        (
            "Note: I kept it under 200 words.",
            "Note: I kept it under 200 words.",
        ),
        (
            "¿Quieres que lo adapte para LinkedIn?",
            "¿Quieres que lo adapte para LinkedIn?",
        ),
        (
            "Если что-то изменить, дайте мне знать.",
            "Если что-то изменить, дайте мне знать.",
        ),
    ] {
        let found = check(text, brief);
        let found: Vec<_> = found.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(found, [said], "{text}");
    }
    for text in [
        "Write {topic} where the subject goes, and sign with [Your Name].",
        "See [your guide](https://example.com) and [1].",
        "fn main() { println!(\"{name}\") }",
        "As an AI startup we know.",
        "{ [ } ]",
        "[Editor's note: he meant 1863.]",
        "It certainly is here.",
        "Below is the harbour, and above it the town.",
        "She was unable to access the island.",
        "Note: I swim in the bay every day.",
        "¿Quieres que te esperemos?",
        "Falls Sie auf LinkedIn sind, folgen Sie uns.",
        "Would you like a tour in another language? We translate on request.",
        "Si quieres un hilo rojo, ven el sábado.",
        "如需调整预约，请致电我们。",
    ] {
        assert_eq!(check(text, brief), [], "{text}");
    }
}
