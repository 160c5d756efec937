"""Verbs and nouns that mean one thing beside a number, where each outlet chooses its own."""

from collections.abc import Iterable

from digest.nouns import Figure, Measure


def _classes(lists: Iterable[str]) -> dict[str, str]:
    """Each word, with the first of its list."""
    return {word.replace("_", " "): words.split()[0] for words in lists for word in words.split()}


_DEEDS = _classes((
    "ask question interview survey poll",  # 1,000 voters
    "win take secure capture",  # 12 seats
    "cut axe slash shed eliminate scrap",  # 400 jobs
    "build construct erect",
    "buy acquire purchase",
    "close shut",
    "hire recruit",
    "destroy wreck",
    "be cost",  # $80 million
))  # fmt: skip
_OF_SUMS = _DEEDS | _classes(("take accept receive pocket",))  # $3 million
_OF_TIMES = _classes(("take need require",))  # six hours
_OF_SIZES = _classes(("burn destroy scorch char consume devour ravage",))  # 400 acres
_BY_MEASURE = {Measure.SUM: _OF_SUMS, Measure.DURATION: _OF_TIMES, Measure.SIZE: _OF_SIZES}
_AREAS = frozenset({"hectare", "acre", "square km", "square mile"})
_THINGS = _classes((
    "protester demonstrator marcher",
    "pupil student schoolchild",
    "home house household",
    "worker employee",
    "officer policeman",
    "painting artwork",
    "plane aircraft airplane",
))  # fmt: skip


DISTANCE = "lie"  # the deed of "20 km from the port"
_EMPLOYED = frozenset({"employee", "worker", "staff"})


def deed(figure: Figure) -> str:
    """What a figure stands with, the same for verbs that mean one thing beside its measure."""
    if _is_of_staff(figure):
        return "employ"
    lemma = figure.deed.removesuffix(" with")  # "won with 39 percent"
    return _BY_MEASURE.get(figure.measure, _DEEDS).get(lemma, lemma)


def counted(figure: Figure) -> tuple[str, ...]:
    """What a figure is a number of, by one word for each thing.

    Of a distance, and of land that burns, nothing: "it" may lie there, and it may be said of the fire or of the woods.
    """
    if figure.deed == DISTANCE or (figure.unit in _AREAS and deed(figure) == "burn"):
        return ()
    return ("person",) if _is_of_staff(figure) else tuple(_THINGS.get(word, word) for word in figure.counted)


def _is_of_staff(figure: Figure) -> bool:
    """`employs 240 people`, `has 240 employees`."""
    by_noun = figure.deed == "have" and figure.counted in {(noun,) for noun in _EMPLOYED}
    return by_noun or (
        figure.deed == "employ" and figure.counted[-1:] in {("person",), *((noun,) for noun in _EMPLOYED)}
    )
