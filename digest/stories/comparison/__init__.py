"""Where the accounts of a story differ."""

from collections.abc import Mapping

from digest.nouns import Difference, Group
from digest.stories.comparison.counted import figure_differences
from digest.stories.comparison.events import date_differences, place_differences
from digest.stories.comparison.given import bearers
from digest.stories.comparison.titles import office_differences


def differences(group: Group, person_ids: Mapping[tuple[str, str], str]) -> tuple[Difference, ...]:
    """What the outlets of a story give differently for the same thing, what the most of them dispute first.

    Nothing where fewer than two outlets tell the story.
    """
    by_article = bearers(group)
    if len({bearer.outlet for bearer in by_article.values()}) < 2:
        return ()
    found = (
        *figure_differences(group, by_article),
        *date_differences(group, by_article),
        *place_differences(group, by_article),
        *office_differences(group, person_ids, by_article),
    )
    return tuple(sorted(found, key=_weight))


def _weight(one: Difference) -> tuple[bool, int, str, int]:
    articles = {claim.article for side in one.sides for claim in side.claims}
    return not one.sides, -len(articles), one.phrase.article, one.phrase.start
