"""The options of a digest: their types, bounds and defaults, one class a section of site_config.yml."""

import re
from typing import Annotated, Literal
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from slugify import slugify

from digest.nearest import guess
from digest.nouns import Format, RecordFields, Topic
from digest.queries import fold, parse

# A host, perhaps a port, a path; no user name, query or fragment. See RFC 3986.
ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*"
)


def _absolute_url(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise ValueError("must be the full address of the site, such as https://press.example.org/digest/")
    return value.rstrip("/") + "/"


def _web(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@?#]+(?:[/?#]\S*)?", value):
        raise ValueError("must be the full address of a feed, such as https://news.example.org/rss.xml")
    return value


def _reachable(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/@?#]+(?:[/?#]\S*)?|[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+", value):
        raise ValueError("must be an address of mail or of a page, such as desk@press.example.org")
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"is not a time zone{guess(value, sorted(available_timezones()))}; an example: Europe/Paris")
    return value


def _once(feeds: "tuple[Feed, ...]") -> "tuple[Feed, ...]":
    first: dict[str, int] = {}
    for number, feed in enumerate(feeds, start=1):
        if first.setdefault(feed.url, number) != number:
            raise ValueError(f"feeds {first[feed.url]} and {number} have one address, {feed.url}; remove one of them")
    return feeds


def _seen(value: str) -> str:
    if not any(char.isprintable() and not char.isspace() for char in value):
        raise ValueError("must be a name that readers can see")
    return value


def _query(value: str) -> str:
    parse(value)
    return value


def _unlike(topics: "tuple[Watched, ...]") -> "tuple[Watched, ...]":
    """Refuse topics that readers or addresses could not tell apart."""
    names: dict[str, int] = {}
    slugs: dict[str, int] = {}
    for number, topic in enumerate(topics, start=1):
        name, slug = fold(topic.name), topic.noun.slug
        if names.setdefault(name, number) != number:
            raise ValueError(f"topics {names[name]} and {number} have one name, {topic.name}; rename one of them")
        if slug in RESERVED_SLUGS:
            raise ValueError(f"the name of topic {number}, {topic.name}, makes no address; give it a `slug:`")
        if slugs.setdefault(slug, number) != number:
            raise ValueError(
                f"topics {slugs[slug]} and {number} have one address, topics/{slug}/; give one of them another `slug:`"
            )
    return topics


def _language(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError("is not a language code such as en, de or pt-BR") from None
    return value


def _inside(value: str) -> str:
    if not value.strip() or "\x00" in value:
        raise ValueError("must be the name of a folder")
    return value


def _dotted(value: str) -> str:
    if re.search(r"[\[\]\x00-\x1f]|^\.|\.\.|\.$|^\s|\s$", value):
        raise ValueError("must be names between dots, from the outermost one inwards; an example: content.body")
    return value


Folder = Annotated[str, AfterValidator(_inside)]
FieldPath = Annotated[str, Field(max_length=100), AfterValidator(_dotted)]
RESERVED_SLUGS = frozenset({"", "index", "assets", "search", "data", "404"})
FORMATS = {"text": Format.RECORD, "html": Format.HTML, "markdown": Format.MARKDOWN}


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Site(_Section):
    """How the site presents itself."""

    title: str = Field(default="The Digest", min_length=1, max_length=120, description="Name of the digest.")
    description: str = Field(default="", max_length=300, description="One sentence for search engines and feeds.")
    url: Annotated[str, AfterValidator(_absolute_url)] = Field(
        description="Full address where the site will be published. Feeds and citations need it."
    )
    language: Annotated[str, AfterValidator(_language)] = Field(
        default="en", description="Language of labels, dates and numbers: a code such as en, en-GB or de."
    )
    timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        default="UTC", description="Time zone in which times are shown and days counted, such as Asia/Kuala_Lumpur."
    )
    accent: str = Field(
        default="#9b1c31", pattern=r"^#[0-9a-fA-F]{6}$", description="The one accent colour, as '#rrggbb' in quotes."
    )
    logo: str = Field(default="", max_length=200, description="A PNG or SVG picture, relative to this file.")
    contact: Annotated[str, AfterValidator(_reachable)] = Field(
        default="", max_length=200, description="Where readers report errors: an address of mail, or of a page."
    )


class Outlet(_Section):
    """An outlet's name for clippings that do not print it."""

    name: str = Field(min_length=1, max_length=120, description="Name as readers should see it.")
    match: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        min_length=1, strict=False, description="Host names (news.example.org) or file patterns (herald/*.txt)."
    )


class Summary(_Section):
    """How much of the sources a story page shows."""

    sentences: int = Field(default=5, ge=3, le=10, description="Most sentences of a story's summary.")
    per_source: int = Field(default=3, ge=1, le=10, description="Most sentences from one source (short extracts).")


class Publish(_Section):
    """How much the site gives away, beside its pages."""

    feed_items: int = Field(default=50, ge=1, le=500, description="Most items of a feed; the newest stay.")
    data_text: Literal["none", "extracts", "full"] = Field(
        default="extracts", description="What data/ holds of an article's text."
    )
    data_days: int = Field(
        default=0, ge=0, le=36_500, description="Days after which data/ keeps a story's outline alone; 0: never."
    )


class Limits(_Section):
    """What is refused, so that one bad file never costs a build."""

    file_megabytes: float = Field(default=5.0, gt=0, le=100, strict=False, description="Larger files are skipped.")
    seconds: float = Field(default=30.0, gt=0, le=600, strict=False, description="Files that take longer are skipped.")
    article_characters: int = Field(default=200_000, ge=1_000, le=1_000_000, description="Longer texts are skipped.")


class Records(_Section):
    """Where another monitor's export (.json, .jsonl) holds what an article needs, other than under the usual names."""

    match: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        min_length=1, strict=False, description="Files below the content folder, as exports/*.jsonl."
    )
    items: FieldPath = Field(default="", description="Where the list of records stands in a .json file: data.articles.")
    format: Literal["text", "html", "markdown"] = Field(
        default="text", description="How the text is read; text is taken as it is."
    )
    id: FieldPath = Field(default="", description="Field with an id, for records without an address.")
    title: FieldPath = Field(default="", description="Field with the headline.")
    text: FieldPath = Field(default="", description="Field with the text; a dotted path reaches inside: content.body.")
    url: FieldPath = Field(default="", description="Field with the address of the article's page.")
    outlet: FieldPath = Field(default="", description="Field with the outlet's name.")
    published: FieldPath = Field(default="", description="Field with the date.")
    updated: FieldPath = Field(default="", description="Field with the date of the last change.")
    author: FieldPath = Field(default="", description="Field with the byline.")
    language: FieldPath = Field(default="", description="Field with the language, as ISO 639-1.")
    topics: FieldPath = Field(default="", description="Field with topics, a list or words between commas.")
    credit: FieldPath = Field(default="", description="Field with the credit line.")

    @property
    def fields(self) -> RecordFields:
        """The same as a noun."""
        renamed = {"author": "byline", "updated": "modified"}
        paths = self.model_dump(exclude={"match", "items", "format"})
        return RecordFields(
            match=self.match,
            items=self.items,
            format=FORMATS[self.format],
            names=tuple((renamed.get(name, name), path) for name, path in paths.items() if path),
        )


