"""Single names that are no person's, as far as all articles of a digest tell."""

from collections import Counter
from collections.abc import Sequence

from digest.nouns import Group
from digest.stories.forms import parts_of

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "NORP"})


def bodies(groups: Sequence[Group]) -> set[str]:
    """Single names that the digest's articles hold for bodies, places or things more often than for people."""
    votes: Counter[str] = Counter()
    for analysis in (member.analysis for group in groups for member in group.members):
        for entity in analysis.entities:
            if entity.label in _LABELS and not any(map(str.isspace, entity.text)):
                votes[" ".join(parts_of(entity.text))] += -1 if entity.label == "PERSON" else 1
    return {name for name, surplus in votes.items() if surplus > 0}
