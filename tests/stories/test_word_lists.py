"""The word lists are read as wordfreq itself reads them."""

import pytest
import wordfreq

from digest.stories.background import word_frequency
from digest.stories.word_lists import word_list


@pytest.mark.parametrize("language", ["en", "de", "zh", "fil", "ta"])
def test_a_list_is_what_wordfreq_reads_from_its_longest_one(language: str) -> None:
    assert word_list(language) == wordfreq.get_frequency_dict(language)


@pytest.mark.parametrize("language", ["und", "tlh", "", "en-GB", "../data/en", "EN"])
def test_a_language_without_a_list_is_read_as_english(language: str) -> None:
    assert not word_list(language)
    assert word_frequency("harbour", language) == word_frequency("harbour", "en") > word_frequency("harbourx", "en")