class Feed(_Section):
    """A feed that `digest fetch` reads."""

    url: Annotated[str, AfterValidator(_web)] = Field(description="Address of the feed: RSS, Atom, RDF or JSON Feed.")
    outlet: str = Field(min_length=1, max_length=120, description="Name of the outlet as readers should see it.")
    full_text: bool = Field(default=False, description="Fetch each entry's page and keep the article that it holds.")
    topics: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(), strict=False, description="Topics of all its articles."
    )


class Watched(_Section):
    """A topic that the digest watches, with a page and a feed of its own."""

    name: Annotated[str, AfterValidator(_seen)] = Field(max_length=60, description="Name as readers should see it.")
    query: Annotated[str, AfterValidator(_query)] = Field(
        description="What its articles say: words, phrases in quotes, AND, OR, NOT, parentheses; see docs/topics.md."
    )
    description: str = Field(default="", max_length=300, description="One or two sentences for its page and feed.")
    slug: str = Field(
        default="",
        max_length=60,
        pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$",
        description="The end of its address, to keep it when the name changes. Default: made from the name.",
    )

    @property
    def noun(self) -> Topic:
        """The same as a noun."""
        slug = self.slug or slugify(self.name, max_length=60, word_boundary=True)
        return Topic(name=" ".join(self.name.split()), slug=slug, query=self.query, description=self.description)


class Fetch(_Section):
    """How `digest fetch` behaves towards other people's servers, and what it refuses."""

    timeout_seconds: float = Field(default=30.0, gt=0, le=600, strict=False, description="Longest time for one answer.")
    megabytes: float = Field(default=10.0, gt=0, le=100, strict=False, description="Larger answers are refused.")
    connections: int = Field(default=16, ge=1, le=100, description="Most requests at once, over all hosts.")
    per_host: int = Field(default=2, ge=1, le=10, description="Most requests at once to one host.")
    delay_seconds: float = Field(
        default=0.5, ge=0, le=60, strict=False, description="Shortest time between two requests to one host."
    )
    retries: int = Field(default=2, ge=0, le=5, description="More tries after a failure that may pass.")
    allow_private: bool = Field(default=False, description="Fetch from private addresses too (an intranet).")


class Config(_Section):
    """Options of a digest."""

    site: Site
    content: Folder = Field(default="content", description="Folder with the articles, relative to this file.")
    templates: Folder = Field(
        default="templates", description="Folder with your templates; the built-in ones if absent."
    )
    output: Folder = Field(default="site", description="Folder that receives the finished site.")
    outlets: tuple[Outlet, ...] = Field(
        default=(), strict=False, description="Names of outlets for clippings that do not print one."
    )
    records: tuple[Records, ...] = Field(
        default=(), strict=False, description="Names of fields in the exports of other monitors."
    )
    feeds: Annotated[tuple[Feed, ...], AfterValidator(_once)] = Field(
        default=(), strict=False, description="Feeds that `digest fetch` reads."
    )
    topics: Annotated[tuple[Watched, ...], Field(max_length=200), AfterValidator(_unlike)] = Field(
        default=(), strict=False, description="Topics that the digest watches, each with a page and a feed."
    )
    fetch: Fetch = Fetch()
    summary: Summary = Summary()
    publish: Publish = Publish()
    limits: Limits = Limits()

    @property
    def record_fields(self) -> tuple[RecordFields, ...]:
        """Where records hold what an article needs, in the order of the file."""
        return tuple(one.fields for one in self.records)

    @property
    def outlet_patterns(self) -> tuple[tuple[str, str], ...]:
        """(pattern, name) pairs, in the order of the file."""
        return tuple((pattern, outlet.name) for outlet in self.outlets for pattern in outlet.match)
