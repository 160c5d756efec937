"""What is new in a story since the edition before: articles, words that came with a later version, new wordings."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from digest.lock import Lock, LockArticle
from digest.nouns import (
    Article,
    Claim,
    Extract,
    KeyQuote,
    News,
    Quote,
    Revision,
    Source,
    Status,
    Told,
    Variant,
    deferred,
)
from digest.paragraphs import folded
from digest.stories.identity import first_seen

_WORD = re.compile(r"(?P<word>[^\W_]+)|[.!?…:]|\n\n|\s[-–—]\s")  # or where a sentence may begin and end
_FILLERS = frozenset({"a", "an", "the", "that", "also"})  # with or without them a sentence is the same


def remember_articles(
    articles: Sequence[Article], *, present: frozenset[str], revisions: Sequence[Revision], lock: Lock, number: int
) -> tuple[LockArticle, ...]:
    """The recorded articles after an edition; `present` are the ids of those in its stories.

    Of an article that an earlier edition had in another version, which is stored, the edition that brought the present
    one is kept, with the hash of the version before.
    """
    known = {article.id: article for article in lock.articles}
    remembered: dict[str, LockArticle] = {}
    others: list[Article] = []
    for article in articles:
        before = known.get(article.id)
        if before and _is_same(before, article.source, gone=article.id not in present):
            remembered[article.id] = before
        else:
            others.append(article)
    since = first_seen(lock) if others else {}
    stored = {(revision.older.id, revision.older.source.sha256) for revision in revisions}
    for article in others:
        before, source = known.get(article.id), article.source
        changed, was = (before.changed, before.was) if before else (0, "")
        if before and changed != number and before.sha256 != source.sha256:
            seen = since.get(article.id, number) < number and (article.id, before.sha256) in stored
            changed, was = (number, before.sha256) if seen else (changed, was)
        if was == source.sha256:
            changed, was = 0, ""
        remembered[article.id] = LockArticle(
            id=article.id,
            path=source.name,
            sha256=source.sha256,
            gone=article.id not in present,
            changed=changed,
            was=was,
        )
    left = (one for one in lock.articles if one.id not in remembered)
    remembered |= {one.id: one if one.gone else replace(one, gone=True) for one in left}
    return tuple(article for _, article in sorted(remembered.items()))


def _is_same(entry: LockArticle, source: Source, *, gone: bool) -> bool:
    """Whether an entry says what is to be remembered of an article."""
    told = entry.sha256 == source.sha256 and entry.gone == gone and entry.path == source.name
    return told and entry.was != source.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsdesk:
    """Compares stories with the edition before, as the lock remembers it."""

    number: int  # of this edition
    days: Mapping[int, date | None]  # of the editions, by number
    changed: Mapping[str, int]  # by article, the edition that brought its present version in place of another
    before: Mapping[str, Article]  # the version that it replaced, where that is stored

    @classmethod
    def of(cls, lock: Lock, revisions: Sequence[Revision]) -> "Newsdesk":
        """The desk of an edition. `revisions` are all that are known of its articles."""
        stored = {(revision.older.id, revision.older.source.sha256): revision.older for revision in revisions}
        changed = {article.id: article for article in lock.articles if article.changed}
        return cls(
            number=lock.editions[-1].number if lock.editions else 1,
            days={one.number: one.date for one in lock.editions},
            changed={name: article.changed for name, article in changed.items()},
            before={name: stored[name, one.was] for name, one in changed.items() if (name, one.was) in stored},
        )

    def last(self, since: Mapping[str, int]) -> int:
        """The last edition with news of a story.

        `since` is, by article, the edition that brought each, and of a look back at most the edition itself: what it
        shows of later ones came with it.
        """
        revised = () if self.changed.keys().isdisjoint(since) else since
        changes = (edition for article in revised if (edition := self.changed.get(article, 0)) <= self.number)
        return max(*since.values(), 1, *changes)

    def status(self, first: int, since: Mapping[str, int], edition: int) -> Status:
        """A story is new when it and all its articles are: what splits off an old story is no news.

        `first` is the edition that gave it its id; `edition` the last one with news of it.
        """
        if first >= self.number and min(since.values()) >= self.number:
            return Status.NEW
        return Status.UPDATED if edition >= self.number else Status.CONTINUING

    def update_key(self, since: Mapping[str, int], edition: int) -> str:
        """Equal where `update` is, of a story that is told alike."""
        if edition <= 1:
            return "none before"
        states = ("new" if since[one] == edition else self._revised(one, edition) for one in since)
        return repr((edition, self._day_before(edition), *states))

    def _revised(self, article: str, edition: int) -> str:
        if self.changed.get(article, 0) != edition:
            return ""
        before = self.before.get(article)
        return hashlib.sha256(before.text.encode("utf-8", "surrogatepass")).hexdigest() if before else "not stored"

    def update(self, since: Mapping[str, int], edition: int, told: Told) -> News | None:
        """What the last `edition` with news of a story brought to it; None where no edition came before that one.

        An article is new that no earlier edition had, in whatever story. Words are new when each article that carries
        them is, or has them only in a version that the edition before did not have. A sentence is carried where its
        words stand, whatever the case, the marks and the articles between them: not where another one means the same.
        Built again, an edition finds the same news, because the lock names for each article the edition that brought
        it. The story's words are read when somebody asks which of them are new.
        """
        if edition <= 1:
            return None
        ids = told.group.ids
        sources = tuple(article for article in ids if since[article] == edition)
        revised = tuple(
            article for article in ids if since[article] != edition and self.changed.get(article, 0) == edition
        )
        now = {
            "edition": edition,
            "since": self._day_before(edition),
            "whole": len(sources) == len(ids),
            "sources": sources,
            "revised": revised,
        }
        return deferred(News, now, partial(self._fresh_words, told, sources, revised))

    def _fresh_words(self, told: Told, sources: Sequence[str], revised: Sequence[str]) -> Mapping[str, Any]:
        before = {name: self.before.get(name) for name in revised}
        carried = _Carried(new=frozenset(sources), before=before, known=_texts_before(told, sources, before))
        fresh = [_fresh_versions(quote, carried) for quote in told.quotes]
        quotes = tuple(at for at, one in enumerate(fresh) if len(one) == len(told.quotes[at].versions))
        return {
            "sentences": tuple(at for at, extract in enumerate(told.summary) if carried.only_new(extract)),
            "quotes": quotes,
            "versions": tuple(
                (at, place) for at, one in enumerate(fresh) if at not in quotes for place in _reworded(told, at, one)
            ),
            "sides": tuple(_fresh_sides(told, carried)),
            "updates": tuple(_fresh_updates(told, carried)),
        }

    def _day_before(self, edition: int) -> date | None:
        before = self.days.get(edition - 1)
        return None if before == self.days.get(edition) else before


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """Which articles bring words that the edition before did not have."""

    new: frozenset[str]
    before: Mapping[str, Article | None]  # the version before, of articles that were revised; None where not stored
    known: Sequence[str]  # the texts that the edition before had

    def only_new(self, extract: Extract) -> bool:
        """Whether no article of the edition before had the sentence."""
        if extract.article not in self.new and extract.article not in self.before:
            return False
        words = _plain(extract.text)
        longest = max(words.split(), key=len)  # sought first: to fold a whole text takes long
        return not any(longest in text.casefold() and words in _plain(text) for text in self.known)

    def has_new(self, article: str, *words: str) -> bool:
        """Whether an article brings these words."""
        if article in self.new:
            return True
        older = self.before.get(article)
        return older is not None and any(folded(text) not in folded(older.text) for text in words)


def _texts_before(told: Told, new: Collection[str], before: Mapping[str, Article | None]) -> Sequence[str]:
    members = (member.analysis.article for member in told.group.members)
    return [(before.get(article.id) or article).text for article in members if article.id not in new]


def _plain(text: str) -> str:
    """The words that make a sentence the same one, each between spaces, with a dot before and behind each sentence."""
    found = (match["word"] or "." for match in _WORD.finditer(f".{text.casefold()}."))
    return f" {' '.join(word for word, _ in groupby(one for one in found if one not in _FILLERS))} "


def _fresh_sides(told: Told, carried: _Carried) -> Iterator[tuple[int, int]]:
    """The values of differences that no article of the edition before gave."""
    for at, difference in enumerate(told.differences):
        for place, side in enumerate(difference.sides):
            if all(_is_fresh(claim, told, carried) for claim in side.claims):
                yield at, place


def _fresh_updates(told: Told, carried: _Carried) -> Iterator[tuple[int, int]]:
    for at, difference in enumerate(told.differences):
        for place, update in enumerate(difference.updates):
            if _is_fresh(update.later, told, carried):
                yield at, place


def _is_fresh(claim: Claim, told: Told, carried: _Carried) -> bool:
    members = (member.analysis.article for member in told.group.members)
    text = next(article.text for article in members if article.id == claim.article)
    return carried.has_new(claim.article, text[claim.sentence.start : claim.sentence.end])


def _fresh_versions(quote: KeyQuote, carried: _Carried) -> list[int]:
    """The places of a quote's versions that are new."""
    return [
        place
        for place, version in enumerate(quote.versions)
        if carried.has_new(version.article, *(part.text for part in version.parts))
    ]


def _reworded(told: Told, at: int, fresh: Sequence[int]) -> Iterator[int]:
    """Those of a known quote's new versions that no known one has the words of."""
    versions = told.quotes[at].versions
    known = {_words(version) for place, version in enumerate(versions) if place not in fresh}
    yield from (place for place in fresh if _words(versions[place]) not in known)


def _words(version: KeyQuote | Variant) -> str:
    parts: Sequence[Quote] = version.parts
    return folded("".join(char if char.isalnum() else " " for part in parts for char in f"{part.text} "))
