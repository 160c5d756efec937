"""What people decided, as pages show it: in words, with links to the stories and articles that it is about."""

from collections.abc import Iterator

from digest.nouns import Decision, Named
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.safe import Safe, beside
from digest.publish.told import did_words, file_words
from digest.publish.views import DecisionView, LinkView
from digest.publish.wording import quoted


def decision_views(book: Almanac, story: str = "") -> tuple[DecisionView, ...]:
    """The decisions of the edition, or those that a story (its id) shows."""
    return tuple(_view(one, book) for one in (book.decided.get(story, ()) if story else book.edition.edits))


def decision_words(text: str, book: Almanac) -> str:
    """A decision in one sentence without links; `text` are its own words, which stay where no decision has them."""
    found = next((one for one in book.edition.edits if one.text == text), None)
    if found is None:
        return text
    did = "".join(one if isinstance(one, str) else _called(one, book) for one in did_words(found.did, book.words))
    return book.words.gettext("%(editor)s %(did)s: %(why)s", editor=found.by, did=did, why=found.because)


def _called(named: Named, book: Almanac) -> str:
    return quoted(_story(named.slug, book).text if named.slug else _article(named, book).text, book.words)


def _view(decision: Decision, book: Almanac) -> DecisionView:
    return DecisionView(
        by=decision.by,
        did=tuple(_words(decision, book)),
        because=decision.because,
        files=tuple(file_words(one, book.words) for one in decision.files),
        text=decision.text,
    )


def _words(decision: Decision, book: Almanac) -> Iterator[LinkView]:
    for one in did_words(decision.did, book.words):
        if isinstance(one, str):
            yield LinkView(text=beside(one), address=Safe(""))
        elif one.slug:
            yield _story(one.slug, book)
        else:
            yield _article(one, book)


def _story(slug: str, book: Almanac) -> LinkView:
    """A story under its headline, also where the address is one that leads there."""
    known = book.redirects.get(slug) or book.slugs.get(slug)
    found = book.lines.get(known) if known else None
    if found is None:
        return LinkView(text=book.words.gettext("a story that is not in this edition"), address=Safe(""))
    return LinkView(text=found.headline, address=story_address(found))


def _article(named: Named, book: Almanac) -> LinkView:
    """An article under its headline; by its file where it is not shown."""
    piece = book.pieces.get(named.article)
    if piece is None:
        return LinkView(text=named.name, address=Safe(""))
    address = Safe(f"{story_address(piece)}#source-{piece.number}")
    return LinkView(text=piece.title or named.name, address=address, note=piece.outlet)
