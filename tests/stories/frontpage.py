"""Editions made by hand: say what matters of each story, the rest is filled in."""

from collections.abc import Iterable, Sequence
from datetime import date

from stories.build import make_article, make_group, make_told

from digest.nouns import Article, Depth, Edition, KeyQuote, Ledger, Member, Status, Story
from digest.stories import lay_out

DAY = date(2031, 3, 5)


def make_story(
    name: str,
    *members: Article | Member,
    status: Status = Status.NEW,
    new: Iterable[str] | None = None,
    pinned: bool = False,
    topics: Sequence[str] = (),
    quotes: Sequence[KeyQuote] = (),
    decisions: Sequence[str] = (),
) -> Story:
    """A story; unless `new` says otherwise, all of its articles are new, and none of a continuing one."""
    group = make_group(*members)
    ids = group.ids if new is None and status is not Status.CONTINUING else new or ()
    return Story(
        id=name,
        slug=name,
        told=make_told(group, headline=f"About {name}", quotes=quotes),
        status=status,
        first_edition=1,
        new_articles=frozenset(ids),
        threads=(),
        pinned=pinned,
        notes=(),
        decisions=tuple(decisions),
        topics=tuple(topics),
    )


def make_edition(
    *stories: Story, day: date | None = DAY, previous: date | None = None, ledger: Ledger | None = None
) -> Edition:
    return Edition(
        number=2 if previous else 1,
        previous_date=previous,
        date=day,
        stories=stories,
        people=(),
        redirects=(),
        ledger=ledger or Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0),
    )


def told_by(name: str, *days: str, outlet: str = "") -> tuple[Article, ...]:
    """Independent articles of outlets of their own, one published on each day; "" for an undated one."""
    return tuple(
        make_article(f"{name}{number}", day=day, outlet=outlet or f"Outlet {name}{number}")
        for number, day in enumerate(days, start=1)
    )


def laid_out(edition: Edition) -> Edition:
    """The edition with its front page, as an English digest with a parser for English alone makes it."""
    return lay_out(edition, language="en", depth_of=lambda language: Depth.PARSED if language == "en" else Depth.BESIDE)
