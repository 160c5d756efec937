"""Companies: the people of one story, and what its articles say of names, kept in blocks from build to build."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from digest.nouns import Deferred
from digest.stories.circles import Place
from digest.stories.namesakes import Namesake

COMPANY_BLOCKS = 256


class Said(NamedTuple):
    """What the articles of a story say, whoever they speak of."""

    names: tuple[tuple[str, ...], ...]  # taken apart, see `parts_of`
    words: dict[str, tuple[int, int]]  # see `Words`


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The people of one story."""

    key: str  # of its group
    story: str  # as its namesakes have it
    named: str  # JSON: by article, and by name as the article gives it, the person's id


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyBlock(Deferred):
    """The people of some stories."""

    companies: tuple[Company, ...]
    said: tuple[Said, ...]  # of each story


Blocks = Mapping[int, CompanyBlock]  # by number


def companies_in(blocks: Blocks) -> Iterator[tuple[Place, Company]]:
    """Every company, with its place."""
    for number, block in blocks.items():
        for at, company in enumerate(block.companies):
            yield (number, at), company


def said_in(blocks: Blocks, places: Iterable[Place]) -> Iterator[tuple[str, Said]]:
    """What stories say, each with what tells it."""
    for number, at in places:
        block = blocks[number]
        yield block.companies[at].story, block.said[at]


def named_json(before: dict[str, dict[str, str]], namesakes: Collection[Namesake]) -> str:
    """Who is called how in a story, where some of its namesakes are others than before."""
    for one in namesakes:
        for name in one.named.own:
            before.get(one.article, {}).pop(name, "")
    for one in namesakes:
        if one.person:
            before.setdefault(one.article, {}).update(dict.fromkeys(one.named.own, one.person))
    return json.dumps({article: names for article, names in before.items() if names}, sort_keys=True)


def company_blocks(
    before: Blocks, gone: Collection[Place], companies: Sequence[tuple[Company, Said]]
) -> dict[int, CompanyBlock]:
    """The blocks with some companies less and others in their place; see circles.circle_blocks."""
    new: dict[int, list[tuple[Company, Said]]] = defaultdict(list)
    for company, said in companies:
        new[zlib.crc32(company.story.encode("utf-8", "surrogatepass")) % COMPANY_BLOCKS].append((company, said))
    touched = {number for number, _ in gone} | new.keys()
    for number in sorted(touched & before.keys()):
        pairs = zip(before[number].companies, before[number].said, strict=True)
        new[number] += [pair for at, pair in enumerate(pairs) if (number, at) not in gone]
    made = {}
    for number, some in new.items():
        ordered = sorted(some, key=lambda pair: pair[0].key)
        made[number] = CompanyBlock(companies=tuple(one for one, _ in ordered), said=tuple(one for _, one in ordered))
    return {number: block for number, block in before.items() if number not in touched} | made
