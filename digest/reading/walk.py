"""The walk through an article's blocks: what has no cue of its own goes on, is led in, or is carried over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from digest.nouns import FoundBy, QuoteKind
from digest.reading.cues import Cue
from digest.reading.doubts import DOUBTED, doubt_across, doubt_between, doubt_of_cue
from digest.reading.links import Link, link
from digest.reading.marks import Stretch
from digest.reading.relays import relayed
from digest.reading.scenes import Scene
from digest.reading.speakers import Speaker, Speakers
from digest.reading.works import is_speech


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch with its speaker."""

    stretch: Stretch
    kind: QuoteKind
    speaker: Speaker | None
    cue: str | None
    rule: str
    utterance: int
    relays: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class _Before:
    """What the block before leaves to the next one."""

    said: Said | None = None  # its last stretch
    scene: Scene | None = None
    ends_with_quote: bool = False  # no sentence follows that of its last stretch


def _kind(scene: Scene, text: str, index: int, found: Link) -> QuoteKind:
    """Direct where the stretch opens its sentence, or stands with a capital behind a comma or colon."""
    first, last = scene.spans[index]
    begin, _ = scene.sentence_of(first, last)
    if found.rule in {"close behind", "far behind", "signed", "alone", "rest", "empty"} or not scene.words(
        begin, first
    ):
        return QuoteKind.DIRECT
    start = scene.stretches[index].start
    introduced = text[: start - 1].rstrip()[-1:] in {",", ":"} or found.rule == "introduced"
    return QuoteKind.DIRECT if introduced and text[start].isupper() else QuoteKind.MIXED


def cue_text(scene: Scene, cue: Cue, text: str) -> str | None:
    """The cue as printed, its particle included ("pointed out"); None for a colon or a dash."""
    tokens = scene.parse.tokens
    token = tokens[cue.verb]
    if token.text.lower() == "according":
        return "according to"
    if token.pos not in {"VERB", "AUX", "NOUN"} or cue.verb == cue.head:
        return None
    behind = (c for c in scene.parse.children[cue.verb] if c == cue.verb + 1 and tokens[c].dep == "prt")
    return " ".join(text[token.start : tokens[next(behind, cue.verb)].end].split())


def _carried(speaker: Speaker | None) -> Speaker | None:
    return replace(speaker, found_by=FoundBy.CARRIED) if speaker and speaker.name else None


