"""A topic as its page, the front page and the feeds show it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from digest.nouns import Coverage, Status
from digest.publish.addresses import topic_address
from digest.publish.almanac import Almanac, outlet_of
from digest.publish.listings import PersonView
from digest.publish.safe import Safe
from digest.publish.views import StoryView
from digest.publish.wording import count

_WHOLE, _LINES, _HEARD = 12, 200, 12  # stories with a sentence, further ones in a line each, people


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredView:
    """A story of a topic, and why it is one."""

    story: StoryView
    matched: str  # "2 of 4 articles match", or "" where the only one does
    terms: tuple[str, ...]  # of the query, as written, that hold for its articles


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardView:
    """Somebody who is quoted in a topic's stories."""

    name: str
    address: Safe
    counted: str  # "3 quotes"


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
    stories: tuple[CoveredView, ...]  # in rank order
    more: tuple[StoryView, ...]
    left_out: int  # stories that only the data lists
    heard: tuple[HeardView, ...]  # those with most quotes first


def topic_views(stories: Mapping[str, StoryView], people: Sequence[PersonView], book: Almanac) -> tuple[TopicView, ...]:
    """Every topic, in the configuration's order."""
    names = {person.address: person.name for person in people}
    return tuple(_topic(coverage, stories, names, book) for coverage in book.edition.topics)


def _topic(coverage: Coverage, stories: Mapping[str, StoryView], names: Mapping[Safe, str], book: Almanac) -> TopicView:
    topic = coverage.topic
    told = [stories[story] for story in coverage.stories]
    return TopicView(
        name=topic.name,
        description=topic.description,
        query=topic.query,
        address=topic_address(topic.slug),
        feed=Safe(f"{topic_address(topic.slug)}feed.xml"),
        counted=tuple(_counted(coverage, book)),
        news=_news(coverage, book),
        stories=tuple(_covered(story, coverage, book) for story in told[:_WHOLE]),
        more=tuple(told[_WHOLE : _WHOLE + _LINES]),
        left_out=max(0, len(told) - _WHOLE - _LINES),
        heard=tuple(_heard(told, names)),
    )


def _counted(coverage: Coverage, book: Almanac) -> Iterator[str]:
    articles = [match.article for match in coverage.matches]
    voices = dict(chain.from_iterable(book.stories[story].told.group.voices.items() for story in coverage.stories))
    texts = len({voices[article] for article in articles})
    outlets = len({outlet_of(book.homes[article].member) for article in articles} - {""})
    yield count(len(coverage.stories), "story", "stories")
    if articles:
        counted = count(len(articles), "article")
        yield counted if texts == len(articles) else f"{counted}, {count(texts, 'independent text')}"
    if outlets:
        yield count(outlets, "outlet")


def _news(coverage: Coverage, book: Almanac) -> str:
    """How many stories of a topic bring something in this edition, and how many there are."""
    total = len(coverage.stories)
    fresh = sum(book.stories[story].status is not Status.CONTINUING for story in coverage.stories)
    if not total:
        return "nothing yet"
    return count(total, "story", "stories") if fresh in {0, total} else f"{fresh:,} with news, {total:,} in all"


def _covered(story: StoryView, coverage: Coverage, book: Almanac) -> CoveredView:
    members = book.stories[story.id].told.group.ids
    matches = [match for match in coverage.matches if match.article in members]
    verb = "matches" if len(matches) == 1 else "match"
    return CoveredView(
        story=story,
        matched=f"{len(matches)} of {count(len(members), 'article')} {verb}" if len(members) > 1 else "",
        terms=tuple(dict.fromkeys(term for match in matches for term in match.terms)),
    )


def _heard(told: Sequence[StoryView], names: Mapping[Safe, str]) -> Iterator[HeardView]:
    said = Counter(
        quote.person_address
        for story in told
        for quote in (*story.quotes, *story.more_quotes)
        if quote.person_address in names
    )
    for address, number in sorted(said.items(), key=lambda one: (-one[1], names[one[0]], one[0]))[:_HEARD]:
        yield HeardView(name=names[address], address=address, counted=count(number, "quote"))
