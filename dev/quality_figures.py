"""What can be measured of a text made of another's sentences, for dev/quality.

No measure here needs a summary by a person to compare with. The words are the same for all: lower case, no stop words,
Porter's second stemmer.
"""

import math
import re
from collections import Counter
from itertools import combinations

import textstat
from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

SUMMARISERS = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer}
STOP_WORDS = get_stop_words("english")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
stem = Stemmer("english")


class Language:
    """Sentences by Punkt, trained on the texts themselves, since its own data is in no registry; words as above.

    It is the tokenizer that sumy asks for.
    """

    def __init__(self, texts):
        trainer = PunktTrainer()
        trainer.INCLUDE_ALL_COLLOCS = True
        for text in texts:
            trainer.train(text, finalize=False)
        trainer.finalize_training()
        self.punkt = PunktSentenceTokenizer(trainer.get_params())

    def to_sentences(self, text):
        return [sentence for line in text.splitlines() for sentence in self.punkt.tokenize(line) if WORD.search(sentence)]

    def to_words(self, text):
        return tuple(WORD.findall(text))


def terms(text):
    """The stems of the words that mean something, with repetitions."""
    return [stem(word) for word in WORD.findall(text.lower()) if word not in STOP_WORDS]


def coverage(output, source):
    """The share of the source's words, each as often as it occurs, that the output has: 0 to 1, more is better."""
    had, wanted = set(terms(output)), terms(source)
    return sum(term in had for term in wanted) / len(wanted)


def divergence(output, source):
    """Jensen-Shannon, of the distributions of words: 0 (the same) to 1.

    Louis and Nenkova (2009, 2013) found that of all measures without a person's summary it agrees best with what
    people say of content, by system at 0.9.
    """
    one, other = (Counter(terms(text)) for text in (output, source))
    total, all_ = one.total(), other.total()
    bits = 0
    for term in other | one:
        p, q = one[term] / total, other[term] / all_
        middle = (p + q) / 2
        bits += (p * math.log2(p / middle) if p else 0) + (q * math.log2(q / middle) if q else 0)
    return bits / 2


def redundancy(output, language):
    """The mean over the sentences of the cosine to the one that is most alike: 0 to 1, less is better."""
    vectors = [Counter(terms(sentence)) for sentence in language.to_sentences(output)]
    vectors = [vector for vector in vectors if vector]
    closest = [0.0] * len(vectors)
    for (i, one), (j, other) in combinations(enumerate(vectors), 2):
        alike = cosine(one, other)
        closest[i], closest[j] = max(closest[i], alike), max(closest[j], alike)
    return sum(closest) / max(len(closest), 1)


def cosine(one, other):
    product = sum(count * other[term] for term, count in one.items())
    return product / math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))


def repeated(output):
    """The share of runs of three words that come again: 0 to 1, less is better (Xiao and Carenini 2020)."""
    words = WORD.findall(output.lower())
    runs = list(zip(words, words[1:], words[2:]))
    return 1 - len(set(runs)) / max(len(runs), 1)


def flesch(text):
    """Reading ease by syllables and lengths of sentences; a line without a full stop is a sentence of its own."""
    lines = (line.strip() for line in text.splitlines() if WORD.search(line))
    return textstat.flesch_reading_ease("\n".join(line if ENDED.search(line) else f"{line}." for line in lines))


def verbatim(output, source, language):
    """The share of the output's sentences that the source has to the letter, white space aside.

    Punkt takes a word like "API." at a sentence's end for an abbreviation and reads on: of what it joins, each part counts.
    """
    whole = " ".join(source.split())
    sentences = [" ".join(sentence.split()) for sentence in language.to_sentences(output)]
    parts = [re.split(r"(?<=[.!?]) (?=[A-Z])", sentence) for sentence in sentences]
    return sum(all(part in whole for part in of) for of in parts) / max(len(sentences), 1)


def summary(name, source, words, language):
    """What an established summariser picks of the source, the best first until it has as many words, in its order."""
    paragraphs = [
        Paragraph([Sentence(sentence, language) for sentence in language.to_sentences(paragraph)])
        for paragraph in source.split("\n\n")
    ]
    summariser = SUMMARISERS[name](stem)
    summariser.stop_words = STOP_WORDS

    def enough(ranked):
        taken, total = [], 0
        for info in ranked:
            length = len(str(info.sentence).split())
            # As near as it comes.
            if total and abs(total + length - words) > abs(total - words):
                break
            taken.append(info)
            total += length
        return taken

    chosen = summariser(ObjectDocumentModel([paragraph for paragraph in paragraphs if paragraph.sentences]), enough)
    return "\n".join(str(sentence) for sentence in chosen)
