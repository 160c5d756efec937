"""The links of a site, followed at the cost of what changed.

Of each page the manifest remembers, as hashes, which places it offers and where its links lead. A page that is new is
read, and each link of it followed. A page that stayed is read again only where one of its links leads to a file or a
place that the last checked site had and this one has not.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from digest.publish.gate import ALONE, Gate, Leaf, Link, line_of_link
from digest.publish.manifest import Manifest

_SOME = 500  # pages whose places are compared at once
_ENDS = np.uint64(1 << 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site before it is published."""

    wanted: Mapping[str, str]  # key by path of its file
    before: Mapping[str, str]  # of the last site that was checked
    gone: Collection[str]  # paths that only that one had
    new: Collection[str]  # paths of files that are not in that one, or are others
    read: Callable[[str], bytes]  # the bytes of a file of this site


class Links:
    """What the new files of a site hold: `look` at each when it is there, and ask for the problems when all are.

    `everywhere` are the paths to which the page of the theme alone leads, as all pages do. What is to be remembered of
    a file is written into the manifest, which its caller commits.
    """

    def __init__(self, gate: Gate, manifest: Manifest, *, everywhere: Collection[str]) -> None:
        self._gate, self._manifest, self._everywhere = gate, manifest, everywhere
        self._seen: set[str] = set()
        self._found: list[str] = []
        self._places, self._targets, self._led = array("Q"), set[str](), set[str]()
        self._astray = False  # whether a link to a place in its own page leads nowhere

    def look(self, path: str, key: str, data: bytes) -> None:
        """Look at one file of the site that is to be, if it is one that must be looked at."""
        if path in self._seen or not self._gate.looks_at(path):
            return
        self._seen.add(path)
        leaf = self._gate.leaf(path, data)
        self._found += leaf.problems
        for link in leaf.links:
            self._led.add(link.path)
            if _is_place(link) and link.path != path:
                self._places.append(_hash(link.path, link.fragment))
                self._targets.add(link.path)
            elif _is_place(link):
                self._astray |= link.fragment not in leaf.ids
        self._manifest.add_leaf(path, key, *_packed(path, leaf, self._everywhere))

    def problems(self, site: Checked) -> list[str]:
        """Everything that must not be published, with file and line; empty when all is well."""
        new = sorted(filter(self._gate.looks_at, site.new))
        for path in new:
            if path not in self._seen:
                self.look(path, site.wanted[path], site.read(path))
        astray = self._astray or not self._led <= site.wanted.keys()
        doubtful = astray or _unknown(self._places, self._targets, site, self._manifest)
        suspects = [*(self._seen if doubtful else ()), *_left_behind(site, self._manifest)]
        found = [*self._found, *(_astray(suspects, site, self._gate) if suspects else ())]
        return sorted(dict.fromkeys(found), key=lambda one: one.partition(":")[0])


def _is_place(link: Link) -> bool:
    return bool(link.fragment) and link.path.endswith(".html")


def _told(path: str, data: bytes, link: Link, lacking: str = "") -> str:
    if path.endswith(".opml"):
        return f"{path}: lists a feed that is not there: {link.written}"
    where = f"to a place that {lacking} does not have" if lacking else "nowhere"
    return f"{path}:{line_of_link(data, link.written)}: the link {link.written!r} leads {where}"


@lru_cache(maxsize=50_000)  # many links lead to the same file
def _hash(path: str, fragment: str = "") -> int:
    written = f"{path}#{fragment}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "little")


def _packed(path: str, leaf: Leaf, everywhere: Collection[str]) -> tuple[bytes, bytes]:
    """What a file offers, and where its links lead: to a file, and where they have one, to a place in it."""
    ids = {_hash(path, one) for one in leaf.ids}
    led = [link for link in leaf.links if link.path != path]
    links = {_hash(link.path) for link in led if link.path not in everywhere or path == ALONE}
    links |= {_hash(link.path, link.fragment) for link in led if _is_place(link)}
    return array("Q", sorted(ids)).tobytes(), array("Q", sorted(links)).tobytes()


def _unknown(places: "array[int]", targets: Iterable[str], site: Checked, manifest: Manifest) -> bool:
    """Whether one of the places to which new pages lead is not offered, as far as the manifest knows."""
    asked = {path: site.wanted[path] for path in targets}
    offered = [np.frombuffer(ids, dtype=np.uint64) for _, ids in manifest.ids(asked)]
    wanted = np.unique(np.frombuffer(places, dtype=np.uint64))
    return not np.isin(wanted, np.concatenate(offered) if offered else wanted[:0]).all()


def _left_behind(site: Checked, manifest: Manifest) -> list[str]:
    """Files that stayed as they were, and from which a link may lead to something that is gone."""
    gone = {_hash(path) for path in site.gone}
    changed = sorted(path for path in site.new if path.endswith(".html") and path in site.before)
    for start in range(0, len(changed), _SOME):
        some = changed[start : start + _SOME]
        now = dict(manifest.ids({path: site.wanted[path] for path in some}))
        for path, ids in manifest.ids({path: site.before[path] for path in some}):
            gone |= set(array("Q", ids)) - set(array("Q", now.get(path, b"")))
    if not gone or not _among(gone, manifest.all_links()):
        return []
    stayed = (
        (path, links) for path, key, links in manifest.links() if site.before.get(path) == key == site.wanted.get(path)
    )
    return [path for path, links in stayed if not gone.isdisjoint(array("Q", links))]


def _among(gone: Collection[int], links: bytes) -> bool:
    """Whether one of some hashes is among the links of all leaves: in most builds none is, and no leaf is read."""
    wanted, every = np.array(sorted(gone), dtype=np.uint64), np.frombuffer(links, dtype=np.uint64)
    ends = np.zeros(_ENDS, dtype=bool)  # a first sieve, because there are a million links, and few hashes end alike
    ends[wanted % _ENDS] = True
    return bool(np.isin(every[ends[every % _ENDS]], wanted).any())


def _astray(suspects: Iterable[str], site: Checked, gate: Gate) -> Iterator[str]:
    """The links of these files that lead nowhere, told from the files themselves."""

    @lru_cache(maxsize=1000)
    def ids(path: str) -> frozenset[str]:
        return gate.leaf(path, site.read(path)).ids

    for path in sorted(set(suspects)):
        data = site.read(path)
        for link in gate.leaf(path, data).links:
            if link.path not in site.wanted:
                yield _told(path, data, link)
            elif _is_place(link) and link.fragment not in ids(link.path):
                yield _told(path, data, link, link.path)
