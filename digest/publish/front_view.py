"""The front page in words: what the edition chose for it, nothing more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.nouns import Edition, Front, Gap, GapKind, Lead, Numbers, Rubric
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac, outlet_of
from digest.publish.edited_view import decision_words
from digest.publish.languages import Words
from digest.publish.ledger_view import change_words, revision_anchor
from digest.publish.listings import NumbersView, SaidView
from digest.publish.options import SiteOptions
from digest.publish.quote_view import quoted
from digest.publish.rank_view import ReasonView, reason_view
from digest.publish.safe import Safe
from digest.publish.views import LinkView, QuoteView, SentenceView, StoryView
from digest.publish.wording import articles_words, language_name, stories_words

_ANCHORS = {  # of the page of all that was not seen
    GapKind.FAILING: "sources",
    GapKind.SILENT: "sources",
    GapKind.SKIPPED: "skipped",
    GapKind.TEASERS: "teasers",
    GapKind.FOREIGN: "languages",
    GapKind.UNDATED: "dates",
    GapKind.DOUBTFUL: "dates",
    GapKind.UNNAMED: "unnamed",
    GapKind.EXCLUDED: "editors",
}
_VOICES = 4, 6  # at least and at most: as many quotes as are new stand open, the others are folded
_LEAD_OUTLETS, _OUTLETS = 12, 6  # that a card names before it says how many more there are


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """A leading story, and what stands with it."""

    story: StoryView
    sentences: tuple[SentenceView, ...]
    quote: QuoteView | None
    outlets: int  # that its card names


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
    briefs: tuple[StoryView, ...]  # in one line each, as those of the next three
    single: tuple[StoryView, ...]
    continuing: tuple[StoryView, ...]
    background: tuple[StoryView, ...]
    said: tuple[SaidView, ...]
    more_said: tuple[SaidView, ...]
    changes: tuple[LinkView, ...]  # of articles, by their outlets
    more_changes: int
    corrections: tuple[LinkView, ...]  # by editors, each with the headline of its story as note
    gaps: tuple[GapView, ...]
    more: int  # stories that only the archive lists
    more_words: str  # of which kinds: "35 that continue and 28 of earlier days"; "" where they are of one kind
    empty: bool  # whether there is no story at all


def front_view(stories: Mapping[str, StoryView], book: Almanac) -> FrontView:
    """The front page that the edition laid out; stories that are not in it are passed over."""
    front = book.edition.front
    ranks = {rank.story: rank for rank in front.ranks}
    leads = tuple(_lead(lead, stories, place) for place, lead in enumerate(front.leads) if lead.story in stories)
    rubrics = (front.briefs, front.single, front.continuing, front.background)
    briefs, single, continuing, background = (_lines(rubric, stories) for rubric in rubrics)
    said = tuple(
        SaidView(story=stories[said.story], quotes=(quoted(stories[said.story], said.quote),))
        for said in front.said
        if said.story in stories
    )
    shown = min(max(sum(one.new for one in front.said), _VOICES[0]), _VOICES[1])
    return FrontView(
        heard=_heard(book),
        leads=leads,
        reasons=tuple(reason_view(ranks[lead.story.id], book) for lead in leads if len(ranks) > 1),
        briefs=briefs,
        single=single,
        continuing=continuing,
        background=background,
        said=said[:shown],
        more_said=said[shown:],
        changes=tuple(_change(place, book) for place in front.revisions),
        more_changes=len(book.edition.ledger.revisions) - len(front.revisions),
        corrections=tuple(
            LinkView(
                text=decision_words(one.text, book),
                address=story_address(book.stories[one.story]),
                note=book.stories[one.story].told.headline.text,
            )
            for one in front.corrections
            if one.story in book.stories
        ),
        gaps=tuple(_gap(gap, book) for gap in front.gaps),
        more=front.past + sum(rubric.more for rubric in rubrics),
        more_words=_more_words(front, book.words),
        empty=not book.edition.stories,
    )


def _lead(lead: Lead, stories: Mapping[str, StoryView], place: int) -> LeadView:
    story = stories[lead.story]
    return LeadView(
        story=story,
        sentences=story.sentences[: lead.sentences],
        quote=None if lead.quote is None else quoted(story, lead.quote),
        outlets=_OUTLETS if place else _LEAD_OUTLETS,
    )


def _lines(rubric: Rubric, stories: Mapping[str, StoryView]) -> tuple[StoryView, ...]:
    return tuple(stories[one] for one in rubric.stories if one in stories)


def _more_words(front: Front, words: Words) -> str:
    """Of which kinds the stories are that there is no room for."""
    news, continuing, past = (
        front.briefs.more + front.single.more,
        front.continuing.more,
        front.background.more + front.past,
    )
    told = [words.gettext("%(num)s with news", num=news)] if news else []
    told += [words.gettext("%(num)s that continue", num=continuing)] if continuing else []
    told += [words.gettext("%(num)s of earlier days", num=past)] if past else []
    return words.listed(told) if len(told) > 1 else ""


def _heard(book: Almanac) -> str:
    numbers, words = book.edition.front.numbers, book.words
    missing = [words.gettext("%(num)s silent", num=numbers.silent)] if numbers.silent else []
    missing += [words.gettext("%(num)s failing", num=numbers.failing)] if numbers.failing else []
    told = numbers.heard or missing
    heard = [words.ngettext("%(num)s source heard", "%(num)s sources heard", numbers.heard)] if told else []
    return ", ".join([*heard, *missing]) or words.gettext("what it has not seen")


def _change(place: int, book: Almanac) -> LinkView:
    """An article that its outlet changed, and where the page of all that is not seen shows how."""
    revision = book.edition.ledger.revisions[place]
    newer = revision.newer
    return LinkView(
        text=newer.title.value if newer.title else newer.source.name,
        address=Safe(f"not-seen/#{revision_anchor(revision)}"),
        note=book.words.gettext(
            "%(outlet)s: %(changes)s",
            outlet=outlet_of(book.homes[newer.id].member) or newer.source.name,
            changes=change_words(revision, book.words),
        ),
    )


def _gap(gap: Gap, book: Almanac) -> GapView:
    names = gap.names
    if gap.kind is GapKind.FOREIGN:
        names = tuple(language_name(code, book.words) for code in names)
    named = gap.kind in {GapKind.SILENT, GapKind.SKIPPED}
    return GapView(
        words=_gap_words(gap.number, book.words)[gap.kind],
        names=names,
        more=gap.number - len(names) if named else 0,
        anchor=Safe(_ANCHORS[gap.kind]),
    )


def _gap_words(number: int, words: Words) -> dict[GapKind, str]:
    return {
        GapKind.FAILING: words.ngettext("%(num)s feed that fails", "%(num)s feeds that fail", number),
        GapKind.SILENT: words.ngettext("%(num)s source silent", "%(num)s sources silent", number),
        GapKind.SKIPPED: words.ngettext("%(num)s file not read", "%(num)s files not read", number),
        GapKind.TEASERS: words.ngettext(
            "%(num)s article only as the feed cuts it", "%(num)s articles only as the feed cuts them", number
        ),
        GapKind.FOREIGN: words.ngettext(
            "%(num)s article in a language read only in part",
            "%(num)s articles in languages read only in part",
            number,
        ),
        GapKind.UNDATED: words.ngettext("%(num)s article without a date", "%(num)s articles without a date", number),
        GapKind.DOUBTFUL: words.ngettext(
            "%(num)s article of doubtful date", "%(num)s articles of doubtful date", number
        ),
        GapKind.UNNAMED: words.ngettext(
            "%(num)s article of unknown outlet", "%(num)s articles of unknown outlet", number
        ),
        GapKind.EXCLUDED: words.ngettext(
            "%(num)s article left out by editors", "%(num)s articles left out by editors", number
        ),
    }


def numbers_line(edition: Edition, options: SiteOptions) -> tuple[str, ...]:
    """The edition in numbers, in words: the line that the front page shows."""
    return tuple(_line(edition.front.numbers, options.words))


def numbers_view(book: Almanac) -> NumbersView:
    """How much the edition knows, and how much it does not, in words."""
    numbers, ledger, words = book.edition.front.numbers, book.edition.ledger, book.words
    return NumbersView(
        line=tuple(_line(numbers, words)),
        articles=articles_words(numbers.articles, words),
        stories=stories_words(numbers.stories, words),
        outlets=words.ngettext("%(num)s outlet", "%(num)s outlets", numbers.outlets),
        unknown_outlets=len(ledger.unnamed),
        quotes=words.ngettext("%(num)s quote", "%(num)s quotes", numbers.quotes),
        attributed=words.number(numbers.attributed),
        sentences=words.ngettext("%(num)s summary sentence", "%(num)s summary sentences", numbers.sentences),
        undated=len(ledger.undated),
        inferred=len(ledger.inferred),
        skipped=len(ledger.skipped),
        duplicates=len(ledger.duplicates),
        excluded=ledger.excluded,
    )


def _line(numbers: Numbers, words: Words) -> Iterator[str]:
    if numbers.new_articles < numbers.articles:
        yield words.ngettext("%(num)s new article", "%(num)s new articles", numbers.new_articles)
    articles = words.npgettext("stories from", "%(num)s article", "%(num)s articles", numbers.articles)
    yield words.ngettext(
        "%(num)s story from %(articles)s", "%(num)s stories from %(articles)s", numbers.stories, articles=articles
    )
    texts = words.ngettext("%(num)s independent text", "%(num)s independent texts", numbers.texts)
    outlets = words.ngettext("%(num)s outlet", "%(num)s outlets", numbers.outlets)
    yield f"{outlets}, {texts}" if numbers.outlets else texts
