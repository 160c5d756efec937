"""Pages of past editions, printed once: they are recalled as long as nothing that they show has changed."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from digest.coding import Coder
from digest.nouns import Page
from digest.publish.heads import Head, head_matter
from digest.publish.matter import front_matter
from digest.publish.options import SiteOptions
from digest.publish.past_view import PastView
from digest.publish.press import Press
from digest.publish.safe import Safe
from digest.publish.structured import edition_thing
from digest.store import Store, code_version, fingerprint

_TEXT: Coder[PastView, str] = Coder(str)
_TEMPLATE = "edition.md.j2"


def past_pages(editions: Sequence[PastView], options: SiteOptions, *, templates: Path, store: Store) -> list[Page]:
    """A page for each edition. Its template gets nothing of the present edition, so that a page can stay as it is."""
    press = Press(templates, {"site": options}, options.words)
    made_by = code_version("publish", packages=("jinja2", "babel"))
    chrome = fingerprint(made_by, str(options), options.words.version, _sources(templates))
    texts = store.recall(
        editions,
        lambda some: [_printed(past, press, options) for past in some],
        lambda past: fingerprint("page of an edition", chrome, str(past)),
        _TEXT,
    )
    return [
        Page(path=_path(past), markdown=text, changed=date.fromisoformat(past.iso) if past.iso else None)
        for past, text in zip(editions, texts, strict=True)
    ]


def _printed(past: PastView, press: Press, options: SiteOptions) -> str:
    thing = edition_thing(past.address, past.title, past.number, past.iso, options)
    front = head_matter(Head(thing=thing), past.title, options)
    return front_matter({**front, "hide": ["navigation", "toc"]}) + press.print(
        _TEMPLATE, {"root": Safe("../" * _path(past).count("/")), "past": past}
    )


def _path(past: PastView) -> str:
    return f"{past.address}index.md"


def _sources(templates: Path) -> list[tuple[str, str]]:
    """All templates, because one may include any other."""
    found = []
    for path in sorted(templates.rglob("*.j2")):
        with suppress(OSError):
            found.append((path.relative_to(templates).as_posix(), path.read_bytes().hex()))
    return found
