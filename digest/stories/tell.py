"""A group, told: its headline, its summary and who said what in it."""

from collections.abc import Mapping
from dataclasses import replace

from digest.nouns import Extract, Group, Told
from digest.stories.comparison import differences
from digest.stories.headline import headline
from digest.stories.keyquotes import key_quotes
from digest.stories.republishing import republications
from digest.stories.sentences import undated
from digest.stories.summarise import summarise
from digest.stories.timeline import timeline

EXTRACT_SENTENCES = 2  # of a single article: an extract, not a copy
EXTRACT_SHARE = 3  # an extract is at most a third of its article's sentences, and one at least


def tell(group: Group, *, person_ids: Mapping[tuple[str, str], str], sentences: int = 5, per_source: int = 3) -> Told:
    """Tell a story in at most `sentences` sentences, at most `per_source` of one text.

    A story of one independent text, however many carry or retell it, gets an extract of one or two sentences. No
    sentence is taken from a retelling: what it says stands where it read it. `person_ids` maps (article id, speaker's
    name as the article gives it) to the person's id.
    """
    summary = _summary(group, sentences, per_source)
    quotes = key_quotes(group, person_ids)
    differing = differences(group, person_ids)
    told = Told(
        group=group,
        headline=headline(group, summary),
        summary=summary,
        quotes=quotes,
        republished=republications(group.members),
        differences=differing,
        timeline=timeline(group, quotes, differing),
    )
    return replace(told, counted=told.tally)


def _summary(group: Group, sentences: int, per_source: int) -> tuple[Extract, ...]:
    analyses = [member.analysis for member in group.members]
    retold = frozenset(member.analysis.article.id for member in group.members if member.retells)
    if group.independent_texts == 1:
        longest = max(len(analysis.sentences) for analysis in analyses)
        sentences = min(sentences, per_source, EXTRACT_SENTENCES, max(1, longest // EXTRACT_SHARE))
    chosen = summarise(
        analyses,
        sentences=sentences,
        per_source=per_source,
        text_groups=group.voices,
        retold=retold,
        newest=group.newest - retold,
    )
    return tuple(_without_dateline(extract) for extract in chosen)


def _without_dateline(extract: Extract) -> Extract:
    """Leave the dateline out: it says where an article was written, and among others' sentences reads as a stub."""
    begin = undated(extract.text)
    return replace(extract, start=extract.start + begin, text=extract.text[begin:])
