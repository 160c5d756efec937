"""A dateline is a place in capitals before a dash: it names nobody, and what looks like one stays text."""

import pytest
from reading.passages import read


@pytest.mark.parametrize(
    "text",
    [
        "LAGOS, Nigeria (AP) — Nigeria's president, Karl Diaz, said the raid was late.",
        "NAIROBI, Kenya — The chief of the union, Karl Diaz, said the plan was late.",
        "LAGOS, Nigeria (agencies and staff) — Nigeria's president, Karl Diaz, said the raid was late.",
    ],
)
def test_a_dateline_names_nobody(text: str) -> None:
    assert [person.name for person in read(text).people] == ["Karl Diaz"]


@pytest.mark.parametrize(
    "text",
    [
        "MAYOR Ida Holm of Norwick — the town's first woman in office — met Karl Diaz in Lagos.",
        "In London, Ida Holm — the town's first woman in office — met Karl Diaz.",
        "IDA HOLM — the first woman in office — met Karl Diaz.",
    ],
)
def test_what_stands_before_a_dash_and_is_no_dateline_can_be_a_name(text: str) -> None:
    assert len(read(text).people) == 2
