"""Past editions as their pages show them: as they were published, with a note where something has changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.nouns import (
    Fate,
    OutletRecord,
    PastEdition,
    PastQuote,
    PastStory,
    Removal,
    SentenceRecord,
    Status,
    StoryRecord,
)
from digest.publish.addresses import day_address, edition_address, inside, kept_link
from digest.publish.almanac import Almanac
from digest.publish.issue_view import edition_name, issue_link
from digest.publish.languages import N_, Words
from digest.publish.safe import Safe
from digest.publish.views import LinkView
from digest.publish.wording import articles_words, comma

_FATES = {
    Fate.REVISED: N_("The outlet has since changed its article: these words stand in the earlier version."),
    Fate.CHANGED: N_("These words no longer stand in the stored article."),
    Fate.GONE: N_("The article is no longer stored."),
}
_UNPRINTED = {Fate.WITHHELD, Fate.REMOVED}
_STATUS = {Status.NEW: N_("New"), Status.UPDATED: N_("Updated")}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsView:
    """A sentence or a quote of a past edition."""

    text: str  # of a sentence
    parts: tuple[str, ...]  # of a quote
    outlet: str
    link: Safe  # to the words in the original, or ""
    code: str
    foreign: bool
    new: bool
    note: str  # what became of the words, or ""
    speaker: str = ""
    joint: Safe | None = None  # between speaker and role
    role: str = ""
    corrected: str = ""  # whom an editor has since put in the speaker's place, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStoryView:
    """A story of a past edition."""

    headline: str  # "" where an editor has left out the article that printed it
    address: Safe  # of its page, or ""
    status: str
    counted: str
    withheld: bool  # nothing of it is printed
    left_out: str  # "2 sentences and 1 quote" that an editor has since left out, or ""
    sentences: tuple[WordsView, ...]
    quotes: tuple[WordsView, ...]
    outlets: tuple[tuple[str, str], ...]  # (name, "2 articles" where there are several)
    topics: tuple[str, ...]
    merged: LinkView | None  # the story that it is a part of now
    split: tuple[LinkView, ...]  # other stories that hold articles of it
    notes: tuple[str, ...]
    removed: tuple[str, ...] = ()  # what an editor has since removed from it, in words with the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PastView:
    """An edition, as it can be read now."""

    title: str  # "Thursday 27 February 2025", perhaps "…, second edition"
    short: str  # "27 February 2025"
    address: Safe
    number: int
    line: tuple[str, ...]
    counted: str  # "3 stories with news"
    current: bool
    damaged: bool  # its record cannot be read
    fresh: tuple[PastStoryView, ...]
    continuing: tuple[PastStoryView, ...]
    left_out: int
    before: LinkView | None
    after: LinkView | None
    day: Safe | None = None  # the address of the page of all that was published on its day, if there is one
    iso: str = ""  # its day, as ISO 8601; "" where it is not dated


def past_view(edition: PastEdition, book: Almanac) -> PastView:
    """An edition as it can be read now."""
    before, after = book.beside[str(edition.number)]
    today = edition.date.isoformat() if edition.date else ""
    stories = [(story, past_story_view(story, book)) for story in edition.stories]
    fresh = tuple(view for story, view in stories if story.record.status is not Status.CONTINUING)
    news = book.words.ngettext("%(num)s story with news", "%(num)s stories with news", len(fresh))
    return PastView(
        title=edition_name(edition, book, "full"),
        short=edition_name(edition, book, "long"),
        address=edition_address(edition.slug),
        number=edition.number,
        line=edition.numbers,
        counted=news if fresh else book.words.gettext("nothing new"),
        current=edition.number == book.edition.number,
        damaged=bool(edition.problem),
        fresh=fresh,
        continuing=tuple(view for story, view in stories if story.record.status is Status.CONTINUING),
        left_out=edition.left_out,
        before=issue_link(before, book),
        after=issue_link(after, book),
        day=day_address(edition.date) if edition.date and today in book.days else None,
        iso=today,
    )


def past_story_view(story: PastStory, book: Almanac) -> PastStoryView:
    """A story of a past edition, as it was, and what became of it."""
    record, words = story.record, book.words
    into = book.lines.get(story.merged_into)
    return PastStoryView(
        headline="" if story.headline_withheld or story.withheld else record.headline,
        address=Safe("") if story.withheld or not story.slug else inside(f"stories/{story.slug}/"),
        status=words.gettext(_STATUS.get(record.status, "")),
        counted=_counted(record, words),
        withheld=story.withheld,
        left_out=_left_out(story, words),
        sentences=tuple(
            _sentence(sentence, fate, record.status, book)
            for sentence, fate in zip(record.sentences, story.sentences, strict=True)
            if fate not in _UNPRINTED
        ),
        quotes=tuple(_quote(quote, record.status, book) for quote in story.quotes if quote.fate not in _UNPRINTED),
        outlets=tuple(_outlet(outlet, book) for outlet in record.outlets),
        topics=record.topics,
        merged=LinkView(text=into.headline, address=into.address) if into else None,
        split=tuple(
            LinkView(text=line.headline, address=line.address)
            for other in story.split_off
            if (line := book.lines.get(other))
        ),
        notes=() if story.withheld else tuple(_notes(story, words)),
        removed=tuple(_removal(one, words) for one in story.removed),
    )


def _counted(record: StoryRecord, words: Words) -> str:
    articles, texts = len(record.articles), record.texts
    counted = articles_words(articles, words)
    if texts == articles:
        return counted
    return ", ".join((counted, words.ngettext("%(num)s independent text", "%(num)s independent texts", texts)))


def _outlet(outlet: OutletRecord, book: Almanac) -> tuple[str, str]:
    articles = len(outlet.articles)
    counted = articles_words(articles, book.words) if articles > 1 else ""
    return _printer(outlet.name, outlet.articles, book), counted


def _notes(story: PastStory, words: Words) -> Iterator[str]:
    if not story.slug:
        yield words.gettext("This digest does not know the story any more.")
    elif story.gone:
        yield words.gettext("The story has since left this digest: none of its articles is in it any more.")
    if story.renamed:
        yield words.gettext("An editor has since given it another headline: “%(headline)s”.", headline=story.renamed)


def _removal(one: Removal, words: Words) -> str:
    by, because = one.by, one.because
    if not one.outlet:
        return words.gettext("%(editor)s has since removed an article: %(why)s", editor=by, why=because)
    return words.gettext(
        "%(editor)s has since removed an article of %(outlet)s: %(why)s", editor=by, outlet=one.outlet, why=because
    )


def _left_out(story: PastStory, words: Words) -> str:
    untold = {Fate.WITHHELD} if story.removed else _UNPRINTED  # what was removed is told beside it, with the reason
    sentences = sum(fate in untold for fate in story.sentences)
    quotes = sum(quote.fate in untold for quote in story.quotes)
    counted = [words.ngettext("%(num)s sentence", "%(num)s sentences", sentences)] if sentences else []
    counted += [words.ngettext("%(num)s quote", "%(num)s quotes", quotes)] if quotes else []
    return words.listed(counted)


def _printer(name: str, articles: Sequence[str], book: Almanac) -> str:
    """An outlet's name; the record has the file in its place where the outlet was unknown."""
    files = {piece.file for one in articles if (piece := book.pieces.get(one))}
    return book.words.gettext("outlet unknown (%(file)s)", file=name) if name in files else name


