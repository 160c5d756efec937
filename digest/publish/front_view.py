"""The front page in words: what the edition chose for it, nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass

from digest.nouns import Edition, Gap, GapKind, Lead, Rubric
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac, almanac, outlet_of
from digest.publish.ledger_view import change_words, revision_anchor
from digest.publish.listings import NumbersView, SaidView
from digest.publish.options import SiteOptions
from digest.publish.rank_view import ReasonView, reason_view
from digest.publish.safe import Safe
from digest.publish.views import LinkView, QuoteView, SentenceView, StoryView
from digest.publish.wording import count, language_name

_GAPS = {
    GapKind.FAILING: ("feed that fails", "feeds that fail", "sources"),
    GapKind.SILENT: ("source silent", "sources silent", "sources"),
    GapKind.SKIPPED: ("file not read", "files not read", "skipped"),
    GapKind.TEASERS: ("article only as the feed cuts it", "articles only as the feed cuts them", "teasers"),
    GapKind.FOREIGN: (
        "article in a language read only in part",
        "articles in languages read only in part",
        "languages",
    ),
    GapKind.UNDATED: ("article without a date", "articles without a date", "dates"),
    GapKind.DOUBTFUL: ("article of doubtful date", "articles of doubtful date", "dates"),
    GapKind.UNNAMED: ("article of unknown outlet", "articles of unknown outlet", "unnamed"),
    GapKind.EXCLUDED: ("article left out by editors", "articles left out by editors", "editors"),
}
_LEAD_OUTLETS, _OUTLETS = 12, 6  # that a card names before it says how many more there are


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """A leading story, and what stands with it."""

    story: StoryView
    sentences: tuple[SentenceView, ...]
    quote: QuoteView | None
    outlets: int  # that its card names


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricView:
    """Stories in one line each."""

    stories: tuple[StoryView, ...]
    more: int  # that there is no room for


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """Something that was not seen, and where the page of all that says more."""

    words: str  # "2 sources silent"
    names: tuple[str, ...]  # some of them
    more: int  # that are not named
    anchor: Safe


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView:
    """The front page's choice of the edition."""

    heard: str  # "8 sources heard, 2 silent"
    leads: tuple[LeadView, ...]
    reasons: tuple[ReasonView, ...]  # of the leading stories, where there are others to lead
    briefs: RubricView
    single: RubricView
    continuing: RubricView
    background: RubricView
    said: tuple[SaidView, ...]
    changes: tuple[LinkView, ...]  # of articles, by their outlets
    more_changes: int
    corrections: tuple[LinkView, ...]  # by editors
    gaps: tuple[GapView, ...]
    more: int  # stories that only the archive lists
    empty: bool  # whether there is no story at all


def front_view(stories: Mapping[str, StoryView], book: Almanac) -> FrontView:
    """The front page that the edition laid out; stories that are not in it are passed over."""
    front = book.edition.front
    ranks = {rank.story: rank for rank in front.ranks}
    leads = tuple(_lead(lead, stories, place) for place, lead in enumerate(front.leads) if lead.story in stories)
    rubrics = (front.briefs, front.single, front.continuing, front.background)
    briefs, single, continuing, background = (_rubric(rubric, stories) for rubric in rubrics)
    return FrontView(
        heard=_heard(book),
        leads=leads,
        reasons=tuple(reason_view(ranks[lead.story.id], book) for lead in leads if len(ranks) > 1),
        briefs=briefs,
        single=single,
        continuing=continuing,
        background=background,
        said=tuple(
            SaidView(story=stories[said.story], quotes=(quoted(stories[said.story], said.quote),))
            for said in front.said
            if said.story in stories
        ),
        changes=tuple(_change(place, book) for place in front.revisions),
        more_changes=len(book.edition.ledger.revisions) - len(front.revisions),
        corrections=tuple(
            LinkView(text=one.text, address=story_address(book.stories[one.story]))
            for one in front.corrections
            if one.story in book.stories
        ),
        gaps=tuple(_gap(gap, book) for gap in front.gaps),
        more=front.past + sum(rubric.more for rubric in rubrics),
        empty=not book.edition.stories,
    )


def quoted(story: StoryView, place: int) -> QuoteView:
    """A story's quote by its place among those of the noun, whether its page shows it in front or folded."""
    anchor = f"quote-{place + 1}"
    return next(quote for quote in (*story.quotes, *story.more_quotes) if quote.anchor == anchor)


def _lead(lead: Lead, stories: Mapping[str, StoryView], place: int) -> LeadView:
    story = stories[lead.story]
    return LeadView(
        story=story,
        sentences=story.sentences[: lead.sentences],
        quote=None if lead.quote is None else quoted(story, lead.quote),
        outlets=_OUTLETS if place else _LEAD_OUTLETS,
    )


def _rubric(rubric: Rubric, stories: Mapping[str, StoryView]) -> RubricView:
    return RubricView(stories=tuple(stories[one] for one in rubric.stories if one in stories), more=rubric.more)


def _heard(book: Almanac) -> str:
    numbers = book.edition.front.numbers
    missing = [f"{numbers.silent:,} silent"] if numbers.silent else []
    missing += [f"{numbers.failing:,} failing"] if numbers.failing else []
    heard = [f"{count(numbers.heard, 'source')} heard"] if numbers.heard or missing else []
    return ", ".join([*heard, *missing]) or "what it has not seen"


def _change(place: int, book: Almanac) -> LinkView:
    """An article that its outlet changed, and where the page of all that is not seen shows how."""
    revision = book.edition.ledger.revisions[place]
    newer = revision.newer
    return LinkView(
        text=newer.title.value if newer.title else newer.source.name,
        address=Safe(f"not-seen/#{revision_anchor(revision)}"),
        note=f"{outlet_of(book.homes[newer.id].member) or newer.source.name}: {change_words(revision)}",
    )


def _gap(gap: Gap, book: Almanac) -> GapView:
    one, many, anchor = _GAPS[gap.kind]
    names = gap.names
    if gap.kind is GapKind.FOREIGN:
        names = tuple(language_name(code, book.words) for code in names)
    named = gap.kind in {GapKind.SILENT, GapKind.SKIPPED}
    return GapView(
        words=count(gap.number, one, many),
        names=names,
        more=gap.number - len(names) if named else 0,
        anchor=Safe(anchor),
    )


def numbers_line(edition: Edition, options: SiteOptions) -> tuple[str, ...]:
    """The edition in numbers, in words: the line that the front page shows."""
    return numbers_view(almanac(edition, options)).line


def numbers_view(book: Almanac) -> NumbersView:
    """How much the edition knows, and how much it does not, in words."""
    numbers, ledger = book.edition.front.numbers, book.edition.ledger
    stories, articles = count(numbers.stories, "story", "stories"), count(numbers.articles, "article")
    outlets, texts = count(numbers.outlets, "outlet"), count(numbers.texts, "independent text")
    return NumbersView(
        line=(f"{stories} from {articles}", f"{outlets}, {texts}" if numbers.outlets else texts),
        articles=articles,
        stories=stories,
        outlets=outlets,
        unknown_outlets=len(ledger.unnamed),
        quotes=count(numbers.quotes, "quote"),
        attributed=f"{numbers.attributed:,}",
        sentences=count(numbers.sentences, "summary sentence"),
        undated=len(ledger.undated),
        inferred=len(ledger.inferred),
        skipped=len(ledger.skipped),
        duplicates=len(ledger.duplicates),
        excluded=ledger.excluded,
    )
