"""One article, one identity."""

from intake.clippings import article

from digest.intake import identify
from digest.nouns import Article

FERRY = (
    "The night ferry will sail again on Monday, the harbour master of Mellow said after nine long winters of waiting.\n"
)
CROPS = (
    "Farmers of the northern valley sowed barley early this year because the frost had left their fields in February.\n"
)


def known(cleaned: Article) -> dict[str, str]:
    return {f"path:{cleaned.source.path}": cleaned.id, f"sha256:{cleaned.source.sha256}": cleaned.id}


def page(words: str, url: str) -> str:
    return (
        f'<html><head><link rel="canonical" href="{url}"></head><body><article><p>{words}</p></article></body></html>'
    )


def test_a_mended_typo_makes_no_new_article() -> None:
    first = article(FERRY.replace("Monday", "Mondy"))
    mended = identify([article(FERRY)], known(first))
    assert [one.id for one in mended.articles] == [first.id]


def test_a_moved_file_makes_no_new_article() -> None:
    first = article(FERRY, "a.txt")
    moved = identify([article(FERRY, "2025/b.txt")], known(first))
    assert [one.id for one in moved.articles] == [first.id]


def test_another_article_at_an_old_path_does_not_take_a_moved_ones_id_twice() -> None:
    first = article(FERRY, "a.txt")
    found = identify([article(CROPS, "a.txt"), article(FERRY, "b.txt")], known(first))
    assert len({one.id for one in found.articles}) == 2


def test_spellings_of_one_address_are_one_article_and_the_first_path_stays() -> None:
    a = article(page(FERRY, "https://www.example.org/ferry?utm_source=mail"), "a.html")
    b = article(page(CROPS, "http://m.example.org/ferry"), "b.html")
    found = identify([b, a], {})
    assert [one.source.path for one in found.articles] == ["a.html"]
    assert [(skip.path, "a.html" in skip.reason) for skip in found.duplicates] == [("b.html", True)]


def test_the_same_text_twice_is_one_article() -> None:
    found = identify([article(FERRY, "b.txt"), article(FERRY.replace("\n", "  \n"), "a.txt")], {})
    assert [one.source.path for one in found.articles] == ["a.txt"]
    assert [skip.path for skip in found.duplicates] == ["b.txt"]


def test_an_articles_own_id_wins_over_the_lock() -> None:
    own = article(f"---\nid: harbour-7\n---\n{FERRY}", "a.md")
    assert own.id == "harbour-7"
    assert [one.id for one in identify([own], {"path:a.md": "other"}).articles] == ["harbour-7"]


def test_the_order_of_articles_does_not_matter() -> None:
    several = [article(FERRY, "a.txt"), article(CROPS, "b.txt"), article(FERRY, "c.txt")]
    assert identify(several, {}) == identify(several[::-1], {})


def test_an_earlier_path_takes_nothing_from_an_article_that_is_known() -> None:
    first = article(FERRY, "b.txt")
    found = identify([first, article(FERRY.replace("\n", "  \n"), "a.txt")], known(first))
    assert [(one.id, one.source.path) for one in found.articles] == [(first.id, "b.txt")]
    assert [skip.path for skip in found.duplicates] == ["a.txt"]


def test_a_file_does_not_take_the_id_of_an_article_that_has_it_by_its_address() -> None:
    first = article(page(FERRY, "https://www.example.org/ferry"), "a.html")
    moved = article(page(FERRY.replace("nine", "ten"), "https://www.example.org/ferry"), "b.html")
    found = identify([article(CROPS, "a.html"), moved], known(first))
    assert [one.source.path for one in found.articles] == ["a.html", "b.html"]
    assert not found.duplicates
