"""Which articles only retell an earlier one: no name, figure, day or quote of their own, and hardly a word of news."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from digest.dates import DAYS
from digest.nouns import Analysis, Moment, Origin, Precision
from digest.stories.comment import COMMENT, DECISIVE
from digest.stories.models import FUNCTION_WORDS
from digest.stories.particulars import Particulars, key, kin, singular

ALIKE = 0.35  # share of its words that a text must have in common with another to be looked at more closely
SUBSTANCE = 4  # names and figures that a text must give before it can be judged: fewer stand in any report
SHORTEST = 20  # content words: two reports of a sentence or two may say the same by themselves
NEWS = 0.1  # share of new words, comment apart, in the whole text
NEW_WORDS = 2  # that a sentence may have: other words for what the earlier text says
NEW_SHARE = 0.34  # of a sentence's words, comment apart
OTHER_FORMS = 0.34  # share of names that may stand in another form: "UN" for "United Nations", "Malay"
VERBATIM = 0.8  # share of a quote's word pairs that stand in the other text
LONG_QUOTE = 4  # content words
PARAPHRASED = 0.5  # share of a long quote's content words in one sentence of the other text
WINDOW = 200  # texts before and after it, in the story's order, that a text is compared with
ZONES = timedelta(hours=14)  # times whose zone is not known say which came first when they are so far apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One text of a story, with all its copies."""

    id: str  # of its first publication
    first: Particulars  # of its first publication: what others can retell
    whole: Particulars  # of its longest copy: all of it must be somebody else's
    language: str
    published: Moment | None


def retellings(
    analyses: Sequence[Analysis], published: Sequence[Moment | None], text_groups: Mapping[str, str]
) -> dict[str, str]:
    """Map each article's id to the id of the article that it retells, or to "".

    `analyses` are a story's articles, earliest first, with when each was `published`; `text_groups` maps an id to that
    of the article whose text it is. A text and its copies are judged as one: what it retells is the first publication
    of another text, and its longest copy must bring nothing more.

    An article retells an earlier one that holds all its names, figures, days and quoted words, and nearly all its other
    words but for comment. Where nobody can tell which came first, the one that quotes is the original, and the one that
    paraphrases the quotes retells it. What is in doubt is no retelling.
    """
    texts = _texts(analyses, published, text_groups) if len(set(text_groups.values())) > 1 else []
    found: dict[str, str] = {}
    sources = {text.id: tuple(_sources(place, texts)) for place, text in enumerate(texts)}
    for text, given in sources.items():
        ranked = sorted(given, key=lambda pair: (bool(sources[pair[1]]), pair[0]))
        chosen = next((source for _, source in ranked if text not in _chain(source, found)), "")
        if chosen:
            found[text] = chosen
    return {one.article.id: found.get(text_groups[one.article.id], "") for one in analyses}


def _texts(
    analyses: Sequence[Analysis], published: Sequence[Moment | None], text_groups: Mapping[str, str]
) -> list[_Text]:
    longest: dict[str, Analysis] = {}
    for one in analyses:
        group = text_groups[one.article.id]
        if group not in longest or len(one.article.text) > len(longest[group].article.text):
            longest[group] = one
    texts = []
    for one, moment in zip(analyses, published, strict=True):
        whole = longest.get(one.article.id)
        if whole:
            first = Particulars(one)
            texts.append(
                _Text(
                    id=one.article.id,
                    first=first,
                    whole=first if whole is one else Particulars(whole),
                    language=one.article.language,
                    published=moment,
                )
            )
    return texts


def _chain(source: str, found: Mapping[str, str]) -> Iterator[str]:
    while source:
        yield source
        source = found.get(source, "")


def _sources(place: int, texts: Sequence[_Text]) -> Iterator[tuple[tuple[float, int], str]]:
    """The texts that one text may be a retelling of, each with how much it differs and its place in the story."""
    later = texts[place]
    for other in range(max(0, place - WINDOW), min(len(texts), place + WINDOW + 1)):
        earlier = texts[other]
        if other != place and later.language == earlier.language and _brings_nothing(later.whole, earlier.first):
            if not _can_be_judged(later.whole):
                return
            share = _news(later.whole, earlier.first)
            if share <= NEWS and _came_after(later, earlier):
                yield (share, other), earlier.id


