//! The talk, and the programs.

/// Second, speaker and words.
pub(super) const TALK: &[(i64, &str, &str)] = &[
    (
        0,
        "Maya Torres",
        "Welcome back to the harbour podcast. Today we talk about repairs.",
    ),
    (
        12,
        "Jon Weber",
        "Thanks for having me. [laughs] We opened the workshop in 2014 with two benches.",
    ),
    (26, "Maya Torres", "What breaks first?"),
    (
        32,
        "Jon Weber",
        "Most lamps break at the cable. A new plug costs eighty cents and takes five minutes.",
    ),
    (53, "Maya Torres", "And who pays for the rooms?"),
    (
        78,
        "Jon Weber",
        "The city pays the rent, and the neighbours pay for the parts that they need.",
    ),
    (3661, "Maya Torres", "Which repair surprised you most?"),
    (
        3675,
        "Jon Weber",
        "A toaster from 1952 needed nothing but a brush. Old machines can be opened with one screwdriver.",
    ),
    (
        3723,
        "Maya Torres",
        "What do you tell people who want to start?",
    ),
    (
        3730,
        "Jon Weber",
        "Write down what breaks, and keep the list. It shows which parts to buy before anybody asks.",
    ),
];

/// What a layout says of times.
#[derive(Clone, Copy)]
pub(super) enum Times {
    None,
    All,
}

/// What it calls who speaks.
#[derive(Clone, Copy)]
pub(super) enum Voices {
    None,
    Named,
    Called(fn(&str) -> String),
}

pub(super) struct Layout {
    pub(super) tool: &'static str,
    pub(super) form: &'static str,
    pub(super) times: Times,
    pub(super) voices: Voices,
    pub(super) write: fn() -> String,
}

const fn layout(
    tool: &'static str,
    form: &'static str,
    times: Times,
    voices: Voices,
    write: fn() -> String,
) -> Layout {
    Layout {
        tool,
        form,
        times,
        voices,
        write,
    }
}

use Times::All;
use Voices::{Called, Named};

/// Of text.
pub(super) const LAYOUTS: &[Layout] = &[
    layout("Otter", "Name  0:12", All, Named, || {
        turns(|at, name, said| format!("{name}  {}\n{said}\n\n", short(at)))
            + "Transcribed by https://otter.ai\n"
    }),
    layout("Rev", "Name (00:00:12):", All, Named, || {
        turns(|at, name, said| format!("{name} ({}):\n{said}\n\n", long(at)))
    }),
    layout("Riverside", "Name (00:00:12.000)", All, Named, || {
        turns(|at, name, said| format!("{name} ({}.012)\n{said}\n\n", long(at)))
    }),
    layout("Temi", "Name: (0:12)", All, Named, || {
        turns(|at, name, said| format!("{name}: ({})\n{said}\n\n", short(at)))
    }),
    layout("Zoom", "[Name] 00:00:12", All, Named, || {
        turns(|at, name, said| format!("[{name}] {}\n{said}\n\n", long(at)))
    }),
    layout("Teams", "name and time in two lines", All, Named, || {
        turns(|at, name, said| format!("{name}\n{}\n{said}\n\n", short(at)))
    }),
    layout("Teams", "Name   0:12", All, Named, || {
        "Jon Weber started transcription\n\n".to_owned()
            + &turns(|at, name, said| format!("{name}   {}\n{said}\n\n", short(at)))
            + "Jon Weber stopped transcription\n"
    }),
    layout(
        "Teams",
        "times with an arrow, then Name",
        All,
        Named,
        || {
            turns(|at, name, said| {
                format!(
                    "{}.120 --> {}.440\n{name}\n{said}\n\n",
                    long(at),
                    long(at + 5)
                )
            })
        },
    ),
    layout(
        "Google Meet",
        "time now and then, Name: …",
        All,
        Named,
        || turns(|at, name, said| format!("{}\n\n{name}: {said}\n\n", long(at))),
    ),
    layout(
        "Whisper",
        "[00:12.000 --> 00:17.000] …",
        All,
        Voices::None,
        || turns(|at, _, said| format!("[{}.000 --> {}.000]  {said}\n", long(at), long(at + 5))),
    ),
    layout(
        "WhisperX",
        "[…] [SPEAKER_00]: …",
        All,
        Called(numbered),
        || {
            turns(|at, name, said| {
                format!(
                    "[{}.000 --> {}.500] [{}]: {said}\n",
                    long(at),
                    long(at + 5),
                    numbered(name)
                )
            })
        },
    ),
    layout("Fireflies", "**Name** - *0:12*", All, Named, || {
        turns(|at, name, said| format!("{name} - {}\n{said}\n\n", short(at)))
    }),
    layout("Descript", "[00:00:12] Name: …", All, Named, || {
        turns(|at, name, said| format!("[{}] {name}: {said}\n\n", long(at)))
    }),
    layout(
        "Amazon Transcribe",
        "[0:12] spk_0: …",
        All,
        Called(amazon),
        || turns(|at, name, said| format!("[{}] {}: {said}\n\n", long(at), amazon(name))),
    ),
    layout("Sonix", "[00:00:12] Name", All, Named, || {
        turns(|at, name, said| format!("[{}] {name}\n{said}\n\n", long(at)))
    }),
    layout("Trint", "Name [00:00:12] …", All, Named, || {
        turns(|at, name, said| format!("{name} [{}] {said}\n\n", long(at)))
    }),
    layout("Happy Scribe", "[00:00:12.000] - Name", All, Named, || {
        turns(|at, name, said| format!("[{}.000] - {name}\n{said}\n\n", long(at)))
    }),
    layout("tl;dv", "0:12 - Name", All, Named, || {
        turns(|at, name, said| format!("{} - {name}\n{said}\n\n", short(at)))
    }),
    layout("Gong", "0:12 | Name", All, Named, || {
        turns(|at, name, said| format!("{} | {name}\n{said}\n\n", short(at)))
    }),
    layout(
        "YouTube",
        "0:12 and what is said in turns",
        All,
        Voices::None,
        || turns(|at, _, said| format!("{}\n{said}\n", short(at))),
    ),
    layout("MacWhisper", "0:12 …", All, Voices::None, || {
        turns(|at, _, said| format!("{} {said}\n\n", long(at)))
    }),
    layout(
        "Premiere",
        "two times with frames, then Name",
        All,
        Named,
        || {
            turns(|at, name, said| {
                format!("{}:05 - {}:10\n{name}\n{said}\n\n", long(at), long(at + 5))
            })
        },
    ),
    layout("Krisp", "Name | 00:00:12", All, Named, || {
        turns(|at, name, said| format!("{name} | {}\n{said}\n\n", long(at)))
    }),
    layout(
        "Deepgram",
        "[Speaker:0] …",
        Times::None,
        Called(|name| format!("Speaker:{}", number(name))),
        || turns(|_, name, said| format!("[Speaker:{}] {said}\n\n", number(name))),
    ),
    layout(
        "AssemblyAI",
        "Speaker A: …",
        Times::None,
        Called(lettered),
        || turns(|_, name, said| format!("{}: {said}\n\n", lettered(name))),
    ),
    layout(
        "by hand",
        "NAME: …",
        Times::None,
        Called(str::to_uppercase),
        || turns(|_, name, said| format!("{}: {said}\n\n", name.to_uppercase())),
    ),
];

