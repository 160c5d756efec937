"""An article as a source of its story: what it is, what it copies, what it retells."""

from collections.abc import Sequence

from digest.nouns import Article, Moment, Origin, Precision, Republication, Span
from digest.publish.addresses import day_address, inside, web
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.languages import Words
from digest.publish.ledger_view import change_words
from digest.publish.news_view import marked
from digest.publish.safe import Safe
from digest.publish.views import ChangeView, RetoldView, SourceView
from digest.publish.wording import known_from, language_name, local_day, moment_short, moment_words, shortened

_PASSAGES, _LENGTH = 6, 600  # that a page prints of what a republisher added or cut, and characters of each


def source_view(article_id: str, book: Almanac, *, present: bool = False) -> SourceView:
    """An article as its story's pages name it; in short by the time of day where all of the story is of one day.

    The `present` edition's pages have other stories beside it: they give the time on the edition's own day.
    """
    home = book.homes[article_id]
    article, outlet = home.member.analysis.article, outlet_of(home.member)
    moment = home.member.published
    return SourceView(
        number=home.number,
        label=outlet or book.words.gettext("outlet unknown"),
        outlet=outlet,
        outlet_address=inside(f"outlets/{book.outlets[outlet]}/") if outlet else Safe(""),
        file=article.source.name,
        title=article.title.value if article.title else "",
        when=moment_words(moment, book.words, book.zone),
        day=day_address(local_day(moment, book.zone)) if moment and not moment.doubt else Safe(""),
        when_short=_when_short(home, book, present=present),
        timed=moment is not None and moment.precision is Precision.MINUTE,
        known_from=known_from(moment, book.words),
        inferred=_inferred(moment),
        foreign="" if article.language == book.locale.language else language_name(article.language, book.words),
        code=article.language,
        copy_of=_copy_of(home, book),
        change=_change(home, book),
        retells=_retold(home, book, present=present),
        byline=article.byline.value if article.byline else "",
        credit=article.credit.value if article.credit else "",
        original=article.original_source.value if article.original_source else "",
        url=web(article.url.value) if article.url else Safe(""),
        came_in=_came_in(article, book),
        new=marked(home.story) is not None and article.id in home.story.new_articles,
        revised=change_words(revision, book.words) if (revision := book.revisions.get(article.id)) else "",
    )


def _came_in(article: Article, book: Almanac) -> str:
    """When a feed brought the article, for one that prints a date of its own."""
    if article.fetched is None or (article.published and article.published.origin is Origin.FETCHED):
        return ""
    moment = Moment(at=article.fetched, precision=Precision.MINUTE, origin=Origin.FETCHED)
    return moment_words(moment, book.words, book.zone)


def _inferred(moment: Moment | None) -> bool:
    return moment is not None and moment.origin is Origin.STORY


def _copy_of(home: Home, book: Almanac) -> int:
    original = home.member.text_group
    return book.homes[original].number if _is_copy(home) and original in book.homes else 0


def _is_copy(home: Home) -> bool:
    return home.member.text_group != home.member.analysis.article.id


def _retold(home: Home, book: Almanac, *, present: bool) -> RetoldView | None:
    told = book.homes.get(home.member.retells)
    if told is None:
        return None
    name = outlet_of(told.member) or told.member.analysis.article.source.name
    return RetoldView(number=told.number, label=f"{name}, {_when_short(told, book, present=present)}")


def _when_short(home: Home, book: Almanac, *, present: bool) -> str:
    moment = home.member.published
    near = book.nearness(moment) if present else book.nearness_in_story(moment, home.story.id)
    return moment_short(moment, near, book.words, book.zone)


def _change(home: Home, book: Almanac) -> ChangeView | None:
    if not _is_copy(home):  # nothing was changed, and what was told of its story need not be fetched for that
        return None
    own = home.member.analysis.article
    change = next((one for one in home.story.told.republished if one.article == own.id), None)
    if change is None or not (change.added or change.cut):
        return None
    original = book.homes[change.original].member.analysis.article
    return ChangeView(
        counted=_change_words(change, own, original, book.words),
        added=_passages(own, change.added),
        more_added=_more(change.added, book.words),
        cut=_passages(original, change.cut),
        more_cut=_more(change.cut, book.words),
    )


def _change_words(change: Republication, own: Article, original: Article, words: Words) -> str:
    """What a republisher did: "cuts 3 paragraphs and adds part of 1 paragraph"."""
    cut = [words.gettext("cuts %(what)s", what=_counted(original, change.cut, words))] if change.cut else []
    added = [words.gettext("adds %(what)s", what=_counted(own, change.added, words))] if change.added else []
    return words.listed([*cut, *added])


def _counted(article: Article, spans: Sequence[Span], words: Words) -> str:
    """How many whole paragraphs, and how many parts of others."""
    blocks = {(block.start, block.end) for block in article.blocks}
    whole = sum((span.start, span.end) in blocks for span in spans)
    part = len(spans) - whole
    told = [words.ngettext("%(num)s paragraph", "%(num)s paragraphs", whole)] if whole else []
    told += [words.ngettext("part of %(num)s paragraph", "part of %(num)s paragraphs", part)] if part else []
    return words.listed(told)


def _passages(article: Article, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(shortened(article.text[span.start : span.end], _LENGTH) for span in spans[:_PASSAGES])


def _more(spans: Sequence[Span], words: Words) -> str:
    more = len(spans) - _PASSAGES
    return words.ngettext("%(num)s more passage", "%(num)s more passages", more) if more > 0 else ""
