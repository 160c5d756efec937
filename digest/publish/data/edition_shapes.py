"""The shapes of an edition's own data: its front page, the reasons for each place, and what was not seen."""

from typing_extensions import TypedDict

from digest.nouns import Depth, GapKind, Hearing, RankClass


class Numbers(TypedDict):
    """The edition in numbers."""

    stories: int
    articles: int
    new_articles: int
    outlets: int
    texts: int
    heard: int
    silent: int
    failing: int
    quotes: int
    attributed: int
    sentences: int


class Lead(TypedDict):
    """A leading story."""

    story: str
    sentences: int
    quote: str | None


class Rubric(TypedDict):
    """Stories in one line each."""

    stories: list[str]
    more: int


class Said(TypedDict):
    """One of the edition's quotes."""

    story: str
    person: str
    utterance: str
    new: bool


class Correction(TypedDict):
    """What an editor decided about a story."""

    story: str
    text: str


class Gap(TypedDict):
    """What is not seen."""

    kind: GapKind
    number: int
    names: list[str]


class Front(TypedDict):
    """The front page's choice."""

    leads: list[Lead]
    briefs: Rubric
    single: Rubric
    continuing: Rubric
    background: Rubric
    past: int
    said: list[Said]
    revisions: list[int]
    corrections: list[Correction]
    gaps: list[Gap]


class Texts(TypedDict):
    """How many texts were first published so many days before."""

    days: int | None
    texts: int


class Rank(TypedDict):
    """Why a story stands where it stands."""

    story: str
    place: int
    pin: int | None
    standing: RankClass
    texts: list[Texts]
    weight: float
    topics: list[str]
    outlets: int
    latest: str | None


class Outlet(TypedDict):
    """An outlet that is followed, or was heard lately."""

    outlet: str
    hearing: Hearing
    articles: int
    last: str | None


class Feed(TypedDict):
    """How a feed is doing."""

    outlet: str
    url: str
    news: str | None
    failing: str | None
    reason: str | None


class Missing(TypedDict):
    """A file that is not in the digest."""

    file: str
    reason: str


class Teaser(TypedDict):
    """An article of which only the feed's words are there."""

    article: str
    reason: str


class LanguageRead(TypedDict):
    """The articles of a language."""

    language: str
    depth: Depth
    articles: list[str]


class Revision(TypedDict):
    """An article that its outlet changed."""

    article: str
    older: str
    newer: str
    retitled: bool
    added: int
    removed: int
    fetched: str | None


class Ledger(TypedDict):
    """What is not seen or not known, and what people decided."""

    outlets: list[Outlet]
    feeds: list[Feed]
    skipped: list[Missing]
    duplicates: list[Missing]
    teasers: list[Teaser]
    languages: list[LanguageRead]
    undated: list[str]
    doubtful: list[str]
    inferred: list[str]
    unnamed: list[str]
    revisions: list[Revision]
    excluded: int
    decisions: list[str]
    unmatched: list[str]


class Removed(TypedDict):
    """An article that was taken down."""

    article: str
    outlet: str
    by: str
    because: str


class EditionFile(TypedDict):
    """data/edition.json: the edition without its stories."""

    version: int
    number: int
    date: str | None
    previous_date: str | None
    numbers: Numbers
    front: Front
    ranks: list[Rank]
    removed: list[Removed]
    ledger: Ledger
