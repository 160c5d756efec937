"""Which sentences may tell a story: whole, on their own feet, and prose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.nouns import Analysis, QuoteKind, Sentence

Gram = tuple[str, ...]

SHORTEST, LONGEST = 6, 60  # words; shorter ones say nothing alone, longer ones are tables and lists
PER_ARTICLE = 80  # sentences read of one article: news says what matters well before
WORD = re.compile(r"\w+")
INITIAL = re.compile(r"\b[A-Z]\.$")  # the sentence was cut at an abbreviation, unless its paragraph ends there
ENDED = re.compile(r"(?<!\.\.)[.!]['\"”’»)\]]*$")
STARTED = re.compile(r"^[\"“‘«'(\[$€£]*[^\W_]")
FURNITURE = re.compile(
    r"^(?:read (?:more|also|next|the full)|also read|click|subscribe|sign up|related|watch|photo|image|video|listen"
    r"|share|advertisement|follow us|editor.s note|correction|updated?|copyright)\b|©|\(c\) "
    r"|https?://|www\.|pic\.twitter|\bgetty images\b|\ball rights reserved\b|\(photo\b|\bcontributed to this report\b"
    r"|\bfile photo\b|[|•►→]",
    re.IGNORECASE,
)
LEANING = frozenset(  # as the first word of a sentence
    re.findall(
        r"\w+",
        """
    he she it they him them his hers her its their theirs these those such but and or nor so yet however also moreover
    meanwhile furthermore additionally otherwise therefore thus hence nevertheless nonetheless still besides similarly
    consequently accordingly likewise indeed afterwards neither another elsewhere too either
    """,
    )
)
OPENINGS = re.compile(
    r"\w+ (?:\w+ )?of (?:them|these|those)\b"
    r"|(?:this|that)\b(?! (?:year|week|month|morning|afternoon|evening|summer|spring|autumn|fall|winter)\b)|then (?!-)"
    r"|the (?:two|pair|trio|duo|couple|move|announcement|decision|comments?|remarks?|incident|latter|statement|same"
    r"|others?|rest)\b(?! (?:of|to|that|by) )"
    r"|(?:in (?:addition|contrast|turn|fact|other words|response)|on the (?:other|contrary)|as (?:a result|such|well)"
    r"|at the same time|for (?:example|instance)|even (?:so|then)|by contrast|since then|that (?:said|is)),? "
    r"|(?:after|in|for|of|among|to|with|from|at|on|under|amid|despite|following|during|before|until) "
    r"(?:that|this|these|those|them|it|him)\b(?! (?:year|week|month|morning|summer|spring|autumn|fall|winter)\b)",
    re.IGNORECASE,
)
DEFINITE = re.compile(  # "The visit, …", "The bill would …", but not "The unemployment rate …"
    r"the (?P<noun>[a-z]{3,}|Democrat|Republican)(?:,| [—–-]|\s+(?:is|are|was|were|will|would|could|may|might|can|has"
    r"|have|had|also|came|took|said|sent|began|(?!(?:is|has|was)\b)[a-z]{3,}(?:ed|[^s]s))\b)"
)
KNOWN = frozenset(  # to every reader
    re.findall(
        r"\w+",
        """
    administration army city coronavirus country court economy government market markets military nation pandemic police
    president public state virus world
    """,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be chosen, with what the choice needs to know of it."""

    article: str
    source: str  # the text group of its article: copies of one text are one source
    rank: int  # of its article in the story
    position: int  # of the sentence in its article
    sentence: Sentence
    text: str
    size: int  # words, as str.split() counts them
    words: tuple[str, ...]
    leans: bool  # cannot be understood without the sentence before it
    needs: str  # the noun, its ending off, that an earlier sentence must have named ("The visit, ..."), or ""


def candidates(analyses: Sequence[Analysis], text_groups: Mapping[str, str]) -> tuple[Candidate, ...]:
    """All sentences of the story that can be printed, in order of articles and text; a repeated wording only once."""
    found: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    for rank, analysis in enumerate(analyses):
        article = analysis.article
        for position, sentence in enumerate(analysis.sentences[:PER_ARTICLE]):
            text = article.text[sentence.start : sentence.end]
            words = tuple(WORD.findall(text.lower()))
            if words in seen or not printable(text, sentence) or spoken(sentence, analysis):
                continue
            if INITIAL.search(text) and article.text[sentence.end :].lstrip(" ")[:1] not in {"", "\n"}:
                continue
            seen.add(words)
            one = Candidate(
                article=article.id,
                source=text_groups.get(article.id, article.id),
                rank=rank,
                position=position,
                sentence=sentence,
                text=text,
                size=len(text.split()),
                words=words,
                leans=leaning(text, sentence),
                needs=needed(text),
            )
            found.append(one)
    return tuple(found)


def printable(text: str, sentence: Sentence) -> bool:
    """Whether it is a whole statement: no question, caption, stub, cut quotation or furniture."""
    return (
        sentence.whole
        and SHORTEST <= len(text.split()) <= LONGEST
        and STARTED.match(text) is not None
        and not text.lstrip("\"“‘«'([")[:1].islower()
        and ENDED.search(text) is not None
        and "\n" not in text
        and not FURNITURE.search(text)
        and _marks_close(text)
        and sum(word.isupper() and len(word) > 3 for word in text.split()) <= 3
    )


def leaning(text: str, sentence: Sentence) -> bool:
    """Whether the sentence needs the one before it to be understood."""
    plain = text.lstrip("\"“‘«'([")
    first = WORD.search(plain)
    return bool(sentence.leans or (first and first[0].lower() in LEANING) or OPENINGS.match(plain))


def spoken(sentence: Sentence, analysis: Analysis) -> bool:
    """Whether it is somebody's words altogether, so that nobody in it says them."""
    margin = 3  # marks and the full stop
    return any(
        quote.kind is not QuoteKind.INDIRECT
        and quote.start <= sentence.start + margin
        and sentence.end <= quote.end + margin
        for quote in analysis.quotes
    )


def needed(text: str) -> str:
    """Give the noun that a sentence takes for known: "visit" in "The visit, which began on Monday, …"; or ""."""
    found = DEFINITE.match(text[:1].lower() + text[1:])
    return "" if found is None or found["noun"] in KNOWN else stem(found["noun"].lower())


def stem(word: str) -> str:
    """A word without its commonest endings, so that "meets" and "meeting" count as one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _marks_close(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
