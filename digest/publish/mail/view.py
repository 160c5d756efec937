"""What a mail shows of an edition: the front page's choice, and how it is shortened where it is too large."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from digest.nouns import Front, Rubric
from digest.publish.addresses import edition_address, web
from digest.publish.almanac import Almanac
from digest.publish.front_view import GapView, front_view
from digest.publish.listings import SaidView
from digest.publish.quote_view import quoted
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
    chosen = book.edition.front
    stories = {one: story_view(book.stories[one], book, present=True) for one in _shown(chosen)}
    front = front_view(stories, book)
    said = [SaidView(story=stories[one.story], quotes=(quoted(stories[one.story], one.quote),)) for one in chosen.said]
    leads = tuple(_leads(chosen, stories, said))
    beside = {lead.quote for lead in leads}
    return MailView(
        address=_address(book),
        heard=front.heard,
        headlines=tuple(shortened(lead.story.headline, _HEADLINE) for lead in leads[1 : 1 + _SAMPLE]),
        empty=front.empty,
        archive=chosen.past,
        leads=Part(entries=leads),
        said=Part(entries=tuple(one for one in said if one.quotes[0] not in beside)),
        differences=Part(entries=tuple(_differences(leads))),
        corrections=Part(entries=front.corrections),
        changes=Part(entries=front.changes, more=max(0, front.more_changes)),
        gaps=Part(entries=front.gaps),
        briefs=_lines(chosen.briefs, stories),
        single=_lines(chosen.single, stories),
        continuing=_lines(chosen.continuing, stories),
        background=_lines(chosen.background, stories),
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


def _leads(front: Front, stories: Mapping[str, StoryView], said: Sequence[SaidView]) -> Iterator[MailLead]:
    """The leading stories; beside one to which the front page gives no quote stands the one it has of it elsewhere."""
    elsewhere = {one.story.id: one.quotes[0] for one in reversed(said)}
    for lead in front.leads:
        story = stories[lead.story]
        sentences = story.sentences[: lead.sentences]
        short = tuple(sentence for sentence in sentences if len(sentence.text) <= _LONGEST)
        yield MailLead(
            story=story,
            sentences=short,
            long=len(short) < len(sentences),
            quote=elsewhere.get(story.id) if lead.quote is None else quoted(story, lead.quote),
        )


def _differences(leads: Iterable[MailLead]) -> Iterator[MailDifference]:
    for lead in leads:
        first = next((difference for difference in lead.story.differences if difference.sides), None)
        if first:
            yield MailDifference(story=lead.story, difference=first)


def _lines(rubric: Rubric, stories: Mapping[str, StoryView]) -> Part[StoryView]:
    return Part(entries=tuple(stories[one] for one in rubric.stories), more=rubric.more)
