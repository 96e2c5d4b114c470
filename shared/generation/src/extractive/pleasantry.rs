//! What is said and tells nothing: greetings, thanks, praise, what is announced, and what somebody pays for.

use crate::words::lower;

/// Words of a pleasantry at most.
const WORDS: usize = 14;
/// How one begins. `|` is its end, or a mark that parts it from the rest.
const BEGINNINGS: &str = "\
thank you|;thank you so;thank you very;thank you for;thank you all;thank you both;thank you everyone;thanks|;thanks so much;\
thanks very much;thanks a lot;thanks for;thanks again;thanks everyone;thanks everybody;thanks to you all;thanks to everyone;\
thanks to all of you;many thanks|;many thanks to you;welcome|;welcome back;welcome everyone;welcome everybody;welcome all;\
welcome aboard;welcome listeners;welcome to the show;welcome to our show;welcome to this;welcome to another;welcome to today;\
welcome to episode;welcome to my;hello|;hello and;hello everyone;hello everybody;hello all;hello there;hello listeners;\
hello friends;hello again;hi|;hi everyone;hi everybody;hi all;hi there;hi folks;hi and;hey|;hey everyone;hey guys;hey there;\
hey folks;great|;great question;great point;great to have;great to be;great to see;great talking;great stuff;great thanks;\
cool|;cool thanks;sure|;sure thing;good morning|;good morning everyone;good afternoon|;good evening|;good to have you;\
good to be here;good to see you;it's great to;it's good to be here;it's a pleasure;it's so good to;it's so great to;\
a pleasure to;pleasure to;my pleasure|;glad to be here;happy to be here;happy to have you;delighted to have you;that sounds;\
nice to meet;nice to have you;see you next;see you in the next;see you soon;until next time;bye|;bye bye;goodbye|;take care|;\
that's all for today;that's it for today;have a great;have a good;have a nice;my name is;i'm your host;joining me today;\
with me today is;let's dive in;let's get started;let's jump right in;without further ado;before we start;before we begin;\
danke|;danke dir;danke euch;danke ihnen;danke für;danke dass;danke schön;vielen dank|;vielen dank für;vielen dank dass;\
herzlichen dank;hallo|;hallo und;hallo zusammen;hallo liebe;herzlich willkommen;willkommen|;willkommen zu;willkommen zurück;\
guten tag|;guten morgen|;guten abend|;schön dass;bis zum nächsten;tschüss|;\
merci|;merci à tous;merci beaucoup;merci d'avoir;merci de;merci pour;bonjour|;bonjour à tous;bonjour et;bienvenue|;\
bienvenue à tous;bienvenue dans ce;bienvenue dans notre;bienvenue sur;salut|;à bientôt|;au revoir|;\
gracias|;gracias por;gracias a todos;gracias a ti;gracias a usted;muchas gracias;hola|;hola a todos;hola y;bienvenidos;\
bienvenidas;bienvenido a;buenos días|;buenas tardes|;hasta la próxima;\
grazie|;grazie per;grazie a tutti;grazie mille;ciao|;ciao a tutti;benvenuti;benvenute;buongiorno|;buonasera|;alla prossima;\
obrigado|;obrigada|;obrigado por;obrigada por;muito obrigad;olá|;olá a todos;bem-vindos;bem-vindas;bom dia|;boa tarde|;\
hallo allemaal;hallo en;welkom|;welkom bij;welkom terug;bedankt|;bedankt voor;dank je;dank u;tot de volgende;\
спасибо|;спасибо за;спасибо что;спасибо всем;большое спасибо;привет|;привет всем;всем привет;здравствуйте|;\
добро пожаловать;добрый день|;добрый вечер|;до свидания|;до новых встреч;\
dziękuję|;dziękuję za;dzień dobry|;witam|;witamy|;witajcie;cześć|;děkuji|;děkuji za;dobrý den|;vítejte;\
tack|;tack för;hej|;hej och;välkommen;tak for;velkommen til;takk for;kiitos|;tervetuloa;teşekkürler|;teşekkür ederim;\
merhaba|;hoş geldiniz;\
مرحبا|;مرحبا بكم;أهلا بكم;أهلا وسهلا;شكرا|;شكرا لك;شكرا على;السلام عليكم;שלום|;שלום לכולם;תודה|;תודה על;ברוכים הבאים;\
नमस्ते|;नमस्कार|;धन्यवाद|;आपका स्वागत;सलाम|";
const UNSPACED: [&str; 14] = [
    "大家好",
    "你好",
    "您好",
    "欢迎收看",
    "欢迎收听",
    "欢迎来到",
    "歡迎收看",
    "歡迎收聽",
    "谢谢大家",
    "谢谢您",
    "皆さんこんにちは",
    "皆さん、こんにちは",
    "ありがとうございま",
    "สวัสดี",
];
/// Anywhere in a sentence that is paid for, or asks for attention.
const SPONSORS: [&str; 59] = [
    "is brought to you by",
    "brought to you by",
    "is sponsored by",
    "was sponsored by",
    "are sponsored by",
    "sponsor of this",
    "today's sponsor",
    "our sponsor",
    "our sponsors",
    "supported by our",
    "use code ",
    "use the code",
    "promo code",
    "discount code",
    "percent off your first",
    "% off your first",
    "free trial at",
    "hit the subscribe",
    "hit subscribe",
    "favorite podcast app",
    "favourite podcast app",
    "wherever you get your podcasts",
    "wherever you listen to podcasts",
    "check out our website",
    "say hi to us",
    "talk to you soon",
    "thanks again for having me",
    "thanks again for coming",
    "sign up for our newsletter",
    "sign up to our newsletter",
    "will come to order",
    "hearing is adjourned",
    "meeting is adjourned",
    "committee is adjourned",
    "question put and agreed to",
    "i beg to move",
    "like and subscribe",
    "subscribe to our",
    "subscribe to the channel",
    "subscribe to this",
    "don't forget to subscribe",
    "leave us a review",
    "leave a review",
    "leave us a rating",
    "link in the description",
    "links in the description",
    "in the show notes",
    "we'll be right back",
    "right after the break",
    "after this break",
    "word from our",
    "follow us on",
    "find me on",
    "find me at",
    "find us on",
    "find us at",
    "i'm on instagram",
    "i'm on twitter",
    "i'm on linkedin",
];
const SPONSORS_OTHERS: [&str; 12] = [
    "wird präsentiert von",
    "wird unterstützt von",
    "wird gesponsert",
    "rabattcode",
    "mit dem code",
    "est sponsorisé",
    "code promo",
    "está patrocinado",
    "patrocinado por",
    "código de descuento",
    "è sponsorizzato",
    "本期节目由",
];

