"""Large editions made from nouns: as many stories as a test wants, one person and one outlet in all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from publish import sample
from publish.printing import TEMPLATES

from digest.nouns import Edition, Headline, Person, Story, Topic
from digest.publish.list_pages import Lists
from digest.publish.memory import remembering
from digest.publish.printer import Printer
from digest.publish.time_pages import Times
from digest.store import Store
from digest.stories import watch

SPEAKER = "mira-tan"
WORDS = "The money is there,"


def told(name: str, days: Iterable[date | None], *, outlet: str = "Alder Gazette") -> Story:
    """A story with an article of each day, in which the speaker says something."""
    items = [
        sample.article(
            f"{name}-{number}",
            f"The council met. “{WORDS}” said Mira Tan.",
            title=f"Rain {name}",
            outlet=outlet,
            published=sample.day(day.year, day.month, day.day) if day else None,
        )
        for number, day in enumerate(days)
    ]
    quotes = [sample.quote(one, WORDS, person=SPEAKER, speaker="Mira Tan", mention="Mira Tan") for one in items]
    members = [sample.member(one) for one in items]
    return sample.story(f"rain-{name}", members, Headline(text=f"Rain {name}", article=items[0].id), quotes=quotes)


def edition(stories: Sequence[Story], others: Sequence[Person] = (), topics: Sequence[Topic] = ()) -> Edition:
    """An edition of the stories, with their speaker; what only a front page needs is left out, so that it is quick."""
    articles = tuple(one.analysis.article.id for story in stories for one in story.members)
    speaker = Person(id=SPEAKER, name="Mira Tan", forms=(), roles=(), articles=articles)
    empty = sample.empty()
    made = replace(empty, number=3, stories=tuple(stories), people=(speaker, *others))
    return watch(made, topics) if topics else made


def named(number: int, articles: Sequence[str]) -> tuple[Person, ...]:
    """As many people as wanted, who are named in the articles and not quoted."""
    names = [f"{chr(65 + place % 26)}{chr(97 + place // 26 % 26)}ra Vale {place}" for place in range(number)]
    return tuple(
        Person(id=f"vale-{place}", name=name, forms=(), roles=(), articles=tuple(articles))
        for place, name in enumerate(names)
    )


def lists(made: Edition) -> dict[str, str]:
    """The pages that list stories, by path, without what stands above them."""
    memory = remembering(made, sample.OPTIONS, templates=TEMPLATES, store=Store(None))
    printer, book = Printer(memory.desk, TEMPLATES), memory.desk.book
    lists, times = Lists(printer, memory), Times(printer, memory)
    pages = [
        *lists.people(one.id for one in made.people),
        *lists.outlets(book.outlets),
        *lists.topics(book.topics),
        *times.archive(),
        *times.editions(),
    ]
    return {page.path: page.load().decode().split("\n---\n", 1)[1].removeprefix("\n") for page in pages}
