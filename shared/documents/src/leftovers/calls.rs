//! What a text asks its readers to do at its end, and lines for others than them: a demo to book, whom to follow, hashtags, who is
//! thanked by a program's name.

use crate::{
    Role,
    block::{self, Block},
    join, mail,
};

/// What a sentence begins with that asks for something,
const ASKS: &str = "book |start |try |get |contact |schedule |request |download |sign up|subscribe|click |tap |follow |learn more|find out more|\
    discover |reach out|talk to |speak to |speak with |check out |see how |see why |claim |grab |if you enjoyed|if you liked|\
    if you found|to learn more|to find out more|for more information|want more|don't miss|don’t miss|like this|share this|leave a |link in |\
    vereinbaren sie|buchen sie|jetzt |testen sie|starten sie|kontaktieren sie|sprechen sie|melden sie sich|abonnieren sie|laden sie|\
    erfahren sie|fordern sie|folgen sie|hier geht|abonniere|folge |folgt |melde dich|teste |\
    contactez|réservez|demandez|inscrivez|abonnez|téléchargez|essayez|découvrez|suivez|prenez rendez-vous|cliquez|\
    contáct|contacta|reserva |solicita|suscríbete|descarga|prueba |regístrate|síguenos|sígueme|haz clic|descubre |agenda |empieza |\
    contatta|prenota|richiedi|iscriviti|scarica|prova |seguici|scopri |clicca|\
    entre em contato|entre em contacto|agende|solicite|inscreva|subscreva|baixe|experimente|siga|clique|saiba mais|\
    neem contact|plan |vraag |schrijf je in|meld je aan|probeer|volg |boek |kontakta oss|boka |prenumerera|kontakt oss|\
    подпис|закажите|попробуйте|скачайте|оставьте|свяжитесь|关注|扫码|点击|订阅|お問い合わせ|フォロー|登録";
/// and what it has, as whole words: what there is to have, and whose it is.
const OFFERS: &str = "demo free trial newsletter today us our team here bio comment below consultation quote card waitlist webinar \
    ebook whitepaper channel podcast e-book subscribe more now \
    kostenlos kostenlose kostenloses kostenlosen kostenfrei unverbindlich beratung beratungsgespräch uns unser unsere unserem unseren termin hier mehr \
    angebot gratuit gratuite gratuitement démo nous nos notre devis ici maintenant gratis prueba demostración boletín nuestro nuestra nuestros nuestras \
    hoy aquí ahora gratuita gratuito nostro nostra nostri oggi qui ora grátis demonstração nosso nossa hoje aqui agora contato \
    nieuwsbrief ons onze vandaag nu proefperiode oss gratis idag нас наш бесплатно рассылку канал";
/// Of these, what there is to have: the others are words of any sentence, and do not tell what begins so,
const STRONG: &str = "demo free trial newsletter consultation quote card waitlist webinar ebook whitepaper e-book \
    kostenlos kostenlose kostenloses kostenlosen kostenfrei unverbindlich beratung beratungsgespräch angebot gratuit gratuite gratuitement \
    démo devis gratis boletín gratuita gratuito grátis demonstração nieuwsbrief proefperiode бесплатно рассылку";
/// from what a text may tell its readers to do.
const WEAK: &str =
    "get try start see plan vraag volg jetzt discover prova prueba agenda empieza reserva";
/// Where a page lets it be shown to others.
const NETWORKS: &str = "facebook twitter x linkedin whatsapp pinterest reddit telegram email e-mail print bluesky threads mastodon xing tumblr pocket \
    vk weibo line hatena";
/// How a sentence begins that asks for something, whatever that is.
const LIKED: &str = "if you liked this|if you enjoyed this|if you like this|if you found this|if you enjoy this|liked this|enjoyed this|found this|\
    did you like this|did you enjoy this|wenn dir dieser|wenn ihnen dieser|hat dir dieser|hat ihnen dieser|dir hat dieser|gefällt dir dieser|\
    si cet article|si vous avez aimé cet|vous avez aimé cet|cet article vous a|si te ha gustado est|si te gustó est|¿te ha gustado est|¿te gustó est|\
    se questo articolo|se ti è piaciuto quest|ti è piaciuto quest|se você gostou d|gostou dest|als je dit|vond je dit|если вам понравил|понравилась статья";
/// How a question begins before that.
const INVITES: &str = "ready to|want to|want more|want your|looking for|looking to|interested in|need help|curious|would you like|do you want|\
    do you have questions|have questions|any questions|got questions|thinking about|questions about|möchten sie|sie möchten|sie wollen|wollen sie|\
    haben sie fragen|sie haben fragen|möchtest du|du möchtest|willst du|lust auf|neugierig|vous souhaitez|souhaitez-vous|envie d|besoin d|prêt à|\
    ¿quieres|¿quiere|¿listo|¿necesitas|¿buscas|¿te gustaría|vuoi |hai bisogno|quer |pronto para|wil je|wilt u|klaar om|vill du|хотите";
