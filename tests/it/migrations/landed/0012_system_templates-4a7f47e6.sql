-- One template of the system for each type. `{…}` is filled in when a prompt is made.

BEGIN;

INSERT INTO public.templates (id, user_id, name, type, is_custom, prompt) VALUES
(
  '00000000-0000-4000-8000-000000000001', 'system', 'Blog post', 'blog', false,
$prompt$Turn the source below into a blog post about {topic} for {audience}.

Before you write, find the one idea in the source that this reader would repeat to a colleague. Build the post around it.

Shape:
- A title that promises something specific. No clickbait, no colon followed by a subtitle.
- A lead of two or three sentences that starts with the problem, the scene or the surprising fact, never with "In today's world".
- Sections under ## headings, each with one point: say it, show it with an example, number or quotation from the source, then say what follows from it.
- A closing section that leaves the reader with something to do or decide.

Rules:
- About {target_length} words, in {language}. Tone: {tone_of_voice}.
- Use only what the source says. Quote it word for word or not at all. If it doesn't support a claim, leave the claim out.
- Plain words, short paragraphs, active verbs. No filler, no summary of what you are about to say.
- Markdown, beginning with "# " and the title.

Working title: {title}

Source:
{source}$prompt$
),
(
  '00000000-0000-4000-8000-000000000002', 'system', 'LinkedIn post', 'linkedin', false,
$prompt$Write one LinkedIn post about {topic} from the source below, for {audience}.

Shape:
- The first line has to earn the click on "see more": a concrete claim, number or moment from the source, under 15 words.
- Then the story or the argument in short paragraphs of one or two sentences, with an empty line between them.
- One insight the reader can use at work this week, said plainly.
- End with a real question that someone in the field would want to answer.

Rules:
- In {language}, at most 1,300 characters. Tone: {tone_of_voice}.
- Plain text. No bold imitations, no emoji bullets, no "I'm thrilled to share". At most three hashtags, on the last line.
- Nothing that isn't in the source: no invented anecdotes, figures or names. Quotations word for word.

Source:
{source}$prompt$
),
(
  '00000000-0000-4000-8000-000000000003', 'system', 'X post or thread', 'twitter', false,
$prompt$Write for X about {topic}, from the source below, for {audience}.

If the point fits in one post, write one. Otherwise write a thread of three to seven posts, each making sense when it is shared alone.

Shape:
- The first post carries the strongest claim, number or quotation of the source. No "a thread", no finger pointing down.
- One idea a post, each with a fact or a quotation to stand on.
- The last post says what to take away. It doesn't ask for likes.

Rules:
- At most 270 characters a post, in {language}. Tone: {tone_of_voice}.
- Separate posts with a line that holds only ---
- No hashtags inside sentences; at most one, at the end of the last post.
- Only what the source says. Quotations word for word.

Source:
{source}$prompt$
),
(
  '00000000-0000-4000-8000-000000000004', 'system', 'Instagram caption', 'instagram', false,
$prompt$Write an Instagram caption about {topic} from the source below, for {audience}.

Shape:
- The first line is all that shows before "more": under 125 characters, and it makes the reader want the second.
- Then a short story or three or four takeaways, one a line, in spoken language.
- One clear invitation at the end: to save it, to try something, or to answer a question.
- Five to eight specific hashtags on a line of their own at the very end. None that everybody uses.

Rules:
- In {language}, 600 to 1,200 characters without hashtags. Tone: {tone_of_voice}.
- Plain text. An emoji only where it replaces a word.
- Nothing that isn't in the source. Quotations word for word.

Source:
{source}$prompt$
),
(
  '00000000-0000-4000-8000-000000000005', 'system', 'Email newsletter', 'email', false,
$prompt$Write a newsletter email about {topic} from the source below, to {audience}.

Shape:
- A subject line under 50 characters that says what is inside, and a preview text under 90 that goes on where the subject ends.
- Open with one sentence that could only come from this source. No "I hope this finds you well".
- Two or three short sections: what it is, why it matters to this reader, what to do with it. A quotation from the source where it says it best.
- One call to action, once, at the end.

Rules:
- About {target_length} words, in {language}. Tone: {tone_of_voice}. Write as one person to one person.
- Markdown for the letter: short paragraphs, a ## heading only where it helps someone who skims.
- Only what the source says. Quotations word for word.

Working title: {title}

Source:
{source}$prompt$
)
ON CONFLICT DO NOTHING;

INSERT INTO public.schema_versions (version) VALUES ('1.11.0') ON CONFLICT DO NOTHING;

COMMIT;
