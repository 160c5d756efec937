"""The figures that a text gives."""

import pytest

from digest.stories.figures import figures_in


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1,200 people in 3 towns", [1200, 3]),
        ("a fall of 3.5 percent", [3.5]),
        ("2.4 million crowns, or $2.4m", [2_400_000, 2_400_000]),
        ("two hundred and five thousand", [205_000]),
        ("twenty-one of a hundred", [21, 100]),
        ("a dozen, and half a dozen", [12, 12]),
        ("the 11th, in the twelfth minute", [11, 12]),
        ("a six-year dispute", [6]),
        ("one of the two countries, and a man", []),
        ("two men", [2]),
        ("second to none", []),
    ],
)
def test_figures_in_digits_and_in_words_are_numbers(text: str, figures: list[float]) -> None:
    assert list(figures_in(text)) == figures
