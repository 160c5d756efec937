"""The shapes of the lists: of stories with the lock, and of quotes."""

from typing import NotRequired

from typing_extensions import TypedDict

from digest.publish.data.shapes import Headline, Kept, Quote


class EditionName(TypedDict):
    """Which edition the data are of."""

    number: int
    date: str | None


class Listed(TypedDict):
    """A story in the list of stories."""

    id: str
    guid: str
    slug: str
    url: str
    data: str
    kept: Kept
    headline: Headline
    first_edition: int
    last_edition: int
    topics: list[str]
    first: str | None
    last: str | None
    articles: list[str]
    outlets: int
    texts: int
    quotes: int


class Match(TypedDict):
    """An article of a topic."""

    article: str
    terms: list[str]


class Topic(TypedDict):
    """A topic that is watched."""

    name: str
    slug: str
    url: str
    query: str
    description: str
    stories: list[str]
    matches: list[Match]


class Redirect(TypedDict):
    """An address that leads to a story."""

    slug: str
    story: str


class Guid(TypedDict):
    """What the feeds' permanent names begin with."""

    authority: str
    year: int


class LockedFrequencies(TypedDict):
    """Term frequencies of a month."""

    documents: int
    sha256: str


class LockedStory(TypedDict):
    """A story that has an address."""

    slug: str
    first: int
    members: dict[str, int]
    merged_into: NotRequired[str]
    split_from: NotRequired[str]


class LockedPerson(TypedDict):
    """A person who has an address."""

    first: int
    names: list[str]
    articles: NotRequired[list[str]]
    merged_into: NotRequired[str]


class LockedArticle(TypedDict):
    """An article that has an id."""

    path: str
    sha256: str
    gone: NotRequired[bool]
    changed: NotRequired[int]
    was: NotRequired[str]


class Locked(TypedDict):
    """What is remembered from build to build."""

    version: str
    guid: NotRequired[Guid]
    editions: dict[str, str]
    frequencies: dict[str, LockedFrequencies]
    stories: dict[str, LockedStory]
    people: dict[str, LockedPerson]
    pages: dict[str, int]
    moved: NotRequired[dict[str, str]]
    articles: dict[str, LockedArticle]


class Stories(TypedDict):
    """data/stories.json: every story in a few words, topics, and the lock."""

    version: int
    edition: EditionName
    stories: list[Listed]
    topics: list[Topic]
    redirects: list[Redirect]
    lock: Locked | None


class Quotes(TypedDict):
    """data/quotes.json: every version of every quote."""

    version: int
    quotes: list[Quote]
