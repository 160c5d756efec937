"""People whom an article names only beside quotations that no parser read: in other languages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.nouns import FoundBy, Mention, NamedPerson, Quote


def _of_no_parser(quotes: Iterable[Quote], known: set[str]) -> list[Quote]:
    return [
        quote
        for quote in quotes
        if quote.language != "en" and quote.found_by is FoundBy.NAMED and quote.speaker and quote.speaker not in known
    ]


def _full_form(name: str, names: set[str]) -> str:
    """The one full name that begins or ends with a single word; the word itself where there is none or two."""
    if " " in name:
        return name
    full = [other for other in names if " " in other and name in {other.split()[0], other.split()[-1]}]
    return full[0] if len(full) == 1 else name


def with_voices(
    people: Sequence[NamedPerson], quotes: Sequence[Quote]
) -> tuple[tuple[NamedPerson, ...], tuple[Quote, ...]]:
    """The people and the quotes of an article, with the people whom only its other languages name under full names."""
    known = {person.name for person in people}
    heard = _of_no_parser(quotes, known)
    names = {quote.speaker for quote in heard if quote.speaker}
    full = {name: _full_form(name, names | known) for name in names}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for quote in heard:
        if quote.speaker and quote.mention and full[quote.speaker] not in known:
            mentions[full[quote.speaker]].append(quote.mention)
    added = [
        NamedPerson(
            name=name,
            forms=tuple(sorted({name, *(" ".join(mention.text.split()) for mention in places)})),
            roles=(),
            mentions=tuple(dict.fromkeys(sorted(places, key=lambda mention: mention.start))),
        )
        for name, places in mentions.items()
        if " " in name or not name.isascii()
    ]
    everybody = sorted([*people, *added], key=lambda person: person.mentions[0].start)
    marked = set(map(id, heard))
    said = (
        replace(quote, speaker=full[quote.speaker]) if id(quote) in marked and quote.speaker else quote
        for quote in quotes
    )
    return tuple(everybody), tuple(said)