/// Before the names of people whom a program knows.
const THANKS: [&str; 16] = [
    "thanks",
    "thank you",
    "many thanks",
    "big thanks",
    "cc",
    "/cc",
    "fyi",
    "kudos",
    "shoutout",
    "shout-out",
    "props",
    "danke",
    "merci",
    "gracias",
    "grazie",
    "obrigad",
];
/// Words of such a line, and of a sentence that asks; sentences and blocks that are looked at.
const LINE: usize = 16;
const WORDS: usize = 30;
const LAST: usize = 6;

pub(super) fn remove(blocks: &mut Vec<Block>) {
    let lines = block::lines(blocks);
    let mut is_left: Vec<bool> = lines
        .iter()
        .map(|(place, line)| {
            is_thanks(line) || blocks[*place].role != Role::Quotation && is_tags(line)
        })
        .collect();
    if let (Some((_, last)), Some(is_left)) = (lines.last(), is_left.last_mut()) {
        *is_left |= mail::is_device(last);
    }
    block::without_lines(blocks, &is_left);
    asked(blocks);
}

/// The last sentences of the last blocks that ask for something.
fn asked(blocks: &mut Vec<Block>) {
    let mut has_asked = false;
    for _ in 0..LAST {
        let last = blocks
            .iter()
            .rposition(|block| block.role.is_text() && block.role != Role::Note);
        let Some(last) = last.filter(|last| *last > 0) else {
            return;
        };
        if blocks[last].role == Role::Title {
            return;
        }
        let text = blocks[last].text.clone();
        let (before, sentence) = last_sentence(&text);
        let is_invited = has_asked && invites(sentence);
        let is_network = NETWORKS
            .split_whitespace()
            .any(|name| name == text.to_lowercase());
        if is_network && blocks[last].role == Role::Item {
            blocks.remove(last);
            continue;
        }
        let is_author = is_about_author(&text, before);
        if !asks(sentence) && !is_invited && !is_author {
            return;
        }
        has_asked = true;
        if before.is_empty() || is_author {
            blocks.remove(last);
        } else {
            before.clone_into(&mut blocks[last].text);
        }
    }
}

fn last_sentence(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let start = text[..end]
        .rmatch_indices(['.', '!', '?', '。', '！', '？'])
        .map(|(at, mark)| at + mark.len())
        .find(|at| {
            !text.is_ascii() && text[..*at].ends_with(['。', '！', '？'])
                || text[*at..].starts_with(char::is_whitespace)
        });
    let (before, sentence) = text.split_at(start.unwrap_or(0));
    (before.trim_end(), sentence.trim_start())
}

fn asks(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = bare.split_whitespace().count();
    let mut said = bare.split(|c: char| !c.is_alphanumeric() && c != '-');
    let is_wide = bare.chars().any(join::is_wide);
    let first = bare.split_whitespace().next().unwrap_or_default();
    let is_weak = WEAK.split(' ').any(|weak| weak == first);
    let offers = if is_weak { STRONG } else { OFFERS };
    let mut has_offer = || {
        is_wide
            || bare.contains("www.")
            || bare.contains('@')
            || said.any(|word| offers.split_whitespace().any(|offer| offer == word))
    };
    words <= WORDS
        && (LIKED.split('|').any(|liked| bare.starts_with(liked))
            || ASKS.split('|').any(|ask| bare.starts_with(ask)) && has_offer())
}

/// `Maya Torres is a reporter covering the islands.`, and what a paper asks its readers in a paragraph of its own.
fn is_about_author(text: &str, before: &str) -> bool {
    const WRITES: &str = "reporter journalist writer author correspondent editor columnist contributor blogger novelist essayist";
    const ASKED: [&str; 2] = ["do you have an opinion on", "have an opinion on anything"];
    let lower = text.to_lowercase();
    if ASKED.iter().any(|asked| lower.starts_with(asked)) {
        return true;
    }
    let Some((name, rest)) = text.split_once(" is a") else {
        return false;
    };
    let words = |text: &str| text.split_whitespace().count();
    let is_name = (2..=4).contains(&words(name))
        && name
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
    is_name
        && before.is_empty()
        && words(rest) <= WORDS
        && rest
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WRITES.split(' ').any(|writes| writes == word))
}

fn invites(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    lower.trim_end_matches(['"', '”', ' ']).ends_with('?')
        && lower.split_whitespace().count() <= WORDS
        && INVITES.split('|').any(|invite| lower.starts_with(invite))
}

/// `#ferry #islands`
fn is_tags(line: &str) -> bool {
    if !line.starts_with(['#', '＃']) {
        return false;
    }
    let is_tag = |word: &str| {
        word.strip_prefix(['#', '＃'])
            .is_some_and(|tag| tag.starts_with(char::is_alphabetic) && !tag.contains('#'))
    };
    line.split_whitespace().count() > 1 && line.split_whitespace().all(is_tag)
}

/// `Thanks @maya and @jonas!`, `cc @here`
fn is_thanks(line: &str) -> bool {
    if !line.contains('@') {
        return false;
    }
    let lower = line.to_lowercase();
    let is_called = |word: &str| {
        let name = word.trim_start_matches(['(', '<']).strip_prefix('@');
        name.is_some_and(|name| name.starts_with(char::is_alphanumeric))
    };
    lower.split_whitespace().count() <= LINE
        && THANKS.iter().any(|thanks| lower.starts_with(thanks))
        && lower.split_whitespace().any(is_called)
}
