"""Groups told, and each story remembered; one that the program fails to tell is left out, and said to be."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from typing import Any, TypeVar

from digest import stories
from digest.coding import Coder
from digest.content import Step, progress
from digest.errors import NOT_OF_ONE
from digest.nouns import Group, Skipped, Told
from digest.options import Config
from digest.recalled import told_coder
from digest.rows import sha
from digest.store import Store, code_version

log = logging.getLogger(__name__)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A group that the program failed to tell."""

    group: Group
    error: Exception
    doing: str = "tell"  # what it failed to do, in readers' words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What became of each group."""

    outcomes: tuple[Told | Untold, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """The stories that can be shown."""
        return tuple(one for one in self.outcomes if isinstance(one, Told))

    @property
    def skipped(self) -> Iterator[Skipped]:
        """The articles of all others: as long as the program is at fault, they are not in the digest."""
        for one in self.outcomes:
            if isinstance(one, Untold):
                reason = failed_at(f"{one.doing} its story", one.error)
                yield from (Skipped(path=name, reason=reason, passing=True) for name in files_of(one.group))

    def of_told(self, by_group: Iterable[Item]) -> tuple[Item, ...]:
        """Of something that each group has, in order, what the told ones have."""
        return tuple(compress(by_group, self._kept()))

    def links(self, threads: Sequence[Sequence[stories.Link]]) -> tuple[tuple[stories.Link, ...], ...]:
        """The links between told groups, which name each other by their places among these."""
        kept = self._kept()
        if all(kept):
            return tuple(map(tuple, threads))
        now = {was: place for place, was in enumerate(compress(range(len(kept)), kept))}
        return tuple(
            tuple(link._replace(group=now[link.group]) for link in links if link.group in now)
            for links in compress(threads, kept)
        )

    def replaced(self, told: Iterable[Told]) -> "Telling":
        """The same with other nouns for the stories that can be shown, in their order."""
        others = iter(told)
        return Telling(outcomes=tuple(next(others) if isinstance(one, Told) else one for one in self.outcomes))

    def without(self, errors: Mapping[tuple[str, ...], Exception], doing: str) -> "Telling":
        """The same without the stories of some groups, by their articles. Raises an error where no other is left."""
        outcomes = (
            Untold(group=one.group, error=errors[one.group.ids], doing=doing)
            if isinstance(one, Told) and one.group.ids in errors
            else one
            for one in self.outcomes
        )
        left = Telling(outcomes=tuple(outcomes))
        if errors and not left.told:
            raise next(iter(errors.values()))
        return left

    def _kept(self) -> list[bool]:
        return [isinstance(one, Told) for one in self.outcomes]


def tell_all(
    groups: Sequence[Group], known: stories.Acquainted, config: Config, *, store: Store, step: Step
) -> Telling:
    """Tell each group.

    A mistake of the program that shows in some of them costs these, with a warning and its traceback: their articles
    are as if they were gone, so that the stories are back at their addresses when it is mended. One that shows in all
    is raised.
    """
    settings = {"sentences": config.summary.sentences, "per_source": config.summary.per_source}
    coder: Coder[Group, Any] = told_coder(store)  # what could not be told is never stored

    # What tells each group: its articles with their evidence, and who is who in them.
    said = {id(group): named for group, named in zip(groups, known.named, strict=True)}

    def own(group: Group) -> str:
        return sha(store.digest(group).encode("ascii"), said[id(group)].encode("ascii")).hex()

    outcomes = store.recall_in_blocks(
        groups,
        lambda some: (_tell(group, known.people.ids(group.ids), settings) for group in some),
        own,
        coder,
        made_by=(code_version("stories", packages=("wordfreq",)), settings),
        done=partial(progress, step, "Telling", len(groups)),
        lasting=lambda one: isinstance(one, Told),
    )
    telling = Telling(outcomes=tuple(outcomes))
    failed = [one for one in telling.outcomes if isinstance(one, Untold)]
    if failed and not telling.told:
        raise failed[0].error
    for one in failed:
        files = ", ".join(files_of(one.group))
        log.warning("the story of %s could not be told, and is left out: please report this", files, exc_info=one.error)
    return telling


def _tell(group: Group, person_ids: Mapping[tuple[str, str], str], settings: Mapping[str, int]) -> Told | Untold:
    try:
        return stories.tell(group, person_ids=person_ids, **settings)
    except NOT_OF_ONE:
        raise
    except Exception as error:  # whatever it is, it is said of these articles, and the others are told
        return Untold(group=group, error=error)


def failed_at(what: str, error: Exception) -> str:
    """What readers are told. No words of the error: they may tell where in memory something was."""
    return f"the program failed to {what} ({type(error).__name__}); look into the log"


def files_of(group: Group) -> list[str]:
    """The names of its articles' files."""
    return [member.analysis.article.source.name for member in group.members]
