"""What templates get of the edition as a whole; as digest.publish.views."""

from dataclasses import dataclass

from digest.publish.views import QuoteView, StoryView


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """What a person said in one story."""

    story: StoryView
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    """The edition in honest numbers, in words."""

    line: tuple[str, ...]
    articles: str
    stories: str
    outlets: str
    unknown_outlets: int
    quotes: str
    attributed: str
    sentences: str
    undated: int
    inferred: int
    skipped: int
    duplicates: int
    excluded: int
