//! What is said to the reader, and states nothing.

use std::{collections::HashSet, sync::LazyLock};

use super::set;

/// First words of a call to action.
pub(crate) static CALLS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "read subscribe follow share join visit discover learn find click book sign watch listen check tell comment stay explore \
get try save register download reply drop swipe tag imagine think picture meet see remember consider look dive welcome thank thanks \
lesen lies erfahren erfahre entdecken entdecke folgen folge abonnieren abonniere teilen teile besuchen besuche klicken klicke hören \
höre schauen schau melden melde stellen stell lassen lass willkommen danke \
lisez lis découvrez découvre abonnez-vous abonne-toi partagez partage rejoignez suivez visitez cliquez écoutez regardez imaginez \
inscrivez-vous réservez bienvenue merci \
lee lea descubre descubra suscríbete suscríbase comparte comparta síguenos visita visite únete haz haga imagina imagine conoce conozca \
escucha mira reserva bienvenidos gracias \
leggi leggete scopri scoprite iscriviti iscrivetevi condividi condividete segui seguici visita visitate immagina grazie \
leia descubra inscreva-se assine partilhe compartilhe siga visite imagine saiba obrigado \
lees ontdek abonneer deel volg bezoek klik luister kijk stel welkom \
читайте узнайте подписывайтесь подпишитесь поделитесь следите посетите приходите слушайте смотрите представьте спасибо",
    )
});

/// Behind a verb, what it is done to.
pub(crate) static OBJECTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set(
        "a an the your my our their this that these those it them us me what every each some any no all more less",
    )
});

/// The reader, and who speaks to them.
pub(crate) static READER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    set("you your yours yourself you're you'll you've let's \
du dich dir dein deine deinen deinem deiner euch euer eure ihnen \
vous votre vos toi tes \
tú ti tus te usted ustedes vosotros vuestro vuestra \
tuo tua tuoi tue voi vostro vostra você vocês seu sua jij je jouw jullie uw \
вы вас вам вами ваш ваша ваше ваши тебя тебе твой आप आपके आपका आपकी")
});

/// The same where no space parts words.
pub(crate) const TO_READER: [&str; 7] = [
    "你",
    "您",
    "请",
    "ください",
    "あなた",
    "ましょう",
    "みなさん",
];
