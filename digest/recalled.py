"""How what was read and told is remembered: what it was made of is left out, and most is fetched on demand."""

from digest.coding import Coder
from digest.nouns import Analysis, Article, Group, Told
from digest.store import Store


def analysis_coder(store: Store) -> Coder[Article, Analysis]:
    """Analyses beside their articles, all on demand."""
    later = ("sentences", "entities", "people", "quotes", "title_terms", "figures", "days")
    return Coder(Analysis, later=later, item="article", made_of=store.digest)


def told_coder(store: Store) -> Coder[Group, Told]:
    """What tells a group, beside the group; all but the headline on demand."""
    later = ("summary", "quotes", "republished", "differences", "timeline")
    return Coder(Told, later=later, item="group", made_of=store.digest)
