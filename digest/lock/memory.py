"""What is remembered from build to build."""

import hashlib
from dataclasses import dataclass
from datetime import date

REMOVED = "removed//"  # what stands before the hash of a name; no file below the content folder is called so


def concealed(name: str) -> str:
    """What the lock keeps of the name of a removed article's file: names are often made of headlines."""
    if name.startswith(REMOVED):
        return name
    return REMOVED + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEdition:
    """A recorded edition."""

    number: int  # 1 is the first
    date: date | None  # None: none of its articles was dated


@dataclass(frozen=True, slots=True, kw_only=True)
class LockStory:
    """A story that has an address."""

    id: str
    slug: str
    first: int  # number of the edition that gave it its id
    members: tuple[tuple[str, int], ...]  # (article id, edition that first held the article), by article id
    merged_into: str = ""  # id of the story that it turned out to be; its members are those it had then
    split_from: str = ""  # id of the story that it was a part of


@dataclass(frozen=True, slots=True, kw_only=True)
class LockArticle:
    """An article that has an id."""

    id: str
    path: str  # of a removed article `concealed`
    sha256: str
    gone: bool = False  # it was not in the last build
    changed: int = 0  # the edition that brought this version in place of an earlier edition's; 0: none did
    was: str = ""  # sha256 of the version that it replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPerson:
    """A person who has an address."""

    id: str
    first: int  # number of the edition that gave the id
    names: tuple[str, ...]  # every full name that the person has been printed under, sorted
    articles: tuple[str, ...] = ()  # sorted; of somebody without a full name, whom only the articles tell from others
    merged_into: str = ""  # id of the person whom this one turned out to be


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFrequencies:
    """The term frequencies that weigh the articles of a month: learnt from earlier ones."""

    month: str  # YYYY-MM, or "undated"
    documents: int  # how many articles it was counted in
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """All that is remembered from build to build."""

    authority: str = ""  # host in the feeds' tag: GUIDs; fixed at the first build that has one
    year: int = 0  # the year in them; 0 as long as there is no authority
    editions: tuple[LockEdition, ...] = ()  # by number
    stories: tuple[LockStory, ...] = ()  # by id
    people: tuple[LockPerson, ...] = ()  # by id
    articles: tuple[LockArticle, ...] = ()  # by id
    frequencies: tuple[LockFrequencies, ...] = ()  # by month
    pages: tuple[
        tuple[str, int], ...
    ] = ()  # (address of an outlet's, month's or topic's page, its first edition), sorted
    moved: tuple[tuple[str, str], ...] = ()  # (name that a file had, id of its article), sorted

    def known(self) -> dict[str, str]:
        """Article ids by "path:<path>" and "sha256:<hash>": an edited or a moved file keeps its id.

        Of two articles with one path or hash the one that is still there counts, then the smaller id.
        """
        known: dict[str, str] = {}
        for article in sorted(self.articles, key=lambda article: (article.gone, article.id)):
            for key in (f"path:{article.path}", f"sha256:{article.sha256}"):
                known.setdefault(key, article.id)
        return known

    def by_id(self) -> dict[str, LockStory]:
        """The stories by their ids."""
        return {story.id: story for story in self.stories}

    def guid(self, story: str) -> str:
        """The tag: URI of a story (RFC 4151), the same for life."""
        return f"tag:{self.authority},{self.year}:{story}"
