"""A plain parse: what the rules know of a block's syntax, without any foreign object."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """One token; offsets are into the article's text, indices into the parse."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    label: str  # entity label, or ""
    begins: bool  # first token of its entity
    common: bool = False  # a capitalised word that the dictionary has, as few given names and many surnames are


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """A block's tokens, with the sentence borders that the parser proposed."""

    block: int  # index into Article.blocks; -1 for a title
    tokens: tuple[Token, ...]
    borders: tuple[int, ...]  # indices of the tokens that begin a sentence
    children: tuple[tuple[int, ...], ...]  # of each token, in order

    def subtree(self, top: int) -> list[int]:
        """Indices of all tokens below `top`, itself included, in order."""
        found, stack = [], [top]
        while stack:
            index = stack.pop()
            found.append(index)
            stack.extend(self.children[index])
        return sorted(found)

    def above(self, index: int) -> Iterator[Token]:
        """The heads of a token, nearest first, itself left out."""
        token = self.tokens[index]
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token


def children_of(heads: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Each token's dependents, from the index of each token's head (a root is its own head)."""
    below: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head != index:
            below[head].append(index)
    return tuple(map(tuple, below))
