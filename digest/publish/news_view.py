"""What is new in a story since the edition before, as its page, the front page and the feeds say it."""

from collections.abc import Collection, Iterator, Mapping

from digest.nouns import News, Status, Story
from digest.publish.almanac import Almanac
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.views import NewsView
from digest.publish.wording import day_words

Places = Collection[tuple[int, int]]


def marked(story: Story) -> News | None:
    """What is marked on a story's page: nothing where all of it is new, or nothing is."""
    return story.news if story.status is Status.UPDATED else None


def fresh_sentences(story: Story) -> Collection[int]:
    """The places of the summary sentences that are marked."""
    news = marked(story)
    return news.sentences if news else ()


def fresh_versions(story: Story) -> Mapping[int, frozenset[int]]:
    """By place of a quote, the places of its versions that are marked; a new quote's first version stands for it."""
    news = marked(story)
    fresh: dict[int, frozenset[int]] = {}
    for at, place in (*((at, 0) for at in news.quotes), *news.versions) if news else ():
        fresh[at] = fresh.get(at, frozenset()) | {place}
    return fresh


def fresh_differences(story: Story) -> tuple[Places, Places]:
    """The (place of the difference, place of its side) that are marked, and likewise of its updates."""
    news = marked(story)
    return (news.sides, news.updates) if news else ((), ())


def news_view(news: News | None, story: Story, book: Almanac) -> NewsView | None:
    """What an edition brought, counted; None where it brought nothing, or the whole story."""
    if news is None or news.whole:
        return None
    return NewsView(
        since=day_words(news.since, book.locale) if news.since else book.words.gettext("the edition before"),
        counted=book.words.listed(list(_counted(news, book.words))),
        anchor=_anchor(news, story),
    )


def _counted(news: News, words: Words) -> Iterator[str]:
    differences = len({at for at, _ in (*news.sides, *news.updates)})
    if news.sentences:
        yield words.ngettext("%(num)s sentence", "%(num)s sentences", len(news.sentences))
    if news.quotes:
        yield words.ngettext("%(num)s quote", "%(num)s quotes", len(news.quotes))
    if news.versions:
        yield words.ngettext("%(num)s version of a quote", "%(num)s versions of quotes", len(news.versions))
    if differences:
        yield words.ngettext("%(num)s difference", "%(num)s differences", differences)
    if news.sources:
        yield words.ngettext("%(num)s source", "%(num)s sources", len(news.sources))
    if news.revised:
        yield words.ngettext(
            "%(num)s source changed by its outlet", "%(num)s sources changed by their outlets", len(news.revised)
        )


def _anchor(news: News, story: Story) -> Safe:
    """The place of the first new thing, in the order of the page."""
    if news.sentences:
        return Safe(f"sentence-{news.sentences[0] + 1}")
    quotes = [*((at, 0) for at in news.quotes), *news.versions]
    key = [(at, place) for at, place in quotes if story.told.quotes[at].key]
    if quotes:
        return Safe(f"quote-{min(key or quotes)[0] + 1}")
    if news.sides or news.updates:
        return Safe("differ")
    fresh = {*news.sources, *news.revised}
    first = next(number for number, article in enumerate(story.told.group.ids, 1) if article in fresh)
    return Safe(f"source-{first}")
