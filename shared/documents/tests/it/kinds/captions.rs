//! Captions.

use super::{
    Case, case,
    made::{srt, vtt},
};

pub(super) fn cases() -> Vec<Case> {
    let of = |kind, cues, says| case(kind, "srt", srt(cues), says);
    vec![
        of(
            "entities.srt",
            "Caf&eacute; &lt;open&gt; &nbsp;today &ndash; &pound;5",
            "1 Café <open> today – £5",
        ),
        of(
            "entities.srt",
            "It&rsquo;s R&D¶AT&T &copy; 2024",
            "1 It’s R&D | 3 +AT&T © 2024",
        ),
        case(
            "entities.srt",
            "vtt",
            vtt("Fish &amp; chips¶&#x2019;n&#39; all, &amp;lt;"),
            "1 Fish & chips | 3 +’n' all, &lt;",
        ),
        of(
            "tags.srt",
            "<b>Bold</b>\\hspace¶<FONT COLOR=red>Red</FONT>\\nnext",
            "1 Bold space | 3 +Red next",
        ),
        of(
            "tags.srt",
            "{\\i1}Slanted{\\i0} words{\\fad(10,20)}¶{comment} stays",
            "1 Slanted words | 3 +{comment} stays",
        ),
        case(
            "tags.srt",
            "vtt",
            vtt("<c.yellow>Yellow</c> <00:00:01.500>word <c>two</c>¶<i>Third</i>"),
            "1 Yellow word two | 3 +Third",
        ),
        of(
            "ellipsis.srt",
            "We waited…¶…for years.",
            "1 We waited | 3 +for years.",
        ),
        of(
            "ellipsis.srt",
            "He was a well-¶-known man.",
            "1 He was a well | 3 +known man.",
        ),
        of(
            "ellipsis.srt",
            "Wait...¶Really… no.",
            "1 Wait... | 3 +Really… no.",
        ),
        case(
            "dotms.srt",
            "srt",
            "1\n0:00:03 --> 0:00:04\nOne.\n\n2\n00:05,5 --> 00:06,0\nTwo.\n\n3\n00:00:07,000 -> 00:00:08,000\nThree.\n",
            "3 One. | 5.5 +Two. | 7 +Three.",
        ),
        case(
            "dotms.srt",
            "srt",
            "1\n00:00:01,000 → 00:00:02,000\nOne.\n\n2\n00:00:03,000 - 00:00:04,000\nTwo.\n\n3\n00:00:05.000 —> 00:00:06.000\nThree.\n",
            "1 One. | 3 +Two. | 5 +Three.",
        ),
        case(
            "dotms.srt",
            "srt",
            "0:00:01.000,0:00:02.000\nAs in SBV.\n\n0:00:03.000,0:00:04.000\nTwo.\n",
            "1 As in SBV. | 3 +Two.",
        ),
        of(
            "sdh.srt",
            "[phone ringing]¶(SIGHS) I never sold it.¶♪ la la ♪¶[Maya] We did.¶JON: No.",
            "3 I never sold it. | 7 <Maya> We did. | 9 <JON> No.",
        ),
        of(
            "sdh.srt",
            "（拍手） ありがとう。¶[Beifall]¶【音楽】¶[музыка] Привет.¶(موسيقى) مرحبا",
            "1 ありがとう。 | 7 Привет. | 9 +مرحبا",
        ),
        of(
            "sdh.srt",
            "The owner [of the house] left (in 2014).¶[...]¶*sighs* Fine.",
            "1 The owner [of the house] left (in 2014). | 5 Fine.",
        ),
        of(
            "sdh-long.srt",
            "[MAYA] Who pays?¶- [Jon] I do.↵- (gasps) Me too.",
            "1 <MAYA> Who pays? | 3 <Jon> I do. | 3 Me too.",
        ),
        of(
            "sdh-long.srt",
            "NARRATOR: It was cold.¶[wind howling]¶NARRATOR: It was dark.",
            "1 <NARRATOR> It was cold. | 5 <NARRATOR> It was dark.",
        ),
        case(
            "sdh-long.srt",
            "txt",
            "Maya  0:00\n[music] Welcome back. (laughs)\n\nJon  0:12\nThanks. [crosstalk 00:00:13] We opened in 2014. (0:20)\n\n\
             Maya  0:26\n♪ ♪\n\nJon  0:30\nThe rent was high. [inaudible]\n",
            "0 <Maya> Welcome back. | 12 <Jon> Thanks. We opened in 2014. | 30 <Jon> The rent was high.",
        ),
        case(
            "ytmusic.vtt",
            "vtt",
            vtt("[Music]¶&gt;&gt; [ __ ] you.¶♪♪ It's raining ♪♪"),
            "3 you.",
        ),
        case(
            "ytmusic.vtt",
            "vtt",
            vtt("<v Maya>(laughs) Right.</v>¶[Speaker 2] Yes."),
            "1 <Maya> Right. | 3 <Speaker 2> Yes.",
        ),
        of(
            "ytmusic.vtt",
            "# We are the champions #¶>> Who sang it?",
            "3 Who sang it?",
        ),
        of(
            "zh.srt",
            "今天我们来¶讨论 AI 在书店的¶应用。",
            "1 今天我们来 | 3 +讨论 AI 在书店的 | 5 +应用。",
        ),
        case(
            "zh.srt",
            "vtt",
            vtt("小さなパン屋が↵生き残るのは、¶Tシャツのおかげだ。"),
            "1 小さなパン屋が生き残るのは、 | 3 +Tシャツのおかげだ。",
        ),
        of(
            "zh.srt",
            "他说“面包↵是”好的¶작은 빵집은↵살아남는다.",
            "1 他说“面包是”好的 | 3 +작은 빵집은 살아남는다.",
        ),
    ]
}
