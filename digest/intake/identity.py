"""One article, one identity: over a mended typo, a moved file, and the same article stored twice."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from digest.intake.revisions import settle
from digest.nouns import Article, Revision, Skipped

ID_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Articles under their lasting ids, each once."""

    articles: tuple[Article, ...]  # by path
    revisions: tuple[Revision, ...]  # articles of which older versions are stored; by path, the latest change first
    duplicates: tuple[Skipped, ...]  # by path


def identify(articles: Iterable[Article], known: Mapping[str, str]) -> Identified:
    """Give each article its lasting id, and keep one version of those that are the same.

    `known` maps "path:<path>" and "sha256:<hash>" to the ids that earlier editions gave. An article with an id or an
    address of its own keeps it; any other takes the known id of its path, else of its content. Files with the same id
    are one article, see `settle`, and so are those with the same text from the same outlet: the first by path. The same
    text from another outlet is an article of its own, and a copy.
    """
    ordered = sorted(articles, key=lambda article: article.source.name)
    versions: dict[str, list[Article]] = {}
    for article, identity in zip(ordered, _ids(ordered, known), strict=True):
        versions.setdefault(identity, []).append(replace(article, id=identity))
    settled = sorted((settle(same) for same in versions.values()), key=lambda one: one.article.source.name)
    first: dict[str, str] = {}
    kept: list[Article] = []
    duplicates = [skipped for one in settled for skipped in one.duplicates]
    for article in (one.article for one in settled):
        twin = first.setdefault(_text_key(article), article.source.name)
        if twin == article.source.name:
            kept.append(article)
        else:
            reason = f"the same article as {twin}, which is kept; remove one of the two files"
            duplicates.append(Skipped(path=article.source.name, reason=reason))
    present = {article.id for article in kept}
    revisions = [revision for one in settled for revision in one.revisions if revision.newer.id in present]
    return Identified(
        articles=tuple(kept),
        revisions=tuple(revisions),
        duplicates=tuple(sorted(duplicates, key=lambda skipped: skipped.path)),
    )


def _ids(ordered: list[Article], known: Mapping[str, str]) -> list[str]:
    """Ids in order. Where a file moved away and another took its path, the words decide."""
    by_path = [known.get(f"path:{article.source.name}") for article in ordered]
    by_words = [known.get(f"sha256:{article.source.sha256}") for article in ordered]
    moved = {words for words, path in zip(by_words, by_path, strict=True) if words and not path}
    ids = []
    for article, path, words in zip(ordered, by_path, by_words, strict=True):
        if has_own_id(article):
            ids.append(article.id)
        elif path and (path not in moved or path == words):
            ids.append(path)
        else:
            ids.append(words or article.id)
    return ids


def has_own_id(article: Article) -> bool:
    """Whether the id comes from the front matter or the address, and so does not depend on the file."""
    return article.url is not None or article.id != id_of_content(article.source.sha256)


def id_of_url(url: str) -> str:
    """A short id from a canonical address: ten hexadecimal digits."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def id_of_content(sha256: str) -> str:
    """A short id from a file's hash."""
    return sha256[:ID_LENGTH]


def _text_key(article: Article) -> str:
    outlet = article.outlet.value.casefold() if article.outlet else ""
    words = " ".join(article.text.split()).casefold()
    return hashlib.sha256(f"{outlet}\n{words}".encode("utf-8", "replace")).hexdigest()
