"""Who said what in a story."""

from dataclasses import replace

from stories.build import make_analysis, make_article, make_group, make_member, make_quote

from digest.nouns import Analysis, Entity, Group, Quote, QuoteKind
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


CROWD = [
    (words, f"Guest {name}")
    for name, words in {
        "A": "the goats broke into the chapel garden and ate the roses",
        "B": "my uncle sold his tractor to a dentist from Halmar",
        "C": "every lantern on the pier was painted green in April",
        "D": "our choir sang until the bishop asked for silence",
        "E": "the baker burned forty loaves because of the football",
        "F": "snow fell on the vineyard while the children were swimming",
        "G": "a violin was found under the seats of the ferry",
        "H": "the museum bought a whale without asking the treasurer",
    }.items()
]


def chosen_of(group: Group) -> list[str | None]:
    return [quote.speaker for quote in key_quotes(group, {}) if quote.key]


def chosen(*given: Analysis) -> list[str | None]:
    return chosen_of(make_group(*given))


def test_who_speaks_in_more_independent_texts_is_heard_first_of_all_that_find_room() -> None:
    widely = [spoken(name, (f"{words} of {name}", "Petra Lind")) for name, words in (("x", BRIDGE), ("y", MONEY))]
    assert "Petra Lind" in chosen(spoken("a", *CROWD), *widely)


def test_copies_and_retellings_of_one_text_do_not_make_a_voice_weightier() -> None:
    guests = [spoken(f"a{at}", guest) for at, guest in enumerate(CROWD)]
    seen = {
        "x": "seals came up to the old mill here",
        "y": "pigs ate my cousin's hat and boots",
        "z": "rain fell on every tent but mine",
    }
    brief = [spoken(name, (f"{words} again", "Zoe Hahn")) for name, words in seen.items()]
    copies = [make_member(one, text_group="x") for one in brief]
    retold = [make_member(one, retells="x" if one is not brief[0] else "") for one in brief]
    assert "Zoe Hahn" in chosen(*guests, *brief)
    assert "Zoe Hahn" not in chosen_of(make_group(*guests, *copies))
    assert "Zoe Hahn" not in chosen_of(make_group(*guests, *retold))


def test_a_side_that_has_not_been_heard_comes_before_another_of_the_same_side() -> None:
    places = ["Norland"] * KEY_QUOTES + ["Sudland"]
    texts = [f"“{words}”, said {name}." for words, name in CROWD[: len(places)]]
    article = make_article("a", " ".join(texts), day="2025-02-01")
    quotes = [
        replace(make_quote(article, words, name), role=f"minister of {place}")
        for (words, name), place in zip(CROWD, places, strict=False)
    ]
    names = [Entity(start=0, end=7, label="GPE", text=place) for place in ("Norland", "Sudland")]
    analysis = replace(make_analysis(article, quotes=quotes), entities=tuple(names))
    assert "Guest G" in chosen(analysis)


def test_the_same_words_under_two_descriptions_are_shown_once() -> None:
    given = [
        spoken("a", (BRIDGE, "her agent")),
        spoken("b", (BRIDGE, "a spokesman of the mill")),
        spoken("c", (BRIDGE, "Ole Brandt")),
    ]
    assert chosen(*given) == ["Ole Brandt"]


def test_who_has_a_name_is_heard_before_who_is_only_described() -> None:
    guests = [(words, name.casefold()) for words, name in CROWD]
    assert "Petra Lind" in chosen(spoken("a", *guests, (MONEY, "Petra Lind")))
