"""The gate before an edition: what was read back from its files once is known to stand in them."""

from collections.abc import Sequence
from pathlib import Path

from digest import intake
from digest.coding import Coder
from digest.edition_files import receipts_of_past
from digest.nouns import Edition, Revision, Story
from digest.printed import receipts_of_changes, receipts_of_story
from digest.store import Store, code_version, fingerprint

COUNT: Coder[Story, int] = Coder(int)


def read_back(edition: Edition, revisions: Sequence[Revision], content: Path, store: Store) -> int:
    """Read every printed word of articles back from its file; return how many receipts there are.

    A file is known by its hash, and so is what stands in it: words that tell a story are read back again only when
    the story, one of its files or the gate itself has changed. Raises ReceiptError.
    """
    gate = intake.Gate(content)
    made_by = [code_version(part, packages=()) for part in ("intake", "printed.py")]
    counts = store.recall(
        sorted(edition.stories, key=lambda story: story.members[0].analysis.article.source.path),
        lambda some: (gate.verify(receipts_of_story(story)) for story in some),
        lambda story: fingerprint("read back", made_by, store.digest(story.told)),
        COUNT,
    )
    changes = (*receipts_of_changes(edition), *receipts_of_past(edition.past, revisions))
    return sum(counts) + gate.verify(changes)
