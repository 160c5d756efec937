"""One utterance in many outlets: the same words, a cut of them or a rewording, under one speaker, as one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, pairwise

from digest.stories.likeness import Likeness, likeness
from digest.stories.spoken import Utterance
from digest.stories.translations import statements
from digest.stories.voices import Bond, Voice, together
from digest.stories.wordings import Words

FEWEST_UNSURE = 6  # equal words where nothing but they says that the speaker is one
FEWEST_UNSURE_CUT = 8
FEWEST_CUT = 4
CANDIDATES = 8  # wordings that are looked at closely for each one
LONGEST = 150  # words: a longer passage is a speech, which takes up only what is a third of it
# Weights, in rare words; shares of them. Fitted by reading; tests/stories/utterances.yaml holds them in place.
CLEAR, LONG = 2.5, 4.0
COVERED, AGREED, AGREED_DESPITE = 0.75, 0.78, 0.82
RUN_ON, SURE_RUN, LONG_RUN = 3.0, 5.0, 10.0  # of one run of shared words, where each goes on otherwise
LITTLE = 1.2
CLOSE = 0.9
TRANSLATED_COVERED, TRANSLATED_AGREED = 0.55, 0.6


def fold(found: Sequence[Utterance]) -> list[tuple[Utterance, ...]]:
    """Which quotes are one utterance: each set in story order, the sets by their first quote.

    Wordings are taken from the longest on. Each joins the utterance whose longest wording it is most like, among the
    few that share most of its pairs of content words; so the work grows with the number of quotes, not of pairs.
    Different speakers are never joined. Who is only perhaps the same speaker (a description, a name in doubt, nobody
    found) must have said the very words, and many of them, and nobody else may have said them too.
    """
    index = _Index()
    for wording in sorted(_wordings(found), key=_Wording.rank):
        index.add(wording)
    sets = [
        tuple(sorted(chain.from_iterable(one.utterances for one in said.wordings), key=Utterance.place))
        for said in _across_languages(index.said)
    ]
    return sorted(sets, key=lambda one: one[0].place())


@dataclass(frozen=True)
class _Wording:
    """Quotes with equal words of one speaker."""

    words: Words
    utterances: tuple[Utterance, ...]

    @cached_property
    def voices(self) -> frozenset[Voice]:
        """The surest speakers: nobody, or a name in doubt, beside a person is that person."""
        surest = max(one.voice.sureness for one in self.utterances)
        return frozenset(one.voice for one in self.utterances if one.voice.sureness == surest)

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(one.article for one in self.utterances)

    @cached_property
    def text(self) -> str:
        return f" {' '.join(self.words.forms)} "

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        """Pairs of neighbouring content words."""
        telling = [word.stem for word in self.words.words if word.weight > 0]
        return frozenset(pairwise(telling))

    @property
    def language(self) -> str:
        return self.utterances[0].language

    def rank(self) -> tuple[int, int, str, tuple[int, int]]:
        """Known speakers first, then the longest wording; ties by the words and by the story's order."""
        sureness = min(voice.sureness for voice in self.voices)
        return -sureness, -len(self.words.words), self.text, min(one.order for one in self.utterances)


def _wordings(found: Sequence[Utterance]) -> list[_Wording]:
    """Equal words under speakers who are one."""
    by_words: dict[tuple[str, ...], list[Utterance]] = defaultdict(list)
    for one in found:
        by_words[one.words.forms].append(one)
    return [wording for same in by_words.values() for wording in _by_voice(same)]


def _by_voice(same: Sequence[Utterance]) -> list[_Wording]:
    sets: list[list[Utterance]] = []
    enough = len(same[0].words.forms) >= FEWEST_UNSURE
    for one in sorted(same, key=lambda one: (-one.voice.sureness, one.order)):
        bonds = [together([one.voice], [other.voice for other in group]) for group in sets]
        sure = [at for at, strength in enumerate(bonds) if strength is Bond.SURE]
        perhaps = [at for at, strength in enumerate(bonds) if strength is Bond.PERHAPS] if enough else []
        if sure:
            sets[sure[0]].append(one)
        elif len(perhaps) == 1:
            sets[perhaps[0]].append(one)
        else:
            sets.append([one])
    return [_Wording(group[0].words, tuple(sorted(group, key=Utterance.place))) for group in sets]


@dataclass
class _Said:
    """Wordings of one utterance so far, the longest first."""

    wordings: list[_Wording] = field(default_factory=list)

    @property
    def voices(self) -> set[Voice]:
        """Its speakers, all of them one."""
        return {voice for one in self.wordings for voice in one.voices}

    @property
    def languages(self) -> set[str]:
        """The languages in which it is printed."""
        return {one.language for one in self.wordings}

    def likeness(self, wording: _Wording, near: Sequence[_Wording]) -> float:
        """How much of the wording is in this utterance, in rare words; 0 where it is another one."""
        strength = together(wording.voices, self.voices)
        if strength is Bond.NONE:
            return 0.0
        fewest = FEWEST_CUT if strength is Bond.SURE else FEWEST_UNSURE_CUT
        held = max((_held(one, wording, fewest) for one in near), default=0.0)
        if held or not _proportionate(self.wordings[0], wording):
            return held
        alike = likeness(self.wordings[0].words, wording.words)
        if strength is not Bond.SURE:
            return alike.shared if _very_words(alike) else 0.0
        if any(not wording.articles.isdisjoint(one.articles) for one in self.wordings):
            return 0.0  # two like statements of one article are two
        translated = any(one.translated for one in (*self.wordings[0].utterances, *wording.utterances))
        return alike.shared * alike.agreement if _one_utterance(alike, translated=translated) else 0.0


