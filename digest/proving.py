"""The gate before an edition: what was read back from its files once is known to stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from digest import intake
from digest.edition_files import receipts_of_past
from digest.nouns import Edition, Revision, Story
from digest.printed import receipts_of_changes, receipts_of_story
from digest.rows import sha
from digest.store import Store, code_version, fingerprint

NAME = "read back"  # of the note on what was
KEY, COUNT = len(sha(b"")), 4  # bytes of an entry: what tells a story, and how many receipts that is


def read_back(edition: Edition, revisions: Sequence[Revision], content: Path, store: Store) -> int:
    """Read every printed word of articles back from its file; return how many receipts there are.

    A file is known by its hash, and so is what stands in it: words that tell a story are read back again only when
    the story, one of its files or the gate itself has changed. Raises ReceiptError.
    """
    gate = intake.Gate(content)
    made_by = fingerprint([code_version(part, packages=()) for part in ("intake", "printed.py")])
    before = dict(_known(store.noted(NAME), made_by))
    stories = {store.digest(story.told): story for story in edition.stories}
    found = {key: before[key] for key in stories if key in before}
    missing = {key: story for key, story in stories.items() if key not in found}
    try:
        for key, story in sorted(missing.items(), key=lambda one: _first_file(one[1])):
            found[key] = gate.verify(receipts_of_story(story))
    finally:  # where one story's words do not stand, those of the others need not be read again
        if found != before:
            store.note(NAME, _written(found, made_by))
    changes = (*receipts_of_changes(edition), *receipts_of_past(edition.past, revisions))
    return sum(found.values()) + gate.verify(changes)


def _first_file(story: Story) -> str:
    return story.members[0].analysis.article.source.path


def _written(counts: Mapping[str, int], made_by: str) -> bytes:
    """Entries of one length each, behind a digest of all: thousands are read at every build."""
    entries = b"".join(bytes.fromhex(key) + count.to_bytes(COUNT, "big") for key, count in counts.items())
    return sha(made_by.encode("ascii"), entries) + entries


def _known(noted: bytes, made_by: str) -> Iterator[tuple[str, int]]:
    """What was read back, unless the note is damaged or another program's."""
    whole, entries = noted[:KEY], noted[KEY:]
    if whole == sha(made_by.encode("ascii"), entries):
        for at in range(0, len(entries), KEY + COUNT):
            yield entries[at : at + KEY].hex(), int.from_bytes(entries[at + KEY : at + KEY + COUNT], "big")