/// Of captions, as SubRip has them.
pub(super) const CAPTIONS: &[Layout] = &[
    layout("Zoom", "Name: …", All, Named, || {
        cues(|name, said| format!("{name}: {said}"))
    }),
    layout("Teams", "<v Name>…</v>", All, Named, || {
        cues(|name, said| format!("<v {name}>{said}</v>"))
    }),
    layout("Premiere", "[Name] …", All, Named, || {
        cues(|name, said| format!("[{name}] {said}"))
    }),
    layout(
        "captions for the deaf",
        "NAME: …",
        All,
        Called(str::to_uppercase),
        || cues(|name, said| format!("{}: {said}", name.to_uppercase())),
    ),
    layout("YouTube", ">> …", All, Voices::None, || {
        cues(|_, said| format!("&gt;&gt; {said}"))
    }),
    layout("Whisper", "…", All, Voices::None, || {
        cues(|_, said| said.to_owned())
    }),
];

fn turns(write: fn(i64, &str, &str) -> String) -> String {
    TALK.iter()
        .map(|(at, name, said)| write(*at, name, said))
        .collect()
}

fn cues(write: fn(&str, &str) -> String) -> String {
    let sound = "99\n01:10:00,000 --> 01:10:02,000\n♪ upbeat music ♪\n\n";
    let cue = |(number, (at, name, said)): (usize, &(i64, &str, &str))| {
        let (start, end) = (long(*at), long(at + 5));
        format!(
            "{number}\n{start},000 --> {end},900\n{}\n\n",
            write(name, said)
        )
    };
    (1..).zip(TALK).map(cue).collect::<String>() + sound
}

/// `1:02:03`, `0:12`
fn short(at: i64) -> String {
    match at / 3_600 {
        0 => format!("{}:{:02}", at / 60, at % 60),
        hours => format!("{hours}:{:02}:{:02}", at / 60 % 60, at % 60),
    }
}

/// `00:00:12`
fn long(at: i64) -> String {
    format!("{:02}:{:02}:{:02}", at / 3_600, at / 60 % 60, at % 60)
}

fn number(name: &str) -> usize {
    usize::from(name != "Maya Torres")
}

fn numbered(name: &str) -> String {
    format!("SPEAKER_0{}", number(name))
}

fn amazon(name: &str) -> String {
    format!("spk_{}", number(name))
}

fn lettered(name: &str) -> String {
    format!("Speaker {}", ["A", "B"][number(name)])
}
