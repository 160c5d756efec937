"""Whatever people do to a content folder: articles keep their ids, and none vanishes without a word."""

import hashlib
import json
import random
import tempfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.intake import Collected, Identified, clean, collect, identify
from digest.lock import Lock, LockArticle
from digest.nouns import Article, Raw

PATHS = ("a.txt", "m/b.txt", "z.txt")
LISTS = ("a.jsonl", "m.jsonl")
PAGES = ("a.md", "feeds/x.md", "feeds/x.v2.md", "z.md")
Content = dict[str, list[int]]  # path: the numbers of its texts
History = list[tuple[str, str, str, int, int]]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), st.just(""), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("write"), st.sampled_from(PAGES), st.just(""), st.integers(20, 27), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from(PATHS), st.sampled_from(PATHS), st.just(0), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from(LISTS), st.sampled_from(LISTS), st.just(0), st.just(0)),
    st.tuples(st.just("delete"), st.sampled_from(PATHS + LISTS + PAGES), st.just(""), st.just(0), st.just(0)),
    st.tuples(st.just("insert"), st.sampled_from(LISTS), st.just(""), st.integers(40, 45), st.integers(0, 4)),
    st.tuples(st.just("remove"), st.sampled_from(LISTS), st.just(""), st.just(0), st.integers(0, 4)),
)


def after(content: Content, history: History) -> Content:
    """The folder after some steps."""
    now = {path: list(texts) for path, texts in content.items()}
    for step, path, target, text, place in history:
        if step == "write":
            now[path] = [text]
        elif step == "move" and path in now:
            now[target] = now.pop(path)
        elif step == "delete":
            now.pop(path, None)
        elif step == "insert":
            now.setdefault(path, []).insert(place, text)
        elif step == "remove" and len(now.get(path, ())) > 1:
            del now[path][place % len(now[path])]
    return now


def words(number: int) -> str:
    return (
        f"Ship number {number} will sail on Monday, the harbour master of Port Mellow said. It carries {number} crates."
    )


def written(path: str, texts: list[int]) -> str:
    if path.endswith(".jsonl"):
        return "".join(json.dumps({"text": words(text)}) + "\n" for text in texts)
    if path.endswith(".txt"):
        return words(texts[0])
    fetched = f"fetched: 2025-02-2{PAGES.index(path)}T06:00:00Z\n" if path.startswith("feeds") else ""
    url, text = divmod(texts[0], 4)
    return f"---\ntitle: Ships\nurl: https://gazette.example/{url}\n{fetched}---\n{words(60 + text)}\n"


def collected(content: Content) -> Collected:
    with tempfile.TemporaryDirectory() as folder:
        for path, texts in content.items():
            (Path(folder) / path).parent.mkdir(exist_ok=True)
            (Path(folder) / path).write_text(written(path, texts), encoding="utf-8")
        return collect(Path(folder), max_bytes=100_000)


@cache
def cleaned(data: bytes, suffix: str) -> Article:
    found = clean(
        Raw(path=f"any.{suffix}", record=suffix == "jsonl", data=data, sha256=hashlib.sha256(data).hexdigest())
    )
    assert isinstance(found, Article)
    return found


def articles_of(content: Content) -> list[Article]:
    found = []
    for raw in collected(content).raws:
        article = cleaned(raw.data, raw.path.rpartition(".")[2])
        found.append(replace(article, source=replace(article.source, path=raw.path, record=raw.record)))
    return found


def remember(found: Identified, lock: Lock) -> Lock:
    """What a build writes into the lock of these articles."""
    articles = {one.id: one for one in lock.articles}
    articles |= {
        one.id: LockArticle(id=one.id, path=one.source.name, sha256=one.source.sha256) for one in found.articles
    }
    return Lock(articles=tuple(article for _, article in sorted(articles.items())))


def ids_by_words(found: Identified) -> dict[str, str]:
    return {one.source.sha256: one.id for one in found.articles if one.url is None}


@settings(max_examples=40)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_over_any_history_every_source_is_accounted_for_and_words_keep_their_id(
    builds: list[History], chance: random.Random
) -> None:
    content: Content = {}
    lock, before = Lock(), dict[str, str]()
    for history in builds:
        content = after(content, history)
        articles = articles_of(content)
        found = identify(articles, lock.known())
        assert identify(chance.sample(articles, len(articles)), lock.known()) == found
        named = [one.source.name for one in found.articles] + [one.path for one in found.duplicates]
        named += [one.older.source.name for one in found.revisions]
        assert sorted(named) == sorted(article.source.name for article in articles)
        assert len({one.id for one in found.articles}) == len(found.articles)
        now = ids_by_words(found)
        assert {sha: now[sha] for sha in now.keys() & before.keys()} == {
            sha: before[sha] for sha in now.keys() & before.keys()
        }
        lock, before = remember(found, lock), now


@settings(max_examples=40)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), max_size=4), st.sampled_from(PATHS + LISTS), st.integers(0, 9))
def test_after_any_history_a_mended_text_keeps_its_id(builds: list[History], path: str, place: int) -> None:
    content: Content = {path: [50, 51]} if path in LISTS else {path: [50]}
    for history in builds:
        content = after(content, history)
    content.setdefault(path, [52])
    lock = remember(identify(articles_of(content), {}), Lock())
    place %= len(content[path])
    old = content[path][place]
    mended = {**content, path: [*content[path][:place], 99, *content[path][place + 1 :]]}
    everywhere = Counter(text for texts in content.values() for text in texts)
    if any(everywhere[text] > 1 for text in content[path]):
        return  # the same words stand elsewhere, and perhaps their id with them
    ids = {one.text: one.id for one in identify(articles_of(content), {}).articles}
    after_it = {one.text: one.id for one in identify(articles_of(mended), lock.known()).articles}
    assert after_it[words(99)] == ids[words(old)]
    assert {text: ids[text] for text in ids if text != words(old)} == {
        text: after_it[text] for text in ids if text != words(old)
    }