class Walk:
    """Goes through the blocks of one article, in order."""

    def __init__(self, text: str, speakers: Speakers) -> None:
        self._text = text
        self._speakers = speakers
        self._before = _Before()
        self._utterance = 0

    def next(self) -> int:
        """The number of a new utterance."""
        self._utterance += 1
        return self._utterance

    def block(self, scene: Scene) -> list[Said]:
        """The quotations of one block that are speech."""
        links = [link(scene, index, self._text) for index in range(len(scene.stretches))]
        here: list[Said] = []
        for index in range(len(links)):
            here.append(self._with_cue(scene, index, links, here) or self._without(scene, index, links, here))
        last = scene.spans[-1][1] if here else -1
        _, end = scene.sentence_of(last, last)
        self._before = _Before(
            here[-1] if here else None, scene, bool(here) and not scene.words(end, len(scene.inside))
        )
        return [
            said
            for index, said in enumerate(here)
            if is_speech(scene, index, links[index], self._text)
            and not self._is_excerpt(said)
            and not self._speakers.is_named(said.stretch.start, said.stretch.end)
        ]

    def _is_excerpt(self, said: Said) -> bool:
        """A paragraph behind a straight mark that nothing closes and nobody speaks: an extract set off by marks."""
        nobody = said.speaker is None or said.speaker.name is None
        return nobody and not said.stretch.closed and self._text[said.stretch.start - 1] == '"'

    def _with_cue(self, scene: Scene, index: int, links: Sequence[Link], here: Sequence[Said]) -> Said | None:
        found = links[index]
        if found.cue is None:
            return None
        verb = found.cue.verb
        shared = (s.utterance for s, other in zip(here, links, strict=False) if other.cue and other.cue.verb == verb)
        speaker = self._of(scene, found.cue)
        doubt = doubt_of_cue(scene, found, speaker, partial(self._of, scene))
        kept = not doubt or speaker.name is None  # a pronoun beside the words stays their mention
        return Said(
            scene.stretches[index],
            _kind(scene, self._text, index, found),
            speaker if kept else None,
            cue_text(scene, found.cue, self._text) if kept else None,
            f"{DOUBTED}{doubt}" if doubt else found.rule,
            next(shared, 0) or self.next(),
            relayed(scene.parse, found.cue, self._text),
        )

    def _of(self, scene: Scene, cue: Cue) -> Speaker:
        return self._speakers.of_cue(scene.parse, cue)

    def _without(self, scene: Scene, index: int, links: Sequence[Link], here: Sequence[Said]) -> Said:
        """A stretch without a cue in its own sentence."""
        stretch, found = scene.stretches[index], links[index]
        kind = _kind(scene, self._text, index, found)
        if found.rule != "alone":
            return Said(stretch, kind, None, None, found.rule, self.next())
        if here and here[-1].speaker:
            turns = self._takes_turns(scene, index, links)
            return self._same_block(scene, index, kind, here[-1], "taking turns" if turns else "")
        ahead = links[index + 1] if index + 1 < len(links) else None
        if ahead and ahead.cue and ahead.rule == "close behind" and not here and self._adjoin(scene, index):
            return Said(stretch, kind, self._of(scene, ahead.cue), None, "forward", self.next())
        if here:
            return Said(stretch, kind, None, None, "alone", self.next())
        first = scene.spans[index][0]
        if scene.words(0, first):
            return Said(stretch, kind, self._of_sentence(scene, first), None, "sentence before", self.next())
        return self._from_before(scene, stretch, kind)

    def _same_block(self, scene: Scene, index: int, kind: QuoteKind, before: Said, doubt: str) -> Said:
        """A quotation behind another one of its block: who spoke goes on, unless another acts between the two."""
        stretch, last, first = scene.stretches[index], scene.spans[index - 1][1], scene.spans[index][0]
        if before.speaker and not doubt:
            doubt = doubt_between(scene, last, first, before.speaker, partial(self._speakers.at, scene.parse))
        if doubt:
            return Said(stretch, kind, None, None, f"{DOUBTED}{doubt}", self.next())
        return Said(stretch, kind, _carried(before.speaker), None, "same block", before.utterance)

    def _takes_turns(self, scene: Scene, index: int, links: Sequence[Link]) -> bool:
        """`“You knew?” “I did not.”`: two quotations without a cue side by side are a dialogue."""
        sides = [side for side in (index - 1, index) if side + 1 < len(links) and self._adjoin(scene, side)]
        return any(links[side].rule == links[side + 1].rule == "alone" for side in sides)

    @staticmethod
    def _adjoin(scene: Scene, index: int) -> bool:
        return not scene.words(scene.spans[index][1] + 1, scene.spans[index + 1][0])

    def _of_sentence(self, scene: Scene, first: int) -> Speaker | None:
        """Who speaks in the sentence before a stretch, when it reports speech: the same goes on."""
        begin = max((a for a, b in scene.sentences if b <= first), default=0)
        cues = [cue for cue in scene.between(begin, first) if cue.core]
        return _carried(self._of(scene, cues[0])) if cues else None

    def _from_before(self, scene: Scene, stretch: Stretch, kind: QuoteKind) -> Said:
        """A quotation that opens its block: it goes on, is led in by a colon, or is carried over."""
        before = self._before
        if before.scene is None or before.scene.parse.block != scene.parse.block - 1:
            return Said(stretch, kind, None, None, "alone", self.next())
        if before.said and not before.said.stretch.closed:
            return Said(stretch, kind, _carried(before.said.speaker), None, "open", before.said.utterance)
        tokens = before.scene.parse.tokens
        if tokens and tokens[-1].text == ":":
            return Said(stretch, kind, self._led_in(before.scene), None, "lead in", self.next())
        asked = before.said is not None and self._text[before.said.stretch.end - 1] == "?"
        if before.said and before.said.speaker and before.ends_with_quote and not asked:
            doubt = doubt_across(self._text, stretch, before.said.speaker)
            speaker = None if doubt else _carried(before.said.speaker)
            return Said(stretch, kind, speaker, None, f"{DOUBTED}{doubt}" if doubt else "carried", self.next())
        return Said(stretch, kind, None, None, "alone", self.next())

    def _led_in(self, scene: Scene) -> Speaker | None:
        """Who a block that ends in a colon says will speak."""
        cues = scene.between(*scene.sentences[-1])
        core = [cue for cue in cues if cue.core] or cues
        return _carried(self._of(scene, core[-1])) if core else None
