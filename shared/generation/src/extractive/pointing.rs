//! Words by which a sentence speaks of what was said before it, by language.

use crate::words::Language;

/// Of a language.
pub(super) struct Pointing {
    /// Its first word: pronouns, demonstratives, connectives.
    pub(super) first: &'static str,
    /// Among the words after the first; a pronoun or a demonstrative that stands behind what it points with.
    pub(super) near: &'static str,
    /// How it begins: of several words, parted by `;`. Where a script has no spaces, all that it begins with.
    pub(super) starts: &'static str,
}

const NONE: Pointing = Pointing {
    first: "",
    near: "",
    starts: "",
};

/// What is known of the languages whose words are not in `opening`, and the ties of all but English.
pub(super) const fn of(language: Language) -> &'static Pointing {
    match language {
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
        Language::Italian => &ITALIAN,
        Language::Portuguese => &PORTUGUESE,
        Language::Dutch => &DUTCH,
        Language::Listed(code) => listed(code),
        Language::English | Language::Other => &NONE,
    }
}

const fn listed(code: &str) -> &'static Pointing {
    match code.as_bytes() {
        b"ar" => &ARABIC,
        b"bg" => &BULGARIAN,
        b"bn" => &BENGALI,
        b"ca" => &CATALAN,
        b"cs" => &CZECH,
        b"da" | b"no" => &DANISH,
        b"el" => &GREEK,
        b"fa" => &PERSIAN,
        b"fi" => &FINNISH,
        b"he" => &HEBREW,
        b"hi" => &HINDI,
        b"hr" => &CROATIAN,
        b"hu" => &HUNGARIAN,
        b"id" => &INDONESIAN,
        b"ja" => &JAPANESE,
        b"ko" => &KOREAN,
        b"pl" => &POLISH,
        b"ro" => &ROMANIAN,
        b"ru" => &RUSSIAN,
        b"sk" => &SLOVAK,
        b"sl" => &SLOVENE,
        b"sv" => &SWEDISH,
        b"th" => &THAI,
        b"tr" => &TURKISH,
        b"uk" => &UKRAINIAN,
        b"ur" => &URDU,
        b"vi" => &VIETNAMESE,
        b"zh" => &CHINESE,
        _ => &NONE,
    }
}

