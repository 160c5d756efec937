"""The front page of an edition: what leads, what follows in a line, who said what, and what was not seen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from digest.nouns import (
    Correction,
    Depth,
    Edition,
    Front,
    Gap,
    GapKind,
    Hearing,
    Lead,
    Ledger,
    Numbers,
    Rank,
    RankClass,
    Rubric,
    Story,
)
from digest.stories.ledger import with_gaps
from digest.stories.rank import in_rank_order, ranks
from digest.stories.said import lead_quote, who_said_what

LEADS, FILLED = 7, 3  # leading stories at most; with fewer than so many told by several texts, those of one text follow
FIRST, OTHERS = 2, 1  # sentences of the first leading story, and of each other one
LINES, BACKGROUND_LINES, CHANGES = 12, 6, 6  # of one rubric
NAMES = 4  # that a gap gives as examples


def lay_out(edition: Edition, *, language: str, depth_of: Callable[[str], Depth]) -> Edition:
    """The edition in rank order, with its front page and its whole ledger.

    `language` is the digest's, by its code: quotes in others come last. `depth_of` is as for `with_gaps`.
    """
    order = ranks(edition)
    ordered = with_gaps(in_rank_order(edition, order), depth_of=depth_of)
    stories = {story.id: story for story in ordered.stories}
    leads = _leads(order, stories)
    told = [_lead(story, first=not place, language=language) for place, story in enumerate(leads)]
    leading = {story.id for story in leads}
    rest = [rank for rank in order if rank.story not in leading]
    news = [rank for rank in rest if rank.standing is RankClass.NEWS or rank.pin]
    front = Front(
        ranks=order,
        numbers=numbers(ordered),
        leads=tuple(told),
        briefs=_rubric(rank for rank in news if not _of_one_text(rank)),
        single=_rubric(rank for rank in news if _of_one_text(rank)),
        continuing=_rubric(_standing(rest, RankClass.CONTINUING)),
        background=_rubric(_standing(rest, RankClass.BACKGROUND), BACKGROUND_LINES),
        past=len(_standing(rest, RankClass.PAST)),
        said=tuple(who_said_what(order, stories, shown=told, language=language)),
        revisions=tuple(_recent_revisions(ordered)),
        corrections=tuple(_corrections(order, stories))[:CHANGES],
        gaps=tuple(gap for gap in _gaps(ordered.ledger) if gap.number),
    )
    return replace(ordered, front=front)


def numbers(edition: Edition) -> Numbers:
    """The edition in honest numbers. Its ledger must be whole."""
    members = [member for story in edition.stories for member in story.members]
    outlets = {outlet.value for member in members if (outlet := member.analysis.article.outlet)}
    tallies = [story.told.tally for story in edition.stories]
    hearings = [heard.hearing for heard in edition.ledger.outlets]
    return Numbers(
        stories=len(edition.stories),
        articles=len(members),
        new_articles=sum(len(story.new_articles) for story in edition.stories),
        outlets=len(outlets),
        texts=sum(story.told.group.independent_texts for story in edition.stories),
        heard=hearings.count(Hearing.HEARD),
        silent=hearings.count(Hearing.SILENT),
        failing=hearings.count(Hearing.FAILING),
        quotes=sum(one.quotes for one in tallies),
        attributed=sum(one.attributed for one in tallies),
        sentences=sum(one.sentences for one in tallies),
    )


def _leads(order: Sequence[Rank], stories: Mapping[str, Story]) -> list[Story]:
    """Pinned stories, then news of several texts; news of one text where there are few of those."""
    pinned = [rank for rank in order if rank.pin]
    news = [rank for rank in order if not rank.pin and rank.standing is RankClass.NEWS]
    chosen = [*pinned, *(rank for rank in news if not _of_one_text(rank))][:LEADS]
    alone = [rank for rank in news if _of_one_text(rank)]
    chosen += alone[: max(0, FILLED - len(chosen))]
    return [stories[rank.story] for rank in chosen]


def _lead(story: Story, *, first: bool, language: str) -> Lead:
    sentences = min(FIRST if first else OTHERS, len(story.told.summary))
    return Lead(story=story.id, sentences=sentences, quote=lead_quote(story, sentences, language) if first else None)


def _of_one_text(rank: Rank) -> bool:
    return sum(age.texts for age in rank.ages) == 1


def _standing(order: Iterable[Rank], standing: RankClass) -> list[Rank]:
    return [rank for rank in order if rank.standing is standing and not rank.pin]


def _rubric(order: Iterable[Rank], lines: int = LINES) -> Rubric:
    stories = tuple(rank.story for rank in order)
    return Rubric(stories=stories[:lines], more=len(stories[lines:]))


def _recent_revisions(edition: Edition) -> list[int]:
    """What outlets changed since the edition before, the latest change first; of the first edition all changes."""
    brought = {article for story in edition.stories for article in story.new_articles}
    found = []
    for place, revision in enumerate(edition.ledger.revisions):
        changed = revision.newer.fetched or revision.newer.modified
        recent = changed.date() >= edition.previous_date if changed and edition.previous_date else False
        if recent or edition.previous_date is None or (changed is None and revision.newer.id in brought):
            found.append((-changed.timestamp() if changed else 0.0, place))
    return [place for _, place in sorted(found)][:CHANGES]


def _corrections(order: Iterable[Rank], stories: Mapping[str, Story]) -> Iterator[Correction]:
    """What editors decided about the stories that this edition is about, each decision once."""
    told: set[str] = set()
    for rank in order:
        if rank.pin or rank.standing in {RankClass.NEWS, RankClass.BACKGROUND}:
            for text in stories[rank.story].decisions:
                if text not in told:
                    told.add(text)
                    yield Correction(story=rank.story, text=text)


def _gaps(ledger: Ledger) -> Iterator[Gap]:
    """What was not seen, or is not known: what the world did first, what the articles lack after it."""
    yield _gap(GapKind.FAILING, [feed.outlet for feed in ledger.feeds if feed.failing])
    yield _gap(GapKind.SILENT, [heard.outlet for heard in ledger.outlets if heard.hearing is Hearing.SILENT])
    yield _gap(GapKind.SKIPPED, [skipped.path for skipped in ledger.skipped])
    yield Gap(kind=GapKind.TEASERS, number=len(ledger.teasers))
    foreign = [one for one in ledger.languages if one.depth is not Depth.PARSED]
    articles = len(list(chain.from_iterable(one.articles for one in foreign)))
    yield Gap(kind=GapKind.FOREIGN, number=articles, names=tuple(one.language for one in foreign[:NAMES]))
    yield Gap(kind=GapKind.UNDATED, number=len(ledger.undated))
    yield Gap(kind=GapKind.DOUBTFUL, number=len(ledger.doubtful))
    yield Gap(kind=GapKind.UNNAMED, number=len(ledger.unnamed))
    yield Gap(kind=GapKind.EXCLUDED, number=ledger.excluded)


def _gap(kind: GapKind, names: Sequence[str]) -> Gap:
    return Gap(kind=kind, number=len(names), names=tuple(dict.fromkeys(names))[:NAMES])
