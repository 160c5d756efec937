"""Who said what in a story."""

from dataclasses import replace

from stories.build import make_analysis, make_article, make_group, make_quote

from digest.nouns import Analysis, Quote, QuoteKind
from digest.stories.keyquotes import KEY_QUOTES, key_quotes

BRIDGE = "the bridge was safe for every car that crossed it in March"
MONEY = "we will ask the ministry for the money that the town needs"
WATER = "nobody measured the water under the pillars during the winter"


def spoken(name: str, *said: tuple[str, str | None], day: str = "2025-02-01") -> Analysis:
    text = " ".join(f"“{words}”, said {speaker or 'somebody'}." for words, speaker in said)
    article = make_article(name, text, day=day)
    return make_analysis(article, quotes=[make_quote(article, words, speaker) for words, speaker in said])


def with_quotes(analysis: Analysis, *quotes: Quote) -> Analysis:
    return replace(analysis, quotes=quotes)


def test_the_stretches_of_one_utterance_are_one_quote_in_order() -> None:
    given = spoken("a", (BRIDGE, "Petra Lind"), (MONEY, "Petra Lind"))
    first, second = (replace(quote, utterance="u") for quote in given.quotes)
    quotes = key_quotes(make_group(with_quotes(given, second, first)), {})
    assert [[part.text for part in quote.parts] for quote in quotes] == [[BRIDGE, MONEY]]


def test_paraphrase_is_never_a_quote() -> None:
    given = spoken("a", (BRIDGE, "Petra Lind"))
    assert key_quotes(make_group(with_quotes(given, replace(given.quotes[0], kind=QuoteKind.INDIRECT))), {}) == ()


def test_a_few_quoted_words_inside_paraphrase_are_no_quote() -> None:
    given = spoken("a", ("cracked and old", "Petra Lind"))
    assert key_quotes(make_group(with_quotes(given, replace(given.quotes[0], kind=QuoteKind.MIXED))), {}) == ()


def test_the_same_words_in_two_articles_are_one_quote_of_the_earlier() -> None:
    group = make_group(
        spoken("a", (BRIDGE.title(), "Lind"), day="2025-02-02"), spoken("z", (BRIDGE, "Petra Lind"), day="2025-02-01")
    )
    (quote,) = key_quotes(group, {("a", "Lind"): "petra-lind", ("z", "Petra Lind"): "petra-lind"})
    assert (quote.article, quote.also_in, quote.person) == ("z", ("a",), "petra-lind")


def test_the_same_words_under_two_names_stay_two_quotes() -> None:
    group = make_group(spoken("a", (BRIDGE, "Petra Lind")), spoken("b", (BRIDGE, "Ole Brandt")))
    assert {quote.speaker for quote in key_quotes(group, {})} == {"Petra Lind", "Ole Brandt"}


def test_the_article_that_names_the_speaker_is_printed() -> None:
    group = make_group(spoken("a", (BRIDGE, None)), spoken("b", (BRIDGE, "Petra Lind"), day="2025-02-02"))
    (quote,) = key_quotes(group, {})
    assert (quote.article, quote.also_in) == ("b", ("a",))


def test_words_without_a_speaker_are_listed_and_never_key() -> None:
    quotes = key_quotes(make_group(spoken("a", (WATER, None), (BRIDGE, "Petra Lind"))), {})
    assert [(quote.speaker, quote.key) for quote in quotes] == [("Petra Lind", True), (None, False)]


def test_every_voice_is_heard_before_one_is_heard_twice() -> None:
    talker = [(f"{BRIDGE} {number} and {MONEY}", "Petra Lind") for number in range(9)]
    others = [(f"{WATER} of {name}", name) for name in ("Ole Brandt", "Ida Holm", "Jan Vik", "Eva Dahl", "Per Moe")]
    quotes = key_quotes(make_group(spoken("a", *talker, *others)), {})
    key = [quote.speaker for quote in quotes if quote.key]
    assert len(key) == KEY_QUOTES
    assert set(key) == {"Petra Lind", "Ole Brandt", "Ida Holm", "Jan Vik", "Eva Dahl", "Per Moe"}
    assert [quote.key for quote in quotes] == sorted((quote.key for quote in quotes), reverse=True)
    assert len(quotes) == len(talker) + len(others)
