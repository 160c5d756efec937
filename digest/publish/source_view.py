"""An article as a source of its story: what it is, what it copies, what it retells."""

from collections.abc import Sequence

from digest.nouns import Article, Moment, Origin, Precision, Republication, Span
from digest.publish.addresses import inside, web
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.ledger_view import change_words
from digest.publish.safe import Safe
from digest.publish.views import ChangeView, RetoldView, SourceView
from digest.publish.wording import count, known_from, language_name, listed, moment_short, moment_words, shortened

_PASSAGES, _LENGTH = 6, 600  # that a page prints of what a republisher added or cut, and characters of each


def source_view(article_id: str, book: Almanac) -> SourceView:
    """An article as its story's pages name it."""
    home = book.homes[article_id]
    article, outlet = home.member.analysis.article, outlet_of(home.member)
    moment = home.member.published
    return SourceView(
        number=home.number,
        label=outlet or "outlet unknown",
        outlet=outlet,
        outlet_address=inside(f"outlets/{book.outlets[outlet]}/") if outlet else Safe(""),
        file=article.source.name,
        title=article.title.value if article.title else "",
        when=moment_words(moment, book.words, book.zone),
        when_short=moment_short(moment, book.edition.date, book.words, book.zone),
        timed=moment is not None and moment.precision is Precision.MINUTE,
        known_from=known_from(moment, book.words),
        inferred=_inferred(moment),
        foreign="" if article.language == book.locale.language else language_name(article.language, book.words),
        code=article.language,
        copy_of=_copy_of(home, book),
        change=_change(home, book),
        retells=_retold(home, book),
        byline=article.byline.value if article.byline else "",
        credit=article.credit.value if article.credit else "",
        original=article.original_source.value if article.original_source else "",
        url=web(article.url.value) if article.url else Safe(""),
        new=article.id in home.story.new_articles,
        revised=change_words(book.revisions[article.id]) if article.id in book.revisions else "",
    )


def _inferred(moment: Moment | None) -> bool:
    return moment is not None and moment.origin is Origin.STORY


def _copy_of(home: Home, book: Almanac) -> int:
    original = home.member.text_group
    is_copy = original != home.member.analysis.article.id and original in book.homes
    return book.homes[original].number if is_copy else 0


def _retold(home: Home, book: Almanac) -> RetoldView | None:
    told = book.homes.get(home.member.retells)
    if told is None:
        return None
    name = outlet_of(told.member) or told.member.analysis.article.source.name
    when = moment_short(told.member.published, book.edition.date, book.words, book.zone)
    return RetoldView(number=told.number, label=f"{name}, {when}")


def _change(home: Home, book: Almanac) -> ChangeView | None:
    own = home.member.analysis.article
    change = next((one for one in home.story.told.republished if one.article == own.id), None)
    if change is None or not (change.added or change.cut):
        return None
    original = book.homes[change.original].member.analysis.article
    return ChangeView(
        counted=_change_words(change, own, original),
        added=_passages(own, change.added),
        more_added=_more(change.added),
        cut=_passages(original, change.cut),
        more_cut=_more(change.cut),
    )


def _change_words(change: Republication, own: Article, original: Article) -> str:
    """What a republisher did: "cuts 3 paragraphs and adds 1 sentence"."""
    parts = (("cuts", original, change.cut), ("adds", own, change.added))
    return listed([f"{verb} {_counted(article, spans)}" for verb, article, spans in parts if spans])


def _counted(article: Article, spans: Sequence[Span]) -> str:
    """How many whole paragraphs, and how many parts of others."""
    blocks = {(block.start, block.end) for block in article.blocks}
    whole = sum((span.start, span.end) in blocks for span in spans)
    part = len(spans) - whole
    words = [count(whole, "paragraph")] if whole else []
    words += [f"part of {count(part, 'paragraph')}"] if part else []
    return listed(words)


def _passages(article: Article, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(shortened(article.text[span.start : span.end], _LENGTH) for span in spans[:_PASSAGES])


def _more(spans: Sequence[Span]) -> str:
    return count(len(spans) - _PASSAGES, "more passage") if len(spans) > _PASSAGES else ""
