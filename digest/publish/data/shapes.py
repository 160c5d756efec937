"""The shapes of a story's data: the published schemas are made from these types. docs/data.md explains the fields."""

from typing import Literal

from typing_extensions import TypedDict

from digest.nouns import (
    Aspect,
    DayPrecision,
    EntryKind,
    FoundBy,
    Origin,
    Precision,
    QuoteKind,
    Relation,
    Wording,
)

VERSION = 3  # raise it when a field goes or changes its meaning; a new field needs no other number
Kept = Literal["full", "extracts", "places", "outline"]


class Headline(TypedDict):
    """A story's headline, of an article or by an editor."""

    text: str
    article: str | None
    by: str | None


Published = TypedDict("Published", {"at": str, "precision": Precision, "from": Origin, "doubt": str | None})


class Article(TypedDict):
    """An article of a story."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: Published | None
    language: str
    topics: list[str]
    text_group: str
    retells: str | None
    file: str
    record: int | None
    field: str | None
    sha256: str
    score: float
    text: str | None


class Sentence(TypedDict):
    """A sentence of a summary."""

    text: str | None
    article: str
    start: int
    end: int
    also_in: list[str]


class Quote(TypedDict):
    """A stretch between quotation marks, in an article that prints it."""

    story: str
    headline: str
    speaker: str | None
    person: str | None
    role: str | None
    quote: str | None
    kind: QuoteKind
    language: str
    found_by: FoundBy
    mention: str | None
    cue: str | None
    relays: str | None
    corrected_by: str | None
    outlet: str | None
    published: str | None
    article: str
    url: str | None
    file: str
    record: int | None
    field: str | None
    sha256: str
    start: int
    end: int
    utterance: str
    variant_of: str | None
    wording: Wording | None


class Claim(TypedDict):
    """A value that an article gives."""

    article: str
    text: str | None
    start: int
    end: int
    sentence: list[int]


class Side(TypedDict):
    """A value, and who gives it."""

    value: str | None
    independent_texts: int
    claims: list[Claim]


class Update(TypedDict):
    """What one outlet gave in turn."""

    earlier: Claim
    later: Claim


class Phrase(TypedDict):
    """The words that name what accounts give differently."""

    article: str
    start: int
    end: int
    gap: list[int] | None


class Difference(TypedDict):
    """What outlets give differently for one thing."""

    aspect: Aspect
    phrase: Phrase
    sides: list[Side]
    updates: list[Update]


class Entry(TypedDict):
    """Something with a place in time."""

    kind: EntryKind
    first: str
    last: str
    precision: DayPrecision
    at: str | None
    announced: bool
    background: bool
    article: str
    start: int | None
    end: int | None
    text: str | None
    also_in: list[str]
    name: str | None
    person: str | None


class News(TypedDict):
    """What the last edition with news of a story brought to it."""

    edition: int
    since: str | None
    whole: bool
    sentences: list[int]
    quotes: list[str]
    versions: list[str]
    articles: list[str]
    revised: list[str]
    sides: list[list[int]]
    updates: list[list[int]]


class Thread(TypedDict):
    """A story that came before or after."""

    story: str
    relation: Relation
    shared: list[str]


class Story(TypedDict):
    """data/stories/ID.json: a story, whole."""

    version: int
    id: str
    guid: str
    slug: str
    url: str
    kept: Kept
    headline: Headline
    first_edition: int
    last_edition: int
    news: News | None
    topics: list[str]
    articles: list[Article]
    summary: list[Sentence]
    quotes: list[Quote]
    differences: list[Difference]
    timeline: list[Entry]
    threads: list[Thread]
    decisions: list[str]
