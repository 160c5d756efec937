"""What is new since the edition before: articles, words of later versions, new wordings of quotes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from stories.build import make_analysis, make_article, make_group, make_quote
from stories.newsroom import Clipping, Newsroom, story_of

from digest.lock import Lock, LockArticle, LockEdition, LockStory
from digest.nouns import (
    Article,
    Aspect,
    Claim,
    Difference,
    Extract,
    Headline,
    KeyQuote,
    News,
    Phrase,
    Revision,
    Side,
    Span,
    Told,
    Update,
    Variant,
    Wording,
)
from digest.stories.news import Newsdesk, remember_articles

LATE = Clipping(name="z", day="2025-02-25")  # opens the second edition


def news_of(room: Newsroom, *parts: str | Sequence[Clipping], article: str) -> News | None:
    return story_of(room.build(*parts), article).news


def remembered(article: Article, lock: Lock, *, present: bool = True) -> Lock:
    there = frozenset([article.id] if present else [])
    return Lock(articles=remember_articles([article], present=there, revisions=(), lock=lock, number=2))


def test_an_article_is_remembered_as_gone_just_as_long_as_no_story_has_it() -> None:
    there = remembered(make_article("a"), Lock())
    left_out = remembered(make_article("a"), there, present=False)
    assert left_out == Lock(articles=(replace(there.articles[0], gone=True),))
    assert remembered(make_article("a"), left_out) == there
    assert remembered(make_article("b"), there).articles[0] == left_out.articles[0], "nor if it is not stored"


def test_a_version_that_is_the_one_before_is_no_change() -> None:
    changed = LockArticle(id="a", path="a.txt", sha256="other", changed=1, was="hash of a")
    for sha256 in ("other", "hash of a"):
        (found,) = remembered(make_article("a"), Lock(articles=(replace(changed, sha256=sha256),))).articles
        assert (found.sha256, found.changed, found.was) == ("hash of a", 0, "")


def test_a_first_edition_has_no_edition_before_it_and_marks_nothing() -> None:
    room = Newsroom()
    assert all(story.update is None for story in room.build("ab", "c").stories)
    assert all(story.update is None for story in room.build("abd", "c").stories), "nor what is added to it"


def test_an_article_that_moved_to_another_story_is_not_new() -> None:
    room = Newsroom()
    room.build("ab", "cd")
    made = room.build("a", "bcd", [LATE])
    assert story_of(made, "b").news is None


def test_an_article_of_an_old_day_that_came_late_is_new_and_stays_so_in_its_edition() -> None:
    room = Newsroom()
    room.build("ab")
    for _ in range(2):
        news = news_of(room, [*map(named, "ab"), Clipping(name="c", day="2025-02-01")], [LATE], article="a")
        assert news is not None
        assert (news.edition, news.whole, news.sources) == (2, False, ("c",))


def named(name: str) -> Clipping:
    return Clipping(name=name)


def test_an_edition_opened_without_news_marks_nothing_and_the_last_update_is_remembered() -> None:
    room = Newsroom()
    room.build("ab")
    before = story_of(room.build("abc", [LATE]), "a")
    room.opening = True
    made = room.build("abc", [LATE])
    assert made.number == 3
    assert [story.news for story in made.stories] == [None, None]
    assert story_of(made, "a").update == before.update == before.news


def revised(room: Newsroom, words: str, *, was: str) -> list[Clipping]:
    """The clipping a with other words, of which an older version is stored."""
    older, newer = Clipping(name="a", words=was), Clipping(name="a", words=words)
    versions = newer.analysis().article, older.analysis().article
    room.revisions = (Revision(newer=versions[0], older=versions[1], added=(), removed=()),)
    return [newer, named("b")]


def test_words_that_came_with_a_later_version_are_new_and_those_that_stood_are_not() -> None:
    room = Newsroom()
    room.build([Clipping(name="a", words="Five are missing"), named("b")])
    for _ in range(2):
        made = room.build(revised(room, "Nine are missing", was="Five are missing"), [LATE])
        news = story_of(made, "a").news
        assert news is not None
        assert (news.sources, news.revised, news.sentences) == ((), ("a",), (0,))
        assert [story_of(made, "a").told.quotes[at].article for at in news.quotes] == ["a"]
    room.opening = True
    assert story_of(room.build(revised(room, "Nine are missing", was="Five are missing"), [LATE]), "a").news is None


def test_of_two_versions_in_one_edition_the_one_of_the_edition_before_is_compared() -> None:
    room = Newsroom()
    room.build([Clipping(name="a", words="Five are missing"), named("b")])
    room.build(revised(room, "Nine are missing", was="Five are missing"), [LATE])
    second = revised(room, "Nine are missing", was="Five are missing")
    assert story_of(room.build(second, [LATE]), "a").news is not None
    back = [Clipping(name="a", words="Five are missing"), named("b")]
    assert story_of(room.build(back, [LATE]), "a").news is None, "it has the words of the edition before again"


def test_a_file_that_was_mended_by_hand_is_no_news() -> None:
    room = Newsroom()
    room.build("ab")
    assert news_of(room, [Clipping(name="a", words="Mended"), named("b")], [LATE], article="a") is None


def desk(changed: dict[str, int] | None = None, **since: int) -> tuple[Newsdesk, dict[str, int]]:
    entry = LockStory(id="s", slug="s", first=1, members=tuple(since.items()))
    articles = tuple(
        LockArticle(id=name, path=name, sha256=name, changed=(changed or {}).get(name, 0), was="") for name in since
    )
    editions = (LockEdition(number=1, date=None), LockEdition(number=2, date=None))
    return Newsdesk.of(Lock(editions=editions, stories=(entry,), articles=articles), ()), since


def told(articles: Sequence[Article], quotes: Sequence[KeyQuote] = (), summary: Sequence[Extract] = ()) -> Told:
    group = make_group(*(make_analysis(article) for article in articles))
    headline = Headline(text="News", article=articles[0].id)
    return Told(group=group, headline=headline, summary=tuple(summary), quotes=tuple(quotes))


def quote(article: Article, words: str, *variants: tuple[Article, str]) -> KeyQuote:
    others = tuple(
        Variant(article=one.id, parts=(make_quote(one, said),), wording=Wording.REWORDED, differing=())
        for one, said in variants
    )
    return KeyQuote(article=article.id, parts=(make_quote(article, words),), person="", key=True, variants=others)


@pytest.mark.parametrize(
    ("first", "second", "quotes", "versions"),
    [
        (("old", "We rest"), ("new", "We rest"), (), ()),  # another outlet, the same words
        (("old", "We rest"), ("new", "We shall rest"), (), ((0, 1),)),
        (("new", "We shall rest"), ("old", "We rest"), (), ((0, 0),)),  # the new one is shown first
        (("new", "We rest"), ("late", "We shall rest"), (0,), ()),
        (("old", "We rest"), ("other", "We shall rest"), (), ()),
    ],
)
def test_a_quote_is_new_if_nobody_had_it_and_else_its_new_wordings_are(
    first: tuple[str, str], second: tuple[str, str], quotes: tuple[int, ...], versions: tuple[tuple[int, int], ...]
) -> None:
    texts = {"old": "We rest", "other": "We shall rest"} | dict((first, second))
    articles = {name: make_article(name, f"“{text},” she said.") for name, text in texts.items()}
    newsdesk, since = desk(old=1, other=1, new=2, late=2)
    one = quote(articles[first[0]], first[1], (articles[second[0]], second[1]))
    news = newsdesk.update(since, newsdesk.last(since), told([*articles.values(), make_article("late")], [one]))
    assert news is not None
    assert (news.quotes, news.versions) == (quotes, versions)


@pytest.mark.parametrize(
    ("before", "fresh"),
    [
        ("It snowed. Nine people\nDIED, police said! It is cold.", ()),
        ("The nine people died, police said.", ()),
        ("Five people died, police said.", (0,)),
        ("Nine people may have died, police said.", (0,)),
        ("Police said nine people had lost their lives.", (0,)),
        ("Twenty-nine people died, police said.", (0,)),
        ("Nine people died, police said, or did not.", (0,)),
        ("PORT ALDER — Nine people died, police said", ()),
    ],
)
def test_a_sentence_is_known_by_its_words_and_not_by_its_meaning(before: str, fresh: tuple[int, ...]) -> None:
    words = "Nine people died, police said."
    old, new = make_article("old", before), make_article("new", words)
    newsdesk, since = desk(old=1, new=2)
    extract = Extract(article="new", start=0, end=len(words), text=words, also_in=("old",))
    news = newsdesk.update(since, newsdesk.last(since), told([old, new], summary=[extract]))
    assert news is not None
    assert news.sentences == fresh


def claim(article: Article, value: str) -> Claim:
    start = article.text.index(value)
    return Claim(
        article=article.id,
        start=start,
        end=start + len(value),
        text=value,
        sentence=Span(start=0, end=len(article.text)),
    )


def test_a_value_that_nobody_gave_before_is_new_and_so_is_what_an_outlet_gives_now() -> None:
    old, new, same = (make_article(name, text) for name, text in OF_THE_DEAD.items())
    newsdesk, since = desk(old=1, new=2, same=2)
    difference = Difference(
        aspect=Aspect.COUNT,
        phrase=Phrase(article="old", start=5, end=10, gap=None),
        sides=(
            Side(claims=(claim(new, "Nine"),), voices=1),
            Side(claims=(claim(same, "Five"), claim(old, "Five")), voices=2),
        ),
        updates=(Update(earlier=claim(old, "Five"), later=claim(new, "Nine")),),
    )
    news = newsdesk.update(since, newsdesk.last(since), replace(told([old, new, same]), differences=(difference,)))
    assert news is not None
    assert (news.sides, news.updates) == (((0, 0),), ((0, 0),))


OF_THE_DEAD = {"old": "Five people died.", "new": "Nine people died.", "same": "Five people died, it said."}
