"""Which sentences may tell a story: whole, on their own feet, and prose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from digest.nouns import Analysis, QuoteKind, Sentence
from digest.stories.introductions import Named, familiar, named

Gram = tuple[str, ...]

SHORTEST, LONGEST = 6, 60  # words; shorter ones say nothing alone, longer ones are tables and lists
FULL = 10  # sentences of an article that tells the whole story; of a short item the lead is most that there is
OPENING = 3  # sentences of an article that tell what it is about, and may open the story
OWN_TIME = timedelta(days=3)  # before or after an article's day
PER_ARTICLE = 80  # sentences read of one article: news says what matters well before
WORD = re.compile(r"\w+")
INITIAL = re.compile(r"\b[A-Z]\.$")  # the sentence was cut at an abbreviation, unless its paragraph ends there
ENDED = re.compile(r"(?<!\.\.)[.!]['\"”’»)\]]*$")
STARTED = re.compile(r"^[\"“‘«'(\[$€£]*[^\W_]")
FURNITURE = re.compile(
    r"^(?:read (?:more|also|next|the full)|also read|click|subscribe|sign up|related|watch|photo|image|video|listen"
    r"|share|advertisement|follow us|editor.s note|correction|updated?|copyright)\b|©|\(c\) "
    r"|https?://|www\.|pic\.twitter|\bgetty images\b|\ball rights reserved\b|\(photo\b|\bcontributed to this report\b"
    r"|\bfile photo\b|[|•►→]|(?:^|\s)#\w.*\s#\w",
    re.IGNORECASE,
)
CORRESPONDENT = re.compile(r"\b(?:correspondent|reporter|anchor)\b[^.,;]{0,60}\breports?\b(?! that)", re.IGNORECASE)
LABEL = re.compile(r"(?:[^\W\d_][\w’'-]* ){0,3}[^\W\d_][\w’'-]*: [A-Z]")  # "The mayor: The …": who speaks, or of what
OBJECTLESS = re.compile(  # "The Anse Courier reported, citing two aides.": what it reported is elsewhere
    r"(?:[\w.’'-]+\s){1,5}(?:reported|reports|said|says|wrote|noted|added|announced)"
    r"(?:\.|,?\s(?:citing|quoting|referring to|according to)\b)[^\"“]*$"
)
DATELINE = re.compile(  # "VELDEN, Karsland (AP) — ", "Velden (CNN)": where it was written, not what happened
    r"(?:[A-Z][A-Z.’'-]+(?:[ ,/]+[A-Z][\w.’'-]+){0,5}(?: \d\d?)?\s*(?:\([^()]{2,30}\)\s*)?[–—―-]+\s*"
    r"|(?:[A-Z][\w.’'-]+[ ,]+){0,4}(?:\d\d? )?\((?:AP|AFP|CNN|CBS|UPI|BBC|Reuters|Bloomberg|Xinhua)\)\s*[–—―-]*\s*)"
    r"(?=[\"“‘]?[A-Z])"
)
ADDRESS = frozenset(  # the writer speaks, or speaks to the reader; "US" is a country
    re.findall(r"\S+", "we We our Our ours us my My me you You your Your yours let’s Let’s let's Let's")
)
APOSTROPHE = re.compile("['’]")
MARK = re.compile('["“”]')
QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]|‘[^‘’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
HE_OR_SHE = frozenset({"he", "she", "his", "her", "him"})
LEANING = frozenset(  # as the first word of a sentence
    re.findall(
        r"\w+",
        """
    he she it they him them his hers her its their theirs these those such but and or nor so yet however also moreover
    meanwhile furthermore additionally otherwise therefore thus hence nevertheless nonetheless still besides similarly
    consequently accordingly likewise indeed afterwards neither another other others elsewhere too either later instead
    again
    """,
    )
)
OPENINGS = re.compile(
    r"\w+ (?:\w+ )?of (?:them|these|those)\b"
    r"|(?:this|that)\b(?! (?:year|week|month|morning|afternoon|evening|summer|spring|autumn|fall|winter)\b)|then (?!-)"
    r"|(?:(?:together|today|now),? )?the (?:two|pair|trio|duo|couple|move|announcement|decision|comments?|remarks?"
    r"|incident|latter|statement|same|others?|rest)\b(?! (?:of|to|that|by) )"
    r"|(?:in (?:addition|contrast|turn|fact|other words|response)|on the (?:other|contrary)|as (?:a result|such|well)"
    r"|at the same time|for (?:example|instance)|even (?:so|then)|by contrast|since then|that (?:said|is)),? "
    r"|(?:after|in|for|of|among|to|with|from|at|on|under|amid|despite|following|during|before|until) "
    r"(?:that|this|these|those|them|it|him)\b(?! (?:year|week|month|morning|summer|spring|autumn|fall|winter)\b)",
    re.IGNORECASE,
)
UNNAMED = re.compile(  # a speaker, or a turn, that was introduced before
    r"\b(?:the|this|that|these|those|both) (?:official|source|spokes\w+|person|people|man|woman|agent|aide|lawyer"
    r"|author|report|article|statement|letter|document)s? (?:said|says|added|wrote|told|continued|explained|noted)\b"
    r"|, in turn,"
    r"|\bthe former (?:\w+ ){1,3}(?:said|says|added|wrote|told|continued)\b",
    re.IGNORECASE,
)
THEIRS = re.compile(r"[^\W\d_]*\s*(?P<who>he|she|they|it) (?:said|says|added|wrote|told|continued)\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ )?(?:different|clear|unclear|simple|true|the same|no exception|no surprise)\.$"
)
BACKDROP = re.compile(  # what the news is set against comes first: a story does not open with it
    r"(?:while|although|though|even (?:as|if|though)|if|(?:back )?in (?:19|20)\d\d"
    r"|(?:in|over) (?:recent|the (?:past|last)) (?:\w+ )?(?:years|decades|months|weeks)|(?:for|after|following) "
    r"(?:\w+ ){0,2}(?:years|decades|months|weeks)|(?:\w+ )?(?:years|decades|months|weeks) (?:ago|before|after))\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"\?[\"”’']")  # somebody's question: its answer is elsewhere
AUXILIARY = "is|are|was|were|will|would|could|may|might|can|has|have|had|also|came|took|said|sent|began"
DESCRIBED = (  # no noun, though a plural behind it looks like its verb: "The revised rules"
    r"(?:[a-z]+ly )?(?:additional|current|different|early|earlier|exact|final|former|latest|main|major|new|old|previous"
    r"|prior|recent|separate|sharp|[a-z]{3,}(?:(?<!e)ed|[ai]ble|ful|ical|ional|less|ous|[aeo]tic|istic|ific|omic)) "
    rf"(?!(?:{AUXILIARY})\b)"
)
DEFINITE = re.compile(  # "The visit, …", "The bill would …", but not "The unemployment rate …"
    rf"the (?P<described>{DESCRIBED})?+(?P<noun>[a-z]{{3,}}|Democrat|Republican)"
    r"(?(described)(?:(?<=[^s]s)\b|[’']s)"
    rf"|(?:,| [—–-]|\s+(?:{AUXILIARY}|(?!(?:is|has|was)\b)[a-z]{{3,}}(?:ed|[^s]s))\b))"
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
    full: bool  # its article tells the whole story, and is no short item
    day: date | None  # on which its article was published
    sentence: Sentence
    text: str
    size: int  # words, as str.split() counts them
    words: tuple[str, ...]
    leans: bool  # cannot be understood without the sentence right before it
    pronoun: bool  # it leans by "he" or "she"
    people: Named  # whom it introduces, and whom it takes for known
    needs: str  # the noun, its ending off, that it takes for known ("The visit, ..."), or ""


def candidates(analyses: Sequence[Analysis], text_groups: Mapping[str, str]) -> tuple[Candidate, ...]:
    """All sentences of the story that can be printed, in order of articles and text; a repeated wording only once."""
    found: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    known = familiar(analyses)
    for rank, analysis in enumerate(analyses):
        text, source = analysis.article.text, text_groups.get(analysis.article.id, analysis.article.id)
        for position, sentence in enumerate(analysis.sentences[:PER_ARTICLE]):
            words = tuple(WORD.findall(text[sentence.start : sentence.end].lower()))
            if words not in seen and _tells(sentence, analysis):
                seen.add(words)
                found.append(_candidate(analysis, source, rank, position, known))
    return tuple(found)


def plainest(analyses: Sequence[Analysis], text_groups: Mapping[str, str]) -> tuple[Candidate, ...]:
    """The first sentence of each article, unless it asks or is furniture: what is left where nothing better stands."""
    return tuple(
        _candidate(analysis, text_groups.get(analysis.article.id, analysis.article.id), rank, 0, frozenset())
        for rank, analysis in enumerate(analyses)
        for sentence in analysis.sentences[:1]
        if _is_statement(analysis.article.text[sentence.start : sentence.end])
    )


def _candidate(analysis: Analysis, source: str, rank: int, position: int, known: frozenset[str]) -> Candidate:
    sentence = analysis.sentences[position]
    text = analysis.article.text[sentence.start : sentence.end]
    words = tuple(WORD.findall(text.lower()))
    return Candidate(
        article=analysis.article.id,
        source=source,
        rank=rank,
        position=position,
        full=len(analysis.sentences) >= FULL,
        day=analysis.article.published.day if analysis.article.published else None,
        sentence=sentence,
        text=text,
        size=len(text.split()),
        words=words,
        leans=leaning(text, sentence),
        pronoun=not HE_OR_SHE.isdisjoint((sentence.leans.lower(), said_by(text), *words[:1])),
        people=named(sentence, analysis, known),
        needs=needed(text),
    )


def _tells(sentence: Sentence, analysis: Analysis) -> bool:
    article = analysis.article
    text = article.text[sentence.start : sentence.end]
    cut = INITIAL.search(text) and article.text[sentence.end :].lstrip(" ")[:1] not in {"", "\n"}
    return (
        printable(text, sentence) and not cut and not spoken(sentence, analysis) and not captioned(sentence, analysis)
    )


def _is_statement(text: str) -> bool:
    return WORD.search(text) is not None and not text.rstrip("\"'”’)").endswith("?") and not FURNITURE.search(text)


def printable(text: str, sentence: Sentence) -> bool:
    """Whether it is a whole statement: no question, caption, stub, cut quotation, furniture or address."""
    return (
        sentence.whole
        and SHORTEST <= len(text.split()) <= LONGEST
        and STARTED.match(text) is not None
        and not text.lstrip("\"“‘«'([")[:1].islower()
        and ENDED.search(text) is not None
        and "\n" not in text
        and not any(mark.search(text) for mark in (FURNITURE, CORRESPONDENT, VAGUE))
        and not any(mark.match(text) for mark in (LABEL, OBJECTLESS))
        and not ASKED.search(text)
        and _marks_close(text)
        and not addresses(text)
        and sum(word.isupper() and len(word) > 3 for word in text.split()) <= 3
    )


def addresses(text: str) -> bool:
    """Whether the writer speaks as "I" or "we", or to the reader, outside quotation marks."""
    words = [word.strip(".,;:!?()[]—–-") for word in QUOTATION.sub(" ", text).split()]
    return any(
        word in ADDRESS
        or APOSTROPHE.split(word)[0] in ADDRESS
        or (word[:2] in {"I", "I'", "I’"} and not last[:1].isupper())
        for last, word in pairwise(("", *words))
    )


def leaning(text: str, sentence: Sentence) -> bool:
    """Whether the sentence needs the one before it to be understood."""
    plain = text.lstrip("\"“‘«'([")
    first = WORD.search(plain)
    points_back = (first and first[0].lower() in LEANING) or OPENINGS.match(plain) or UNNAMED.search(plain)
    return bool(sentence.leans or points_back or said_by(text))


def said_by(text: str) -> str:
    """Give the pronoun that says a sentence's quotation, where nobody is named before it: "“…,” she said."; or ""."""
    around = QUOTATION.sub(" ", text).strip()
    found = THEIRS.match(around) if around != text.strip() else None
    return found["who"].lower() if found else ""


