"""A topic as its page, the front page and the feeds show it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from digest.nouns import Coverage, Status
from digest.publish.addresses import inside, person_address, topic_address
from digest.publish.almanac import Almanac, outlet_of
from digest.publish.glimpses import Line, newest_first
from digest.publish.languages import Words
from digest.publish.person_view import story_place
from digest.publish.safe import Safe
from digest.publish.shelves import Shelf, shelved
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.views import StoryView
from digest.publish.wording import articles_words, local_day, stories_words

_FIRST, _LINES = 12, 48  # stories with a sentence, and further ones in a line each, on a topic's first page
_MOST = 200  # lines of each other page
_HEARD = 12  # people, and outlets, that stand beside


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredView:
    """A story of a topic, and why it is one."""

    story: StoryView
    matched: str  # "2 of 4 articles match", or "" where the only one does
    terms: tuple[str, ...]  # of the query, as written, that hold for its articles


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardView:
    """Somebody who is quoted in a topic's stories, or an outlet that tells them."""

    name: str
    address: Safe
    counted: str  # "3 quotes", "3 articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A topic, with the edition's stories on it."""

    name: str
    description: str
    query: str
    address: Safe
    feed: Safe
    counted: tuple[str, ...]  # "3 stories", "5 articles, 4 independent texts", "2 outlets"
    news: str  # "2 new, 14 in all", "3 stories", "nothing yet"
    stories: tuple[CoveredView, ...]  # those with news in rank order, then the newest first
    more: tuple[StoryView, ...]
    shelves: tuple[Shelf[Line], ...]  # pages by year, where not everything stands on the first
    strip: StripView | None  # None where all is of one week
    heard: tuple[HeardView, ...]  # those with most quotes first
    outlets: tuple[HeardView, ...]  # those with most articles first


def topic_view(coverage: Coverage, stories: Mapping[str, StoryView], book: Almanac) -> TopicView:
    """A topic, with what is here of it."""
    topic = coverage.topic
    told = [stories[story] for story in _ordered(coverage, book)[: _FIRST + _LINES]]
    return TopicView(
        name=topic.name,
        description=topic.description,
        query=topic.query,
        address=topic_address(topic.slug),
        feed=Safe(f"{topic_address(topic.slug)}feed.xml"),
        counted=tuple(_counted(coverage, book)),
        news=_news(coverage, book),
        stories=tuple(_covered(story, coverage, book) for story in told[:_FIRST]),
        more=tuple(told[_FIRST:]),
        shelves=_shelves(coverage, book) if len(coverage.stories) > _FIRST + _LINES else (),
        strip=strip_view(_days(coverage, book), Counted.ARTICLES, book.words),
        heard=tuple(_heard(coverage, book)),
        outlets=tuple(_outlets(coverage, book)),
    )


def _ordered(coverage: Coverage, book: Almanac) -> list[str]:
    """Those with news in rank order, then the others, the newest first: what is past has no rank of its own here."""
    fresh = [story for story in coverage.stories if book.statuses[story] is not Status.CONTINUING]
    others = newest_first(book.lines[story] for story in coverage.stories if story not in set(fresh))
    return fresh + [line.id for line in others]


def _shelves(coverage: Coverage, book: Almanac) -> tuple[Shelf[Line], ...]:
    ordered = newest_first(book.lines[story] for story in coverage.stories)
    return shelved(ordered, story_place, most=_MOST, words=book.words)


def _days(coverage: Coverage, book: Almanac) -> Iterator[date]:
    """The day of each article that matches, as far as it is known and trusted."""
    for match in coverage.matches:
        moment = book.homes[match.article].member.published
        if moment and not moment.doubt:
            yield local_day(moment, book.zone)


def _outlets(coverage: Coverage, book: Almanac) -> Iterator[HeardView]:
    printed = Counter(outlet_of(book.homes[match.article].member) for match in coverage.matches)
    del printed[""]
    for name, number in sorted(printed.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))[:_HEARD]:
        address = inside(f"outlets/{book.outlets[name]}/")
        yield HeardView(name=name, address=address, counted=articles_words(number, book.words))


def _counted(coverage: Coverage, book: Almanac) -> Iterator[str]:
    articles = [match.article for match in coverage.matches]
    voices = dict(chain.from_iterable(book.stories[story].told.group.voices.items() for story in coverage.stories))
    texts = len({voices[article] for article in articles})
    outlets = len({outlet_of(book.homes[article].member) for article in articles} - {""})
    yield stories_words(len(coverage.stories), book.words)
    if articles:
        counted = [articles_words(len(articles), book.words)]
        if texts != len(articles):
            counted.append(book.words.ngettext("%(num)s independent text", "%(num)s independent texts", texts))
        yield ", ".join(counted)
    if outlets:
        yield book.words.ngettext("%(num)s outlet", "%(num)s outlets", outlets)


def _news(coverage: Coverage, book: Almanac) -> str:
    """How many stories of a topic bring something in this edition, and how many there are."""
    total = len(coverage.stories)
    fresh = sum(book.statuses[story] is not Status.CONTINUING for story in coverage.stories)
    if not total:
        return book.words.gettext("nothing yet")
    if fresh in {0, total}:
        return stories_words(total, book.words)
    return book.words.gettext("%(fresh)s with news, %(all)s in all", fresh=fresh, all=total)


def _covered(story: StoryView, coverage: Coverage, book: Almanac) -> CoveredView:
    members = book.stories[story.id].told.group.ids
    matches = [match for match in coverage.matches if match.article in members]
    return CoveredView(
        story=story,
        matched=_matched(len(matches), len(members), book.words) if len(members) > 1 else "",
        terms=tuple(dict.fromkeys(term for match in matches for term in match.terms)),
    )


def _matched(matches: int, articles: int, words: Words) -> str:
    return words.ngettext(
        "%(num)s of %(articles)s matches",
        "%(num)s of %(articles)s match",
        matches,
        articles=articles_words(articles, words),
    )


def _heard(coverage: Coverage, book: Almanac) -> Iterator[HeardView]:
    said = Counter(quote.person for story in coverage.stories for quote in book.stories[story].told.quotes)
    names = {person: name for person in said if (name := book.names.get(person)) is not None}
    for person in sorted(names, key=lambda one: (-said[one], names[one], one))[:_HEARD]:
        counted = book.words.ngettext("%(num)s quote", "%(num)s quotes", said[person])
        yield HeardView(name=names[person], address=person_address(person), counted=counted)
