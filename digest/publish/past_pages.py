"""Pages of past editions, printed once: they are recalled as long as nothing that they show has changed."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter

from digest.nouns import Page
from digest.publish.languages import words_of
from digest.publish.matter import front_matter
from digest.publish.options import SiteOptions
from digest.publish.past_view import PastView
from digest.publish.press import Press
from digest.publish.safe import Safe, attribute
from digest.store import Store, code_version, fingerprint

_TEXT: TypeAdapter[str] = TypeAdapter(str)
_TEMPLATE = "edition.md.j2"


def past_pages(editions: Sequence[PastView], options: SiteOptions, *, templates: Path, store: Store) -> list[Page]:
    """A page for each edition. Its template gets nothing of the present edition, so that a page can stay as it is."""
    press = Press(templates, {"site": options}, words_of(options.language))
    made_by = code_version("publish", packages=("jinja2", "babel"))
    chrome = fingerprint(made_by, str(options), _sources(templates))
    texts = store.recall(
        editions,
        lambda some: [_printed(past, press) for past in some],
        lambda past: fingerprint("page of an edition", chrome, str(past)),
        _TEXT,
    )
    return [Page(path=_path(past), markdown=text) for past, text in zip(editions, texts, strict=True)]


def _printed(past: PastView, press: Press) -> str:
    front = front_matter({"title": attribute(past.title), "hide": ["navigation", "toc"]})
    return front + press.print(_TEMPLATE, {"root": Safe("../" * _path(past).count("/")), "past": past})


def _path(past: PastView) -> str:
    return f"{past.address}index.md"


def _sources(templates: Path) -> list[tuple[str, str]]:
    """All templates, because one may include any other."""
    found = []
    for path in sorted(templates.rglob("*.j2")):
        with suppress(OSError):
            found.append((path.relative_to(templates).as_posix(), path.read_bytes().hex()))
    return found
