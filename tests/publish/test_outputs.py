"""Products that are known by their digest."""

from digest.nouns import CarriedFile, CarriedPage, File, Page


def test_what_was_made_before_is_known_by_the_digest_of_what_would_be_made_now() -> None:
    page, file = Page(path="a/index.md", markdown="# Überfahrt\ud800\n"), File(path="feed.xml", data=b"<rss/>")
    carried = CarriedPage(path=page.path, digest=page.digest, load=page.load)
    assert carried.load() == "# Überfahrt?\n".encode()
    assert carried.digest != Page(path=page.path, markdown="# Überfahrt\n").digest
    assert CarriedFile(path=file.path, digest=file.digest, load=file.load).load() == b"<rss/>"