const GERMAN: Pointing = Pointing {
    first: "",
    near: "",
    starts: "zum beispiel;andererseits;im gegensatz dazu;aus diesem grund;hinzu kommt;zum anderen;seitdem;seither;trotz allem",
};
const FRENCH: Pointing = Pointing {
    first: "",
    near: "",
    starts: "par exemple;en revanche;de plus;en effet;d'autre part;de l'autre;par ailleurs;en outre;par conséquent;à l'inverse;\
au contraire;de même;pour cela;en fait;malgré tout;depuis lors;c'est pourquoi;du coup",
};
const SPANISH: Pointing = Pointing {
    first: "",
    near: "",
    starts: "por ejemplo;sin embargo;de esta forma;de esta manera;de este modo;de ese modo;en cambio;por lo tanto;por tanto;\
no obstante;por eso;por otro lado;por otra parte;además;a pesar de ello;en efecto;es decir;al mismo tiempo;del mismo modo;desde entonces",
};
const ITALIAN: Pointing = Pointing {
    first: "",
    near: "",
    starts: "per esempio;ad esempio;tuttavia;infatti;in questo modo;al contrario;d'altra parte;per questo;allo stesso tempo;\
di conseguenza;invece;nonostante ciò;da allora",
};
const PORTUGUESE: Pointing = Pointing {
    first: "",
    near: "",
    starts: "por exemplo;no entanto;contudo;apesar disso;além disso;por isso;por outro lado;dessa forma;desta forma;\
ao mesmo tempo;na ocasião;da mesma forma;desde então",
};
const DUTCH: Pointing = Pointing {
    first: "dit dat deze die hij zij ze hun zijn haar maar en of echter daarom toen dan daar hier ook bovendien zo andere \
zulke dus want toch vervolgens daarna daardoor daarmee hierdoor hiermee ja nee",
    near: "deze dit hem hen",
    starts: "bijvoorbeeld;daarnaast;aan de andere kant;tegelijkertijd;om die reden;sindsdien",
};
const RUSSIAN: Pointing = Pointing {
    first: "это этот эта эти этого этой этих этому этим эту он она оно они его её ее их ему ей им тот те та такой такая такое \
такие таким так также тоже но а и однако поэтому потом затем тогда там здесь зато кроме впрочем ведь иначе другой другая \
другое другие второй вторая второе третий третья следующий последний оба обе да нет нему ней них",
    near: "этот эта эти этого этой этих этому этим эту их его ему ей неё нему них ними",
    starts: "с тех пор;в то же время;тем не менее;например;к тому же;при этом;таким образом;в результате;из-за этого;\
после этого;до этого;более того;с другой стороны;в свою очередь;в другом;в другой;в отличие от этого;всё наоборот;все наоборот",
};
const UKRAINIAN: Pointing = Pointing {
    first: "це цей ця ці цього цієї цих він вона воно вони його її їх йому їй їм такий така таке такі так також теж але а і й та \
однак тому потім тоді там тут зате крім втім інший інша інше інші другий друга третій обидва так ні",
    near: "цей ця ці цього цієї цих їх його йому",
    starts: "з тих пір;відтоді;водночас;тим не менш;наприклад;до того ж;при цьому;таким чином;у результаті;після цього;в іншому",
};
const BULGARIAN: Pointing = Pointing {
    first: "това този тази тези той тя то те неговият неговата но и а обаче затова после тогава там тук също така друг друга \
други втори втора",
    near: "този тази тези него нея тях им",
    starts: "например;освен това;въпреки това;оттогава;в същото време",
};
const POLISH: Pointing = Pointing {
    first: "to ten ta te ci tego tej tych temu tym tamten on ona ono oni one jego jej ich im mu ale a i lecz jednak dlatego potem \
wtedy tam tu tutaj także też więc natomiast zatem ponadto drugi druga drugie inny inna inni inne taki taka takie tak",
    near: "ten tego tej tych temu ich jego jej niego nich",
    starts: "na przykład;poza tym;w ten sposób;tym samym;z drugiej strony;mimo to;od tego czasu;od tamtej pory;w związku z tym;dzięki temu",
};
const CZECH: Pointing = Pointing {
    first: "to ten ta ti ty tato tento toto tito této tohoto těchto on ona ono oni jeho její jejich jim mu ale a i však proto pak \
potom tehdy tam tady zde také tak takže navíc nicméně naopak přesto druhý druhá druhé jiný jiná jiní takový taková takové",
    near: "tento tato toto této tohoto těchto jeho jejich však nicméně proto ho jim",
    starts: "například;kromě toho;tím pádem;na druhou stranu;díky tomu;od té doby;mezitím",
};
const SLOVAK: Pointing = Pointing {
    first: "to ten tá tie tí toto tento táto títo on ona ono oni jeho jej ich im ale a i však preto potom vtedy tam tu tiež tak \
takže navyše naopak napriek druhý druhá iný iná iní taký taká také",
    near: "tento táto toto tohto týchto jeho ich však preto",
    starts: "napríklad;okrem toho;na druhej strane;vďaka tomu;odvtedy",
};
const SLOVENE: Pointing = Pointing {
    first: "to ta ti te tega teh on ona oni njegov njegova njihov ampak in a vendar zato potem takrat tam tukaj tudi tako drugi",
    near: "tega teh njih",
    starts: "na primer;poleg tega;kljub temu;od takrat",
};
const CROATIAN: Pointing = Pointing {
    first: "to ovo ovaj ova ovi ove taj ta on ona oni one njegov njegova njihov ali a i međutim zato zatim tada tamo ovdje također \
tako drugi druga drugo",
    near: "ovaj ova ovog ove ovih njih",
    starts: "na primjer;osim toga;unatoč tome;od tada",
};
/// `Den`, `det` and `de` stand before nouns, too.
const SWEDISH: Pointing = Pointing {
    first: "detta denna dessa han hon deras hans hennes dem men och så dock därför sedan där här också dessutom andra sådan sådana \
annars båda dess",
    near: "dessa denna detta honom henne dem",
    starts: "till exempel;å andra sidan;trots det;på så sätt;i stället;sedan dess;samtidigt",
};
const DANISH: Pointing = Pointing {
    first: "dette denne disse han hun deres hans hendes hennes dem men og så dog derfor siden der her også desuden dessuten andre \
sådan ellers begge likevel",
    near: "denne dette disse ham henne hende dem",
    starts: "for eksempel;på den anden side;på den andre siden;trods det;til tross for det;samtidig;siden da",
};
const FINNISH: Pointing = Pointing {
    first: "tämä nämä se ne hän he heidän hänen sen niiden tässä siinä mutta ja kuitenkin siksi sitten siellä täällä myös lisäksi \
toinen muut molemmat",
    near: "tämä tämän nämä näiden heidän hänen niiden",
    starts: "esimerkiksi;tästä huolimatta;sen sijaan;sen jälkeen;samaan aikaan",
};
/// `Az` stands before nouns, too.
const HUNGARIAN: Pointing = Pointing {
    first: "ez ezek ezt azok ő ők de és azonban ezért aztán ott itt továbbá emellett így ilyen ennek ezzel majd",
    near: "ezt ezek ennek őket",
    starts: "például;ugyanakkor;mindazonáltal;azóta;más szóval",
};
const ROMANIAN: Pointing = Pointing {
    first: "acesta aceasta acestea aceștia acest această aceste acești el ea ei ele lor dar și însă deci apoi atunci acolo aici \
astfel totuși celălalt",
    near: "acesta aceasta acestea acest această aceste lor",
    starts: "de exemplu;cu toate acestea;în schimb;pe de altă parte;de atunci;prin urmare",
};
const CATALAN: Pointing = Pointing {
    first: "això aquest aquesta aquests aquestes aquell aquella ell ella ells elles però i així després també llavors",
    near: "aquest aquesta aquests aquestes",
    starts: "per exemple;tanmateix;en canvi;per tant;a més;des de llavors",
};
const GREEK: Pointing = Pointing {
    first: "αυτό αυτός αυτή αυτά αυτοί αυτές αλλά και όμως έτσι επίσης τότε εκεί εδώ ωστόσο λοιπόν",
    near: "αυτό αυτός αυτή αυτά αυτοί αυτές αυτού",
    starts: "για παράδειγμα;παρ' όλα αυτά;από τότε;από την άλλη",
};
const TURKISH: Pointing = Pointing {
    first: "bu bunlar bunun buna bunu şu o onun ona onu onlar onların ama ve fakat ancak sonra orada burada ayrıca böylece ise \
diğer böyle yukarıdaki aşağıdaki üstelik",
    near: "bunlar bunun buna bunu onun onlar onların",
    starts: "örneğin;bunun yanı sıra;buna rağmen;öte yandan;aynı zamanda;bu nedenle;o zamandan beri",
};
const HEBREW: Pointing = Pointing {
    first: "זה זו זאת אלה אלו הוא היא הם הן אבל לכן אז שם כאן גם אך אולם ואז",
    near: "הזה הזו הזאת האלה האלו אותו אותה אותם",
    starts: "לדוגמה;עם זאת;בנוסף;מאז;לעומת זאת;יתרה מזאת",
};
const ARABIC: Pointing = Pointing {
    first: "هذا هذه هؤلاء ذلك تلك هو هي هم لكن ولكن لذلك ثم هناك هنا أيضا أيضًا كما وهذا وهذه وهو وهي وهم فهو فهي بهذا بذلك لذا \
كذلك وكذلك وذلك لهذا وبذلك ولهذا ولذلك",
    near: "هذا هذه هؤلاء ذلك تلك",
    starts: "على سبيل المثال;مع ذلك;ومع ذلك;بالإضافة إلى ذلك;في المقابل;من ناحية أخرى;منذ ذلك الحين;بعد ذلك",
};
const PERSIAN: Pointing = Pointing {
    first: "این آن اینها آنها او وی ایشان اما و ولی بنابراین سپس همچنین آنجا اینجا",
    near: "این آنها ایشان",
    starts: "برای مثال;با این حال;علاوه بر این;از سوی دیگر;از آن زمان",
};
const URDU: Pointing = Pointing {
    first: "یہ وہ اس ان لیکن اور مگر تاہم پھر وہاں یہاں اسی انہوں انہی",
    near: "",
    starts: "مثال کے طور پر;اس کے علاوہ",
};
const HINDI: Pointing = Pointing {
    first: "यह ये वह वे इस इन उस उन इसके उसके उनके इनका उनका उसका इसका इसलिए लेकिन और परन्तु किन्तु फिर वहाँ वहां यहाँ यहां साथ \
ऐसे ऐसा ऐसी इसमें उसमें इससे उससे उन्होंने उसने इसने इसी उसी मगर",
    near: "यह ये वह वे इस इन उस उन इसके उसके उनके उनका उसका इसका",
    starts: "उदाहरण के लिए;दूसरी ओर;तब से",
};
const BENGALI: Pointing = Pointing {
    first: "এই এটি এটা এসব সে তিনি তারা তাঁরা তাদের তার তাঁর সেই কিন্তু এবং তবে তাই তখন সেখানে এখানে আরও",
    near: "এই সেই তাদের তার",
    starts: "উদাহরণস্বরূপ",
};
/// What points stands behind its noun.
const INDONESIAN: Pointing = Pointing {
    first: "ini itu dia ia mereka tetapi tapi dan namun kemudian lalu juga",
    near: "ini itu tersebut mereka",
    starts: "misalnya;oleh karena itu;selain itu;di sisi lain;sementara itu;sejak itu;di sana;karena itu",
};
const VIETNAMESE: Pointing = Pointing {
    first: "này đó nó họ nhưng và",
    near: "này đó ấy",
    starts: "ví dụ;tuy nhiên;do đó;ngoài ra;sau đó;vì vậy;bên cạnh đó;anh ấy;cô ấy",
};
const THAI: Pointing = Pointing {
    first: "",
    near: "",
    starts: "แต่;และ;ดังนั้น;นอกจากนี้;เขา;เธอ;พวกเขา;มัน;ต่อมา;จากนั้น;อย่างไรก็ตาม",
};
const CHINESE: Pointing = Pointing {
    first: "",
    near: "",
    starts: "这;這;该;該;此外;此次;此时;此前;此后;此举;此类;他;她;它;其中;其次;其他;其余;那个;那些;那时;那么;那里;那种;那是;但;而;不过;不過;\
因此;所以;同样;同樣;同时;同時;另外;然后;然後;于是;於是;并且;还有;還有;后者;後者;前者;接着;随后;然而;可是;例如;比如;另一方面",
};
const JAPANESE: Pointing = Pointing {
    first: "",
    near: "",
    starts: "この;その;あの;これ;それ;あれ;ここ;そこ;こう;そう;こちら;そちら;こんな;そんな;彼は;彼の;彼が;彼女;彼ら;しかし;だが;でも、;でも彼;また、;そして;さらに;\
ただし;したがって;だから;そのため;すると;ところが;一方;次に;同様に;上の;以下の;上記;後者;前者;つまり;例えば;たとえば;なお、;さて",
};
const KOREAN: Pointing = Pointing {
    first: "이 그 저 이것 그것 이것은 그것은 이는 그는 그녀는 그들은 이들은 이런 그런 이러한 그러한 하지만 그러나 그리고 그래서 따라서 \
또한 또 이에 이를 그러면 즉 여기 거기 이곳 그곳 여기에는 여기서 거기서 이때 그때 반면",
    near: "",
    starts: "예를 들어;다른 한편;그 이후",
};
