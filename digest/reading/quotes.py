"""Who said what, and how we know: the quoted stretches of an article, each under its speaker or under none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.nouns import Article, FoundBy, Quote, QuoteKind
from digest.reading.cues import Cue
from digest.reading.gender import genders
from digest.reading.links import Link, link
from digest.reading.marks import Stretch
from digest.reading.names import People
from digest.reading.parse import Parse
from digest.reading.pronouns import antecedents
from digest.reading.relays import relayed
from digest.reading.scenes import Scene, scene_of
from digest.reading.speakers import Speaker, Speakers
from digest.reading.works import is_speech


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch with its speaker."""

    stretch: Stretch
    kind: QuoteKind
    speaker: Speaker | None
    cue: str | None
    rule: str
    utterance: int
    relays: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """What the quotations before leave to those behind."""

    said: _Said | None = None  # the last stretch of the block before
    scene: Scene | None = None  # the block before
    ends_with_quote: bool = False  # nothing but its cue follows that stretch


def _kind(scene: Scene, text: str, index: int, found: Link) -> QuoteKind:
    """Direct where the stretch opens its sentence, or stands with a capital behind a comma or colon."""
    first, last = scene.spans[index]
    begin, _ = scene.sentence_of(first, last)
    if found.rule in {"close behind", "far behind", "alone", "rest", "empty"} or not scene.words(begin, first):
        return QuoteKind.DIRECT
    start = scene.stretches[index].start
    introduced = text[: start - 1].rstrip()[-1:] in {",", ":"} or found.rule == "introduced"
    return QuoteKind.DIRECT if introduced and text[start].isupper() else QuoteKind.MIXED


def _cue_text(scene: Scene, cue: Cue, text: str) -> str:
    tokens = scene.parse.tokens
    token = tokens[cue.verb]
    if token.text.lower() == "according":
        return "according to"
    particle = next((c for c in scene.parse.children[cue.verb] if c == cue.verb + 1 and tokens[c].dep == "prt"), cue.verb)
    return " ".join(text[token.start : tokens[particle].end].split())


def _carried(speaker: Speaker | None) -> Speaker | None:
    return replace(speaker, found_by=FoundBy.CARRIED) if speaker and speaker.name else None


def _lead_in(scene: Scene, speakers: Speakers) -> Speaker | None:
    """Who a block that ends in a colon says will speak."""
    cues = scene.between(*scene.sentences[-1])
    core = [cue for cue in cues if cue.core] or cues
    return speakers.of_cue(scene.parse, core[-1]) if core else None