def spoken(sentence: Sentence, analysis: Analysis) -> bool:
    """Whether it is somebody's words altogether, so that nobody in it says them."""
    margin = 3  # marks and the full stop
    return any(
        quote.kind is not QuoteKind.INDIRECT
        and quote.start <= sentence.start + margin
        and sentence.end <= quote.end + margin
        for quote in analysis.quotes
    )


def captioned(sentence: Sentence, analysis: Analysis) -> bool:
    """Whether it ends as captions do: with the article's own time, year and all, where news says the weekday."""
    moment = analysis.article.published
    return moment is not None and any(
        sentence.end - 2 <= dated.end <= sentence.end
        and dated.first == dated.last
        and dated.text[-4:].isdigit()
        and abs(dated.first - moment.day) <= OWN_TIME
        for dated in analysis.days
    )


def undated(text: str) -> int:
    """Give the character at which the news begins: 0, or after the dateline."""
    found = DATELINE.match(text)
    return found.end() if found else 0


def needed(text: str) -> str:
    """Give the noun that a sentence takes for known: "visit" in "The visit, which began on Monday, …"; or ""."""
    found = DEFINITE.match(text[:1].lower() + text[1:])
    return "" if found is None or found["noun"] in KNOWN else stem(found["noun"].lower())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its commonest endings, so that "meets" and "meeting" count as one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _marks_close(text: str) -> bool:
    """Whether each quotation closes, its two marks alike or not, and each bracket."""
    opened = False
    for mark in MARK.findall(text):
        if mark == ("“" if opened else "”"):
            return False
        opened = not opened
    return not opened and text.count("(") == text.count(")")