def _sentence(sentence: SentenceRecord, fate: Fate, status: Status, book: Almanac) -> WordsView:
    return WordsView(
        text=sentence.words.text,
        parts=(),
        outlet=_printer(sentence.outlet, (sentence.words.article,), book),
        link=kept_link(sentence.link),
        code=sentence.language,
        foreign=sentence.language != book.locale.language,
        new=sentence.new and status is Status.UPDATED,
        note=book.words.gettext(_FATES.get(fate, "")),
    )


def _quote(quote: PastQuote, status: Status, book: Almanac) -> WordsView:
    record = quote.record
    return WordsView(
        text="",
        parts=tuple(part.text for part in record.parts),
        outlet=_printer(record.outlet, (record.article,), book),
        link=kept_link(record.link),
        code=record.language,
        foreign=record.language != book.locale.language,
        new=record.new and status is Status.UPDATED,
        note=book.words.gettext(_FATES.get(quote.fate, "")),
        speaker=record.speaker,
        joint=Safe(comma(record.role)),
        role=record.role,
        corrected=_corrected(quote, book.words) if quote.corrected_by else "",
    )


def _corrected(quote: PastQuote, words: Words) -> str:
    by, now = quote.corrected_by, quote.speaker
    if not now:
        return words.gettext("The speaker has since been corrected to unknown by %(editor)s.", editor=by)
    return words.gettext("The speaker has since been corrected to %(name)s by %(editor)s.", name=now, editor=by)
