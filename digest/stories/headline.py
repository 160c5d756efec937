"""The story's headline: the most informative and least sensational of its sources' own."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from digest.labels import N_
from digest.nouns import Extract, Group, Headline, Member
from digest.stories.figures import figures_in
from digest.stories.models import FUNCTION_WORDS

RULE = N_(
    "The headline is one of the sources’ own titles. Each title is scored by its words: a word counts by the share of "
    "the story’s independent texts that use it, one that opens a text counts double, and words that no other text uses "
    "count against the title. A title loses for being a question or an exclamation, for words in capitals, for "
    "addressing the reader or withholding what happened, for opinion, live and video labels, for more than sixteen "
    "or fewer than four words, and twice for loaded words or for a figure that no article of the story’s newest day "
    "gives any more. The highest score wins; between equal ones the earliest article."
)

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
FAULT = 0.4
OPENING = 300  # characters of an article that say what the story is
BAIT = re.compile(
    r"\b(?:you|your|we|our|i|my|here['’]?s|here (?:is|are)|what to know|what we know|why|how|this is|these are|watch"
    r"|won['’]t believe|everything|things|reasons|takeaways|explain(?:ed|er)|opinion|editorial|analysis|review|live"
    r"|updates?|video|photos|gallery|podcast|exclusive|breaking|just in|must|best|worst|top \d+|column"
    r"|fact[- ]?check\w*|letters?|annotated|shouldn['’]t|(?:is|are|was|were) (?:wrong|right|telling))\b",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"\b(?:slams?|slammed|blasts?|blasted|rips?|ripped|shreds?|torches?|destroys?|destroyed|obliterates?|eviscerates?|"
    r"skewers?|trashes|bashes|hammers|lashes|savages?|shock(?:s|ed|ing|er)?|stun(?:s|ned|ning)?|bombshell|explosive|"
    r"explodes?|outrage(?:s|d|ous)?|fury|furious|rage|chaos|chaotic|meltdown|panic|nightmare|disaster|disgust(?:ed|ing)?|"
    r"disgrace(?:ful)?|shameful|insane|crazy|wild|epic|brutal|horrific|terrifying|unbelievable|incredible|thrilling|"
    r"stupid|idiot|liar|lies|hoax|witch hunt|smears?|hysteri\w+|radical|thugs?|crushes|humiliat\w+|war on|declares war|"
    r"freak\w*|mocks?|roasts?|owns|erupts?|caves? (?:in|to)|scoffs?|taunts?|fumes?|bashed"
    r"|ripping|rigged|infuriates?|doom(?:ed)?|bizarre|scathing|alarming)\b",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<outlet>[^|–—]{2,40})$")


def headline(group: Group, summary: Sequence[Extract]) -> Headline:
    """Choose by `RULE`; a story without any title is headed by its leading sentence, whole."""
    titled = [(member, _title(member)) for member in group.members if member.analysis.article.title]
    titled = [(member, text) for member, text in titled if WORD.search(text)]
    if titled:
        texts = _texts(group)
        current = _current(group)
        member, text = max(titled, key=lambda pair: score(pair[1], texts) - 2 * FAULT * _is_stale(pair[1], current))
        return Headline(text=text, article=member.analysis.article.id)
    if summary:
        return Headline(text=summary[0].text, article=summary[0].article)
    first = group.members[0].analysis.article
    return Headline(text=first.text.split("\n")[0].strip(), article=first.id)


def score(title: str, texts: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> float:
    """How well a title heads a story whose independent texts have these words, and these in their openings."""
    words = [word.lower() for word in WORD.findall(title)]
    content = sorted({_stem(word) for word in words if word not in FUNCTION_WORDS})
    total = len(texts)
    gain = 0.0
    for word in content:
        support = sum(word in whole for whole, _ in texts.values()) / total
        opening = sum(word in start for _, start in texts.values()) / total
        gain += support + opening - 0.5 * (support * total <= 1 < total) - 0.5 * (support == 0)
    return gain / (len(content) + 2) - _faults(title, words)


def _faults(title: str, words: Sequence[str]) -> float:
    capitals = [word for word in WORD.findall(title) if word.isupper() and len(word) > 5]
    faults = (
        title.rstrip("\"'”’ ").endswith("?"),
        "!" in title,
        bool(capitals),
        bool(BAIT.search(title)),
        *(2 * [bool(LOADED.search(title))]),
        len(words) < 4,
        len(words) > 16,
        title.rstrip().endswith(("...", "…")),
        title.lstrip()[:1] in "\"“'‘",
    )
    return FAULT * sum(faults)


def _current(group: Group) -> frozenset[float] | None:
    """The figures that the articles of the newest day give; None where the story has one day only."""
    newest = [member.analysis.article for member in group.members if member.analysis.article.id in group.newest]
    texts = (text for article in newest for text in (article.title.value if article.title else "", article.text))
    return frozenset(figure for text in texts for figure in figures_in(text)) if newest else None


def _is_stale(title: str, current: frozenset[float] | None) -> bool:
    """Whether a title gives a figure that the newest articles do not: yesterday's toll."""
    return current is not None and not current.issuperset(figures_in(title))


def _title(member: Member) -> str:
    """The printed title without the outlet's name at its end."""
    article = member.analysis.article
    title = article.title.value.strip() if article.title else ""
    found = SUFFIX.search(title)
    outlet = article.outlet.value.casefold() if article.outlet else ""
    if found and (found["outlet"].casefold() == outlet or " | " in found[0]):
        return title[: found.start()].strip()
    return title


def _texts(group: Group) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The words of each independent text, and those of its opening."""
    voices = group.voices
    whole: dict[str, set[str]] = {}
    start: dict[str, set[str]] = {}
    for member in group.members:
        article = member.analysis.article
        whole.setdefault(voices[article.id], set()).update(_stems(article.text))
        start.setdefault(voices[article.id], set()).update(_stems(article.text[:OPENING]))
    return {key: (frozenset(whole[key]), frozenset(start[key])) for key in sorted(whole)}


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(text.lower())}


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """A word without possessive and the commonest endings, so that "meets" and "meeting" count as one."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
