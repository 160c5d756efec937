"""Names taken apart, and what makes two of them alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.stories.forms import keys_of, nicknamed, parts_of, reordered, shortened, spelt_alike


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("General", ("general",)),
        ("Tan Ah Kow", ("tan", "ah", "kow")),
        ("Tan Sri Muhyiddin Yassin", ("muhyiddin", "yassin")),
        ("Pope Francis", ("pope", "francis")),
        ("Shri Arvind Kulkarni", ("arvind", "kulkarni")),
        ("Lt Gen (Rtd) Vikram Rathore", ("vikram", "rathore")),
        ("Sheikh Hasina", ("sheikh", "hasina")),
        ("Ann Brook QC", ("ann", "brook")),
    ],
)
def test_titles_fall_only_where_a_name_is_left(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


PLAIN = st.sampled_from(["Anna", "s", "Tan", "Sri", "tan", "Dr", "General", "bin", "Al", "QC", "von", "III", "TAN"])


@given(words=st.lists(PLAIN, min_size=1, max_size=6))
def test_a_name_in_plain_letters_is_taken_apart_like_one_with_marks_and_accents(words: list[str]) -> None:
    plain = " ".join(words)
    assert parts_of(plain) == parts_of(f"{plain}’") == parts_of(plain.replace("n", "n\u0303"))


@given(one=st.lists(st.sampled_from(["anna", "ana", "j", "jo", "lee", "li", "jr"]), min_size=1, max_size=4))
def test_no_name_is_a_shorter_form_of_itself_and_each_is_spelt_like_itself(one: list[str]) -> None:
    assert not shortened(tuple(one), tuple(one))
    assert spelt_alike(tuple(one), tuple(one)) == (len(one) > 1)


WORDS = st.lists(
    st.sampled_from(
        [
            "anna",
            "ana",
            "j",
            "james",
            "jim",
            "lee",
            "li",
            "aleksandr",
            "alexander",
            "jr",
            "oh",
            "gaddafi",
            "kadhafi",
            "mohd",
        ]
    ),
    min_size=2,
    max_size=4,
)


@given(one=WORDS, other=WORDS)
def test_names_that_are_alike_have_a_key_in_common(one: list[str], other: list[str]) -> None:
    a, b = tuple(one), tuple(other)
    if any(test(a, b) for test in (spelt_alike, reordered, shortened, nicknamed)):
        assert set(keys_of(a)) & set(keys_of(b))
