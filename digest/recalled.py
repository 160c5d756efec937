"""How what was read and told is remembered: what it was made of is left out, and most is fetched on demand."""

from collections.abc import Sequence
from itertools import chain

from digest.blocks import by_day
from digest.coding import Coder
from digest.nouns import Analysis, Article, Group, Told
from digest.store import Store, code_version, fingerprint
from digest.stories import Called, Names, names_of

# Plain tuples, which are read in less than half the time of others: see `Called` and `Names` for what they hold.
NameOfArticle = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...], bool]
NamesOfDay = tuple[tuple[tuple[NameOfArticle, ...], tuple[tuple[str, int], ...]], ...]


def analysis_coder(store: Store) -> Coder[Article, Analysis]:
    """Analyses beside their articles, all on demand."""
    later = ("sentences", "entities", "people", "quotes", "title_terms", "figures", "days")
    return Coder(Analysis, later=later, item="article", made_of=store.digest)


def told_coder(store: Store) -> Coder[Group, Told]:
    """What tells a group, beside the group; all but the headline on demand."""
    later = ("summary", "quotes", "republished", "differences", "timeline")
    return Coder(Told, later=later, item="group", made_of=store.digest)


def names_in(analyses: Sequence[Analysis], store: Store) -> dict[str, Names]:
    """What each article calls whom, by its id: all that telling people apart needs to know of old articles."""
    made_by = code_version("stories", packages=())
    days = by_day(analyses)
    found = store.recall(
        days,
        lambda some: [tuple(map(names_of, day)) for day in some],
        lambda day: fingerprint("names", made_by, [store.digest(analysis) for analysis in day]),
        Coder[Sequence[Analysis], NamesOfDay](NamesOfDay),
    )
    pairs = zip(chain.from_iterable(days), chain.from_iterable(found), strict=True)
    return {
        analysis.article.id: Names(people=tuple(map(Called._make, people)), things=things)
        for analysis, (people, things) in pairs
    }
