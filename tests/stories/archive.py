"""A newsroom that keeps its editions in files, as a build does, and prints their pages."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stories.newsroom import OPTIONS, TEMPLATES, Clipping, Newsroom, through_text

from digest import publish
from digest.edition_files import recorded, with_past
from digest.lock import LOCK_NAME, dump_lock, record_path
from digest.lock_file import remember, with_pages
from digest.nouns import Edition
from digest.publish.almanac import almanac
from digest.publish.languages import words_of
from digest.publish.past_view import past_view
from digest.publish.press import Press
from digest.publish.safe import Safe

# What may change on the page of a past edition: its notes, and the way to the next one.
NOTES = re.compile(
    r'<p class="remark">.*?</p>| <span class="kept__note">.*?</span>|<p class="note dotted"><span>Edition .*?</p>'
    r'|<p class="note">This (?:page keeps|is the present).*?</p>| <span class="note">.*?</span>'
)


@dataclass
class Archive(Newsroom):
    """Every build goes through the folder, as on disk."""

    content: Path = Path()

    def publish(self, *parts: str | Sequence[Clipping], opening: bool = False) -> Edition:
        """Build, and write what a build writes below content/."""
        self.opening = opening
        self.lock = recorded(self.lock, self.content)
        made, lock = self.made(*parts)
        made, records = with_past(
            made,
            self.content,
            OPTIONS,
            lock=lock,
            articles=self.articles,
            revisions=self.revisions,
            withheld=self.withheld,
        )
        lock = with_pages(lock, [f"editions/{one.slug}/" for one in made.past if one.kept], number=made.number)
        remember(self.content / LOCK_NAME, lock, records)
        self.lock = through_text(lock)
        return made

    def written(self) -> dict[str, str]:
        """Everything below content/, with the lock."""
        files = {path.name: path.read_text(encoding="utf-8") for path in self.content.rglob("*") if path.is_file()}
        assert files[LOCK_NAME] == dump_lock(self.lock)
        return files

    def record(self, number: int) -> str:
        return record_path(self.content, number).read_text(encoding="utf-8")


def printed(made: Edition) -> dict[str, str]:
    """Every page, as a browser shows its characters."""
    return {page.path: html.unescape(page.markdown) for page in publish.pages(made, OPTIONS, templates=TEMPLATES)}


def edition_pages(made: Edition, *, raw: bool = False) -> dict[str, str]:
    """The pages of editions alone, by the last part of their address."""
    shown = str if raw else html.unescape
    book = almanac(made, OPTIONS)
    views = [past_view(one, book) for one in made.past if one.kept]
    return {
        view.address.split("/")[1]: shown(_press().print("edition.md.j2", {"root": Safe("../../"), "past": view}))
        for view in views
    }


@cache
def _press() -> Press:
    """One for all pages: to read the templates again takes longer than to print with them."""
    return Press(TEMPLATES, {"site": OPTIONS}, words_of(OPTIONS.language))


def without_notes(page: str) -> str:
    """A page of an edition without what was added since. A story that is withheld is no article any more."""
    bare = re.sub(r"<(/?)div(?= class=\"kept\">|>)", r"<\1article", NOTES.sub("", page))
    return re.sub(r"\n+", "\n", bare)
