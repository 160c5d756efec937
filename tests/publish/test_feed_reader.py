"""Ten builds on ten days, read by a feed reader that knows items by their ids."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from publish.subscribing import Reader
from stories.archive import Archive
from stories.newsroom import OPTIONS, Clipping, rule, story_of

from digest.editorial import RuleKind
from digest.nouns import Edition
from digest.publish import feeds

A = Clipping(name="a", day="2025-02-24", title="Ferry sails by night")
B = Clipping(name="b", day="2025-02-24", title="Night ferry on its way")
C = Clipping(name="c", day="2025-02-25", title="Ferry delayed", speaker="Speaker A")
D = Clipping(name="d", day="2025-02-27", title="Bridge closed")
E = Clipping(name="e", day="2025-03-05", title="Ferry back")
OLDER = Clipping(name="z", day="2025-02-20", title="Cracks in a bridge")
GONE = Clipping(name="g", day="2025-02-27", title="Whale seen", outlet="Passing Post")


@dataclass
class Subscriber:
    """Somebody who reads every feed, every day, and two files of each."""

    readers: dict[str, Reader] = field(default_factory=lambda: defaultdict(Reader))
    days: list[dict[str, bytes]] = field(default_factory=list)
    new: list[dict[str, list[str]]] = field(default_factory=list)  # titles by feed, a day each

    def read(self, edition: Edition, url: str = OPTIONS.url) -> None:
        formerly = {path.removesuffix("feed.xml") for day in self.days for path in day if path.startswith("outlets/")}
        made = feeds(edition, replace(OPTIONS, url=url), formerly=sorted(one for one in formerly if one.endswith("/")))
        files = {file.path: file.data for file in made}
        assert self.days[-1].keys() <= files.keys() if self.days else True, "no feed that there was is missing"
        self.days.append(files)
        polled = {path: self.readers[path].poll(data) for path, data in files.items() if path.endswith(".xml")}
        self.new.append({path: titles for path, titles in polled.items() if titles})


@pytest.fixture(scope="module")
def subscriber(tmp_path_factory: pytest.TempPathFactory) -> Subscriber:
    archive, reader = Archive(content=tmp_path_factory.mktemp("ten-days")), Subscriber()
    first = archive.publish([A], [B])
    reader.read(first)  # 0
    reader.read(archive.publish([A, C], [B]))  # 1: an update
    archive.rules = (rule(RuleKind.RENAME, story_of(first, "a").slug, to="The night ferry"),)
    reader.read(archive.publish([A, C], [B]))  # 2: another headline
    reader.read(archive.publish([A, C], [B], [D], [GONE]))  # 3: two stories more
    reader.read(archive.publish([A, C, B], [D], [GONE]))  # 4: two stories turn out to be one
    reader.read(archive.publish([A, C, B], [D], [GONE]))  # 5: nothing
    reader.read(archive.publish([A, C], [D]))  # 6: articles removed, one with its story
    reader.read(archive.publish([A, C], [OLDER, D]))  # 7: an older article
    reader.read(archive.publish([A, C], [OLDER, D]), url="https://moved.example/digest/")  # 8: another domain
    reader.read(archive.publish([A, C, E], [OLDER, D]))  # 9: an update again
    return reader


def test_each_story_shows_once_in_the_digest_s_feed(subscriber: Subscriber) -> None:
    shown = [day.get("feed.xml", []) for day in subscriber.new]
    assert [sorted(titles) for titles in shown] == [
        ["Ferry sails by night", "Night ferry on its way"],
        *([], []),
        ["Bridge closed", "Whale seen"],
        *([], [], [], [], [], []),
    ]


def test_each_update_shows_once_in_the_feed_of_updates(subscriber: Subscriber) -> None:
    shown = [day.get("updates.xml", []) for day in subscriber.new]
    assert [day for day, titles in enumerate(shown) if titles] == [1, 9]
    assert shown[9] == ["Update: The night ferry"]


def test_no_item_of_any_feed_ever_has_another_date(subscriber: Subscriber) -> None:
    found = {(path, name): dates for path, reader in subscriber.readers.items() for name, dates in reader.dates.items()}
    assert {key: dates for key, dates in found.items() if len(dates) > 1} == {}
    assert len(found) > 20


def test_when_nothing_happened_no_byte_changes(subscriber: Subscriber) -> None:
    assert subscriber.days[5] == subscriber.days[4]


def test_what_has_nothing_to_do_with_a_change_keeps_its_bytes(subscriber: Subscriber) -> None:
    before, after = subscriber.days[6], subscriber.days[7]
    changed = {path for path in before if before[path] != after[path]}
    assert not {path for path in changed if "ferry" in path or path.startswith("updates")}
    assert [path for path in changed if path.startswith("stories/bridge-closed")]


def test_another_domain_brings_nothing_again(subscriber: Subscriber) -> None:
    assert subscriber.new[8] == {}
    assert b"press.example/" not in b"".join(subscriber.days[8].values())


def test_an_old_update_stays_to_the_byte_while_it_is_among_the_newest(subscriber: Subscriber) -> None:
    def oldest(day: int) -> bytes:
        data = subscriber.days[day]["updates.xml"]
        return data[data.rindex(b"<item>") : data.rindex(b"</item>")]

    assert len({oldest(day) for day in (2, 3, 4, 5, 6, 7, 9)}) == 1


def test_whoever_followed_what_is_gone_is_told_so_once(subscriber: Subscriber) -> None:
    told = subscriber.new[6]
    assert told["people/speaker-g/feed.xml"] == ["This person is not here now"]
    assert told["outlets/passing-post/feed.xml"] == ["This outlet is not here now"]
    (story,) = (path for path in told if path.startswith("stories/whale-seen"))
    assert told[story] == ["This story has ended here"]
    assert not subscriber.new[7].keys() & told.keys()


def test_a_follower_of_the_merged_story_gets_the_other_s_updates(subscriber: Subscriber) -> None:
    (merged,) = (path for path in subscriber.new[9] if path.startswith("stories/night-ferry"))
    assert subscriber.new[9][merged] == ["Update: The night ferry"]


def test_a_story_that_was_hidden_split_or_gone_for_a_while_does_not_show_again(tmp_path: Path) -> None:
    archive, reader = Archive(content=tmp_path), Subscriber()
    first = archive.publish([A, B])
    reader.read(first)
    reader.read(archive.publish([A], [B]))  # split: what was parted is a story of its own
    reader.read(archive.publish([A, B]))  # one again
    reader.read(archive.publish([A], [B]))
    archive.rules = (rule(RuleKind.HIDE, story_of(first, "a").slug),)
    reader.read(archive.publish([A], [B]))
    archive.rules = ()
    reader.read(archive.publish([A], [B]))
    reader.read(archive.publish([A]))  # an article's file is not there
    reader.read(archive.publish([A], [B]))
    shown = [day.get("feed.xml", []) for day in reader.new]
    assert shown == [["Ferry sails by night"], ["Night ferry on its way"], [], [], [], [], [], []]
    assert not any(day.get("updates.xml") for day in reader.new)
    assert all(len(dates) == 1 for one in reader.readers.values() for dates in one.dates.values())