def _held(one: _Wording, other: _Wording, fewest: int) -> float:
    """The weight of a wording that stands in the other as it is; 0 where none does, or too little of it."""
    short, long = sorted((one, other), key=lambda wording: len(wording.words.forms))
    enough = len(short.words.forms) >= fewest and short.words.weight >= LITTLE
    return short.words.weight if enough and short.text in long.text and _proportionate(long, short) else 0.0


def _very_words(alike: Likeness) -> bool:
    """Whether so many words in a row are equal that they must have been said at one time."""
    return alike.run >= SURE_RUN and alike.agreement >= AGREED and not alike.contradicts


def _proportionate(one: _Wording, other: _Wording) -> bool:
    short, long = sorted((len(one.words.words), len(other.words.words)))
    return long <= max(LONGEST, 3 * short)


def _one_utterance(alike: Likeness, *, translated: bool) -> bool:
    """Whether two wordings of one speaker are the same statement, and not two on one subject."""
    if alike.shared < CLEAR:
        return False
    if alike.contradicts:
        like = alike.shared >= LONG and alike.covered >= COVERED and alike.agreement >= AGREED_DESPITE
        return like or alike.run >= LONG_RUN
    like = alike.covered >= COVERED and alike.agreement >= AGREED
    runs_on = alike.run >= SURE_RUN or (alike.run >= RUN_ON and alike.agreement >= CLOSE)
    rendered = translated and alike.covered >= TRANSLATED_COVERED and alike.agreement >= TRANSLATED_AGREED
    return like or runs_on or rendered


def _across_languages(found: Sequence[_Said]) -> list[_Said]:
    """Join what one speaker said in two languages, where names and figures fit only each other."""
    by_person: dict[str, dict[frozenset[str], list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, said in enumerate(found):
        for person in {voice.person for voice in said.voices} - {""}:
            by_person[person][frozenset(said.languages)].append(at)
    fitting: dict[int, list[int]] = defaultdict(list)
    for by_languages in by_person.values():
        for mine, theirs in apart(by_languages):
            longest = ([found[at].wordings[0].words for at in some] for some in (mine, theirs))
            for one, other in statements(*longest):
                fitting[mine[one]].append(theirs[other])
                fitting[theirs[other]].append(mine[one])
    joined = {one: others[0] for one, others in fitting.items() if len(others) == 1 == len(fitting[others[0]])}
    return [
        _Said([*said.wordings, *found[joined[at]].wordings]) if at in joined else said
        for at, said in enumerate(found)
        if joined.get(at, at) >= at
    ]


def apart(by_languages: Mapping[frozenset[str], Sequence[int]]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Pairs of sets with no language in common."""
    for mine, theirs in combinations(by_languages, 2):
        if mine.isdisjoint(theirs):
            yield by_languages[mine], by_languages[theirs]


class _Index:
    """Utterances found so far, by the pairs of content words in their wordings."""

    def __init__(self) -> None:
        self.said: list[_Said] = []
        self._home: list[int] = []  # by wording
        self._wordings: list[_Wording] = []
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, wording: _Wording) -> None:
        """Join a wording to its utterance, or begin a new one."""
        near: dict[int, list[_Wording]] = defaultdict(list)
        for place in self._nearest(wording):
            near[self._home[place]].append(self._wordings[place])
        scores = {home: score for home, some in near.items() if (score := self.said[home].likeness(wording, some))}
        home = self._chosen(wording, scores)
        if home is None:
            home = len(self.said)
            self.said.append(_Said())
        self.said[home].wordings.append(wording)
        for key in wording.keys:
            self._places[key].append(len(self._wordings))
        self._wordings.append(wording)
        self._home.append(home)

    def _nearest(self, wording: _Wording) -> list[int]:
        counted: Counter[int] = Counter()
        for key in wording.keys:
            counted.update(self._places.get(key, ()))
        return sorted(counted, key=lambda place: (-counted[place], place))[:CANDIDATES]

    def _chosen(self, wording: _Wording, scores: Mapping[int, float]) -> int | None:
        """The likest utterance; none where few words, or a speaker in doubt, would fit more than one."""
        homes = sorted(scores, key=lambda home: (-scores[home], home))
        voices = [self.said[home].voices for home in homes]
        several = any(together(one, other) is Bond.NONE for one, other in combinations(voices, 2))
        doubtful = several or (len(homes) > 1 and wording.words.weight < CLEAR)
        return homes[0] if homes and not doubtful else None
