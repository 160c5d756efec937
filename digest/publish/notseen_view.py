"""What an edition has not seen and does not know, in words for its readers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.nouns import Depth, FeedHealth, Heard, Hearing, Skipped
from digest.publish.addresses import inside, story_address
from digest.publish.almanac import Almanac
from digest.publish.languages import N_, Words
from digest.publish.ledger_view import RevisionView, instant_day, revision_view
from digest.publish.safe import Safe
from digest.publish.source_view import source_view
from digest.publish.told import doubt_words, reason_words, unmatched_words
from digest.publish.views import LinkView
from digest.publish.wording import articles_words, day_words, language_name

_SHOWN = 100  # entries of one list; the data has them all
_DEPTHS = {
    Depth.PARSED: N_("read whole: sentences, names, offices, and speakers by the grammar of the sentence"),
    Depth.BESIDE: N_(
        "read by words and marks: a speaker only where the name and a word of saying stand directly beside the "
        "quotation; no other names, no offices"
    ),
    Depth.MARKS: N_(
        "read by marks alone: quotations, and a speaker only where a name and a colon stand before them; no other "
        "names, no offices"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHeardView:
    """An outlet that was not heard, or one of whose feeds fails."""

    outlet: str
    address: Safe  # "" where nothing of it is here
    state: str  # "last heard on 27 February 2025"
    feeds: tuple[str, ...]  # what is wrong with each of its feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """A file, record or article that is not here as it should be, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """Articles that lack something."""

    articles: tuple[LinkView, ...]
    more: int  # further ones, that only the data lists


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthView:
    """How well articles of some languages could be read."""

    languages: tuple[str, ...]  # "Malay (3)", the most articles first
    depth: str
    articles: ListView  # none where they could be read whole


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSeenView:
    """Everything that the edition does not know."""

    heard: str  # "8 outlets were heard in this edition: …"
    missing: tuple[OutletHeardView, ...]
    skipped: tuple[MissingView, ...]
    duplicates: tuple[MissingView, ...]
    teasers: ListView
    languages: tuple[DepthView, ...]
    undated: ListView
    doubtful: ListView
    inferred: ListView
    unnamed: ListView
    revisions: tuple[RevisionView, ...]
    unmatched: tuple[str, ...]
    left_out: int  # entries of these lists that only the data has


def notseen_view(book: Almanac) -> NotSeenView:
    """The coverage ledger."""
    ledger = book.edition.ledger
    reasons = {one.article: reason_words(one.reason, book.words) for one in ledger.teasers}
    doubts = {article: _doubt(article, book) for article in ledger.doubtful if article in book.homes}
    return NotSeenView(
        heard=_heard(ledger.outlets, book.words),
        missing=tuple(_missing(book)),
        skipped=_skipped(ledger.skipped, book),
        duplicates=_skipped(ledger.duplicates, book),
        teasers=_list(reasons, book, reasons),
        languages=tuple(_languages(book)),
        undated=_list(ledger.undated, book),
        doubtful=_list(ledger.doubtful, book, doubts),
        inferred=_list(ledger.inferred, book, {one: _known(one, book) for one in ledger.inferred if one in book.homes}),
        unnamed=_list(ledger.unnamed, book),
        revisions=tuple(revision_view(revision, book) for revision in ledger.revisions[:_SHOWN]),
        unmatched=tuple(unmatched_words(one, book.words) for one in ledger.unmatched_rules[:_SHOWN]),
        left_out=sum(
            max(0, len(some) - _SHOWN)
            for some in (ledger.skipped, ledger.duplicates, ledger.revisions, ledger.unmatched_rules)
        ),
    )


def _heard(outlets: Sequence[Heard], words: Words) -> str:
    heard = [one for one in outlets if one.hearing is Hearing.HEARD]
    if not heard:
        return words.gettext("This edition brings no article of an outlet that gives its name.")
    named = [f"{one.outlet} ({words.number(one.articles)})" for one in heard[:_SHOWN]]
    more = len(heard) - len(named)
    named += [words.ngettext("%(num)s more", "%(num)s more", more)] if more else []
    return words.ngettext(
        "This edition brings %(articles)s of %(num)s outlet: %(outlets)s.",
        "This edition brings %(articles)s of %(num)s outlets: %(outlets)s.",
        len(heard),
        articles=articles_words(sum(one.articles for one in heard), words),
        outlets=words.listed(named),
    )


