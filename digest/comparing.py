"""The articles of each group compared; where the program fails at one, its story is left out, and said to be."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest import stories
from digest.errors import NOT_OF_ONE
from digest.nouns import Group

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfound(stories.Findings):
    """What stands for the findings of a group that the program failed to work out. No story may be told with it."""

    error: Exception


def attempts(work: stories.Work, drafts: Sequence[stories.Draft]) -> Iterator[stories.Findings]:
    """The findings of each group, or what stands for them."""
    for draft in drafts:
        try:
            yield from work([draft])
        except NOT_OF_ONE:
            raise
        except Exception as error:  # whatever it is, it is said of this group's articles, and the others are told
            several = len(draft.ids)
            yield Unfound(text_groups=draft.ids, retells=("",) * several, shared=((),) * several, error=error)


def is_found(found: stories.Findings) -> bool:
    """Whether findings are what they are called."""
    return not isinstance(found, Unfound)


def errors_in(
    drafts: Sequence[stories.Draft], found: Sequence[stories.Findings]
) -> Iterator[tuple[tuple[str, ...], Exception]]:
    """What the program failed at, with the articles of the group."""
    for draft, one in zip(drafts, found, strict=True):
        if isinstance(one, Unfound):
            yield draft.ids, one.error


def failures(
    groups: Sequence[Group], errors: Mapping[tuple[str, ...], Exception]
) -> Mapping[tuple[str, ...], Exception]:
    """Those of some errors, by the articles of a group, that concern these groups; with a warning of each."""
    failed = {group.ids: errors[group.ids] for group in groups if group.ids in errors}
    for group in groups if failed else ():
        if group.ids in failed:
            files = ", ".join(member.analysis.article.source.name for member in group.members)
            what = "the articles of a story could not be compared (%s), and it is left out: please report this"
            log.warning(what, files, exc_info=failed[group.ids])
    return failed
