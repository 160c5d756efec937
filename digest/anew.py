"""What a build made again, and why: everything else was recalled, or carried over from the published site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.nouns import Analysis, Article, Skipped, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """Something that was made again."""

    kind: str  # "read", "analysed", "told" or "printed"
    name: str  # of a file, a story or a subject of the site
    why: str


def computed(result: object) -> Iterator[Anew]:
    """What is to be said of a result that could not be recalled; nothing of those that nobody would ask about."""
    if isinstance(result, Skipped):
        yield Anew(kind="read", name=result.path, why=result.reason)
    elif isinstance(result, Article):
        yield Anew(kind="read", name=result.source.name, why="its file is new or changed, or is read otherwise now")
    elif isinstance(result, Analysis):
        yield Anew(kind="analysed", name=result.article.source.name, why="the article is new or changed")
    elif isinstance(result, Told):
        articles = len(result.group.members)
        why = f"one of its {articles} articles, or their evidence, changed" if articles > 1 else "its article changed"
        yield Anew(kind="told", name=result.headline.text, why=why)


def printed(reasons: Mapping[str, str]) -> Iterator[Anew]:
    """What is to be said of subjects of the site that were printed again; `reasons` are by subject."""
    for subject, why in sorted(reasons.items()):
        yield Anew(kind="printed", name=subject, why=why)
