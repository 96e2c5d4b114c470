//! Words that carry no meaning by themselves, of the languages that are told apart by them.

pub(super) const ENGLISH: &str = "a about above across after again against all almost alone along already also although always am \
among an and another any anybody anything are around as ask asked at away back be became because become becomes been before \
began behind being below best better between both but by came can cannot come comes could did do does doing done down during \
each either else enough especially etc even ever every everyone everything far few first for former found from full further \
gave get gets getting give given gives go goes going gone good got great had has have having he hence her here herein hereby \
herewith heretofore hers herself him himself his how however i if in indeed instead into is it its itself just keep kind \
know known large last later latter least less let lets like likely little long look looked made make makes making many may \
maybe me mean means might mine more moreover most much must my myself near nearly need needs neither never nevertheless new \
next no nobody none nor not nothing now nowhere of off often old on once one ones only onto or other others otherwise ought \
our ours ourselves out over own part per perhaps place possible put quite rather really said same saw say says second see \
seem seemed seems seen several shall she should shown shows since small so some somebody someone something sometimes soon \
still such take taken takes than that the their theirs them themselves then thence there thereby therefore therein these \
they thing things think this those though three through throughout thus till time times to together too took toward towards \
true two under unless until unto up upon us use used uses using various very via want wants was way ways we well went were \
what whatever when whence where whereas whereby wherein whether which while who whole whom whose why will with within \
without would yes yet you your yours yourself yourselves don't doesn't didn't isn't aren't wasn't weren't won't can't \
couldn't wouldn't shouldn't i'm i've i'll you're we're they're it's that's there's let's four five six seven eight nine \
ten thousand million hundred number numbers amount lot lots bit actually basically simply today day days year years";

pub(super) const GERMAN: &str = "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist \
da dabei dadurch dafür daher damit dann daran darauf daraus darf darin darüber darum das dass davon dazu dein deine dem den \
denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen \
einer eines einige er es etwa etwas euch euer eure für gegen habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen \
ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja jede jedem jeden jeder jedes jedoch jene jetzt kann kein keine \
keinem keinen keiner können könnte man manche mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob \
oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sollte sondern sonst soweit um und uns \
unser unsere unter viel viele vom von vor war waren warum was weil weiter welche wenn wer werde werden wie wieder will wir \
wird wo wurde wurden während über zu zum zur zwar zwischen";

pub(super) const FRENCH: &str = "alors au aucun aucune aussi autre autres aux avait avant avec avoir c'est car ce ceci cela celle celles celui \
ces cet cette ceux chaque chez comme comment d'un d'une dans de depuis des deux donc dont du elle elles en encore entre est \
et eu eux fait faire fois font il ils je jusque l'on la le les leur leurs lors lorsque lui ma mais me mes moi moins mon ne \
nos notre nous on ont or ou où par parce pas pendant peu peut plus pour pourquoi puis qu'il qu'elle qu'on quand que quel \
quelle quelles quels qui sa sans se sera ses si son sont sous sur ta te tes toi ton toujours tous tout toute toutes très tu \
un une vers vos votre vous y à étaient était été être";

pub(super) const SPANISH: &str = "al algo alguna algunas alguno algunos ante antes así aun aunque bajo bien cada como con contra cual cuando de \
del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba están estas este \
esto estos está fue fueron ha había han hasta hay la las le les lo los más me mi mientras mis mucho muchos muy nada ni no \
nos nosotros nuestra nuestro nunca o os otra otras otro otros para pero poco por porque pues que quien quienes qué se sea \
ser si sido siempre sin sino sobre son su sus sí también tanto te tiene tienen todo todos tras tu tus un una unas uno unos \
y ya yo";

pub(super) const ITALIAN: &str = "a ad agli ai al alla alle allo altri altro anche ancora avere aveva c'è che chi ci come con contro cosa così cui \
da dagli dai dal dalla dalle degli dei del della delle dello di dopo dove due e ed era erano essere fa fra gli ha hanno ho i \
il in io la le lei lo loro lui ma me mentre mi molto ne nei nel nella nelle noi non nostra nostro o ogni per perché però più \
poi prima quale quando quanto quella quelle quelli quello questa queste questi questo qui se sempre senza si sia sono sta \
stata stato su sua sugli sul sulla sulle suo suoi tra tutti tutto un una uno vi è";

pub(super) const PORTUGUESE: &str = "a ainda ao aos as até com como da das de dela dele deles depois do dos e ela elas ele eles em entre era eram \
essa esse esta estava este estes está eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na nas nem no nos \
nossa nosso num numa não nós o os ou para pela pelas pelo pelos por porque quando que quem se seja sem ser seu seus sobre \
sua suas são só também te tem tinha toda todo todos tu um uma umas uns você à às é";

pub(super) const DUTCH: &str = "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had \
haar heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet \
na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren \
was wat we wel werd wezen wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou";
