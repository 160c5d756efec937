"""Which articles tell one story, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import compress

import numpy as np

from digest.nouns import Analysis, Group
from digest.stories.comparisons import NO_COMPARISONS, Between, Comparisons, keys_of, numbered, still_at
from digest.stories.copies import Whole, candidates, candidates_of_new, counted
from digest.stories.corpus import Corpus
from digest.stories.evidence import Compared, Recall, all_anew
from digest.stories.folding import fold
from digest.stories.learnt import FOUNDING, Places, Table, counted_once, schedule, tables
from digest.stories.linkage import link
from digest.stories.settled import Together, as_pairs, parted, touched_by
from digest.stories.similarity import Doubts, likenesses, similarities
from digest.stories.space import space

NOTHING: Mapping[str, date] = {}
DOUBTS = Doubts()
LEAST = 0.03  # pairs less alike than this are as good as unlike, and are not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How terms are weighed, and how much groups must be alike."""

    prior: float = 100.0  # see background.rarity
    words: float = 300.0  # see background.expected
    doubts: Doubts = DOUBTS
    threshold: float = 0.09  # see linkage.link, also for the rest
    formed: float = 0.14
    closeness: float = 0.75
    highest: float = 0.35


SETTINGS = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Articles in groups, and what makes others of them."""

    groups: tuple[Group, ...]  # in order of their first members, undated ones last
    compared: Compared
    tables: tuple[Table, ...]  # see learnt.tables
    comparisons: Comparisons  # to be given to the next grouping; those of stories as they were


def group(
    analyses: Sequence[Analysis],
    *,
    seen: Mapping[str, date] = NOTHING,
    founding: int = FOUNDING,
    settings: Settings = SETTINGS,
) -> tuple[Group, ...]:
    """Put the articles that tell one story together, with the evidence for each: see grouping."""
    return grouping(analyses, seen=seen, founding=founding, settings=settings).groups


def grouping(  # noqa: PLR0913 - the settings, and what spares work
    analyses: Sequence[Analysis],
    *,
    seen: Mapping[str, date] = NOTHING,
    founding: int = FOUNDING,
    settings: Settings = SETTINGS,
    corpus: Corpus | None = None,
    before: Comparisons = NO_COMPARISONS,
    recall: Recall = all_anew,
) -> Grouping:
    """Put the articles that tell one story together, with the evidence for each and for other groups of them.

    Articles are compared by the cosine of their weighted terms less what their dates, figures and names say against it
    (see similarity.Doubts), then grouped by average linkage, where the copies of one text count once (see
    folding.fold), with a brake that looks at what they tell first (see linkage.link). Terms weigh what the archive of
    earlier months has taught; `seen` says of articles that were not in the first edition which day's edition first held
    them (it and `founding`: see learnt.schedule). The nearest article of another story is looked for within
    `doubts.near` days, so that one more article changes little elsewhere.

    With a constant daily volume, time and memory grow with the articles, not with their pairs: only those within
    `doubts.near` of each other are all compared, others when they share rare terms (see pairs.at_any_distance).

    The order of `analyses` does not matter. `corpus` spares reading those that it holds: it must hold all.
    `before` spares comparing what an earlier grouping compared, and `recall` working out what is known of groups.
    """
    doubts = settings.doubts
    ordered = sorted(analyses, key=lambda analysis: analysis.article.id)
    read = (corpus or Corpus.read(ordered)).in_order([analysis.article.id for analysis in ordered])
    plan = schedule([analysis.article for analysis in ordered], seen=seen, founding=founding)
    shingles = Whole(lambda place: ordered[place].article.text)
    copies = texts(read, plan.order, shingles, before.texts)
    one = copies.values[:, 0] > 0
    same = list(zip(plan.order[copies.first[one]].tolist(), plan.order[copies.second[one]].tolist(), strict=True))
    articles = space(read, counted_once(plan, same), prior=settings.prior, words=settings.words)
    alike = likenesses(articles, keys=keys_of(read, articles), least=LEAST, doubts=doubts, before=before.likenesses)
    pairs, leads = similarities(alike, articles.days, least=LEAST, doubts=doubts)
    now = replace(before, texts=copies, likenesses=alike)
    least = min(settings.threshold, settings.formed)
    parts = parted(
        Together(pairs=pairs, leads=leads, same=same, days=articles.days, least=least),
        touched_by(now, before, plan.order, articles.days),
        before.parts,
        alike.keys,
        partial(_linked, settings=settings),
    )
    compared = Compared(ordered, articles, pairs, shingles, near=doubts.near, recall=recall)
    return Grouping(
        groups=tuple(compared.groups(parts)),
        compared=compared,
        tables=tables(plan, read.fingerprints),
        comparisons=replace(now, parts=as_pairs(parts, alike.keys)),
    )


def _linked(articles: Together, *, settings: Settings) -> list[list[int]]:
    near = settings.doubts.near
    folded = fold(articles.size, articles.pairs, articles.leads, articles.same, days=articles.days, near=near)
    return folded.unfolded(
        link(
            len(folded.members),
            folded.pairs,
            folded.leads,
            threshold=settings.threshold,
            formed=settings.formed,
            closeness=settings.closeness,
            highest=settings.highest,
        )
    )


def texts(read: Corpus, order: Places, whole: Whole, before: Between) -> Between:
    """The texts that may be one, looked for in this order: 1 where two are. What comes late changes no pair before it.

    All pairs are looked for where some text is gone, or stands elsewhere in the order; else those of new texts.
    """
    keys = tuple(read.signatures[place] for place in order.tolist())
    samples = [read.samples[place] for place in order.tolist()]
    known, new = before.among(keys), still_at(keys, before.keys) < 0
    found = candidates_of_new(samples, new) if before.keys == tuple(compress(keys, ~new)) else None
    if found is None:
        found = candidates(samples)
        known = known[np.isin(known.numbered(), numbered(*found, len(keys)))]
    fresh = ~np.isin(numbered(*found, len(keys)), known.numbered())
    first, second = found[0][fresh], found[1][fresh]
    places = order.tolist()
    values = counted(lambda at: whole[places[at]], (first, second)).astype(np.float64).reshape(-1, 1)
    return known.joined(Between(keys=keys, first=first.astype(np.int32), second=second.astype(np.int32), values=values))
