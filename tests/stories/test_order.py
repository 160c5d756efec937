"""The order in which articles come in makes no difference, with copies, undated articles and weekdays among them."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article

from digest.nouns import Analysis, Group, Sentence
from digest.stories import Bounds, group, grouping, threads

NAMES = "Arvenford Brandvold Selmark Skelby Tavira Lund Ostrava Quiroz".split()  # noqa: SIM905
WORDS = "quake bridge harvest profit gearbox tunnel monday thursday friday 310 12".split()  # noqa: SIM905
DAYS = ("", "", "2024-04-30", "2024-05-01", "2024-05-02", "2024-06-20", "2025-01-08")
WIRE = " ".join(f"wire{number} {name}" for name in NAMES[:4] for number in range(8))


def article(name: str, words: Sequence[str], day: str, *, copied: bool) -> Analysis:
    """An article of one sentence of these words, or of one that several articles carry."""
    text = f"About {WIRE} {words[0]}" if copied else f"About {' '.join(words)}"
    terms = tuple(text.lower().split()[1:])
    sentence = Sentence(start=0, end=len(text), block=0, terms=terms, leans="", whole=True)
    return make_analysis(make_article(name, text, day=day), sentences=[sentence])


ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=4),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
        st.sampled_from(DAYS),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=2,
    max_size=12,
)


LOW = Bounds(threshold=0.05, plain=0.05, beside=0.01)


def links(groups: Sequence[Group]) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Links by the first articles of both stories."""
    return {
        (one.ids[0], link.relation.value, groups[link.group].ids[0], link.shared)
        for one, each in zip(groups, threads(groups, bounds=LOW), strict=True)
        for link in each
    }


@settings(max_examples=30)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_shuffled_articles_make_the_same_stories_links_and_evidence(given_articles, chance) -> None:
    articles = [
        article(f"a{number:02}", [*names, *words], day, copied=copied)
        for number, (names, words, day, copied) in enumerate(given_articles)
    ]
    shuffled = list(articles)
    chance.shuffle(shuffled)
    groups = group(articles)
    found = grouping(shuffled)
    assert found.groups == groups
    assert [found.compared.group(each.ids[::-1]) for each in groups] == list(groups)
    assert threads(found.groups) == threads(groups)
    turned = list(groups)
    chance.shuffle(turned)
    assert links(turned) == links(groups)


def test_these_articles_have_copies_links_and_inferred_dates_among_them() -> None:
    """Else the claim above would be empty."""
    articles = [
        article("a", ["Skelby", "Tavira", "bridge", "monday"], "2024-05-01", copied=True),
        article("b", ["Skelby", "Tavira", "bridge", "friday"], "", copied=True),
        article("c", ["Ostrava", "Quiroz", "tunnel", "profit", "gearbox", "310"], "2024-05-01", copied=False),
        article("d", ["Ostrava", "Quiroz", "tunnel", "harvest", "quake", "12"], "2025-01-08", copied=False),
    ]
    groups = group(articles)
    assert ("a", "b") in {each.ids for each in groups}
    (wire,) = (each for each in groups if "b" in each.ids)
    assert wire.independent_texts == 1
    assert wire.members[1].published
    assert ("c", "later", "d") in {link[:3] for link in links(groups)}
