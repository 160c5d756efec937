"""One article, one identity: over a mended typo, a moved file, and the same article stored twice."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.intake.revisions import Settled, settle
from digest.nouns import Article, Revision, Skipped, altered

ID_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Articles under their lasting ids, each once."""

    articles: tuple[Article, ...]  # by path
    revisions: tuple[Revision, ...]  # articles of which older versions are stored; by path, the latest change first
    duplicates: tuple[Skipped, ...]  # by path


def words_key(article: Article) -> str:
    """A hash of the outlet and the words: the same for an article that is stored twice."""
    outlet = article.outlet.value.casefold() if article.outlet else ""
    words = " ".join(article.text.split()).casefold()
    return hashlib.sha256(f"{outlet}\n{words}".encode("utf-8", "replace")).hexdigest()


def identify(
    articles: Iterable[Article], known: Mapping[str, str], *, key: Callable[[Article], str] = words_key
) -> Identified:
    """Give each article its lasting id, and keep one version of those that are the same.

    `known` maps "path:<path>" and "sha256:<hash>" to the ids that earlier editions gave. An article with an id or an
    address of its own keeps it; any other takes the known id of its content, else of its path. Files with the same id
    are one article, see `settle`, and so are those with the same text from the same outlet: the one that earlier
    editions know, else the first by path. The same text from another outlet is an article of its own, and a copy.
    `key` is `words_key`, or somebody who remembers what it said.
    """
    ordered = sorted(articles, key=_name)
    versions: dict[str, list[Article]] = {}
    for article, identity in zip(ordered, _ids(ordered, known), strict=True):
        versions.setdefault(identity, []).append(article if article.id == identity else altered(article, id=identity))
    old = frozenset(known.values())
    # Those of one version are in order already, and most of them are old.
    settled = sorted(map(settle, versions.values()), key=_name_of_settled)
    settled.sort(key=lambda one: one.article.id not in old)
    first: dict[str, Article] = {}
    twins = [(one, first.setdefault(key(one.article), one.article)) for one in settled]
    kept = sorted((one for one, twin in twins if twin is one.article), key=_name_of_settled)
    duplicates = [skipped for one in settled for skipped in one.duplicates]
    duplicates += [skipped for one, twin in twins if twin is not one.article for skipped in _dropped(one, twin)]
    return Identified(
        articles=tuple(one.article for one in kept),
        revisions=tuple(revision for one in kept for revision in one.revisions),
        duplicates=tuple(sorted(duplicates, key=lambda skipped: skipped.path)),
    )


def _name(article: Article) -> str:
    return article.source.name


def _name_of_settled(one: Settled) -> str:
    return one.article.source.name


def _dropped(settled: Settled, twin: Article) -> Iterator[Skipped]:
    """All versions of an article that is the same as another."""
    name = twin.source.name
    reason = f"the same article as {name}, which is kept; remove one of the two files"
    yield Skipped(path=settled.article.source.name, reason=reason)
    for revision in settled.revisions:
        reason = (
            f"an earlier version of {settled.article.source.name}, which is the same article as {name}; remove both"
        )
        yield Skipped(path=revision.older.source.name, reason=reason)


def _ids(ordered: Sequence[Article], known: Mapping[str, str]) -> list[str]:
    """Ids in order. Known words keep theirs wherever they moved; a mended text keeps that of its path."""
    by_words = [
        article.id if has_own_id(article) else known.get(f"sha256:{article.source.sha256}", "") for article in ordered
    ]
    by_path = [known.get(f"path:{article.source.name}", "") for article in ordered]
    mended = any(path and not words for words, path in zip(by_words, by_path, strict=True))
    there, steady = frozenset(by_words), _steady(ordered, by_words, by_path) if mended else frozenset[str]()
    return [
        words or (path if path not in there and article.source.path in steady else "") or article.id
        for article, words, path in zip(ordered, by_words, by_path, strict=True)
    ]


def _steady(ordered: Sequence[Article], by_words: Sequence[str], by_path: Sequence[str]) -> frozenset[str]:
    """The files in which a place says which article stands there.

    One with several records is such a file only as long as a record stands where it stood: the next week's export under
    the same name holds other articles.
    """
    records = Counter(article.source.path for article in ordered)
    return frozenset(
        article.source.path
        for article, words, path in zip(ordered, by_words, by_path, strict=True)
        if records[article.source.path] == 1 or (words and words == path)
    )


def has_own_id(article: Article) -> bool:
    """Whether the id comes from the front matter or the address, and so does not depend on the file."""
    return article.url is not None or article.id != id_of_content(article.source.sha256)


def id_of_url(url: str) -> str:
    """A short id from a canonical address: ten hexadecimal digits."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def id_of_content(sha256: str) -> str:
    """A short id from a file's hash."""
    return sha256[:ID_LENGTH]
