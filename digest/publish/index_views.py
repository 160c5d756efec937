"""People, outlets and days: the stories seen from another side."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from digest.nouns import Moment, Person, Role, Story
from digest.publish.addresses import inside, person_address
from digest.publish.almanac import Almanac, Home, outlet_of, story_days
from digest.publish.listings import DayView, MonthView, OutletView, PersonView, PrintedView, RoleView, SaidView
from digest.publish.safe import Safe
from digest.publish.source_view import source_view
from digest.publish.strip import strip_view
from digest.publish.views import QuoteView, StoryView
from digest.publish.wording import comma, count, day_words, language_name, listed, local_day, moment_words, month_words

_ARTICLE = re.compile(r"^(?:the|an?)\s+")

Stories = Mapping[str, StoryView]


def newest_first(stories: Sequence[Story], book: Almanac) -> list[Story]:
    """Stories by their last trusted day, newest first; undated last, ties by id."""
    by_id = sorted(stories, key=lambda story: story.id)
    return sorted(by_id, key=lambda story: max(story_days(story, book.zone), default=date.min), reverse=True)


def person_view(person: Person, stories: Stories, book: Almanac) -> PersonView:
    """What one person said, newest first, by story."""
    places = {book.homes[article].story.id for article in person.articles if article in book.homes}
    ordered = newest_first([book.stories[place] for place in sorted(places)], book)
    address = person_address(person.id)
    said = tuple(
        SaidView(story=stories[story.id], quotes=quotes)
        for story in ordered
        if (quotes := _quotes_of(address, stories[story.id]))
    )
    spoken = {entry.story.id for entry in said}
    number = sum(len(entry.quotes) for entry in said)
    named = f"named in {count(len(ordered), 'story', 'stories')}"
    counted = f"{count(number, 'quote')} in {count(len(said), 'story', 'stories')}" if number else named
    latest = _latest_role(person)
    return PersonView(
        name=person.name,
        address=address,
        role=latest,
        joint=Safe(comma(latest)),
        roles=_roles(person, stories, book),
        forms=tuple(form for form in person.forms if form != person.name),
        said=said,
        strip=strip_view(person.name, _quoted_days(person.id, ordered, book), book.edition.date, book.locale),
        mentioned=tuple(stories[story.id] for story in ordered if story.id not in spoken),
        counted=counted,
        quote_count=number,
    )


def _quotes_of(address: str, story: StoryView) -> tuple[QuoteView, ...]:
    """A person's quotes in a story, from the newest article to the oldest."""
    own = [quote for quote in (*story.quotes, *story.more_quotes) if quote.person_address == address]
    return tuple(sorted(own, key=lambda quote: -quote.source.number))


def _quoted_days(person: str, stories: Iterable[Story], book: Almanac) -> Iterator[date]:
    """The day of each quote, as far as it is known and trusted."""
    for quote in (quote for story in stories for quote in story.told.quotes if quote.person == person):
        moment = book.homes[quote.article].member.published
        if moment and not moment.doubt:
            yield local_day(moment, book.zone)


def _latest_role(person: Person) -> str:
    """The latest printed title; a clause ("who teaches …") only where there is none."""
    roles = [role.text for role in person.roles]
    return next((role for role in reversed(roles) if not role.startswith("who ")), roles[-1] if roles else "")


def _roles(person: Person, stories: Stories, book: Almanac) -> tuple[RoleView, ...]:
    """Each role once, where it was printed first; the latest role comes first.

    "the Prime Minister" is no other role than "prime minister".
    """
    printed: dict[str, list[Role]] = defaultdict(list)
    for role in person.roles:
        if role.article in book.homes:
            printed[_ARTICLE.sub("", role.text.casefold())].append(role)
    return tuple(
        RoleView(
            text=same[0].text,
            source=source_view(same[0].article, book),
            story=stories[book.homes[same[0].article].story.id],
            more=len(same) - 1,
        )
        for same in reversed(printed.values())
    )


def outlet_views(stories: Stories, book: Almanac) -> tuple[OutletView, ...]:
    """Every known outlet, by name."""
    printed: dict[str, list[Home]] = defaultdict(list)
    for home in book.homes.values():
        printed[outlet_of(home.member)].append(home)
    names = sorted(book.outlets, key=lambda name: (name.casefold(), name))
    return tuple(_outlet(name, printed[name], stories, book) for name in names)


def _outlet(name: str, homes: list[Home], stories: Stories, book: Almanac) -> OutletView:
    ordered = sorted(sorted(homes, key=_article_id), key=lambda home: _when(home.member.published), reverse=True)
    entries = tuple(_printed(home, stories, book) for home in ordered)
    codes = sorted({home.member.analysis.article.language for home in homes})
    firsts = sum(entry.first for entry in entries)
    copies = sum(bool(entry.copy_of) for entry in entries)
    told = len({entry.story.id for entry in entries})
    return OutletView(
        name=name,
        address=inside(f"outlets/{book.outlets[name]}/"),
        counted=f"{count(len(entries), 'article')} in {count(told, 'story', 'stories')}",
        printed=entries,
        languages=listed([language_name(code, book.words) for code in codes]),
        first_count=count(firsts, "story", "stories") if firsts else "",
        copy_count=count(copies, "text") if copies else "",
        latest=moment_words(ordered[0].member.published, book.words, book.zone),
    )


def _article_id(home: Home) -> str:
    return home.member.analysis.article.id


def _when(moment: Moment | None) -> float:
    return moment.at.timestamp() if moment else 0.0


def _printed(home: Home, stories: Stories, book: Almanac) -> PrintedView:
    members, group = home.story.members, home.member.text_group
    dated = [member for member in members if member.published and not member.published.doubt]
    copied = book.homes.get(group) if group != _article_id(home) else None
    retold = book.homes.get(home.member.retells)
    return PrintedView(
        source=source_view(_article_id(home), book),
        story=stories[home.story.id],
        first=len(members) > 1 and bool(dated) and dated[0] is home.member,
        copy_of=_called(copied) if copied else "",
        retells=_called(retold) if retold else "",
    )


def _called(home: Home) -> str:
    return outlet_of(home.member) or home.member.analysis.article.source.name


def month_views(stories: Stories, book: Almanac) -> tuple[MonthView, ...]:
    """Every story once, under the day of its first trusted article; newest month first, undated stories last."""
    days: dict[date, list[StoryView]] = defaultdict(list)
    for story in newest_first(book.edition.stories, book):
        days[min(story_days(story, book.zone), default=date.min)].append(stories[story.id])
    months: dict[date, list[date]] = defaultdict(list)
    for day in sorted(days, reverse=True):
        months[day.replace(day=1)].append(day)
    newest = sorted(months, reverse=True)
    return tuple(_month(first, {day: days[day] for day in months[first]}, book) for first in newest)


def _month(first: date, days: Mapping[date, list[StoryView]], book: Almanac) -> MonthView:
    undated = first == date.min
    return MonthView(
        words="Undated" if undated else month_words(first, book.locale),
        address=inside("archive/undated/" if undated else f"archive/{first.year:04}/{first.month:02}/"),
        counted=count(sum(len(stories) for stories in days.values()), "story", "stories"),
        days=tuple(
            DayView(words="" if undated else day_words(day, book.locale, "full"), stories=tuple(stories))
            for day, stories in days.items()
        ),
    )