def _missing(book: Almanac) -> Iterator[OutletHeardView]:
    """The outlets that were not heard, and those that were although a feed of theirs fails; failing ones first."""
    ledger = book.edition.ledger
    feeds: dict[str, list[FeedHealth]] = {}
    for feed in ledger.feeds:
        feeds.setdefault(feed.outlet, []).append(feed)
    wrong = {name for name, own in feeds.items() if any(feed.failing for feed in own)}
    listed_ = [one for one in ledger.outlets if one.hearing is not Hearing.HEARD or one.outlet in wrong]
    for one in sorted(listed_, key=lambda one: one.outlet not in wrong)[:_SHOWN]:
        own = feeds.get(one.outlet, [])
        yield OutletHeardView(
            outlet=one.outlet,
            address=inside(f"outlets/{book.outlets[one.outlet]}/") if one.outlet in book.outlets else Safe(""),
            state=_state(one, book),
            feeds=tuple(_feed(feed, book) for feed in own if feed.failing or one.hearing is not Hearing.HEARD),
        )


def _state(one: Heard, book: Almanac) -> str:
    words = book.words
    if one.hearing is Hearing.HEARD:
        return words.ngettext(
            "heard otherwise: %(num)s article in this edition",
            "heard otherwise: %(num)s articles in this edition",
            one.articles,
        )
    if one.last is None:
        return words.gettext("not heard so far")
    return words.gettext("last heard with an article of %(day)s", day=day_words(one.last, book.locale))


def _feed(feed: FeedHealth, book: Almanac) -> str:
    words, address = book.words, feed.url
    if feed.failing:
        reason, day = reason_words(feed.reason, words), instant_day(feed.failing, book)
        return words.gettext("Its feed %(address)s fails since %(day)s: %(why)s", address=address, day=day, why=reason)
    if feed.news is None:
        return words.gettext("Its feed %(address)s answers, and has brought nothing yet", address=address)
    day = instant_day(feed.news, book)
    return words.gettext(
        "Its feed %(address)s answers, and has brought nothing since %(day)s", address=address, day=day
    )


def _skipped(sources: Iterable[Skipped], book: Almanac) -> tuple[MissingView, ...]:
    return tuple(
        MissingView(name=one.path, reason=reason_words(one.reason, book.words)) for one in tuple(sources)[:_SHOWN]
    )


def _languages(book: Almanac) -> Iterator[DepthView]:
    """Languages that are read alike stand together, those that are read best first."""
    for depth in Depth:
        alike = [one for one in book.edition.ledger.languages if one.depth is depth]
        names = {one.language: language_name(one.language, book.words) for one in alike}
        worse = (
            {} if depth is Depth.PARSED else {article: names[one.language] for one in alike for article in one.articles}
        )
        if alike:
            yield DepthView(
                languages=tuple(f"{names[one.language]} ({book.words.number(len(one.articles))})" for one in alike),
                depth=book.words.gettext(_DEPTHS[depth]),
                articles=_list(worse, book, worse),
            )


def _list(articles: Iterable[str], book: Almanac, notes: dict[str, str] | None = None) -> ListView:
    known = [article for article in articles if article in book.homes]
    links = tuple(_link(article, book, (notes or {}).get(article, "")) for article in known[:_SHOWN])
    return ListView(articles=links, more=len(known[_SHOWN:]))


def _link(article: str, book: Almanac, note: str) -> LinkView:
    source, home = source_view(article, book), book.homes[article]
    return LinkView(
        text=source.title or source.file,
        address=Safe(f"{story_address(home.story)}#source-{source.number}"),
        note="; ".join(part for part in (source.outlet or source.file, note) if part),
    )


def _doubt(article: str, book: Almanac) -> str:
    published = book.homes[article].member.published
    if published is None:
        return ""
    return book.words.gettext("doubtful: %(doubt)s", doubt=doubt_words(published.doubt, book.words))


def _known(article: str, book: Almanac) -> str:
    source = source_view(article, book)
    return f"{source.when}, {source.known_from}"
