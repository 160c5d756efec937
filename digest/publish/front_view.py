"""The front page: what an edition puts first, and its numbers."""

from collections.abc import Iterator, Mapping, Sequence

from digest.nouns import Edition, Origin, Status, Story
from digest.publish.almanac import Almanac, almanac, outlet_of, story_days
from digest.publish.listings import FrontView, NumbersView, PersonView, SaidView
from digest.publish.options import SiteOptions
from digest.publish.views import QuoteView, StoryView
from digest.publish.wording import count

_SECOND, _BRIEFS, _SINGLE, _PEOPLE = 6, 12, 12, 12
_BACKGROUND_DAYS = 30  # a story that ended so long before the edition is background, not news
_SHORT = 260  # characters: a longer quote is for the story's own page
_CAPTION = 120  # who said it and where takes as much room as so many characters
_ROOM, _ROOM_BY_STORY = 820, 260  # what fits beside the lead, and beside each story below it


def front_view(stories: Mapping[str, StoryView], people: Sequence[PersonView], book: Almanac) -> FrontView:
    """The leading stories, then the rest in one line each, in the edition's own order."""
    current = [story for story in book.edition.stories if not _background(story, book)]
    background = [story for story in book.edition.stories if _background(story, book)]
    if not current:
        current, background = background, []
    lead, rest = current[:1], current[1:]
    fresh = [story for story in rest if not _is_alone(story) and story.status is not Status.CONTINUING]
    second = fresh[:_SECOND]
    briefs = [story for story in rest if not _is_alone(story) and story not in second]
    single = [story for story in rest if _is_alone(story)]
    shown = len(lead) + len(second) + len(briefs[:_BRIEFS]) + len(single[:_SINGLE]) + len(background[:_BRIEFS])
    speakers = sorted((person for person in people if person.quote_count), key=lambda person: -person.quote_count)
    return FrontView(
        lead=stories[lead[0].id] if lead else None,
        second=tuple(stories[story.id] for story in second),
        briefs=tuple(stories[story.id] for story in briefs[:_BRIEFS]),
        single=tuple(stories[story.id] for story in single[:_SINGLE]),
        background=tuple(stories[story.id] for story in background[:_BRIEFS]),
        more=len(book.edition.stories) - shown,
        said=tuple(_voices([stories[story.id] for story in current], _ROOM + _ROOM_BY_STORY * len(second))),
        people=tuple(speakers[:_PEOPLE]),
        more_people=len(people) - len(speakers[:_PEOPLE]),
    )


def _is_alone(story: Story) -> bool:
    """Whether one text is all that tells a story, however many outlets carry or retell it."""
    return story.told.group.independent_texts == 1


def _background(story: Story, book: Almanac) -> bool:
    last = max(story_days(story, book.zone), default=None)
    edition = book.edition.date
    return last is not None and edition is not None and (edition - last).days > _BACKGROUND_DAYS


def lead_quote(story: StoryView) -> QuoteView | None:
    """The quote that stands with a leading story: a short and whole one of a known person, as far as there is one."""
    named = [quote for quote in story.quotes if quote.person_address and not quote.foreign]
    return min(named, key=lambda quote: (_length(quote) > _SHORT, quote.fragment), default=None)


def _length(quote: QuoteView) -> int:
    return sum(len(part) for part in quote.parts)


def _voices(stories: Sequence[StoryView], room: int) -> Iterator[SaidView]:
    """One short quote of each person, in the order of the stories, until the column beside them is full.

    The lead's own quote stands on the page already. `room` is counted in characters.
    """
    first = lead_quote(stories[0]) if stories else None
    heard: set[str] = set()
    for story in stories:
        for quote in story.quotes:
            usable = quote.person_address and not quote.foreign and _length(quote) <= _SHORT
            if quote is first or not usable or quote.person_address in heard:
                continue
            room -= _length(quote) + _CAPTION
            if room < 0:
                return
            heard.add(quote.person_address)
            yield SaidView(story=story, quotes=(quote,))


def numbers_line(edition: Edition, options: SiteOptions) -> tuple[str, ...]:
    """The edition in numbers, in words: the line that the front page shows."""
    return numbers_view(almanac(edition, options)).line


def numbers_view(book: Almanac) -> NumbersView:
    """How much the edition knows, and how much it does not."""
    members = [home.member for home in book.homes.values()]
    quotes = [quote for story in book.edition.stories for quote in story.told.quotes]
    texts = sum(story.told.group.independent_texts for story in book.edition.stories)
    unknown = sum(not outlet_of(member) for member in members)
    stories = count(len(book.edition.stories), "story", "stories")
    articles, outlets = count(len(members), "article"), count(len(book.outlets), "outlet")
    ledger = book.edition.ledger
    skipped, failed = len(ledger.skipped), sum(feed.failing is not None for feed in ledger.feeds)
    line = [f"{stories} from {articles}", outlets, count(texts, "independent text")]
    line += [f"{count(unknown, 'article')} of unknown outlet"] if unknown else []
    line += [f"{count(skipped, 'source')} skipped"] if skipped else []
    line += [f"{count(failed, 'feed')} failing"] if failed else []
    return NumbersView(
        line=tuple(line),
        articles=articles,
        stories=stories,
        outlets=outlets,
        unknown_outlets=unknown,
        quotes=count(len(quotes), "quote"),
        attributed=f"{sum(quote.speaker is not None for quote in quotes):,}",
        sentences=count(sum(len(story.told.summary) for story in book.edition.stories), "summary sentence"),
        undated=sum(member.published is None for member in members),
        inferred=sum(member.published is not None and member.published.origin is Origin.STORY for member in members),
        skipped=skipped,
        duplicates=len(ledger.duplicates),
        excluded=ledger.excluded,
    )