def _can_be_judged(text: Particulars) -> bool:
    return sum(map(len, text.claims)) >= SHORTEST and len(text.names) + len(text.figures) >= SUBSTANCE


def _came_after(later: _Text, earlier: _Text) -> bool:
    order = _order(later.published, earlier.published)
    return order > 0 or (order == 0 and _paraphrases(later.whole, earlier.first))


def _order(one: Moment | None, other: Moment | None) -> int:
    """1 where the first moment is known to be later, -1 where it is known to be earlier, 0 where nobody can tell."""
    if one is None or other is None or any(m.doubt or m.origin is Origin.STORY for m in (one, other)):
        return 0
    if Precision.DAY in {one.precision, other.precision}:
        return (one.day > other.day) - (one.day < other.day)
    apart = one.at - other.at
    if abs(apart) < ZONES and (one.offset_minutes is None) != (other.offset_minutes is None):
        return 0
    return (apart > timedelta()) - (apart < timedelta())


def _brings_nothing(later: Particulars, earlier: Particulars) -> bool:
    """Whether every name, figure, day and quoted word of a text stands in another."""
    return (
        len(later.terms & earlier.terms) >= ALIKE * len(later.terms)
        and _named(later, earlier)
        and later.figures <= earlier.figures | earlier.day_figures
        and later.calendar <= earlier.calendar | earlier.day_words
        and all(_same_day(day, later, earlier) for day in later.days)
        and all(_said(quote, earlier) for quote in later.quotes)
    )


def _named(later: Particulars, earlier: Particulars) -> bool:
    """Whether another text has all names: as they are, as a country or its people, or in their short or full form."""
    others = later.names - earlier.words
    return len(others) <= OTHER_FORMS * len(later.names) and all(
        name in earlier.short_forms
        or not earlier.short_forms.isdisjoint(later.initials.get(name, ()))
        or any(form in earlier.words for form in kin(name))
        for name in others
    )


def _same_day(day: date, later: Particulars, earlier: Particulars) -> bool:
    """Whether another text speaks of a day. Of two ways to read a weekday's name, the doubt costs nothing."""
    return day in earlier.days | earlier.own_day or DAYS[day.weekday()] in later.calendar


def _said(quote: Sequence[str], earlier: Particulars) -> bool:
    pairs = list(pairwise(quote))
    if not pairs:
        return set(quote) <= earlier.words
    return sum(pair in earlier.pairs for pair in pairs) >= VERBATIM * len(pairs)


def _news(later: Particulars, earlier: Particulars) -> float:
    """The share of a text's words, comment apart, that another text lacks; 1 where a whole sentence is news."""
    news, total = 0, 0
    for claim in (later.heading, *later.claims):
        plain = {word for word in claim if word not in COMMENT and singular(word) not in COMMENT}
        new = {word for word in plain if key(word) not in earlier.keys and word not in later.names}
        dense = claim is not later.heading and len(new) > 1 and len(new) > NEW_SHARE * len(plain)
        if len(new) > NEW_WORDS or dense or any(_is_decisive(word, earlier) for word in new):
            return 1.0
        news, total = news + len(new), total + len(plain)
    return news / max(1, total)


def _is_decisive(word: str, earlier: Particulars) -> bool:
    return word in DECISIVE and earlier.keys.isdisjoint(map(key, DECISIVE[word]))


def _paraphrases(later: Particulars, earlier: Particulars) -> bool:
    """Whether a text gives in its own words what another quotes."""
    claims = [{key(word) for word in claim} for claim in later.claims]
    for quote in earlier.quotes:
        words = {key(word) for word in quote if word not in FUNCTION_WORDS}
        told = any(len(words & claim) >= PARAPHRASED * len(words) for claim in claims)
        if told and len(words) >= LONG_QUOTE and not _said(quote, later):
            return True
    return False
