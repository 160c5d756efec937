"""The accent colour can be read on light and on dark paper, whatever the config says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.colours import DARK_PAPER, LIGHT_PAPER, contrast, legible, named, style_sheet


@given(
    colour=st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}"), paper=st.sampled_from([LIGHT_PAPER, DARK_PAPER])
)
def test_every_accent_becomes_legible(colour: str, paper: str) -> None:
    assert contrast(legible(colour, paper), paper) >= 4.5


def test_a_legible_accent_is_left_alone() -> None:
    assert legible("#a3241d", LIGHT_PAPER) == "#a3241d"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_names_are_material_s_and_others_are_refused() -> None:
    assert named("Deep-Purple") == named("deep purple")
    with pytest.raises(ValueError, match="not a colour"):
        named("#12")
    assert "}" in style_sheet("teal")
