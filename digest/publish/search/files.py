"""The files of the search: bundles of stories, names, and a list of them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from digest.nouns import CarriedFile, Edition, File, Folder
from digest.nouns.outputs import digest_of
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.desk import Desk
from digest.publish.memory import Memory
from digest.publish.options import SiteOptions
from digest.publish.rows import FOLDER as HIDDEN
from digest.publish.search.bundles import FOLDER, Entry, bundles, written
from digest.publish.search.names import name_files, row, titles_file
from digest.publish.search.records import Name, Record, names_of, story_record
from digest.store import Store

Files = tuple[File | CarriedFile | Folder, ...]


def search_files(edition: Edition, options: SiteOptions, *, memory: Memory | None = None) -> Files:
    """What the search of an edition needs; `memory` carries over what would come out as in the last build."""
    own = memory or Memory(Desk(edition, options), Store(None), "")
    book = own.desk.book
    names = own.remembered("names to be searched", lambda: _names(names_of(book)))
    files = [one for one in names if isinstance(one, File | CarriedFile)]
    return _whole([_entry(name, own) for name in book.stories], files, options)


def search_of(records: Iterable[Record | Name], options: SiteOptions) -> Files:
    """What the search of some records needs."""
    some = tuple(records)
    stories = [one for one in some if isinstance(one, Record)]
    entries = [
        Entry(address=one.address, first=one.first, digest=_digest(one), load=partial(_same, one)) for one in stories
    ]
    return _whole(entries, list(_names(one for one in some if isinstance(one, Name))), options)


def write(files: Files, site: Path) -> None:
    """Write the files below the folder of a site."""
    for one in files:
        target = site / one.path
        if isinstance(one, Folder):
            target.mkdir(parents=True)
            one.make(target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(one.load())


def _whole(entries: Sequence[Entry], names: Sequence[File | CarriedFile], options: SiteOptions) -> Files:
    folders = bundles(entries, language=options.language)
    listed = [one.path.removeprefix(FOLDER).rstrip("/") for one in folders]
    index = {"bundles": listed, "names": len(names) - 1}  # one of the files has all titles
    return (*folders, *names, File(path=f"{FOLDER}index.json", data=written(index)))


def _entry(story: str, memory: Memory) -> Entry:
    """A story to be indexed; its record is made where its digest is not known, and to be indexed."""
    book = memory.desk.book
    (known,) = memory.remembered(f"search record of story {story}", lambda: [_record(story, book)])
    load = partial(_loaded, story, book)
    return Entry(address=story_address(book.stories[story]), first=book.spans[story][0], digest=known.digest, load=load)


def _loaded(story: str, book: Almanac) -> Record:
    return story_record(book.stories[story], book)


def _record(story: str, book: Almanac) -> CarriedFile:
    digest = _digest(story_record(book.stories[story], book))
    return CarriedFile(path=f"{HIDDEN}{story}", digest=digest, load=bytes)


def _digest(record: Record) -> str:
    return digest_of(repr(record).encode("utf-8", "surrogatepass"))


def _same(record: Record) -> Record:
    return record


def _names(names: Iterable[Name]) -> Iterator[File]:
    rows = [row(name) for name in sorted(names, key=lambda name: name.address)]
    yield from name_files(rows, FOLDER)
    yield titles_file(rows, FOLDER)
