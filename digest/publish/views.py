"""What templates get of a story, in words and addresses: one frozen type for each thing on its page.

Addresses are counted from the site's root; a template puts `root` before them. Everything here is text to be escaped,
but for the fields of type Safe: checked addresses, and text that must keep the space by which it joins other text.
"""

from dataclasses import dataclass

from digest.publish.cite_view import CitationView
from digest.publish.pieces import PieceView
from digest.publish.safe import Safe


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Words that lead to a page."""

    text: str
    address: Safe
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision of an editor's."""

    by: str
    did: tuple[LinkView, ...]  # stretches of a sentence; those without an address are plain words
    because: str
    files: tuple[str, ...]
    text: str  # all of it in words, everything called as editorial.yml calls it

    def __str__(self) -> str:
        """Its words, for templates that print it without links."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What a republisher did with another's text."""

    counted: str  # "cuts 3 paragraphs and adds 1 sentence"
    added: tuple[str, ...]  # stretches of its own text, perhaps shortened
    more_added: str  # "2 more passages", or ""
    cut: tuple[str, ...]  # likewise of the first publication
    more_cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetoldView:
    """The article that another retells."""

    number: int  # its mark
    label: str  # "Harbour Post, 27 Feb"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """An article as a source of its story."""

    number: int  # its mark, the same throughout the story's page
    label: str  # the outlet, or "outlet unknown"
    outlet: str  # "" where unknown
    outlet_address: Safe
    file: str
    title: str
    when: str
    day: Safe  # the address of its day's page; "" where the date is unknown or not trusted
    when_short: str
    timed: bool  # whether the time of day is known
    known_from: str  # how the date is known, with the words that it was read from
    inferred: bool
    foreign: str  # the language in words, where it is not the digest's
    code: str
    copy_of: int  # the mark of the article whose text this is; 0 where the text is its own
    change: ChangeView | None  # what it did with that text, where it changed it
    retells: RetoldView | None  # where it brings nothing that another article does not have
    byline: str
    credit: str
    original: str
    url: Safe
    came_in: str  # when a feed brought it: "27 February 2025, 18:31", or ""
    new: bool
    revised: str  # what its outlet changed after it was first stored, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """Where printed words stand in their article, with the sentences around them where no link can show them."""

    anchor: str
    back: str  # the anchor of the printed words
    source: SourceView
    before: Safe
    passage: str
    after: Safe
    place: str  # "120–240", counted in characters
    link: Safe  # the passage in the original, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence of a story's summary."""

    anchor: str
    text: str
    source: SourceView
    receipt: ReceiptView
    also: tuple[SourceView, ...]
    new: bool = False  # since the edition before


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """The same utterance as other articles have it."""

    anchor: str
    pieces: tuple[PieceView, ...]
    label: str  # "cut", "worded differently"
    source: SourceView
    receipt: ReceiptView
    found: str  # how the speaker was found there, in words; "" where plainly named beside the quote
    code: str
    foreign: str  # the language in words, where it is not the digest's
    also: tuple[SourceView, ...]  # further articles with this version
    new: bool = False  # words that no article of the edition before had


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """What somebody said, as one utterance."""

    anchor: str
    parts: tuple[str, ...]
    pieces: tuple[PieceView, ...]  # the parts, with the article's own sentence around a fragment
    fragment: bool  # words quoted inside the article's own sentence
    speaker: str  # "" where unknown
    person_address: Safe
    role: str
    joint: Safe  # between name and role: a comma, or nothing before "of the …"
    source: SourceView
    receipt: ReceiptView
    found: str  # in words; "" where the speaker is plainly named beside the quote
    relays: str
    code: str
    foreign: str  # the language in words, where it is not the digest's
    corrected: bool
    key: bool
    also: tuple[SourceView, ...]
    versions: tuple[VersionView, ...]  # in story order
    new: bool = False  # what nobody had quoted in the edition before, or in these words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A value, as a source prints it."""

    anchor: str
    value: str
    source: SourceView
    receipt: ReceiptView  # the whole sentence
    also: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """A value with the sources that give it, newest first."""

    value: str
    claims: tuple[ClaimView, ...]
    texts: str  # "2 independent texts" where copies and retellings are among the sources, else ""
    new: bool = False  # nobody gave this value in the edition before


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """What an outlet gave first, and what it gave later."""

    outlet: str
    earlier: ClaimView
    later: ClaimView
    new: bool = False  # the outlet has given the later value since the edition before


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """One thing that sources give differently, named by a source's words: `before`, the value's place, `after`."""

    before: Safe
    gap: bool
    after: Safe
    sides: tuple[SideView, ...]
    updates: tuple[UpdateView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """Something that two articles share."""

    term: str
    weight: str
    percent: int  # of the heaviest, for a bar; 0 for a sum of others


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Why an article is in its story."""

    source: SourceView
    best: SourceView | None
    by_hand: bool  # whether an editor put it there
    score: str
    shown: bool  # whether the same pair's evidence stands above, seen from the other article; `shared` is empty then
    shared: tuple[SharedView, ...]
    nearest: LinkView | None  # the nearest article of another story
    nearest_score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A story that came before or after."""

    headline: str
    address: Safe
    when: str
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """What an edition brought to a story that was there before."""

    since: str  # "26 February 2025", or "the edition before"
    counted: str  # "2 sentences, 4 quotes and 1 source"
    anchor: Safe  # of the first new thing on the story's page


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story, whole."""

    id: str
    headline: str
    headline_code: str  # its language, where it is not the digest's; else ""
    headline_by: str
    address: Safe
    status: str
    counted: str  # "4 articles, 3 independent texts"
    when: str
    since: LinkView | None  # the earlier edition that had it first
    zone: str  # "Malaysia Time", where a time of day is printed, else ""
    single: bool
    one_text: bool  # however many articles carry or retell it
    sentences: tuple[SentenceView, ...]
    quotes: tuple[QuoteView, ...]  # key quotes
    more_quotes: tuple[QuoteView, ...]
    sources: tuple[SourceView, ...]
    differences: tuple[DifferenceView, ...]
    receipts: tuple[ReceiptView, ...]
    why: tuple[WhyView, ...]
    earlier: tuple[ThreadView, ...]
    later: tuple[ThreadView, ...]
    topics: tuple[LinkView, ...]  # that the digest watches
    tags: tuple[str, ...]  # its articles' own topics, as their files and feeds name them
    news: NewsView | None  # None where nothing is new, or everything
    notes: tuple[str, ...]
    decisions: tuple[DecisionView, ...]
    split_from: tuple[LinkView, ...]  # the story that it was a part of, if any
    split_off: tuple[LinkView, ...]  # the stories that were parts of it
    guid: str
    url: str
    citation: CitationView
