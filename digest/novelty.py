"""What is new in each story, found before it is printed; where the program fails to, nothing of it is marked."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from digest.errors import NOT_OF_ONE
from digest.nouns import Edition, News, Skipped, Story
from digest.rows import sha
from digest.store import Store, code_version
from digest.telling import failed_at

log = logging.getLogger(__name__)

NAME = "news found"  # of the note on the stories in which it was
KEY = len(sha(b""))


def with_news(edition: Edition, store: Store) -> Edition:
    """The edition, whose stories can all say what is new in them.

    That is worked out when somebody asks, as to print a page: too late to say what a mistake of the program cost. So it
    is asked for here, once for each story as it is. Where that fails, no word of the story is marked as new, with a
    warning and a traceback, and the ledger names the articles that brought it.
    """
    made_by, noted = code_version("stories", packages=()).encode("ascii"), store.noted(NAME)
    before = {noted[at : at + KEY] for at in range(0, len(noted), KEY)}
    found: set[bytes] = set()
    failed: dict[str, tuple[News, Exception]] = {}
    for story in edition.stories:
        if news := story.update:
            key = sha(made_by, story.update_key.encode("utf-8"), store.digest(story.told).encode("ascii"))
            if key in before or not (error := _failure(news)):
                found.add(key)
            else:
                failed[story.id] = news, error
    if found != before:
        store.note(NAME, b"".join(sorted(found)))
    return _without(edition, failed) if failed else edition


def _failure(news: News) -> Exception | None:
    """What goes wrong where somebody asks for the words that are new."""
    try:
        _ = news.sentences
    except NOT_OF_ONE:
        raise
    except Exception as error:  # whatever it is, it is said of this story, and the others are marked
        return error
    return None


def _without(edition: Edition, failed: dict[str, tuple[News, Exception]]) -> Edition:
    """The edition with these stories unmarked, which its ledger says."""
    stories, skipped = [], list(edition.ledger.skipped)
    for story in edition.stories:
        if story.id in failed:
            news, error = failed[story.id]
            what = "what is new in the story %s could not be found, and is not marked: please report this"
            log.warning(what, story.slug, exc_info=error)
            skipped += _said(story, news, error)
            # Without the key of what it should be, the unmarked story is printed again when that is found.
            stories.append(replace(story, update=_unmarked(news), update_key=""))
        else:
            stories.append(story)
    ledger = replace(edition.ledger, skipped=tuple(sorted(skipped, key=lambda one: (one.path, one.reason))))
    return replace(edition, stories=tuple(stories), ledger=ledger)


def _said(story: Story, news: News, error: Exception) -> Iterator[Skipped]:
    fresh = {*news.sources, *news.revised}
    for article in (member.analysis.article for member in story.members):
        if article.id in fresh:
            reason = failed_at("find what is new in its story", error)
            yield Skipped(path=article.source.name, reason=reason, passing=True)


def _unmarked(news: News) -> News:
    return News(
        edition=news.edition,
        since=news.since,
        whole=news.whole,
        sentences=(),
        quotes=(),
        versions=(),
        sources=news.sources,
        revised=news.revised,
    )
