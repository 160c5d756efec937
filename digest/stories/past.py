"""Past editions, looked at from the present one: what became of their stories and of their words."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.lock import Lock, LockEdition, LockStory
from digest.nouns import (
    Article,
    Edition,
    EditionRecord,
    Fate,
    PassageRecord,
    PastEdition,
    PastQuote,
    PastStory,
    QuoteRecord,
    Revision,
    StoryRecord,
)
from digest.stories.identity import final
from digest.stories.removals import removed_from
from digest.stories.withheld import Withheld

UNDATED = "undated"

Corrections = Mapping[tuple[str, str], tuple[str, str]]
"""By (article, words): the speaker that an editor gave, and the editor."""

Standing = Mapping[PassageRecord, Fate]
"""Where words stand now, as `standing_of` found them."""
UNREAD: Standing = {}


def edition_slugs(editions: Sequence[LockEdition]) -> dict[int, str]:
    """The last part of each recorded edition's address, by its number: its day, from the day's second one on counted.

    An edition is only ever added behind the others, so no address changes.
    """
    slugs: dict[int, str] = {}
    counted: dict[str, int] = defaultdict(int)
    for edition in editions:
        day = edition.date.isoformat() if edition.date else UNDATED
        counted[day] += 1
        slugs[edition.number] = day if counted[day] == 1 else f"{day}-{counted[day]}"
    return slugs


def look_back(  # noqa: PLR0913 - what was recorded, and all that can tell what became of it
    records: Mapping[int, EditionRecord],
    *,
    edition: Edition,
    lock: Lock,
    articles: Sequence[Article],
    withheld: Withheld,
    revisions: Sequence[Revision] = (),
    problems: Mapping[int, str] | None = None,
    standing: Standing = UNREAD,
) -> tuple[PastEdition, ...]:
    """Every recorded edition, with what became of it; `problems` says of which ones the record cannot be read.

    Words that are not in `standing` are sought in their articles.

    `lock` is that of this edition, `articles` are all that were read. An edition with neither record nor problem was
    published before editions were kept.
    """
    words = _Words.of(articles, revisions, withheld, standing)
    present = _Present.of(edition, lock, words, withheld)
    slugs, unread = edition_slugs(lock.editions), problems or {}
    return tuple(
        _past(one, slugs[one.number], records.get(one.number), unread.get(one.number, ""), present)
        for one in lock.editions
    )


def _past(
    edition: LockEdition, slug: str, record: EditionRecord | None, problem: str, present: "_Present"
) -> PastEdition:
    if record is None:
        return PastEdition(number=edition.number, date=edition.date, slug=slug, problem=problem, kept=bool(problem))
    return PastEdition(
        number=edition.number,
        date=edition.date,
        slug=slug,
        stories=tuple(present.story(story, record.number) for story in record.stories),
        numbers=record.numbers,
        left_out=record.left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Where words may stand now."""

    articles: Mapping[str, Article]  # by id
    earlier: Mapping[str, tuple[str, ...]]  # the texts of its earlier versions that are stored, by article
    withheld: Withheld
    known: Standing

    @classmethod
    def of(
        cls,
        articles: Iterable[Article],
        revisions: Iterable[Revision],
        withheld: Withheld,
        known: Standing = UNREAD,
    ) -> "_Words":
        earlier: dict[str, list[str]] = defaultdict(list)
        for revision in revisions:
            earlier[revision.older.id].append(revision.older.text)
        return cls(
            articles={article.id: article for article in articles},
            earlier={article: tuple(texts) for article, texts in earlier.items()},
            withheld=withheld,
            known=known,
        )

    def fate(self, words: PassageRecord, outlet: str) -> Fate:
        """Where words of a past edition stand now. Another version of the program may count characters otherwise."""
        if not words.text:
            return Fate.REMOVED
        if self.withheld.words(words.article, outlet):
            return Fate.WITHHELD
        article = self.articles.get(words.article)
        if article is None:
            return Fate.GONE
        return self.known.get(words) or _sought(words, article.text, self.earlier.get(words.article, ()))


def _sought(words: PassageRecord, text: str, earlier: Sequence[str]) -> Fate:
    if text[words.start : words.end] == words.text or words.text in text:
        return Fate.STANDS
    return Fate.REVISED if any(words.text in one for one in earlier) else Fate.CHANGED


