"""What an article states that another can be found to lack: names, figures, days, quoted words, and what it claims."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from digest.dates import DAYS, MONTHS, days_in
from digest.nouns import Analysis, QuoteKind
from digest.stories.figures import figures_in
from digest.stories.forms import TITLES
from digest.stories.models import FUNCTION_WORDS
from digest.stories.terms import NAMES

KEY = 6  # letters by which words of one family are known: "emphasis", "emphasise"; "explore", "exploration"
SHORTEST_STEM = 3  # letters
SHORTEST_NAME = 4
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*")  # "U.S" is one word
_RUN = re.compile(r"[A-Z][\w-]*(?:\s+(?:of\s+|and\s+|for\s+|the\s+)*[A-Z][\w-]*)+")
_JOINING = frozenset({"of", "and", "for", "the"})
_CALENDAR = frozenset((*DAYS, *MONTHS))
_NEAR = frozenset({"today", "yesterday", "tomorrow", "tonight"})
_NO_NAMES = TITLES | FUNCTION_WORDS | _CALENDAR
_ENDINGS = ("", "a", "an", "e", "ean", "ese", "i", "ia", "ian", "ish", "n", "s", "y")  # of a country and its people


class Particulars:
    """An article taken apart, each part when it is asked for. Words are folded: without case, accents and dots."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def _sequence(self) -> tuple[str, ...]:
        article = self._analysis.article
        printed = [fact.value for fact in (article.title, article.standfirst, article.outlet) if fact]
        return tuple(map(folded, _WORD.findall("\n".join((*printed, article.text)))))

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        text = self._analysis.article.text
        return tuple(text[sentence.start : sentence.end] for sentence in self._analysis.sentences)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, those of the title and of the outlet's name included."""
        return frozenset(self._sequence)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The lemmas of its sentences' content words and names."""
        return frozenset(term for sentence in self._analysis.sentences for term in sentence.terms)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What each word and each lemma has in common with others of its family: see `key`."""
        return frozenset(map(key, (*self.words, *self._analysis.title_terms, *self.terms)))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Words that stand side by side."""
        return frozenset(zip(self._sequence, self._sequence[1:], strict=False))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of named entities, and words that stand with a capital inside a sentence."""
        printed = [entity.text for entity in self._analysis.entities if entity.label in NAMES]
        words = set[str]()
        for name in printed:
            words.update(_WORD.findall(name))
        for sentence in self._sentences:
            words.update(_WORD.findall(sentence)[1:])
        plain = {folded(word) for word in words if word[0].isupper() and len(word) > 1}
        return frozenset(plain - _NO_NAMES)

    @cached_property
    def initials(self) -> Mapping[str, frozenset[str]]:
        """The initials of the names in which a word stands: "un" for "united"."""
        forms: dict[str, set[str]] = defaultdict(set)
        for run in dict.fromkeys(_RUN.findall(self._analysis.article.text)):
            words = [word for word in _WORD.findall(run) if word not in _JOINING]
            for word in words:
                forms[folded(word)].add("".join(other[0].lower() for other in words))
        return {word: frozenset(short) for word, short in forms.items()}

    @cached_property
    def short_forms(self) -> frozenset[str]:
        """Short forms that its names have or could have: "un"."""
        capitals = {folded(word) for word in _WORD.findall(self._analysis.article.text) if word.isupper()}
        return frozenset(capitals.union(*self.initials.values()))

    @cached_property
    def figures(self) -> frozenset[float]:
        """The figures of its sentences."""
        return frozenset(figures_in("\n".join(self._sentences)))

    @cached_property
    def own_day(self) -> frozenset[date]:
        """The day of its publication, if that is known."""
        moment = self._analysis.article.published
        return frozenset({moment.day} if moment and not moment.doubt else ())

    @cached_property
    def days(self) -> frozenset[date]:
        """The days that it speaks of."""
        return days_in(self._analysis.article.text, published=min(self.own_day, default=None))

    @cached_property
    def calendar(self) -> frozenset[str]:
        """The names of days and months in it."""
        return self.words & _CALENDAR

    @cached_property
    def day_words(self) -> frozenset[str]:
        """The names of days and months by which its days can be called."""
        days = self.days | self.own_day
        return frozenset(name for day in days for name in (DAYS[day.weekday()], MONTHS[day.month - 1]))

    @cached_property
    def day_figures(self) -> frozenset[float]:
        """The figures in its days' dates."""
        return frozenset(float(figure) for day in self.days | self.own_day for figure in (day.day, day.year))

    @cached_property
    def quotes(self) -> tuple[tuple[str, ...], ...]:
        """The words of each stretch between marks."""
        spoken = (quote for quote in self._analysis.quotes if quote.kind is not QuoteKind.INDIRECT)
        return tuple(tuple(map(folded, _WORD.findall(quote.text))) for quote in spoken)

    @cached_property
    def heading(self) -> frozenset[str]:
        """The lemmas of the title's content words."""
        return _content(self._analysis.title_terms)

    @cached_property
    def claims(self) -> tuple[frozenset[str], ...]:
        """The lemmas of each sentence's content words."""
        claims = (_content(sentence.terms) for sentence in self._analysis.sentences)
        return tuple(claim for claim in claims if claim)


def _content(terms: Sequence[str]) -> frozenset[str]:
    words = {folded(word) for term in terms for word in _WORD.findall(term) if not word[0].isdigit()}
    return frozenset(words - _CALENDAR - _NEAR)


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word without case, accents and dots."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace(".", ""))
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """What words of one family have in common, roughly: their first letters, without the commonest endings."""
    plain = folded(word)
    for endings in (("es", "s"), ("ing", "ed")):
        ending = next((one for one in endings if plain.endswith(one) and len(plain) - len(one) >= SHORTEST_STEM), "")
        plain = plain.removesuffix(ending)
    return plain[:KEY].removesuffix("e")


def singular(word: str) -> str:
    """A noun in capitals is no lemma: "Lessons", "Opportunities"."""
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


def kin(name: str) -> Iterator[str]:
    """A word of a name with the endings of countries and their people: "malaysia" for "malaysian"."""
    for ending in _ENDINGS:
        base = name.removesuffix(ending)
        if name.endswith(ending) and len(base) >= SHORTEST_NAME:
            yield from (base + other for other in _ENDINGS)
