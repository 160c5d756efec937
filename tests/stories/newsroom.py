"""A digest of invented analyses that is built again and again, remembered through the text of its lock file."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from stories.build import make_analysis, make_article, make_group, make_person, make_quote, make_told, maker_of

from digest import publish
from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock, as_data, dump_lock, from_site, read_lock, write_lock
from digest.nouns import Analysis, Article, Edition, Group, KeyQuote, Revision, Story, Told
from digest.publish import SiteOptions
from digest.stories import (
    Withheld,
    correct,
    exclude,
    persons,
    placed_by_hand,
    regroup,
    settle,
    settle_people,
    withheld,
)
from digest.stories.edition import edition

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
OPTIONS = SiteOptions(
    title="The Digest", url="https://press.example/", guid_authority="press.example", guid_year=2025, accent="#9b1c31"
)


def rule(kind: RuleKind, *subjects: str, to: str = "", quote: str = "", line: int = 1) -> Rule:
    return Rule(kind=kind, line=line, subjects=subjects, to=to, quote=quote, by="Nadia", because="a reason")


@dataclass(frozen=True, kw_only=True)
class Clipping:
    """An invented article: "a" is the file a.txt of outlet Outlet a, in which Speaker a says something."""

    name: str
    day: str = "2025-02-24"
    title: str = "News"
    words: str = "The river is rising"
    outlet: str = ""
    speaker: str = ""
    path: str = ""

    def analysis(self) -> Analysis:
        who = self.speaker or f"Speaker {self.name.title()}"
        text = f"“{self.words} in {self.name},” {who} said."
        article = make_article(
            self.name,
            text,
            title=self.title,
            day=self.day,
            outlet=self.outlet or f"Outlet {self.name}",
            path=self.path,
            sha256=f"hash of {self.name} {text}",
        )
        quote = make_quote(article, f"{self.words} in {self.name}", who)
        return make_analysis(article, people=[make_person(who)], quotes=[quote])


@dataclass
class Newsroom:
    """Builds one after the other. Every build goes through the text of the lock, as on disk."""

    rules: tuple[Rule, ...] = ()
    lock: Lock = field(default_factory=Lock)
    addresses: set[str] = field(default_factory=set)  # ever published
    opening: bool = False  # an edition is asked for
    revisions: tuple[Revision, ...] = ()
    articles: tuple[Article, ...] = ()  # of the last build, those that editors left out included
    withheld: Withheld = field(default_factory=Withheld)  # likewise

    def build(self, *parts: str | Sequence[Clipping]) -> Edition:
        """Build from groups as the machine would make them: "ab" for the clippings a and b, or the clippings."""
        made, lock = self.made(*parts)
        self.lock = through_text(lock)
        assert self.lock == lock == through_site(lock)
        self.addresses |= pages_of(made).keys()
        return made

    def made(self, *parts: str | Sequence[Clipping]) -> tuple[Edition, Lock]:
        """The edition, and what would be remembered of it."""
        clippings = [[Clipping(name=one) if isinstance(one, str) else one for one in part] for part in parts]
        analyses = [[clipping.analysis() for clipping in part] for part in clippings]
        rules = Rules(rules=self.rules)
        kept, outcome = exclude([one for part in analyses for one in part], rules=rules, lock=self.lock)
        there = {one.article.id for one in kept}
        left = [[one for one in part if one.article.id in there] for part in analyses]
        found = [make_group(*part) for part in left if part]
        groups, regrouped = regroup(found, rules=rules, lock=self.lock, made=maker_of(found))
        placed = placed_by_hand((one.article for one in kept), rules=rules, lock=self.lock)
        ids = settle(groups, lock=self.lock, placed=placed)
        people = settle_people(persons(groups), lock=self.lock)
        first_told = [_told(group, people.ids(group.ids)) for group in groups]
        told, corrected = correct(first_told, rules=rules, people=people, lock=self.lock)
        self.articles = tuple(one.article for part in analyses for one in part)
        made, lock = edition(
            told,
            ids=ids,
            articles=self.articles,
            people=people,
            relations=[()] * len(told),
            rules=rules,
            outcome=outcome + regrouped + corrected,
            skipped=(),
            duplicates=(),
            revisions=self.revisions,
            lock=self.lock,
            authority="press.example",
            opening=self.opening,
        )
        self.withheld = withheld(rules, told=told, ids=ids, articles=self.articles, lock=lock)
        return made, lock


def _told(group: Group, ids: Mapping[tuple[str, str], str]) -> Told:
    quotes = [
        KeyQuote(article=article.id, parts=(quote,), person=ids.get((article.id, quote.speaker or ""), ""), key=True)
        for member in group.members
        for article in [member.analysis.article]
        for quote in member.analysis.quotes
    ]
    title = group.members[0].analysis.article.title
    return make_told(group, headline=title.value if title else "", quotes=quotes)


def pages_of(made: Edition) -> dict[str, str]:
    """Every address of an edition, and the page that a reader ends at."""
    slugs = {story.id: f"stories/{story.slug}" for story in made.stories}
    found = {slug: slug for slug in slugs.values()}
    found |= {f"stories/{redirect.slug}": slugs[redirect.story] for redirect in made.redirects}
    found |= {f"stories/{slug}": "archive" for slug in made.absent}
    found |= {f"people/{person.id}": f"people/{person.id}" for person in made.people}
    found |= {f"people/{old}": f"people/{person}" for old, person in made.moved_people}
    return found | {f"people/{old}": "people" for old in made.absent_people}


@lru_cache(maxsize=4)
def _printed(made: Edition) -> dict[str, str]:
    return {page.path: page.markdown for page in publish.pages(made, OPTIONS, templates=TEMPLATES)}


def page(made: Edition, path: str) -> str:
    """A printed page."""
    return _printed(made)[path]


def story_of(made: Edition, article: str) -> Story:
    return next(story for story in made.stories if article in story.told.group.ids)


def through_text(lock: Lock) -> Lock:
    """The lock as the next build reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.lock.yml"
        write_lock(path, lock)
        assert path.read_text(encoding="utf-8") == dump_lock(lock)
        return read_lock(path)


def through_site(lock: Lock) -> Lock | None:
    """The lock as it is recovered from a site."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.json"
        path.write_text(json.dumps({"lock": as_data(lock)}, ensure_ascii=False), encoding="utf-8")
        return from_site(path)


def changed(clippings: Sequence[Clipping], **change: str) -> list[Clipping]:
    return [replace(clipping, **change) for clipping in clippings]
