"""Large editions made from nouns: as many stories as a test wants, one person and one outlet in all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from publish import sample
from publish.printing import TEMPLATES

from digest.nouns import Edition, Headline, Person, Story, Topic
from digest.publish.almanac import almanac
from digest.publish.front_view import numbers_view
from digest.publish.index_pages import index_sheets
from digest.publish.ledger_view import edition_view
from digest.publish.past_view import past_views
from digest.publish.person_view import person_views
from digest.publish.press import Press
from digest.publish.safe import Safe
from digest.publish.story_view import story_view
from digest.publish.topic_view import topic_views
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
    """The pages that list stories, by path, as the templates print them: without those of stories, which take long."""
    book = almanac(made, sample.OPTIONS)
    stories = {story.id: story_view(story, book) for story in made.stories}
    people = person_views(made.people, stories, book)
    topics = topic_views(stories, people, book)
    values = {"site": book.options, "edition": edition_view(book), "numbers": numbers_view(book), "topics": topics}
    press = Press(TEMPLATES, values, book.words)
    sheets = index_sheets(stories, people, topics, past_views(book), book)
    return {
        sheet.path: press.print(sheet.template, {"root": Safe("../" * sheet.path.count("/")), **sheet.values})
        for sheet in sheets
    }
