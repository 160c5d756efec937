"""What people decided about an edition, and where it shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A story or an article that a decision speaks of."""

    name: str  # as editorial.yml calls it: an address, a file
    slug: str = ""  # the last part of a story's address; "" for an article
    article: str = ""  # id of an article; "" for a story


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """An article that an editor had removed: none of its words is printed or kept."""

    article: str  # id
    outlet: str  # "" where neither the rule nor the article names it
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editor's rule that acted."""

    by: str
    did: tuple[str | Named, ...]  # in words, with what it speaks of, to be read one after the other
    because: str
    text: str  # all of it in words, everything called as editorial.yml calls it
    articles: frozenset[str]  # ids of the articles whose stories show it
    files: tuple[str, ...] = ()  # that the rule names, each with its present name where it has another one
    stories: frozenset[str] = frozenset()  # ids of the stories of the edition that show it
