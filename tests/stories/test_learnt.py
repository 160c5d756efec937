"""What earlier months teach, and that one more article changes nothing far from it."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article

from digest.lock import Lock, LockEdition, LockStory
from digest.nouns import Analysis, Member, Sentence
from digest.stories import first_seen, group
from digest.stories.features import fingerprint_of
from digest.stories.learnt import Table, counted_once, schedule, tables

WORDS = "arvenford brandvold selmark quake skelby bridge tavira lund ostrava harvest profit gearbox".split()  # noqa: SIM905
SMALL = 5  # founding articles, in archives of this size


def terms(name: str, words: str, day: str = "") -> Analysis:
    """An analysis that says nothing but these terms."""
    sentence = Sentence(start=0, end=0, block=0, terms=tuple(words.split()), leans="", whole=True)
    return make_analysis(make_article(name, words, day=day), sentences=[sentence])


def tables_of(analyses: Sequence[Analysis]) -> tuple[Table, ...]:
    articles = [each.article for each in analyses]
    return tables(schedule(articles, seen={}, founding=0), [fingerprint_of(article) for article in articles])


def known(analyses: Sequence[Analysis], name: str, founding: int = 0, **seen: date) -> set[str]:
    """The articles whose terms weigh those of one article."""
    articles = [each.article for each in analyses]
    plan = schedule(articles, seen=seen, founding=founding)
    place = [article.id for article in articles].index(name)
    return {articles[other].id for other in plan.order[: plan.known[place]]}


YEAR = [
    terms("a", "quake", "2024-01-05"),
    terms("b", "quake", "2024-01-31"),
    terms("c", "quake", "2024-02-01"),
    terms("d", "quake", "2024-03-09"),
    terms("u", "quake"),
]


def test_a_months_table_counts_the_articles_of_earlier_months_only() -> None:
    assert known(YEAR, "a") == {"u"}
    assert known(YEAR, "c") == {"u", "a", "b"}
    assert known(YEAR, "d") == {"u", "a", "b", "c"}


def test_an_archive_without_earlier_months_learns_from_its_first_articles() -> None:
    assert known(YEAR, "a", founding=3) == known(YEAR, "c", founding=3) == {"u", "a", "b"}
    assert known(YEAR, "d", founding=3) == {"u", "a", "b", "c"}
    assert known(YEAR, "a", founding=100) == set("abcdu")


def test_what_comes_late_changes_no_table_that_an_edition_has_used() -> None:
    late = [*YEAR, terms("e", "quake", "2024-01-07")]
    assert "e" in known(late, "d")
    assert "e" not in known(late, "d", e=date(2024, 3, 10))
    assert "e" in known([*late, terms("f", "quake", "2024-04-01")], "f", e=date(2024, 3, 10))


def test_an_undated_article_is_weighed_by_the_month_in_which_it_was_first_seen() -> None:
    assert known(YEAR, "u") == set()
    assert known(YEAR, "u", u=date(2024, 3, 2)) == {"a", "b", "c"}


def test_of_one_text_only_the_first_article_is_counted() -> None:
    plan = schedule([each.article for each in YEAR], seen={}, founding=0)
    once = counted_once(plan, [(0, 2), (1, 2)])
    assert [YEAR[place].article.id for place in once.order] == ["u", "a", "b", "d"]
    assert once.known.tolist() == [1, 1, 3, 3, 0]
    assert counted_once(plan, []).known.tolist() == plan.known.tolist()


def test_a_doubtful_date_is_no_month() -> None:
    doubtful = make_analysis(make_article("z", "quake", day="2031-01-01", doubt="after the newest fetch"))
    assert known([*YEAR, doubtful], "z") == set()


def test_the_lock_tells_when_an_article_was_first_seen() -> None:
    lock = Lock(
        editions=(LockEdition(number=1, date=date(2024, 1, 31)), LockEdition(number=2, date=date(2024, 3, 9))),
        stories=(LockStory(id="s", slug="s", first=1, members=(("a", 1), ("b", 1), ("c", 2))),),
    )
    found = first_seen([each.article for each in YEAR], lock=lock)
    assert found == {"c": date(2024, 3, 9), "d": date(2024, 3, 9), "u": date(2024, 3, 9)}
    assert first_seen([each.article for each in YEAR], lock=Lock()) == {}


def test_making_the_first_edition_again_tells_the_same() -> None:
    lock = Lock(
        editions=(LockEdition(number=1, date=date(2024, 3, 9)),),
        stories=(LockStory(id="s", slug="s", first=1, members=tuple((each.article.id, 1) for each in YEAR)),),
    )
    assert first_seen([each.article for each in YEAR], lock=lock) == {}
    assert first_seen([terms("n", "quake", "2024-02-02").article], lock=lock) == {}


def test_a_table_is_named_by_its_month_its_size_and_what_it_counts() -> None:
    named = tables_of(YEAR)
    assert [(table.month, table.documents) for table in named] == [
        ("undated", 0),
        ("2024-01", 1),
        ("2024-02", 3),
        ("2024-03", 4),
    ]
    edited = [terms("a", "quake bridge", "2024-01-05"), *YEAR[1:]]
    changed = [one.month for one, other in zip(named, tables_of(edited), strict=True) if one != other]
    assert changed == ["2024-02", "2024-03"]
    assert tables_of(YEAR[::-1]) == named


ARCHIVES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.dates(date(2024, 1, 1), date(2024, 6, 30))),
    min_size=8,
    max_size=16,
)
MORE = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.dates(date(2024, 1, 1), date(2024, 7, 31))
)


@settings(max_examples=10)
@given(ARCHIVES, MORE)
def test_one_more_article_changes_no_score_between_two_others(archive, more) -> None:
    """Whatever its date: late or not, it teaches the months to come only."""
    before = [terms(f"a{number:02}", " ".join(words), str(day)) for number, (words, day) in enumerate(archive)]
    newest = max(day for _, day in archive)
    after = [*before, terms("more", " ".join(more[0]), str(more[1]))]
    seen = {"more": max(newest, more[1])}
    old = members(before)
    for name, member in members(after, **seen).items():
        was = old.get(name)
        if was and member.evidence.best == was.evidence.best:
            assert (member.evidence.score, member.evidence.shared) == (was.evidence.score, was.evidence.shared)


@settings(max_examples=10)
@given(ARCHIVES, st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_an_article_of_another_time_leaves_evidence_and_stories_as_they_were(archive, words) -> None:
    before = [terms(f"a{number:02}", " ".join(words), str(day)) for number, (words, day) in enumerate(archive)]
    after = [
        *before,
        terms("more", f"{' '.join(words)} {' '.join(f'other{number}' for number in range(40))}", "2024-09-20"),
    ]
    old, new = members(before), members(after, more=date(2024, 9, 20))
    assert {name: member.evidence for name, member in new.items() if name != "more"} == {
        name: member.evidence for name, member in old.items()
    }


def members(analyses: Sequence[Analysis], **seen: date) -> dict[str, Member]:
    found = group(analyses, seen=seen, founding=SMALL)
    return {member.analysis.article.id: member for each in found for member in each.members}
