"""What an article says: sentences, names, and who said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from digest.nouns.days import Dated
from digest.nouns.deferred import Deferred
from digest.nouns.figures import Figure
from digest.nouns.sources import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article's running text; subheads and posts have none."""

    start: int
    end: int
    block: int  # index into Article.blocks
    terms: tuple[str, ...]  # lower-case lemmas of its content words and names, in order, with repeats
    leans: str  # the word by which it leans on an earlier sentence ("He", "However"), or ""
    whole: bool  # has a finite verb and a subject, and cuts no quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name, date or figure found in an article (OntoNotes labels: PERSON, ORG, GPE, DATE, MONEY …)."""

    start: int
    end: int
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that stands for somebody: a name, a pronoun, a description."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """One person inside one article."""

    name: str  # the fullest form that the article gives
    forms: tuple[str, ...]  # every form in the article, sorted
    roles: tuple[str, ...]  # as printed, in order, offices first: "Prime Minister", "Datuk Seri"
    mentions: tuple[Mention, ...]  # where the person is named, in order


class QuoteKind(StrEnum):
    """How speech is reported."""

    DIRECT = "direct"  # whole words between marks
    MIXED = "mixed"  # a quoted fragment inside paraphrase
    INDIRECT = "indirect"  # speech without marks; never printed as a quote


class FoundBy(StrEnum):
    """How a quote's speaker was found."""

    NAMED = "named"  # a name or description stands with the cue
    PRONOUN = "pronoun"  # a pronoun stands with the cue and was resolved
    CARRIED = "carried"  # no cue of its own: the speaker of the quote before
    NONE = "none"  # not found, and so not said
    EDITOR = "editor"  # corrected in content/editorial.yml


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quoted stretch inside one block, without its marks."""

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None  # the fullest form that the article gives, a description, or None
    mention: Mention | None
    cue: str | None  # "said", "according to"
    found_by: FoundBy
    utterance: str  # equal for the stretches of one utterance; unique inside the article
    role: str  # of the speaker, as this article prints it, or ""
    relays: str  # whose words the speaker passes on ("a message from President …"), or ""
    language: str


def is_fragment(parts: Sequence[Quote]) -> bool:
    """Whether an utterance cannot be read without the article's own sentence around it: words quoted inside that."""
    within = [part.kind is QuoteKind.MIXED for part in parts]
    return all(within) or (within[0] and parts[0].text[:1].islower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis(Deferred):
    """What an article says: everything that later rooms need of it."""

    article: Article
    sentences: tuple[Sentence, ...]  # in order
    entities: tuple[Entity, ...]  # in order
    people: tuple[NamedPerson, ...]  # by first mention
    quotes: tuple[Quote, ...]  # in order
    title_terms: tuple[str, ...]  # like Sentence.terms, of the title
    figures: tuple[Figure, ...] = ()  # in order
    days: tuple[Dated, ...] = ()  # the date expressions of its sentences that mean certain days, in order