def standing_of(record: EditionRecord, versions: Mapping[str, Sequence[Article]]) -> tuple[Fate, ...]:
    """Where the words of each of its passages stand, of articles that are stored; all others are gone.

    `versions` are the stored ones of each article by its id, the present one first.
    """
    texts = {
        name: [one.text for one in versions.get(name, ())] for name in {one.article for one, _ in passages(record)}
    }
    return tuple(
        _sought(part, texts[part.article][0], texts[part.article][1:]) if texts[part.article] else Fate.GONE
        for part, _ in passages(record)
    )


def passages(record: EditionRecord) -> Iterator[tuple[PassageRecord, str]]:
    """Yield all words of articles that an edition printed, each with the outlet."""
    for story in record.stories:
        yield from ((one.words, one.outlet) for one in story.sentences)
        yield from ((part, one.outlet) for one in story.quotes for part in one.parts)


def astray(
    record: EditionRecord, *, articles: Iterable[Article], revisions: Iterable[Revision], withheld: Withheld
) -> dict[str, int]:
    """By id of an article that is stored, how many passages of an edition stand in none of its stored versions."""
    words = _Words.of(articles, revisions, withheld)
    lost = Counter(part.article for part, outlet in passages(record) if words.fate(part, outlet) is Fate.CHANGED)
    return dict(sorted(lost.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """What is known now."""

    edition: Edition
    entries: Mapping[str, LockStory]
    words: "_Words"
    homes: Mapping[str, str]  # the story that an article is in, by article
    headlines: Mapping[str, str]  # editors' headlines, by story
    corrections: Corrections
    withheld: Withheld

    @classmethod
    def of(
        cls,
        edition: Edition,
        lock: Lock,
        words: "_Words",
        withheld: Withheld,
    ) -> "_Present":
        return cls(
            edition=edition,
            entries=lock.by_id(),
            words=words,
            homes={article: story.id for story in edition.stories for article in story.told.group.ids},
            headlines={story.id: story.told.headline.text for story in edition.stories if story.told.headline.by},
            corrections=_corrections(edition),
            withheld=withheld,
        )

    def story(self, record: StoryRecord, number: int) -> PastStory:
        """What became of a story of an edition."""
        entry = self.entries.get(record.id)
        now = final(entry, self.entries).id if entry else ""
        homes = {self.homes[article] for article in record.articles if article in self.homes}
        renamed = self.headlines.get(now, "")
        out = now in self.withheld.stories or self.withheld.all_of(record)
        return PastStory(
            record=record,
            headline_withheld=self.withheld.headline(record),
            sentences=tuple(self.words.fate(one.words, one.outlet) for one in record.sentences),
            quotes=tuple(self._quote(quote) for quote in record.quotes),
            slug=entry.slug if entry else "",
            withheld=out,
            gone=not homes,
            merged_into=now if entry and now != entry.id and now in homes else "",
            split_off=() if out else tuple(sorted(homes - {now})),
            renamed=renamed if renamed != record.headline else "",
            removed=removed_from(entry, number, self.withheld.removed),
        )

    def _quote(self, record: QuoteRecord) -> PastQuote:
        fates = [self.words.fate(part, record.outlet) for part in record.parts]
        speaker, editor = self._corrected(record)
        return PastQuote(
            record=record,
            fate=max(fates, key=list(Fate).index),
            speaker=speaker if editor and speaker != record.speaker else "",
            corrected_by=editor if speaker != record.speaker else "",
        )

    def _corrected(self, record: QuoteRecord) -> tuple[str, str]:
        found = (self.corrections.get((part.article, part.text)) for part in record.parts)
        return next((one for one in found if one), (record.speaker, ""))


def _corrections(edition: Edition) -> Corrections:
    return {
        (version.article, part.text): (quote.speaker or "", quote.corrected_by)
        for story in edition.stories
        if story.told.tally.corrected
        for quote in story.told.quotes
        if quote.corrected_by
        for version in quote.versions
        for part in version.parts
    }


def printed_earlier(past: Sequence[PastEdition], revisions: Sequence[Revision]) -> Collection[tuple[Article, int, str]]:
    """What past editions print that stands only in earlier versions of articles: (version, place, words)."""
    wanted = {
        (words.article, words.text)
        for edition in past
        for story in edition.stories
        for words, fate in _fates(story)
        if fate is Fate.REVISED
    }
    return [
        (older, at, text)
        for revision in revisions
        for older in [revision.older]
        for article, text in sorted(wanted)
        if article == older.id and (at := older.text.find(text)) >= 0
    ]


def _fates(story: PastStory) -> Iterable[tuple[PassageRecord, Fate]]:
    for sentence, fate in zip(story.record.sentences, story.sentences, strict=True):
        yield sentence.words, fate
    for quote in story.quotes:
        yield from ((part, quote.fate) for part in quote.record.parts)
