"""The lock file beside the site whose addresses it remembers."""

import errno
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from digest import publish
from digest.coding import Coder
from digest.editorial import RuleKind, Rules
from digest.errors import BuildError, CheckError, LostLockError
from digest.lock import (
    LOCK_NAME,
    RECORDS,
    Lock,
    as_data,
    contradictions,
    dump_lock,
    from_site,
    in_order,
    numbers_kept,
    read_lock,
    staged,
    write_lock,
)
from digest.nouns import EditionRecord
from digest.store import Store, code_version, fingerprint

FEED_STATES = "feeds/*/state.yml"  # below the content folder
OF_STORIES = (RuleKind.RENAME, RuleKind.HIDE, RuleKind.PIN, RuleKind.MERGE, RuleKind.MOVE, RuleKind.NOTE)
DATA_NAME = "data/stories.json"  # below the site; it carries the lock

log = logging.getLogger(__name__)


LOCK: Coder[bytes, Lock] = Coder(Lock)


def known_lock(content: Path, store: Store) -> Lock:
    """The lock file, which is parsed only where its bytes are new. Raises EditorialError."""

    def recalled(raw: bytes, parse: Callable[[bytes], Lock]) -> Lock:
        (lock,) = store.recall([raw], lambda some: map(parse, some), _key, LOCK)
        _seal(lock, raw, store)
        return lock

    return read_lock(content / LOCK_NAME, recalled)


def _seal(lock: Lock, raw: bytes, store: Store) -> None:
    """Let the people of a lock be known by its file, which is soon hashed."""
    if lock.people:
        store.seal(lock.people, hashlib.sha256(raw).hexdigest())


def _key(raw: bytes) -> str:
    made_by = code_version("lock", packages=("pyyaml",)), code_version("marked.py", packages=())
    return fingerprint(made_by, hashlib.sha256(raw).hexdigest())


def _learn(text: str, lock: Lock, store: Store) -> None:
    """Let the store know what a lock file says, unless reading the file would refuse it."""
    if not any(contradictions(lock)):
        store.recall([text.encode("utf-8")], lambda _: [lock], _key, LOCK)


def refuse_lost_lock(content: Path, output: Path, *, found: Lock | None = None) -> None:
    """Raise LostLockError where a site is published, or editions are kept, and nothing remembers their addresses.

    `found` is the lock where it has been read already.
    """
    lock, data = content / LOCK_NAME, output / DATA_NAME
    if (read_lock(lock) if found is None else found) != Lock():
        return
    if numbers_kept(content):
        raise _lost(lock, f"{content / RECORDS} keeps editions that were published")
    if not publish.is_site(output):
        return
    try:
        if from_site(data) is None:
            return
    except CheckError:
        pass  # the site says nothing that can be read; its addresses are at stake all the same
    raise _lost(lock, f"{output} holds a site")


def _lost(lock: Path, witness: str) -> LostLockError:
    return LostLockError(
        f"{lock} is missing, but {witness}.\n"
        "    A build now would give its stories new addresses and feed ids. Bring the file back from git,\n"
        "    or from the site's own data with `digest check --recover-lock`; to begin anew, `digest build --new-lock`."
    )


def suspected_loss(content: Path, rules: Rules, *, worked_here: bool) -> Iterator[str]:
    """Yield why a lock file seems to be lost where no site is beside it, as in a fresh checkout.

    `worked_here`: whether the folder has a store of its own, as one in which feeds were just read for the first time.
    """
    lock = content / LOCK_NAME
    signs = ["editors' rules name stories"] if rules.of(*OF_STORIES) else []
    signs += ["feeds were read somewhere else"] if not worked_here and any(content.glob(FEED_STATES)) else []
    if signs and not lock.exists():
        yield (
            f"{lock} is missing, though {' and '.join(signs)}.\n"
            "    If this digest was built before, a build now would give its stories new addresses and feed ids:\n"
            "    bring the file back from git, or with `digest check --recover-lock --from COPY-OF-THE-SITE`."
        )


def carried(lock: Lock, content: Path, *, as_of: date | None) -> dict[str, object] | None:
    """What the site carries of the lock: a look back writes none, and so the one on disk stays the true one."""
    told = lock if as_of is None else read_lock(content / LOCK_NAME)
    return as_data(told) if told.editions else None


def with_pages(lock: Lock, addresses: Iterable[str], *, number: int) -> Lock:
    """The lock with the addresses of this edition's pages, beside those of earlier ones."""
    return replace(lock, pages=tuple(sorted((dict.fromkeys(addresses, number) | dict(lock.pages)).items())))


def remember(path: Path, lock: Lock, records: Sequence[EditionRecord] = (), *, store: Store | None = None) -> None:
    """Write the lock file and, with it, what is kept of editions: both or neither.

    `store` learns what the file says, so that the next build need not parse it.

    A content folder that is read-only costs the memory of addresses, not the site.
    """
    try:
        with staged(path.parent, *records):
            text = dump_lock(lock)
            before = path.read_bytes() if path.is_file() else b""
            if write_lock(path, lock, dumped=text) and store:
                store.disown([_key(before)])  # it may hold names of removed articles
                _learn(text, in_order(lock), store)
        if store:
            _seal(lock, text.encode("utf-8"), store)
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            where = error.filename or path
            raise BuildError(f"{where}: cannot be written ({error.strerror}); nothing was published") from error
        log.warning(
            "%s cannot be written (%s): addresses of stories may change, so the next build will stop. Make the folder "
            "writable, and build again.",
            path,
            error.strerror,
        )
