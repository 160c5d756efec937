"""Posts embedded from social networks: the words of whoever signs them, `— Name (@handle) date`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digest.nouns import Article, BlockKind, Mention

_HANDLE = r"@[\w.-]{1,60}(?:@[\w.-]{1,60})?"
_SIGNATURE = re.compile(
    r"(?:(?:^|(?<=\s))[—–―-]{1,2}|^A post shared by|^Post by)\s*"
    r"(?P<name>[^\W\d_](?:[^()@\n]{0,60}[^\W_][.’]?)?)[^\w()@\n]{0,9}"
    rf"(?:\({_HANDLE}\)|{_HANDLE})(?P<date>[^\n]{{0,40}})$",
    re.MULTILINE,
)
_TAIL = re.compile(r"(?:\s*(?:pic\.twitter\.com/\w+|https?://t\.co/\w+|https?://\S+$))+\s*$")


class Posted(NamedTuple):
    """A line of a post, without its signature; offsets are into the article's text."""

    block: int
    start: int
    end: int
    signer: Mention
    post: int  # number of the post inside the article


class _Line(NamedTuple):
    block: int
    start: int
    end: int


def _lines(article: Article, number: int) -> Iterator[_Line]:
    block = article.blocks[number]
    for found in re.finditer(r"[^\n]+", article.text[block.start : block.end]):
        yield _Line(number, block.start + found.start(), block.start + found.end())


def _trimmed(text: str, line: _Line, end: int) -> _Line:
    """Without the addresses of pictures at its end."""
    words = text[line.start : end]
    tail = _TAIL.search(words)
    words = (words[: tail.start()] if tail else words).rstrip()
    lead = len(words) - len(words.lstrip())
    return _Line(line.block, line.start + lead, line.start + len(words))


def _is_post(article: Article, number: int, parsed: Sequence[int]) -> bool:
    """A block that intake saw as a post; or one in another language, or ending in a picture's address."""
    block = article.blocks[number]
    words = article.text[block.start : block.end]
    return (
        block.kind is BlockKind.POST or number not in parsed or "pic.twitter.com/" in words or "https://t.co/" in words
    )


def posts(article: Article, parsed: Sequence[int]) -> list[Posted]:
    """The lines of all signed posts, in order; `parsed` are the numbers of the blocks read as English prose."""
    found: list[Posted] = []
    pending: list[_Line] = []
    count = 0
    for number in range(len(article.blocks)):
        for line in _lines(article, number):
            signed = _SIGNATURE.search(article.text, line.start, line.end)
            if signed and signed.start() > line.start and article.blocks[number].kind is not BlockKind.POST:
                signed = None  # a paragraph that ends like a post is prose; only a line of its own signs one
            if signed is None:
                if _is_post(article, number, parsed):
                    pending.append(_trimmed(article.text, line, line.end))
                else:
                    pending.clear()
                continue
            if signed.start() > line.start:
                pending.append(_trimmed(article.text, line, signed.start()))
            start, end = signed.span("name")
            signer = Mention(start=start, end=end, text=article.text[start:end])
            found += [Posted(*said, signer, count) for said in pending if said.start < said.end]
            count += 1
            pending.clear()
    return found
