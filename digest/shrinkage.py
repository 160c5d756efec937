"""A build that would take most of the published stories away is more likely an accident than a decision."""

from collections.abc import Collection, Iterator

from digest.errors import ShrinkError
from digest.lock import Lock


def refuse_shrinkage(before: Lock, after: Lock, *, removed: Collection[str] = ()) -> None:
    """Raise ShrinkError where more than half of the stories of the last build have no article left.

    `before` and `after` are what is remembered before and after this build. A story that was merged into another one
    has not vanished, and one that editors hide has not either: its articles are there. Nor does one count whose
    articles editors had `removed` (ids): a take-down is meant.
    """
    there = set(_told(before, without=removed))
    vanished = there - set(_told(after)) - {story.id for story in after.stories if story.merged_into}
    if 2 * len(vanished) > len(there):
        raise ShrinkError(
            f"{len(vanished)} of the {len(there)} stories of the last build would vanish; nothing was published.\n"
            "    Look whether the content folder is whole, and whether a rule leaves out more than it should.\n"
            "    If the articles are meant to go: `digest build --allow-shrink`."
        )


def _told(lock: Lock, *, without: Collection[str] = ()) -> Iterator[str]:
    """The ids of the stories that have an article."""
    gone = {article.id for article in lock.articles if article.gone}.union(without)
    for story in lock.stories:
        if not story.merged_into and any(member not in gone for member, _ in story.members):
            yield story.id
