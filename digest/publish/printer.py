"""Pages from templates: each gets the names that its template asks for, and no others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.nouns import Page
from digest.publish.desk import Desk
from digest.publish.front_view import numbers_view
from digest.publish.headings import with_own_id
from digest.publish.heads import head_matter, head_of
from digest.publish.ledger_view import edition_view
from digest.publish.matter import front_matter
from digest.publish.press import Press
from digest.publish.safe import Safe

PLAIN: Mapping[str, object] = {"hide": ["navigation", "toc"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to be printed: from which template, with what."""

    template: str
    path: str
    title: str
    values: Mapping[str, object]
    matter: Mapping[str, object] = field(default_factory=dict)  # beside the title


class Printer:
    """Prints pages from the templates of a folder."""

    def __init__(self, desk: Desk, templates: Path) -> None:
        self._book = desk.book
        self._press = Press(templates, {"site": desk.book.options}, desk.book.words)
        self._everywhere: Mapping[str, Callable[[], object]] = {
            "edition": lambda: edition_view(desk.book),
            "numbers": lambda: numbers_view(desk.book),
            "topics": lambda: tuple(desk.topics.values()),
        }

    def sheet(self, sheet: Sheet) -> Page:
        """One page of those that list others."""
        return self.print(sheet.template, sheet.path, sheet.title, {**PLAIN, **sheet.matter}, **sheet.values)

    def print(self, template: str, path: str, title: str, matter: Mapping[str, object], **values: object) -> Page:
        """One page. `matter` goes into its front matter, beside the title."""
        asked = self._press.names(template)
        about = {name: view() for name, view in self._everywhere.items() if name in asked and name not in values}
        root = Safe("../" * path.count("/") or "./")
        body = with_own_id(self._press.print(template, {"root": root, **about, **values}))
        head = head_of(path, title, self._book)
        front = front_matter({**head_matter(head, title, self._book.options), **matter})
        return Page(path=path, markdown=front + body, changed=head.changed)
