"""Articles that tell one story, each with the evidence for it."""

from dataclasses import dataclass
from functools import cached_property

from digest.nouns.sources import Moment, Origin
from digest.nouns.speech import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A name, term or date that two articles share, and what it adds to their similarity."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an article is in its story."""

    best: str  # id of the member that it matches best; "" when it stands alone
    score: float  # similarity to that member, 0 to 1: the sum of `shared`
    shared: tuple[Shared, ...]  # heaviest first; the last may be "other terms"
    nearest_other: str  # id of the nearest article of another story, or ""
    nearest_other_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in its story."""

    analysis: Analysis
    evidence: Evidence
    text_group: str  # id of the article whose text this is: its own, or that of the earliest copy
    published: Moment | None  # the article's own, or inferred from the story (origin STORY), or None
    retells: str = ""  # id of the article that its text retells, bringing nothing more; "" for a voice of its own
    by_hand: bool = False  # whether an editor put it into this story


@dataclass(frozen=True, kw_only=True)
class Group:
    """Articles that tell one story."""

    members: tuple[Member, ...]  # earliest first, undated last, ties by id

    @cached_property  # every stage asks, some for each article
    def ids(self) -> tuple[str, ...]:
        """The members' article ids, in order."""
        return tuple(member.analysis.article.id for member in self.members)

    @property
    def independent_texts(self) -> int:
        """How many texts the story has when copies count once, and retellings not at all."""
        return len({member.text_group for member in self.members if not member.retells})

    @property
    def newest(self) -> frozenset[str]:
        """Ids of the articles of the newest day, trusted and not inferred, where there are several; else none."""
        dated = [(member.published, member.analysis.article.id) for member in self.members if member.published]
        trusted = [(on.day, article) for on, article in dated if not on.doubt and on.origin is not Origin.STORY]
        days = {day for day, _ in trusted}
        return frozenset(article for day, article in trusted if day == max(days)) if len(days) > 1 else frozenset()

    @property
    def voices(self) -> dict[str, str]:
        """By article id, the id of the text that speaks in it: its own, the one it copies, or the one behind those."""
        retold = {member.text_group: member.retells for member in self.members if member.retells}
        text_groups = {member.analysis.article.id: member.text_group for member in self.members}
        voices = {}
        for article, text in text_groups.items():
            voice = text
            while voice in retold:
                voice = text_groups[retold[voice]]
            voices[article] = voice
        return voices