class _Walk:
    """Goes through the blocks of one article, in order."""

    def __init__(self, article: Article, speakers: Speakers) -> None:
        self.text = article.text
        self.speakers = speakers
        self.before = _Before()
        self.utterance = 0
        self.found: list[_Said] = []

    def block(self, scene: Scene) -> None:
        """Read the quotations of one block."""
        links = [link(scene, index, self.text) for index in range(len(scene.stretches))]
        here: list[_Said] = []
        for index, found in enumerate(links):
            said = self._with_cue(scene, index, found, here, links) if found.cue else self._without(scene, index, links, here)
            here.append(said)
        self.found += [said for said, found, i in zip(here, links, range(len(here)), strict=True) if is_speech(scene, i, found, self.text)]
        last = here[-1] if here else None
        behind = scene.words(scene.spans[-1][1] + 1, len(scene.inside)) if here else []
        self.before = _Before(last, scene, bool(here) and len(behind) <= 12)

    def _next(self) -> int:
        self.utterance += 1
        return self.utterance

    def _with_cue(self, scene: Scene, index: int, found: Link, here: Sequence[_Said], links: Sequence[Link]) -> _Said:
        cue = found.cue
        assert cue is not None  # noqa: S101
        speaker = self.speakers.of_cue(scene.parse, cue)
        shared = next((s.utterance for s, f in zip(here, links, strict=False) if f.cue and f.cue.verb == cue.verb), 0)
        return _Said(
            scene.stretches[index],
            _kind(scene, self.text, index, found),
            speaker,
            _cue_text(scene, cue, self.text),
            found.rule,
            shared or self._next(),
            relayed(scene.parse, cue, self.text),
        )

    def _without(self, scene: Scene, index: int, links: Sequence[Link], here: Sequence[_Said]) -> _Said:
        stretch, found = scene.stretches[index], links[index]
        kind = _kind(scene, self.text, index, found)
        if found.rule != "alone":
            return _Said(stretch, kind, None, None, found.rule, self._next())
        if here and here[-1].speaker:
            return _Said(stretch, kind, _carried(here[-1].speaker), None, "same block", here[-1].utterance)
        if index + 1 < len(links) and links[index + 1].rule == "close behind" and not here:
            cue = links[index + 1].cue
            if cue and not scene.words(scene.spans[index][1] + 1, scene.spans[index + 1][0]):
                return _Said(stretch, kind, self.speakers.of_cue(scene.parse, cue), None, "forward", self._next())
        if here:
            return _Said(stretch, kind, None, None, "alone", self._next())
        return self._from_before(scene, index, kind)

    def _from_before(self, scene: Scene, index: int, kind: QuoteKind) -> _Said:
        """A quotation without a cue, the first of its block: it goes on, is led in, or is carried over."""
        stretch, first = scene.stretches[index], scene.spans[index][0]
        if scene.words(0, first):
            return self._from_sentence(scene, stretch, kind, first)
        before = self.before
        if before.scene is None or before.scene.parse.block != scene.parse.block - 1:
            return _Said(stretch, kind, None, None, "alone", self._next())
        if before.said and not before.said.stretch.closed:
            return _Said(stretch, kind, _carried(before.said.speaker), None, "open", before.said.utterance)
        previous = before.scene.parse.tokens
        if previous and previous[-1].text == ":":
            return _Said(stretch, kind, _carried(_lead_in(before.scene, self.speakers)), None, "lead in", self._next())
        asked = before.said is not None and self.text[before.said.stretch.end - 1] == "?"
        if before.said and before.ends_with_quote and not asked:
            return _Said(stretch, kind, _carried(before.said.speaker), None, "carried", self._next())
        return _Said(stretch, kind, None, None, "alone", self._next())

    def _from_sentence(self, scene: Scene, stretch: Stretch, kind: QuoteKind, first: int) -> _Said:
        """A quotation behind a sentence of its block that reports speech: the same speaker goes on."""
        begin = max((a for a, b in scene.sentences if b <= first), default=0)
        cues = [cue for cue in scene.between(begin, first) if cue.core]
        speaker = self.speakers.of_cue(scene.parse, cues[0]) if cues else None
        return _Said(stretch, kind, _carried(speaker), None, "sentence before", self._next())


def find_quotes(
    article: Article, parses: Sequence[Parse], marked: Sequence[Sequence[Stretch]], people: People, debug: list | None = None
) -> tuple[Quote, ...]:
    """The quotes of an article, in order."""
    text = article.text
    scenes = [scene_of(text, article.blocks[parse.block], parse, marked[parse.block]) for parse in parses]
    inside = {scene.parse.block: scene.inside for scene in scenes}
    pronouns = antecedents(parses, people, genders(parses, people), inside, text)
    walk = _Walk(article, Speakers(people, pronouns, text))
    for scene in scenes:
        walk.block(scene)
    if debug is not None:
        debug += [said.rule for said in walk.found]
    return tuple(_quote(said, text, people) for said in walk.found)


def _quote(said: _Said, text: str, people: People) -> Quote:
    speaker = said.speaker
    roles = people.named[speaker.person].roles if speaker and speaker.person is not None else ()
    return Quote(
        start=said.stretch.start,
        end=said.stretch.end,
        text=text[said.stretch.start : said.stretch.end],
        kind=said.kind,
        speaker=speaker.name if speaker else None,
        mention=speaker.mention if speaker else None,
        cue=said.cue,
        found_by=speaker.found_by if speaker and speaker.name else FoundBy.NONE,
        utterance=f"u{said.utterance}",
        role=roles[0] if roles else "",
        relays=said.relays,
        language="en",
    )
