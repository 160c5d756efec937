"""What happened: groups of articles, told, with a lasting identity, in an edition."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from digest.nouns.decisions import Decision, Removal
from digest.nouns.deferred import Deferred
from digest.nouns.differences import Difference
from digest.nouns.editions import News, PastEdition, Status
from digest.nouns.front import Front
from digest.nouns.groups import Group, Member
from digest.nouns.ledger import Ledger
from digest.nouns.sources import Span
from digest.nouns.speech import Quote
from digest.nouns.timeline import Timeline
from digest.nouns.topics import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A story's headline: one of its sources' own, or the editor's."""

    text: str
    article: str  # id of the article that printed it; "" when an editor wrote it
    by: str = ""  # the editor who wrote it


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A summary sentence: verbatim, with where it stands and who else says the same."""

    article: str
    start: int
    end: int
    text: str
    also_in: tuple[str, ...]  # ids of the other articles with a sentence of the same meaning, in member order


class Wording(StrEnum):
    """How an article's version of an utterance stands to the version that is shown first."""

    SAME = "same"  # the same words, whatever the spelling
    CUT = "cut"  # a part of the words
    FULLER = "fuller"  # more of the words
    OTHER_CUT = "other cut"  # another part of what was said, more or less of it in common
    REWORDED = "reworded"
    TRANSLATED = "translated"  # another translation, or another language


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """An utterance as another article has it, or as the same article repeats it."""

    article: str
    parts: tuple[Quote, ...]  # in order
    wording: Wording
    differing: tuple[Span, ...]  # its words that the first version lacks there; offsets into its article's text


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyQuote:
    """What a person said in a story, as the earliest article that names the speaker has it, with all other versions."""

    article: str
    parts: tuple[Quote, ...]  # of one utterance, in order
    person: str  # id of the Person; "" where the speaker is unknown or only described
    key: bool  # chosen for the story page's front; the others follow on request
    corrected_by: str = ""  # the editor who corrected the speaker
    differing: tuple[Span, ...] = ()  # its words that some variant has otherwise, or leaves out without a sign
    variants: tuple[Variant, ...] = ()  # in story order; of one article the fullest first, then what it repeats

    @property
    def speaker(self) -> str | None:
        """The name as the article gives it (or as an editor corrected it)."""
        return self.parts[0].speaker

    @property
    def versions(self) -> "tuple[KeyQuote | Variant, ...]":
        """The quote itself, then its variants."""
        return (self, *self.variants)

    @property
    def also_in(self) -> tuple[str, ...]:
        """Ids of the other articles that carry the same words, in story order."""
        wordings: dict[str, Wording] = {self.article: Wording.CUT}
        for variant in self.variants:
            wordings.setdefault(variant.article, variant.wording)
        return tuple(article for article, wording in wordings.items() if wording is Wording.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Republication:
    """An article that carries another's text, and what it did with it."""

    article: str
    original: str  # id of the first publication
    added: tuple[Span, ...]  # what the original lacks: sentences and paragraphs of the article's text, in order
    cut: tuple[Span, ...]  # what the article lacks, likewise of the original's text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role or title of a person, as an article printed it."""

    text: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person across all articles of the digest."""

    id: str  # slug of the name: part of the page's address
    name: str
    forms: tuple[str, ...]  # other spellings and short forms, sorted
    roles: tuple[Role, ...]  # each printed role once, in order of its article's date
    articles: tuple[str, ...]  # ids of the articles that name the person, earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much tells a story: what the whole edition counts, without reading the words of each story."""

    sentences: int
    quotes: int
    attributed: int  # quotes with a speaker
    corrected: int  # quotes whose speaker an editor corrected
    said: tuple[tuple[str, str], ...] = ()  # (id of a person, id of an article): once for each quote of a known person


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Deferred):
    """A group with the words that tell it. Everything here depends on the group alone, so that it can be recalled."""

    group: Group
    headline: Headline
    summary: tuple[Extract, ...]  # in reading order; one or two, an extract, for a single article
    quotes: tuple[KeyQuote, ...]  # key quotes first, then the rest, each part in story order
    republished: tuple[Republication, ...] = ()  # by copies of another member's text, in story order
    differences: tuple[Difference, ...] = ()  # where its outlets give different values, the most disputed first
    timeline: Timeline | None = None  # None where there is nothing to set in order
    counted: Tally | None = None  # None where it is still to be counted

    @property
    def tally(self) -> Tally:
        """How many sentences and quotes there are."""
        return self.counted or Tally(
            sentences=len(self.summary),
            quotes=len(self.quotes),
            attributed=sum(quote.speaker is not None for quote in self.quotes),
            corrected=sum(bool(quote.corrected_by) for quote in self.quotes),
            said=tuple((quote.person, quote.article) for quote in self.quotes if quote.person),
        )


class Relation(StrEnum):
    """How a story stands to another."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A link to a story that came before or after."""

    story: str
    relation: Relation
    shared: tuple[str, ...]  # the names that link them, as their articles print them, heaviest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A told group with its lasting identity and its place in the edition."""

    id: str
    slug: str  # fixed at first sight; the address is stories/<slug>/
    told: Told
    status: Status
    first_edition: int
    new_articles: frozenset[str]  # ids of the articles that this edition added
    threads: tuple[Thread, ...]  # earlier ones first
    pinned: bool
    notes: tuple[str, ...]  # editors' remarks
    decisions: tuple[str, ...]  # editorial rules that acted on it, in words
    split_from: str = ""  # id of the story of this edition that it was a part of
    split_off: tuple[str, ...] = ()  # ids of the stories of this edition that were parts of it, sorted
    topics: tuple[str, ...] = ()  # slugs of the configured topics of its articles, in the configuration's order
    update: News | None = None  # what the last edition with news of it brought; None where that was the first one
    brought: tuple[int, ...] = ()  # by which edition, for each of its articles in their order; () where not known
    update_key: str = ""  # of what `update` is made of besides `told`; "" where not known

    @property
    def news(self) -> News | None:
        """What is new in this edition; None where nothing is, or there was no edition before."""
        return None if self.status is Status.CONTINUING else self.update

    @property
    def last_edition(self) -> int:
        """The last edition with news of it."""
        return self.update.edition if self.update else 1

    @property
    def members(self) -> tuple[Member, ...]:
        """The story's articles, earliest first."""
        return self.told.group.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An address that used to be a story and now leads to another."""

    slug: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One day's press review."""

    number: int  # 1 is the first
    previous_date: date | None
    date: date | None  # the newest trusted day of its articles; None when none is dated
    stories: tuple[Story, ...]  # in rank order
    people: tuple[Person, ...]  # by name
    redirects: tuple[Redirect, ...]
    ledger: Ledger
    moved_people: tuple[tuple[str, str], ...] = ()  # (id that was a person's, id of the person of this edition), by id
    absent_people: tuple[str, ...] = ()  # ids that were people's and lead to nobody of this edition
    absent: tuple[str, ...] = ()  # the last parts of addresses that were stories' and lead to none of this edition
    edits: tuple[Decision, ...] = ()  # what people decided, in the order in which it acted
    hidden: tuple[str, ...] = ()  # those of `absent` that an editor hid
    emptied: tuple[tuple[str, str], ...] = ()  # those of `absent` whose articles were removed, each with the reason
    removed: tuple[Removal, ...] = ()  # articles whose words are taken out of everything, by id
    topics: tuple[Coverage, ...] = ()  # every configured topic, in the configuration's order
    front: Front = field(default_factory=Front)
    past: tuple[PastEdition, ...] = ()  # the recorded editions by number, this one last