/// A greeting, thanks, praise. What says something beside, `Thanks to vaccines, measles deaths fell`, is none.
pub(super) fn is_pleasantry(sentence: &str, words: usize) -> bool {
    if words > WORDS {
        return false;
    }
    let small = lower(sentence);
    let small = small.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_formula = |text: &str| {
        let beginnings = BEGINNINGS.split(';').map(str::trim);
        beginnings
            .into_iter()
            .any(|beginning| begins(text, beginning))
    };
    UNSPACED.iter().any(|start| small.starts_with(start))
        || is_formula(small)
        || is_around_formulas(small, is_formula)
}

/// `Hi Ada, thanks for having me.`, `Um, great to be here.`: a name or a filler beside the formula, and nothing more.
fn is_around_formulas(small: &str, is_formula: impl Fn(&str) -> bool) -> bool {
    const BESIDE: usize = 2;
    if !small.contains(", ") {
        return false;
    }
    let mut formulas = 0;
    let all = small.split(", ").all(|clause| {
        let is_formula = is_formula(clause);
        formulas += usize::from(is_formula);
        is_formula || clause.split_whitespace().count() <= BESIDE
    });
    all && formulas > 0
}

fn begins(small: &str, beginning: &str) -> bool {
    let (words, is_all) = match beginning.strip_suffix('|') {
        Some(words) => (words, true),
        None => (beginning, false),
    };
    // A comma that parts a name does not part the formula: `Hello, everyone`.
    let Some(rest) = after(small, words) else {
        return false;
    };
    if is_all {
        // `Great, so`, `Thank you.`, and not `Great Britain`.
        !rest.starts_with(' ')
            && rest
                .chars()
                .next()
                .is_none_or(|c| ",.!;:。，！—–".contains(c))
    } else {
        !rest.starts_with(char::is_alphanumeric)
    }
}

/// What comes after these words, with or without commas between them.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut rest = text;
    for (place, word) in words.split(' ').enumerate() {
        if place > 0 {
            rest = rest.trim_start_matches(',').strip_prefix(' ')?;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(rest)
}

/// Somebody pays for it, or it asks to be followed and liked.
pub(super) fn is_sponsor(sentence: &str) -> bool {
    let small = lower(sentence);
    let mut said = SPONSORS.iter().chain(&SPONSORS_OTHERS);
    said.any(|said| small.contains(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_no_greeting() {
        for fact in [
            "Great Britain left the single market in January 2021.",
            "Hi-tech firms hired nine hundred people in May.",
            "Cool summers ruined the grape harvest in 1816.",
            "Welcome centers on the border closed in June.",
            "Thanks to vaccines, measles deaths fell by 84 percent.",
            "Sure signs of a thaw came only in March.",
            "Great Barrier Reef corals recovered slowly after 2022.",
            "Hello Fresh lost a third of its subscribers.",
            "Gracias a la Vida was the song of that winter.",
            "Danke Rom was painted on the wall in 1943.",
            "Merci Marie sold nine hundred hats that spring.",
            "Thank-you cards outsold birthday cards in May.",
            "Hey Jude was recorded in one night.",
            "Ciao Bella closed its last shop in 2019.",
            "In 1951, welcome centers closed.",
            "The bridge was sponsored in 1901 by the guild.",
        ] {
            let words = crate::words::count(fact);
            assert!(!is_pleasantry(fact, words) && !is_sponsor(fact), "{fact}");
        }
    }

    #[test]
    fn a_greeting_tells_nothing() {
        for said in [
            "Welcome back to the Night Harbour podcast.",
            "Thanks for having me.",
            "Thank you so much for coming.",
            "Hello, everyone, and good morning.",
            "Great, thanks.",
            "Hi Ada, thanks for having me.",
            "Um, great to be here.",
            "That sounds like a plan.",
            "Herzlich willkommen zu unserer Sendung.",
            "Danke, dass ihr dabei seid.",
            "Merci d'avoir accepté.",
            "Gracias por venir.",
            "大家好，欢迎收看本期节目。",
            "Всем привет!",
        ] {
            assert!(is_pleasantry(said, crate::words::count(said)), "{said}");
        }
        assert!(is_sponsor("This episode is brought to you by Nordbrot."));
        assert!(is_sponsor(
            "Use code BREAD for ten percent off your first order."
        ));
    }
}
