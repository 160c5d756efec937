"""Articles by calendar day: what is read of old ones is recalled by the day, which costs little an article."""

import zlib
from collections import defaultdict
from collections.abc import Iterable

from digest.nouns import Analysis

UNDATED = 64  # parts of the undated articles, one of which is read again when one more comes in


def by_day(analyses: Iterable[Analysis]) -> list[tuple[Analysis, ...]]:
    """The articles of each day, and those of no day in parts; sorted, and so are those of one day by their ids."""
    days: dict[str, list[Analysis]] = defaultdict(list)
    for analysis in sorted(analyses, key=lambda one: one.article.id):
        days[_part(analysis)].append(analysis)
    return [tuple(days[part]) for part in sorted(days)]


def _part(analysis: Analysis) -> str:
    """The article's day, or a part of the undated ones."""
    if moment := analysis.article.published:
        return str(moment.day if moment.offset_minutes else moment.at.date())
    return f"undated {zlib.crc32(analysis.article.id.encode('utf-8', 'surrogatepass')) % UNDATED}"
