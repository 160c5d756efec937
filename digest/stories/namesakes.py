"""People as single articles name them: what is compared to tell who is who across all articles."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from digest.nouns import Group, Moment
from digest.stories.forms import TITLES, parts_of
from digest.stories.names import Called, Names

UNDATED = "~"  # sorts behind every day

Words = Mapping[str, tuple[int, int]]
"""By word of a name: how many stories have it in a full name, and how much oftener it is alone and a thing's."""


class Namesake(NamedTuple):
    """A person as one article names them."""

    article: str
    story: str  # the smallest id of its story's articles, which tells it from others
    when: str  # sorts as the times of publication do
    place: int  # among those whom the article names
    parts: tuple[str, ...]  # of the name, see `parts_of`
    named: Called
    person: str = ""  # the id of who that is, as the lock has it; "" where nobody is, or it is not known yet

    @property
    def order(self) -> tuple[str, str, int]:
        """Sorts all namesakes: those of the earliest article first, of undated ones last."""
        return self.when, self.article, self.place


def namesakes_of(group: Group, names: Mapping[str, Names]) -> list[Namesake]:
    """Whom the articles of a group name; `names` are by article. Titles alone name nobody."""
    story = min(group.ids)
    return [
        Namesake(article, story, _when(member.published), place, parts, named)
        for member, article in zip(group.members, group.ids, strict=True)
        for place, named in enumerate(names[article].people)
        if (parts := parts_of(named.name)) and not (parts[0] in TITLES and TITLES.issuperset(parts))
    ]


def words_of(namesakes: Iterable[Namesake], names: Iterable[Names]) -> dict[str, tuple[int, int]]:
    """What one story says of the words of names."""
    said = {word: (1, 0) for one in namesakes if len(one.parts) > 1 for word in one.parts}
    for one in names:
        for word, surplus in one.things:
            carried, before = said.get(word, (0, 0))
            said[word] = carried, before + surplus
    return said


def added(total: Words, more: Iterable[Words], less: Iterable[Words] = ()) -> dict[str, tuple[int, int]]:
    """What stories say of words together, when some come in and some are gone."""
    found = dict(total)
    for sign, some in ((1, more), (-1, less)):
        for said in some:
            for word, (carried, surplus) in said.items():
                before = found.get(word, (0, 0))
                found[word] = before[0] + sign * carried, before[1] + sign * surplus
    return found


def held(word: str, words: Words) -> tuple[bool, bool]:
    """Whether a word stands in anybody's full name, and whether it is a thing's rather than a person's."""
    carried, surplus = words.get(word, (0, 0))
    return carried > 0, surplus > 0


def _when(published: Moment | None) -> str:
    return published.at.isoformat(timespec="microseconds") if published else UNDATED
