"""What a mail shows of an edition: the front page's choice, and how it is shortened where it is too large."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from digest.nouns import Front
from digest.publish.addresses import edition_address, web
from digest.publish.almanac import Almanac
from digest.publish.front_view import FrontView, GapView, LeadView, RubricView, front_view
from digest.publish.listings import SaidView
from digest.publish.safe import Safe
from digest.publish.story_view import story_view
from digest.publish.views import DifferenceView, LinkView, QuoteView, SentenceView, StoryView
from digest.publish.wording import shortened

T = TypeVar("T")

_LONGEST = 1200  # characters of a sentence that is still read in a mail
_SAMPLE, _HEADLINE = 3, 80  # headlines that an inbox may show beside the subject, and characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """A list of a mail, and how many more entries of it are on the site alone."""

    entries: tuple[T, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLead:
    """A leading story, and what stands with it."""

    story: StoryView
    sentences: tuple[SentenceView, ...]
    long: bool  # whether a sentence is left out because it is too long for a mail
    quote: QuoteView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDifference:
    """What the sources of a leading story disagree about most."""

    story: StoryView
    difference: DifferenceView


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """An edition's mail. Addresses begin at the site's root, but for that of the edition's page, which is whole."""

    address: Safe  # of the edition's page, absolute
    heard: str  # "8 sources heard, 2 silent"
    headlines: tuple[str, ...]  # some after the first, shortened, for the line that an inbox shows beside the subject
    empty: bool
    archive: int  # stories that only the archive lists
    leads: Part[MailLead]
    said: Part[SaidView]
    differences: Part[MailDifference]
    corrections: Part[LinkView]
    changes: Part[LinkView]
    gaps: Part[GapView]
    briefs: Part[StoryView]
    single: Part[StoryView]
    continuing: Part[StoryView]
    background: Part[StoryView]


PARTS = (
    *("leads", "said", "differences", "corrections", "changes", "gaps"),
    *("briefs", "single", "continuing", "background"),
)
"""The lists of a mail, those first that are kept longest where it is too large."""


def mail_view(book: Almanac) -> MailView:
    """Everything that the mail of an edition would show if there were room for all of it."""
    stories = {one: story_view(book.stories[one], book) for one in _shown(book.edition.front)}
    front = front_view(stories, book)
    leads = tuple(_leads(front))
    beside = {lead.quote for lead in leads if lead.quote}
    return MailView(
        address=_address(book),
        heard=front.heard,
        headlines=tuple(shortened(lead.story.headline, _HEADLINE) for lead in leads[1 : 1 + _SAMPLE]),
        empty=front.empty,
        archive=book.edition.front.past,
        leads=Part(entries=leads),
        said=Part(entries=tuple(said for said in front.said if said.quotes[0] not in beside)),
        differences=Part(entries=tuple(_differences(leads))),
        corrections=Part(entries=front.corrections),
        changes=Part(entries=front.changes, more=max(0, front.more_changes)),
        gaps=Part(entries=front.gaps),
        briefs=_lines(front.briefs),
        single=_lines(front.single),
        continuing=_lines(front.continuing),
        background=_lines(front.background),
    )


def size(view: MailView) -> int:
    """How many entries its lists have together."""
    return sum(len(getattr(view, name).entries) for name in PARTS)


def shortened_to(view: MailView, number: int) -> MailView:
    """The mail with its first entries, counted through `PARTS`; each list says how many more it had."""
    shorter: dict[str, Part[object]] = {}
    for name in PARTS:
        part = getattr(view, name)
        entries = part.entries[: max(0, number)]
        number -= len(entries)
        shorter[name] = Part(entries=entries, more=part.more + len(part.entries) - len(entries))
    return replace(view, **shorter)  # type: ignore[arg-type]


def _shown(front: Front) -> Iterator[str]:
    """Ids of the stories that a front page shows, each once."""
    rubrics: Iterable[Sequence[str]] = (
        rubric.stories for rubric in (front.briefs, front.single, front.continuing, front.background)
    )
    leads, said = [lead.story for lead in front.leads], [said.story for said in front.said]
    yield from dict.fromkeys(chain(leads, said, *rubrics))


def _address(book: Almanac) -> Safe:
    """Of the page that keeps the edition; of the site where there is none."""
    own = next((past for past in book.edition.past if past.number == book.edition.number and past.kept), None)
    return web(book.options.url + (edition_address(own.slug) if own else ""))


def _leads(front: FrontView) -> Iterator[MailLead]:
    """The leading stories; beside one to which the front page gives no quote stands the one it has of it elsewhere."""
    elsewhere: Mapping[str, QuoteView] = {said.story.id: said.quotes[0] for said in reversed(front.said)}
    for lead in front.leads:
        yield _lead(lead, lead.quote or elsewhere.get(lead.story.id))


def _lead(lead: LeadView, quote: QuoteView | None) -> MailLead:
    short = tuple(sentence for sentence in lead.sentences if len(sentence.text) <= _LONGEST)
    return MailLead(story=lead.story, sentences=short, long=len(short) < len(lead.sentences), quote=quote)


def _differences(leads: Iterable[MailLead]) -> Iterator[MailDifference]:
    for lead in leads:
        first = next((difference for difference in lead.story.differences if difference.sides), None)
        if first:
            yield MailDifference(story=lead.story, difference=first)


def _lines(rubric: RubricView) -> Part[StoryView]:
    return Part(entries=rubric.stories, more=rubric.more)
